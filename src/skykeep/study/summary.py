"""The summary of a run: every measure with its doubt, from the raids table and the facts of the run alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.engine.arrow_arrays import numbers_of
from skykeep.engine.provenance import RESULTS_VERSION
from skykeep.plurals import counted

from .convergence import convergence
from .facts import RunFacts
from .hundred import hundred_raids
from .intervals import WORLDS_FOR_IGNORANCE, Bounds, estimate_outcome, estimate_probability
from .measures import (
    bearing_split,
    height_split,
    intraclass_correlation,
    leakage,
    leaker_distribution,
    ledger_estimates,
    ledger_means,
    rounds,
    waterfall,
)
from .record import record_of
from .shared_luck import shared_luck
from .tracking import tracking_ceiling
from .traffic import traffic_summary
from .unknowns import leading_unknowns
from .wear import EXHAUSTED, wear_summary

__all__ = ["REPLICATIONS_FOR_IGNORANCE", "REPLICATIONS_FOR_LUCK", "summarise"]

I64 = npt.NDArray[np.int64]

REPLICATIONS_FOR_LUCK = 13
"""Fewer raids in a world than this do not reach out to their own 5 and 95 % points (definition 8 of Hyndman
and Fan needs p (n + 1/3) + 1/3 >= 1)."""
REPLICATIONS_FOR_IGNORANCE = 5
"""With fewer raids in each world luck is hard to tell from ignorance: with two to four of them the interval
was found to hold 67 to 88 instead of 90 % of worlds."""
DRAWN_VIEW = "balanced"
"""The one view in which figures are drawn; in the others every world has the same ones."""
NOT_DRAWN = "figures are not drawn in this view"
NO_BOUND = {
    "sceptic": " It takes each figure at the end that goes against the defender in most raids, and is no "
    "bound: where decoys use up the rounds, seeing more can cost more."
}
"""What a view must not be taken for."""


def summarise(
    raids: Any, facts: RunFacts, *, worlds: Sequence[int], corners: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the summary of a run as plain data.

    Parameters
    ----------
    raids
        Arrow table of the raids of ``worlds``, in key order.
    facts
        What was asked, and on what it stands.
    worlds
        The worlds that are finished: all of the plan, or fewer for a run that was stopped.
    corners
        ``best_figures`` and ``tornado`` as ``skykeep.study.one_at_a_time.play_corners`` returns them, and
        ``doctrine_answers`` as ``skykeep.study.doctrine.play_doctrines`` does; None where they were not
        played.

    Notes
    -----
    ``leakers.mean`` is the sum of the ledger's means. ``hundred_raids`` are raids of the median worlds, null
    where these are too few to tell luck by. Nothing in it depends on clock, place or workers. In a
    view that does not draw figures no interval says what they allow: ``ignorance_90`` is null everywhere.
    A part of a run with the design ``sobol`` has no whole sequences; its intervals are those of independent
    worlds, which are no narrower.
    """
    replications = facts.plan.replications
    shape = (len(worlds), replications)
    heights = {name: f"height_{name}_m" for name in facts.legend.heights_m}
    whole = ("world", "replication", "first_bearing_rad", *heights.values())
    columns: dict[str, I64] = {
        name: numbers_of(raids[name]).astype(np.int64).reshape(shape)
        for name in raids.column_names
        if name not in whole and not name.startswith(EXHAUSTED)
    }
    bearing_rad = numbers_of(raids["first_bearing_rad"]).reshape(shape)
    heights_m = {name: numbers_of(raids[column]).reshape(shape) for name, column in heights.items()}
    leakers = columns["leakers"]
    launched = facts.threats_launched
    batches = facts.batches if len(worlds) == facts.plan.worlds else 0
    ledger, estimates = ledger_means(columns), ledger_estimates(columns, launched, batches=batches)
    threats = (0.0, float(launched))
    drawn = {name: values[list(worlds)] for name, values in facts.legend.figures.items()}
    stopped_share = columns["killed"] / max(launched, 1)
    looks = dict(corners or {})
    answers = looks.pop("doctrine_answers", [])
    summary = {
        "scenario": {"id": facts.scenario_id, "name": facts.scenario_name},
        "question": facts.question,
        "doctrine": {**facts.doctrine, "answers": answers},
        "state": "complete" if len(worlds) == facts.plan.worlds else "partial",
        "leakers": estimate_outcome(leakers, bounds=threats, batches=batches).as_row()
        | {"mean": sum(ledger.values())},
        "p_no_leaker": estimate_probability(leakers == 0, batches=batches).as_row(),
        "nothing_stopped": estimate_probability(columns["killed"] == 0, batches=batches).as_row(),
        "best_figures": None,
        "ledger": ledger,
        "ledger_estimates": estimates,
        "ledger_mc_error_90": {name: estimate["mc_error_90"] for name, estimate in estimates.items()},
        "ledger_counts": {name: round(mean * leakers.size) for name, mean in ledger.items()},
        "leaker_distribution": leaker_distribution(leakers, launched),
        "hundred_raids": None,
        "leakage": leakage(columns, launched, batches=batches),
        "stopped_share": estimate_outcome(stopped_share, bounds=(0.0, 1.0), batches=batches).as_row(),
        "killed": estimate_outcome(columns["killed"], bounds=threats, batches=batches).as_row(),
        "tracking": tracking_ceiling(facts.tracking, drawn),
        **_counts(columns, threats, (0.0, float(facts.decoys_launched)), batches),
        **rounds(columns, batches=batches),
        **_wear(raids, columns, facts, batches),
        **_traffic(columns, facts, batches),
        "layers": waterfall(columns, facts.legend.layers, batches=batches),
        "by_bearing": bearing_split(leakers, bearing_rad, batches=batches),
        "by_height": _by_height(facts, height_split(leakers, heights_m, batches=batches)),
        "intraclass_correlation": {
            **intraclass_correlation(leakers, launched),
            "shared_kill_luck": shared_luck(facts.shared_luck, drawn),
        },
        "tornado": None,
        "unknowns": leading_unknowns(drawn, leakers.mean(axis=1), facts.legend.alternatives),
        "record": record_of(facts.legend.threat_class),
        "convergence": convergence(leakers, batches=batches),
        "threats_launched": launched,
        "decoys_launched": facts.decoys_launched,
        "worlds": len(worlds),
        "worlds_asked": facts.plan.worlds,
        "replications": replications,
        "raids": leakers.size,
        "seed": facts.seed,
        "view": facts.view,
        "terrain": dict(facts.terrain),
        "rests_on": dict(facts.rests_on),
        "warnings": [*map(dict, facts.warnings), *_warnings(len(worlds), facts)],
        "results_version": RESULTS_VERSION,
        **({"stopping": dict(facts.stopping)} if facts.stopping else {}),
        **({"design": {"name": "sobol", "batches": facts.batches}} if facts.batches else {}),
        **looks,
    }
    if facts.view != DRAWN_VIEW:
        summary = _without_ignorance(summary)
    if launched and summary["leakers"]["luck_90"] is not None:
        by_reason = np.stack([columns[f"ledger_{name}"] for name in ledger], axis=-1)
        summary["hundred_raids"] = hundred_raids(leakers, by_reason, list(ledger))
    return summary


def _counts(columns: Mapping[str, I64], threats: Bounds, decoys: Bounds, batches: int) -> dict[str, Any]:
    """Return how many threats broke off and were shot at, decoys that were shot down, and radars and posts
    that were lost."""
    bounds: dict[str, Bounds | None] = {"aborted": threats, "engaged": threats, "decoys_shot_down": decoys}
    return {
        name: estimate_outcome(columns[name], bounds=bounds.get(name), batches=batches).as_row()
        for name in ("aborted", "engaged", "decoys_shot_down", "radars_lost", "posts_lost")
    }


def _wear(raids: Any, columns: Mapping[str, I64], facts: RunFacts, batches: int) -> dict[str, Any]:
    """Return what was lost, came back and ran out, where the scenario asks for that."""
    units = facts.legend.units
    if not facts.legend.parts:
        return {}
    shape = next(iter(columns.values())).shape
    exhausted_s = {
        unit: numbers_of(raids[f"{EXHAUSTED}{unit}"]).astype(np.float64).reshape(shape) for unit in units
    }
    return {"wear": wear_summary(columns, exhausted_s, units, batches=batches)}


def _traffic(columns: Mapping[str, I64], facts: RunFacts, batches: int) -> dict[str, Any]:
    """Return what came of traffic and which rounds were wasted, where the scenario has any traffic."""
    if not facts.legend.sides:
        return {}
    return {
        "traffic": traffic_summary(columns, facts.legend.sides, identifies=facts.identifies, batches=batches)
    }


def _by_height(facts: RunFacts, split: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return for each class what its drawn height rests on, and mean leakers by height."""
    return [{"threat_class": name, **facts.heights[name], "rows": rows} for name, rows in split.items()]


def _without_ignorance(summary: dict[str, Any]) -> dict[str, Any]:
    """Return a summary whose estimates have no interval of ignorance, and say why.

    Every world has the same figures: where the worlds are too few for a median one, all raids tell of luck.
    """
    found = dict(summary)
    for name, value in summary.items():
        if isinstance(value, dict) and "ignorance_90" in value:
            split = value["variance"]
            found[name] = value | {
                **_luck_alone(value),
                "ignorance_90": None,
                "ignorance_note": NOT_DRAWN,
                "variance": None if split is None else split | {"ignorance_note": NOT_DRAWN},
            }
        elif isinstance(value, dict) and name in ("ledger_estimates", "traffic"):
            found[name] = _without_ignorance(value)
    return found


def _luck_alone(estimate: Mapping[str, Any]) -> dict[str, Any]:
    """Return the interval of luck of an estimate whose worlds are all alike."""
    luck = estimate["luck_90"] or estimate["total_90"]
    return {"luck_90": luck, "chance_90": luck, "luck_note": "" if luck else estimate["luck_note"]}


def _warnings(worlds: int, facts: RunFacts) -> list[dict[str, str]]:
    """Return what the size of the run keeps it from saying."""
    found = []
    if worlds < facts.plan.worlds:
        found.append(
            {
                "name": "partial",
                "text": f"The run was stopped: {worlds} of {facts.plan.worlds} worlds are in these numbers.",
            }
        )
    if facts.view != DRAWN_VIEW:
        found.append(
            {
                "name": "figures_not_drawn",
                "text": f"View {facts.view}: {NOT_DRAWN}, every world has the same ones. There is no "
                "interval of ignorance and no look at what would change the answer; the view balanced has "
                "both." + NO_BOUND.get(facts.view, ""),
            }
        )
    elif worlds < WORLDS_FOR_IGNORANCE:
        found.append(
            {
                "name": "few_worlds",
                "text": f"Too few worlds to tell the two doubts apart ({worlds}; it takes "
                f"{WORLDS_FOR_IGNORANCE}): the interval of one raid in all stands for both.",
            }
        )
    elif 1 < facts.plan.replications < REPLICATIONS_FOR_IGNORANCE:
        found.append(
            {
                "name": "few_replications_for_ignorance",
                "text": f"With {facts.plan.replications} raids in each world luck is hard to tell from "
                "ignorance: of the worlds 67 to 88 % lie in what is called 90 % sure. Take "
                f"{REPLICATIONS_FOR_IGNORANCE} raids or more.",
            }
        )
    if facts.plan.replications < REPLICATIONS_FOR_LUCK:
        found.append(
            {
                "name": "few_replications",
                "text": f"{counted(facts.plan.replications, 'raid')} in each world: too few to show the full "
                f"range of one raid's luck; {REPLICATIONS_FOR_LUCK} or more are needed.",
            }
        )
    return found
