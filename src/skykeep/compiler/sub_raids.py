"""Smaller raids of a compiled scenario: the same paths, sites and figures with other rows of threats."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..catalogue import Catalogue
from ..core.kernel.records import Grid, as_table
from ..core.raid.tables.entities import Given
from ..core.raid.vocabulary.codes import RAID
from ..core.raid.world import Case
from ..model.threat import StandardRaid
from .columns import threat_rows
from .raid_grid import asset_places
from .raids import DEFAULT_BEARINGS, AimPoint, RaidPaths, RaidPlan, raid_families, raid_paths
from .scenario import Compiled
from .traffic import Traffic, with_first_paths, with_traffic

__all__ = ["sub_raid"]

F64 = npt.NDArray[np.float64]

_TWO_PI = 2.0 * math.pi


def sub_raid(compiled: Compiled, catalogue: Catalogue, raid: StandardRaid) -> Case | None:
    """Return the case of a compiled scenario with another raid over the same paths.

    It gives the results that compiling the scenario with that raid would give. None where the raid needs a
    path that was not laid: of another family, or from a bearing that a fixed first bearing left out.

    Parameters
    ----------
    compiled
        The scenario with its largest raid.
    catalogue
        The catalogue that it was compiled with.
    raid
        A raid of the same groups, with fewer threats in each.
    """
    large, small = _plan(compiled, catalogue, compiled.scenario.raid), _plan(compiled, catalogue, raid)
    if not set(small.families) <= set(large.families) or not set(small.class_ids) <= set(large.class_ids):
        return None
    family = np.array([large.families.index(each) for each in small.families], np.int64)[small.family]
    paths = _paths(compiled, large, small, family)
    if paths is None or not set(small.id_path) <= set(large.id_path):
        return None
    classes = [catalogue.threats[name] for name in small.class_ids]
    rows = threat_rows(small, paths, classes, worth=_worth(compiled))
    place = np.array([large.class_ids.index(name) for name in small.class_ids], np.int64)
    rows["threat_class"] = place[small.class_index]
    rows = with_traffic(rows, _traffic_of(compiled), 0)
    threats = len(rows)
    return compiled.case._replace(
        threats=rows,
        first_paths=with_first_paths(_first_paths(compiled, large, small, paths), rows),
        given=Given.table(0, threats),
        given_kill_u=as_table(np.zeros((0, 0, threats))),
    )


def _first_paths(compiled: Compiled, large: RaidPlan, small: RaidPlan, paths: RaidPaths) -> Grid[int] | None:
    """Return the first path of each threat of the small raid in each world: as far from where it finds its
    paths as in the large raid."""
    if compiled.case.first_paths is None:
        return None
    rows = [large.id_path.index(name) for name in small.id_path]
    off = np.asarray(compiled.case.first_paths)[:, rows] - compiled.case.threats["first_path"][rows]
    table: Grid[int] = as_table(off + paths.path_start)
    return table


def _traffic_of(compiled: Compiled) -> Traffic:
    """Return the traffic of a compiled scenario, whose ways are laid."""
    rows, names = compiled.case.threats, compiled.names
    flown = int(np.count_nonzero(rows["side"] == RAID))
    return Traffic((), names.threats[flown:], names.threat_class[flown:], rows[flown:])


def _worth(compiled: Compiled) -> F64:
    """Return the value of what each group of the raid flies at, 0 for a group without threats."""
    worth = np.zeros(len(compiled.scenario.raid.groups))
    threats = compiled.case.threats[compiled.case.threats["side"] == RAID]
    worth[threats["group"]] = threats["aim_value"]
    return worth


def _plan(compiled: Compiled, catalogue: Catalogue, raid: StandardRaid) -> RaidPlan:
    """Return a raid expanded on the grid of bearings of the compiled scenario."""
    scenario = compiled.scenario
    aim = next(asset for asset in scenario.assets if asset.id == scenario.aim)
    free = scenario.first_bearing_deg is None
    return raid_families(
        raid,
        catalogue.threats,
        aim=AimPoint(aim.lat_deg, aim.lon_deg),
        targets=compiled.targets,
        heights=compiled.heights,
        bodies=compiled.bodies,
        assets=asset_places(scenario),
        bearings=len(compiled.names.first_bearing_rad) if free else DEFAULT_BEARINGS,
    )


def _paths(compiled: Compiled, large: RaidPlan, small: RaidPlan, family: np.ndarray) -> RaidPaths | None:
    """Return where the threats of the small raid find their paths; None if one was not laid."""
    given = compiled.scenario.first_bearing_deg
    if given is None:
        return raid_paths(small)._replace(path_start=family * small.bearings)
    first_rad = math.radians(given) % _TWO_PI
    laid, wanted = raid_paths(large, first_rad).bearings_rad, raid_paths(small, first_rad)
    mine = wanted.path_start - small.family * wanted.bearings_rad.size
    place = {float(bearing): number for number, bearing in enumerate(laid)}
    found = [place.get(float(bearing)) for bearing in wanted.bearings_rad]
    if None in found:
        return None
    return wanted._replace(
        path_start=family * laid.size + np.array(found, np.int64)[mine],
        height_step=np.where(small.heights > 1, laid.size, 0),
    )
