"""Columns of sensors, fire units, launchers, threats and classes: drawn figures in packed rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..core import layout as at
from ..core.earth.horizon import MEAN_EARTH_RADIUS_M, STANDARD_K, horizon_ground_m
from ..core.radar.detection import LookTable, p_detect_table
from ..core.radar.equation import anchored_snr_range4_per_m2
from ..errors import CompileError
from ..model.scenario import Detection
from ..model.system import LauncherGroup, System
from ..model.threat import ThreatClass
from .defence import ROLES, Defence, SensorPlan
from .draws import Choice, Draws
from .raids import RaidPaths, RaidPlan

__all__ = [
    "LOW_BANDS",
    "class_rows",
    "launcher_rows",
    "look_table",
    "p_detect_rows",
    "power_range_m",
    "reference_snr",
    "sensor_rows",
    "threat_rows",
    "unit_rows",
]

F64 = npt.NDArray[np.float64]

LOW_BANDS = ("vhf", "uhf")
"""Bands below 1 GHz, where the low-band cross section holds."""
_REFERENCE_SWERLING = 1
"""Fluctuation of the reference target of a public range: assumed, printed ranges do not say."""
_WHOLE_TURN_RAD = 2.0 * math.pi - 1e-9
_QUARTER_TURN_RAD = 0.5 * math.pi


@lru_cache(maxsize=32)
def look_table(swerling: int, pulses: int, p_false_alarm: float) -> LookTable:
    """Return the probability of detection of one look over an even decibel grid, not to be changed."""
    return p_detect_table(swerling, pulses, p_false_alarm)


def reference_snr(path: str, p_detect: npt.ArrayLike, detection: Detection) -> F64:
    """Return the mean power ratio of one pulse at which a look finds a Swerling 1 target with ``p_detect``.

    Runs and coverage both anchor the public range of the radar at ``path`` with it.

    Raises
    ------
    CompileError
        If a probability is not above that of a false alarm.

    Notes
    -----
    One pulse: ln(Pfa) / ln(Pd) - 1, from Pd = Pfa^(1 / (1 + SNR)). Skolnik (2008), *Radar Handbook*, 3rd
    edition, section 1.3. Several pulses: read back from the exact table.
    """
    wanted = np.asarray(p_detect, dtype=np.float64)
    least = float(wanted.min())
    if not least > detection.p_false_alarm:
        raise CompileError(
            f"{path}: reference_p_detect = {least:g} is not above detection.p_false_alarm = "
            f"{detection.p_false_alarm:g}; give a smaller p_false_alarm"
        )
    if detection.pulses == 1:
        return np.asarray(math.log(detection.p_false_alarm) / np.log(wanted) - 1.0)
    table = look_table(_REFERENCE_SWERLING, detection.pulses, detection.p_false_alarm)
    grid_db = table.snr_first_db + table.snr_step_db * np.arange(table.p_detect.size)
    return np.asarray(10.0 ** (np.interp(wanted, table.p_detect, grid_db) / 10.0))


def power_range_m(
    range_m: npt.ArrayLike, antenna_m: npt.ArrayLike, printed_at_height_agl_m: npt.ArrayLike
) -> F64:
    """Return the range that a radar's power gives at its reference target, m.

    A range printed for a low target ends short of the horizon, at 0.66 to 0.81 of it in print, because of the
    horizon and not of the power. So the power reaches at least to the smooth-earth horizon of such a target.

    Parameters
    ----------
    range_m, antenna_m, printed_at_height_agl_m
        Printed range, height of the antenna and height of the target above ground, any shape.
    """
    antenna, target = (
        np.asarray(antenna_m, dtype=np.float64),
        np.asarray(printed_at_height_agl_m, dtype=np.float64),
    )
    radius_m = STANDARD_K * MEAN_EARTH_RADIUS_M
    return np.asarray(np.maximum(range_m, np.vectorize(horizon_ground_m)(antenna, target, radius_m)))


def _power_range_m(draws: Draws, sensor: SensorPlan) -> F64:
    """Return the range of a sensor's power in each world, m."""
    printed_m = draws.value(sensor.path, "detection_range_m")
    if not draws.has(sensor.path, "printed_at_height_agl_m"):
        return printed_m
    return power_range_m(printed_m, sensor.heights.drawn, draws.value(sensor.path, "printed_at_height_agl_m"))


def _sector_rad(draws: Draws, sensor: SensorPlan) -> F64:
    """Return the full width that a sensor looks at in its role in each world, rad.

    A radar engages in the width in which it tracks, never less than that in which it searches.
    """
    searched = draws.value(sensor.path, "sector_rad")
    if sensor.role != "engagement" or not draws.has(sensor.path, "track_sector_rad"):
        return searched
    return np.asarray(np.maximum(searched, draws.value(sensor.path, "track_sector_rad")))


def sensor_rows(defence: Defence, draws: Draws, detection: Detection, factors: Choice) -> F64:
    """Return ``Case.sensors``, shape (worlds, sensors, ``SENSOR_PLACES``).

    The public range is one look at the reference target with the reference probability: SNR range^4 / RCS =
    SNR_ref R_ref^4 / sigma_ref. A radar that stands in two roles takes the same draws in both, where its
    figures share them.

    Raises
    ------
    CompileError
        If a reference probability is not above the probability of a false alarm.
    """
    rows = np.zeros((draws.worlds, len(defence.sensors), at.SENSOR_PLACES))
    for number, sensor in enumerate(defence.sensors):
        path, row = sensor.path, rows[:, number]
        snr = reference_snr(path, draws.value(path, "reference_p_detect"), detection)
        heights = defence.sites[sensor.site].heights_agl_m
        height_place = np.array([heights.index(height) for height in sensor.heights.values])
        sector = _sector_rad(draws, sensor)
        row[:, at.SENSOR_SITE] = sensor.site
        row[:, at.SENSOR_ROLE] = ROLES[sensor.role]
        row[:, at.SENSOR_PICTURE] = sensor.picture
        row[:, at.SENSOR_LOW_BAND] = sensor.radar.band in LOW_BANDS
        row[:, at.SENSOR_SNR_RANGE4_PER_M2] = anchored_snr_range4_per_m2(
            snr, _power_range_m(draws, sensor), draws.value(path, "reference_rcs_m2")
        )
        row[:, at.SENSOR_INSTRUMENTED_M] = draws.value(path, "instrumented_range_m")
        row[:, at.SENSOR_REVISIT_S] = draws.value(path, "revisit_s")
        row[:, at.SENSOR_ELEVATION_MIN_RAD] = draws.value(path, "elevation_min_rad")
        row[:, at.SENSOR_ELEVATION_MAX_RAD] = draws.value(path, "elevation_max_rad")
        row[:, at.SENSOR_SECTOR_HALF_RAD] = np.where(sector >= _WHOLE_TURN_RAD, math.pi, 0.5 * sector)
        row[:, at.SENSOR_SIGHT_BIT] = height_place[sensor.heights.place] * defence.factors + factors.place
    return rows


def unit_rows(defence: Defence, draws: Draws) -> F64:
    """Return ``Case.units``, shape (worlds, units, ``UNIT_PLACES``)."""
    rows = np.zeros((draws.worlds, len(defence.units), at.UNIT_PLACES))
    for number, unit in enumerate(defence.units):
        row, radar = rows[:, number], defence.sensors[unit.sensor].path
        post = f"{unit.system.id}/command_post"
        for name in ("target_channels", "missile_channels", "slew_time_s"):
            if not draws.has(radar, name):
                raise CompileError(f"{radar}: an engagement radar needs {name}; give the figure")
        row[:, at.UNIT_SITE] = unit.site
        row[:, at.UNIT_SENSOR] = unit.sensor
        row[:, at.UNIT_PICTURE] = unit.picture
        row[:, at.UNIT_LAUNCHER_START], row[:, at.UNIT_LAUNCHER_END] = unit.launchers
        row[:, at.UNIT_MAX_SALVOS] = unit.doctrine.max_salvos_per_threat
        row[:, at.UNIT_PARTIAL_SALVO] = unit.doctrine.partial_salvo
        row[:, at.UNIT_SLEW_WHEN_ENGAGED] = unit.doctrine.slew_when_engaged
        row[:, at.UNIT_TARGET_CHANNELS] = np.rint(draws.value(radar, "target_channels"))
        row[:, at.UNIT_MISSILE_CHANNELS] = np.rint(draws.value(radar, "missile_channels"))
        row[:, at.UNIT_SLEW_RATE_RADPS] = _QUARTER_TURN_RAD / draws.value(radar, "slew_time_s")
        row[:, at.UNIT_REACTION_S] = draws.value(post, "reaction_s") + draws.value(post, "operator_delay_s")
        row[:, at.UNIT_ASSESSMENT_S] = draws.value(post, "assessment_s")
        facing = unit.place.facing_deg
        row[:, at.UNIT_FACING_RAD] = math.nan if facing is None else math.radians(facing) % (2.0 * math.pi)
    return rows


def launcher_rows(defence: Defence, draws: Draws, site_alt_msl_m: Sequence[float]) -> F64:
    """Return ``Case.launchers``, shape (worlds, launchers, ``LAUNCHER_PLACES``)."""
    rows = np.zeros((draws.worlds, len(defence.launchers), at.LAUNCHER_PLACES))
    for unit in defence.units:
        place = unit.place
        for number in range(*unit.launchers):
            launcher, row = defence.launchers[number], rows[:, number]
            path = launcher.path
            there = place.launchers or _launchers_there(unit.system, launcher.group, draws)
            row[:, at.LAUNCHER_INTERCEPTOR] = launcher.interceptor
            row[:, at.LAUNCHER_SITE] = launcher.site
            row[:, at.LAUNCHER_PRESENT] = launcher.ordinal < there
            row[:, at.LAUNCHER_ROUNDS] = place.rounds_per_launcher or np.rint(
                draws.value(path, "rounds_per_launcher")
            )
            row[:, at.LAUNCHER_INTERVAL_S] = draws.value(path, "launch_interval_s")
            row[:, at.LAUNCHER_RELOAD_S] = draws.value(path, "reload_s")
            if unit.doctrine.reload_in_raid:
                row[:, at.LAUNCHER_RELOAD_SETS] = np.rint(draws.value(path, "reload_sets"))
            row[:, at.LAUNCHER_ALT_MSL_M] = site_alt_msl_m[launcher.site]
    return rows


def _launchers_there(system: System, group: LauncherGroup, draws: Draws) -> F64:
    """Return how many launchers hold the rounds of a group in each world, shape (worlds,)."""

    def drawn(each: LauncherGroup) -> F64:
        return np.rint(draws.value(f"{system.id}/launchers/{each.id}", "launchers"))

    lent = [drawn(each) for each in system.launchers if each.uses_launchers_of == group.id]
    return np.maximum(drawn(group) - sum(lent), 0.0)


def threat_rows(plan: RaidPlan, paths: RaidPaths, classes: Sequence[ThreatClass]) -> F64:
    """Return ``Case.threats``, shape (threats, ``THREAT_PLACES``).

    ``THREAT_IMITATED`` marks real threats of a class that a decoy of this raid imitates.
    """
    imitated = {threat.imitates for threat in classes if threat.is_decoy}
    copied = np.array([threat.id in imitated for threat in classes], dtype=np.float64)
    rows = np.zeros((plan.class_index.size, at.THREAT_PLACES))
    rows[:, at.THREAT_CLASS] = plan.class_index
    rows[:, at.THREAT_PATH_START] = paths.path_start
    rows[:, at.THREAT_BEARINGS] = paths.bearings
    rows[:, at.THREAT_BEARING_OFFSET] = paths.bearing_offset
    rows[:, at.THREAT_GROUP] = plan.group
    rows[plan.cue, at.THREAT_CUE] = 1.0
    rows[:, at.THREAT_DECOY] = plan.decoy
    rows[:, at.THREAT_IMITATED] = copied[plan.class_index] * (1.0 - plan.decoy)
    rows[:, at.THREAT_AIM_UNIT] = plan.aim_unit
    rows[:, at.THREAT_DELAY_S] = plan.delay_s
    rows[:, at.THREAT_SPACING_MEAN_S] = plan.spacing_mean_s
    return rows


def class_rows(classes: Sequence[ThreatClass], draws: Draws) -> F64:
    """Return ``Case.classes``, shape (worlds, classes, ``CLASS_PLACES``)."""
    rows = np.zeros((draws.worlds, len(classes), at.CLASS_PLACES))
    for number, threat in enumerate(classes):
        path = f"threats/{threat.id}"
        rows[:, number, at.CLASS_BALLISTIC] = threat.is_ballistic
        rows[:, number, at.CLASS_RCS_M2] = draws.value(path, "rcs_m2")
        rows[:, number, at.CLASS_RCS_LOW_BAND_M2] = draws.value(path, "rcs_low_band_m2")
    return rows


def p_detect_rows(classes: Sequence[ThreatClass], detection: Detection) -> tuple[F64, tuple[float, float]]:
    """Return ``Case.p_detect``, shape (classes, grid), and its grid: first SNR and step, dB."""
    tables = [look_table(threat.swerling, detection.pulses, detection.p_false_alarm) for threat in classes]
    grid = (tables[0].snr_first_db, tables[0].snr_step_db)
    return np.stack([table.p_detect for table in tables]), grid
