"""Transloaders serve the launchers of a fire unit one after another, and get loads from a depot."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..state import Raid
from ..world import World

__all__ = ["give_load_back", "has_transloaders", "load_by_transloader", "load_transloaders", "return_load"]


@kernel()
def has_transloaders(world: World, unit: int) -> bool:
    """Whether transloaders load the launchers of a fire unit, which do so by themselves else."""
    return len(world.wear.supply) > 0 and world.wear.supply[unit].transloaders > 0


@kernel()
def load_transloaders(world: World, raid: Raid) -> None:
    """Begin a raid: each transloader has a load, as far as there are any, and the others are at hand or at
    the depot."""
    for unit in range(len(world.wear.supply)):
        given = world.wear.supply[unit]
        state = raid.wear.supply[unit]
        state.stock = given.stock if given.stock >= 0 else _own_loads(world, raid, unit)
        state.depot = given.depot
        for vehicle in range(given.transloaders):
            transloader = raid.wear.transloaders[unit, vehicle]
            transloader.free_s = 0.0
            transloader.loaded = False
            if state.stock + state.depot > 0:
                transloader.loaded = True
                if state.stock > 0:
                    state.stock -= 1
                else:
                    state.depot -= 1


@kernel()
def _own_loads(world: World, raid: Raid, unit: int) -> int:
    """Return the loads that the ready launchers of a fire unit would have had for themselves."""
    loads = 0
    for number in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        loads += raid.launchers[number].reload_sets
    return loads


@kernel_on_demand()
def load_by_transloader(world: World, raid: Raid, unit: int, number: int, from_s: float) -> None:
    """Let the transloader that is free first load an empty launcher from a time on; nothing where none has a
    load, or comes back with one."""
    vehicle = _next_vehicle(world, raid, unit)
    if vehicle < 0:
        return
    given = world.wear.supply[unit]
    launcher = raid.launchers[number]
    transloader = raid.wear.transloaders[unit, vehicle]
    launcher.loading_s = max(from_s, transloader.free_s)
    launcher.reloaded_s = launcher.loading_s + given.load_s
    launcher.rounds = world.launchers[number].rounds
    raid.units[unit].rounds_loaded += launcher.rounds
    transloader.free_s = launcher.reloaded_s
    _take_next_load(world, raid, unit, vehicle)


@kernel()
def _next_vehicle(world: World, raid: Raid, unit: int) -> int:
    """Return the transloader with a load that is free first, ties by number; -1 for none."""
    first = -1
    for vehicle in range(world.wear.supply[unit].transloaders):
        transloader = raid.wear.transloaders[unit, vehicle]
        if not transloader.loaded:
            continue
        if first < 0 or transloader.free_s < raid.wear.transloaders[unit, first].free_s:
            first = vehicle
    return first


@kernel()
def _take_next_load(world: World, raid: Raid, unit: int, vehicle: int) -> None:
    """Give a transloader that has handed its load over the next one: at hand, or from the depot and back."""
    state = raid.wear.supply[unit]
    transloader = raid.wear.transloaders[unit, vehicle]
    if state.stock > 0:
        state.stock -= 1
    elif state.depot > 0:
        state.depot -= 1
        transloader.free_s += world.wear.supply[unit].trip_s
    else:
        transloader.loaded = False


@kernel()
def return_load(world: World, raid: Raid, unit: int, number: int) -> bool:
    """Give a load back that was meant for a launcher and is not on it yet; return whether there was one."""
    loading_s = raid.launchers[number].loading_s
    if not has_transloaders(world, unit) or not raid.progress.now_s < loading_s < np.inf:
        return False
    give_load_back(world, raid, unit, number)
    return True


@kernel()
def give_load_back(world: World, raid: Raid, unit: int, number: int) -> None:
    """Give the load back that a transloader was to bring to a launcher.

    The transloader keeps it, free for others when it was to begin; where it has been planned further already
    it keeps to its plan, and the load is at hand.
    """
    launcher = raid.launchers[number]
    state = raid.wear.supply[unit]
    trip_s = world.wear.supply[unit].trip_s
    raid.units[unit].rounds_loaded -= world.launchers[number].rounds
    launcher.rounds -= world.launchers[number].rounds
    for vehicle in range(world.wear.supply[unit].transloaders):
        transloader = raid.wear.transloaders[unit, vehicle]
        fetches = transloader.loaded and transloader.free_s == launcher.reloaded_s + trip_s
        if transloader.free_s != launcher.reloaded_s and not fetches:
            continue
        if fetches and trip_s > 0.0:
            state.depot += 1
        elif transloader.loaded:
            state.stock += 1
        transloader.loaded = True
        transloader.free_s = launcher.loading_s
        launcher.loading_s = np.inf
        return
    launcher.loading_s = np.inf
    state.stock += 1
