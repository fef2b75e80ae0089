"""Firing doctrine: how many rounds go at a threat before and after the first look, which nobody publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .figure import Kind

__all__ = ["DoctrinePreset", "FiringAlternative", "FiringDoctrine", "FiringOfClass"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiringAlternative:
    """One way to spend rounds: ``salvo_size`` first, then ``later_salvo_size`` at each look; ``words`` say
    it, ``name`` is what the field calls it."""

    id: str
    name: str
    words: str
    salvo_size: int
    later_salvo_size: int
    kind: Kind
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiringOfClass:
    """The ids of the alternatives that a source leaves for a threat class."""

    alternatives: tuple[str, ...]
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiringDoctrine:
    """The alternatives, fewest rounds first, one of which each world draws with equal weight.

    ``best`` is the id that the views which do not draw take. ``by_class`` holds what is left for some threat
    classes; it is drawn with the same luck.
    """

    best: str
    alternatives: tuple[FiringAlternative, ...]
    by_class: Mapping[str, FiringOfClass]

    def find(self, alternative_id: str) -> FiringAlternative:
        """Return the alternative of an id."""
        return next(each for each in self.alternatives if each.id == alternative_id)

    def of_class(self, called: Sequence[str]) -> tuple[str, tuple[FiringAlternative, ...]]:
        """Return the first of some names of a threat that has alternatives of its own, and these; else an
        empty name and all."""
        for name in called:
            if name in self.by_class:
                return name, tuple(self.find(each) for each in self.by_class[name].alternatives)
        return "", self.alternatives


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctrinePreset:
    """A doctrine with a name.

    ``words`` say what it does, ``table`` holds its keys as a scenario gives them.
    """

    id: str
    name: str
    words: str
    kind: Kind
    sources: tuple[str, ...]
    note: str
    table: Mapping[str, Any]
