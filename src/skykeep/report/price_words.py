"""What stands beside every price, in plain words: how many units it buys, what of it is assumed, what the
country itself paid, and what it, other buyers and the maker met as sanctions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from skykeep.plurals import counted, plural_of

from .words import count_word, listing

__all__ = [
    "CAUTION",
    "NO_RECORD",
    "caution_words",
    "cost_mark",
    "purchase_words",
    "sanction_cell",
    "sanction_words",
    "unit_cell",
    "unit_words",
    "years_mark",
]

Row = Mapping[str, Any]
NO_RECORD = "none on record"
CAUTION = f"{NO_RECORD} does not mean that nothing would follow"
ASSUMED, PARTLY = "assumed", "partly assumed"


def unit_words(units: Sequence[Row]) -> str:
    """Return in words what an option holds: ``one M-SAM-II (Cheongung-II) battery``."""
    return listing([f"{count_word(each['count'])} {each['name']} {_noun(each)}" for each in units])


def unit_cell(units: Sequence[Row]) -> str:
    """Return what an option holds for a table: ``1 battery``; several kinds are added up by their noun."""
    counts: dict[str, int] = {}
    for each in units:
        counts[each["unit"]] = counts.get(each["unit"], 0) + each["count"]
    return " + ".join(counted(count, noun) for noun, count in counts.items())


def _noun(unit: Row) -> str:
    """Return battery or batteries."""
    return str(unit["unit"] if unit["count"] == 1 else plural_of(unit["unit"]))


def cost_mark(option: Row) -> str:
    """Return whether a cost is assumed: wholly where nothing of it is of record, else in part."""
    return ASSUMED if option["share_of_record"] == 0.0 else PARTLY if option["share_of_record"] < 1.0 else ""


def years_mark(time: Row) -> str:
    """Return whether years are assumed: wholly where no delivery is on record, else in part, for the time
    until a delivered unit can fight always is; empty for what is there already."""
    if time["held"]:
        return ""
    return ASSUMED if time["assumed_for"] and not time["leads"] else PARTLY


def sanction_cell(row: Row) -> str:
    """Return what is on record of sanctions in lines of a cell: the country itself first, then others with
    the same systems, then buyers of others of their origin, then the maker as a buyer."""
    names = {
        "buyer": row["buyer"],
        "others": "others",
        "origin": "its origin",
        "maker": f"maker {_makers(row)}",
    }
    return "\n".join(f"{names[kind]}: {row[f'class_of_{kind}']}" for kind in _kinds(row)) or NO_RECORD


def caution_words(rows: Iterable[Row]) -> str:
    """Return the caution that stands wherever something is none on record; empty where nothing is."""
    return f"{CAUTION[:1].upper()}{CAUTION[1:]}." if any(not _kinds(row) for row in rows) else ""


def sanction_words(row: Row, *, dated: bool = True) -> str:
    """Return what is on record of sanctions in one clause, in the order of :func:`sanction_cell`, with
    ``dated`` whose and when it was."""
    names = {
        "buyer": f"{row['buyer']} itself",
        "others": "other buyers",
        "origin": "others of its origin",
        "maker": f"its maker {_makers(row)} itself, as a buyer",
    }
    told = []
    for kind in _kinds(row):
        beside = _cases(row, kind) if dated else ""
        told.append(f"{names[kind]}: {row[f'class_of_{kind}']}{f' ({beside})' if beside else ''}")
    return ", ".join(told) or NO_RECORD


def _cases(row: Row, kind: str) -> str:
    """Return who met the gravest outcome and when, where that is not said already."""
    of_kind = {
        "buyer": row["own"],
        "others": row["own"],
        "origin": row["same_origin"],
        "maker": row["of_maker"],
    }
    told = []
    for each in of_kind[kind]:
        is_own = kind not in ("buyer", "others") or (each["state"] == row["buyer"]) == (kind == "buyer")
        if is_own and each["outcome"] == row[f"class_of_{kind}"] and not each["contradicted"]:
            state = "" if kind in ("buyer", "maker") else each["state"]
            told.append(f"{state} {each['date'][:4]}".strip())
    return ", ".join(dict.fromkeys(filter(None, told)))


def _makers(row: Row) -> str:
    """Return the states that make a system and met something themselves."""
    return listing(list(dict.fromkeys(each["state"] for each in row["of_maker"])))


def _kinds(row: Row) -> list[str]:
    """Return of whom there is something on record."""
    return [kind for kind in ("buyer", "others", "origin", "maker") if row[f"class_of_{kind}"] != NO_RECORD]


def purchase_words(purchases: Iterable[Row], sources: Mapping[str, Row] | None = None) -> list[str]:
    """Return what the country itself bought on record: sum, number, when, and by which sources.

    Sums stand in their own currency and year; a first claim comes first, others in brackets. ``sources`` by
    id give titles; without them no source is named here.
    """
    return [_purchase(each, sources) for each in purchases]


def _purchase(found: Row, sources: Mapping[str, Row] | None) -> str:
    """Return one purchase in a sentence."""
    amounts = [f"{each['million']:,.7g} million {each['currency']}" for each in found["amounts"]]
    numbers = [_number(each) for each in found["quantities"]]
    told = f"{found['buyer']} bought it itself, {_when(found['signed'])}"
    if amounts:
        told += f": {_claims(amounts)}"
    if numbers:
        told += f" for {_claims(numbers)}" if amounts else f": {_claims(numbers)}, no sum in print"
    if not found["whole"]:
        told += f". No price of one follows. {found['scope'].rstrip('.')}"
    named = [sources[name]["title"] for name in found["sources"] if name in sources] if sources else []
    origin = f" (on record: {'; '.join(named)})" if named else ""
    return f"{told}{origin}."


def _when(signed: str) -> str:
    """Return when a contract was signed."""
    return f"signed {signed[:4]}" if signed else "no date in print"


def _claims(claims: Sequence[str]) -> str:
    """Return the first claim, and the others that differ in brackets."""
    first, *others = dict.fromkeys(claims)
    return f"{first} (others say {', '.join(others)})" if others else first


def _number(quantity: Row) -> str:
    """Return a number of things as it is printed."""
    most = f" to {quantity['most']}" if quantity["most"] else ""
    return f"{quantity['number']}{most} {quantity['counted']}"
