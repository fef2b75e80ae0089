"""What a comparison is asked, and what came of it as far as it was finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.model import StandardRaid

from ..brief_case import BriefCase, CaseSite
from ..case_options import CaseOption
from ..option_scenarios import DRAWN
from ..stopping import Goal
from .criteria import Criterion
from .rows import Group

__all__ = ["COVERAGE_WORLDS", "Comparison", "ComparisonQuestion", "Priced", "by_option"]

F64 = npt.NDArray[np.float64]

COVERAGE_WORLDS = 50
"""Joint draws for which coverage is computed: as few as tell how sure one is."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Priced:
    """What an option costs and how long it takes, drawn in the worlds of the comparison, and what is told.

    ``equal_units`` are the units that the cost of the lead option buys of it, None where that is not known.
    """

    cost_usd: F64 | None
    years: F64 | None
    told: Mapping[str, Any]
    equal_units: int | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class ComparisonQuestion:
    """What is compared; worlds, replications and seed are those of the case's raids. ``bearing_stride`` says
    that every so manieth degree is computed in the worlds of coverage."""

    case: BriefCase
    options: tuple[CaseOption, ...]
    sites: tuple[CaseSite, ...]
    raids: tuple[StandardRaid, ...]
    heights_agl_m: tuple[float, ...]
    balances: tuple[str, ...]
    doctrines: tuple[str, ...] = (DRAWN,)
    coverage_worlds: int = COVERAGE_WORLDS
    bearing_stride: int = 1
    weights: Mapping[str, float] = field(default_factory=dict)
    goal: Goal | None = None
    priced: Mapping[str, Priced] = field(default_factory=dict)
    with_robustness: bool = True

    @property
    def groups(self) -> list[Group]:
        """What is played, in order: every site and raid as each comes under the first doctrine, then the
        rest."""
        return [
            Group(site=site.id, raid=raid.id, balance=balance, doctrine=doctrine)
            for doctrine in self.doctrines
            for balance in self.balances
            for site in self.sites
            for raid in self.raids
        ]

    @property
    def lead(self) -> Group:
        """What the first screen tells of, and the dots."""
        return Group(self.lead_site.id, self.lead_raid.id, self.balances[0], self.doctrines[0])

    @property
    def lead_site(self) -> CaseSite:
        """The site of the case's raids, or the first of those asked for."""
        return next((each for each in self.sites if each.id == self.case.raids.site), self.sites[0])

    @property
    def lead_raid(self) -> StandardRaid:
        """The lead raid of the case, or the first of those asked for."""
        return next((each for each in self.raids if each.id == self.case.raids.lead_raid), self.raids[0])


@dataclass(eq=False, kw_only=True)
class Comparison:
    """What came of it, as plain data and as far as it was finished."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    pairs: list[dict[str, Any]] = field(default_factory=list)
    winners: list[dict[str, Any]] = field(default_factory=list)
    coverage: list[dict[str, Any]] = field(default_factory=list)
    country: list[dict[str, Any]] = field(default_factory=list)
    robustness: list[dict[str, Any]] = field(default_factory=list)
    orders: list[dict[str, Any]] = field(default_factory=list)
    stopping: list[dict[str, Any]] = field(default_factory=list)
    dots: dict[str, Any] = field(default_factory=dict)
    decision: dict[str, Any] | None = None
    notes: list[str] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    facts: Any = None
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    rests_on: dict[str, dict[str, Any]] = field(default_factory=dict)
    interrupted: bool = False
    shares: dict[tuple[str, str], dict[str, F64]] = field(default_factory=dict)
    left: dict[tuple[str, str], dict[str, F64]] = field(default_factory=dict)
    leakers: dict[Group, dict[str, F64]] = field(default_factory=dict)
    by_draw: dict[Group, Any] = field(default_factory=dict)
    fielded: list[dict[str, Any]] = field(default_factory=list)


def by_option(question: ComparisonQuestion, values: Callable[[str], F64]) -> F64:
    """Return values of every option as [world, option]."""
    return np.stack([values(option.id) for option in question.options], axis=1)
