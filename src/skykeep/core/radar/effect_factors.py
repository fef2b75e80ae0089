"""What radar effects make of looks along rays to a site: one factor on the power ratio for each cell."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..earth.horizon import elevation_tan, slant2_m2
from ..kernel.by_address import by_address
from ..kernel.jit import array_kernel
from .effects import Cell, affected_snr
from .inbound import RadarColumns, Rays

__all__ = ["RayEffects", "fill_effect_factors"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
Records = npt.NDArray[np.void]

_TOUCH_M = 1e-2


class RayEffects(NamedTuple):
    """Effects of radars at a site against the target at hand.

    ``receivers`` [radar] and ``sources`` [radar, source] are those of raids, ``screening_m2`` [radar] is J/N
    times squared range of the target's own jammer, ``azimuth_rad`` [ray]. ``bent_power`` [radar, ray, range]
    is what the terrain leaves of an echo; it is empty without diffraction. What sends back clutter stands
    ``clutter_top_m`` above the ground.
    """

    receivers: Records
    sources: Records
    screening_m2: F64
    azimuth_rad: F64
    bent_power: F32
    clutter_top_m: float


@array_kernel(error_model="numpy")
def fill_effect_factors(
    radars: RadarColumns, rays: Rays, effects: RayEffects, flight: tuple[float, float], clear: F32, bent: F32
) -> None:
    """Fill ``clear`` and ``bent`` [radar, ray, range] with factors on the power ratio of a look.

    ``clear`` is that of a target in sight, everywhere; ``bent`` that of one that is hidden, 0 where no echo
    bends over what hides it, and is left alone where effects are without diffraction. ``flight`` is the speed
    of the target (m/s), straight to the site, and its height above ground (m). Sources of noise are on.
    """
    speed_mps, height_agl_m = flight
    bends = effects.bent_power.shape[0] > 0
    for radar in range(radars.rows.shape[0]):
        antenna_m = rays.radius_m + radars.antenna_alt_msl_m[radar]
        snr4 = radars.rows[radar].snr_range4_per_m2
        sources = by_address(effects.sources[radar])
        for ray in range(rays.ground_alt_msl_m.shape[0]):
            for point in range(rays.range_m.shape[0]):
                lowest_m = float(radars.lowest_alt_msl_m[radar, ray, point])
                if math.isnan(lowest_m):
                    break
                ground_m = float(rays.ground_alt_msl_m[ray, point])
                alt_m = ground_m + height_agl_m
                target_m = rays.radius_m + alt_m
                tangent = elevation_tan(antenna_m, target_m, rays.cosine[point], rays.sine[point])
                hidden = alt_m < lowest_m - _TOUCH_M
                power = float(effects.bent_power[radar, ray, point]) if bends else 1.0
                cell = Cell(
                    slant_m=math.sqrt(slant2_m2(antenna_m, target_m, rays.half_sine2[point])),
                    ground_m=rays.range_m[point],
                    azimuth_rad=effects.azimuth_rad[ray],
                    alt_msl_m=alt_m,
                    height_agl_m=height_agl_m,
                    radial_speed_mps=speed_mps / math.sqrt(1.0 + tangent * tangent),
                    in_sight=True,
                    ground_seen=ground_m + effects.clutter_top_m >= lowest_m - _TOUCH_M,
                    diffracted=1.0 if hidden else power,
                    self_screening_m2=effects.screening_m2[radar],
                    axis_rad=effects.azimuth_rad[ray],
                    time_s=math.nan,
                )
                receiver = effects.receivers[radar]
                clear[radar, ray, point] = affected_snr(1.0, snr4, receiver, sources, by_address(cell))
                if bends and hidden and power > 0.0:
                    behind = Cell(
                        slant_m=cell.slant_m,
                        ground_m=cell.ground_m,
                        azimuth_rad=cell.azimuth_rad,
                        alt_msl_m=cell.alt_msl_m,
                        height_agl_m=cell.height_agl_m,
                        radial_speed_mps=cell.radial_speed_mps,
                        in_sight=False,
                        ground_seen=cell.ground_seen,
                        diffracted=power,
                        self_screening_m2=cell.self_screening_m2,
                        axis_rad=cell.axis_rad,
                        time_s=cell.time_s,
                    )
                    bent[radar, ray, point] = affected_snr(1.0, snr4, receiver, sources, by_address(behind))
