"""The table of a scenario file that says what flies beside the raid."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from skykeep.model import NUMBER_LIMITS, Side

from .table_fields import EDGE, LAT_LIMIT_DEG, count, flag, id_text, number

__all__ = ["TrafficTable", "TrafficTables"]


@dataclass(frozen=True, kw_only=True, config=EDGE)
class TrafficTable:
    """Friendly or neutral aircraft that fly from one place to another; they are none of the raid."""

    id: str = id_text("short name of this traffic, which keys its luck: small letters, digits, dash")
    side: Side = Field(description="of one's own side, or of none")
    threat_class: str = id_text("id of a class in the catalogue that is not ballistic")
    count: int = count(*NUMBER_LIMITS["count"], "aircraft, one behind the other")
    from_lat_deg: float = number(-LAT_LIMIT_DEG, LAT_LIMIT_DEG, "WGS84 latitude at which they begin")
    from_lon_deg: float = number(-180.0, 180.0, "WGS84 longitude at which they begin")
    to_lat_deg: float = number(-LAT_LIMIT_DEG, LAT_LIMIT_DEG, "WGS84 latitude to which they fly")
    to_lon_deg: float = number(-180.0, 180.0, "WGS84 longitude to which they fly")
    speed_mps: float | None = number(
        *NUMBER_LIMITS["speed_mps"],
        "speed over the ground; the best figure of the class if left out",
        default=None,
    )
    alt_msl_m: float | None = number(
        1.0, 4.0e4, "altitude above mean sea level; the best figure of the class if left out", default=None
    )
    lands: bool = flag("they come down to the place to which they fly", default=False)
    spacing_s: float = number(*NUMBER_LIMITS["spacing_s"], "time between one and the next", default=0.0)
    spacing_law: Literal["fixed", "exponential"] = Field(
        description="fixed spacing, or exponential with spacing_s as its mean", default="fixed"
    )
    delay_s: float = number(
        *NUMBER_LIMITS["delay_s"], "time from the start of the raid to the first of them", default=0.0
    )


TrafficTables = Annotated[
    list[TrafficTable] | None,
    Field(description="friendly and neutral aircraft that fly beside the raid", max_length=100),
]
"""All of them; none where there is no traffic."""
