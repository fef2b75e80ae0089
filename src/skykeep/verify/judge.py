"""Comparing a computed number with an expected one, and saying by how much it may differ."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Check", "Expected", "compare", "printed_tolerance"]

_NUMBER = re.compile(r"-?(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$")


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: the field, how far off it is, and how far off it may be (absolute or relative).

    ``disputed`` says why the published number itself is known to be wrong; it is shown and decides nothing.
    ``told`` marks an error that is summed up over a file and decides nothing, as that of a rule of thumb.
    """

    field: str
    error: float
    tolerance: float
    disputed: str = ""
    told: bool = False

    @property
    def passed(self) -> bool:
        """True if the error is a number within the tolerance."""
        return self.error <= self.tolerance

    @property
    def strain(self) -> float:
        """Error over tolerance, to find the worst check; infinite for no number and for any error at none."""
        if math.isnan(self.error):
            return math.inf
        if self.tolerance > 0.0:
            return self.error / self.tolerance
        return 0.0 if self.error <= 0.0 else math.inf


@dataclass(frozen=True, slots=True)
class Expected:
    """How a kind of number is compared.

    ``names`` are the names under which a file may state the tolerance, the first found counts; ``default`` is
    taken where it states none. Errors are relative if ``relative``, to the size of the expected number but at
    least ``floor``; else absolute.
    """

    names: tuple[str, ...]
    default: float
    relative: bool = False
    floor: float = 0.0

    def tolerance(self, stated: Mapping[str, Any]) -> float:
        """Return the stated tolerance, or the default."""
        for name in self.names:
            value = stated.get(name)
            if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0.0:
                return float(value)
        return self.default


def compare(
    field: str, computed: float, expected: Any, how: Expected, stated: Mapping[str, Any]
) -> Check | None:
    """Return the comparison of one field, or None if nothing is expected of it (absent or null).

    What is not a number, on either side, is an infinite error.
    """
    if expected is None:
        return None
    tolerance = how.tolerance(stated)
    if isinstance(expected, bool) or not isinstance(expected, int | float) or math.isnan(expected):
        return Check(field, math.inf, tolerance)
    if computed == expected:
        return Check(field, 0.0, tolerance)
    error = abs(computed - expected)
    if how.relative:
        scale = max(abs(expected), how.floor)
        error = error / scale if scale > 0.0 else error
    return Check(field, math.inf if math.isnan(error) else error, tolerance)


def printed_tolerance(value: float) -> float:
    """Return half a unit in the last printed digit of a quoted number: 22632.1 is good to 0.05.

    JSON drops trailing zeros, so 1.20 counts as 1.2. A ten-millionth of that is added for the binary digits.
    """
    match = _NUMBER.match(repr(value))
    if match is None:
        return 0.0
    decimals = len(match.group(2) or "")
    if match.group(2) == "0":
        decimals = 0
    return 0.5000001 * 10.0 ** (int(match.group(3) or 0) - decimals)
