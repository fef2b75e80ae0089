"""The shots that a fire unit has: which launcher, when, where it meets."""

from __future__ import annotations

import math

import numpy as np

from ...interceptor.launch_planner import Shooting, find_node, plan_launch
from ...kernel.by_address import by_address
from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..duties.remote import find_eyes, lock_needed_s, shoots_on_remote
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.entities import Option, Terms
from ..world import World
from .launchers import ready_launcher

__all__ = [
    "TIME_TOLERANCE_S",
    "find_anywhere",
    "find_option",
    "first_shot_s",
    "plan_shot",
    "planned_shot_s",
    "shoots_again",
]

TIME_TOLERANCE_S = 1e-6
"""Launches as close together as this are at the same time."""


@kernel(inline=True)
def plan_shot(
    world: World,
    raid: Raid,
    unit_number: int,
    launcher_number: int,
    threat_number: int,
    earliest_s: float,
    half_rad: float,
    terms: Terms,
) -> tuple[float, float]:
    """Return launch and intercept of the first shot of a launcher at a threat that terms allow, on the
    raid's clock.

    Parameters
    ----------
    world, raid
        Where it happens.
    unit_number, launcher_number, threat_number
        Who shoots at what.
    earliest_s
        No launch is planned before this time.
    half_rad
        Half width of the sector that the engagement radar is allowed.
    terms
        What doctrine leaves of the shot.
    """
    if shoots_on_remote(world, unit_number, world.launchers[launcher_number].interceptor):
        return _plan_on_remote(world, raid, unit_number, launcher_number, threat_number, earliest_s, terms)
    radar = raid.units[unit_number].radar
    return _plan_held_by(
        world, raid, radar, unit_number, launcher_number, threat_number, earliest_s, half_rad, terms=terms
    )


@kernel_on_demand()
def _plan_on_remote(
    world: World,
    raid: Raid,
    unit: int,
    launcher: int,
    threat: int,
    earliest_s: float,
    terms: Terms,
) -> tuple[float, float]:
    """Return launch and intercept of the first shot that one of the radars holds which keep the track."""
    first_s, meet_s = np.inf, np.inf
    eyes = raid.eyes
    find_eyes(world, raid, unit, threat, eyes)
    for place in range(len(eyes)):
        radar = eyes[place]
        if radar < 0:
            break
        launch_s, intercept_s = _plan_held_by(
            world, raid, radar, unit, launcher, threat, earliest_s, half_rad=2.0 * math.pi, terms=terms
        )
        if launch_s < first_s:
            first_s, meet_s = launch_s, intercept_s
    return first_s, meet_s


@kernel(inline=True)
def _plan_held_by(
    world: World,
    raid: Raid,
    radar_number: int,
    unit_number: int,
    launcher_number: int,
    threat_number: int,
    earliest_s: float,
    half_rad: float,
    terms: Terms,
) -> tuple[float, float]:
    """Return launch and intercept of the first shot of a launcher while a radar holds the threat."""
    unit = raid.units[unit_number]
    radar = world.radars[radar_number]
    launcher = world.launchers[launcher_number]
    threat = raid.threats[threat_number]
    ballistic = world.classes[world.threats[threat_number].threat_class].ballistic
    shooting = Shooting(
        nodes=world.nodes,
        met=world.sights[raid.launchers[launcher_number].site],
        held=world.sights[radar.site],
        interceptor=world.interceptors[launcher.interceptor],
        flyout_time_s=world.flyout_time_s[launcher.interceptor],
        radar=radar,
        ballistic=ballistic,
        launcher_alt_msl_m=raid.launchers[launcher_number].alt_msl_m,
        sector_half_rad=half_rad,
        sector_centre_rad=unit.sector_centre_rad,
        meet_min_m=terms.meet_min_m,
        meet_max_m=min(
            terms.meet_max_m, terms.meet_max_share * _reach_m(world, launcher.interceptor, ballistic)
        ),
        meet_until_s=terms.meet_until_s - threat.start_s,
        remote=radar_number != unit.radar,
    )
    path_s = earliest_s - threat.start_s
    begin = threat.node if earliest_s >= raid.progress.now_s else threat.first_node
    launch_s, intercept_s, _ = plan_launch(
        by_address(shooting),
        threat.first_node,
        find_node(world.nodes, threat.end_node, path_s, begin),
        threat.end_node,
        path_s,
    )
    return launch_s + threat.start_s, intercept_s + threat.start_s


@kernel(inline=True)
def _reach_m(world: World, interceptor: int, ballistic: bool) -> float:
    """Return the greatest range of a round."""
    round_ = world.interceptors[interceptor]
    return round_.range_max_ballistic_m if ballistic else round_.range_max_m


@kernel(inline=True)
def find_option(
    world: World, raid: Raid, unit_number: int, threat_number: int, terms: Terms, option: Option
) -> None:
    """Put the earliest shot of a fire unit at a threat that terms allow into an option.

    Ties go to the preferred interceptor. If no shot is left within the share of the reach that doctrine waits
    for, that share is struck from the terms, and the whole reach counts. If there is no shot in the sector, a
    second look tells whether there would be one if the radar faced it.
    """
    threat = raid.threats[threat_number]
    threat.node = find_node(world.nodes, threat.end_node, raid.progress.now_s - threat.start_s, threat.node)
    half_rad = world.radars[world.units[unit_number].radar].sector_half_rad
    option.faces = True
    while True:
        _find_in_sector(world, raid, unit_number, threat_number, half_rad, terms, option)
        if option.launcher >= 0 or not option.any_round:
            return
        if terms.meet_max_share < np.inf:
            terms.meet_max_share = np.inf
        elif half_rad < math.pi:
            option.faces = False
            half_rad = 2.0 * math.pi
        else:
            return


@kernel()
def find_anywhere(
    world: World, raid: Raid, unit_number: int, threat_number: int, terms: Terms, option: Option
) -> None:
    """Put the earliest shot of a fire unit at a threat into an option, wherever its radar faces."""
    _find_in_sector(world, raid, unit_number, threat_number, 2.0 * math.pi, terms, option)


@kernel(inline=True)
def _find_in_sector(
    world: World,
    raid: Raid,
    unit_number: int,
    threat_number: int,
    half_rad: float,
    terms: Terms,
    option: Option,
) -> None:
    """Put the earliest shot with a sector of some width into an option."""
    now_s = raid.progress.now_s
    option.launcher = -1
    option.launch_s = np.inf
    option.intercept_s = np.inf
    option.reloading = False
    option.any_round = False
    option.all_reloading = True
    choices = world.choices[unit_number, held_class(world, raid, unit_number, threat_number)]
    for place in range(len(choices)):
        if choices[place] < 0:
            break
        number = ready_launcher(world, raid, unit_number, choices[place])
        if number < 0:
            continue
        option.any_round = True
        launcher = raid.launchers[number]
        reloads = launcher.reloaded_s > now_s
        option.all_reloading = option.all_reloading and reloads
        earliest_s = max(now_s + world.units[unit_number].order_s, launcher.ready_s, terms.launch_from_s)
        if len(world.duties.units) > 0:
            earliest_s = max(
                earliest_s, lock_needed_s(world, raid, unit_number, threat_number, choices[place])
            )
        launch_s, intercept_s = plan_shot(
            world, raid, unit_number, number, threat_number, earliest_s, half_rad, terms
        )
        if launch_s < option.launch_s - TIME_TOLERANCE_S:
            option.launcher = number
            option.interceptor = choices[place]
            option.reloading = reloads
            option.launch_s = max(launch_s, now_s)
            option.intercept_s = max(intercept_s, option.launch_s)


@kernel()
def shoots_again(
    world: World, raid: Raid, unit: int, threat: int, launcher: int, from_s: float, terms: Terms
) -> bool:
    """Whether a launcher, if it has a round, has a shot at a threat from a later time on, in the sector."""
    half_rad = world.radars[world.units[unit].radar].sector_half_rad
    ordered_s = from_s + world.units[unit].order_s
    launch_s, _ = plan_shot(world, raid, unit, launcher, threat, ordered_s, half_rad, terms)
    return launch_s < np.inf


@kernel()
def first_shot_s(world: World, raid: Raid, unit: int, threat: int, from_s: float) -> float:
    """Return when a fire unit has its first shot at a threat from a time on, which may be over, in its
    sector, whatever its doctrine and its channels; infinite if it has none."""
    half_rad = world.radars[world.units[unit].radar].sector_half_rad
    choices = world.choices[unit, held_class(world, raid, unit, threat)]
    first_s = np.inf
    for place in range(len(choices)):
        if choices[place] < 0:
            break
        launcher = ready_launcher(world, raid, unit, choices[place])
        if launcher >= 0:
            earliest_s = max(from_s + world.units[unit].order_s, raid.launchers[launcher].ready_s)
            launch_s, _ = plan_shot(
                world, raid, unit, launcher, threat, earliest_s, half_rad, raid.free_terms
            )
            first_s = min(first_s, launch_s)
    return first_s


@kernel()
def planned_shot_s(world: World, raid: Raid, unit: int, threat: int, kind: int, from_s: float) -> float:
    """Return when a fire unit would have its first shot at a threat of a class from a time on, with all its
    launchers, wherever its radar faces; infinite if never."""
    choices = world.choices[unit, kind]
    first_s = np.inf
    for place in range(len(choices)):
        if choices[place] < 0:
            break
        for launcher in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
            given = world.launchers[launcher]
            if given.present and given.rounds > 0 and given.interceptor == choices[place]:
                ordered_s = from_s + world.units[unit].order_s
                launch_s, _ = plan_shot(
                    world, raid, unit, launcher, threat, ordered_s, 2.0 * math.pi, raid.free_terms
                )
                first_s = min(first_s, launch_s)
                break
    return first_s
