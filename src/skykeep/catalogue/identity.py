"""Stable ids of figures: the path of names that keys their random draws, whatever the order of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skykeep.model import (
    CostFigures,
    Figure,
    Formation,
    OutsideFigures,
    RadarEffectFigures,
    RaidConditions,
    System,
    ThreatClass,
    WearFigures,
)

from .shapes import shapes

__all__ = [
    "COMMON_ROOT",
    "COST_ROOT",
    "EFFECTS_ROOT",
    "FORMATION_ROOT",
    "OUTSIDE_ROOT",
    "RESERVED_IDS",
    "THREAT_ROOT",
    "UPKEEP_ROOT",
    "iter_figures",
]

THREAT_ROOT = "threats"
COMMON_ROOT = "common"
COST_ROOT = "cost"
EFFECTS_ROOT = "effects"
FORMATION_ROOT = "formations"
OUTSIDE_ROOT = "outside"
UPKEEP_ROOT = "upkeep"
RESERVED_IDS = frozenset(
    {THREAT_ROOT, COMMON_ROOT, COST_ROOT, EFFECTS_ROOT, FORMATION_ROOT, OUTSIDE_ROOT, UPKEEP_ROOT}
)
"""A system may not have these ids: its figures would be mistaken for others."""


def iter_figures(
    entry: System
    | Formation
    | ThreatClass
    | RaidConditions
    | RadarEffectFigures
    | OutsideFigures
    | WearFigures
    | CostFigures,
) -> Iterator[tuple[str, Figure]]:
    """Yield the id and the figure of every number of a system, a formation, a threat class, the raid
    conditions, the radar effects, the upkeep, those who watch from outside or the costs.

    Ids are paths of names, such as ``s-300pmu-2/radars/64n6e2/detection_range_m``,
    ``threats/cruise-missile/rcs_m2`` and ``common/kill_p/srbm``. They hold no index, so that adding, removing
    or reordering entries leaves every other figure's random draw as it was.

    Raises
    ------
    TypeError
        If ``entry`` is something else.
    """
    if isinstance(entry, System):
        yield from _walk(entry.id, entry)
    elif isinstance(entry, Formation):
        yield from _walk(f"{FORMATION_ROOT}/{entry.id}", entry)
    elif isinstance(entry, ThreatClass):
        yield from _walk(f"{THREAT_ROOT}/{entry.id}", entry)
    elif isinstance(entry, RaidConditions):
        yield from _walk(COMMON_ROOT, entry)
    elif isinstance(entry, RadarEffectFigures):
        yield from _walk(EFFECTS_ROOT, entry)
    elif isinstance(entry, OutsideFigures):
        yield from _walk(OUTSIDE_ROOT, entry)
    elif isinstance(entry, WearFigures):
        yield from _walk(UPKEEP_ROOT, entry)
    elif isinstance(entry, CostFigures):
        yield from _walk(COST_ROOT, entry)
    else:
        raise TypeError(
            "a system, a formation, a threat class, raid conditions, radar effects, upkeep, outside eyes or "
            f"costs have figures, not {type(entry).__name__}"
        )


def _walk(path: str, entry: Any) -> Iterator[tuple[str, Figure]]:
    """Yield the figures below one dataclass, in the order of its fields."""
    for name, shape in shapes(type(entry)).items():
        value = getattr(entry, name)
        if isinstance(value, Figure):
            yield f"{path}/{name}", value
        elif shape.kind == "figures" and isinstance(value, Mapping):
            for key, figure in value.items():
                yield f"{path}/{name}/{key}", figure
        elif shape.kind == "table" and value is not None:
            yield from _walk(f"{path}/{name}", value)
        elif shape.kind == "tables" and shape.keyed:
            for inner in value:
                yield from _walk(f"{path}/{name}/{inner.id}", inner)
