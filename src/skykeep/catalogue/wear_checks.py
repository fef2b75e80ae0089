"""What must hold between the figures of upkeep and the rest of the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import get_args

from skykeep.errors import did_you_mean
from skykeep.model import WearFigures
from skykeep.model.wear import PartName, SiteKind

__all__ = ["MAST", "OTHER_CLASS", "OTHER_SYSTEM", "check_wear"]

OTHER_SYSTEM, MAST = "other", "mast"
"""Tables of times to move: of systems without public times, and of what stands on a mast."""

OTHER_CLASS = "other"
"""Table of damage by classes without one of their own."""

NEVER_HIT: tuple[PartName, ...] = ("launcher-link",)
"""Parts at which no raid aims."""


def check_wear(wear: WearFigures, systems: Collection[str], threats: Collection[str]) -> Iterator[str]:
    """Yield what is wrong: a kind of part without figures, times to move of a system that there is not, or
    damage by a class of ``threats`` that there is not.
    """
    parts, wanted = [part.id for part in wear.parts], get_args(PartName)
    if set(parts) != set(wanted):
        yield f"parts: given {', '.join(parts)}, allowed one table for each of {', '.join(wanted)}"
    for part in wear.parts:
        if (part.repair_s is None) != (part.id in NEVER_HIT):
            wish = "is given, but nothing hits it: leave it out" if part.repair_s else "is missing, add it"
            yield f"parts.{part.id}.repair_s: {wish}"
    about = [each.id for each in wear.surroundings]
    kinds = [kind for kind in get_args(SiteKind) if kind != "open"]
    if set(about) != set(kinds):
        yield f"surroundings: given {', '.join(about)}, allowed one table for each of {', '.join(kinds)}"
    yield from _check_damage([damage.id for damage in wear.damage], threats)
    moves = [move.id for move in wear.moves]
    for name in (OTHER_SYSTEM, MAST):
        if name not in moves:
            yield f"moves.{name}: is missing, add the table"
    for name in moves:
        if name not in (*systems, OTHER_SYSTEM, MAST):
            known = ", ".join([*systems, OTHER_SYSTEM, MAST])
            yield f"moves.{name}: names no system, allowed one of {known}.{did_you_mean(name, systems)}"


def _check_damage(damage: Collection[str], threats: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with tables of damage."""
    if OTHER_CLASS not in damage:
        yield f"damage.{OTHER_CLASS}: is missing, add the table"
    for name in damage:
        if name not in (*threats, OTHER_CLASS):
            known = ", ".join([*threats, OTHER_CLASS])
            like = did_you_mean(name, threats)
            yield f"damage.{name}: names no threat class, allowed one of {known}.{like}"
