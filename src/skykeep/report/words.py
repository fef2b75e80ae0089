"""Numbers in words: each with its unit and its doubt, in the units of a reader."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from skykeep.language import in_digits, language, name, tell, to_tell
from skykeep.plurals import NBSP, counted

from .shipped_words import shipped

if TYPE_CHECKING:
    from skykeep.study.brief_data import Claim, FigureRow, Share, SystemRow

__all__ = [
    "NBSP",
    "NO_INTERVAL",
    "chosen_kind",
    "claim_value",
    "clock",
    "commas",
    "count_word",
    "figure_limits",
    "figure_value",
    "fixed",
    "half_up",
    "in_reader_units",
    "interval",
    "kilometres",
    "kind_word",
    "kind_words",
    "limits_outwards",
    "listing",
    "metres_high",
    "number",
    "percent",
    "plural",
    "semicolons",
    "share_with_limits",
    "short_name",
]

DASH = "\u2013"
KILOMETRE_M = 1000.0
NO_INTERVAL = "–"
"""Stands in a table where there is no interval; a note below says why."""
MINUTES_FROM_S = 600.0
"""Times from here on are told in minutes."""
_UNITS = {
    "m": to_tell("m"),
    "s": to_tell("s"),
    "mps": to_tell("m/s"),
    "m2": to_tell("m²"),
    "db": to_tell("dB"),
    "k": to_tell("K"),
}
_KINDS = frozenset(
    {
        to_tell("press"),
        to_tell("reference"),
        to_tell("official"),
        to_tell("quotation"),
        to_tell("trade"),
        to_tell("low"),
        to_tell("medium"),
        to_tell("high"),
        to_tell("defence minister"),
        to_tell("exporter"),
        to_tell("exporter and maker"),
        to_tell("maker"),
        to_tell("maker, at the Moscow air show"),
        to_tell("displayed data sheet"),
        to_tell("defence minister; displayed data sheet"),
        to_tell("German armed forces"),
        to_tell("Slovak armed forces"),
        to_tell("Serbian defence ministry, maker in press"),
        to_tell("Air Power Australia, as quoted"),
        to_tell("Almaz-Antey, as The War Zone has it"),
    }
)
"""Kinds of sources, how far a figure is trusted, and who claims it."""
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def percent(share: float, *, unit: str = "%") -> str:
    """Return a share as per cent: whole, below 1 % with one decimal, halves up; ``unit`` may be empty."""
    value = 100.0 * share
    digits = 1 if 0.05 <= value < 0.95 else 0
    text = f"{half_up(value, digits):.{digits}f}"
    return in_digits(f"{text}{NBSP}{unit}" if unit else text)


def fixed(value: float, digits: int = 1, *, sign: str = "-") -> str:
    """Return a number with so many decimal places; ``sign`` is "+" where a plus is written too."""
    return in_digits(f"{value:{sign}.{digits}f}")


def half_up(value: float, digits: int = 0) -> float:
    """Return a value rounded to some decimal places, halves up, as one does by hand: 66.5 becomes 67."""
    scale = 10.0**digits
    return math.floor(round(value * scale, 9) + 0.5) / scale


def share_with_limits(share: Share) -> str:
    """Return a share with what public figures allow: ``5 % (0 to 5)``."""
    low, high = limits_outwards((share.low, share.high))
    return tell("{best} ({low}\u00a0to\u00a0{high})", best=percent(share.best), low=low, high=high)


def limits_outwards(limits: Sequence[float]) -> tuple[str, str]:
    """Return the limits of a share in whole per cent, rounded outwards so that what is printed holds them.

    Examples
    --------
    >>> limits_outwards((0.083, 0.411))
    ('8', '42')
    """
    low, high = (round(100.0 * end, 6) for end in limits)
    return in_digits(str(math.floor(low))), in_digits(str(math.ceil(high)))


def number(value: float) -> str:
    """Return a number to three significant digits, without an exponent where a reader would not write one."""
    if value == 0.0:
        return in_digits("0")
    if abs(value) >= 1e5 or abs(value) < 1e-4:
        return in_digits(f"{value:.2g}")
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return in_digits(text.replace("-", "\u2212"))


def kilometres(metres: float) -> str:
    """Return a distance in whole kilometres."""
    return tell("{distance:.0f}\u00a0km", distance=metres / KILOMETRE_M)


def metres_high(height_agl_m: float) -> str:
    """Return a height above ground as a reader says it: metres up to 999, kilometres from there on."""
    if height_agl_m >= KILOMETRE_M:
        return tell("{height}\u00a0km", height=number(height_agl_m / KILOMETRE_M))
    return tell("{height:.0f}\u00a0m", height=height_agl_m)


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds: ``3:10``."""
    whole = round(seconds)
    return in_digits(f"{whole // 60}:{whole % 60:02d}")


def interval(values: Sequence[float] | None, *, digits: int = 1) -> str:
    """Return two ends with "to" between them, one if both are printed alike, a dash if there is none."""
    if values is None:
        return NO_INTERVAL
    low, high = (in_digits(f"{value:z.{digits}f}") for value in values)  # z: no minus before zero
    return low if low == high else tell("{low} to {high}", low=low, high=high)


def listing(words: Sequence[str], *, last: str = "and") -> str:
    """Return words as a sentence lists them: ``a, b and c``, or with another word before the last."""
    if len(words) < 2:
        return "".join(words)
    before = tell(", ").join(words[:-1])
    if last == "or":
        return tell("{before} or {last}", before=before, last=words[-1])
    return tell("{before} and {last}", before=before, last=words[-1])


def semicolons(parts: Iterable[str]) -> str:
    """Return clauses with a semicolon between each two."""
    return tell("; ").join(parts)


def commas(parts: Iterable[str]) -> str:
    """Return words with a comma between each two."""
    return tell(", ").join(parts)


def count_word(count: int) -> str:
    """Return a small count as a word, a larger one in digits; in Arabic, whose words change with what is
    counted, all of them.
    """
    small = language() == "en" and 0 <= count < len(_COUNTS)
    return _COUNTS[count] if small else in_digits(str(count))


def plural(count: int, word: str) -> str:
    """Return a count with its word: ``1 figure``, ``2 figures``."""
    return counted(count, word, space=NBSP)


def in_reader_units(unit: str, largest: float) -> tuple[float, str]:
    """Return by what to divide an SI value for a reader, and the unit that is left."""
    if unit == "rad":
        return math.pi / 180.0, "°"
    if unit == "m" and largest >= KILOMETRE_M:
        return KILOMETRE_M, tell("km")
    if unit == "s" and largest >= MINUTES_FROM_S:
        return 60.0, tell("min")
    return 1.0, tell(_UNITS[unit]) if unit in _UNITS else ""


def figure_value(row: FigureRow) -> str:
    """Return the best value of a figure, or its distinct claims, with the unit."""
    divide_by, unit = in_reader_units(row.unit, row.high)
    values = [claim.value for claim in row.claims] or [row.best]
    text = tell(" or ").join(number(value / divide_by) for value in values)
    return f"{text}{'' if unit == '°' else NBSP}{unit}" if unit else text


def claim_value(row: FigureRow, value: float) -> str:
    """Return one of the distinct claims of a figure, with the unit, or yes and no."""
    if row.name == "weapons free" and value in (0.0, 1.0):
        return tell("yes") if value else tell("no")
    divide_by, unit = in_reader_units(row.unit, row.high)
    text = number(value / divide_by)
    return f"{text}{'' if unit == '°' else NBSP}{unit}" if unit else text


def short_name(system: SystemRow) -> str:
    """Return the first word of a system's name, as one says it."""
    return name(system.short_name)


def figure_limits(row: FigureRow) -> str:
    """Return the limits of a figure without the unit, empty where it is exact or a list of claims."""
    if row.low == row.high or row.claims:
        return ""
    divide_by, _ = in_reader_units(row.unit, row.high)
    return tell("{low} to {high}", low=number(row.low / divide_by), high=number(row.high / divide_by))


def kind_words(row: FigureRow) -> str:
    """Return what kind of figure the best value is, who says so and when: ``claimed: maker, 1997``."""
    claimant = _chosen(row).claimant
    kind = chosen_kind(row)
    said = f"{kind}: {kind_word(claimant)}" if claimant else kind
    return commas((said, in_digits(str(row.year)))) if row.year else said


def chosen_kind(row: FigureRow) -> str:
    """Return what kind of figure the best value is."""
    return kind_word(_chosen(row).kind)


def _chosen(row: FigureRow) -> FigureRow | Claim:
    """Return the claim that the best value is, or the row itself."""
    return next((claim for claim in row.claims if claim.value == row.best), row)


def kind_word(kind: str) -> str:
    """Return the word for a kind of figure or of source, for a confidence, or for who claims it."""
    return tell(kind) if kind in _KINDS else shipped(kind)
