"""Values of a setting as text: a list ``1,2,4``, whole steps ``1..16``, some between ``0.3..0.9:7``."""

from __future__ import annotations

import math
import re

from skykeep.errors import UsageError

__all__ = ["Value", "parse_setting"]

Value = bool | int | float | str

VALUES_MAX = 1000
"""Values of one setting; a sweep over more is a mistake of typing."""
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_RANGE = re.compile(rf"({_NUMBER})\.\.({_NUMBER})(?::(\d{{1,6}}))?")
_WHOLE = re.compile(r"[-+]?\d{1,18}")
_FLAGS = {"true": True, "false": False}
_DIGITS = 12
"""Digits of a value inside a range: 0.3..0.9:7 has 0.5 in it, not 0.49999999999999994."""


def parse_setting(text: str) -> tuple[str, tuple[Value, ...]]:
    """Return path and values of ``PATH=VALUES``.

    Examples
    --------
    >>> parse_setting("fire_units.0.launchers=1..3")
    ('fire_units.0.launchers', (1, 2, 3))
    >>> parse_setting("kill_p.cruise-missile=0.3..0.9:4")
    ('kill_p.cruise-missile', (0.3, 0.5, 0.7, 0.9))

    Raises
    ------
    UsageError
        If it is not written so, or a range has no end above its beginning, or too many values.
    """
    path, equals, values = text.partition("=")
    path, values = path.strip(), values.strip()
    if not equals or not path or not values:
        raise UsageError(
            f"set {text!r}: must be PATH=VALUES, as fire_units.0.launchers=1..16, doctrine.salvo_size=1,2,4 "
            "or kill_p.cruise-missile=0.3..0.9:7"
        )
    found = [value for part in values.split(",") for value in _part(part.strip(), text)]
    if len(found) > VALUES_MAX:
        raise UsageError(f"set {text!r}: has {len(found)} values, at most {VALUES_MAX} are taken")
    if len(set(map(repr, found))) < len(found):
        raise UsageError(f"set {text!r}: names one value twice")
    return path, tuple(found)


def _part(part: str, text: str) -> list[Value]:
    """Return the values between two commas."""
    if not part:
        raise UsageError(f"set {text!r}: has nothing between two commas")
    if ".." not in part:
        return [_value(part)]
    found = _RANGE.fullmatch(part)
    if found is None:
        raise UsageError(
            f"set {text!r}: {part!r} is no range; write 1..16 for whole steps, 0.3..0.9:7 for seven values"
        )
    low, high = _value(found[1]), _value(found[2])
    assert not isinstance(low, str)  # the pattern holds numbers only
    assert not isinstance(high, str)
    if high <= low:
        raise UsageError(f"set {text!r}: the range {part!r} must end above its beginning")
    if found[3] is not None:
        return _between(low, high, int(found[3]), text)
    if not isinstance(low, int) or not isinstance(high, int):
        raise UsageError(
            f"set {text!r}: {part!r} goes in whole steps; say how many values, as {found[1]}..{found[2]}:7"
        )
    if high - low >= VALUES_MAX:
        raise UsageError(
            f"set {text!r}: {part!r} has {high - low + 1} values; say how many are wanted, as {part}:20"
        )
    return list(range(low, high + 1))


def _between(low: float, high: float, count: int, text: str) -> list[Value]:
    """Return values evenly from end to end; whole numbers where both ends are and all values come out so."""
    if not 2 <= count <= VALUES_MAX:
        raise UsageError(f"set {text!r}: must ask for 2 to {VALUES_MAX} values of a range")
    whole = isinstance(low, int) and isinstance(high, int) and (high - low) % (count - 1) == 0
    if whole:
        return list(range(int(low), int(high) + 1, int(high - low) // (count - 1)))
    step = (high - low) / (count - 1)
    inner = [float(f"{low + place * step:.{_DIGITS}g}") for place in range(1, count - 1)]
    return [float(low), *inner, float(high)]


def _value(text: str) -> Value:
    """Return a word as a whole number, a number, true or false, or text."""
    if text.lower() in _FLAGS:
        return _FLAGS[text.lower()]
    if _WHOLE.fullmatch(text):
        return int(text)
    if not re.fullmatch(_NUMBER, text):
        return text
    number = float(text)
    if not math.isfinite(number):
        raise UsageError(f"set: {text} is larger than any number that can be computed with")
    return number
