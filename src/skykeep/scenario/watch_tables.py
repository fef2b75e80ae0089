"""The tables of a scenario file that say who watches from outside, and how radars spend their time."""

from __future__ import annotations

import math
from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from .command_tables import LinkTable
from .table_fields import EDGE, LAT_LIMIT_DEG, count, flag, id_text, number

__all__ = ["DegradedModesTable", "EmissionTable", "OrbitTable", "OutsideEyeTable", "RadarLifeTable"]

_WHOLE_TURN_RAD = 2.0 * math.pi


@dataclass(frozen=True, kw_only=True, config=EDGE)
class OrbitTable:
    """A racetrack about the place of an outside eye, taken as places one after the other."""

    length_m: float = number(1.0e3, 5.0e5, "length of its legs")
    bearing_rad: float = number(
        -_WHOLE_TURN_RAD, _WHOLE_TURN_RAD, "bearing of its legs, from north clockwise", default=0.0
    )
    period_s: float = number(60.0, 3.6e4, "time for once there and back")
    stations: int = count(2, 16, "places that stand for it, each for its part of the period", default=4)


@dataclass(frozen=True, kw_only=True, config=EDGE)
class OutsideEyeTable:
    """Radars of a catalogue system, or a passive sensor, that belong to no fire unit and tell a post.

    Exactly one of ``system`` and ``passive``; at most one height, that of the catalogue if left out.
    """

    id: str = id_text("short name: small letters, digits, dash")
    tells: str = id_text("id of the fire unit or formation whose command post is told")
    system: str | None = id_text("id of a system in the catalogue: its searching radars", default=None)
    passive: str | None = id_text(
        "id of a passive sensor, as 'skykeep catalogue show outside' lists them", default=None
    )
    lat_deg: float = number(-LAT_LIMIT_DEG, LAT_LIMIT_DEG, "WGS84 latitude in degrees, north positive")
    lon_deg: float = number(-180.0, 180.0, "WGS84 longitude in degrees, east positive")
    alt_msl_m: float | None = number(0.0, 2.5e4, "altitude of the antenna above mean sea level", default=None)
    height_agl_m: float | None = number(0.5, 2.0e4, "height of the antenna above ground", default=None)
    orbit: OrbitTable | None = Field(description="what it flies about its place", default=None)
    link: LinkTable | None = Field(description="the link to the post that it tells", default=None)


@dataclass(frozen=True, kw_only=True, config=EDGE)
class EmissionTable:
    """Which radars radiate when; those in no table radiate all the time."""

    mode: Literal["turns", "on_cue"] = Field(
        description="one after the other, or each once its post is told of something"
    )
    radars: list[str] = Field(
        description="radars by the ids of nodes, as for 'lost': UNIT/RADAR, FORMATION/RADAR or EYE/RADAR",
        min_length=1,
        max_length=64,
    )
    period_s: float | None = number(
        1.0, 3.6e4, "turns: time until the first has its turn again", default=None
    )
    switch_on_s: float | None = number(
        0.0, 3600.0, "on_cue: time from the word until a radar radiates", default=None
    )


@dataclass(frozen=True, kw_only=True, config=EDGE)
class DegradedModesTable:
    """What fire units do when they have lost something; off where a value is 0."""

    search_range_share: float = number(
        0.0,
        1.0,
        "share of its range with which an engagement radar searches its sector once the searching radars of "
        "its post are lost",
        default=0.0,
    )
    switch_on_s: float = number(0.0, 3600.0, "time until it begins to search", default=0.0)


@dataclass(frozen=True, kw_only=True, config=EDGE)
class RadarLifeTable:
    """What of the life of radars counts."""

    track_capacity: bool = flag("searching radars keep no more tracks than the catalogue says", default=False)
    dwell: bool = flag("arrays that search and engage have no more time than there is", default=False)
