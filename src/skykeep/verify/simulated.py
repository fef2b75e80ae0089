"""Simulated cases: kinds of case that the engine plays many times and that are judged by the two-run rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .casefile import Case
from .handler import numbers
from .judge import Check
from .two_run import judge, rounding

__all__ = ["SimulatedHandler", "leaker_figures", "leaker_samples", "leaker_span", "run_simulated"]

Samples = Mapping[str, npt.ArrayLike]


@dataclass(frozen=True, slots=True)
class SimulatedHandler:
    """Kinds of case that are played: their folder, what is exact in them, and how runs are made.

    ``exact`` gives the exact figures of a case by name. ``simulate`` is called with the case, a number of
    runs and a key, and gives one value per independent run under each of these names. ``span`` says how far
    apart two values of a figure may lie. ``also`` is a further condition.
    """

    kinds: frozenset[str]
    folder: str
    fields: tuple[str, ...]
    exact: Callable[[Case], Mapping[str, float]]
    simulate: Callable[[Case, int, int], Samples]
    runs: int
    span: Callable[[Case], Mapping[str, float]] | None = None
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
    exact = handler.exact(case)
    if not exact:
        return []
    span = handler.span(case) if handler.span is not None else {}
    for figure in judge(simulate, exact, _runs(handler, case), span=span, seed=seed):
        error = abs(figure.interval.mean - figure.exact)
        if figure.exact >= figure.interval.mean:
            half = figure.interval.high - figure.interval.mean
        else:
            half = figure.interval.mean - figure.interval.low
        allowed = max(half, rounding(figure.exact))
        found.append(
            Check(figure.field, error, max(allowed, error) if figure.passed else min(allowed, 0.999 * error))
        )
    return found


_MOST_THREATS, _FEWEST_RUNS = 32, 100
"""Threats of a run up to which all runs of a handler are made, and the fewest of larger ones."""


def _runs(handler: SimulatedHandler, case: Case) -> int:
    """Return how many runs are made first: fewer where a case has more threats than any that is shipped."""
    params = case.values.get("params")
    counts = [params.get(name) for name in ("n", "d")] if isinstance(params, Mapping) else []
    threats = sum(count for count in counts if isinstance(count, int | float) and count > 0)
    if not threats > _MOST_THREATS:
        return handler.runs
    return min(max(int(handler.runs * (_MOST_THREATS / threats) ** 2), _FEWEST_RUNS), handler.runs)


_MEANS = ("expected_leakers", "variance_leakers", "expected_shots", "p_zero_leakers")
_SHARES = ("per_target_leak_prob", "per_target_kill_prob")


def leaker_figures(case: Case) -> dict[str, float]:
    """Return the exact figures of a leakage case: means, and the probability of each number of leakers.

    A variance is judged about the expected mean, and not without one.

    Raises
    ------
    ValueError
        If one is not a number; the message names it.
    """
    found = {}
    for name in (*_MEANS, *_SHARES):
        if case.values.get(name) is not None:
            (found[name],) = numbers(case, name)
    if "expected_leakers" not in found:
        found.pop("variance_leakers", None)
    pmf = case.values.get("leaker_pmf")
    for leakers, probability in enumerate(pmf if isinstance(pmf, list) else []):
        found[f"leaker_pmf[{leakers}]"] = float(probability)
    return found


def leaker_samples(
    case: Case, leakers: npt.ArrayLike, shots: npt.ArrayLike, threats: int
) -> dict[str, npt.ArrayLike]:
    """Return what :func:`leaker_figures` names, one value per run, from leakers and shots of each run."""
    counts = np.asarray(leakers)
    exact = leaker_figures(case)
    found: dict[str, npt.ArrayLike] = {
        "expected_leakers": counts,
        "variance_leakers": (counts - exact.get("expected_leakers", 0.0)) ** 2,
        "expected_shots": shots,
        "p_zero_leakers": counts == 0,
        "per_target_leak_prob": counts / threats,
        "per_target_kill_prob": 1.0 - counts / threats,
    }
    largest = max(threats, len(exact))
    return found | {f"leaker_pmf[{number}]": counts == number for number in range(largest + 1)}


def leaker_span(threats: int, rounds: int) -> dict[str, float]:
    """Return how far apart two values of each figure of a leakage case may lie."""
    return {
        "expected_leakers": threats,
        "variance_leakers": float(threats) ** 2,
        "expected_shots": rounds,
    }
