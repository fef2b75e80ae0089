"""What came of the raids of one option, by world and replication: played in whole batches of worlds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from skykeep.engine import EngineCase, RaidBatch, Worker, real_threats

from .executors import Executor, Sendable, SerialExecutor, Stop
from .intervals import Bounds, Estimate, estimate_outcome, estimate_probability
from .plan import Chunk, Plan

__all__ = ["Outcomes", "PartlyPlayed", "estimate_row", "play_options", "play_single_worlds", "play_worlds"]

F64 = npt.NDArray[np.float64]
Option = TypeVar("Option")
NOT_DRAWN = "figures are not drawn in this view"
DRAWN_VIEW = "balanced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """Counts of real threats by raid [world, replication]: ``leakers``, ``killed``, ``aborted``, ``seen``
    (tracked in time or not), ``engaged`` (shot at), ``none_leaked`` (1 or 0), ``shots`` (rounds fired at
    anything), ``rounds_left`` (on launchers at the end), and ``ledger`` [world, replication, reason].
    """

    leakers: F64
    killed: F64
    aborted: F64
    seen: F64
    engaged: F64
    none_leaked: F64
    shots: F64
    rounds_left: F64
    ledger: F64

    @property
    def worlds(self) -> int:
        """Number of worlds."""
        return len(self.leakers)

    @classmethod
    def of_batch(cls, case: EngineCase, batch: RaidBatch) -> Outcomes:
        """Return what came of a batch of raids."""
        shape = (batch.end_world - batch.first_world, batch.replications)
        raids, threats = batch.results.raids, batch.results.threats
        real = real_threats(case.threats)
        leakers = raids["leakers"].reshape(shape).astype(np.float64)

        def counted(happened: npt.NDArray[np.bool_]) -> F64:
            return np.asarray((happened & real).sum(axis=1).reshape(shape), dtype=np.float64)

        return cls(
            leakers=leakers,
            killed=raids["killed"].reshape(shape).astype(np.float64),
            aborted=raids["aborted"].reshape(shape).astype(np.float64),
            seen=counted(np.isfinite(threats["confirmed_s"])),
            engaged=counted(threats["shots"] > 0),
            none_leaked=(leakers == 0.0).astype(np.float64),
            shots=batch.results.rounds_fired.sum(axis=1).reshape(shape).astype(np.float64),
            rounds_left=raids["rounds_left"].reshape(shape).astype(np.float64),
            ledger=batch.results.ledger.reshape(*shape, -1).astype(np.float64),
        )

    @classmethod
    def joined(cls, parts: Sequence[Outcomes]) -> Outcomes:
        """Return the outcomes of consecutive worlds as one."""
        return cls(
            **{
                each.name: np.concatenate([getattr(part, each.name) for part in parts])
                for each in fields(cls)
            }
        )

    def towards(self, other: Outcomes, share: float) -> Outcomes:
        """Return what lies between two options raid by raid, 0 for this one and 1 for the other.

        Both must have met the same luck. Means, and the errors of their computation, are those of a straight
        line between the two.
        """
        return Outcomes(
            **{
                each.name: (1.0 - share) * getattr(self, each.name) + share * getattr(other, each.name)
                for each in fields(self)
            }
        )


class PartlyPlayed(KeyboardInterrupt):
    """Ctrl-C struck while worlds were played: ``outcomes`` holds the cases that were finished, by place."""

    def __init__(self, outcomes: dict[int, Outcomes]) -> None:
        super().__init__()
        self.outcomes = outcomes


def play_worlds(
    cases: Sequence[EngineCase],
    worlds: range,
    replications: int,
    *,
    executor: Executor | None = None,
    tick: Callable[[], object] = lambda: None,
) -> list[Outcomes]:
    """Return the outcomes of the same worlds and replications of several cases.

    The work is cut by its size alone, and no number depends on who does it.

    Parameters
    ----------
    cases
        Compiled cases that hold these worlds.
    worlds
        Consecutive worlds, at least one.
    replications
        Raids in each world.
    executor
        Who does the work.
    tick
        Called after each part of it.

    Raises
    ------
    KernelFault
        If the kernel broke off; the message holds the key of the raid.
    PartlyPlayed
        After Ctrl-C, with the cases of which all these worlds are finished.
    """

    def play(case: EngineCase, chunk: Chunk, stop: Stop) -> Outcomes | None:
        batch = Worker(case).run(
            chunk.first_world, chunk.end_world, replications, stopped=lambda: stop.wanted
        )
        return None if batch is None else Outcomes.of_batch(case, batch)

    def sent(case: EngineCase, chunk: Chunk) -> tuple[Any, Callable[[Any], Outcomes]]:
        return case, partial(_outcomes_of, chunk, replications)

    return play_options(cases, play, worlds, replications, executor=executor, tick=tick, sent=sent)


def _outcomes_of(chunk: Chunk, replications: int, case: EngineCase) -> Outcomes:
    """Return what came of some worlds, played in the process of a worker."""
    batch = Worker(case).run(chunk.first_world, chunk.end_world, replications)
    assert batch is not None  # nothing asks it to stop
    return Outcomes.of_batch(case, batch)


def play_single_worlds(
    asked: Sequence[tuple[EngineCase, int]], replications: int, *, executor: Executor | None = None
) -> list[Outcomes]:
    """Return the outcomes of single worlds, each of its own case, as :func:`play_worlds` does of many."""

    def play(one: tuple[EngineCase, int], _: Chunk, stop: Stop) -> Outcomes | None:
        case, world = one
        batch = Worker(case).run(world, world + 1, replications, stopped=lambda: stop.wanted)
        return None if batch is None else Outcomes.of_batch(case, batch)

    def sent(one: tuple[EngineCase, int], _: Chunk) -> tuple[Any, Callable[[Any], Outcomes]]:
        return one[0], partial(_outcomes_of, Chunk(one[1], one[1] + 1), replications)

    return play_options(asked, play, range(1), replications, executor=executor, sent=sent)


def play_options(
    options: Sequence[Option],
    play: Callable[[Option, Chunk, Stop], Outcomes | None],
    worlds: range,
    replications: int,
    *,
    executor: Executor | None = None,
    tick: Callable[[], object] = lambda: None,
    sent: Callable[[Option, Chunk], tuple[Any, Callable[[Any], Outcomes]]] | None = None,
) -> list[Outcomes]:
    """Return the outcomes of the same worlds and replications of several options, as :func:`play_worlds`.

    ``play`` is asked for the outcomes of an option in a chunk of worlds, None once it is told to stop;
    ``sent`` says what of it can be done in another process, see ``skykeep.study.executors.Sendable``.
    """
    chunks = [
        Chunk(worlds.start + chunk.first_world, worlds.start + chunk.end_world)
        for chunk in Plan(worlds=len(worlds), replications=replications).chunks()
    ]
    stop = Stop()

    def play_one(key: tuple[int, Chunk]) -> tuple[tuple[int, Chunk], Outcomes | None]:
        return key, play(options[key[0]], key[1], stop)

    keys = [(number, chunk) for number in range(len(options)) for chunk in chunks]
    found: dict[tuple[int, Chunk], Outcomes] = {}

    def joined(number: int) -> Outcomes:
        return Outcomes.joined([found[number, chunk] for chunk in chunks])

    task: Callable[[tuple[int, Chunk]], tuple[tuple[int, Chunk], Outcomes | None]] = play_one
    if sent is not None:
        task = Sendable(play_one, lambda key: sent(options[key[0]], key[1]), lambda key, found: (key, found))
    results = (executor or SerialExecutor()).map(task, keys, stop)
    try:
        for key, outcomes in results:
            if outcomes is not None:
                found[key] = outcomes
                tick()
    except KeyboardInterrupt:
        whole = [
            number for number in range(len(options)) if all((number, chunk) in found for chunk in chunks)
        ]
        raise PartlyPlayed({number: joined(number) for number in whole}) from None
    finally:
        results.close()
    return [joined(number) for number in range(len(options))]


def estimate_row(
    values: F64, view: str, *, bounds: Bounds | None = None, is_probability: bool = False
) -> dict[str, Any]:
    """Return an estimate with its intervals as plain data, none of ignorance where nothing is drawn.

    Parameters
    ----------
    values
        One value for each raid [world, replication].
    view
        The view of the figures: in any but ``balanced`` all raids tell of luck.
    bounds
        Least and greatest value that can happen.
    is_probability
        Whether the values say that something happened (1) or did not (0).
    """
    found: Estimate = (
        estimate_probability(values) if is_probability else estimate_outcome(values, bounds=bounds)
    )
    row = found.as_row()
    if view == DRAWN_VIEW:
        return row
    luck = row["luck_90"] or row["total_90"]
    return row | {
        "luck_90": luck,
        "chance_90": luck,
        "luck_note": "" if luck else row["luck_note"],
        "ignorance_90": None,
        "ignorance_note": NOT_DRAWN,
        "variance": None if row["variance"] is None else row["variance"] | {"ignorance_note": NOT_DRAWN},
    }
