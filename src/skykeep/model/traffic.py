"""Friendly and neutral traffic: what flies through a raid and is none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Side", "TrafficGroup", "traffic_count"]

Side = Literal["friendly", "neutral"]
"""Whose traffic is: of one's own side, or of no side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficGroup:
    """Aircraft of one class that fly one way, one behind the other.

    They fly the shortest line from one place to the other at ``alt_msl_m`` above mean sea level, higher
    where the ground asks for it, and leave the scenario there; with ``lands`` they come down to it. The first
    begins ``delay_s`` after the raid, the others ``spacing_s`` after each other (the mean, where
    ``spacing_law`` is exponential). Speed and altitude are the best figures of the class where they are
    None.
    """

    id: str
    side: Side
    threat_class: str
    count: int
    from_lat_deg: float
    from_lon_deg: float
    to_lat_deg: float
    to_lon_deg: float
    speed_mps: float | None = None
    alt_msl_m: float | None = None
    lands: bool = False
    spacing_s: float = 0.0
    spacing_law: Literal["fixed", "exponential"] = "fixed"
    delay_s: float = 0.0

    @property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Latitude and longitude of where they begin, and of where they fly to, degrees."""
        return (self.from_lat_deg, self.from_lon_deg), (self.to_lat_deg, self.to_lon_deg)


def traffic_count(groups: Sequence[TrafficGroup], side: str) -> int:
    """Return how many aircraft of a side fly."""
    return sum(group.count for group in groups if group.side == side)
