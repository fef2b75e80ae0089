"""What intrusions come to, as plain data: every share with its intervals, over all corridors and for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue

from ..intervals import QUANTILE
from ..outcomes import estimate_row
from .corridors import Corridor
from .intrusions import Intruder, Played

__all__ = ["SHARES", "corridor_rows", "intruder_rows"]

F64 = npt.NDArray[np.float64]
SHARES = ("seen", "watched", "identified", "engaged", "engaged_free")
"""Shares that are told: of intrusions, and ``watched`` of their way."""
OF_CORRIDORS = ("watched", "engaged")
"""Shares that are told of each corridor."""
ENDS = (5.0, 50.0, 95.0)
GROUND = "above ground"
SEA = "above sea level, raised where ground demands"


def corridor_rows(corridors: Sequence[Corridor]) -> list[dict[str, Any]]:
    """Return the corridors."""
    return [
        {
            "id": each.id,
            "name": each.name,
            "to": each.to.name,
            "bearing_deg": each.bearing_deg,
            "length_km": each.length_m / 1000.0,
        }
        for each in corridors
    ]


def intruder_rows(
    played: Played,
    corridors: Sequence[Corridor],
    intruders: Sequence[Intruder],
    catalogue: Catalogue,
    *,
    view: str,
    without: Played | None = None,
) -> list[dict[str, Any]]:
    """Return one row for each intruder: shares over all corridors, and of each corridor.

    With ``without``, the same intrusions without what was added, rows say by how much shares rise, paired
    raid by raid.
    """
    return [
        {
            **_intruder(intruder, catalogue),
            **{name: _share(getattr(played, name)[:, place].mean(axis=0), view) for name in SHARES},
            "first_seen_km": _first_seen(played.seen_m[:, place]),
            "more": None
            if without is None
            else {
                name: _change((getattr(played, name) - getattr(without, name))[:, place].mean(axis=0), view)
                for name in SHARES
            },
            "corridors": [
                {
                    "corridor": corridor.id,
                    **{name: _share(getattr(played, name)[row, place], view) for name in OF_CORRIDORS},
                }
                for row, corridor in enumerate(corridors)
            ],
        }
        for place, intruder in enumerate(intruders)
    ]


def _intruder(intruder: Intruder, catalogue: Catalogue) -> dict[str, Any]:
    """Return what flies."""
    threat = catalogue.threat(intruder.threat_class)
    return {
        "threat_class": threat.id,
        "name": threat.name,
        "height_m": intruder.height_m,
        "above": GROUND if threat.flight == "terrain_following" else SEA,
        "speed_mps": intruder.speed_mps,
    }


def _share(values: F64, view: str) -> dict[str, Any]:
    """Return a share with its intervals."""
    return estimate_row(values, view, bounds=(0.0, 1.0))


def _change(values: F64, view: str) -> dict[str, Any]:
    """Return the change of a share with its intervals."""
    return estimate_row(values, view, bounds=(-1.0, 1.0))


def _first_seen(seen_m: F64) -> dict[str, float] | None:
    """Return how far inside the border intruders were when they were first seen, of those that were: 5, 50
    and 95 % of corridors, worlds and raids; None if none was."""
    known = seen_m[np.isfinite(seen_m)]
    if not known.size:
        return None
    low, mid, high = (
        max(0.0, float(value)) / 1000.0 for value in np.percentile(known, ENDS, method=QUANTILE)
    )
    return {"low_km": low, "mid_km": mid, "high_km": high}
