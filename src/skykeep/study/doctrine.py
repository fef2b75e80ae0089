"""Doctrine in a run: what is fixed, what is drawn, and the same raids met under each alternative."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.catalogue.firing import firing_words
from skykeep.engine import EngineCase, Worker
from skykeep.model import FiringAlternative, Scenario
from skykeep.scenario.doctrine_keys import preset_words

from .executors import Executor, Sendable, SerialExecutor, Stop
from .intervals import estimate_outcome
from .plan import Plan

__all__ = ["Doctrines", "doctrine_facts", "play_doctrines", "under_doctrine"]

I64 = npt.NDArray[np.int64]

PAIR_WORLDS, PAIR_REPLICATIONS = 200, 5
"""Of a run that many of its first worlds, and raids of each, are met under every alternative: five raids in a
world are the fewest that tell luck from ignorance."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Doctrines:
    """The alternatives that a raid leaves to be drawn; ``rows`` by id, as ``Compiled.doctrines``; and how
    many real threats are launched."""

    alternatives: tuple[FiringAlternative, ...]
    rows: Mapping[str, Any]
    launched: int


def doctrine_facts(scenario: Scenario, catalogue: Catalogue, drawn: Mapping[str, I64]) -> dict[str, Any]:
    """Return what an answer says of doctrine: the figures that are drawn, all alternatives with their origin,
    and what each fire unit does in words, rules apart.
    """
    doctrines = {
        unit.id: unit.doctrine or catalogue.system(unit.system).doctrine for unit in scenario.fire_units
    }
    return {
        "drawn": list(drawn),
        "alternatives": [
            {
                "id": each.id,
                "words": each.words,
                "salvo_size": each.salvo_size,
                "later_salvo_size": each.later_salvo_size,
                "kind": each.kind,
                "sources": list(each.sources),
            }
            for each in catalogue.firing.alternatives
        ],
        "fire_units": {name: firing_words(each, catalogue.firing) for name, each in doctrines.items()},
        "rules": {
            name: words
            for name, each in doctrines.items()
            if (words := preset_words(each, catalogue.presets))
        },
    }


def under_doctrine(case: EngineCase, row: Any) -> EngineCase:
    """Return a case whose worlds all keep their figures and luck, and fire as one row of doctrine says."""
    return case._replace(doctrine=row.repeat(case.worlds, axis=0))


def play_doctrines(
    case: EngineCase, doctrines: Doctrines, plan: Plan, *, executor: Executor | None = None
) -> list[dict[str, Any]]:
    """Return leakers and stopped share under each alternative, in the same raids of the same worlds.

    The first worlds and replications of the run are played once for each, so alternatives differ by doctrine
    alone, and ``more_leakers`` is what an alternative adds to the first of them, raid by raid. No number
    depends on the executor.

    Raises
    ------
    KernelFault
        If the kernel broke off; the message holds the key of the raid.
    """
    worlds, replications = min(plan.worlds, PAIR_WORLDS), min(plan.replications, PAIR_REPLICATIONS)
    chunks = Plan(worlds=worlds, replications=replications).chunks()
    launched = doctrines.launched
    cases = {each.id: under_doctrine(case, doctrines.rows[each.id]) for each in doctrines.alternatives}

    def play(asked: tuple[str, int, int]) -> tuple[tuple[str, int], tuple[I64, I64]]:
        name, first, end = asked
        return (name, first), _counts_of(first, end, replications, cases[name])

    def sent(asked: tuple[str, int, int]) -> tuple[EngineCase, Callable[[EngineCase], tuple[I64, I64]]]:
        name, first, end = asked
        return cases[name], partial(_counts_of, first, end, replications)

    parts = [(name, chunk.first_world, chunk.end_world) for name in cases for chunk in chunks]
    task = Sendable(play, sent, lambda asked, counts: (asked[:2], counts))
    played = dict((executor or SerialExecutor()).map(task, parts, Stop()))
    found: list[dict[str, Any]] = []
    base: I64 | None = None
    for each in doctrines.alternatives:
        leakers, killed = (
            np.concatenate([played[each.id, chunk.first_world][column] for chunk in chunks]).reshape(
                worlds, replications
            )
            for column in (0, 1)
        )
        base = leakers if base is None else base
        share = killed / max(launched, 1)
        found.append(
            {
                "id": each.id,
                "words": each.words,
                "kind": each.kind,
                "worlds": worlds,
                "replications": replications,
                "leakers": estimate_outcome(leakers, bounds=(0.0, float(launched))).as_row(),
                "stopped_share": estimate_outcome(share, bounds=(0.0, 1.0)).as_row(),
                "more_leakers": estimate_outcome(leakers - base).as_row(),
            }
        )
    return found


def _counts_of(first: int, end: int, replications: int, case: EngineCase) -> tuple[I64, I64]:
    """Return leakers and kills of the raids of some worlds, here or in the process of a worker."""
    batch = Worker(case).run(first, end, replications)
    assert batch is not None  # nothing asks it to stop
    return batch.leakers, batch.killed
