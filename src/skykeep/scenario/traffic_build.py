"""Friendly and neutral traffic of a scenario: from the tables of a file to the model, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from typing import Any

from pyproj import Geod

from skykeep.model import THREATS_MAX, Scenario, StandardRaid, TrafficGroup

from .catalogue_like import CatalogueLike
from .keys import shown
from .traffic_tables import TrafficTable

__all__ = ["build_traffic", "plain_traffic", "way_m"]

_LEAST_WAY_M, _FARTHEST_WAY_M = 1.0e3, 2.0e6
_WGS84 = Geod(ellps="WGS84")


def build_traffic(
    tables: Sequence[TrafficTable],
    raid: StandardRaid | None,
    catalogue: CatalogueLike,
    known: Callable[..., bool],
    complain: Callable[[str], None],
) -> tuple[TrafficGroup, ...]:
    """Return the traffic that tables describe, after complaining about what it cannot be.

    Parameters
    ----------
    tables
        The tables of the file.
    raid
        The raid beside which it flies, None where that was refused.
    catalogue
        Classes that it may be of.
    known, complain
        As those of the builder of scenarios.
    """
    groups = tuple(TrafficGroup(**asdict(table)) for table in tables)
    for number, group in enumerate(groups):
        path = f"traffic[{number}]"
        if group.id in [other.id for other in groups[:number]]:
            complain(f"{path}.id: {group.id!r} stands twice: give each its own id")
        classes = catalogue.threats
        if (
            known(f"{path}.threat_class", group.threat_class, classes, "the threat classes of the catalogue")
            and classes[group.threat_class].is_ballistic
        ):
            complain(
                f"{path}.threat_class: given {shown(group.threat_class)}, which is ballistic: must be one "
                "of aircraft, such as airliner"
            )
        if not _LEAST_WAY_M <= way_m(group) <= _FARTHEST_WAY_M:
            complain(
                f"{path}: from and to lie {way_m(group) / 1000.0:.4g} km apart, must be from "
                f"{_LEAST_WAY_M / 1000.0:g} to {_FARTHEST_WAY_M / 1000.0:g} km"
            )
    flying = sum(group.count for group in groups)
    if groups and raid is not None and raid.count + flying > THREATS_MAX:
        complain(
            f"traffic: given {flying} aircraft beside {raid.count} threats, must be at most {THREATS_MAX} in "
            "all"
        )
    return groups


def way_m(group: TrafficGroup) -> float:
    """Return how far an aircraft flies along the ground, metres."""
    ends = (group.from_lon_deg, group.from_lat_deg, group.to_lon_deg, group.to_lat_deg)
    return float(_WGS84.inv(*ends)[2])


def plain_traffic(scenario: Scenario) -> dict[str, Any]:
    """Return the tables of a scenario's traffic; nothing where there is none."""
    if not scenario.traffic:
        return {}
    rows = [{field.name: getattr(group, field.name) for field in fields(group)} for group in scenario.traffic]
    return {"traffic": [{name: value for name, value in row.items() if value is not None} for row in rows]}
