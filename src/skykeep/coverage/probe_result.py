"""What a probe of one point answers, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from skykeep.model import System

from .effects import effects_json
from .question import Question, Site
from .rings import BrochureRing
from .sight_line import Hill, Profile

__all__ = ["Probe", "ProbedRadar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbedRadar:
    """What one radar has of the point; ``look_p`` is the chance that one look detects it there."""

    id: str
    name: str
    role: str
    antenna_agl_m: float
    in_sight: bool
    lowest_visible_agl_m: float
    elevation_deg: float
    slant_range_m: float
    look_p: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Probe:
    """The answer at one point. ``None`` in place of a truth: no interceptors, or no ground data.

    ``seen`` means that a threat flying straight to the site at this height is a confirmed track by this
    range; ``seen_range_m`` is where it becomes one on this bearing, ``intercept_range_m`` where it can first
    be met (0 if never). Pairs hold the same with every figure at the end against, and for, the defender.
    """

    system: System
    site: Site
    question: Question
    lat_deg: float
    lon_deg: float
    height_agl_m: float
    target: str
    bearing_deg: float
    distance_m: float
    ground_msl_m: float
    in_sight: bool
    seen: bool
    seen_range_m: float
    engageable: bool | None
    dead_zone: bool
    intercept_range_m: float
    limited_by: str
    seen_limits: tuple[bool, bool]
    seen_range_limits_m: tuple[float, float]
    engageable_limits: tuple[bool, bool] | None
    intercept_range_limits_m: tuple[float, float]
    radars: tuple[ProbedRadar, ...]
    rings: tuple[BrochureRing, ...]
    profile: Profile
    hill: Hill | None
    terrain: dict[str, Any]
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form; keys may be added in later versions, none is changed."""
        hill = self.hill
        return {
            "system": {"id": self.system.id, "name": self.system.name},
            "site": {"name": self.site.name, "lat_deg": self.site.lat_deg, "lon_deg": self.site.lon_deg},
            "at": {
                "lat_deg": self.lat_deg,
                "lon_deg": self.lon_deg,
                "ground_msl_m": _metre(self.ground_msl_m),
            },
            "height_agl_m": self.height_agl_m,
            "target": self.target,
            "bearing_deg": round(self.bearing_deg, 2),
            "distance_m": _metre(self.distance_m),
            "in_sight": self.in_sight,
            "seen": self.seen,
            "seen_limits": list(self.seen_limits),
            "seen_range_m": _metre(self.seen_range_m),
            "seen_range_limits_m": [_metre(value) for value in self.seen_range_limits_m],
            "engageable": self.engageable,
            "engageable_limits": None if self.engageable_limits is None else list(self.engageable_limits),
            "dead_zone": self.dead_zone,
            "intercept_range_m": _metre(self.intercept_range_m),
            "intercept_range_limits_m": [_metre(value) for value in self.intercept_range_limits_m],
            "limited_by": self.limited_by,
            "hidden_by": None
            if hill is None
            else {
                "lat_deg": round(hill.lat_deg, 5),
                "lon_deg": round(hill.lon_deg, 5),
                "range_m": _metre(hill.range_m),
                "ground_msl_m": _metre(hill.ground_msl_m),
                "above_ray_m": round(hill.above_ray_m, 1),
            },
            "radars": [
                {
                    "id": radar.id,
                    "name": radar.name,
                    "role": radar.role,
                    "antenna_agl_m": radar.antenna_agl_m,
                    "in_sight": radar.in_sight,
                    "lowest_visible_agl_m": _metre(radar.lowest_visible_agl_m),
                    "elevation_deg": round(radar.elevation_deg, 2),
                    "slant_range_m": _metre(radar.slant_range_m),
                    "look_p": round(radar.look_p, 4),
                    "basis": "figures at the view asked for, assumed",
                }
                for radar in self.radars
            ],
            "rings": [ring.to_json() for ring in self.rings],
            "profile": {
                "range_m": [_metre(float(value)) for value in self.profile.range_m],
                "ground_msl_m": [round(float(value), 1) for value in self.profile.ground_msl_m],
                "ray_msl_m": [round(float(value), 1) for value in self.profile.ray_msl_m],
            },
            "k": self.question.k,
            "view": self.question.view,
            **effects_json(self.question.effects),
            "p_detect": self.question.detection.p_detect,
            "terrain": self.terrain,
            "notes": list(self.notes),
        }


def _metre(value: float) -> float:
    return float(round(value))
