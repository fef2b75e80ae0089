"""The whole comparison of a case: options by sites by raids by heights, in the same worlds under the same
luck, and what it says together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from skykeep.catalogue import Catalogue
from skykeep.scenario.doctrine import preset_policy
from skykeep.terrain import Heightfield

from ..case_options import option_units
from ..executors import Executor
from ..hundred import hundred_pairs, told_dots
from ..intervals import WORLDS_FOR_IGNORANCE, expected_by_world
from ..option_scenarios import AS_IT_COMES, EQUAL_COST, option_scenario
from ..record import record_of
from ..stopping import Stopped
from .covering import cover
from .criteria import GROUPS, Criterion
from .fielded import EQUAL_UNITS_MAX, fielded_rows, fielded_units, why_not
from .orders import order_row
from .play import Played, play_together
from .question import Comparison, ComparisonQuestion, by_option
from .robustness import robustness
from .rows import Group, figure_pairs, lost_row, outcome_pairs, played_row
from .together import put_together

__all__ = ["compare_options"]

TOO_FEW_FOR_DOTS = (
    f"Fewer than {WORLDS_FOR_IGNORANCE} worlds have no middle that tells of luck alone: no such raids are "
    f"counted or drawn. --worlds {WORLDS_FOR_IGNORANCE} has them."
)


@dataclass(frozen=True, eq=False, kw_only=True)
class _Desk:
    """What everything is computed with."""

    question: ComparisonQuestion
    catalogue: Catalogue
    terrain: Heightfield
    executor: Executor
    jobs: int
    tick: Callable[[], object]


def compare_options(
    question: ComparisonQuestion,
    catalogue: Catalogue,
    *,
    terrain: Heightfield,
    executor: Executor,
    jobs: int,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Comparison:
    """Return how the options of a case compare.

    Parameters
    ----------
    question
        What is compared, at which sites and heights, against which raids, with what alike.
    catalogue, terrain
        The public facts, and the ground.
    executor, jobs
        Who does the work; never changes a number.
    keep_on_stop
        Whether Ctrl-C ends it with what is finished, if the options met one raid at least.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        As ``skykeep.study.prepare.prepare``.
    """
    desk = _Desk(
        question=question, catalogue=catalogue, terrain=terrain, executor=executor, jobs=jobs, tick=tick
    )
    found = Comparison()
    _price(desk, found)
    found.fielded = fielded_rows(question, catalogue)
    found.notes += [
        f"Doctrine {catalogue.presets[name].name}: what it says of command posts is not played, for no "
        "option has one above its units."
        for name in question.doctrines
        if preset_policy(name, catalogue)
    ]
    first = [group for group in question.groups if group[2:] == question.lead[2:]]
    try:
        for group in first:
            _play(desk, group, found)
        cover(question, catalogue, terrain=terrain, jobs=jobs, tick=tick, found=found)
        if question.with_robustness:
            _stress(desk, found)
        for group in question.groups:
            if group not in first:
                _play(desk, group, found)
    except KeyboardInterrupt:
        if not keep_on_stop or not found.rows:
            raise
        found.interrupted = True
    found.orders += [
        row for group in first if group in found.leakers and (row := order_row(question, group, found))
    ]
    put_together(question, found)
    return found


def _price(desk: _Desk, found: Comparison) -> None:
    """Compare costs and times of the options that are to be had and have them, into ``found``: what is there
    already is neither bought nor waited for."""
    question = desk.question
    worlds = question.case.raids.worlds
    for option in question.options:
        priced = question.priced.get(option.id)
        if option.radars:
            found.notes.append(f"{option.name}: the radars beside its units are priced, and not played.")
        equal_units = 0 if priced is None or EQUAL_COST not in question.balances else priced.equal_units or 0
        if equal_units > EQUAL_UNITS_MAX:
            found.notes.append(
                f"{option.name}: equal cost buys {equal_units}; {EQUAL_UNITS_MAX} of them are played."
            )
    for measure in ("cost_usd", "years"):
        values = {
            option.id: drawn[:worlds]
            for option in question.options
            if not option.held
            and (each := question.priced.get(option.id)) is not None
            and (drawn := getattr(each, measure)) is not None
        }
        if len(values) > 1:
            nowhere = Group("", "", AS_IT_COMES)
            pairs, winner = figure_pairs(
                measure, values, nowhere, less_is_better=True, seed=question.case.raids.seed
            )
            found.pairs += pairs
            found.winners.append(winner)


def _play(desk: _Desk, group: Group, found: Comparison) -> None:
    """Play all options against one raid at one site, into ``found``."""
    question = desk.question
    site = next(each for each in question.sites if each.id == group.site)
    raid = next(each for each in question.raids if each.id == group.raid)
    scenarios = {}
    for option in question.options:
        units = fielded_units(question, option, desk.catalogue, group.balance)
        scenario = units and option_scenario(
            question.case,
            desk.catalogue,
            units,
            name=f"compare-{question.case.id}-{option.id}-{'-'.join(group)}",
            site=site,
            raid=raid,
            balance=group.balance,
            doctrine=group.doctrine,
        )
        if scenario:
            scenarios[option.id] = scenario
        else:
            found.notes.append(why_not(question, option, group.balance))
    if not scenarios:
        return
    played, stopped = play_together(
        scenarios,
        desk.catalogue,
        goal=question.goal,
        terrain=desk.terrain,
        executor=desk.executor,
        jobs=desk.jobs,
        with_median=group == question.lead,
        tick=desk.tick,
    )
    _tell(question, group, played, stopped, found)


def _tell(
    question: ComparisonQuestion,
    group: Group,
    played: Mapping[str, Played],
    stopped: Stopped | None,
    found: Comparison,
) -> None:
    """Put what came of one raid at one site into ``found``."""
    found.rows += [played_row(option, group, each) for option, each in played.items()]
    pairs, winners = outcome_pairs(
        {option: each.outcomes for option, each in played.items()}, group, seed=question.case.raids.seed
    )
    found.pairs += pairs
    found.winners += winners
    if stopped is not None:
        found.stopping.append(group._asdict() | stopped.as_row())
    first = next(iter(played.values()))
    found.facts = found.facts or first.facts
    found.records[group.raid] = record_of(first.facts.legend.threat_class)
    for option, each in played.items():
        found.rests_on.setdefault(option, dict(each.facts.rests_on))
    found.leakers[group] = {option: each.outcomes.leakers for option, each in played.items()}
    if group[2:] == question.lead[2:]:
        found.by_draw[group] = next(iter(played.values()))
    if group[2:] == (AS_IT_COMES, question.lead.doctrine):
        found.shares[group.site, group.raid] = {
            option: expected_by_world(each.outcomes.leakers) / max(each.threats, 1)
            for option, each in played.items()
        }
        found.left[group.site, group.raid] = {
            option: expected_by_world(each.outcomes.rounds_left) for option, each in played.items()
        }
    if group == question.lead:
        found.dots = _dots(question, played)
        if not found.dots:
            found.notes.append(TOO_FEW_FOR_DOTS)


def _dots(question: ComparisonQuestion, played: Mapping[str, Played]) -> dict[str, Any]:
    """Return a hundred lead raids of every option, and of the lead option beside each other; empty where the
    worlds are too few to have a middle."""
    luck = {
        name: told_dots(
            each.median.leakers, each.median.ledger, each.median.rounds_left, each.reasons, each.median_worlds
        )
        for name, each in played.items()
        if each.median is not None
    }
    if not luck:
        return {}
    options = list(played)
    lead = next((name for name in options if name == question.case.lead_system), options[0])
    return {
        "site": question.lead_site.id,
        "raid": question.lead_raid.id,
        "threats_launched": played[lead].threats,
        "lead": lead,
        "options": luck,
        "pairs": {
            name: hundred_pairs(played[lead].outcomes.leakers, each.outcomes.leakers, whatever_figures=True)
            for name, each in played.items()
            if name != lead
        },
    }


def _stress(desk: _Desk, found: Comparison) -> None:
    """Lose every single part of each option in the lead raid, into ``found``."""
    question = desk.question
    site, raid = question.lead_site, question.lead_raid
    group = Group(site.id, raid.id, AS_IT_COMES, question.lead.doctrine)
    lost = {}
    for option in question.options:
        scenario = option_scenario(
            question.case,
            desk.catalogue,
            option_units(option, desk.catalogue),
            name=f"compare-{question.case.id}-{option.id}",
            site=site,
            raid=raid,
            doctrine=group.doctrine,
        )
        assert scenario is not None  # as it comes every option can be fielded
        each = robustness(
            scenario, desk.catalogue, terrain=desk.terrain, executor=desk.executor, tick=desk.tick
        )
        lost[option.id] = each
        found.robustness.append({"option": option.id} | group._asdict() | lost_row(each))
    pairs, winners = outcome_pairs(
        {name: each.worst[1] for name, each in lost.items()},
        group,
        seed=question.case.raids.seed,
    )
    found.pairs += [row | {"measure": "leakers_after_loss"} for row in pairs if row["measure"] == "leakers"]
    found.winners += [
        row | {"measure": "leakers_after_loss"} for row in winners if row["measure"] == "leakers"
    ]
    found.criteria.append(
        Criterion(
            name="robustness/lead",
            group="robustness",
            words=GROUPS["robustness"],
            unit="1",
            less_is_better=True,
            values=by_option(question, lambda option: expected_by_world(lost[option].mean_leakers)),
        )
    )
