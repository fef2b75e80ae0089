"""Sources: something that a reader can open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, cast, get_args
from urllib.parse import urlsplit

from .entries import read_id
from .places import LAST_YEAR, Place, refuse_unknown, text, whole

__all__ = ["HOBBY_KIND", "SOURCE_KINDS", "Source", "SourceKind", "read_sources"]

SourceKind = Literal["official", "press", "trade", "reference", "quotation", "hobby"]
"""``official``: state, operator, maker; ``press``: outlets, agencies; ``trade``: specialist outlets,
institutes; ``reference``: tutorials, standards; ``quotation``: a public thread or blog that quotes a named
document; ``hobby``: games, add-ons and users' own estimates."""

SOURCE_KINDS: tuple[str, ...] = get_args(SourceKind)
HOBBY_KIND = "hobby"
_KEYS = ("title", "address", "year", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One page, file or thread: what it is called, where it is, when it was written."""

    id: str
    title: str
    address: str
    kind: SourceKind
    year: int | None = None


def read_sources(tables: Any, place: Place) -> dict[str, Source]:
    """Return the sources written in ``tables``, by id.

    Raises
    ------
    CatalogueError
        If one has no title, no address of a web page, or an unknown key.
    """
    if not isinstance(tables, dict):
        raise place.refuse(repr(tables)[:60], "one table per source id")
    return {
        key: _read_source(read_id(key, place.at(key)), table, place.at(key)) for key, table in tables.items()
    }


def _read_source(source_id: str, table: Any, place: Place) -> Source:
    """Return one source."""
    if not isinstance(table, dict):
        raise place.refuse(repr(table)[:60], "a table with title, address and kind")
    refuse_unknown(table, _KEYS, place)
    for key in ("title", "address", "kind"):
        if not table.get(key):
            raise place.refuse(f"a source without {key!r}", f"a source with {key!r}", hint=f"Add {key} = ...")
    address = text(table["address"], place.at("address"))
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in address:
        raise place.at("address").refuse(
            repr(address), "the http or https address of a page that a reader can open"
        )
    return Source(
        id=source_id,
        title=text(table["title"], place.at("title")),
        address=address,
        kind=cast("SourceKind", text(table["kind"], place.at("kind"), allowed=SOURCE_KINDS)),
        year=whole(table["year"], place.at("year"), at_least=1900, at_most=LAST_YEAR)
        if "year" in table
        else None,
    )
