"""One line for each record: the tables of ``skykeep catalogue contracts`` and its sisters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ._record_words import (
    amount_words,
    each_words,
    first_words,
    interval_words,
    months_words,
    quantity_words,
    sure_words,
)

if TYPE_CHECKING:
    from skykeep.model import Contract, Delivery, FireCount, Holding, Precedent

__all__ = ["TABLES"]

Row = dict[str, Any]


def _contract_row(entry: Contract) -> Row:
    """Return the line of a contract."""
    return {
        "record": entry.id,
        "signed": entry.signed[:7] or "?",
        "status": entry.status,
        "sum": first_words(entry.amounts, amount_words),
        "number": first_words(entry.quantities, quantity_words),
        "each": each_words(entry).partition(";")[0] or "-",
        "sure": sure_words([*entry.amounts[:1], *entry.quantities[:1]]),
    }


def _delivery_row(entry: Delivery) -> Row:
    """Return the line of a delivery."""
    promised = entry.planned_end and f"{entry.planned_end} planned"
    revised = entry.revised_end and f", now {entry.revised_end}"
    return {
        "record": entry.id,
        "ordered": entry.ordered or "?",
        "first": entry.first or "?",
        "months": months_words(entry) or "-",
        "complete": entry.end or f"{promised}{revised}" or "?",
        "sure": sure_words([entry]),
    }


def _precedent_row(entry: Precedent) -> Row:
    """Return the line of a precedent."""
    return {
        "record": entry.id,
        "date": entry.date or "?",
        "outcome": entry.outcome + (", contradicted" if entry.contradicted else ""),
        "what": entry.what,
        "sure": sure_words([entry]),
    }


def _holding_row(entry: Holding) -> Row:
    """Return the line of what a country has."""
    return {
        "record": entry.id,
        "number": first_words(entry.quantities, quantity_words),
        "provinces": ", ".join(entry.provinces) or "not in the sources",
        "as of": entry.as_of or "?",
        "sure": sure_words(entry.quantities[:1]),
    }


def _count_row(entry: FireCount) -> Row:
    """Return the line of a count of fire."""
    return {
        "record": entry.id,
        "count": "; ".join(f"{tally.hits} of {tally.of}" for tally in entry.tallies),
        "90 %": interval_words(entry),
        "fire of": entry.fire_of,
        "what was counted": "; ".join(tally.counts for tally in entry.tallies)
        + (" (DISPUTED)" if entry.disputed_by else ""),
        "sure": sure_words([entry]),
    }


TABLES: Mapping[str, tuple[Callable[[Any], Row], Mapping[str, int], str]] = {
    "contracts": (
        _contract_row,
        {"record": 16, "signed": 7, "status": 9, "sum": 11, "number": 10, "each": 9, "sure": 6},
        "Sums are as printed, in millions of their own currency and year; + means that other claims differ.",
    ),
    "deliveries": (
        _delivery_row,
        {"record": 20, "ordered": 7, "first": 10, "months": 8, "complete": 19, "sure": 6},
        "Months are from the order to the first delivery.",
    ),
    "precedents": (
        _precedent_row,
        {"record": 16, "date": 10, "outcome": 12, "what": 28, "sure": 6},
        "How likely it is to happen again is for you to say.",
    ),
    "holdings": (
        _holding_row,
        {"record": 16, "number": 16, "provinces": 27, "as of": 7, "sure": 6},
        "No position of a unit is kept.",
    ),
    "counts": (
        _count_row,
        {"record": 14, "count": 12, "90 %": 12, "fire of": 8, "what was counted": 18, "sure": 6},
        "A share of what all systems fired is no chance of one round.",
    ),
}
"""Kind of record -> its line, the widths of its columns on a narrow screen, and what stands below."""
