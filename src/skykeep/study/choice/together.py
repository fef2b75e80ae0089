"""The criteria of a comparison, from what was played, covered and priced, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from skykeep.model import StandardRaid

from .criteria import GROUPS, Criterion
from .decide import decide
from .question import Comparison, ComparisonQuestion, by_option

__all__ = ["put_together"]

F64 = npt.NDArray[np.float64]


def put_together(question: ComparisonQuestion, found: Comparison) -> None:
    """Put all criteria together, into ``found``: only raids that all options met at every site."""
    sites = [site.id for site in question.sites]
    everyone = len(question.options)
    criteria = []
    for raid in question.raids:
        if all(len(found.shares.get((site, raid.id), ())) == everyone for site in sites):
            criteria += _raid_criteria(question, raid, found, sites)
    criteria += found.criteria
    criteria += _priced_criteria(question)
    if not criteria or len(question.options) < 2:
        return
    found.criteria = criteria
    found.decision = decide(
        criteria,
        [option.id for option in question.options],
        weights=question.weights,
        seed=question.case.raids.seed,
    )


def _raid_criteria(
    question: ComparisonQuestion, raid: StandardRaid, found: Comparison, sites: Sequence[str]
) -> list[Criterion]:
    """Return the criteria of one raid: what leaks, and what is left to shoot with."""

    def mean(values: Mapping[tuple[str, str], Mapping[str, F64]]) -> F64:
        worlds = min(len(values[site, raid.id][question.options[0].id]) for site in sites)
        return by_option(
            question,
            lambda option: np.mean([values[site, raid.id][option][:worlds] for site in sites], axis=0),
        )

    return [
        Criterion(
            name=f"leakers/{raid.id}",
            group="leakers",
            words=f"share of {raid.name} that leaks, mean over the sites",
            unit="1",
            less_is_better=True,
            values=mean(found.shares),
        ),
        Criterion(
            name=f"rounds_left/{raid.id}",
            group="rounds_left",
            words=f"rounds left after {raid.name}, mean over the sites",
            unit="1",
            less_is_better=False,
            values=mean(found.left),
        ),
    ]


def _priced_criteria(question: ComparisonQuestion) -> list[Criterion]:
    """Return the criteria of cost and time, as far as they are known of every option."""
    found = []
    for name, unit in (("cost_usd", "usd"), ("years", "a")):
        values = {
            option.id: drawn
            for option in question.options
            if (priced := question.priced.get(option.id)) is not None
            and (drawn := getattr(priced, name)) is not None
        }
        group = name.removesuffix("_usd")
        if len(values) == len(question.options):
            found.append(
                Criterion(
                    name=group,
                    group=group,
                    words=GROUPS[group],
                    unit=unit,
                    less_is_better=True,
                    values=by_option(question, values.__getitem__),
                )
            )
    return found
