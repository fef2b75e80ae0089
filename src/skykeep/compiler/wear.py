"""What is lost, comes back and is supplied, as tables: parts, spares, moves and transloaders by world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt

from ..catalogue import Catalogue
from ..catalogue.identity import UPKEEP_ROOT
from ..catalogue.wear_checks import MAST
from ..catalogue.wear_figures import move_path, part_path, supply_path
from ..core.raid.tables.wear import (
    NO_POOL,
    Move,
    Part,
    Pool,
    Stand,
    Supply,
    WearTables,
)
from ..core.raid.vocabulary.codes import (
    ENGAGEMENT,
    LAUNCHER_PART,
    LINK_PART,
    POST_PART,
    RADAR_PART,
    UNIT_PART,
)
from ..model import MAST_FROM_M
from ..model.scenario import Scenario
from ..model.wear import Upkeep
from ..rng import entity_key
from ..scenario.nodes import LINK
from ..terrain.geodesic import WGS84
from .defence import ROLES
from .draws import Draws
from .plans import Defence, MovePlan, PartPlan, UnitPlan

__all__ = ["part_plans", "wear_tables"]

F64 = npt.NDArray[np.float64]

_KIND_OF_FIGURES = {
    UNIT_PART: "radar",
    RADAR_PART: "radar",
    POST_PART: "command-post",
    LAUNCHER_PART: "launcher",
    LINK_PART: "launcher-link",
}
_NO_TIME_S = 1.0


def part_plans(scenario: Scenario, defence: Defence) -> tuple[PartPlan, ...]:
    """Return the parts of a defence, by fire unit and formation; none where a scenario asks for no wear."""
    if not scenario.wears:
        return ()
    owners = {each.id: number for number, each in enumerate(scenario.placed)}
    found = []
    for row, unit in enumerate(defence.units):
        key = defence.sensors[unit.sensor].key
        found.append(PartPlan(key, UNIT_PART, row, owners[unit.place.id]))
    for row, sensor in enumerate(defence.sensors):
        searches = ROLES[sensor.role] != ENGAGEMENT and not sensor.radar.engages
        if searches and not sensor.alternate and not sensor.duty.set_apart:
            found.append(PartPlan(sensor.key, RADAR_PART, row, owners[sensor.owner]))
    for row, post in enumerate(defence.posts):
        found.append(PartPlan(f"{post.name}/command-post", POST_PART, row, owners[post.name]))
    for unit in defence.units:
        for row in range(*unit.launchers):
            found.append(PartPlan(defence.launchers[row].key, LAUNCHER_PART, row, owners[unit.place.id]))
    for unit in defence.units:
        if unit.place.upkeep is not None and unit.place.upkeep.link_failures:
            found += _link_plans(defence, unit, owners[unit.place.id])
    return tuple(found)


def _link_plans(defence: Defence, unit: UnitPlan, owner: int) -> Iterator[PartPlan]:
    """Yield the links from the engagement radar of a fire unit to each group of its launchers."""
    rows = groupby(range(*unit.launchers), key=lambda row: defence.launchers[row].group.id)
    for group, members in rows:
        first, *others = members
        end_row = first + len(others) + 1
        yield PartPlan(f"{unit.name}/{group}/{LINK}", LINK_PART, first, owner, end_row=end_row)


def wear_tables(
    scenario: Scenario,
    catalogue: Catalogue,
    draws: Draws,
    defence: Defence,
    *,
    parts: Sequence[PartPlan],
    site_alt_msl_m: Sequence[float],
) -> WearTables | None:
    """Return the tables of wear of all worlds, None where a scenario asks for none.

    Parameters
    ----------
    scenario, catalogue, draws, defence
        What is asked for, its figures and the rows of the defence.
    parts
        As :func:`part_plans` lists them.
    site_alt_msl_m
        Height of the ground above sea level at each site of the defence, m.
    """
    if not parts:
        return None
    return WearTables(
        parts=_part_rows(scenario, draws, defence, parts),
        pools=_pool_rows(scenario, draws.worlds),
        moves=_move_rows(catalogue, draws, defence),
        stands=_stand_rows(defence, draws.worlds, site_alt_msl_m),
        supply=_supply_rows(draws, defence),
    )


def _part_rows(scenario: Scenario, draws: Draws, defence: Defence, parts: Sequence[PartPlan]) -> Any:
    """Return ``WearTables.parts``, shape (worlds, parts)."""
    rows = Part.table(draws.worlds, len(parts))
    moves = {move.place.id: number for number, move in enumerate(defence.moves)}
    for number, part in enumerate(parts):
        row, owner = rows[:, number], scenario.placed[part.owner]
        upkeep = owner.upkeep or Upkeep()
        figures = part_path(_KIND_OF_FIGURES[part.kind])
        fails = upkeep.link_failures if part.kind == LINK_PART else upkeep.failures
        mends = upkeep.repair and part.kind != LINK_PART
        row["key"] = entity_key(part.name)
        row["part_kind"] = part.kind
        row["row"], row["end_row"] = part.row, part.end_row
        row["move"] = -1 if part.kind == LINK_PART else moves.get(owner.id, -1)
        if part.kind == POST_PART and row["move"][0] >= 0 and not _moves_post(defence, moves[owner.id]):
            row["move"] = -1
        row["pool"] = part.owner if mends else NO_POOL
        row["mtbf_s"], row["mttr_s"] = np.inf, _NO_TIME_S
        if fails:
            for name in ("mtbf_s", "mttr_s"):
                row[name] = _value(draws, figures, name, getattr(upkeep, name))
        if mends:
            triangle: Any = (
                draws.triangles(figures, "repair_s").T if upkeep.repair_s is None else [upkeep.repair_s] * 3
            )
            row["repair_low_s"], row["repair_best_s"], row["repair_high_s"] = triangle
    return rows


def _moves_post(defence: Defence, number: int) -> bool:
    """Whether a command post goes with a fire unit that moves."""
    return defence.moves[number].post >= 0


def _value(draws: Draws, path: str, name: str, given: float | None) -> Any:
    """Return what a scenario says, or a figure in each world."""
    return draws.value(path, name) if given is None else np.full(draws.worlds, given)


def _pool_rows(scenario: Scenario, worlds: int) -> Any:
    """Return ``WearTables.pools``, shape (worlds, fire units and formations)."""
    rows = Pool.table(worlds, len(scenario.placed))
    for number, each in enumerate(scenario.placed):
        rows["spares"][:, number] = each.upkeep.spares if each.upkeep else 0
    return rows


def _move_rows(catalogue: Catalogue, draws: Draws, defence: Defence) -> Any:
    """Return ``WearTables.moves``, shape (worlds, moves)."""
    rows = Move.table(draws.worlds, len(defence.moves))
    for number, move in enumerate(defence.moves):
        row, there = rows[:, number], move.site
        row["post"] = move.post
        row["first_unit"], row["end_unit"] = move.units
        row["first_radar"], row["end_radar"] = move.radars
        row["alternate_radar"] = move.radars[1]
        row["when_shot_at"] = there.when_shot_at
        row["leave_s"] = np.inf if there.leave_s is None else there.leave_s
        on_mast = _on_mast(defence, move)
        path = move_path(move.place.system, catalogue.wear)
        for name in ("tear_down_s", "set_up_s"):
            given = getattr(there, name)
            row[name] = _value(draws, path, name, given)
            if given is None:
                on_road = row[name].copy()
                row[name] = np.where(
                    on_mast, np.maximum(on_road, draws.value(f"{UPKEEP_ROOT}/moves/{MAST}", name)), on_road
                )
        speed_mps = _value(draws, supply_path(), "road_speed_mps", there.road_speed_mps)
        row["drive_s"] = _road_m(move) / speed_mps
    return rows


def _on_mast(defence: Defence, move: MovePlan) -> npt.NDArray[np.bool_]:
    """Return in which worlds an antenna of a fire unit stands on a mast, shape (worlds,)."""
    heights = [defence.sensors[row].heights.drawn for row in range(*move.radars)]
    return np.asarray(np.max(heights, axis=0) >= MAST_FROM_M)


def _road_m(move: MovePlan) -> float:
    """Return the way to an alternate site, m."""
    if move.site.road_m is not None:
        return move.site.road_m
    place, there = move.place, move.site
    return float(WGS84.inv(place.lon_deg, place.lat_deg, there.lon_deg, there.lat_deg)[2])


def _stand_rows(defence: Defence, worlds: int, site_alt_msl_m: Sequence[float]) -> Any:
    """Return ``WearTables.stands``, shape (worlds, launchers), or none where nothing moves."""
    rows = Stand.table(worlds, len(defence.launchers) if defence.moves else 0)
    for number in range(rows.shape[1]):
        site = defence.launchers[number].alternate_site
        rows["site"][:, number] = site
        rows["alt_msl_m"][:, number] = site_alt_msl_m[site]
    return rows


def _supply_rows(draws: Draws, defence: Defence) -> Any:
    """Return ``WearTables.supply``, shape (worlds, units)."""
    rows = Supply.table(draws.worlds, len(defence.units))
    rows["stock"] = -1
    for number, unit in enumerate(defence.units):
        row, given = rows[:, number], unit.place.supply
        if given is None or not given.transloaders or not unit.doctrine.reload_in_raid:
            continue
        row["transloaders"] = given.transloaders
        row["load_s"] = _value(draws, supply_path(), "load_s", given.load_s)
        row["stock"] = -1 if given.loads_at_hand is None else given.loads_at_hand
        if given.depot_loads:
            row["depot"] = given.depot_loads
            speed_mps = _value(draws, supply_path(), "road_speed_mps", given.road_speed_mps)
            handling_s = _value(draws, supply_path(), "depot_handling_s", given.depot_handling_s)
            row["trip_s"] = 2.0 * given.depot_m / speed_mps + handling_s
    return rows
