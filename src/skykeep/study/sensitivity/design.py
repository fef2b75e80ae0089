"""Where a model is asked: points whose columns are uniforms, one factor moved at a time or taken from another
sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skykeep.compiler.uniforms import IndependentUniforms
from skykeep.rng import entity_key

__all__ = ["Columns", "Model", "Trajectories", "mixed", "sample", "trajectories"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

Columns = tuple[int, ...]
"""Columns of a point that move together: one factor, or a group of them."""
Model = Callable[[Sequence[F64]], list[F64]]
"""Outcomes [row, replication] of each of some sets of points [row, column]; rows of the same number meet the
same luck in all sets."""

STEP = 0.5
LEVELS = 4
"""Levels of a uniform in a trajectory, the middles of equal parts; a step is half of the range, so that it
always changes which of two or three alternatives is taken."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Trajectories:
    """Sets of points of which each is the one before with one factor moved in every row: ``moved`` [step,
    row] says which, ``step`` [step, row] by how much."""

    points: tuple[F64, ...]
    moved: I64
    step: F64


def sample(names: Sequence[str], rows: int, seed: int, label: str) -> F64:
    """Return independent uniforms [row, column], each keyed by seed, label, name of the column and row: more
    rows or columns leave the others as they are."""
    drawn = IndependentUniforms(entity_key(f"sensitivity/{seed}/{label}") >> 1).draw(names, 0, rows)
    return np.stack([drawn[name] for name in names], axis=1)


def mixed(first: F64, second: F64, columns: Columns) -> F64:
    """Return the first sample with some columns of the second."""
    found = first.copy()
    found[:, columns] = second[:, columns]
    return found


def trajectories(factors: Mapping[str, Columns], names: Sequence[str], rows: int, seed: int) -> Trajectories:
    """Return the sets of points of ``rows`` trajectories of Morris (1991), one more than there are factors.

    Every row begins at a level of its own in every column and moves each factor once by half of the range, up
    or down, whichever stays inside, in an order of its own.
    """
    base = (np.floor(LEVELS * sample(names, rows, seed, "levels")) + 0.5) / LEVELS
    base = np.minimum(base, 1.0 - 0.5 / LEVELS)
    order = np.argsort(sample(list(factors), rows, seed, "order"), axis=1, kind="stable")
    points, steps = [base], []
    for number in range(len(factors)):
        after = points[-1].copy()
        step = np.empty(rows)
        for row, factor in enumerate(order[:, number]):
            columns = list(factors.values())[factor]
            up = base[row, columns[0]] < STEP
            step[row] = STEP if up else -STEP
            for column in columns:
                after[row, column] += STEP if base[row, column] < STEP else -STEP
        points.append(after)
        steps.append(step)
    return Trajectories(points=tuple(points), moved=order.T.astype(np.int64), step=np.array(steps))
