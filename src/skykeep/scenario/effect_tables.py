"""The tables of a scenario file that switch radar effects on: every key, its range and meaning."""

from __future__ import annotations

import math

from pydantic import Field
from pydantic.dataclasses import dataclass

from skykeep.model import LandCoverId

from .table_fields import EDGE, LAT_LIMIT_DEG, flag, id_text, number

__all__ = ["BlankedSectorTable", "JammerTable", "RadarEffectsTable"]

_WHOLE_TURN_RAD = 2.0 * math.pi
_LONGEST_S = 8.64e4


@dataclass(frozen=True, kw_only=True, config=EDGE)
class RadarEffectsTable:
    """What acts on radars beside power and sight; all off unless switched on here by name."""

    multipath: bool = flag("the ray that the ground reflects, and the field near the horizon", default=False)
    diffraction: bool = flag("what bends over hills and the horizon is seen, at a loss", default=False)
    clutter: bool = flag("echoes of the ground at low elevation raise the noise", default=False)
    notch: bool = flag("what moves too slowly along the line of sight is not seen", default=False)
    gas: bool = flag("loss in air (needs the extra 'air': pip install 'skykeep[air]')", default=False)
    rain: bool = flag("loss in rain (needs the extra 'air': pip install 'skykeep[air]')", default=False)
    self_screening: bool = flag("threats whose class has such a figure jam for themselves", default=False)
    land_cover: LandCoverId = Field(
        description="ground about the sites, for clutter and multipath", default="desert"
    )
    vertical: bool = flag("polarisation of the radars: vertical, or else horizontal", default=True)


@dataclass(frozen=True, kw_only=True, config=EDGE)
class JammerTable:
    """A stand-off noise jammer fixed in the scenario.

    Where it stands is said in one of three ways: ``lat_deg`` and ``lon_deg``; ``bearing_deg`` and
    ``distance_km`` from the aim; or ``axis_bearing_deg`` and ``distance_km``, on the first axis of each raid
    turned by that angle.
    """

    id: str = id_text("short name of this jammer: small letters, digits, dash")
    kind: str = id_text("kind of jammer in the catalogue: its power density is drawn")
    alt_msl_m: float = number(0.0, 3.0e4, "altitude above mean sea level")
    lat_deg: float | None = number(
        -LAT_LIMIT_DEG, LAT_LIMIT_DEG, "WGS84 latitude in degrees, north positive", default=None
    )
    lon_deg: float | None = number(-180.0, 180.0, "WGS84 longitude in degrees, east positive", default=None)
    bearing_rad: float | None = number(
        -_WHOLE_TURN_RAD, _WHOLE_TURN_RAD, "bearing from the aim, from north clockwise", default=None
    )
    axis_bearing_rad: float | None = number(
        -_WHOLE_TURN_RAD, _WHOLE_TURN_RAD, "angle from the raid's first axis, clockwise", default=None
    )
    distance_m: float | None = number(1.0e3, 1.0e6, "ground range from the aim", default=None)
    erp_density_w_per_hz: float | None = number(
        1.0e-12, 10.0, "effective radiated power density in place of the figure of the kind", default=None
    )
    pointing_rad: float | None = number(
        -_WHOLE_TURN_RAD,
        _WHOLE_TURN_RAD,
        "bearing of the middle of the sector it radiates into; towards the aim if left out",
        default=None,
    )
    sector_rad: float = number(
        1.0e-3, _WHOLE_TURN_RAD, "width of the sector it radiates into", default=_WHOLE_TURN_RAD
    )
    start_s: float = number(0.0, _LONGEST_S, "when it starts, on the clock of the raid", default=0.0)
    end_s: float | None = number(0.0, _LONGEST_S, "when it ends; never if left out", default=None)


@dataclass(frozen=True, kw_only=True, config=EDGE)
class BlankedSectorTable:
    """A sector, clockwise from one bearing to another, in which radars do not look."""

    from_rad: float = number(-_WHOLE_TURN_RAD, _WHOLE_TURN_RAD, "bearing where the sector begins")
    to_rad: float = number(-_WHOLE_TURN_RAD, _WHOLE_TURN_RAD, "bearing where it ends, clockwise")
    fire_unit: str | None = id_text("fire unit; every one if left out", default=None)
    radar: str | None = id_text("radar of it; every one if left out", default=None)
    start_s: float = number(0.0, _LONGEST_S, "when it begins, on the clock of the raid", default=0.0)
    end_s: float | None = number(0.0, _LONGEST_S, "when it ends; never if left out", default=None)
