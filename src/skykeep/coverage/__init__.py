"""What a system really sees and can engage: from where, how high, how far, and what limits it."""

from .compute import compute_coverage, ground_needed_m
from .question import Question, Site
from .result import CountryShares, CoverageResult, HeightCoverage
from .union import UnionHeight, unite

__all__ = [
    "CountryShares",
    "CoverageResult",
    "HeightCoverage",
    "Question",
    "Site",
    "UnionHeight",
    "compute_coverage",
    "ground_needed_m",
    "unite",
]
