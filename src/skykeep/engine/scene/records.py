"""What a scene is made of: things with a course over time, what they were doing, and what happened.

Times are seconds on the raid's clock, angles radians, places geodetic degrees with heights above sea level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

__all__ = [
    "ACTOR_KINDS",
    "SPELL_STATES",
    "Actor",
    "ActorKind",
    "Box",
    "Course",
    "Happening",
    "Place",
    "RadarReach",
    "Scene",
    "Spell",
    "SpellState",
    "Stock",
]

F64 = npt.NDArray[np.float64]

ActorKind = Literal["threat", "interceptor", "radar", "fire_unit", "post", "asset"]
"""What an actor is; traffic is a threat of another side."""
ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)

SpellState = Literal["out_of_action", "radiates", "holds", "hears", "faces", "knows", "engages"]
"""What an actor may be doing for some time.

A radar ``radiates``, ``holds`` the track of a threat in its sight, ``hears`` one (a passive sensor),
``faces`` the azimuth ``value``; a post ``knows`` of a threat; a fire unit ``engages`` one, with one of its
channels, from the order of a salvo until it is judged. What is ``out_of_action`` was hit, fails or moves.
"""
SPELL_STATES: tuple[SpellState, ...] = get_args(SpellState)


class Place(NamedTuple):
    """A place: geodetic degrees, height above mean sea level."""

    lat_deg: float
    lon_deg: float
    alt_msl_m: float


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Where something is: ``time_s`` increases strictly, all arrays have shape (points,).

    Between two points it goes evenly; before the first and after the last one it stands there. A course of
    one point stands still. Longitudes are within -180 to 180 and may jump from one end to the other.
    """

    time_s: F64
    lat_deg: F64
    lon_deg: F64
    alt_msl_m: F64

    @property
    def stands(self) -> bool:
        """Whether there is one point only."""
        return self.time_s.size == 1

    def at(self, time_s: float) -> Place:
        """Return where it is at a time."""
        there = self.at_times(np.array([time_s]))
        return Place(float(there.lat_deg[0]), float(there.lon_deg[0]), float(there.alt_msl_m[0]))

    def at_times(self, time_s: F64) -> Course:
        """Return the same course with points at other times, which increase."""
        crosses = np.ptp(self.lon_deg) > 180.0
        unbroken_deg = np.unwrap(self.lon_deg, period=360.0) if crosses else self.lon_deg
        lon_deg = np.interp(time_s, self.time_s, unbroken_deg)
        if crosses:
            lon_deg = np.where(np.abs(lon_deg) <= 180.0, lon_deg, (lon_deg + 180.0) % 360.0 - 180.0)
        lat_deg, alt_msl_m = (
            np.interp(time_s, self.time_s, values) for values in (self.lat_deg, self.alt_msl_m)
        )
        return Course(time_s, lat_deg, lon_deg, alt_msl_m)


class RadarReach(NamedTuple):
    """How far the antenna of a radar may look in this world: its instrumented range, the limits of its
    elevation and of its sector to either side, and how long it takes from one look to the next. It is not
    what the radar sees."""

    range_m: float
    elevation_min_rad: float
    elevation_max_rad: float
    sector_half_rad: float
    revisit_s: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Actor:
    """One thing of a raid.

    ``id`` is unique in the scene; ``what`` is the id of its threat class, system or interceptor
    (``system/interceptor``) in the catalogue, ``name`` that in words. ``side`` says whose it is: ``raid``,
    ``friendly`` or ``neutral`` for what flies in, ``defence`` for all else. A radar or interceptor
    ``belongs_to`` a fire unit; an interceptor flies ``at`` a threat. It is there from ``begins_s`` to
    ``ends_s``, when it came to its ``end``: that of a threat is its outcome, that of an interceptor whether
    it killed, missed or was wasted, empty for what is there to the end of the raid. ``channels`` are the
    threats that a fire unit can engage at a time in this raid; a radar that ``flies`` is high above ground.
    """

    id: str
    kind: ActorKind
    what: str
    name: str
    side: str
    begins_s: float
    ends_s: float
    course: Course
    end: str = ""
    belongs_to: str = ""
    at: str = ""
    decoy: bool = False
    ballistic: bool = False
    passive: bool = False
    flies: bool = False
    reach: RadarReach | None = None
    channels: int | None = None


class Spell(NamedTuple):
    """What an actor was doing from one time to another, about which other actor if any; ``value`` is the
    azimuth of what ``faces`` it, else nan."""

    actor: str
    state: SpellState
    from_s: float
    until_s: float
    about: str = ""
    value: float = np.nan


class Happening(NamedTuple):
    """Something that happened: to or by which actor, about which other one, where that actor was then.

    ``launched`` is by a fire unit about a threat; ``killed``, ``missed`` and ``wasted`` are by an interceptor
    about a threat, whose end (``leaked``, ``aborted``, ``passed``) has no other actor. Others are entries of
    the log of the raid, by their names there.
    """

    time_s: float
    name: str
    actor: str
    about: str
    interceptor: str
    place: Place


class Stock(NamedTuple):
    """From a time on, so many rounds of a type (``system/interceptor``) stand ready on the launchers of a
    fire unit that work; those that are being loaded do not count."""

    unit: str
    interceptor: str
    time_s: float
    rounds: int


class Box(NamedTuple):
    """Limits of all places of a scene; ``east_deg`` is above 180 where the box holds the antimeridian."""

    south_deg: float
    north_deg: float
    west_deg: float
    east_deg: float
    lowest_msl_m: float
    highest_msl_m: float

    def holds(self, place: Place, *, slack_deg: float = 0.0, slack_m: float = 0.0) -> bool:
        """Whether a place lies in the box, widened by some slack."""
        lon_deg = self.west_deg + (place.lon_deg - self.west_deg + slack_deg) % 360.0 - slack_deg
        return (
            self.south_deg - slack_deg <= place.lat_deg <= self.north_deg + slack_deg
            and lon_deg <= self.east_deg + slack_deg
            and self.lowest_msl_m - slack_m <= place.alt_msl_m <= self.highest_msl_m + slack_m
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """One raid laid out in space and time.

    ``actors`` stand in the order of their kinds, ``spells`` by actor and time, ``happenings`` by time,
    ``stocks`` by fire unit, type and time: one at time 0, and one whenever it changes.
    Courses have a point at every whole ``step_s`` of the raid's clock, at their own beginning and end, and
    where a unit sets out and arrives.
    """

    scenario_id: str
    title: str
    seed: int
    world: int
    replication: int
    step_s: float
    ends_s: float
    actors: tuple[Actor, ...]
    spells: tuple[Spell, ...]
    happenings: tuple[Happening, ...]
    stocks: tuple[Stock, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Actor]:
        """Each actor by its id."""
        return {actor.id: actor for actor in self.actors}

    def of_kind(self, *kinds: ActorKind) -> Iterator[Actor]:
        """Yield the actors of some kinds, in their order."""
        return (actor for actor in self.actors if actor.kind in kinds)

    def spells_of(self, actor: str, *states: SpellState) -> Iterator[Spell]:
        """Yield what an actor was doing, of some states only, in order of time."""
        return (each for each in self.spells if each.actor == actor and each.state in states)

    def rounds_ready(self, unit: str, time_s: float) -> int:
        """Return the rounds of all types that stand ready on the launchers of a fire unit at a time."""
        since = {
            each.interceptor: each.rounds
            for each in self.stocks
            if each.unit == unit and each.time_s <= time_s
        }
        return sum(since.values())

    @cached_property
    def box(self) -> Box:
        """The limits of all courses: the smallest box, so that it may hold the antimeridian."""
        lat_deg, lon_deg, alt_msl_m = (
            np.concatenate([getattr(actor.course, name) for actor in self.actors])
            for name in ("lat_deg", "lon_deg", "alt_msl_m")
        )
        west_deg, east_deg = _narrowest(lon_deg)
        return Box(
            float(lat_deg.min()),
            float(lat_deg.max()),
            west_deg,
            east_deg,
            float(alt_msl_m.min()),
            float(alt_msl_m.max()),
        )


def _narrowest(lon_deg: F64) -> tuple[float, float]:
    """Return the ends of the narrowest span of longitudes that holds all: what the widest gap leaves."""
    sorted_deg = np.unique(lon_deg)
    gaps_deg = np.diff(sorted_deg, append=sorted_deg[0] + 360.0)
    widest = int(gaps_deg.argmax())
    west_deg = sorted_deg[(widest + 1) % sorted_deg.size]
    east_deg = sorted_deg[widest]
    return float(west_deg), float(east_deg if east_deg >= west_deg else east_deg + 360.0)
