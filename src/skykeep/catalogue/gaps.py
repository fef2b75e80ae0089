"""What nobody publishes: figures that are assumed, of games, or of low confidence, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from skykeep.model import Figure, System

from .fields import load_fields
from .identity import iter_figures

__all__ = ["FieldGap", "FigureStanding", "field_gaps", "figure_standing", "system_gaps"]

FigureStanding = Literal["public", "low", "hobby", "assumed"]
"""``public``: stated with medium or high confidence; ``low``: with low confidence; ``hobby``: games and their
users alone; ``assumed``: nothing usable is public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGap:
    """Of one field, the ids of the systems that have it public, low, hobby or assumed at best, or not at all.

    A system with several radars or rounds counts by the best known of them.
    """

    field: str
    public: tuple[str, ...]
    low: tuple[str, ...]
    hobby: tuple[str, ...]
    assumed: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def nobody(self) -> bool:
        """Whether no source states it for any system."""
        return not (self.public or self.low or self.hobby)


def figure_standing(figure: Figure) -> FigureStanding:
    """Return how well known a figure is."""
    if figure.kind == "assumed":
        return "assumed"
    if figure.kind == "hobby":
        return "hobby"
    return "low" if figure.confidence == "low" else "public"


_BEST_FIRST: tuple[FigureStanding, ...] = ("public", "low", "hobby", "assumed")


def field_gaps(systems: Iterable[System]) -> tuple[FieldGap, ...]:
    """Return every field of systems that engage, the least known first.

    Figures that are fixed at nothing, such as a range against what a round is not made for, are left out.
    """
    armed = [system for system in systems if system.can_engage]
    best: dict[str, dict[str, FigureStanding]] = {}
    for system in armed:
        for field, figure in _fields(system):
            known = figure_standing(figure)
            seen = best.setdefault(field, {})
            seen[system.id] = min(seen.get(system.id, known), known, key=_BEST_FIRST.index)
    order = {name: number for number, name in enumerate(load_fields())}
    gaps = [_gap(field, found, armed) for field, found in best.items()]
    return tuple(sorted(gaps, key=lambda gap: (*_rank(gap), order[gap.field])))


def _rank(gap: FieldGap) -> tuple[float, ...]:
    """Return where a field stands: what nobody states first, then by the share of systems that have it."""
    counts = [len(getattr(gap, standing)) for standing in _BEST_FIRST]
    if gap.nobody:
        return -1.0, -counts[-1]
    return counts[0] / sum(counts), counts[1] / sum(counts)


def _fields(system: System) -> Iterator[tuple[str, Figure]]:
    """Yield field and figure of everything in a system."""
    for figure_id, figure in iter_figures(system):
        parts = figure_id.split("/")
        if not _is_nothing(figure):
            yield "kill_p" if "kill_p" in parts else parts[-1], figure


def _is_nothing(figure: Figure) -> bool:
    """Return whether a figure says that something is not there."""
    return figure.is_fixed and figure.best == 0.0


def _gap(field: str, found: dict[str, FigureStanding], armed: list[System]) -> FieldGap:
    """Return one field, with the systems by how well they are known."""
    by_standing = {
        standing: tuple(name for name, known in found.items() if known == standing)
        for standing in _BEST_FIRST
    }
    absent = tuple(system.id for system in armed if system.id not in found)
    return FieldGap(field=field, absent=absent, **by_standing)


def system_gaps(system: System) -> tuple[tuple[str, Figure, FigureStanding], ...]:
    """Return id, figure and standing of every figure of a system that is not public, the least known last."""
    rows = [
        (figure_id, figure, figure_standing(figure))
        for figure_id, figure in iter_figures(system)
        if not _is_nothing(figure)
    ]
    return tuple(
        sorted((row for row in rows if row[2] != "public"), key=lambda row: _BEST_FIRST.index(row[2]))
    )
