"""Reads a figure that is entered as a count: so many of so many, and what was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skykeep.model import Tally, tallied_figure

from .places import refuse_unknown, text, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .fields import FieldRule
    from .places import Place

__all__ = ["COUNT_MAX", "TALLY_KEYS", "check_counted", "read_tallies"]

TALLY_KEYS = ("hits", "of", "counts")

COUNT_MAX = 1_000_000
"""No record counts more."""

_GIVEN_BY_COUNT = ("best", "low", "high", "alternatives", "scale")
"""What the count says by itself."""


def read_tallies(value: Any, place: Place) -> tuple[Tally, ...]:
    """Return the counts of a figure, in the order of the file.

    Raises
    ------
    CatalogueError
        If one is no count, counts more hits than there were, or does not say what it counts.
    """
    if not isinstance(value, list):
        raise place.refuse(repr(value)[:60], "a list of tables, each with hits, of and counts")
    found = []
    for index, table in enumerate(value):
        spot = place.at(index)
        if not isinstance(table, dict):
            raise spot.refuse(repr(table)[:60], "a table with hits, of and counts")
        refuse_unknown(table, TALLY_KEYS, spot)
        for key in TALLY_KEYS:
            if key not in table:
                raise spot.refuse(f"a count without {key!r}", f"a count with {key!r}")
        of = whole(table["of"], spot.at("of"), at_least=1, at_most=COUNT_MAX)
        hits = whole(table["hits"], spot.at("hits"), at_most=of)
        counts = text(table["counts"], spot.at("counts")).strip()
        if not counts:
            raise spot.at("counts").refuse(
                "nothing", "what was counted of what, such as 'targets destroyed of targets engaged'"
            )
        found.append(Tally(hits=hits, of=of, counts=counts))
    return tuple(found)


def check_counted(
    table: Mapping[str, Any], tallies: tuple[Tally, ...], place: Place, rule: FieldRule
) -> dict[str, Any]:
    """Return the table of a figure with best, low and high worked out from its counts.

    Its scale is linear, whatever that of the field: the draws are those of the beta laws, and a count may
    begin at nothing.

    Raises
    ------
    CatalogueError
        If the field is no chance, or the file gives by hand what the count says.
    """
    if not rule.name.endswith("_p"):
        raise place.at("tallies").refuse(
            f"a count for {rule.name}", "a count for a chance only, whose name ends in _p"
        )
    for key in _GIVEN_BY_COUNT:
        if key in table:
            raise place.at(key).refuse(f"{key!r} beside tallies", "one of them", hint=f"Leave {key} out.")
    best, low, high = tallied_figure(tallies)
    return {**table, "best": best, "low": low, "high": high, "scale": "linear"}
