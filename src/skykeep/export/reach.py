"""Where the antenna of a radar may look, as an area about it."""

from __future__ import annotations

import math

import numpy as np
import shapely

from skykeep.engine.scene import RadarReach

__all__ = ["sector_of"]

_STEP_RAD = math.radians(2.0)


def sector_of(disc: shapely.MultiPolygon, reach: RadarReach, facing_rad: float) -> shapely.MultiPolygon:
    """Return the sector of a disc, in metres east and north of its middle, that a radar faces; the whole disc
    for one that turns all round, or whose facing is not known (nan)."""
    half_rad = reach.sector_half_rad
    if half_rad >= math.pi or math.isnan(facing_rad):
        return disc
    far_m = 2.0 * reach.range_m
    steps = max(2, math.ceil(2.0 * half_rad / _STEP_RAD) + 1)
    angle_rad = facing_rad + np.linspace(-half_rad, half_rad, steps)
    edge = np.stack([far_m * np.sin(angle_rad), far_m * np.cos(angle_rad)], axis=-1)
    wedge = shapely.Polygon([(0.0, 0.0), *edge.tolist()])
    cut = shapely.intersection(disc, wedge)
    return shapely.MultiPolygon([part for part in shapely.get_parts(cut) if part.geom_type == "Polygon"])
