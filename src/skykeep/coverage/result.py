"""Coverage as plain values: what is printed, drawn and written as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .country import CountryGrid
from .effects import effects_json
from .polar import PolarAnswer
from .question import Question, Site
from .rings import BrochureRing

__all__ = ["LIMITS_NOTE", "CountryShares", "CoverageResult", "HeightCoverage", "Limits"]

LIMITS_NOTE = "Limits of a share: every public figure at the end against, and at the end for, the defender."
"""What the limits of shares are; where a legend says it the note need not."""

F64 = npt.NDArray[np.float64]

Limits = tuple[float, float]
"""A share with every figure at the end against, and at the end for, the defender."""


@dataclass(frozen=True)
class CountryShares:
    """Shares of a country at one height; ``cities`` maps names of cities to (seen, engageable), ``limits``
    each share to its lowest and highest value, empty where limits were not asked for."""

    code: str
    name: str
    seen_share_of_area: float
    engageable_share_of_area: float
    seen_share_of_people: float
    engageable_share_of_people: float
    limits: dict[str, Limits]
    cities: dict[str, tuple[bool, bool]]


@dataclass(frozen=True, eq=False)
class HeightCoverage:
    """Coverage at one height; arrays hold one number per whole degree of bearing from north.

    Shares are of the area of their own ring; ``engagement_ring_m`` is 0 where there are no interceptors.
    ``limited_by`` says what ends the seen range, ``met_limited_by`` what ends the range of the first
    intercept; ``single_look_m`` is how far out one look alone finds the target, hills and horizon aside.
    Limits are None, and ``range_limits_m`` (lowest and highest on each degree, by name) empty, where they
    were not asked for. ``polar`` is the answer on all rays, for maps.
    """

    height_agl_m: float
    detection_ring_m: float
    engagement_ring_m: float
    in_sight_share_of_detection_ring: float
    seen_share_of_detection_ring: float
    engageable_share_of_engagement_ring: float
    no_data_share_of_detection_ring: float
    no_data_share_of_engagement_ring: float
    in_sight_limits: Limits | None
    seen_limits: Limits | None
    engageable_limits: Limits | None
    sight_range_m: F64
    seen_range_m: F64
    solid_range_m: F64
    engageable_range_m: F64
    range_limits_m: Mapping[str, tuple[F64, F64]]
    limited_by: tuple[str, ...]
    met_limited_by: tuple[str, ...]
    single_look_m: float
    country: CountryShares | None
    polar: PolarAnswer

    @property
    def can_engage(self) -> bool:
        """Whether the system has interceptors."""
        return self.engagement_ring_m > 0.0

    @property
    def warning_time_s(self) -> F64:
        """Time from being seen to the site at the target's speed, per whole degree, s."""
        return self.seen_range_m / self.polar.target.speed_mps

    def to_json(self) -> dict[str, Any]:
        """Return plain values, ranges rounded to the metre."""
        target = self.polar.target
        warning = self.warning_time_s
        values: dict[str, Any] = {
            "height_agl_m": self.height_agl_m,
            "target": {
                "class": target.id,
                "rcs_m2": target.rcs_m2,
                "rcs_low_band_m2": target.rcs_low_band_m2,
                "speed_mps": target.speed_mps,
            },
            "detection_ring_m": self.detection_ring_m,
            "engagement_ring_m": self.engagement_ring_m if self.can_engage else None,
            "in_sight_share_of_detection_ring": self.in_sight_share_of_detection_ring,
            "in_sight_share_limits": _pair(self.in_sight_limits),
            "seen_share_of_detection_ring": self.seen_share_of_detection_ring,
            "seen_share_limits": _pair(self.seen_limits),
            "engageable_share_of_engagement_ring": self.engageable_share_of_engagement_ring
            if self.can_engage
            else None,
            "engageable_share_limits": _pair(self.engageable_limits if self.can_engage else None),
            "no_data_share_of_detection_ring": self.no_data_share_of_detection_ring,
            "no_data_share_of_engagement_ring": self.no_data_share_of_engagement_ring,
            "sight_range_m": _metres(self.sight_range_m),
            "seen_range_m": _metres(self.seen_range_m),
            "solid_range_m": _metres(self.solid_range_m),
            "engageable_range_m": _metres(self.engageable_range_m),
            "limited_by": list(self.limited_by),
            "engageable_limited_by": list(self.met_limited_by),
            "single_look_m": round(self.single_look_m),
            "warning_time_s": _spread(warning),
            **self._range_limits(),
        }
        if self.country is not None:
            values["country"] = {
                "code": self.country.code,
                "name": self.country.name,
                "seen_share_of_area": self.country.seen_share_of_area,
                "engageable_share_of_area": self.country.engageable_share_of_area,
                "seen_share_of_people_in_cities": self.country.seen_share_of_people,
                "engageable_share_of_people_in_cities": self.country.engageable_share_of_people,
                "limits": {
                    f"{name}_in_cities" if name.endswith("people") else name: list(pair)
                    for name, pair in self.country.limits.items()
                },
                "cities": {
                    name: {"seen": seen, "engageable": engageable}
                    for name, (seen, engageable) in self.country.cities.items()
                },
            }
        return values

    def _range_limits(self) -> dict[str, Any]:
        """Return the limits of ranges and of warning time as plain values; none where they were not asked
        for."""
        found: dict[str, Any] = {
            f"{name.removesuffix('_m')}_limits_m": list(map(_metres, pair))
            for name, pair in self.range_limits_m.items()
        }
        if self.range_limits_m:
            low_m, high_m = self.range_limits_m["seen_range_m"]
            speed_mps = self.polar.target.speed_mps
            low, high = _spread(low_m / speed_mps), _spread(high_m / speed_mps)
            found["warning_time_limits_s"] = {name: [low[name], high[name]] for name in low}
        return found


@dataclass(frozen=True, eq=False)
class CoverageResult:
    """Coverage of one system at one site: heights in the order asked for, and everything that was assumed."""

    system_id: str
    system_name: str
    site: Site
    question: Question
    site_alt_msl_m: float
    terrain: dict[str, Any]
    radars: tuple[dict[str, Any], ...]
    rings: tuple[BrochureRing, ...]
    heights: tuple[HeightCoverage, ...]
    grid: CountryGrid | None
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form; keys may be added in later versions, none is changed."""
        detection = self.question.detection
        return {
            "system": {"id": self.system_id, "name": self.system_name},
            "site": {
                "name": self.site.name,
                "lat_deg": self.site.lat_deg,
                "lon_deg": self.site.lon_deg,
                "ground_alt_msl_m": round(self.site_alt_msl_m, 1),
                "mast_m": dict(mast_m) if isinstance(mast_m := self.site.mast_m, Mapping) else mast_m,
            },
            "terrain": self.terrain,
            "target": {
                "class": self.question.target or "by height",
                "rcs_m2": self.question.rcs_m2,
                "by_height": [
                    {"height_agl_m": height.height_agl_m, "class": height.polar.target.id}
                    for height in self.heights
                ],
                "flight": "straight to the site at the stated height above ground",
                "p_detect": detection.p_detect,
            },
            "detection": {
                "confirm_m": detection.confirm_m,
                "confirm_n": detection.confirm_n,
                "p_false_alarm": detection.p_false_alarm,
                "pulses": detection.pulses,
            },
            "k": self.question.k,
            "k_limits": _pair(self.question.k_limits),
            "k_from": self.question.k_from,
            "view": self.question.view,
            **effects_json(self.question.effects),
            "radars": list(self.radars),
            "rings": [ring.to_json() for ring in self.rings],
            "heights": [height.to_json() for height in self.heights],
            "notes": list(self.notes),
        }


def _spread(times_s: F64) -> dict[str, float]:
    """Return least, median and greatest of some times, s."""
    return {
        "least": round(float(times_s.min()), 1),
        "median": round(float(np.median(times_s)), 1),
        "most": round(float(times_s.max()), 1),
    }


def _metres(values: F64) -> list[float]:
    return [float(value) for value in np.round(values)]


def _pair(limits: Limits | None) -> list[float] | None:
    return None if limits is None else list(limits)
