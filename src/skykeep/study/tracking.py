"""Tracking luck: what raid conditions leave untracked, which no defence can stop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.model import Figure

__all__ = ["told_figure", "tracking_ceiling", "tracking_facts"]

F64 = npt.NDArray[np.float64]

_RAID, _TARGET = "common/track_raid_p", "common/track_target_p"


def tracking_facts(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """Return the two chances of being tracked, each with its id, its limits and its kind; empty where they
    are off."""
    if _RAID not in figures or _TARGET not in figures:
        return {}
    return {name: told_figure(key, figures[key]) for name, key in (("raid", _RAID), ("target", _TARGET))}


def told_figure(figure_id: str, figure: Figure) -> dict[str, Any]:
    """Return a figure as an answer tells of it: by its id the catalogue says what it rests on."""
    return {
        "figure": figure_id,
        "best": figure.best,
        "low": figure.low,
        "high": figure.high,
        "kind": figure.kind,
    }


def tracking_ceiling(facts: Mapping[str, Any], drawn: Mapping[str, F64]) -> dict[str, Any] | None:
    """Return the share of threats that luck lets a perfect defence track, or None where conditions are off.

    ``best`` is at best figures, ``mean`` over worlds, ``low`` and ``high`` are the least and the greatest
    that the limits of both figures allow.
    """
    if not facts:
        return None
    raid, target = facts["raid"], facts["target"]
    if _RAID in drawn and _TARGET in drawn:
        mean = float(np.mean(drawn[_RAID] * drawn[_TARGET]))
    else:
        mean = raid["best"] * target["best"]
    return {
        "raid": dict(raid),
        "target": dict(target),
        "ceiling_share": {name: raid[name] * target[name] for name in ("best", "low", "high")}
        | {"mean": mean},
    }
