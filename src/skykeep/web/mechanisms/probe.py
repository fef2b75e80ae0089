"""``/api/probe``: one point at one height: who sees it, from how far out, and what hides it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from ..mechanism import Answer, Mechanism, Report
from .coverage_answer import Effects, GroundTold, Named, Ring
from .sight_asked import NAME_MAX, Place, SightQuestion

__all__ = ["PROBE", "ProbeAnswer", "ProbeQuestion"]


class ProbeQuestion(SightQuestion):
    """What a fire unit has of one point at one height."""

    at: str | Place = Field(union_mode="left_to_right")
    """The point: a city, `33.9,44.9`, or both numbers by name."""
    height_agl_m: float = Field(ge=0, le=100_000)
    """Height of the target above the ground there, m."""
    unit: str | None = Field(None, max_length=NAME_MAX)
    """Fire unit, formation or outside eye, where a scenario has several."""


class SiteProbed(Answer):
    """Where the system stands."""

    name: str
    lat_deg: float
    lon_deg: float


class PointTold(Answer):
    """The point."""

    lat_deg: float
    lon_deg: float
    ground_msl_m: float | None


class HillTold(Answer):
    """What stands in the line of sight."""

    lat_deg: float
    lon_deg: float
    range_m: float
    ground_msl_m: float
    above_ray_m: float


class RadarProbed(Answer):
    """What one radar has of the point."""

    id: str
    name: str
    role: str
    antenna_agl_m: float
    in_sight: bool
    lowest_visible_agl_m: float | None
    elevation_deg: float
    slant_range_m: float
    look_p: float
    basis: str


class ProfileTold(Answer):
    """The ground below the line of sight, and the line, from the site out."""

    range_m: list[float]
    ground_msl_m: list[float | None]
    ray_msl_m: list[float | None]


class ProbeAnswer(Answer):
    """What a fire unit has of the point: what ``skykeep probe --json`` prints."""

    system: Named
    site: SiteProbed
    at: PointTold
    height_agl_m: float
    target: str
    bearing_deg: float
    distance_m: float
    in_sight: bool
    seen: bool
    seen_limits: tuple[bool, bool]
    seen_range_m: float | None
    seen_range_limits_m: tuple[float | None, float | None]
    engageable: bool | None
    engageable_limits: tuple[bool, bool] | None
    dead_zone: bool
    intercept_range_m: float | None
    intercept_range_limits_m: tuple[float | None, float | None]
    limited_by: str
    hidden_by: HillTold | None
    radars: list[RadarProbed]
    rings: list[Ring]
    profile: ProfileTold
    k: float
    view: str
    radar_effects: Effects | None = None
    p_detect: float
    terrain: GroundTold
    notes: list[str]


def compute_probe(question: ProbeQuestion, report: Report) -> dict[str, Any]:
    """Return what the fire unit that is asked about has of the point."""
    from skykeep.api.probes import one_case, probe_case
    from skykeep.catalogue import load_catalogue

    report.begin("points", 1)
    catalogue = load_catalogue()
    cases, ground = question.cases(catalogue, (question.height_agl_m,))
    at = (question.at.lat_deg, question.at.lon_deg) if isinstance(question.at, Place) else question.at
    case = one_case(cases, question.unit)
    found = probe_case(case, ground, catalogue, at=at, height_m=question.height_agl_m)
    report.step()
    return found.to_json()


PROBE = Mechanism(
    name="probe",
    says="One point at one height: who sees it, from how far out, can it be met there, and what hides it.",
    question=ProbeQuestion,
    answer=ProbeAnswer,
    compute=compute_probe,
    lane="quick",
    by_address=True,
    example={"system": "pantsir-s1", "site": "Baghdad", "at": "33.4,44.5", "height_agl_m": 300},
)
