"""The launch planner: the earliest launch whose intercept is inside envelope, flight time and radar
support."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..earth.path_tables import Node, Sight
from ..kernel.jit import kernel
from ..kernel.records import Cube, Rows
from ..radar.radar_table import Radar
from ..radar.snr import faces, is_in_limits, is_in_sight
from .interceptor_table import CONSTANT_SPEED, FLYOUT_TABLE, Interceptor
from .table import table_time_s

__all__ = ["Shooting", "find_node", "flight_time_s", "is_held", "is_in_reach", "plan_launch"]


class Shooting(NamedTuple):
    """Who may shoot at what: a path, a round on its launcher, and the radar that supports it.

    ``met`` and ``held`` are the nodes of the path as the sites of the launcher and of the engagement radar
    see them; ``flyout_time_s`` [level, height, range]. The sector allowed to the radar has a half width
    and a centre. Whoever shoots may want to meet the threat at ``meet_min_m`` to ``meet_max_m`` from the
    launcher, until ``meet_until_s`` on the clock of the path. With ``remote`` the radar is another than that
    of the fire unit, and must hold the threat for any round.
    """

    nodes: Rows[Node]
    met: Rows[Sight]
    held: Rows[Sight]
    interceptor: Interceptor
    flyout_time_s: Cube[float]
    radar: Radar
    ballistic: bool
    launcher_alt_msl_m: float
    sector_half_rad: float
    sector_centre_rad: float
    meet_min_m: float = 0.0
    meet_max_m: float = np.inf
    meet_until_s: float = np.inf
    remote: bool = False


@kernel(inline=True)
def find_node(nodes: Rows[Node], end: int, path_s: float, cursor: int) -> int:
    """Return the last node at or before ``path_s`` that has a successor, searching on from ``cursor``."""
    last = end - 2
    while cursor < last and nodes[cursor + 1].path_s <= path_s:
        cursor += 1
    return cursor


@kernel(inline=True)
def flight_time_s(
    interceptor: Interceptor, flyout_time_s: Cube[float], slant_m: float, ground_m: float, height_m: float
) -> float:
    """Return the time of flight to a point by its slant and ground range and height above the launcher."""
    if interceptor.flyout_mode == CONSTANT_SPEED:
        return slant_m / interceptor.flyout_level
    if interceptor.flyout_mode == FLYOUT_TABLE:
        up = height_m / interceptor.height_step_m
        out = ground_m / interceptor.range_step_m
        return table_time_s(flyout_time_s, interceptor.flyout_level, up, out)
    return interceptor.flyout_level


@kernel(inline=True)
def _launch_time_s(shooting: Shooting, node: int) -> float:
    """Return when a round must be launched to meet the threat at a node, on the clock of the path."""
    place = shooting.nodes[node]
    met = shooting.met[node]
    height_m = place.alt_msl_m - shooting.launcher_alt_msl_m
    return place.path_s - flight_time_s(
        shooting.interceptor, shooting.flyout_time_s, met.slant_m, met.ground_m, height_m
    )


@kernel(inline=True)
def is_held(shooting: Shooting, node: int) -> bool:
    """Whether the radar holds the threat at a node within its limits."""
    seen = shooting.held[node]
    return (
        is_in_sight(seen, shooting.radar)
        and is_in_limits(seen, shooting.radar)
        and faces(seen, shooting.sector_half_rad, shooting.sector_centre_rad)
    )


@kernel(inline=True)
def _part_below(low: float, high: float, first: float, last: float, limit: float) -> tuple[float, float]:
    """Return the part of [low, high] where a number from ``first`` to ``last`` is at most ``limit``; the
    first of the two is the greater where there is none.
    """
    if first > limit:
        if last > limit:
            return 2.0, 1.0
        return max(low, (limit - first) / (last - first)), high
    if last > limit:
        return low, min(high, (limit - first) / (last - first))
    return low, high


@kernel(inline=True)
def _farthest(shooting: Shooting) -> tuple[float, float]:
    """Return greatest range and greatest altitude against the threat at hand."""
    round_ = shooting.interceptor
    if shooting.ballistic:
        return round_.range_max_ballistic_m, round_.alt_max_ballistic_msl_m
    return round_.range_max_m, round_.alt_max_msl_m


@kernel(inline=True)
def is_in_reach(shooting: Shooting, node: int) -> bool:
    """Whether a node lies inside the envelope, the least range left aside."""
    round_, place = shooting.interceptor, shooting.nodes[node]
    range_max_m, alt_max_m = _farthest(shooting)
    return (
        shooting.met[node].slant_m <= range_max_m
        and place.alt_msl_m <= alt_max_m
        and place.height_agl_m >= round_.alt_min_agl_m
        and place.speed_mps <= round_.target_speed_max_mps
    )


@kernel(inline=True)
def _part_in_envelope(shooting: Shooting, node: int, low: float) -> tuple[float, float]:
    """Return the part of the segment that ends at a node, from ``low`` on, that the envelope and whoever
    shoots allow."""
    round_ = shooting.interceptor
    before, place = shooting.nodes[node - 1], shooting.nodes[node]
    before_m, range_m = shooting.met[node - 1].slant_m, shooting.met[node].slant_m
    range_max_m, alt_max_m = _farthest(shooting)
    high = 1.0
    range_min_m = max(round_.range_min_m, shooting.meet_min_m)
    low, high = _part_below(low, high, before_m, range_m, min(range_max_m, shooting.meet_max_m))
    low, high = _part_below(low, high, -before_m, -range_m, -range_min_m)
    low, high = _part_below(low, high, before.path_s, place.path_s, shooting.meet_until_s)
    low, high = _part_below(low, high, before.alt_msl_m, place.alt_msl_m, alt_max_m)
    low, high = _part_below(low, high, -before.height_agl_m, -place.height_agl_m, -round_.alt_min_agl_m)
    return _part_below(low, high, before.speed_mps, place.speed_mps, round_.target_speed_max_mps)


@kernel(inline=True)
def _gap_before(shooting: Shooting, first: int, cursor: int, earliest_s: float) -> float:
    """Return the start of the gap in the radar's support that is open at a node: infinite while it sees the
    threat, minus infinite if it is longer than can be bridged."""
    gap_from_s = np.inf
    node = cursor
    while not is_held(shooting, node):
        gap_from_s = shooting.nodes[node].path_s
        if node == first or gap_from_s < earliest_s - shooting.interceptor.coast_s:
            return -np.inf
        node -= 1
    return gap_from_s


@kernel(inline=True)
def _judge_support(
    shooting: Shooting, look: int, node: int, end_s: float, gap_from_s: float
) -> tuple[int, float, float]:
    """Judge the radar's support at the nodes after ``look`` up to a time or a node; return the last that was
    judged, when the gap began that is open there, infinite if none is, and the end of the last gap that was
    too long to bridge, minus infinite if none was."""
    round_ = shooting.interceptor
    lost_until_s = -np.inf
    while look < node and shooting.nodes[look + 1].path_s <= end_s:
        look += 1
        look_s = shooting.nodes[look].path_s
        if not is_held(shooting, look):
            gap_from_s = min(gap_from_s, look_s)
        elif gap_from_s < np.inf:
            if look_s - gap_from_s > round_.coast_s:
                lost_until_s = look_s
            gap_from_s = np.inf
    return look, gap_from_s, lost_until_s


@kernel(inline=True)
def _part_from(before_s: float, after_s: float, from_s: float) -> float:
    """Return from which part of a segment on a time that goes from ``before_s`` to ``after_s`` has come."""
    if not before_s < from_s:
        return 0.0
    part = (from_s - before_s) / (after_s - before_s)
    if not part <= 1.0:
        return 1.0  # the segment begins where the round cannot fly
    return part


@kernel(inline=True)
def plan_launch(
    shooting: Shooting, first: int, cursor: int, end: int, earliest_s: float
) -> tuple[float, float, float]:
    """Return (launch, intercept, intercept range) of the first feasible shot at a path; times on the path's
    clock.

    The launch is the earliest at or after ``earliest_s`` such that the collision course meets the threat
    inside the envelope (range, altitude, height above ground, threat speed) and the supporting radar sees
    the threat from launch until ``support_before_s`` before intercept (at launch in any case), with gaps of
    at most ``coast_s`` bridged; a gap counts from its own beginning, before ``earliest_s`` or not. Times,
    flight times and what the envelope limits are linear between nodes, so a constant-speed round against a
    straight inbound path is exact. All three are infinite if there is no such shot.

    Parameters
    ----------
    shooting
        Who may shoot at what.
    first, cursor, end
        Start of the path, a node at or before ``earliest_s``, and the end of the path.
    earliest_s
        No launch is planned before this time.
    """
    nodes = shooting.nodes
    round_ = shooting.interceptor
    supported = shooting.remote or not round_.any_track  # whether the radar must hold the threat
    supported_from_s = earliest_s  # a launch before this would meet a gap longer than the coast
    gap_from_s = _gap_before(shooting, first, cursor, earliest_s) if supported else np.inf
    look = cursor  # the last node whose support was judged
    launch_s = _launch_time_s(shooting, cursor)
    for node in range(cursor + 1, end):
        before_launch_s = launch_s
        node_s = nodes[node].path_s
        launch_s = _launch_time_s(shooting, node)
        if supported:
            support_end_s = max(node_s - round_.support_before_s, launch_s)
            look, gap_from_s, lost_until_s = _judge_support(shooting, look, node, support_end_s, gap_from_s)
            supported_from_s = max(supported_from_s, lost_until_s)
            if support_end_s - gap_from_s > round_.coast_s:
                continue
        if not launch_s >= supported_from_s:
            continue
        # the part [low, high] of the segment that ends at this node where launch time and envelope fit
        low = _part_from(before_launch_s, launch_s, supported_from_s)
        low, high = _part_in_envelope(shooting, node, low)
        if low > high:
            continue
        before_s = nodes[node - 1].path_s
        planned_s = launch_s
        if before_launch_s != -np.inf:
            planned_s = max(before_launch_s + low * (launch_s - before_launch_s), earliest_s)
        before_m, range_m = shooting.met[node - 1].slant_m, shooting.met[node].slant_m
        return planned_s, before_s + low * (node_s - before_s), before_m + low * (range_m - before_m)
    return np.inf, np.inf, np.inf
