"""Who watches beside the radars of fire units, and how radars spend their time, as a scenario says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .figure import Figure
from .formation import Link, LinkSettings
from .notebook import Shown

__all__ = [
    "DegradedModes",
    "Emission",
    "EmissionMode",
    "EmissionRule",
    "Orbit",
    "OutsideEye",
    "OutsideFigures",
    "PassiveSensor",
    "RadarLife",
    "WatchRules",
]

EmissionMode = Literal["turns", "on_cue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassiveSensor(Shown):
    """A kind of passive sensor: it hears what radiates in sight within ``detection_range_m``, and gives a
    bearing every ``revisit_s``. Two lines make a track where they cross by ``crossing_min_rad`` or more."""

    id: str
    name: str
    antenna_height_m: Figure
    detection_range_m: Figure
    revisit_s: Figure
    crossing_min_rad: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Emission(Shown):
    """The chance that a threat of the class ``id`` radiates so that passive sensors hear it."""

    id: str
    radiates_p: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideFigures(Shown):
    """Figures of those who watch from outside: passive sensors, what threats radiate, and the links of
    outside eyes to whom they tell."""

    passive: tuple[PassiveSensor, ...]
    emissions: tuple[Emission, ...]
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Orbit:
    """A racetrack about a place: legs of ``length_m`` on ``bearing_rad``, flown once in ``period_s``, taken
    as ``stations`` places one after the other."""

    length_m: float
    bearing_rad: float
    period_s: float
    stations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideEye:
    """Radars of a ``system``, or a ``passive`` sensor, outside every fire unit and formation.

    They tell the post of the fire unit or formation ``tells`` over a link of their own. Their antennas are at
    ``alt_msl_m`` or ``height_agl_m``, at that of the catalogue where neither is given. An ``orbit`` flies
    about the place.
    """

    id: str
    tells: str
    lat_deg: float
    lon_deg: float
    system: str = ""
    passive: str = ""
    alt_msl_m: float | None = None
    height_agl_m: float | None = None
    orbit: Orbit | None = None
    link: LinkSettings = field(default_factory=LinkSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmissionRule:
    """Which of some ``radars`` radiate when: one after the other, each for its part of ``period_s``, or each
    once its post is told of something and it has been switched on, which takes ``switch_on_s``."""

    mode: EmissionMode
    radars: tuple[str, ...]
    period_s: float | None = None
    switch_on_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DegradedModes:
    """What fire units do when they have lost something.

    Where ``search_range_share`` is above zero an engagement radar searches its sector with this share of its
    range, ``switch_on_s`` after the last searching radar of its post was lost. How long one that has lost the
    post above it waits for orders stands with the orders, in ``CommandSettings``.
    """

    search_range_share: float = 0.0
    switch_on_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarLife:
    """What of the life of radars counts: that they keep no more tracks than they have room for, and that a
    phased array which searches and engages has no more time than there is."""

    track_capacity: bool = False
    dwell: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRules:
    """All of it; nothing by default. ``launch_on_remote`` are fire units whose rounds may be launched at what
    their own radar does not see, while another radar whose tracks reach them keeps the track."""

    eyes: tuple[OutsideEye, ...] = ()
    emission: tuple[EmissionRule, ...] = ()
    degraded: DegradedModes = field(default_factory=DegradedModes)
    life: RadarLife = field(default_factory=RadarLife)
    launch_on_remote: tuple[str, ...] = ()

    @property
    def on(self) -> bool:
        """Whether anything is said."""
        return self != WatchRules()
