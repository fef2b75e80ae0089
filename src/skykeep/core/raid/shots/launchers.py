"""The launchers of a fire unit, in the order in which they are ready; ties by number."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..state import Raid
from ..world import World
from .supply import give_load_back, has_transloaders, load_by_transloader

__all__ = [
    "ends_of",
    "keep_loaded",
    "link_launcher",
    "load_empty",
    "ready_launcher",
    "relink_launcher",
    "take_round",
    "unit_of",
]


@kernel(inline=True)
def ends_of(world: World, unit: int) -> int:
    """Return the row in which both ends of the list of a fire unit meet."""
    return len(world.launchers) + unit


@kernel(inline=True)
def ready_launcher(world: World, raid: Raid, unit: int, interceptor: int) -> int:
    """Launcher with rounds of a type that is ready earliest; -1 if none."""
    ends = ends_of(world, unit)
    number = raid.launchers[ends].after
    while number != ends and raid.launchers[number].ready_s < np.inf:
        if world.launchers[number].interceptor == interceptor:
            return number
        number = raid.launchers[number].after
    return -1


@kernel(inline=True)
def link_launcher(world: World, raid: Raid, unit: int, number: int) -> None:
    """Put a launcher into the order of its fire unit, by when it is ready: mostly as the last."""
    ends = ends_of(world, unit)
    launcher = raid.launchers[number]
    before = raid.launchers[ends].before
    while before != ends:
        other = raid.launchers[before]
        if other.ready_s < launcher.ready_s or (other.ready_s == launcher.ready_s and before < number):
            break
        before = other.before
    after = raid.launchers[before].after
    raid.launchers[before].after = number
    raid.launchers[after].before = number
    launcher.before = before
    launcher.after = after


@kernel(inline=True)
def relink_launcher(world: World, raid: Raid, unit: int, number: int) -> None:
    """Put a launcher where it belongs since it is ready at another time."""
    launcher = raid.launchers[number]
    raid.launchers[launcher.before].after = launcher.after
    raid.launchers[launcher.after].before = launcher.before
    link_launcher(world, raid, unit, number)


@kernel(inline=True)
def take_round(world: World, raid: Raid, unit: int, number: int, launch_s: float) -> None:
    """Take one round from a launcher, which is ready again after its interval, or, if that was the last of
    its load, after a reload."""
    given = world.launchers[number]
    launcher = raid.launchers[number]
    launcher.rounds -= 1
    if launcher.rounds > 0:
        launcher.ready_s = launch_s + given.interval_s
    else:
        launcher.emptied_s = launch_s
        launcher.reloaded_s = np.inf
        _reload(world, raid, unit, number, launch_s)
        launcher.ready_s = launcher.reloaded_s
    relink_launcher(world, raid, unit, number)


@kernel(inline=True)
def _reload(world: World, raid: Raid, unit: int, number: int, from_s: float) -> None:
    """Have an empty launcher loaded from a time on: by a transloader, or by itself where there are none."""
    launcher = raid.launchers[number]
    if len(world.wear.supply) > 0 and world.wear.supply[unit].transloaders > 0:
        load_by_transloader(world, raid, unit, number, from_s)
    elif launcher.reload_sets > 0:
        given = world.launchers[number]
        launcher.reload_sets -= 1
        launcher.rounds = given.rounds
        raid.units[unit].rounds_loaded += given.rounds
        launcher.reloaded_s = from_s + given.reload_s


@kernel_on_demand()
def keep_loaded(world: World, raid: Raid, unit: int, number: int) -> bool:
    """Keep a launcher loaded whose last round is not launched after all; it is ready once it and its unit
    work again. A load that was to follow stays where it was: return whether others may have it."""
    launcher = raid.launchers[number]
    shared = False
    if launcher.reloaded_s < np.inf:
        shared = has_transloaders(world, unit)
        if shared:
            give_load_back(world, raid, unit, number)
        else:
            launcher.reload_sets += 1
            launcher.rounds -= world.launchers[number].rounds
            raid.units[unit].rounds_loaded -= world.launchers[number].rounds
    launcher.emptied_s = np.inf
    launcher.reloaded_s = 0.0
    launcher.ready_s = np.inf
    relink_launcher(world, raid, unit, number)
    return shared


@kernel()
def load_empty(world: World, raid: Raid, unit: int) -> None:
    """Have every empty launcher of a fire unit that works loaded from now on, or from when its last round
    goes, as far as there are loads."""
    now_s = raid.progress.now_s
    for number in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        launcher = raid.launchers[number]
        ready = launcher.emptied_s > -np.inf and not launcher.out
        if ready and launcher.rounds == 0:
            _reload(world, raid, unit, number, max(now_s, launcher.emptied_s))
            launcher.ready_s = launcher.reloaded_s
            relink_launcher(world, raid, unit, number)


@kernel()
def unit_of(world: World, launcher: int) -> int:
    """Return the fire unit of a launcher."""
    for unit in range(len(world.units)):
        if world.units[unit].first_launcher <= launcher < world.units[unit].end_launcher:
            return unit
    return -1
