"""What stands beside every price, in plain words: how many units it buys, what of it is assumed, what the
country itself paid, and what it, other buyers and the maker met as sanctions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from skykeep.language import in_digits, name, tell, to_tell
from skykeep.plurals import counted, plural_of

from .shipped_words import shipped
from .words import commas, count_word, listing, semicolons

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
NO_RECORD = to_tell("none on record")
CAUTION = to_tell("none on record does not mean that nothing would follow")
ASSUMED, PARTLY = to_tell("assumed"), to_tell("partly assumed")


def unit_words(units: Sequence[Row]) -> str:
    """Return in words what an option holds: ``one M-SAM-II (Cheongung-II) battery``."""
    return listing(
        [
            tell(
                "{count_word} {system} {noun}",
                count_word=count_word(each["count"]),
                system=name(each["name"]),
                noun=_noun(each),
            )
            for each in units
        ]
    )


def unit_cell(units: Sequence[Row]) -> str:
    """Return what an option holds for a table: ``1 battery``; several kinds are added up by their noun."""
    counts: dict[str, int] = {}
    for each in units:
        counts[each["unit"]] = counts.get(each["unit"], 0) + each["count"]
    return " + ".join(counted(count, noun) for noun, count in counts.items())


def _noun(unit: Row) -> str:
    """Return battery or batteries."""
    return shipped(unit["unit"] if unit["count"] == 1 else plural_of(unit["unit"]))


def cost_mark(option: Row) -> str:
    """Return whether a cost is assumed: wholly where nothing of it is of record, else in part."""
    if option["share_of_record"] == 0.0:
        return tell(ASSUMED)
    return tell(PARTLY) if option["share_of_record"] < 1.0 else ""


def years_mark(time: Row) -> str:
    """Return whether years are assumed: wholly where no delivery is on record, else in part, for the time
    until a delivered unit can fight always is; empty for what is there already."""
    if time["held"]:
        return ""
    return tell(ASSUMED) if time["assumed_for"] and not time["leads"] else tell(PARTLY)


def sanction_cell(row: Row) -> str:
    """Return what is on record of sanctions in lines of a cell: the country itself first, then others with
    the same systems, then buyers of others of their origin, then the maker as a buyer."""
    names = {
        "buyer": shipped(row["buyer"]),
        "others": tell("others"),
        "origin": tell("its origin"),
        "maker": tell("maker {states}", states=_makers(row)),
    }
    lines = [f"{names[kind]}: {shipped(row[f'class_of_{kind}'])}" for kind in _kinds(row)]
    return "\n".join(lines) or tell(NO_RECORD)


def caution_words(rows: Iterable[Row]) -> str:
    """Return the caution that stands wherever something is none on record; empty where nothing is."""
    caution = tell(CAUTION)
    return f"{caution[:1].upper()}{caution[1:]}." if any(not _kinds(row) for row in rows) else ""


def sanction_words(row: Row, *, dated: bool = True) -> str:
    """Return what is on record of sanctions in one clause, in the order of :func:`sanction_cell`, with
    ``dated`` whose and when it was."""
    names = {
        "buyer": tell("{state} itself", state=shipped(row["buyer"])),
        "others": tell("other buyers"),
        "origin": tell("others of its origin"),
        "maker": tell("its maker {states} itself, as a buyer", states=_makers(row)),
    }
    told = []
    for kind in _kinds(row):
        beside = _cases(row, kind) if dated else ""
        met = shipped(row[f"class_of_{kind}"])
        told.append(f"{names[kind]}: {met}{f' ({beside})' if beside else ''}")
    return commas(told) or tell(NO_RECORD)


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
            state = "" if kind in ("buyer", "maker") else shipped(each["state"])
            told.append(f"{state} {in_digits(each['date'][:4])}".strip())
    return commas(dict.fromkeys(filter(None, told)))


def _makers(row: Row) -> str:
    """Return the states that make a system and met something themselves."""
    return listing(list(dict.fromkeys(shipped(each["state"]) for each in row["of_maker"])))


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
    amounts = [
        tell("{million:,.7g} million {currency}", million=each["million"], currency=shipped(each["currency"]))
        for each in found["amounts"]
    ]
    numbers = [_number(each) for each in found["quantities"]]
    bought = {"buyer": shipped(found["buyer"]), "signed": _when(found["signed"])}
    if amounts and numbers:
        told = tell(
            "{buyer} bought it itself, {signed}: {sum} for {number}",
            sum=_claims(amounts),
            number=_claims(numbers),
            **bought,
        )
    elif amounts:
        told = tell("{buyer} bought it itself, {signed}: {sum}", sum=_claims(amounts), **bought)
    elif numbers:
        told = tell(
            "{buyer} bought it itself, {signed}: {number}, no sum in print", number=_claims(numbers), **bought
        )
    else:
        told = tell("{buyer} bought it itself, {signed}", **bought)
    if not found["whole"]:
        scope = shipped(found["scope"].rstrip("."))
        told = tell("{told}. No price of one follows. {scope}", told=told, scope=scope)
    named = [name(sources[each]["title"]) for each in found["sources"] if each in sources] if sources else []
    if named:
        return tell("{told} (on record: {sources}).", told=told, sources=semicolons(named))
    return f"{told}."


def _when(signed: str) -> str:
    """Return when a contract was signed."""
    return tell("signed {year}", year=in_digits(signed[:4])) if signed else tell("no date in print")


def _claims(claims: Sequence[str]) -> str:
    """Return the first claim, and the others that differ in brackets."""
    first, *others = dict.fromkeys(claims)
    return tell("{first} (others say {others})", first=first, others=commas(others)) if others else first


def _number(quantity: Row) -> str:
    """Return a number of things as it is printed."""
    told = {"number": quantity["number"], "counted": shipped(quantity["counted"])}
    if quantity["most"]:
        return tell("{number} to {most} {counted}", most=quantity["most"], **told)
    return tell("{number} {counted}", **told)
