"""Luck that a whole raid shares: how alike its drawn kill chance makes single shots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.model import Figure

from .tracking import told_figure

__all__ = ["shared_luck", "shared_luck_facts"]

F64 = npt.NDArray[np.float64]

_CORRELATION = "common/raid_kill_share"


def shared_luck_facts(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """Return the figure of shared kill luck with its id, limits and kind; empty where it is off."""
    figure = figures.get(_CORRELATION)
    return {} if figure is None else told_figure(_CORRELATION, figure)


def shared_luck(facts: Mapping[str, Any], drawn: Mapping[str, F64]) -> dict[str, Any] | None:
    """Return what the shared kill chance adds to the intraclass correlation of single shots, or None if off.

    ``mean`` is that over worlds: Var / (mu (1 - mu)) of the beta law is the figure itself.
    """
    if not facts:
        return None
    values = drawn.get(_CORRELATION)
    return {**facts, "mean": facts["best"] if values is None else float(np.mean(values))}
