"""What must hold of records: names that exist, dates that can be, sources that can carry what is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from skykeep.errors import did_you_mean

from .figures import FIRST_YEAR
from .places import LAST_YEAR
from .sources import HOBBY_KIND, Source

if TYPE_CHECKING:
    from .loader import Catalogue

__all__ = ["DATE_FIELDS", "DATE_PATTERN", "check_records"]

DATE_PATTERN = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
"""A year, a month or a day."""

DATE_FIELDS = ("signed", "ordered", "first", "end", "planned_end", "revised_end", "date", "as_of")
"""Fields of records that hold a date."""

Kinds = Mapping[str, Mapping[str, Any]]


def check_records(
    kinds: Kinds, catalogue: Catalogue, sources: Mapping[str, Source]
) -> Iterator[tuple[str, str]]:
    """Yield kind and id of each record that breaks a rule, and what is wrong with it."""
    for kind, entries in kinds.items():
        for entry_id, entry in entries.items():
            for problem in _check_entry(entry, kinds, catalogue, sources):
                yield f"{kind} {entry_id}", problem


def _check_entry(
    entry: Any, kinds: Kinds, catalogue: Catalogue, sources: Mapping[str, Source]
) -> Iterator[str]:
    """Yield what is wrong with one record."""
    single = [entry.system] if getattr(entry, "system", "") else []
    named = [*getattr(entry, "systems", ()), *single]
    yield from _unknown("systems", named, catalogue.systems)
    if getattr(entry, "contract", ""):
        yield from _unknown("contract", [entry.contract], kinds["contracts"])
    if getattr(entry, "threat", ""):
        yield from _unknown("threat", [entry.threat], catalogue.threats)
    yield from _check_dates(entry)
    yield from _check_origin("", entry, sources)
    for name in ("amounts", "quantities"):
        for number, claim in enumerate(getattr(entry, name, ())):
            place = f"{name}[{number}]"
            yield from _check_origin(f"{place}.", claim, sources)
            yield from _check_range(place, claim)


def _check_dates(entry: Any) -> Iterator[str]:
    """Yield each date that is none, and an order that came after what it ordered."""
    bad = False
    for name in DATE_FIELDS:
        given = getattr(entry, name, "")
        year = int(given[:4]) if re.fullmatch(DATE_PATTERN, given) else 0
        if given and not FIRST_YEAR <= year <= LAST_YEAR:
            bad = True
            yield f"{name}: given {given!r}, allowed a year, a month or a day, such as 2016-04"
    if not bad and getattr(entry, "lead_months", None) is not None and entry.lead_months[1] < 0:
        yield f"first: given {entry.first}, allowed not before ordered, {entry.ordered}"


def _check_origin(place: str, said: Any, sources: Mapping[str, Source]) -> Iterator[str]:
    """Yield what is wrong with where something is from."""
    yield from _unknown(f"{place}sources", said.sources, sources)
    if not hasattr(said, "kind"):
        claims = (*getattr(said, "amounts", ()), *getattr(said, "quantities", ()))
        if not said.sources and not any(claim.sources for claim in claims):
            yield "sources: given none, here or in a claim, allowed at least one"
        return
    if said.kind != "assumed" and not said.sources:
        yield f"{place}sources: given none with kind {said.kind!r}, allowed at least one"
    if said.kind in ("assumed", "derived") and not said.note.strip():
        yield f"{place}note: given none with kind {said.kind!r}, allowed a text that says from what"
    kinds = {sources[name].kind for name in said.sources if name in sources}
    if said.kind in ("claimed", "reported") and kinds == {HOBBY_KIND}:
        yield f"{place}kind: given {said.kind!r} on hobby sources alone, allowed 'hobby'"


def _check_range(place: str, claim: Any) -> Iterator[str]:
    """Yield a range that does not hold its own number."""
    low = getattr(claim, "low_million", None)
    high = getattr(claim, "high_million", None)
    best = getattr(claim, "amount_million", None)
    if best is not None and not (low or best) <= best <= (high or best):
        yield f"{place}: given low {low}, amount {best}, high {high}, allowed low <= amount <= high"
    if getattr(claim, "most", None) is not None and claim.most < claim.number:
        yield f"{place}: given most {claim.most} below number {claim.number}, allowed at least that"


def _unknown(place: str, given: Iterable[str], known: Mapping[str, Any]) -> Iterator[str]:
    """Yield each given id that is not known."""
    for name in given:
        if name not in known:
            yield f"{place}: given the unknown {name!r}.{did_you_mean(name, known)}"
