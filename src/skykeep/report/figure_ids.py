"""Figures named by their id alone, in the words and units of a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from skykeep.study.brief_data import FigureRow

from .fields import class_words, figure_name, figure_words
from .words import claim_value

__all__ = ["id_name", "id_value", "names_for"]

SI_SUFFIXES = frozenset({"m", "s", "mps", "rad", "m2", "usd", "db", "k"})
BENDING = "refraction/k"
DOCTRINE = "doctrine/firing"
_SAID_BY_NAME = ("radars", "interceptors", "launchers", "main", "kill_p")
"""Parts of an id that the name of the figure, or of what it belongs to, says already."""


def id_name(figure_id: str) -> str:
    """Return the words of a figure: ``30n6e2 of the s-300pmu-2: highest elevation of the beam``."""
    if figure_id == DOCTRINE:
        return "doctrine: rounds and looks"
    if figure_id == BENDING:
        return "the air: bending of radar beams (effective-earth factor)"
    owner, *parts = figure_id.split("/")
    if owner == "refraction":
        return f"the air of {parts[0].replace('-', ' ')}: bending of radar beams (effective-earth factor)"
    name = figure_name(_row(figure_id, 0.0))
    if owner == "common":
        return f"raid conditions: {name}" if "kill_p" not in parts else f"all systems: {name}"
    if owner == "effects":
        return f"radar effects, {' '.join(parts[-3:-1]).replace('_', ' ')}: {name}"
    if owner == "upkeep":
        return f"upkeep, {' '.join(parts[-2:-1]).replace('-', ' ')}: {name}"
    if owner == "threats":
        return f"{class_words(parts[0])}: {name}"
    held = [part.replace("_", " ") for part in parts[:-1] if part not in _SAID_BY_NAME]
    return f"{owner}{', ' + ' '.join(held) if held else ''}: {name}"


def names_for(owner: str, rows: Iterable[FigureRow]) -> Callable[[str], str]:
    """Return what names a figure by its id where it is plain that it is one of ``owner``, the id of a system:
    as its row among ``rows`` calls it, or as its id does.
    """
    known = {row.id: figure_words(row) for row in rows if row.owner == owner}

    def named(figure_id: str) -> str:
        return known.get(figure_id) or id_name(figure_id).removeprefix(owner).lstrip(",: ")

    return named


def id_value(figure_id: str, value: float) -> str:
    """Return a value of a figure with the unit of a reader; its id says the unit."""
    return claim_value(_row(figure_id, value), value)


def _row(figure_id: str, value: float) -> FigureRow:
    """Return a bare row of a figure, enough to name it and to write a value."""
    parts = figure_id.split("/")
    stem, _, suffix = parts[-1].rpartition("_")
    name, unit = (stem, suffix) if suffix in SI_SUFFIXES and "kill_p" not in parts else (parts[-1], "")
    return FigureRow(
        id=figure_id,
        owner=parts[0],
        entry="",
        name=f"kill_p {parts[-1]}".replace("_", " ") if "kill_p" in parts else name.replace("_", " "),
        unit=unit,
        best=value,
        low=value,
        high=value,
        kind="",
        confidence="",
        claimant="",
        year=None,
        sources=(),
        note="",
        default_limits=False,
        claims=(),
    )
