"""What threats may fly at, as a defence knows it before a raid: assets, and parts of itself."""

from __future__ import annotations

from ...kernel.records import Record, Rows

__all__ = ["BESIDE_M", "AimPoint", "no_aim_points"]


BESIDE_M = 2_000.0
"""How far beside a predicted course or impact a place may lie to be flown at: assumed, about two degrees of
course at 60 km."""


class AimPoint(Record):
    """A place that threats may fly at, seen from ``site``: an asset worth ``value``, or, where one of the
    others is not -1, the engagement radar of a fire unit, a searching radar, a command post, a launcher."""

    site: int
    value: float
    at_unit: int
    at_radar: int
    at_post: int
    at_launcher: int


def no_aim_points() -> Rows[AimPoint]:
    """Return the table of cases in which what each threat flies at is given."""
    table: Rows[AimPoint] = AimPoint.table(0)
    return table
