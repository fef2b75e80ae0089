"""Estimates of several options as columns: the mean, and both ends of every interval."""

from __future__ import annotations

from typing import Any

__all__ = ["estimate_columns"]


def estimate_columns(estimates: list[dict[str, Any]]) -> dict[str, list[float | None]]:
    """Return the mean and the ends of every interval of some estimates, as columns."""
    found: dict[str, list[float | None]] = {"mean": [each.get("mean") for each in estimates]}
    intervals = dict.fromkeys(name for each in estimates for name in each if name.endswith("_90"))
    intervals.pop("chance_90", None)  # the older name of luck_90
    for name in intervals:
        for place, end in enumerate(("low", "high")):
            found[f"{name}_{end}"] = [
                None if each.get(name) is None else each[name][place] for each in estimates
            ]
    return found
