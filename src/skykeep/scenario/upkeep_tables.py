"""The tables of a scenario file on what is lost, comes back and is supplied: every key, its range and
meaning."""

from __future__ import annotations

import math

from pydantic.dataclasses import dataclass

from .table_fields import EDGE, LAT_LIMIT_DEG, count, flag, number

__all__ = ["AlternateTable", "OffsetTable", "SupplyTable", "UpkeepTable"]

_LONGEST_S = 3.6e7
_DAY_S = 8.64e4


@dataclass(frozen=True, kw_only=True, config=EDGE)
class SupplyTable:
    """How launchers are loaded while a raid lasts; without transloaders each loads itself.

    What is left out is as the table of every fire unit says, else as the catalogue does.
    """

    transloaders: int | None = count(
        0, 100, "vehicles of each engagement set that load its launchers one after another", default=None
    )
    load_s: float | None = number(1.0, _DAY_S, "time in which one launcher is loaded", default=None)
    loads_at_hand: int | None = count(
        0,
        1000,
        "loads for one launcher each on the site, in place of those that launchers have for themselves",
        default=None,
    )
    depot_loads: int | None = count(0, 1000, "loads for one launcher each at the depot", default=None)
    depot_m: float | None = number(0.0, 5.0e5, "way to the depot by road", default=None)
    depot_handling_s: float | None = number(
        0.0, _DAY_S, "time in which a transloader takes up a load at the depot", default=None
    )
    road_speed_mps: float | None = number(0.5, 40.0, "mean speed of laden lorries", default=None)


@dataclass(frozen=True, kw_only=True, config=EDGE)
class UpkeepTable:
    """What becomes of parts that fail or were hit; all off unless switched on here.

    What is left out is as the table of every fire unit says, else as the catalogue does for the kind of part.
    """

    repair: bool | None = flag("what was hit works again after a repair, one spare each", default=None)
    spares: int | None = count(
        0, 1000, "spares of each fire unit and of each formation, whatever they are for", default=None
    )
    failures: bool | None = flag("parts fail at random, before a raid and while it lasts", default=None)
    link_failures: bool | None = flag(
        "links from engagement radars to their launchers fail at random, which cannot fire meanwhile",
        default=None,
    )
    repair_s: float | None = number(1.0, _LONGEST_S, "time of one repair after a hit", default=None)
    mtbf_s: float | None = number(
        600.0,
        3.6e8,
        "mean time between failures; what fails more often is no part of a defence: name it in 'lost'",
        default=None,
    )
    mttr_s: float | None = number(1.0, _LONGEST_S, "mean time until a failed part works again", default=None)


@dataclass(frozen=True, kw_only=True, config=EDGE)
class AlternateTable:
    """An alternate site of a fire unit: it packs up once, is silent on the way, and works from there."""

    lat_deg: float = number(-LAT_LIMIT_DEG, LAT_LIMIT_DEG, "WGS84 latitude in degrees, north positive")
    lon_deg: float = number(-180.0, 180.0, "WGS84 longitude in degrees, east positive")
    when_shot_at: bool = flag("it leaves once a threat was to arrive that aims at a part of it", default=True)
    leave_s: float | None = number(
        0.0, _DAY_S, "when it leaves, on the clock of the raid; at no stated time if left out", default=None
    )
    road_m: float | None = number(
        0.0, 5.0e5, "way there by road; the straight line if left out", default=None
    )
    road_speed_mps: float | None = number(0.5, 40.0, "mean speed on the road", default=None)
    tear_down_s: float | None = number(1.0, _DAY_S, "time until the site is left", default=None)
    set_up_s: float | None = number(1.0, _DAY_S, "time until it is ready at the alternate site", default=None)


@dataclass(frozen=True, kw_only=True, config=EDGE)
class OffsetTable:
    """Where a battery stands, off the place that it is given; what is left out is drawn in each world."""

    distance_m: float | None = number(
        0.0, 1.0e5, "distance; drawn from assumed limits if left out", default=None
    )
    bearing_rad: float | None = number(
        -2.0 * math.pi, 2.0 * math.pi, "bearing from north clockwise; drawn evenly if left out", default=None
    )
