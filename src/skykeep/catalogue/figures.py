"""One figure of a catalogue file: from a TOML table in a reader's units to a sourced number in SI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast, get_args

from skykeep.model import Alternative, Confidence, Figure, Kind, Scale

from .places import LAST_YEAR, number, refuse_unknown, text, text_list, whole
from .tallies import check_counted, read_tallies

if TYPE_CHECKING:
    from .fields import FieldRule
    from .places import LAST_YEAR, Place

__all__ = ["CONFIDENCES", "FIRST_YEAR", "KINDS", "SCALES", "check_origin", "read_figure"]

KINDS: tuple[str, ...] = get_args(Kind)
CONFIDENCES: tuple[str, ...] = get_args(Confidence)
SCALES: tuple[str, ...] = get_args(Scale)
_FIGURE_KEYS = (
    "best",
    "low",
    "high",
    "kind",
    "confidence",
    "sources",
    "claimant",
    "year",
    "note",
    "alternatives",
    "same_draw",
    "scale",
    "tallies",
)
_ALTERNATIVE_KEYS = ("value", "kind", "sources", "claimant", "note")

FIRST_YEAR = 1940
"""No radar or interceptor of the catalogue is older."""


@dataclass(frozen=True, slots=True)
class _Limits:
    """The three numbers of a figure in the units of its file, and whether the defaults gave a limit."""

    best: float
    low: float
    high: float
    from_defaults: bool


def read_figure(table: Any, place: Place, rule: FieldRule, factor: float) -> Figure:
    """Return the figure written in ``table``, in SI units.

    Parameters
    ----------
    table
        What stands in the file.
    place
        Where it stands there.
    rule
        The rule of its field.
    factor
        From the unit of the key to SI.

    Raises
    ------
    CatalogueError
        If a key is unknown or missing, a number is impossible, or a number has neither a source nor the
        kind ``assumed`` with a reason.
    """
    if not isinstance(table, dict):
        hint = 'Write for example { best = 1.0, low = 0.8, high = 1.2, kind = "assumed", note = "why" }.'
        raise place.refuse(repr(table)[:60], "a table with best, kind and sources", hint=hint)
    refuse_unknown(table, _FIGURE_KEYS, place)
    tallies = read_tallies(table.get("tallies", []), place.at("tallies"))
    if tallies:
        table = check_counted(table, tallies, place, rule)
    for key in ("best", "kind"):
        if key not in table:
            raise place.refuse(f"a figure without {key!r}", f"a figure with {key!r}", hint=f"Add {key} = ...")
    alternatives = _read_alternatives(table.get("alternatives", []), place.at("alternatives"), rule, factor)
    scale = text(table.get("scale", rule.scale), place.at("scale"), allowed=SCALES)
    limits = _read_limits(table, place, rule, factor)
    _check_limits(limits, place, rule, factor=factor, scale=scale, has_alternatives=bool(alternatives))
    _check_alternatives(limits, alternatives, place, factor)
    kind = text(table["kind"], place.at("kind"), allowed=KINDS)
    sources = text_list(table.get("sources", []), place.at("sources"))
    note = text(table.get("note", ""), place.at("note")).strip()
    check_origin(kind, sources, note, place)
    return Figure(
        best=limits.best * factor,
        low=limits.low * factor,
        high=limits.high * factor,
        kind=cast("Kind", kind),
        confidence=cast(
            "Confidence", text(table.get("confidence", "low"), place.at("confidence"), allowed=CONFIDENCES)
        ),
        scale=cast("Scale", scale),
        claimant=text(table.get("claimant", ""), place.at("claimant")),
        sources=sources,
        year=whole(table["year"], place.at("year"), at_least=FIRST_YEAR, at_most=LAST_YEAR)
        if "year" in table
        else None,
        note=note,
        alternatives=alternatives,
        same_draw=text(table.get("same_draw", ""), place.at("same_draw")),
        default_limits=limits.from_defaults,
        tallies=tallies,
    )


def _read_alternatives(value: Any, place: Place, rule: FieldRule, factor: float) -> tuple[Alternative, ...]:
    """Return the distinct claims of a figure, in the order of the file."""
    if not isinstance(value, list):
        raise place.refuse(repr(value)[:60], "a list of tables, each with value and kind")
    found: list[Alternative] = []
    for index, table in enumerate(value):
        spot = place.at(index)
        if not isinstance(table, dict):
            raise spot.refuse(repr(table)[:60], "a table with value and kind")
        refuse_unknown(table, _ALTERNATIVE_KEYS, spot)
        for key in ("value", "kind"):
            if key not in table:
                raise spot.refuse(f"an alternative without {key!r}", f"an alternative with {key!r}")
        claim = _read_number(table["value"], spot.at("value"), rule)
        _check_possible(claim, spot.at("value"), rule, factor)
        kind = text(table["kind"], spot.at("kind"), allowed=KINDS)
        sources = text_list(table.get("sources", []), spot.at("sources"))
        note = text(table.get("note", ""), spot.at("note")).strip()
        check_origin(kind, sources, note, spot)
        claimant = text(table.get("claimant", ""), spot.at("claimant"))
        found.append(
            Alternative(
                value=claim * factor, claimant=claimant, sources=sources, kind=cast("Kind", kind), note=note
            )
        )
    if len(found) == 1:
        raise place.refuse(
            "one alternative", "none, or two and more", hint="A single claim is the figure itself."
        )
    if len({claim.value for claim in found}) < len(found):
        raise place.refuse(
            "the same value twice", "distinct claims", hint="Name both sources in one alternative."
        )
    return tuple(found)


def _read_limits(table: dict[str, Any], place: Place, rule: FieldRule, factor: float) -> _Limits:
    """Return best, low and high; a missing limit comes from the alternatives, the count or the defaults."""
    best = _read_number(table["best"], place.at("best"), rule)
    claims = [float(claim["value"]) for claim in table.get("alternatives", [])]
    stated = {key: _read_number(table[key], place.at(key), rule) for key in ("low", "high") if key in table}
    if len(stated) == 2 or claims or rule.whole:
        return _Limits(
            best, stated.get("low", min([best, *claims])), stated.get("high", max([best, *claims])), False
        )
    if rule.default_low is None or rule.default_high is None:
        raise place.refuse(
            "a figure without low or high",
            "both limits",
            hint=f"{rule.name} has no default limits: state both.",
        )
    low, high = best * rule.default_low, best * rule.default_high
    if rule.minimum is not None:
        low = max(low, min(best, rule.minimum / factor))
    if rule.maximum is not None:
        high = min(high, max(best, rule.maximum / factor))
    return _Limits(best, stated.get("low", low), stated.get("high", high), True)


def _read_number(value: Any, place: Place, rule: FieldRule) -> float:
    """Return one number of a figure; a count must be whole."""
    given = number(value, place)
    if rule.whole and given != int(given):
        raise place.refuse(f"{given:g}", "a whole number, because it is a count")
    return given


def _check_limits(
    limits: _Limits, place: Place, rule: FieldRule, *, factor: float, scale: str, has_alternatives: bool
) -> None:
    """Refuse limits out of order, below zero on a log scale, impossible, or a range of counts."""
    low, best, high = limits.low, limits.best, limits.high
    if not low <= best <= high:
        raise place.refuse(f"low {low:g}, best {best:g}, high {high:g}", "low <= best <= high")
    if scale == "log" and low <= 0.0:
        raise place.at("low").refuse(f"{low:g}", "more than zero, because the scale is log")
    for key, value in (("low", low), ("best", best), ("high", high)):
        _check_possible(value, place.at(key), rule, factor)
    if rule.whole and not has_alternatives and low != high:
        raise place.refuse(
            f"low {low:g} and high {high:g} of a count",
            "one exact number, or alternatives",
            hint="Name each claim.",
        )


def _check_possible(value: float, place: Place, rule: FieldRule, factor: float) -> None:
    """Refuse a number outside what the field can be at all."""
    rounding = 1.0e-9
    floor, ceiling = rule.minimum, rule.maximum
    if floor is not None and value * factor < floor - rounding * abs(floor):
        raise place.refuse(f"{value:g}", f"{floor / factor:g} or more")
    if ceiling is not None and value * factor > ceiling + rounding * abs(ceiling):
        raise place.refuse(f"{value:g}", f"{ceiling / factor:g} or less")


def _check_alternatives(
    limits: _Limits, alternatives: tuple[Alternative, ...], place: Place, factor: float
) -> None:
    """Refuse claims that do not agree with best and limits, and limits of a count that no claim explains."""
    claims = [claim.value for claim in alternatives]
    if claims and limits.best * factor not in claims:
        shown = ", ".join(f"{claim / factor:g}" for claim in claims)
        raise place.at("best").refuse(f"{limits.best:g}", f"one of its alternatives ({shown})")
    for claim in claims:
        if not limits.low * factor <= claim <= limits.high * factor:
            raise place.refuse(
                f"the alternative {claim / factor:g} outside low {limits.low:g} and high {limits.high:g}",
                "alternatives within the limits",
            )


def check_origin(kind: str, sources: tuple[str, ...], note: str, place: Place) -> None:
    """Refuse a number that is neither sourced nor openly assumed with a reason.

    Raises
    ------
    CatalogueError
        If a kind other than ``assumed`` has no source, or ``assumed`` or ``derived`` no note.
    """
    if kind != "assumed" and not sources:
        raise place.refuse(
            f"kind {kind!r} without a source",
            'at least one id of sources.toml, or kind = "assumed" with a note',
            hint="Add sources = [...].",
        )
    if kind in ("assumed", "derived") and not note:
        wanted = (
            "a note that gives the reason" if kind == "assumed" else "a note that says from what, and how"
        )
        raise place.refuse(f"kind {kind!r} without a note", wanted, hint="Add note = ...")
