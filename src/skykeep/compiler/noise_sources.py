"""What raises the noise of radars by direction: stand-off jammers, what threats carry, blanked sectors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.earth.horizon import MEAN_EARTH_RADIUS_M, horizon_ground_m
from ..core.kernel.records import Grid
from ..core.radar.jamming import Interference, jam_to_noise, pencil_beamwidth_rad
from ..model.radar_effects import BlankedSector, Jammer, RadarEffects
from ..terrain.geodesic import WGS84
from .receivers import EFFECTS, Antenna, Values, wavelength_m

__all__ = ["Emplacement", "screening_m2", "source_rows"]

F64 = npt.NDArray[np.float64]

_TURN_RAD = 2.0 * math.pi


class Emplacement(NamedTuple):
    """A radar as jammers see it: its fire unit and id, where it stands, and its antenna."""

    fire_unit: str
    radar: str
    lat_deg: float
    lon_deg: float
    antenna: Antenna


class _Line(NamedTuple):
    """A jammer from a radar: azimuth (from the raid's axis where it turns with it), ranges, bearing back."""

    azimuth_rad: float
    ground_m: float
    slant_m: float
    back_rad: float
    aim_rad: float


def source_rows(
    radar: Emplacement, aim: tuple[float, float], effects: RadarEffects, value: Values, worlds: int
) -> Grid[Interference]:
    """Return what raises the noise of one radar, shape (worlds, sources): jammers, then blanked sectors.

    Parameters
    ----------
    radar
        The radar.
    aim
        Latitude and longitude of the aim point, degrees.
    effects
        What is on.
    value
        Values of figures over worlds.
    worlds
        How many.
    """
    rows: Grid[Interference] = Interference.table(worlds, len(effects.jammers) + len(effects.blanked_sectors))
    rows["end_s"] = math.inf
    for number, jammer in enumerate(effects.jammers):
        _fill_jammer(rows[:, number], jammer, radar, aim, value)
    for number, sector in enumerate(effects.blanked_sectors, len(effects.jammers)):
        if sector.fire_unit in ("", radar.fire_unit) and sector.radar in ("", radar.radar):
            _fill_sector(rows[:, number], sector)
    return rows


def _fill_jammer(
    row: npt.NDArray[np.void], jammer: Jammer, radar: Emplacement, aim: tuple[float, float], value: Values
) -> None:
    """Fill the row of a jammer: its noise in the main lobe, and in the side lobes."""
    line, antenna = _line(jammer, radar, aim), radar.antenna
    density = (
        value(f"{EFFECTS}/jammers/{jammer.kind}", "erp_density_w_per_hz")
        if jammer.erp_density_w_per_hz is None
        else jammer.erp_density_w_per_hz
    )
    gain_db = value(f"{EFFECTS}/bands/{antenna.band}", "antenna_gain_db")
    in_main = jam_to_noise(
        density,
        line.slant_m,
        gain_db=gain_db,
        wavelength_m=wavelength_m(antenna, value),
        noise_k=value(f"{EFFECTS}/receivers", "noise_k"),
    )
    reached = _in_sight(jammer, line, antenna) & _in_sector(jammer, line)
    in_main = np.where(reached, in_main, 0.0)
    row["azimuth_rad"] = line.azimuth_rad
    row["on_axis"] = jammer.axis_bearing_rad is not None
    row["beamwidth_rad"] = pencil_beamwidth_rad(gain_db)
    row["inside_factor"] = in_main
    row["outside_factor"] = in_main * 10.0 ** (value(f"{EFFECTS}/receivers", "sidelobe_db") / 10.0)
    row["start_s"] = jammer.start_s
    row["end_s"] = math.inf if jammer.end_s is None else jammer.end_s


def _line(jammer: Jammer, radar: Emplacement, aim: tuple[float, float]) -> _Line:
    """Return the line from a radar to a jammer; one on the axis of the raid is seen as from the aim point."""
    rise_m = jammer.alt_msl_m - radar.antenna.site_alt_msl_m
    if jammer.axis_bearing_rad is not None:
        ground_m = float(jammer.distance_m or 0.0)
        return _Line(jammer.axis_bearing_rad, ground_m, math.hypot(ground_m, rise_m), 0.0, 0.0)
    lat_deg, lon_deg = _place(jammer, aim)
    there, back, ground_m = WGS84.inv(radar.lon_deg, radar.lat_deg, lon_deg, lat_deg)
    to_aim, _, _ = WGS84.inv(lon_deg, lat_deg, aim[1], aim[0])
    azimuth, back_rad, aim_rad = (math.radians(degrees) % _TURN_RAD for degrees in (there, back, to_aim))
    return _Line(azimuth, ground_m, math.hypot(ground_m, rise_m), back_rad, aim_rad)


def _place(jammer: Jammer, aim: tuple[float, float]) -> tuple[float, float]:
    """Return latitude and longitude of a jammer that stands still, degrees."""
    if jammer.lat_deg is not None and jammer.lon_deg is not None:
        return jammer.lat_deg, jammer.lon_deg
    bearing_deg = math.degrees(jammer.bearing_rad or 0.0)
    lon_deg, lat_deg, _ = WGS84.fwd(aim[1], aim[0], bearing_deg, jammer.distance_m or 0.0)
    return float(lat_deg), float(lon_deg)


def _in_sight(jammer: Jammer, line: _Line, antenna: Antenna) -> npt.NDArray[np.bool_]:
    """Return whether a jammer stands above the smooth-earth horizon of an antenna in each world."""
    over_m = max(jammer.alt_msl_m - antenna.site_alt_msl_m, 0.0)
    horizon_m = [
        horizon_ground_m(float(height), over_m, float(k) * MEAN_EARTH_RADIUS_M)
        for height, k in zip(antenna.height_agl_m, antenna.k, strict=True)
    ]
    return line.ground_m <= np.array(horizon_m)


def _in_sector(jammer: Jammer, line: _Line) -> bool:
    """Return whether a radar lies in the sector that a jammer radiates into."""
    if jammer.axis_bearing_rad is not None:
        return True  # it points at the aim point, and the defence stands about that
    pointing = line.aim_rad if jammer.pointing_rad is None else jammer.pointing_rad
    turn = abs(pointing - line.back_rad) % _TURN_RAD
    return min(turn, _TURN_RAD - turn) <= 0.5 * jammer.sector_rad + 1e-12


def _fill_sector(row: npt.NDArray[np.void], sector: BlankedSector) -> None:
    """Fill the row of a sector in which the radar does not look."""
    width = (sector.to_rad - sector.from_rad) % _TURN_RAD or _TURN_RAD
    row["azimuth_rad"] = (sector.from_rad + 0.5 * width) % _TURN_RAD
    row["half_rad"] = 0.5 * width
    row["inside_factor"] = math.inf
    row["start_s"] = sector.start_s
    row["end_s"] = math.inf if sector.end_s is None else sector.end_s


def screening_m2(
    antenna: Antenna, classes: Sequence[str], carrying: Sequence[str], value: Values, worlds: int
) -> F64:
    """Return J/N times squared range of what threats carry, shape (worlds, classes); 0 for classes that carry
    none.

    ``carrying`` are the classes of which the catalogue has such a figure.
    """
    found = np.zeros((worlds, len(classes)))
    for number, name in enumerate(classes):
        if name in carrying:
            found[:, number] = jam_to_noise(
                value(f"{EFFECTS}/self_screening/{name}", "erp_density_w_per_hz"),
                1.0,
                gain_db=value(f"{EFFECTS}/bands/{antenna.band}", "antenna_gain_db"),
                wavelength_m=wavelength_m(antenna, value),
                noise_k=value(f"{EFFECTS}/receivers", "noise_k"),
            )
    return found
