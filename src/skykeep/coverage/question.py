"""What is asked of coverage: where, how high, against which threat, under what rules."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from skykeep.catalogue import Catalogue, RefractionValues
from skykeep.errors import UsageError, did_you_mean
from skykeep.model import (
    CONFIRM_LOOKS_MAX,
    Detection,
    Figure,
    MastHeights,
    RadarEffects,
    System,
    ThreatClass,
    View,
    unknown_radars,
)

__all__ = [
    "DEFAULT_HEIGHTS_AGL_M",
    "FIGHTER_FROM_M",
    "STANDARD_K",
    "EffectsAsked",
    "Question",
    "Site",
    "check_masts",
    "check_radar",
    "in_region",
    "target_at",
]

STANDARD_K = 4.0 / 3.0
"""Effective-earth factor of the standard atmosphere."""
FIGHTER_FROM_M = 1000.0
"""Height above ground from which the target is a fighter by default, a cruise missile below, m."""
DEFAULT_HEIGHTS_AGL_M = (30.0, 100.0, 300.0, 1000.0, 3000.0, 10000.0)
LOW_CLASS, HIGH_CLASS = "cruise-missile", "fighter"
HEIGHT_LIMIT_M = 100_000.0
MAST_LIMIT_M = 1_000.0
K_LIMITS = (0.5, 20.0)
RCS_LIMITS_M2 = (1e-6, 1e6)
BEARINGS_PER_DEGREE_LIMIT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place of a system; ``mast_m`` is the antenna height of the engagement radar, or of radars by id.
    ``surroundings`` are what stands about it: where the figure of it is found, and the figure. What flies has
    its antennas at ``antenna_alt_msl_m``.
    """

    lat_deg: float
    lon_deg: float
    mast_m: MastHeights | None = None
    name: str = ""
    surroundings: tuple[str, Figure] | None = None
    antenna_alt_msl_m: float | None = None

    def __post_init__(self) -> None:
        if not (-85.0 <= self.lat_deg <= 85.0 and -180.0 <= self.lon_deg <= 180.0):
            raise UsageError(
                f"site {self.lat_deg}, {self.lon_deg}: latitude must lie between -85 and 85, longitude "
                "between -180 "
                "and 180 degrees, given as LAT,LON"
            )
        masts = self.mast_m if isinstance(self.mast_m, Mapping) else {"": self.mast_m}
        for radar, mast_m in masts.items():
            if mast_m is not None and not 0.0 < mast_m <= MAST_LIMIT_M:
                of = f" of {radar}" if radar else ""
                raise UsageError(f"mast{of} {mast_m} m: must be above 0 and at most {MAST_LIMIT_M:.0f} m")


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsAsked:
    """Radar effects that are on: which, where the defended point is, their figures by id, and the classes of
    threats that carry a jammer."""

    effects: RadarEffects
    aim: tuple[float, float]
    figures: Mapping[str, Figure]
    carrying: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How coverage is computed.

    ``target`` names a threat class for all heights (by default a cruise missile below 1000 m, a fighter from
    there); ``rcs_m2`` replaces its radar cross-section. ``radar`` looks at one radar of the system alone.
    ``bearings`` is a multiple of 360. ``limits`` adds the two ends of the public figures to each share;
    ``k_limits``, the least and the greatest k of ``region``, go with them; ``k_from`` says where k is from.
    ``effects`` are the radar effects that are on.
    """

    heights_agl_m: tuple[float, ...] = DEFAULT_HEIGHTS_AGL_M
    target: str | None = None
    rcs_m2: float | None = None
    detection: Detection = field(default_factory=Detection)
    k: float = STANDARD_K
    k_limits: tuple[float, float] | None = None
    k_from: str = "the standard atmosphere"
    region: str | None = None
    radar: str | None = None
    view: View = "balanced"
    bearings: int = 720
    limits: bool = True
    country: str | None = None
    effects: EffectsAsked | None = None

    def __post_init__(self) -> None:
        if not self.heights_agl_m:
            raise UsageError("no heights given: give at least one height above ground in metres, as 15,1000")
        for height in self.heights_agl_m:
            if not (math.isfinite(height) and 0.0 <= height <= HEIGHT_LIMIT_M):
                raise UsageError(
                    f"height {height} m: must lie between 0 and {HEIGHT_LIMIT_M:.0f} m above ground"
                )
        if len(set(self.heights_agl_m)) != len(self.heights_agl_m):
            raise UsageError(f"heights {self.heights_agl_m} name one height twice")
        for k in (self.k, *(self.k_limits or ())):
            if not K_LIMITS[0] <= k <= K_LIMITS[1]:
                raise UsageError(
                    f"k {k}: must lie between {K_LIMITS[0]} and {K_LIMITS[1]}; 1.333 is standard"
                )
        if not 0.0 < self.detection.p_detect < 1.0:
            raise UsageError(f"pd {self.detection.p_detect}: must lie above 0 and below 1")
        hits, looks = self.detection.confirm_m, self.detection.confirm_n
        if not 1 <= hits <= looks <= CONFIRM_LOOKS_MAX:
            raise UsageError(
                f"detection: confirm_m = {hits} hits in confirm_n = {looks} looks; "
                f"must have 1 <= confirm_m <= confirm_n <= {CONFIRM_LOOKS_MAX}"
            )
        if self.rcs_m2 is not None and not RCS_LIMITS_M2[0] <= self.rcs_m2 <= RCS_LIMITS_M2[1]:
            low, high = RCS_LIMITS_M2
            raise UsageError(f"rcs {self.rcs_m2} m2: must lie between {low:g} and {high:g} m2")
        if self.bearings % 360 or not 360 <= self.bearings <= 360 * BEARINGS_PER_DEGREE_LIMIT:
            raise UsageError(
                f"bearings {self.bearings}: must be a multiple of 360, at most "
                f"{360 * BEARINGS_PER_DEGREE_LIMIT}"
            )

    def at_end(self, end: Literal["against", "for"]) -> Question:
        """Return the question with k at its end against, or for, the defender."""
        if self.k_limits is None:
            return self
        return replace(self, k=min(self.k_limits) if end == "against" else max(self.k_limits))

    def with_k(self, k: float) -> Question:
        """Return the same question with one effective-earth factor."""
        return replace(self, k=k, k_limits=None, region=None)

    def at_heights(self, *heights_agl_m: float) -> Question:
        """Return the same question at other heights."""
        return replace(self, heights_agl_m=heights_agl_m)


def target_at(question: Question, catalogue: Catalogue, height_agl_m: float) -> ThreatClass:
    """Return the threat class flown at a height: the one asked for, else the default of the height.

    Raises
    ------
    CatalogueError
        If the class asked for is not in the catalogue.
    """
    if question.target is not None:
        return catalogue.threat(question.target)
    return catalogue.threat(HIGH_CLASS if height_agl_m >= FIGHTER_FROM_M else LOW_CLASS)


def in_region(question: Question, values: RefractionValues, view: View) -> Question:
    """Return the question with the factor that a view takes of a region, and the region's limits."""
    return replace(
        question,
        k=values.in_view(view),
        k_limits=values.limits,
        k_from=f"region {values.region}",
        region=values.region,
    )


def check_masts(system: System, mast_m: MastHeights | None) -> None:
    """Raise UsageError if masts name a radar that a system does not have."""
    for name in unknown_radars(system, mast_m):
        ids = [radar.id for radar in system.radars]
        raise UsageError(
            f"mast: {system.id} has no radar {name!r}; it has {', '.join(ids)}.{did_you_mean(name, ids)}"
        )


def check_radar(system: System, radar: str | None) -> None:
    """Raise UsageError if a system has no radar of that id."""
    ids = [each.id for each in system.radars]
    if radar is not None and radar not in ids:
        raise UsageError(f"{system.id} has no radar {radar!r}; it has {', '.join(ids)}")
