"""The raid of a scenario laid out: what it may aim at, and the finest grid of bearings that memory holds."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from ..catalogue import Catalogue
from ..core.kernel.records import Grid, as_table
from ..errors import CompileError
from ..model.scenario import Asset, Scenario
from ..terrain import Heightfield
from .bodies import DrawnBodies
from .command import post_rows_of
from .diffraction import node_rows
from .heights import DrawnHeights
from .paths import nodes_per_bearing
from .plans import Defence
from .raids import AimPoint, RaidPaths, RaidPlan, Target, Targets, raid_families

__all__ = ["asset_places", "asset_worth", "first_paths", "plan_raid", "raid_targets"]

_BEARING_GRIDS = (720, 360, 180, 120, 72, 48)
"""Sizes of the grid of first bearings, the finest that fits into memory is taken."""
_FINEST_WITH_HEIGHTS = 360
"""Finest grid for raids that draw a height: five heights and a bearing of each degree are 1800 raids."""
_MOST_NODES = 6_000_000
"""Path nodes times sites that are held at once: 40 bytes each, and 32 for each node."""


def raid_targets(scenario: Scenario, defence: Defence) -> Targets:
    """Return the parts of a defence that a raid may aim at, by kind, each with its row."""

    def at(row: int, site: int) -> Target:
        rows = defence.rows_at(site)
        places = tuple(AimPoint(defence.sites[each].lat_deg, defence.sites[each].lon_deg) for each in rows)
        return Target(row, places[0], site, places) if len(rows) > 1 else Target(row, places[0])

    def post_at(row: int, name: str, lat_deg: float, lon_deg: float) -> Target:
        for number, site in enumerate(defence.sites):
            if site.owner == name and number in defence.drawn_sites:
                return at(row, number)
        return Target(row, AimPoint(lat_deg, lon_deg))

    posts = post_rows_of(scenario)
    return {
        "engagement_radar": [at(row, unit.site) for row, unit in enumerate(defence.units)],
        "searching_radar": [
            at(row, sensor.site)
            for row, sensor in enumerate(defence.sensors)
            if sensor.role != "engagement" and not sensor.alternate and not sensor.duty.set_apart
        ],
        "launcher": [at(row, launcher.site) for row, launcher in enumerate(defence.launchers)],
        "command_post": [
            post_at(posts[site.id], site.id, site.lat_deg, site.lon_deg) for site in scenario.formations
        ],
    }


def asset_places(scenario: Scenario) -> Mapping[str, AimPoint]:
    """Return the place of each asset by its id."""
    return {each.id: AimPoint(each.lat_deg, each.lon_deg) for each in scenario.assets}


def asset_worth(scenario: Scenario, aim: Asset) -> npt.NDArray[np.float64]:
    """Return the value of the asset that each group of the raid flies at, shape (groups,)."""
    value = {asset.id: asset.value for asset in scenario.assets}
    return np.array([value.get(group.asset, aim.value) for group in scenario.raid.groups])


def plan_raid(
    scenario: Scenario,
    catalogue: Catalogue,
    defence: Defence,
    heights: Mapping[str, DrawnHeights],
    bodies: Mapping[str, DrawnBodies],
    where: tuple[Heightfield, Asset],
) -> tuple[RaidPlan, tuple[str, ...]]:
    """Return the raid on the finest grid of bearings that memory holds, and what to say about it.

    ``where`` is the ground and what is defended."""
    ground, aim = where
    targets = raid_targets(scenario, defence)

    def plan(bearings: int) -> RaidPlan:
        return raid_families(
            scenario.raid,
            catalogue.threats,
            aim=AimPoint(aim.lat_deg, aim.lon_deg),
            targets=targets,
            heights=heights,
            bodies=bodies,
            assets=asset_places(scenario),
            bearings=bearings,
        )

    free = scenario.first_bearing_deg is None
    finest = plan(_FINEST_WITH_HEIGHTS if heights and free else _BEARING_GRIDS[0])
    if scenario.first_bearing_deg is not None:
        return finest, ()
    nodes = nodes_per_bearing(finest.families, ground.step_m) * node_rows(scenario.radar_effects, defence)
    for bearings in _BEARING_GRIDS:
        if bearings > finest.bearings or nodes * bearings > _MOST_NODES:
            continue
        if bearings == finest.bearings:
            return finest, ()
        note = (
            f"First bearings are drawn from a grid of {360 / bearings:g} degrees instead of "
            f"{360 / finest.bearings:g}: raid and elevation data need many path nodes."
        )
        return plan(bearings), (note,)
    raise CompileError(
        f"raid {scenario.raid.id!r}: {len(finest.families)} families of paths over elevation data of "
        f"{ground.step_m:.0f} m, seen from {len(defence.sites)} places, need {nodes} nodes on each bearing; "
        f"at most {_MOST_NODES // _BEARING_GRIDS[-1]} are held. Give first_bearing_deg, a shorter "
        "standoff_m, fewer groups or fire units, or coarser elevation data"
    )


def first_paths(
    plan: RaidPlan, paths: RaidPaths, defence: Defence, bodies: Mapping[str, DrawnBodies]
) -> Grid[int] | None:
    """Return the first path of each threat in each world, shape (worlds, threats); None where neither an aim
    nor a body is drawn."""
    several = {name: drawn.place for name, drawn in bodies.items() if len(drawn.bodies) > 1}
    flies = [threat for threat, place in enumerate(plan.class_index) if plan.class_ids[place] in several]
    if not plan.drawn_aims and not flies:
        return None
    sites = defence.drawn_sites.values()
    worlds = next(iter([*several.values(), *(site.by_world for site in sites)])).size
    found = np.tile(paths.path_start, (worlds, 1))
    for threat, aim in plan.drawn_aims.items():
        drawn = defence.drawn_sites[aim.site]
        family = np.asarray(aim.families)[np.searchsorted(drawn.rows, drawn.by_world)]
        found[:, threat] += (family - plan.family[threat]) * paths.bearings_rad.size
    for threat in flies:
        place = several[plan.class_ids[plan.class_index[threat]]]
        found[:, threat] += place * plan.heights[threat] * paths.bearings_rad.size
    table: Grid[int] = as_table(found)
    return table
