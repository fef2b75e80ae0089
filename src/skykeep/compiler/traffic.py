"""Traffic beside a raid: a path for each group, and a row for each aircraft behind those of threats."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ..catalogue import Catalogue
from ..core.arrays import PathBank
from ..core.kernel.records import Grid, Rows, as_table
from ..core.raid.tables.entities import Threat
from ..core.raid.vocabulary.codes import SIDE_NAMES
from ..model.scenario import Scenario
from ..model.threat import ThreatClass
from ..model.traffic import TrafficGroup
from ..rng import entity_key
from ..terrain.geodesic import WGS84
from .path_families import PathFamily, TerrainSampler
from .paths import build_path_bank

__all__ = [
    "NO_TRAFFIC",
    "Traffic",
    "Way",
    "lay_ways",
    "other_classes",
    "plan_traffic",
    "with_first_paths",
    "with_traffic",
]


class Way(NamedTuple):
    """How a group of traffic flies, and the bearing from its end at which it begins, radians from north."""

    family: PathFamily
    bearing_rad: float


class Traffic(NamedTuple):
    """The ways of all groups, and for each aircraft its name, class and row; ``first_path`` of a row is the
    place of its way."""

    ways: tuple[Way, ...]
    names: tuple[str, ...]
    classes: tuple[str, ...]
    rows: Rows[Threat]


NO_TRAFFIC = Traffic((), (), (), Threat.table(0))


def other_classes(scenario: Scenario, flown: Sequence[str]) -> tuple[str, ...]:
    """Return the classes of a scenario's traffic that its raid does not have, in order of first use."""
    return tuple(dict.fromkeys(g.threat_class for g in scenario.traffic if g.threat_class not in flown))


def plan_traffic(scenario: Scenario, catalogue: Catalogue, class_ids: Sequence[str]) -> Traffic:
    """Return the traffic of a scenario, its classes counted in ``class_ids``.

    Where no places are known posts cannot tell what traffic flies at: a row is worth as much as one that
    flies at what is defended.
    """
    if not scenario.traffic:
        return NO_TRAFFIC
    worth = next(asset.value for asset in scenario.assets if asset.id == scenario.aim)
    ways, names, classes, tables = [], [], [], []
    for number, group in enumerate(scenario.traffic):
        threat = catalogue.threats[group.threat_class]
        ways.append(_way(group, threat, f"traffic[{number}] ({group.id})"))
        members = [f"traffic/{group.id}/{threat.id}/{member}" for member in range(group.count)]
        rows: Rows[Threat] = Threat.table(group.count)
        rows["key"] = [entity_key(name) for name in members]
        rows["threat_class"] = class_ids.index(threat.id)
        rows["side"] = SIDE_NAMES.index(group.side)
        rows["first_path"] = number
        rows["bearings"] = 1
        rows["group"] = len(scenario.raid.groups) + number
        for aim in ("aim_unit", "aim_radar", "aim_post", "aim_launcher"):
            rows[aim] = -1
        rows["aim_value"] = worth
        rows["delay_s"] = group.delay_s
        if group.spacing_law == "fixed":
            rows["delay_s"] += group.spacing_s * np.arange(group.count)
        else:
            rows["spacing_mean_s"][1:] = group.spacing_s
        names += members
        classes += [threat.id] * group.count
        tables.append(rows)
    return Traffic(tuple(ways), tuple(names), tuple(classes), _one_behind_other(tables))


def _one_behind_other(tables: Sequence[Rows[Threat]]) -> Rows[Threat]:
    """Return tables of threats as one."""
    rows: Rows[Threat] = Threat.table(sum(len(table) for table in tables))
    rows[:] = np.concatenate(tables)
    return rows


def _way(group: TrafficGroup, threat: ThreatClass, label: str) -> Way:
    """Return how a group flies: level, and down at its end where it lands."""
    ends = (group.to_lon_deg, group.to_lat_deg, group.from_lon_deg, group.from_lat_deg)
    bearing_deg, _, length_m = WGS84.inv(*ends)
    speed_mps, alt_msl_m = group.speed_mps, group.alt_msl_m
    family = PathFamily(
        flight="constant_altitude" if group.lands else "level_overhead",
        aim_lat_deg=group.to_lat_deg,
        aim_lon_deg=group.to_lon_deg,
        standoff_m=float(length_m),
        speed_mps=threat.speed_mps.best if speed_mps is None else speed_mps,
        set_height_m=threat.set_height_m.best if alt_msl_m is None else alt_msl_m,
        climb_max_rad=threat.climb_max_rad.best,
        dive_max_rad=threat.dive_max_rad.best,
        label=label,
    )
    return Way(family, math.radians(bearing_deg) % (2.0 * math.pi))


def lay_ways(bank: PathBank, ways: Sequence[Way], ground: TerrainSampler) -> PathBank:
    """Return the paths of a raid with one for each way behind them.

    Raises
    ------
    CompileError
        If a way cannot be flown over this ground.
    """
    banks = [bank, *(build_path_bank([way.family], [way.bearing_rad], ground) for way in ways)]
    starts = [bank.node_start]
    for each in banks[1:]:
        starts.append(each.node_start[1:] + starts[-1][-1])
    joined: Mapping[str, np.ndarray] = {
        name: np.concatenate([getattr(each, name) for each in banks])
        for name in PathBank._fields
        if name != "node_start"
    }
    return PathBank(node_start=np.concatenate(starts), **joined)


def with_traffic(threats: Rows[Threat], traffic: Traffic, laid: int) -> Rows[Threat]:
    """Return the rows of threats with those of traffic behind them, whose ways follow so many ``laid``
    paths."""
    if not traffic.names:
        return threats
    rows = traffic.rows.copy()
    rows["first_path"] += laid
    return _one_behind_other([threats, rows])


def with_first_paths(first: Grid[int] | None, threats: Rows[Threat]) -> Grid[int] | None:
    """Return the first path of each threat in each world, of traffic the same in all; None where no aim is
    drawn."""
    if first is None or first.shape[1] == len(threats):
        return first
    own = np.tile(threats["first_path"][first.shape[1] :], (first.shape[0], 1))
    both: Grid[int] = as_table(np.hstack([first, own]))
    return both
