"""``/api/coverage``: what is seen and can be engaged at each height, all around."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from ..mechanism import Mechanism, Report
from .coverage_answer import CoverageAnswer, SeveralCoverageAnswer
from .sight_asked import SightQuestion

__all__ = ["COVERAGE", "CoverageQuestion"]

HEIGHTS_MAX = 24
Height = Annotated[float, Field(ge=0, le=100_000)]


class CoverageQuestion(SightQuestion):
    """What is seen and can be engaged at some heights."""

    heights_agl_m: list[Height] | None = Field(None, min_length=1, max_length=HEIGHTS_MAX)
    """Heights above ground, m; by default 30, 100, 300, 1000, 3000 and 10,000."""


def compute_coverage(question: CoverageQuestion, report: Report) -> dict[str, Any]:
    """Return the coverage that is asked for, height by height."""
    from skykeep.api.coverages import compute_cases
    from skykeep.catalogue import load_catalogue

    catalogue = load_catalogue()
    heights = question.heights_agl_m
    cases, ground = question.cases(catalogue, None if heights is None else tuple(heights))
    report.begin("heights", sum(len(asked.heights_agl_m) for _, _, asked in cases))
    return compute_cases(cases, ground, catalogue, jobs=report.jobs, tick=report.step).to_json()


COVERAGE = Mechanism(
    name="coverage",
    says="What is seen and can be engaged at each height, on every degree of bearing, and what limits it.",
    question=CoverageQuestion,
    answer=CoverageAnswer | SeveralCoverageAnswer,
    compute=compute_coverage,
    lane="quick",
    by_address=True,
    example={"system": "pantsir-s1", "site": "Baghdad", "heights_agl_m": [300]},
)
