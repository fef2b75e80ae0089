"""Measures of a run: pure functions from columns by (world, replication) to numbers with their doubt."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.engine.schemas import LAYER_COUNTS

from .intervals import estimate_outcome, estimate_probability, estimate_ratio, student_t

__all__ = [
    "bearing_split",
    "height_split",
    "intraclass_correlation",
    "leakage",
    "leaker_distribution",
    "ledger_estimates",
    "ledger_means",
    "raids_changed",
    "rounds",
    "waterfall",
]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Columns = Mapping[str, I64]
"""Columns of the raids table, each [worlds, replications]."""

BEARING_SECTORS = 8
"""Parts of the compass by which results are split."""
_FULL_CIRCLE_DEG = 360.0


def ledger_means(columns: Columns) -> dict[str, float]:
    """Return the mean number of leakers by reason, every reason present, in the order of the ledger."""
    raids = columns["leakers"].size
    return {
        name.removeprefix("ledger_"): int(values.sum()) / raids
        for name, values in columns.items()
        if name.startswith("ledger_")
    }


def ledger_estimates(columns: Columns, launched: int, *, batches: int = 0) -> dict[str, dict[str, Any]]:
    """Return the leakers by reason with their intervals, in the order of the ledger."""
    return {
        name.removeprefix("ledger_"): estimate_outcome(
            values, bounds=(0.0, launched), batches=batches
        ).as_row()
        for name, values in columns.items()
        if name.startswith("ledger_")
    }


def leaker_distribution(leakers: I64, launched: int) -> list[int]:
    """Return how many raids had 0, 1, 2, ... leakers, up to the number of real threats launched."""
    counts = np.bincount(leakers.ravel(), minlength=launched + 1)
    return [int(count) for count in counts]


def leakage(columns: Columns, launched: int, *, batches: int = 0) -> dict[str, Any]:
    """Return the share of leakers with each denominator, its mean size and the interval of its computation.

    ``launched`` counts all real threats, ``threatening`` those that did not fly into the ground, ``engaged``
    those shot at (the numerator then holds the leakers that were shot at). Null where there is nothing to
    divide by.
    """
    leakers = columns["leakers"]
    everything = np.full(leakers.shape, launched)
    pairs = {
        "launched": (leakers, everything),
        "threatening": (leakers, everything - columns["aborted"]),
        "engaged": (columns["engaged_leakers"], columns["engaged"]),
    }
    return {name: _share(*pair, batches) for name, pair in pairs.items()}


def rounds(columns: Columns, *, batches: int = 0) -> dict[str, Any]:
    """Return rounds fired, left, loaded and not ready with their intervals, by interceptor and per kill.

    Loaded are those on ready launchers at the start or reloaded by the end: fired + left. Rounds of reloads
    that the raid does not see the end of, and those on launchers that are not ready in a raid, stand apart.
    """
    fired = columns["rounds_fired"]
    most = (0.0, float(columns["rounds_loaded"].max()))
    kills = columns["killed"] + columns["decoys_shot_down"]
    return {
        "rounds_fired": estimate_outcome(fired, bounds=most, batches=batches).as_row(),
        "rounds_fired_by_interceptor": {
            name.removeprefix("fired_"): estimate_outcome(values, bounds=most, batches=batches).as_row()
            for name, values in columns.items()
            if name.startswith("fired_")
        },
        "rounds_wasted": estimate_outcome(columns["rounds_wasted"], bounds=most, batches=batches).as_row(),
        "rounds_at_decoys": estimate_outcome(
            columns["rounds_at_decoys"], bounds=most, batches=batches
        ).as_row(),
        "rounds_left": estimate_outcome(columns["rounds_left"], bounds=most, batches=batches).as_row(),
        "rounds_reloading": estimate_outcome(columns["rounds_reloading"], batches=batches).as_row(),
        "rounds_loaded": estimate_outcome(columns["rounds_loaded"], batches=batches).as_row(),
        "rounds_not_ready": estimate_outcome(columns["rounds_not_ready"], batches=batches).as_row(),
        "rounds_per_kill": _share(fired, kills, batches),
        "p_no_round_left": estimate_probability(columns["rounds_left"] == 0, batches=batches).as_row(),
    }


def raids_changed(difference: npt.NDArray[Any]) -> dict[str, Any]:
    """Return the share of raids that end otherwise, from differences [world, replication], and the interval
    of its computation."""
    found = estimate_probability(difference != 0)
    interval = found.mc_error_90
    return {
        "raids_changed": found.mean,
        "raids_changed_mc_error_90": None if interval is None else list(interval),
    }


def waterfall(columns: Columns, layers: Sequence[str], *, batches: int = 0) -> list[dict[str, Any]]:
    """Return for each layer what came to it, what it shot at, killed and let pass, and its rounds, with
    intervals; layers in the order of the scenario."""
    found: list[dict[str, Any]] = []
    for layer in layers:
        counts = {name: columns[f"layer_{layer}_{name}"] for name in LAYER_COUNTS}
        estimates = {
            name: estimate_outcome(values, batches=batches).as_row() for name, values in counts.items()
        }
        found.append({"layer": layer, **estimates})
    return found


def _share(numerator: I64, denominator: I64, batches: int) -> dict[str, Any] | None:
    """Return a ratio of totals with its interval and the mean of its denominator, or None if that is zero."""
    found = estimate_ratio(numerator.sum(axis=1), denominator.sum(axis=1), batches=batches)
    if found is None:
        return None
    value, interval = found
    return {
        "value": value,
        "mc_error_90": None if interval is None else list(interval),
        "denominator_mean": float(denominator.mean()),
    }


def intraclass_correlation(leakers: I64, launched: int) -> dict[str, Any]:
    """Return how far threats of one raid share their fate: over all raids, and inside a world.

    From the variance V of leakers among n threats with share p: V = n p (1 - p) (1 + (n - 1) rho). Null where
    rho has no meaning: fewer than two threats, or all raids alike at either end.

    Reference: the beta-binomial overdispersion, e.g. Ridout, Demetrio, Firth, "Estimating intraclass
    correlation for binary data", Biometrics 55 (1999), moment estimators.
    """
    by_world = [rho for row in leakers if (rho := _overdispersion(row, launched)) is not None]
    within = estimate_outcome(np.array(by_world)[:, None]) if by_world else None
    return {
        "all_raids": _overdispersion(leakers.ravel(), launched),
        "all_raids_mc_error_90": _jackknife(leakers, launched),
        "within_world_mean": None if within is None else within.mean,
        "within_world_mean_mc_error_90": None
        if within is None or not within.mc_error_90
        else list(within.mc_error_90),
    }


def _jackknife(leakers: I64, launched: int) -> list[float] | None:
    """Return the 90 % interval of rho over all raids, from leaving out each world in turn; None for few.

    Reference: the delete-one-cluster jackknife, e.g. Efron and Tibshirani, "An Introduction to the Bootstrap"
    (1993), chapter 11, with Student's t of one less than the number of worlds.
    """
    whole = _overdispersion(leakers.ravel(), launched)
    worlds = len(leakers)
    without = [
        _overdispersion(np.delete(leakers, world, axis=0).ravel(), launched) for world in range(worlds)
    ]
    known = np.array([rho for rho in without if rho is not None])
    if whole is None or worlds < 3 or known.size < worlds:
        return None
    half = student_t(worlds - 1) * math.sqrt(
        (worlds - 1) / worlds * float(((known - known.mean()) ** 2).sum())
    )
    return [whole - half, whole + half]


def _overdispersion(leakers: I64, launched: int) -> float | None:
    """Return rho of one set of raids."""
    if launched < 2 or leakers.size < 2:
        return None
    share = float(leakers.mean()) / launched
    if not 0.0 < share < 1.0:
        return None
    binomial = launched * share * (1.0 - share)
    return (float(leakers.var(ddof=1)) / binomial - 1.0) / (launched - 1)


def bearing_split(leakers: I64, first_bearing_rad: F64, *, batches: int = 0) -> list[dict[str, Any]]:
    """Return mean leakers by eighth of the compass from which the first axis comes, with their intervals.

    Eighths are centred on north, north-east, ...; those without a raid are left out, and the list is empty
    where raids have no bearing.
    """
    if np.isnan(first_bearing_rad).all():
        return []
    width_deg = _FULL_CIRCLE_DEG / BEARING_SECTORS
    sector = np.floor(np.degrees(first_bearing_rad) / width_deg + 0.5).astype(int) % BEARING_SECTORS
    rows = []
    for number in range(BEARING_SECTORS):
        part = _part_of_raids(leakers, sector == number, batches)
        if part is not None:
            rows.append({"centre_deg": number * width_deg, "width_deg": width_deg, **part})
    return rows


def height_split(
    leakers: I64, drawn_m: Mapping[str, F64], *, batches: int = 0
) -> dict[str, list[dict[str, Any]]]:
    """Return mean leakers by the height that raids drew, lowest first, with their intervals, for each threat
    class whose height is drawn (``drawn_m`` [worlds, replications] by class).

    ``more`` is by how many they differ from all raids of the same worlds, which tells heights apart.
    """
    found = {}
    apart = leakers - leakers.mean(axis=1, keepdims=True)
    for name, heights_m in drawn_m.items():
        rows = [
            {
                "height_m": float(height_m),
                **part,
                "more": _part_of_raids(apart, heights_m == height_m, batches),
            }
            for height_m in np.unique(heights_m)
            if (part := _part_of_raids(leakers, heights_m == height_m, batches)) is not None
        ]
        found[name] = rows
    return found


def _part_of_raids(leakers: I64 | F64, inside: npt.NDArray[np.bool_], batches: int) -> dict[str, Any] | None:
    """Return how many raids are inside, and their mean leakers with its interval; None if there is none."""
    found = estimate_ratio((leakers * inside).sum(axis=1), inside.sum(axis=1), batches=batches)
    if found is None:
        return None
    mean, interval = found
    return {
        "raids": int(inside.sum()),
        "leakers_mean": mean,
        "mc_error_90": None if interval is None else list(interval),
    }
