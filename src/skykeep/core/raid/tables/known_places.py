"""Places that threats may fly at, as a defence knows them before a raid: assets, and parts of itself."""

from __future__ import annotations

from ...kernel.records import Record, Rows

__all__ = ["BESIDE_M", "KnownPlace", "no_known_places"]


BESIDE_M = 2_000.0
"""How far beside a predicted course or impact a place may lie to be flown at: assumed, about two degrees of
course at 60 km."""


class KnownPlace(Record):
    """A place that threats may fly at, seen from ``site``.

    ``value`` is the worth of the most valuable asset there. A radar or launcher of fire unit ``at_unit`` may
    stand there, and post ``at_post`` or a radar that searches for it; -1 for none. What goes with row
    ``move`` of the moves, -1 for none, is at ``moved_site`` afterwards, and nowhere while under way.
    """

    site: int
    value: float
    at_unit: int
    at_post: int
    move: int
    moved_site: int


def no_known_places() -> Rows[KnownPlace]:
    """Return the table of cases in which what each threat flies at is given."""
    table: Rows[KnownPlace] = KnownPlace.table(0)
    return table
