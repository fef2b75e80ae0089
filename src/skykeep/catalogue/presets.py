"""Reads presets of doctrine: a name, words, where it comes from, and keys as a scenario gives them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, cast

from skykeep.errors import did_you_mean
from skykeep.model import DoctrinePreset, Kind

from .entries import read_id
from .figures import KINDS, check_origin
from .places import Place, refuse_unknown, text, text_list

__all__ = ["check_presets", "read_preset"]

_KEYS = ("schema_version", "id", "name", "words", "kind", "sources", "note", "doctrine")


def read_preset(tables: Mapping[str, Any], place: Place) -> DoctrinePreset:
    """Return the preset of a file; the keys below ``doctrine`` are checked where a scenario takes them up, by
    ``skykeep.scenario.doctrine.preset_table``.

    Raises
    ------
    CatalogueError
        If a key is unknown or missing, or the preset has neither a source nor the kind ``assumed`` with a
        reason.
    """
    refuse_unknown(tables, _KEYS, place)
    kind = text(tables.get("kind"), place.at("kind"), allowed=KINDS)
    sources = text_list(tables.get("sources", []), place.at("sources"))
    note = text(tables.get("note", ""), place.at("note")).strip()
    check_origin(kind, sources, note, place)
    table = tables.get("doctrine", {})
    if not isinstance(table, dict):
        raise place.at("doctrine").refuse(repr(table)[:60], "a table with keys of doctrine")
    if "preset" in table:
        raise place.at("doctrine").at("preset").refuse("a preset in a preset", "the keys themselves")
    return DoctrinePreset(
        id=read_id(tables.get("id"), place.at("id")),
        name=text(tables.get("name"), place.at("name")),
        words=text(tables.get("words"), place.at("words")),
        kind=cast("Kind", kind),
        sources=sources,
        note=note,
        table=MappingProxyType(table),
    )


def check_presets(
    presets: Mapping[str, DoctrinePreset], sources: Collection[str], threats: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the id of each preset that names a source or a threat class that there is not, and what is
    wrong."""
    for preset in presets.values():
        for source in preset.sources:
            if source not in sources:
                yield preset.id, f"given the unknown source {source!r}.{did_you_mean(source, sources)}"
        named = [*preset.table.get("by_class", {}), *preset.table.get("hold_fire_classes", [])]
        for name in [*named, *preset.table.get("salvo_by_class", {})]:
            if name not in threats:
                yield preset.id, f"doctrine: names {name!r}, no threat class.{did_you_mean(name, threats)}"
