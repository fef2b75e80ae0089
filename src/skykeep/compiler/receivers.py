"""Receivers for radar effects: what a radar's band, surroundings and figures make of it in each world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..core.earth.horizon import MEAN_EARTH_RADIUS_M
from ..core.kernel.records import Rows
from ..core.radar.clutter import residue_m
from ..core.radar.effects import Receiver
from ..core.radar.equation import SPEED_OF_LIGHT_MPS
from ..core.radar.jamming import pencil_beamwidth_rad
from ..model.radar_effects import RadarEffects
from .air import gas_db_per_m, rain_db_per_m

__all__ = ["EFFECTS", "Antenna", "Values", "fill_receiver", "wavelength_m"]

F64 = npt.NDArray[np.float64]

Values = Callable[[str, str], F64]
"""Values of a figure over worlds, by the path of its entry and the name of its field."""

EFFECTS = "effects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Antenna:
    """Where an antenna stands, its band, and how the air bends its beams; arrays are over worlds."""

    band: str
    height_agl_m: F64
    site_alt_msl_m: float
    k: F64


def wavelength_m(antenna: Antenna, value: Values) -> F64:
    """Return the wavelength of each world."""
    return SPEED_OF_LIGHT_MPS / value(f"{EFFECTS}/bands/{antenna.band}", "frequency_hz")


def fill_receiver(rows: Rows[Receiver], antenna: Antenna, effects: RadarEffects, value: Values) -> None:
    """Fill the row of one radar in each world with what the effects that are on make of it.

    Raises
    ------
    CompileError
        If gas or rain is on and itur is not installed.
    """
    band, receivers = f"{EFFECTS}/bands/{antenna.band}", f"{EFFECTS}/receivers"
    cover, air = f"{EFFECTS}/land_covers/{effects.land_cover}", f"{EFFECTS}/air"
    rows["antenna_height_m"] = antenna.height_agl_m
    rows["site_alt_msl_m"] = antenna.site_alt_msl_m
    rows["earth_radius_m"] = antenna.k * MEAN_EARTH_RADIUS_M
    rows["vertical"] = effects.vertical
    rows["sea"] = effects.land_cover == "sea"
    if effects.clutter or effects.multipath:
        rows["beam_rad"] = pencil_beamwidth_rad(value(band, "antenna_gain_db"))
    if effects.multipath:
        rows["reflects"] = True
        rows["wavelength_m"] = wavelength_m(antenna, value)
        rows["roughness_m"] = value(cover, "roughness_m")
    if effects.clutter:
        rows["residue_m2_per_m"] = residue_m(
            value(cover, "sigma0_db"),
            rows["beam_rad"],
            value(receivers, "range_cell_m"),
            value(receivers, "improvement_db"),
        )
    if effects.notch:
        rows["least_speed_mps"] = value(receivers, "least_speed_mps")
    if effects.gas:
        frequency_hz = value(band, "frequency_hz")
        dry, wet = gas_db_per_m(frequency_hz, value(air, "vapour_kgpm3"))
        rows["dry_db_per_m"], rows["wet_db_per_m"] = dry, wet
    if effects.rain:
        rows["rain_db_per_m"] = rain_db_per_m(
            value(band, "frequency_hz"), value(air, "rain_rate_mmph"), vertical=effects.vertical
        )
        rows["rain_top_msl_m"] = value(air, "rain_top_msl_m")
        rows["rain_extent_m"] = value(air, "rain_extent_m")
