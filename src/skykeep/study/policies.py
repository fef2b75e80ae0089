"""Assignment policies in the engine, side by side: the same worlds and luck, each with its own orders."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.compiler.assigning import policy_code, with_policy
from skykeep.engine import EngineCase, Legend, Worker, worth_of_threats, worth_through
from skykeep.engine.built_in_policies import BuiltInPolicy, compile_proofs
from skykeep.engine.decisions import Policy, PolicySeat, name_of
from skykeep.errors import UsageError
from skykeep.model import Scenario
from skykeep.terrain import Heightfield

from .executors import Executor, Stop
from .measures import raids_changed
from .outcomes import Outcomes, estimate_row, play_options
from .plan import Chunk
from .policy_gaps import gap_rows
from .prepare import Prepared, prepare
from .stopping import Goal, Stopped, play_until

__all__ = ["AskedPolicy", "PolicyStudy", "compare_policies"]

F64 = npt.NDArray[np.float64]
AskedPolicy: TypeAlias = "str | Policy"


@dataclass(frozen=True, eq=False, kw_only=True)
class PolicyStudy:
    """What each policy made of the same raids, the one that all are compared with first.

    ``value`` is what flies in, in units of the assets' value.
    """

    policies: list[dict[str, Any]]
    value: float
    stopped: Stopped
    prepared: Prepared


@dataclass(slots=True)
class _Option:
    """A policy as it is played in so many raids of a world; ``values`` and ``times_s`` gather by chunk of
    worlds."""

    name: str
    case: EngineCase
    seat: PolicySeat | None
    decides: Policy
    replications: int
    values: dict[Chunk, F64]
    times_s: dict[Chunk, float]

    def play(self, chunk: Chunk, stop: Stop) -> Outcomes | None:
        """Return what came of some worlds, unless asked to stop."""
        worker = Worker(self.case, self.seat.copy() if self.seat is not None else None)
        begun_s = time.thread_time()
        batch = worker.run(chunk.first_world, chunk.end_world, self.replications, stopped=lambda: stop.wanted)
        if batch is None:
            return None
        self.times_s[chunk] = time.thread_time() - begun_s
        self.values[chunk] = worth_through(self.case, batch)
        return Outcomes.of_batch(self.case, batch)


def compare_policies(
    scenario: Scenario,
    catalogue: Catalogue,
    policies: Sequence[AskedPolicy],
    *,
    goal: Goal,
    terrain: Heightfield | None = None,
    executor: Executor | None = None,
    tick: Callable[[], object] = lambda: None,
) -> PolicyStudy:
    """Return what each policy at the highest command posts makes of the same raids.

    Parameters
    ----------
    scenario, catalogue
        Who defends what; ``study.worlds`` is the limit of the worlds. Its own policies give way.
    policies
        Names of built-in policies, or objects with a method ``decide``; all are compared with the first.
    goal
        When enough worlds are played.
    terrain
        Ground in place of the scenario's.
    executor
        Who does the work; never changes a number but the run times.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        As ``skykeep.study.prepare.prepare``; if a policy is not known, or answers what is not allowed.
    """
    _check_names(policies)
    prepared = prepare(scenario, catalogue, terrain=terrain, with_places=True)
    replications = scenario.study.replications
    options = [_option(policy, prepared.case, prepared.legend, replications) for policy in policies]
    _compile(options)
    outcomes, stopped = play_until(
        lambda worlds: play_options(
            options, _Option.play, worlds, replications, executor=executor, tick=tick
        ),
        goal,
        scenario.study.worlds,
    )
    values = [
        np.concatenate([option.values[chunk] for chunk in sorted(option.values, key=_first)])
        for option in options
    ]
    gaps = gap_rows(
        [(option.case, option.decides) for option in options],
        prepared.legend,
        worlds=stopped.worlds,
        view=scenario.study.view,
        executor=executor,
        tick=tick,
    )
    total = float(worth_of_threats(prepared.case).sum())
    rows = [
        _told(option, outcome, value, (outcomes[0], values[0]), (total, scenario.study.view)) | {"gap": gap}
        for option, outcome, value, gap in zip(options, outcomes, values, gaps, strict=True)
    ]
    return PolicyStudy(policies=rows, value=total, stopped=stopped, prepared=prepared)


def _first(chunk: Chunk) -> int:
    """Return the first world of a chunk."""
    return chunk.first_world


def _option(policy: AskedPolicy, case: EngineCase, legend: Legend, replications: int) -> _Option:
    """Return a policy ready to be played."""
    if isinstance(policy, str):
        own = with_policy(case, policy_code(policy))
        return _Option(policy, own, None, BuiltInPolicy(policy), replications, {}, {})
    return _Option(name_of(policy), case, PolicySeat(policy, legend), policy, replications, {}, {})


def _compile(options: Sequence[_Option]) -> None:
    """Let each option play one raid, and a proof be made, so that no compilation is counted as its
    time."""
    compile_proofs()
    for option in options:
        if option.seat is None:
            Worker(option.case).run(0, 1, 1)


def _told(
    option: _Option, outcome: Outcomes, value: F64, first: tuple[Outcomes, F64], given: tuple[float, str]
) -> dict[str, Any]:
    """Return what came of one policy, and by how much it differs from the first, raid by raid."""
    total, view = given
    before, value_before = first
    raids = value.size
    return {
        "policy": option.name,
        "built_in": option.seat is None,
        "value_surviving": estimate_row(value, view, bounds=(0.0, total)),
        "leakers": estimate_row(outcome.leakers, view),
        "rounds_fired": estimate_row(outcome.shots, view),
        "value_change": estimate_row(value - value_before, view, bounds=(-total, total)),
        "leakers_change": estimate_row(outcome.leakers - before.leakers, view),
        "rounds_change": estimate_row(outcome.shots - before.shots, view),
        **raids_changed(
            (outcome.leakers != before.leakers) | (outcome.shots != before.shots) | (value != value_before)
        ),
        "run_time_s": sum(option.times_s.values()) / raids,
    }


def _check_names(policies: Sequence[AskedPolicy]) -> None:
    """Refuse two policies of one name: nobody could tell them apart in the answer.

    Raises
    ------
    UsageError
        If there are two.
    """
    names = [policy if isinstance(policy, str) else name_of(policy) for policy in policies]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise UsageError(f"policy {name!r} stands twice: give each a name of its own (attribute 'name')")
