"""What if a part is gone: every node alone, or some together, met by the same raids as the whole defence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import process_cache
from skykeep.compiler.losses import without
from skykeep.engine import EngineCase
from skykeep.engine.what_if import without_loss
from skykeep.model import Scenario
from skykeep.scenario.nodes import Node, scenario_nodes
from skykeep.terrain import Heightfield

from .binding import binding_of, ledger_errors_of, ledger_means_of
from .executors import Executor
from .intervals import mc_error_interval
from .jamming import jammed, jamming_words
from .measures import raids_changed
from .outcomes import Outcomes, estimate_row, play_worlds
from .prepare import Prepared, prepare
from .stopping import Goal, Stopped, play_or_keep

__all__ = ["JAMMING", "LINKS", "NO_LOSS", "Loss", "Stressed", "losses_alone", "losses_together", "stress"]

JAMMING = "jamming"
"""Kind of a loss that is no node: the same defence under other jamming."""
LINKS = "links"
"""Kind of a loss that is no node: the same defence with links that lose no report."""
NO_LOSS = "links/no-loss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Nodes that are lost together, or other jamming: their ids, and what they are."""

    ids: tuple[str, ...]
    kind: str
    words: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Stressed:
    """What came of the whole defence and of every loss, as plain data, the worst loss first."""

    baseline: dict[str, Any]
    losses: list[dict[str, Any]]
    stopped: Stopped
    prepared: Prepared


def losses_alone(scenario: Scenario, catalogue: Catalogue) -> list[Loss]:
    """Return every node of a defence alone, other jamming, and links that lose nothing where some do; of
    launchers that are alike the first stands for all.

    What the scenario has lost already, or what lies below it, is no loss.
    """
    nodes = scenario_nodes(scenario.fire_units, catalogue, scenario.formations, scenario.watch.eyes)
    changes = [
        Loss(ids=(name,), kind=JAMMING, words=jamming_words(name, catalogue))
        for name in jammed(scenario, catalogue)
    ]
    alone = [
        _loss(node)
        for node in nodes
        if not (node.kind == "launcher" and not node.id.endswith("/0"))
        and node.kind != "launcher link"  # the same as its launchers
        and not any(node.id == lost or node.id.startswith(f"{lost}/") for lost in scenario.lost)
    ]
    if _loses_reports(scenario, catalogue):
        changes.append(Loss(ids=(NO_LOSS,), kind=LINKS, words="links that lose no report: assumed"))
    return alone + changes


def _loses_reports(scenario: Scenario, catalogue: Catalogue) -> bool:
    """Return whether any link of a defence may lose a report, and is not cut."""
    if scenario.sharing == "perfect":
        return False
    posts = {site.id: catalogue.formation(site.formation).link.loss_p.high for site in scenario.formations}
    stated = [(each.link.loss_p, posts[each.under]) for each in scenario.placed if each.under in posts]
    stated += [(eye.link.loss_p, catalogue.outside.link.loss_p.high) for eye in scenario.watch.eyes]
    return any(0.0 < (most if given is None else given) < 1.0 for given, most in stated)


def losses_together(scenario: Scenario, catalogue: Catalogue, lost: Sequence[str]) -> list[Loss]:
    """Return some nodes together, and each of them alone beside that."""
    nodes = {
        node.id: node
        for node in scenario_nodes(scenario.fire_units, catalogue, scenario.formations, scenario.watch.eyes)
    }
    alone = [_loss(nodes[name]) for name in dict.fromkeys(lost)]
    if len(alone) < 2:
        return alone
    ids = tuple(name for each in alone for name in each.ids)
    return [Loss(ids=ids, kind="together", words="all of these together"), *alone]


def _loss(node: Node) -> Loss:
    """Return the loss of one node."""
    return Loss(ids=(node.id,), kind=node.kind, words=node.words)


def stress(
    scenario: Scenario,
    catalogue: Catalogue,
    losses: Sequence[Loss],
    *,
    goal: Goal,
    terrain: Heightfield | None = None,
    executor: Executor | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Stressed:
    """Return what a defence does whole, and without each of some losses, under the same luck.

    Parameters
    ----------
    scenario, catalogue
        Who defends what; ``study.worlds`` is the limit of the worlds.
    losses
        What is lost, one at a time.
    goal
        When enough worlds are played.
    terrain
        Ground in place of the scenario's.
    executor
        Who does the work; never changes a number.
    keep_on_stop
        Whether Ctrl-C ends it with the losses that are finished, if the whole defence is.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        As ``skykeep.study.prepare.prepare``.
    """
    cache = process_cache()
    prepared = prepare(scenario, catalogue, terrain=terrain, cache=cache)
    rows, otherwise = prepared.compiled.loss_rows, jammed(scenario, catalogue)

    def case_of(loss: Loss) -> EngineCase:
        if loss.kind == LINKS:
            return without_loss(prepared.case)
        if loss.kind != JAMMING:
            return without(prepared.case, rows, loss.ids)
        return prepare(otherwise[loss.ids[0]], catalogue, terrain=terrain, cache=cache).case

    cases = [prepared.case, *map(case_of, losses)]
    played, stopped = play_or_keep(
        lambda worlds: play_worlds(cases, worlds, scenario.study.replications, executor=executor, tick=tick),
        goal,
        scenario.study.worlds,
        keep_on_stop=keep_on_stop,
    )
    whole = played.pop(0)
    launched, view = prepared.facts.threats_launched, scenario.study.view
    ordered = sorted(
        ((losses[place - 1], outcome) for place, outcome in played.items()),
        key=lambda each: (-float(each[1].leakers.mean()), each[0].ids),
    )
    found = [
        {"lost": " + ".join(loss.ids), "nodes": list(loss.ids), "kind": loss.kind, "words": loss.words}
        | _told(outcome, prepared, view)
        | _change(outcome, whole, launched, view)
        for loss, outcome in ordered
    ]
    for row, (this, after) in zip(found, pairwise(outcome for _, outcome in ordered), strict=False):
        row["worse_than_next"] = _is_apart(this, after)
    return Stressed(baseline=_told(whole, prepared, view), losses=found, stopped=stopped, prepared=prepared)


def _told(outcome: Outcomes, prepared: Prepared, view: str) -> dict[str, Any]:
    """Return what came of one option."""
    launched = prepared.facts.threats_launched
    binding = binding_of(outcome.ledger)
    most = (0.0, float(launched))
    return {
        "leakers": estimate_row(outcome.leakers, view, bounds=most),
        "p_no_leaker": estimate_row(outcome.none_leaked, view, is_probability=True),
        "waterfall": {
            "launched": launched,
            "arrived": estimate_row(launched - outcome.aborted, view, bounds=most),
            "seen": estimate_row(outcome.seen, view, bounds=most),
            "engaged": estimate_row(outcome.engaged, view, bounds=most),
            "killed": estimate_row(outcome.killed, view, bounds=most),
            "leaked": estimate_row(outcome.leakers, view, bounds=most),
        },
        "ledger": ledger_means_of(outcome.ledger, prepared.legend.reasons),
        "ledger_mc_error_90": ledger_errors_of(outcome.ledger, prepared.legend.reasons, launched),
        "binding_resource": binding.resource or None,
        "binding_ties": list(binding.ties),
    }


def _change(outcome: Outcomes, whole: Outcomes, launched: int, view: str) -> dict[str, Any]:
    """Return by how much a loss differs from the whole defence, raid by raid."""
    difference = outcome.leakers - whole.leakers
    return {
        "change": estimate_row(difference, view, bounds=(-float(launched), float(launched))),
        "stands_out": _is_apart(outcome, whole),
        **raids_changed(difference),
        "worse_than_next": None,
    }


def _is_apart(more: Outcomes, less: Outcomes) -> bool:
    """Return whether the mean leakers of two options differ beyond the error of the computation."""
    difference = more.leakers - less.leakers
    found = mc_error_interval(difference)
    return bool(difference.any()) and found is not None and not found[0] <= 0.0 <= found[1]
