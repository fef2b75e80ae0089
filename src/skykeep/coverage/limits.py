"""What limits the seen range on each bearing: each limit is taken away in turn, and what helps most is the
answer.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from skykeep.core.earth.horizon import effective_radius_m, horizon_ground_m
from skykeep.core.radar.detection import required_snr_db
from skykeep.core.radar.inbound import RadarColumns, make_rays

from .columns import radar_columns
from .effects import with_effects
from .polar import PolarAnswer, confirmed
from .setup import SiteSetup

__all__ = ["LIMITS", "limited_by", "single_look_m"]

F64 = npt.NDArray[np.float64]

LIMITS = ("horizon", "terrain", "power", "instrument", "elevation", "effects", "data")
"""What can limit: the round earth, hills, radar power, the end of the display, the beam's elevation limits,
radar effects that are on, and the edge of the elevation data."""

_REMOVED = ("sight", "elevation", "instrument", "power")
_BOUNDLESS = {
    "elevation": {"elevation_min_rad": -np.inf, "elevation_max_rad": np.inf},
    "instrument": {"instrumented_m": np.inf},
    "power": {"snr_range4_per_m2": np.inf},
}
"""Limits that are taken away in turn, and the figures of a radar that has none of one."""

HORIZON_SHARE = (0.9, 1.15)
"""Sight that ends within these shares of the smooth-earth horizon is limited by the horizon, otherwise by
terrain.
"""


def limited_by(setup: SiteSetup, answer: PolarAnswer) -> tuple[str, ...]:
    """Return the limit of the seen range on each whole degree of bearing.

    Sight, elevation limits, display and power (detection is then certain) are taken away in turn from all
    radars at once; the one without which the threat is seen farthest is the limit. Sight is split by the
    smooth-earth horizon of the highest antenna over the ground where sight ends. Radar effects are named
    where they cost range that power would win back.
    """
    stride = setup.question.bearings // 360
    ground = np.ascontiguousarray(setup.rays.ground_alt_msl_m[::stride])
    rays = make_rays(ground, setup.rays.range_m, setup.rays.radius_m)
    columns = radar_columns(
        setup.picture,
        np.ascontiguousarray(setup.picture_lowest[:, ::stride]),
        answer.target,
        setup.profiles.site_alt_msl_m,
    )
    columns = with_effects(setup, setup.picture, columns, rays, answer.target)
    limits = (*_REMOVED, "effects") if setup.question.effects is not None else _REMOVED
    seen = answer.seen_range_m[::stride]
    judged = answer.judged_range_m[::stride]
    removed = [_without(columns, limit) for limit in limits]
    without = np.stack([confirmed(each, rays, setup.question, answer.target) for each in removed])
    gain = without - seen
    best = np.argmax(gain, axis=0)
    step = rays.range_m[1] - rays.range_m[0]
    labels = []
    horizon = _smooth_horizon_m(setup, answer, stride)
    for bearing in range(360):
        limit = limits[int(best[bearing])]
        if limit == "power" and "effects" in limits and gain[limits.index("effects"), bearing] >= step:
            limit = "effects"  # power without end outshouts every jammer: what costs the range is named
        at_edge = judged[bearing] < rays.range_m[-1] and seen[bearing] >= judged[bearing] - _one_look_m(
            setup, answer
        )
        if at_edge:
            limit = "data"
        elif limit == "sight" or gain[best[bearing], bearing] < step:
            share = answer.sight_range_m[::stride][bearing] / horizon[bearing]
            limit = "horizon" if HORIZON_SHARE[0] <= share <= HORIZON_SHARE[1] else "terrain"
        labels.append(limit)
    return tuple(labels)


def _without(columns: RadarColumns, limit: str) -> RadarColumns:
    """Return radars from which one limit is taken away."""
    if limit == "sight":
        lowest = columns.lowest_alt_msl_m
        return columns._replace(lowest_alt_msl_m=np.where(np.isnan(lowest), lowest, np.float32(-np.inf)))
    if limit == "effects":
        none = np.zeros((0, 0, 0), np.float32)
        return columns._replace(clear_factor=none, bent_factor=none)
    rows = columns.rows.copy()
    for name, value in _BOUNDLESS[limit].items():
        rows[name] = value
    return columns._replace(rows=rows)


def single_look_m(setup: SiteSetup, answer: PolarAnswer) -> float:
    """Return how far out one look of the best radar finds the target with the probability asked for, m.

    Hills and horizon are left aside; the end of the display is not. The seen range adds up the looks of the
    whole approach, so it may lie farther out.
    """
    detection = setup.question.detection
    needed_db = required_snr_db(
        answer.target.swerling, detection.pulses, detection.p_false_alarm, detection.p_detect
    )
    columns = radar_columns(setup.picture, setup.picture_lowest, answer.target, setup.profiles.site_alt_msl_m)
    snr_range4_m4 = columns.rcs_m2 * columns.rows["snr_range4_per_m2"]
    power_m = (snr_range4_m4 / 10.0 ** (needed_db / 10.0)) ** 0.25
    return float(np.minimum(power_m, columns.rows["instrumented_m"]).max(initial=0.0))


def _one_look_m(setup: SiteSetup, answer: PolarAnswer) -> float:
    """Return how far the threat comes in the looks of one confirmation, m: a seen range this near to the edge
    of the data is limited by the data."""
    slowest = max(radar.revisit_s for radar in setup.picture)
    return setup.question.detection.confirm_n * slowest * answer.target.speed_mps


def _smooth_horizon_m(setup: SiteSetup, answer: PolarAnswer, stride: int) -> F64:
    """Return the smooth-earth horizon on each whole degree, m, over the level of the ground where sight
    ends.
    """
    ranges = setup.rays.range_m
    sight = answer.sight_range_m[::stride]
    point = np.clip(np.searchsorted(ranges, sight), 0, ranges.size - 1)
    level = setup.rays.ground_alt_msl_m[::stride][np.arange(360), point].astype(np.float64)
    level = np.where(np.isnan(level), setup.profiles.site_alt_msl_m, level)
    mast = max(radar.antenna_height_m for radar in setup.picture)
    antenna = np.maximum(setup.profiles.site_alt_msl_m + mast - level, mast)
    radius_m = effective_radius_m(setup.question.k)
    return horizon_ground_m(antenna, max(answer.height_agl_m, 0.0), radius_m)
