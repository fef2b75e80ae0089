"""Columns of sensors, fire units, launchers, threats and classes: drawn figures in packed rows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..core.earth.horizon import MEAN_EARTH_RADIUS_M, STANDARD_K, horizon_ground_m
from ..core.kernel.records import Grid, Rows
from ..core.radar.detection import LookTable, p_detect_table
from ..core.radar.equation import anchored_snr_range4_per_m2
from ..core.raid.tables.entities import Launcher, Radar, Threat, ThreatClass, Unit
from ..errors import CompileError
from ..model import threat as model
from ..model.scenario import Detection
from ..model.system import LauncherGroup, System
from ..rng import entity_key
from .defence import ROLES
from .draws import Choice, Draws
from .heights import DrawnHeights
from .plans import Defence, SensorPlan
from .raids import RaidPaths, RaidPlan
from .recognition import name_decoys

__all__ = [
    "LOW_BANDS",
    "class_rows",
    "launcher_rows",
    "look_table",
    "p_detect_rows",
    "power_range_m",
    "radar_rows",
    "reference_snr",
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


def radar_rows(
    defence: Defence, draws: Draws, detection: Detection, factors: Choice, *, stand_in_share: float = 0.0
) -> Grid[Radar]:
    """Return ``Case.radars``, shape (worlds, radars).

    The public range is one look at the reference target with the reference probability: SNR range^4 / RCS =
    SNR_ref R_ref^4 / sigma_ref. A radar that stands in two roles takes the same draws in both, where its
    figures share them. An engagement radar that stands in for searching ones has ``stand_in_share`` of its
    range.

    Raises
    ------
    CompileError
        If a reference probability is not above the probability of a false alarm.
    """
    rows: Grid[Radar] = Radar.table(draws.worlds, len(defence.sensors))
    for number, sensor in enumerate(defence.sensors):
        path, row = sensor.path, rows[:, number]
        _fill_place(row, sensor, defence, factors)
        if sensor.duty.passive:
            _fill_passive(row, sensor, draws)
            continue
        snr = reference_snr(path, draws.value(path, "reference_p_detect"), detection)
        sector = _sector_rad(draws, sensor)
        row["snr_range4_per_m2"] = anchored_snr_range4_per_m2(
            snr, _power_range_m(draws, sensor), draws.value(path, "reference_rcs_m2")
        )
        if sensor.duty.stands_in:
            row["snr_range4_per_m2"] *= stand_in_share**4
        row["instrumented_m"] = draws.value(path, "instrumented_range_m")
        row["revisit_s"] = draws.value(path, "revisit_s")
        row["elevation_min_rad"] = draws.value(path, "elevation_min_rad")
        row["elevation_max_rad"] = draws.value(path, "elevation_max_rad")
        if sensor.mask:
            mask_rad = draws.value(sensor.mask, "mask_rad")
            row["elevation_min_rad"] = np.maximum(row["elevation_min_rad"], mask_rad)
        row["sector_half_rad"] = np.where(sector >= _WHOLE_TURN_RAD, math.pi, 0.5 * sector)
    return rows


def _fill_place(row: Rows[Radar], sensor: SensorPlan, defence: Defence, factors: Choice) -> None:
    """Fill in what a sensor is, where it stands, what it sees from there and whom it tells."""
    heights = defence.sites[sensor.site].heights_agl_m
    height_place = np.array([heights.index(height) for height in sensor.heights.values])
    row["key"] = entity_key(sensor.key)
    row["site"] = defence.site_by_world(sensor.site)
    row["role"] = ROLES[sensor.role]
    row["post"] = sensor.post
    row["link"] = sensor.link
    row["low_band"] = sensor.radar.band in LOW_BANDS
    row["sight_bit"] = height_place[sensor.heights.place] * defence.factors + factors.place


def _fill_passive(row: Rows[Radar], sensor: SensorPlan, draws: Draws) -> None:
    """Fill in a passive sensor: what it hears in sight within its range, it hears at the first look."""
    row["snr_range4_per_m2"] = np.inf
    row["instrumented_m"] = draws.value(sensor.path, "detection_range_m")
    row["revisit_s"] = draws.value(sensor.path, "revisit_s")
    row["elevation_min_rad"], row["elevation_max_rad"] = -_QUARTER_TURN_RAD, _QUARTER_TURN_RAD
    row["sector_half_rad"] = math.pi


def unit_rows(defence: Defence, draws: Draws) -> Grid[Unit]:
    """Return ``Case.units``, shape (worlds, units)."""
    rows: Grid[Unit] = Unit.table(draws.worlds, len(defence.units))
    for number, unit in enumerate(defence.units):
        row, radar = rows[:, number], defence.sensors[unit.sensor].path
        post = f"{unit.system.id}/command_post"
        for name in ("target_channels", "missile_channels", "slew_time_s"):
            if not draws.has(radar, name):
                raise CompileError(f"{radar}: an engagement radar needs {name}; give the figure")
        row["key"] = entity_key(unit.name)
        row["site"] = defence.site_by_world(unit.site)
        row["radar"] = unit.sensor
        row["post"] = unit.post
        row["layer"] = defence.layers.index(unit.system.id)
        row["first_launcher"], row["end_launcher"] = unit.launchers
        row["max_salvos"] = unit.doctrine.max_salvos_per_threat
        row["partial_salvo"] = unit.doctrine.partial_salvo
        row["slew_when_engaged"] = unit.doctrine.slew_when_engaged
        row["target_channels"] = np.rint(draws.value(radar, "target_channels"))
        row["missile_channels"] = np.rint(draws.value(radar, "missile_channels"))
        row["slew_rate_radps"] = _QUARTER_TURN_RAD / draws.value(radar, "slew_time_s")
        row["reaction_s"] = draws.value(post, "reaction_s")
        row["operator_s"] = draws.value(post, "operator_delay_s")
        if draws.has(post, "operators"):
            row["operators"] = np.rint(draws.value(post, "operators"))
        if draws.has(post, "weapons_free"):
            row["weapons_free"] = draws.value(post, "weapons_free") > 0.5
        row["assessment_s"] = draws.value(post, "assessment_s")
        row["order_s"] = unit.place.order_s or 0.0
        facing = unit.place.facing_deg
        row["assigner"] = -1
        row["facing_rad"] = math.nan if facing is None else math.radians(facing) % (2.0 * math.pi)
    return rows


def launcher_rows(defence: Defence, draws: Draws, site_alt_msl_m: Sequence[float]) -> Grid[Launcher]:
    """Return ``Case.launchers``, shape (worlds, launchers)."""
    rows: Grid[Launcher] = Launcher.table(draws.worlds, len(defence.launchers))
    for unit in defence.units:
        place = unit.place
        for number in range(*unit.launchers):
            launcher, row = defence.launchers[number], rows[:, number]
            path = launcher.path
            there = place.launchers or _launchers_there(unit.system, launcher.group, draws)
            row["key"] = entity_key(launcher.key)
            row["interceptor"] = launcher.interceptor
            row["site"] = defence.site_by_world(launcher.site)
            row["present"] = launcher.ordinal < there
            row["rounds"] = place.rounds_per_launcher or np.rint(draws.value(path, "rounds_per_launcher"))
            row["interval_s"] = draws.value(path, "launch_interval_s")
            row["reload_s"] = draws.value(path, "reload_s")
            if unit.doctrine.reload_in_raid:
                row["reload_sets"] = np.rint(draws.value(path, "reload_sets"))
            row["alt_msl_m"] = np.asarray(site_alt_msl_m)[defence.site_by_world(launcher.site)]
    return rows


def _launchers_there(system: System, group: LauncherGroup, draws: Draws) -> F64:
    """Return how many launchers hold the rounds of a group in each world, shape (worlds,)."""

    def drawn(each: LauncherGroup) -> F64:
        return np.rint(draws.value(f"{system.id}/launchers/{each.id}", "launchers"))

    lent = [drawn(each) for each in system.launchers if each.uses_launchers_of == group.id]
    return np.maximum(drawn(group) - sum(lent), 0.0)


def threat_rows(
    plan: RaidPlan, paths: RaidPaths, classes: Sequence[model.ThreatClass], *, worth: F64
) -> Rows[Threat]:
    """Return ``Case.threats``, shape (threats,), of a raid whose groups fly at assets of some ``worth``."""
    imitated = {threat.imitates for threat in classes if threat.is_decoy}
    copied = np.array([threat.id in imitated for threat in classes], dtype=np.bool_)
    rows: Rows[Threat] = Threat.table(plan.class_index.size)
    rows["key"] = [entity_key(name) for name in plan.id_path]
    rows["threat_class"] = plan.class_index
    rows["first_path"] = paths.path_start
    rows["bearings"] = paths.bearings
    rows["bearing_offset"] = paths.bearing_offset
    rows["height_step"] = paths.height_step
    rows["group"] = plan.group
    rows["cue"][plan.cue] = True
    rows["decoy"] = plan.decoy
    rows["imitated"] = copied[plan.class_index] & (plan.decoy == 0)
    rows["aim_unit"] = plan.aim_unit
    rows["aim_radar"] = plan.aim_radar
    rows["aim_post"] = plan.aim_post
    rows["aim_launcher"] = plan.aim_launcher
    rows["aim_value"] = worth[plan.group]
    rows["delay_s"] = plan.delay_s
    rows["spacing_mean_s"] = plan.spacing_mean_s
    rows["wave"] = plan.wave
    rows["wave_mean_s"] = plan.wave_mean_s
    return rows


_SPARED = {
    "spares_radar_p": "radar_p",
    "spares_post_p": "command_post_p",
    "spares_launcher_p": "launcher_p",
}
"""Columns of a class, and the figures of the chance that they are the complement of."""


def class_rows(
    classes: Sequence[model.ThreatClass],
    draws: Draws,
    heights: Mapping[str, DrawnHeights],
    damage: Mapping[str, str],
) -> Grid[ThreatClass]:
    """Return ``Case.classes``, shape (worlds, classes); ``damage`` says where each class has its chances of
    doing harm, of which those are drawn that the raid asks for."""
    rows: Grid[ThreatClass] = ThreatClass.table(draws.worlds, len(classes))
    name_decoys(rows, classes)
    for number, threat in enumerate(classes):
        path, row = f"threats/{threat.id}", rows[:, number]
        row["ballistic"] = threat.is_ballistic
        row["height_key"] = entity_key(f"raid/height/{threat.set_height_m.same_draw or threat.id}")
        if threat.id in heights:
            row["first_height"], row["heights"] = heights[threat.id].first, heights[threat.id].places
        row["rcs_m2"] = draws.value(path, "rcs_m2")
        row["rcs_low_band_m2"] = draws.value(path, "rcs_low_band_m2")
        for column, name in _SPARED.items():
            if f"{damage[threat.id]}/{name}" in draws.values:
                row[column] = 1.0 - draws.value(damage[threat.id], name)
    return rows


def p_detect_rows(
    classes: Sequence[model.ThreatClass], detection: Detection
) -> tuple[F64, tuple[float, float]]:
    """Return ``Case.p_detect``, shape (classes, grid), and its grid: first SNR and step, dB."""
    tables = [look_table(threat.swerling, detection.pulses, detection.p_false_alarm) for threat in classes]
    grid = (tables[0].snr_first_db, tables[0].snr_step_db)
    return np.stack([table.p_detect for table in tables]), grid
