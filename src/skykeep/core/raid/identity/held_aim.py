"""What a threat flies at as far as a defence can tell from its track: places, course and speed.

Where something falls is computed from its track, and a track tells by its height and speed that it falls,
whatever class the post takes the threat for. What flies on may be headed for any place that lies ahead near
the line of its course. A place counts that is no farther than ``BESIDE_M`` from that point or line; what a
threat is after among several nobody can tell, so the first that it comes to says when it arrives, and the
most valuable what is at stake. What points at none of the places that are known flies at nothing of worth.
What moves is a place where it stands, and none while it is under way.

Cases that have no such places (reference cases, assignments) say what each threat flies at, and it is known.
"""

from __future__ import annotations

import math

import numpy as np

from ...interceptor.launch_planner import find_node
from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..state import Raid
from ..tables.known_places import BESIDE_M, KnownPlace
from ..world import World
from .aims import aims_at_part, aims_at_unit

__all__ = [
    "ends_near",
    "first_arrival_s",
    "flies_at_part",
    "flies_at_unit",
    "next_arrival_s",
    "speed_mps",
    "tells_end",
    "value_at_stake",
]


@kernel()
def tells_end(world: World, threat: int) -> bool:
    """Whether the end of a threat's path is known from its track, as that of what falls is, or given."""
    return len(world.known_places) == 0 or world.classes[world.threats[threat].threat_class].ballistic


@kernel()
def speed_mps(world: World, raid: Raid, threat: int) -> float:
    """Return the speed of a threat now."""
    _follow(world, raid, threat)
    return world.nodes[raid.threats[threat].node].speed_mps


@kernel()
def _follow(world: World, raid: Raid, threat_number: int) -> None:
    """Keep the node of its path that a threat has passed last."""
    threat = raid.threats[threat_number]
    path_s = raid.progress.now_s - threat.start_s
    threat.node = find_node(world.nodes, threat.end_node, path_s, threat.node)


@kernel()
def _arrives_s(world: World, raid: Raid, threat_number: int, number: int) -> float:
    """Return when a threat that is followed comes to a place, as its track foretells now; infinite if it does
    not."""
    threat = raid.threats[threat_number]
    site = _site_of(raid, world.known_places[number])
    if site < 0:
        return np.inf
    if tells_end(world, threat_number):
        return threat.impact_s if world.sights[site, threat.end_node - 1].ground_m <= BESIDE_M else np.inf
    ahead_m, beside_m, over_ground_mps = _course(world, raid, threat_number, site)
    if ahead_m <= 0.0 or beside_m > BESIDE_M:
        return np.inf
    return raid.progress.now_s + ahead_m / over_ground_mps


@kernel()
def _site_of(raid: Raid, place: KnownPlace) -> int:
    """Return the site from which a place is seen now, -1 while what stands there is under way."""
    if place.move < 0:
        return place.site
    move = raid.wear.moves[place.move]
    if raid.progress.now_s >= move.arrives_s:
        return place.moved_site
    return place.site if raid.progress.now_s < move.gone_s else -1


@kernel()
def _course(world: World, raid: Raid, threat_number: int, site: int) -> tuple[float, float, float]:
    """Return how far ahead a site lies on the course of a threat that is followed, how far beside it, and the
    speed over ground."""
    threat = raid.threats[threat_number]
    path_s = max(raid.progress.now_s - threat.start_s, 0.0)
    node = threat.node
    before, after = world.sights[site, node], world.sights[site, node + 1]
    took_s = world.nodes[node + 1].path_s - world.nodes[node].path_s
    share = min((path_s - world.nodes[node].path_s) / took_s, 1.0)
    east_m = before.ground_m * math.sin(before.azimuth_rad)
    north_m = before.ground_m * math.cos(before.azimuth_rad)
    along_east_m = after.ground_m * math.sin(after.azimuth_rad) - east_m
    along_north_m = after.ground_m * math.cos(after.azimuth_rad) - north_m
    length_m = math.hypot(along_east_m, along_north_m)
    if length_m == 0.0:
        return 0.0, 0.0, 0.0
    east_m += share * along_east_m
    north_m += share * along_north_m
    ahead_m = -(east_m * along_east_m + north_m * along_north_m) / length_m
    beside_m = abs(east_m * along_north_m - north_m * along_east_m) / length_m
    return ahead_m, beside_m, length_m / took_s


@kernel_on_demand()
def value_at_stake(world: World, raid: Raid, threat: int) -> float:
    """Return the worth of the most valuable asset that a threat may fly at; 0 for none."""
    if len(world.known_places) == 0:
        given = world.threats[threat]
        return 0.0 if aims_at_part(given) else given.aim_value
    _follow(world, raid, threat)
    worth = 0.0
    for number in range(len(world.known_places)):
        if _arrives_s(world, raid, threat, number) < np.inf:
            worth = max(worth, world.known_places[number].value)
    return worth


@kernel_on_demand()
def flies_at_part(world: World, raid: Raid, threat: int) -> bool:
    """Whether a threat may fly at a part of the defence."""
    if len(world.known_places) == 0:
        return aims_at_part(world.threats[threat])
    _follow(world, raid, threat)
    for number in range(len(world.known_places)):
        place = world.known_places[number]
        if max(place.at_unit, place.at_post) >= 0 and _arrives_s(world, raid, threat, number) < np.inf:
            return True
    return False


@kernel_on_demand()
def flies_at_unit(world: World, raid: Raid, threat: int, unit: int) -> bool:
    """Whether a threat may fly at what a fire unit is made of: its radars, its own post, its launchers."""
    if len(world.known_places) == 0:
        return aims_at_unit(world, world.threats[threat], unit)
    _follow(world, raid, threat)
    for number in range(len(world.known_places)):
        place = world.known_places[number]
        own = place.at_unit == unit or place.at_post == world.units[unit].post
        if own and _arrives_s(world, raid, threat, number) < np.inf:
            return True
    return False


@kernel_on_demand()
def first_arrival_s(world: World, raid: Raid, threat: int) -> float:
    """Return when a threat comes to the first place that it may fly at; -infinite if to none."""
    if len(world.known_places) == 0:
        return raid.threats[threat].impact_s
    _follow(world, raid, threat)
    first_s = np.inf
    for number in range(len(world.known_places)):
        first_s = min(first_s, _arrives_s(world, raid, threat, number))
    return first_s if first_s < np.inf else -np.inf


@kernel_on_demand()
def next_arrival_s(world: World, raid: Raid, threat: int) -> float:
    """Return when a threat will have passed the first place that it may fly at, where it may fly at another
    behind that; infinite if there is none."""
    _follow(world, raid, threat)
    first_s, last_s = np.inf, -np.inf
    for number in range(len(world.known_places)):
        arrives_s = _arrives_s(world, raid, threat, number)
        if arrives_s < np.inf:
            first_s, last_s = min(first_s, arrives_s), max(last_s, arrives_s)
    return first_s if first_s < last_s else np.inf


@kernel_on_demand()
def ends_near(world: World, raid: Raid, threat_number: int, unit: int, near_m: float) -> bool:
    """Whether a place that a threat may fly at lies within a ground range of a fire unit, where the course of
    the threat comes to it."""
    site = raid.units[unit].site
    if tells_end(world, threat_number):
        return world.sights[site, raid.threats[threat_number].end_node - 1].ground_m <= near_m
    _follow(world, raid, threat_number)
    ahead_m, beside_m, over_ground_mps = _course(world, raid, threat_number, site)
    for number in range(len(world.known_places)):
        arrives_s = _arrives_s(world, raid, threat_number, number)
        if arrives_s < np.inf:
            to_place_m = (arrives_s - raid.progress.now_s) * over_ground_mps
            if math.hypot(ahead_m - to_place_m, beside_m) <= near_m:
                return True
    return False
