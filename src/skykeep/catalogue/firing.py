"""Reads the firing doctrine: alternatives that each world draws from, each sourced or openly assumed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast

from skykeep.errors import did_you_mean
from skykeep.model import Doctrine, FiringAlternative, FiringDoctrine, FiringOfClass, Kind

from .entries import read_id
from .figures import KINDS, check_origin
from .places import Place, refuse_unknown, text, text_list, whole
from .sources import Source

__all__ = ["SALVO_LIMIT", "check_firing", "firing_words", "read_firing"]

SALVO_LIMIT = 8
"""Rounds fired together; more is no salvo of a fire unit but its whole load."""
_KEYS = ("name", "words", "salvo_size", "later_salvo_size", "kind", "sources", "note")
_CLASS_KEYS = ("alternatives", "sources", "note")


def read_firing(tables: Mapping[str, Any], place: Place) -> FiringDoctrine:
    """Return the firing doctrine written in ``tables``.

    Raises
    ------
    CatalogueError
        If a key is unknown or missing, a salvo has no possible size, an id is unknown, or an alternative has
        neither a source nor the kind ``assumed`` with a reason.
    """
    refuse_unknown(tables, ("best", "alternatives", "by_class"), place)
    given = tables.get("alternatives")
    if not isinstance(given, dict) or len(given) < 2:
        raise place.at("alternatives").refuse(repr(given)[:60], "two or more tables, one per id")
    found = tuple(
        _read_alternative(read_id(key, place.at("alternatives").at(key)), table, place.at("alternatives"))
        for key, table in given.items()
    )
    known = [each.id for each in found]
    return FiringDoctrine(
        best=text(tables.get("best"), place.at("best"), allowed=known),
        alternatives=found,
        by_class={
            name: _read_class(table, place.at("by_class").at(name), known)
            for name, table in tables.get("by_class", {}).items()
        },
    )


def _read_alternative(alternative_id: str, table: Any, above: Place) -> FiringAlternative:
    """Return one alternative."""
    place = above.at(alternative_id)
    if not isinstance(table, dict):
        raise place.refuse(repr(table)[:60], "a table with words, salvo_size, later_salvo_size and kind")
    refuse_unknown(table, _KEYS, place)
    sizes = {
        key: whole(table.get(key), place.at(key), at_least=1) for key in ("salvo_size", "later_salvo_size")
    }
    for key, size in sizes.items():
        if size > SALVO_LIMIT:
            raise place.at(key).refuse(str(size), f"at most {SALVO_LIMIT}")
    kind = text(table.get("kind"), place.at("kind"), allowed=KINDS)
    sources = text_list(table.get("sources", []), place.at("sources"))
    note = text(table.get("note", ""), place.at("note")).strip()
    check_origin(kind, sources, note, place)
    return FiringAlternative(
        id=alternative_id,
        name=text(table.get("name"), place.at("name")),
        words=text(table.get("words"), place.at("words")),
        kind=cast("Kind", kind),
        sources=sources,
        note=note,
        **sizes,
    )


def _read_class(table: Any, place: Place, known: Collection[str]) -> FiringOfClass:
    """Return the alternatives that a source leaves for one threat class, in the order of the whole list."""
    if not isinstance(table, dict):
        raise place.refuse(repr(table)[:60], "a table with alternatives, sources and note")
    refuse_unknown(table, _CLASS_KEYS, place)
    given = text_list(table.get("alternatives", []), place.at("alternatives"))
    for name in given:
        if name not in known:
            hint = did_you_mean(name, known)
            raise place.at("alternatives").refuse(repr(name), f"ids of {', '.join(known)}", hint=hint)
    if not given:
        raise place.at("alternatives").refuse("nothing", f"one or more of {', '.join(known)}")
    sources = text_list(table.get("sources", []), place.at("sources"))
    note = text(table.get("note", ""), place.at("note")).strip()
    check_origin("derived", sources, note, place)
    return FiringOfClass(
        alternatives=tuple(name for name in known if name in given), sources=sources, note=note
    )


def check_firing(
    firing: FiringDoctrine, threats: Collection[str], sources: Mapping[str, Source]
) -> Iterator[str]:
    """Yield what is wrong between the firing doctrine and the rest of the catalogue."""
    for name in firing.by_class:
        if name not in threats:
            yield f"by_class.{name}: is no threat class.{did_you_mean(name, threats)}"
    named = [(f"alternatives.{each.id}", each.sources) for each in firing.alternatives]
    named += [(f"by_class.{name}", each.sources) for name, each in firing.by_class.items()]
    for place, given in named:
        for source in given:
            if source not in sources:
                yield f"{place}: given the unknown source {source!r}.{did_you_mean(source, sources)}"


def firing_words(doctrine: Doctrine, firing: FiringDoctrine, classes: Collection[str] | None = None) -> str:
    """Return how a doctrine spends rounds, in words: what it fixes, or that it is drawn from what; of threat
    classes with alternatives of their own only those of ``classes``, where they are given."""
    if doctrine.salvo_size is not None:
        later = doctrine.salvo_size if doctrine.later_salvo_size is None else doctrine.later_salvo_size
        said = _words_of_sizes(doctrine.salvo_size, later, firing)
    elif doctrine.alternative:
        said = firing.find(doctrine.alternative).words
    else:
        said = f"drawn in each world: {'; or '.join(each.words for each in firing.alternatives)}"
        said += "".join(
            f". At {name} only: {'; or '.join(firing.find(each).words for each in kept.alternatives)}"
            for name, kept in firing.by_class.items()
            if classes is None or name in classes
        )
    by_class = "".join(
        f". At {name}: {_words_of_sizes(size, size, firing)}"
        for name, size in doctrine.salvo_by_class.items()
    )
    return said + by_class


def _words_of_sizes(first: int, later: int, firing: FiringDoctrine) -> str:
    """Return salvo sizes in the words of the alternative that has them, or in plain numbers."""
    for each in firing.alternatives:
        if (each.salvo_size, each.later_salvo_size) == (first, later):
            return each.words
    return (
        f"{first} together, look, then {later}" if first != later else f"{first} together, look, shoot again"
    )
