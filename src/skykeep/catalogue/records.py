"""Reads what is on record beside the figures: contracts, deliveries, precedents, holdings, counts of fire."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from skykeep.errors import CatalogueError
from skykeep.model import Contract, Delivery, FireCount, Holding, Precedent

from .entries import read_entry, read_id
from .fields import DATA
from .loader import Catalogue, load_catalogue
from .places import Place, read_toml
from .record_checks import check_records
from .shelf import RECORDS_FOLDER, SCHEMA_VERSION
from .sources import Source, read_sources
from .tallies import read_tallies

__all__ = ["RECORD_CLASSES", "Records", "load_records", "sources_of"]

RECORD_CLASSES: Mapping[str, type] = MappingProxyType(
    {
        "contracts": Contract,
        "deliveries": Delivery,
        "precedents": Precedent,
        "holdings": Holding,
        "counts": FireCount,
    }
)
"""Kind of record, which is the name of its file -> what one of them is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All records by id; ``digest`` is the SHA-256 of the files they were read from."""

    contracts: Mapping[str, Contract]
    deliveries: Mapping[str, Delivery]
    precedents: Mapping[str, Precedent]
    holdings: Mapping[str, Holding]
    counts: Mapping[str, FireCount]
    sources: Mapping[str, Source]
    digest: str

    def named_sources(self) -> Iterator[str]:
        """Yield the id of a source as often as something on record names it."""
        for kind in RECORD_CLASSES:
            for entry in getattr(self, kind).values():
                yield from sources_of(entry)


def sources_of(entry: Any) -> Iterator[str]:
    """Yield the sources that an entry and the claims inside it name."""
    yield from getattr(entry, "sources", ())
    for name in ("amounts", "quantities"):
        for claim in getattr(entry, name, ()):
            yield from claim.sources


def load_records(extra: Path | str | None = None) -> Records:
    """Return the shipped records, with a user's own beside them.

    Parameters
    ----------
    extra
        A folder whose ``records/`` holds files of the names of the shipped ones, or a system file, which
        has no records. Systems and sources that they name may stand in the same folder.

    Raises
    ------
    CatalogueError
        If a file is not valid; the message holds file, key path, what was given and what is allowed.

    Examples
    --------
    >>> load_records().contracts["m-sam-ii-iraq-2024"].customer
    'Iraq'
    """
    return _shipped() if extra is None else _load(Path(extra))


@lru_cache(maxsize=1)
def _shipped() -> Records:
    """Return the shipped records, read once."""
    return _load(None)


def _load(extra: Path | None) -> Records:
    """Read, join and check all files."""
    catalogue = load_catalogue(extra)
    found: dict[str, dict[str, Any]] = {kind: {} for kind in RECORD_CLASSES}
    files: dict[str, str] = {}
    sources = dict(catalogue.sources)
    digest = hashlib.sha256()
    for folder in [DATA, *([extra] if extra is not None and extra.is_dir() else [])]:
        for kind in RECORD_CLASSES:
            path = folder / RECORDS_FOLDER / f"{kind}.toml"
            if path.is_file():
                digest.update(path.read_bytes())
                _read_file(path, kind, (found[kind], files, sources))
    records = Records(
        **{kind: MappingProxyType(entries) for kind, entries in found.items()},
        sources=MappingProxyType(sources),
        digest=digest.hexdigest(),
    )
    problems = [f"{files[entry_id]}: {problem}" for entry_id, problem in _problems(records, catalogue)]
    if problems:
        raise CatalogueError("\n".join(problems))
    return records


def _problems(records: Records, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the kind and id of each record that breaks a rule between records, and the rule."""
    kinds = {kind: getattr(records, kind) for kind in RECORD_CLASSES}
    yield from check_records(kinds, catalogue, records.sources)


def _read_file(path: Path, kind: str, onto: tuple[dict[str, Any], dict[str, str], dict[str, Source]]) -> None:
    """Put the records of a file beside those that were read, refusing an id that is taken."""
    entries, files, sources = onto
    tables = read_toml(path)
    place = Place(f"{RECORDS_FOLDER}/{path.name}" if path.is_relative_to(DATA) else str(path))
    if tables.pop("schema_version", None) != SCHEMA_VERSION:
        hint = f"Write schema_version = {SCHEMA_VERSION} in the first line."
        raise place.at("schema_version").refuse("none, or another", str(SCHEMA_VERSION), hint=hint)
    for source_id, source in read_sources(tables.pop("sources", {}), place.at("sources")).items():
        if sources.setdefault(source_id, source) != source:
            raise place.at("sources").at(source_id).refuse("the id of another source", "an id of its own")
    read = _READERS.get(kind, _read_plain)
    for entry_id, table in tables.items():
        spot = place.at(read_id(entry_id, place.at(entry_id)))
        if entry_id in entries:
            where = files[f"{kind} {entry_id}"]
            raise spot.refuse(f"the id {entry_id!r}, which {where} has", "an id of its own")
        entries[entry_id] = read(RECORD_CLASSES[kind], table, spot, entry_id)
        files[f"{kind} {entry_id}"] = f"{place.file}: {entry_id}"


def _read_plain(cls: type, table: Any, place: Place, entry_id: str) -> Any:
    """Return a record whose fields are all in its table."""
    return read_entry(cls, table, place, entry_id=entry_id)


def _read_count(cls: type, table: Any, place: Place, entry_id: str) -> Any:
    """Return a record of counts, each so many of so many."""
    entry: Any = read_entry(cls, table, place, entry_id=entry_id, skip=("tallies",))
    tallies = read_tallies(table.get("tallies", []), place.at("tallies"))
    if not tallies:
        raise place.at("tallies").refuse("no count", "one or more tables with hits, of and counts")
    return replace(entry, tallies=tallies)


_READERS: Mapping[str, Callable[[type, Any, Place, str], Any]] = MappingProxyType({"counts": _read_count})
