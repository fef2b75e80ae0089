"""Words for what is on record: sums and numbers as printed, months, intervals, how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ._catalogue_show import short
from ._console import words

if TYPE_CHECKING:
    from skykeep.model import Amount, Contract, Delivery, FireCount, Quantity

__all__ = [
    "amount_words",
    "each_words",
    "first_words",
    "interval_words",
    "months_words",
    "quantity_words",
    "sure_words",
]


def first_words(claims: tuple[Any, ...], say: Callable[[Any], str]) -> str:
    """Return the first claim, with a mark where others differ."""
    if not claims:
        return "?"
    return say(claims[0]) + (" +" if len(claims) > 1 else "")


def amount_words(claim: Amount) -> str:
    """Return a sum as printed."""
    low, high = claim.low_million or claim.amount_million, claim.high_million or claim.amount_million
    spread = f" ({low:,.6g} to {high:,.6g})" if low < high else ""
    return f"{claim.amount_million:,.7g} M {claim.currency}{spread}"


def quantity_words(claim: Quantity) -> str:
    """Return a number of things as printed."""
    return f"{claim.number}{f' to {claim.most}' if claim.most else ''} {claim.counted}"


def each_words(entry: Contract) -> str:
    """Return what one costs over all claims; empty where it does not follow."""
    spans = []
    for currency, (low, high) in entry.unit_millions().items():
        least, most = _rounded(low), _rounded(high)
        spans.append(f"{least}{f' to {most}' if least != most else ''} M {currency}")
    return "; ".join(spans)


def _rounded(value: float) -> str:
    """Return a number of four figures at least, without an exponent."""
    return f"{value:,.0f}" if value >= 1000.0 else short(value)


def months_words(entry: Delivery) -> str:
    """Return the months from the order to the first delivery; empty where they are not in print."""
    span = entry.lead_months
    if span is None:
        return ""
    return str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"


def interval_words(entry: FireCount) -> str:
    """Return the 90 % interval of a count."""
    _, low, high = entry.chance
    return f"{low:.2f} to {high:.2f}"


def sure_words(claims: Sequence[Any]) -> Any:
    """Return how sure the attribution of the least sure claim is; assumed and low ones stand out."""
    found = ["ASSUMED" if claim.kind == "assumed" else claim.confidence for claim in claims]
    for level in ("ASSUMED", "low"):
        if level in found:
            return words((level, "yellow"))
    return "medium" if "medium" in found else "high" if found else "-"
