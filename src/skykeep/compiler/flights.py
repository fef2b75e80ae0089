"""Height, speed and time of each flight kind over sampled ground."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.earth.kepler import KeplerArc, arc_nodes, arc_through_apogee, minimum_energy_arc
from ..core.earth.paths import dive_to_aim, lowest_profile
from ..core.earth.quasi_ballistic import quasi_ballistic_path
from ..errors import CompileError
from .path_families import PathFamily

__all__ = ["Flown", "ballistic_arc", "fly", "fly_arc"]

F64 = npt.NDArray[np.float64]


class Flown(NamedTuple):
    """Flight of one family over all bearings, shape ``(paths, nodes)``; speed also ``(nodes,)``.

    ``time_s`` is ``None`` where it follows from speed and length. The path is checked against the ground from
    ``descent_node`` on; ``avoids_ground`` says that it cannot meet it at all.
    """

    alt_msl_m: F64
    speed_mps: F64
    time_s: F64 | None
    descent_node: int
    avoids_ground: bool


def fly(family: PathFamily, ground_msl_m: F64, spacing_m: float) -> Flown:
    """Return the flight of a family (every kind but ballistic) over ground sampled along its bearings.

    Parameters
    ----------
    family
        A checked family.
    ground_msl_m
        Ground heights, shape ``(paths, nodes)``, nan where unknown; the last column is the aim point.
    spacing_m
        Ground distance between nodes.

    Raises
    ------
    CompileError
        If the heights of the family do not fit the height of its aim point or its ground range.
    """
    if family.flight == "quasi_ballistic":
        return _fly_quasi_ballistic(family, ground_msl_m)
    speed_mps = np.full(ground_msl_m.shape[-1], family.speed_mps)
    if family.flight == "straight_to_aim":
        return Flown(_straight_line(family, ground_msl_m), speed_mps, None, 0, avoids_ground=False)
    climb_slope, dive_slope = math.tan(family.climb_max_rad), math.tan(family.dive_max_rad)
    known_m = np.where(np.isnan(ground_msl_m), -np.inf, ground_msl_m)
    if family.flight == "terrain_following":
        floor_m = known_m + family.set_height_m
    else:
        floor_m = np.maximum(known_m + family.clearance_agl_m, family.set_height_m)
    profile_m = lowest_profile(floor_m, spacing_m, climb_slope=climb_slope, dive_slope=dive_slope)
    if family.flight != "level_overhead":
        profile_m = dive_to_aim(profile_m, ground_msl_m, spacing_m, dive_slope=dive_slope)
    return Flown(profile_m, speed_mps, None, 0, avoids_ground=True)


def _straight_line(family: PathFamily, ground_msl_m: F64) -> F64:
    """Return the straight line from the set height down to the aim point, refused if it is too steep or
    climbs."""
    aim_msl_m = float(ground_msl_m[0, -1])
    fall_m = family.set_height_m - aim_msl_m
    if fall_m <= 0.0:
        raise CompileError(
            f"{family.label}: alt_msl_m = {family.set_height_m:g} is not above the ground of "
            f"the aim point ({aim_msl_m:.0f} m); give a greater altitude"
        )
    if fall_m > math.tan(family.dive_max_rad) * family.standoff_m:
        least_m = fall_m / math.tan(family.dive_max_rad)
        raise CompileError(
            f"{family.label}: from alt_msl_m = {family.set_height_m:g} at standoff_m = {family.standoff_m:g} "
            f"the path to the aim point is steeper than dive_max_rad = {family.dive_max_rad:g}; "
            f"give a standoff_m of at least {math.ceil(least_m):d}"
        )
    line_m = np.linspace(family.set_height_m, aim_msl_m, ground_msl_m.shape[-1])
    return np.ascontiguousarray(np.broadcast_to(line_m, ground_msl_m.shape))


def _fly_quasi_ballistic(family: PathFamily, ground_msl_m: F64) -> Flown:
    apogee_msl_m, body = family.apogee_msl_m, family.body
    assert apogee_msl_m is not None
    assert body is not None
    aim_msl_m = float(ground_msl_m[0, -1])
    _check_apogee(family, apogee_msl_m, aim_msl_m)
    try:
        path = quasi_ballistic_path(
            ground_msl_m.shape[-1],
            family.standoff_m,
            apogee_msl_m=apogee_msl_m,
            aim_msl_m=aim_msl_m,
            body=body,
        )
    except ValueError as error:
        raise CompileError(
            f"{family.label}: {error} (apogee_m and standoff_m of the group); give a smaller standoff_m or a "
            "greater apogee_m"
        ) from error
    alt_msl_m, time_s = (
        np.ascontiguousarray(np.broadcast_to(column, ground_msl_m.shape))
        for column in (path.alt_msl_m, path.time_s)
    )
    return Flown(alt_msl_m, path.speed_mps, time_s, path.apogee_node, avoids_ground=False)


def ballistic_arc(family: PathFamily, range_m: F64, aim_msl_m: float) -> KeplerArc:
    """Return the arcs of a ballistic family over the given ground ranges, one each.

    Both ends lie at the height of the aim point's ground, so the impact is on the aim point; the launch place
    is not modelled.

    Raises
    ------
    CompileError
        If the apogee is not above the aim point's ground.
    """
    if family.apogee_msl_m is None:
        return minimum_energy_arc(range_m, end_alt_msl_m=aim_msl_m)
    _check_apogee(family, family.apogee_msl_m, aim_msl_m)
    return arc_through_apogee(range_m, apogee_msl_m=family.apogee_msl_m, end_alt_msl_m=aim_msl_m)


def fly_arc(arc: KeplerArc, nodes: int) -> Flown:
    """Return the flight along ballistic arcs; it is checked against the ground from the apogee on."""
    points = arc_nodes(arc, nodes)
    return Flown(points.alt_msl_m, points.speed_mps, points.time_s, nodes // 2, avoids_ground=False)


def _check_apogee(family: PathFamily, apogee_msl_m: float, aim_msl_m: float) -> None:
    if not apogee_msl_m > aim_msl_m:
        raise CompileError(
            f"{family.label}: an apogee of {apogee_msl_m:g} m above sea level is not above the ground of the "
            f"aim point ({aim_msl_m:.0f} m); give a greater apogee"
        )
