"""Simulated cases: kinds of case that the engine plays many times and that are judged by the two-run rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .casefile import Case
from .judge import Check
from .two_run import judge

__all__ = ["SimulatedHandler", "leaker_figures", "leaker_samples", "run_simulated"]

Samples = Mapping[str, npt.ArrayLike]


@dataclass(frozen=True, slots=True)
class SimulatedHandler:
    """Kinds of case that are played: their folder, what is exact in them, and how runs are made.

    ``exact`` gives the exact figures of a case by name. ``simulate`` is called with the case, a number of
    runs and a key, and gives one value per independent run under each of these names. ``also`` is a further
    condition.
    """

    kinds: frozenset[str]
    folder: str
    fields: tuple[str, ...]
    exact: Callable[[Case], Mapping[str, float]]
    simulate: Callable[[Case, int, int], Samples]
    runs: int
    also: Callable[[Case], bool] | None = None

    def takes(self, case: Case) -> bool:
        """Return whether the case is of this format and one of these kinds (any kind if none is named)."""
        if case.file.folder != self.folder or not all(name in case.values for name in self.fields):
            return False
        if self.kinds and case.kind not in self.kinds:
            return False
        return self.also is None or self.also(case)


def run_simulated(handler: SimulatedHandler, case: Case, seed: int = 0) -> list[Check]:
    """Return one comparison per exact figure: error of the mean, and half the interval as tolerance.

    The two-run rule decides: a figure whose interval holds the exact value passes even where the interval is
    not symmetric about the mean. ``seed`` keys the runs.
    """

    def simulate(runs: int, key: int) -> Samples:
        return handler.simulate(case, runs, key)

    found = []
    for figure in judge(simulate, handler.exact(case), handler.runs, seed=seed):
        error = abs(figure.interval.mean - figure.exact)
        if figure.exact >= figure.interval.mean:
            half = figure.interval.high - figure.interval.mean
        else:
            half = figure.interval.mean - figure.interval.low
        found.append(
            Check(figure.field, error, max(half, error) if figure.passed else min(half, 0.999 * error))
        )
    return found


def leaker_figures(case: Case) -> dict[str, float]:
    """Return the exact figures of a leakage case: means, and the probability of each number of leakers."""
    found = {}
    for name in ("expected_leakers", "expected_shots", "p_zero_leakers"):
        value = case.values.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found[name] = float(value)
    pmf = case.values.get("leaker_pmf")
    for leakers, probability in enumerate(pmf if isinstance(pmf, list) else []):
        found[f"leaker_pmf[{leakers}]"] = float(probability)
    return found


def leaker_samples(leakers: npt.ArrayLike, shots: npt.ArrayLike, largest: int) -> dict[str, npt.ArrayLike]:
    """Return what :func:`leaker_figures` names, one value per run, from leakers and shots of each run."""
    counts = np.asarray(leakers)
    found: dict[str, npt.ArrayLike] = {
        "expected_leakers": counts,
        "expected_shots": shots,
        "p_zero_leakers": counts == 0,
    }
    return found | {f"leaker_pmf[{number}]": counts == number for number in range(largest + 1)}
