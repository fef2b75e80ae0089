"""What a handler is: how a case is recognised, and how it becomes comparisons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .casefile import Case
from .judge import Check, Expected, compare

__all__ = ["Anchor", "Handler", "NotCoveredError", "checks", "numbers", "whole"]


class NotCoveredError(Exception):
    """A case of a known format that cannot be put to the program here; the message says why."""


@dataclass(frozen=True, slots=True)
class Handler:
    """One format of case: the folder it stands in, the fields that it must have, and what checks it.

    A case is recognised by its fields and not by the name of its file, so that files of other names in the
    same format are run too. ``also`` is a further condition. ``by_others`` marks numbers that were published
    by others; the rest was computed for this project. ``not_played`` says of kinds of case that raids could
    show, and the engine cannot play yet, why not.
    """

    name: str
    folder: str
    fields: tuple[str, ...]
    run: Callable[[Case], list[Check]]
    also: Callable[[Case], bool] | None = None
    by_others: bool = False
    not_played: Mapping[str, str] = field(default_factory=dict)

    def takes(self, case: Case) -> bool:
        """Return whether the case is of this format."""
        if case.file.folder != self.folder or not all(name in case.values for name in self.fields):
            return False
        return self.also is None or self.also(case)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A published value that a file quotes beside its cases; without checks it could not be read."""

    place: str
    checks: tuple[Check, ...]


def numbers(case: Case, *names: str) -> list[float]:
    """Return the named inputs of a case as numbers.

    Raises
    ------
    ValueError
        If one is not a number; the message names it.
    """
    found = []
    for name in names:
        value = case.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{name} = {value!r} is not a number")
        found.append(float(value))
    return found


def whole(case: Case, *names: str) -> list[int]:
    """Return the named inputs of a case as whole numbers.

    Raises
    ------
    ValueError
        If one is not a whole number; the message names it.
    """
    found = numbers(case, *names)
    for name, value in zip(names, found, strict=True):
        if not value.is_integer():
            raise ValueError(f"{name} = {value:g} is not a whole number")
    return [int(value) for value in found]


def checks(case: Case, computed: Mapping[str, float], how: Expected) -> list[Check]:
    """Return a comparison for each computed field of which the case expects a number."""
    stated = case.file.tolerance
    made = [compare(name, value, case.values.get(name), how, stated) for name, value in computed.items()]
    return [check for check in made if check is not None]
