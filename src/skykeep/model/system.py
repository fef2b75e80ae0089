"""An air-defence system as public sources describe it: command post, radars, launchers, interceptors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from .figure import Figure
from .notebook import Shown

__all__ = [
    "Band",
    "CommandPost",
    "Doctrine",
    "Interceptor",
    "KillKind",
    "LauncherGroup",
    "Radar",
    "RadarRole",
    "RadarSupport",
    "System",
    "best_launchers",
    "share_launchers",
]

RadarRole = Literal["acquisition", "low_altitude", "engagement", "multi_function"]
KillKind = Literal["blast", "hit_to_kill", "short_range"]
RadarSupport = Literal["to_intercept", "to_handover", "any_track"]
Band = Literal["vhf", "uhf", "l", "s", "c", "x"]
NOT_IN_FILES: Mapping[str, bool] = MappingProxyType({"in_files": False})
"""Marks fields that a system file does not give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar(Shown):
    """One radar of a fire unit.

    ``detection_range_m`` is the public range at ``reference_rcs_m2`` and ``reference_p_detect``;
    ``instrumented_range_m`` is where the display ends. ``sector_rad`` is the full azimuth width looked at
    without turning (2 pi for a rotating antenna), ``track_sector_rad`` the width in which targets that were
    found are tracked and engaged: as wide where it is None. ``slew_time_s`` is the time to turn the sector by
    90 degrees. Target and missile channels belong to radars that engage only. A ``multi_function`` radar
    searches and engages. ``printed_at_height_agl_m`` is the height of the target above ground for which the
    range is printed, where one is: the horizon may have set such a range.
    """

    id: str
    name: str
    role: RadarRole
    band: Band
    antenna_height_m: Figure
    detection_range_m: Figure
    reference_rcs_m2: Figure
    reference_p_detect: Figure
    instrumented_range_m: Figure
    revisit_s: Figure
    sector_rad: Figure
    track_sector_rad: Figure | None = None
    elevation_min_rad: Figure
    elevation_max_rad: Figure
    track_capacity: Figure
    target_channels: Figure | None = None
    missile_channels: Figure | None = None
    slew_time_s: Figure | None = None
    printed_at_height_agl_m: Figure | None = None

    @property
    def searches(self) -> bool:
        """Whether it finds targets by itself."""
        return self.role != "engagement"

    @property
    def engages(self) -> bool:
        """Whether it guides interceptors."""
        return self.role in ("engagement", "multi_function")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interceptor(Shown):
    """One interceptor type and its public envelope.

    Heights are above mean sea level. ``range_max_ballistic_m`` and ``height_max_ballistic_m`` replace the
    aircraft limits against ballistic threats; zero means that it cannot. ``kill_p`` holds figures of its own
    per threat class where an official or press source states one; otherwise the common figure of the class
    for its ``kill_kind`` is used, or that of the class.
    """

    id: str
    name: str
    range_max_m: Figure
    range_min_m: Figure
    alt_max_msl_m: Figure
    alt_min_agl_m: Figure
    range_max_ballistic_m: Figure
    alt_max_ballistic_msl_m: Figure
    peak_speed_mps: Figure
    target_speed_max_mps: Figure
    radar_support: RadarSupport
    support_before_intercept_s: Figure
    coast_s: Figure
    price_usd: Figure | None = None
    kill_kind: KillKind = "blast"
    kill_p: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LauncherGroup(Shown):
    """Launchers of one kind in a fire unit: how many, what they hold, how fast they fire and reload.

    With ``uses_launchers_of`` they are launchers of another group, loaded with these rounds instead.
    """

    id: str
    interceptor: str
    launchers: Figure
    rounds_per_launcher: Figure
    launch_interval_s: Figure
    reload_s: Figure
    reload_sets: Figure
    offset_m: float = 0.0
    uses_launchers_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandPost(Shown):
    """Times of decision: from a confirmed track to the first permitted launch, and after each intercept.

    Each of the ``operators`` of an engagement set takes up one track at a time; without a number nobody
    waits. ``weapons_free`` is 1 where nobody waits for them after the first salvo.
    """

    reaction_s: Figure
    operator_delay_s: Figure
    assessment_s: Figure
    operators: Figure | None = None
    weapons_free: Figure | None = None
    batteries_controlled: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctrine:
    """How rounds are spent. ``prefer`` maps a threat class to interceptor ids in order of preference.

    A fire unit fires ``salvo_size`` rounds at a threat first and ``later_salvo_size`` at each later look, as
    many as first where it is None. Without a ``salvo_size`` the ``alternative`` of the catalogue's firing
    doctrine says both, and where that is empty each world draws one. ``salvo_by_class`` holds for every salvo
    at a class. ``rules`` holds values by the names of the kernel's table of doctrine, ``rules_by_class``
    those that differ for a threat class; they come from ``preset``, where it is not empty, and from a
    scenario.
    """

    salvo_size: int | None = None
    later_salvo_size: int | None = None
    alternative: str = ""
    max_salvos_per_threat: int = 0
    partial_salvo: bool = True
    slew_when_engaged: bool = False
    reload_in_raid: bool = True
    hold_fire_classes: tuple[str, ...] = ()
    prefer: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    salvo_by_class: Mapping[str, int] = field(default_factory=dict)
    preset: str = field(default="", metadata=NOT_IN_FILES)
    rules: Mapping[str, float] = field(default_factory=dict, metadata=NOT_IN_FILES)
    rules_by_class: Mapping[str, Mapping[str, float]] = field(default_factory=dict, metadata=NOT_IN_FILES)


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Shown):
    """A whole system.

    ``unit_name`` says what one of it is (battalion, battery), ``engagement_sets`` how many independent
    engagement radars with their own launchers it has. A radar on its own is a system without command post,
    interceptors and launchers: coverage says what it sees, a raid needs more. ``left_out`` names parts of it
    that are not in the model at all, first among what an answer rests on.
    """

    id: str
    name: str
    origin: str
    unit_name: str
    summary: str
    brochure_detection_radar: str
    radars: tuple[Radar, ...]
    brochure_interceptor: str = ""
    command_post: CommandPost | None = None
    interceptors: tuple[Interceptor, ...] = ()
    launchers: tuple[LauncherGroup, ...] = ()
    doctrine: Doctrine = field(default_factory=Doctrine)
    engagement_sets: int = 1
    price_usd: Figure | None = None
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def can_engage(self) -> bool:
        """Whether it has interceptors."""
        return bool(self.interceptors)


def best_launchers(system: System) -> list[float]:
    """Return the best count of launchers that hold the rounds of each group, in one engagement set."""
    lent = {group.id: 0.0 for group in system.launchers}
    for group in system.launchers:
        if group.uses_launchers_of:
            lent[group.uses_launchers_of] += group.launchers.best
    return [max(group.launchers.best - lent[group.id], 0.0) for group in system.launchers]


def share_launchers(system: System, total: int) -> tuple[tuple[int, ...], ...]:
    """Return how many of ``total`` launchers stand in each group of each engagement set, [set][group].

    They are divided in proportion to the best counts of the groups, every set alike; what is left over goes
    one by one to the largest remainders, of equal ones to the first. Sets and groups may be left with none.

    Parameters
    ----------
    system
        Whose groups and sets.
    total
        Launchers of the whole fire unit, zero or more.
    """
    groups = best_launchers(system)
    per_set = sum(groups)
    shares = [total * best / (per_set * system.engagement_sets) for best in groups] * system.engagement_sets
    counts = [math.floor(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: counts[place] - shares[place])
    for place in by_remainder[: total - sum(counts)]:
        counts[place] += 1
    width = len(groups)
    return tuple(tuple(counts[first : first + width]) for first in range(0, len(counts), width))
