"""What a defence loses, gets back and is supplied with: what a scenario asks for, and the figures for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from .figure import Figure
from .notebook import Shown

__all__ = [
    "MAST_FROM_M",
    "WHERE_GIVEN",
    "AlternateSite",
    "DamageFigures",
    "MoveFigures",
    "PartFigures",
    "PartName",
    "SiteFigures",
    "SiteKind",
    "SiteOffset",
    "Supply",
    "SupplyFigures",
    "SurroundingsFigures",
    "Upkeep",
    "WearFigures",
]

WHERE_GIVEN: Mapping[str, bool] = MappingProxyType({"digest_where_given": True})
"""Marks fields that are no part of what identifies a scenario where they are None."""

PartName = Literal["radar", "command-post", "launcher", "launcher-link"]
"""Kinds of parts that have figures of their own."""

SiteKind = Literal["open", "desert", "airfield", "town", "wood"]
"""What stands about a site nearer than elevation data tell; nothing does about an open one."""

MAST_FROM_M = 20.0
"""A unit with an antenna at least so high above ground, metres, is taken to stand on a mast: assumed, lorries
carry none so high (40V6M: 24 m, 40V6MD: 40 m)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFigures(Shown):
    """How often parts of a kind fail in use, and how long it takes until they work again: after a failure in
    the mean, and after they were hit, with a spare at hand; None for what is never hit."""

    id: str
    name: str
    mtbf_s: Figure
    mttr_s: Figure
    repair_s: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DamageFigures(Shown):
    """How often a threat of a class that reaches the part of a defence at which it aims puts it out of
    action."""

    id: str
    name: str
    radar_p: Figure
    command_post_p: Figure
    launcher_p: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFigures(Shown):
    """How long a system, or anything on a mast, takes to pack up and to be ready for use again."""

    id: str
    name: str
    tear_down_s: Figure
    set_up_s: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyFigures(Shown):
    """How long a transloader takes to load one launcher and to take up a load at the depot, and how fast
    lorries drive."""

    load_s: Figure
    depot_handling_s: Figure
    road_speed_mps: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFigures(Shown):
    """How far a battery stands from what it defends."""

    offset_m: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class SurroundingsFigures(Shown):
    """Elevation below which what stands about a kind of site hides everything from its antennas, whatever
    the bearing."""

    id: str
    name: str
    mask_rad: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class WearFigures(Shown):
    """Figures of what is lost, comes back and is supplied; nothing depends on them unless a scenario asks, or
    its raid aims at parts of the defence.

    ``moves`` holds a table for each system that has public times, ``other`` for those that have none, and
    ``mast``; ``damage`` one for each class of threats with figures of its own, and ``other``.
    """

    parts: tuple[PartFigures, ...]
    damage: tuple[DamageFigures, ...]
    moves: tuple[MoveFigures, ...]
    supply: SupplyFigures
    sites: SiteFigures
    surroundings: tuple[SurroundingsFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """How the launchers of a fire unit are loaded; what is None is as the catalogue says.

    Without ``transloaders`` each launcher loads itself. ``loads_at_hand`` replaces the loads that launchers
    have for themselves; ``depot_loads`` lie ``depot_m`` away by road.
    """

    transloaders: int = 0
    load_s: float | None = None
    loads_at_hand: int | None = None
    depot_loads: int = 0
    depot_m: float = 0.0
    depot_handling_s: float | None = None
    road_speed_mps: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """What becomes of parts that fail or were hit; what is None is as the catalogue says.

    With ``repair`` each repair of a part that was hit takes one of the ``spares`` of its fire unit or
    formation. With ``failures`` parts fail at random, and the time until they work again is random, too.
    With ``link_failures`` links from engagement radars to their launchers do.
    """

    repair: bool = False
    spares: int = 0
    failures: bool = False
    repair_s: float | None = None
    mtbf_s: float | None = None
    mttr_s: float | None = None
    link_failures: bool | None = field(default=None, metadata=WHERE_GIVEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternateSite:
    """Where a fire unit goes once it was shot at, or ``leave_s`` into a raid; what is None is as the
    catalogue says."""

    lat_deg: float
    lon_deg: float
    when_shot_at: bool = True
    leave_s: float | None = None
    road_m: float | None = None
    road_speed_mps: float | None = None
    tear_down_s: float | None = None
    set_up_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOffset:
    """How far a fire unit or formation stands from the place it is given, and in which direction; what is
    None is drawn in each world."""

    distance_m: float | None = None
    bearing_rad: float | None = None

    @property
    def is_drawn(self) -> bool:
        """Whether it leaves anything to be drawn."""
        return self.distance_m is None or self.bearing_rad is None
