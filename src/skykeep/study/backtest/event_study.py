"""Events replayed: where what was claimed lies among all raids of all worlds and all lay-downs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.engine import EngineCase, Worker, threats_stopped
from skykeep.scenario.file import scenario_from_tables
from skykeep.study.executors import Sendable, Stop
from skykeep.study.plan import Chunk, Plan
from skykeep.study.prepare import Prepared, prepare

from .events import Claim, Event, LayDown
from .played import Budget

__all__ = ["replay_event", "stand_of"]

F64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

BAND = (0.05, 0.95)


def replay_event(event: Event, catalogue: Catalogue, budget: Budget) -> dict[str, Any]:
    """Return where each claim of an event lies, as plain data.

    All alternatives have equal weight. A claim of another number launched than is played is compared as a
    share. ``place`` is the share of raids below the claim, and that below or at it.

    Raises
    ------
    SkykeepError
        As ``skykeep.study.prepare.prepare``, or if a claim names a class that does not fly.
    """
    played = {lay.id: _play(event, lay, catalogue, budget) for lay in event.alternatives}
    first = next(iter(played.values()))[1]
    claims = []
    for claim in event.claims:
        inside = _of_classes(first, claim)
        shares = {name: _shares(stopped[..., inside], event.repeats) for name, (stopped, _) in played.items()}
        together = np.concatenate(list(shares.values()))
        claims.append(
            _claim_row(claim)
            | {"played": int(inside.sum()) * event.repeats}
            | stand_of(claim.shares, together)
            | {"by_alternative": {name: stand_of(claim.shares, each) for name, each in shares.items()}}
        )
    return {
        "id": event.id,
        "name": event.name,
        "date": event.date,
        "raids": sum(len(_shares(stopped, event.repeats)) for stopped, _ in played.values()),
        "repeats": event.repeats,
        "claims": claims,
        "alternatives": [_lay_row(lay) for lay in event.alternatives],
        "not_modelled": list(event.not_modelled),
    }


def stand_of(claimed: tuple[float, float], shares: F64) -> dict[str, Any]:
    """Return the 5 to 95 % band of some shares, and how a claim stands to it.

    ``stands`` is ``inside`` where all of the claim is, ``partly`` where some is, else ``above`` or ``below``.
    """
    low, high = (float(end) for end in np.quantile(shares, BAND, method="inverted_cdf"))
    if low <= claimed[0] and claimed[1] <= high:
        stands = "inside"
    elif claimed[0] > high:
        stands = "above"
    elif claimed[1] < low:
        stands = "below"
    else:
        stands = "partly"
    return {
        "band_90": [low, high],
        "median": float(np.quantile(shares, 0.5, method="inverted_cdf")),
        "width": high - low,
        "place": [float(np.mean(shares < claimed[0])), float(np.mean(shares <= claimed[1]))],
        "stands": stands,
    }


def _play(event: Event, lay: LayDown, catalogue: Catalogue, budget: Budget) -> tuple[Bools, tuple[str, ...]]:
    """Return what was stopped [world, replication, threat], and the class of each threat that counts."""
    study = {
        "worlds": budget.worlds,
        "replications": _replications(event, budget),
        "seed": budget.seed,
        "view": "balanced",
    }
    tables = dict(event.scenario) | {
        "fire_units": [dict(unit) for unit in lay.fire_units],
        "conditions": {"drawn": True},
        "study": study,
    }
    label = f"event {event.id}, {lay.id}"
    scenario = scenario_from_tables(tables, label=label, folder=Path(), catalogue=catalogue)
    prepared: Prepared = prepare(scenario, catalogue, cache=budget.cache)
    return _stopped(prepared.case, scenario.study.replications, budget), prepared.legend.threat_class


def _replications(event: Event, budget: Budget) -> int:
    """Return the raids of a world: enough for at least one sum, and no sum cut short."""
    return max(1, budget.replications // event.repeats) * event.repeats


def _stopped(case: EngineCase, replications: int, budget: Budget) -> Bools:
    """Return what was stopped [world, replication, threat] in every raid."""
    chunks = Plan(worlds=budget.worlds, replications=replications).chunks()
    stop = Stop()

    def play(place: int) -> tuple[int, Bools | None]:
        chunk = chunks[place]
        batch = Worker(case).run(
            chunk.first_world, chunk.end_world, replications, stopped=lambda: stop.wanted
        )
        return place, None if batch is None else threats_stopped(case, batch)

    def sent(place: int) -> tuple[EngineCase, Callable[[EngineCase], Bools]]:
        return case, partial(_stopped_there, chunks[place], replications)

    task = Sendable(play, sent, lambda place, found: (place, found))
    results = budget.executor.map(task, list(range(len(chunks))), stop)
    found: dict[int, Bools] = {}
    try:
        for place, stopped in results:
            if stopped is not None:
                found[place] = stopped
                budget.tick()
    finally:
        results.close()
    whole = np.concatenate([found[place] for place in range(len(chunks))])
    return whole.reshape(budget.worlds, replications, -1)


def _stopped_there(chunk: Chunk, replications: int, case: EngineCase) -> Bools:
    """Return what was stopped in some worlds, played in the process of a worker."""
    batch = Worker(case).run(chunk.first_world, chunk.end_world, replications)
    assert batch is not None  # nothing asks it to stop
    return threats_stopped(case, batch)


def _of_classes(threat_class: Sequence[str], claim: Claim) -> Bools:
    """Return which threats a claim is about."""
    if not claim.classes:
        return np.ones(len(threat_class), bool)
    return np.array([name in claim.classes for name in threat_class])


def _shares(stopped: Bools, repeats: int) -> F64:
    """Return the share stopped in each raid, or in each so many raids of a world together."""
    worlds, replications, threats = stopped.shape
    counts = stopped.sum(axis=2).reshape(worlds, replications // repeats, repeats).sum(axis=2)
    found: F64 = counts.ravel() / float(threats * repeats)
    return found


def _claim_row(claim: Claim) -> dict[str, Any]:
    """Return a claim as plain data."""
    return {
        "claimant": claim.claimant,
        "classes": list(claim.classes),
        "launched": claim.launched,
        "stopped": [claim.stopped_low, claim.stopped_high],
        "share": list(claim.shares),
        "quality": claim.quality,
        "title": claim.title,
        "address": claim.address,
        "note": claim.note,
    }


def _lay_row(lay: LayDown) -> dict[str, Any]:
    """Return an alternative as plain data."""
    systems = [str(unit.get("system", "")) for unit in lay.fire_units]
    return {"id": lay.id, "words": lay.words, "units": systems, "why": lay.why, "kind": "assumed"}
