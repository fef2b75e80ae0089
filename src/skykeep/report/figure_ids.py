"""Figures named by their id alone, in the words and units of a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from skykeep.language import name, tell
from skykeep.study.brief_data import FigureRow

from .fields import class_words, figure_name, figure_words
from .shipped_words import shipped
from .words import claim_value

__all__ = ["id_name", "id_value", "names_for"]

SI_SUFFIXES = frozenset({"m", "s", "mps", "rad", "m2", "usd", "db", "k"})
BENDING = "refraction/k"
DOCTRINE = "doctrine/firing"
_SAID_BY_NAME = ("radars", "interceptors", "launchers", "main", "kill_p")
"""Parts of an id that the name of the figure, or of what it belongs to, says already."""


def id_name(figure_id: str) -> str:
    """Return the words of a figure: ``30n6e2 of the s-300pmu-2: highest elevation of the beam``."""
    return _shared_name(figure_id) or _owned_name(figure_id, name(figure_id.split("/")[0]))


def _shared_name(figure_id: str) -> str:
    """Return the words of a figure that belongs to no system, empty where it does."""
    if figure_id == DOCTRINE:
        return tell("doctrine: rounds and looks")
    if figure_id == BENDING:
        return tell("the air: bending of radar beams (effective-earth factor)")
    owner, *parts = figure_id.split("/")
    if owner == "refraction":
        region = shipped(parts[0].replace("-", " "))
        return tell("the air of {region}: bending of radar beams (effective-earth factor)", region=region)
    said = figure_name(_row(figure_id, 0.0))
    if owner == "common":
        every = "kill_p" in parts
        return (
            tell("all systems: {figure}", figure=said)
            if every
            else tell("raid conditions: {figure}", figure=said)
        )
    if owner == "effects":
        return tell("radar effects, {part}: {figure}", part=_words_of(parts[-3:-1]), figure=said)
    if owner == "upkeep":
        return tell("upkeep, {part}: {figure}", part=_words_of(parts[-2:-1], "-"), figure=said)
    return f"{class_words(parts[0])}: {said}" if owner == "threats" else ""


def _owned_name(figure_id: str, owner: str) -> str:
    """Return the words of a figure of a system, which may be named or not."""
    parts = figure_id.split("/")[1:]
    held = _words_of([part for part in parts[:-1] if part not in _SAID_BY_NAME])
    whose = tell(", ").join(filter(None, (owner, held)))
    said = figure_name(_row(figure_id, 0.0))
    return f"{whose}: {said}" if whose else said


def _words_of(parts: Sequence[str], joint: str = "_") -> str:
    """Return the parts of an id as words; ``joint`` stands in it for the room between them."""
    return shipped(" ".join(parts).replace(joint, " "))


def names_for(owner: str, rows: Iterable[FigureRow]) -> Callable[[str], str]:
    """Return what names a figure by its id where it is plain that it is one of ``owner``, the id of a system:
    as its row among ``rows`` calls it, or as its id does.
    """
    known = {row.id: figure_words(row) for row in rows if row.owner == owner}

    def named(figure_id: str) -> str:
        if figure_id in known:
            return known[figure_id]
        mine = figure_id.split("/")[0] == owner
        return (_shared_name(figure_id) or _owned_name(figure_id, "")) if mine else id_name(figure_id)

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
