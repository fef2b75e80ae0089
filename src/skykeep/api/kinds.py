"""Values of a wrong kind, as ``k="4"``, refused in words at the door, whatever is made of them inside."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from inspect import signature
from numbers import Integral, Real
from typing import Any, ParamSpec, TypeVar

import numpy as np

from skykeep.errors import UsageError

__all__ = ["KINDS", "refuses_wrong_kinds"]

P = ParamSpec("P")
Found = TypeVar("Found")

KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "int": ((Integral,), "a whole number"),
    "float": ((Real,), "a number"),
    "bool": ((bool, np.bool_), "True or False"),
    "str": ((str,), "text"),
    "Path": ((os.PathLike,), "a path"),
    "None": ((type(None),), "None"),
}
"""What a parameter may be declared as: the types that it takes, and their name in a message."""


def refuses_wrong_kinds(function: Callable[P, Found]) -> Callable[P, Found]:
    """Return a function of the door that names an argument of a wrong kind where it fails for it.

    What the function checks itself it refuses in its own words, with the limits. Only where it ends in an
    error of Python are the arguments looked at; if all are as declared, that error stays.

    Raises
    ------
    UsageError
        If an argument is not of the kind that its parameter is declared as.
    """

    @wraps(function)
    def asked(*given: P.args, **named: P.kwargs) -> Found:
        try:
            return function(*given, **named)
        except (TypeError, AttributeError) as error:
            try:
                bound = signature(function).bind(*given, **named).arguments
            except TypeError:
                raise error from None  # a parameter that there is not, or one that is missing
            for name, value in bound.items():
                if wrong := _wrong(value, str(signature(function).parameters[name].annotation)):
                    message = f"{function.__name__}: {name} {value!r}: must be {wrong}"
                    raise UsageError(message) from error
            raise

    return asked


def _wrong(value: Any, declared: str) -> str:
    """Return what a value must be, empty if it is, or if more is declared than single values."""
    parts = declared.split(" | ")
    if not all(part in KINDS for part in parts):
        return ""
    if isinstance(value, bool | np.bool_) and "bool" not in parts:
        right = False
    else:
        right = isinstance(value, tuple(kind for part in parts for kind in KINDS[part][0]))
    return "" if right else " or ".join(KINDS[part][1] for part in parts)
