"""A system and a target as the columns that the kernels read: one value per figure."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from skykeep.compiler.columns import LOW_BANDS, power_range_m, reference_snr
from skykeep.compiler.rounds import ENVELOPE, fit_flyouts
from skykeep.core.earth.horizon import MEAN_EARTH_RADIUS_M
from skykeep.core.earth.sight import polar_sweep
from skykeep.core.interceptor.inbound import RoundColumns
from skykeep.core.interceptor.interceptor_table import FLYOUT_TABLE
from skykeep.core.interceptor.interceptor_table import Interceptor as InterceptorRow
from skykeep.core.kernel.records import as_table
from skykeep.core.radar.equation import anchored_snr_range4_per_m2
from skykeep.core.radar.inbound import RadarColumns
from skykeep.core.radar.radar_table import Radar as RadarRow
from skykeep.model import (
    Detection,
    Figure,
    Interceptor,
    Radar,
    System,
    ThreatClass,
    mast_height_m,
)
from skykeep.terrain.profiles import SiteProfiles

from .figures import FigureReader
from .question import Site

__all__ = [
    "RadarValues",
    "TargetValues",
    "picture_radars",
    "radar_columns",
    "radar_values",
    "round_columns",
    "target_values",
]


@dataclass(frozen=True, slots=True)
class RadarValues:
    """One value per figure of a radar; ``snr_reference`` is the power ratio at the public range."""

    id: str
    name: str
    role: str
    band: str
    low_band: bool
    antenna_height_m: float
    detection_range_m: float
    reference_rcs_m2: float
    snr_reference: float
    instrumented_m: float
    revisit_s: float
    sector_rad: float
    elevation_min_rad: float
    elevation_max_rad: float


@dataclass(frozen=True, slots=True)
class TargetValues:
    """One value per figure of the target at one height."""

    id: str
    name: str
    height_agl_m: float
    rcs_m2: float
    rcs_low_band_m2: float
    speed_mps: float
    swerling: int
    is_ballistic: bool


def radar_values(
    system: System, radar: Radar, *, read: FigureReader, detection: Detection, site: Site
) -> RadarValues:
    """Return the values of a radar; the masts of its site may set its antenna height, and what stands about
    it hides low elevations.

    The public range is one look at the reference target with the reference probability, which gives the power
    ratio there: SNR = SNR_ref (R_ref / R)^4 sigma / sigma_ref.

    Raises
    ------
    CompileError
        If the reference probability is not above that of a false alarm.
    """
    path = f"{system.id}/radars/{radar.id}"

    def value(name: str) -> float:
        figure: Figure = getattr(radar, name)
        return read(path, name, figure)

    given_m = mast_height_m(system, radar, site.mast_m)
    lowest_rad = value("elevation_min_rad")
    if site.surroundings is not None:
        where, figure = site.surroundings
        lowest_rad = max(lowest_rad, read(where, "mask_rad", figure))
    antenna_m = value("antenna_height_m") if given_m is None else given_m
    return RadarValues(
        id=radar.id,
        name=radar.name,
        role=radar.role,
        band=radar.band,
        low_band=radar.band in LOW_BANDS,
        antenna_height_m=antenna_m,
        detection_range_m=_power_range_m(radar, value, antenna_m),
        reference_rcs_m2=value("reference_rcs_m2"),
        snr_reference=float(reference_snr(path, value("reference_p_detect"), detection)),
        instrumented_m=value("instrumented_range_m"),
        revisit_s=value("revisit_s"),
        sector_rad=value("sector_rad"),
        elevation_min_rad=lowest_rad,
        elevation_max_rad=value("elevation_max_rad"),
    )


def _power_range_m(radar: Radar, value: Callable[[str], float], antenna_m: float) -> float:
    """Return the range of a radar's power, m; ``value`` reads its figures."""
    printed_m = value("detection_range_m")
    if radar.printed_at_height_agl_m is None:
        return printed_m
    return float(power_range_m(printed_m, antenna_m, value("printed_at_height_agl_m")))


def picture_radars(system: System, only: str | None) -> tuple[Radar, ...]:
    """Return the radars that make tracks: acquisition and low-altitude radars, the engagement radars where
    there are no others, or the one asked for."""
    if only is not None:
        return tuple(radar for radar in system.radars if radar.id == only)
    searching = tuple(radar for radar in system.radars if radar.searches)
    return searching or system.radars


def target_values(
    threat: ThreatClass, height_agl_m: float, *, read: FigureReader, rcs_m2: float | None
) -> TargetValues:
    """Return the values of a target; ``rcs_m2`` replaces its cross-section in every band."""
    path = f"threats/{threat.id}"
    return TargetValues(
        id=threat.id,
        name=threat.name,
        height_agl_m=height_agl_m,
        rcs_m2=read(path, "rcs_m2", threat.rcs_m2) if rcs_m2 is None else rcs_m2,
        rcs_low_band_m2=read(path, "rcs_low_band_m2", threat.rcs_low_band_m2) if rcs_m2 is None else rcs_m2,
        speed_mps=read(path, "speed_mps", threat.speed_mps),
        swerling=threat.swerling,
        is_ballistic=threat.is_ballistic,
    )


def sweep(radar: RadarValues, profiles: SiteProfiles, k: float) -> np.ndarray:
    """Return the lowest visible height of a radar [ray, range], m above mean sea level."""
    antenna = profiles.site_alt_msl_m + radar.antenna_height_m
    ground = profiles.ground_alt_msl_m
    return np.asarray(polar_sweep(ground, profiles.range_m, antenna, k, MEAN_EARTH_RADIUS_M))


def radar_columns(
    radars: tuple[RadarValues, ...], lowest: np.ndarray, target: TargetValues, site_alt_msl_m: float
) -> RadarColumns:
    """Return the columns of radars against one target; ``lowest`` is [radar, ray, range].

    A sector is taken as turned to each bearing in turn.
    """
    rows = RadarRow.table(len(radars))
    for row, radar in zip(rows, radars, strict=True):
        row.low_band = radar.low_band
        row.snr_range4_per_m2 = anchored_snr_range4_per_m2(
            radar.snr_reference, radar.detection_range_m, radar.reference_rcs_m2
        )
        row.instrumented_m = radar.instrumented_m
        row.revisit_s = radar.revisit_s
        row.elevation_min_rad = radar.elevation_min_rad
        row.elevation_max_rad = radar.elevation_max_rad
        row.sector_half_rad = math.pi
    return RadarColumns(
        rows=rows,
        antenna_alt_msl_m=np.array([site_alt_msl_m + radar.antenna_height_m for radar in radars]),
        rcs_m2=np.array([target.rcs_low_band_m2 if radar.low_band else target.rcs_m2 for radar in radars]),
        lowest_alt_msl_m=lowest,
    )


def round_columns(
    system: System,
    interceptor: Interceptor,
    *,
    read: FigureReader,
    target: TargetValues,
    site_alt_msl_m: float,
) -> RoundColumns | None:
    """Return the columns of an interceptor against a target, or None if it cannot be used against it, or no
    launcher holds it.

    The fly-out is that of raids, fitted to the greatest public envelope against aircraft; views and ballistic
    targets change the limits only.

    Raises
    ------
    CompileError
        If its public figures give no flight.
    """
    path = f"{system.id}/interceptors/{interceptor.id}"

    def value(name: str) -> float:
        figure: Figure = getattr(interceptor, name)
        return read(path, name, figure)

    range_max = value("range_max_ballistic_m" if target.is_ballistic else "range_max_m")
    alt_max = value("alt_max_ballistic_msl_m" if target.is_ballistic else "alt_max_msl_m")
    if range_max <= 0.0 or alt_max <= 0.0 or not _is_loaded(system, interceptor, read):
        return None
    flyouts = fit_flyouts(path, interceptor)
    rows = InterceptorRow.table(1)
    rows["flyout_mode"] = FLYOUT_TABLE
    rows["flyout_level"] = flyouts.level(value("peak_speed_mps"))
    rows["range_step_m"] = flyouts.range_step_m
    rows["height_step_m"] = flyouts.height_step_m
    rows["any_track"] = interceptor.radar_support == "any_track"
    rows["hands_over"] = interceptor.radar_support == "to_handover"
    for name in ENVELOPE:
        rows[name] = value(name)
    if interceptor.radar_support == "to_handover":
        rows["support_before_s"] = value("support_before_intercept_s")
    return RoundColumns(
        row=rows,
        flyout_time_s=as_table(flyouts.time_s),
        ballistic=target.is_ballistic,
        launcher_alt_msl_m=site_alt_msl_m,
        earth_radius_m=MEAN_EARTH_RADIUS_M,
    )


def _is_loaded(system: System, interceptor: Interceptor, read: FigureReader) -> bool:
    """Return whether any launcher holds an interceptor; how many there are may be drawn, or none."""
    return any(
        round(read(f"{system.id}/launchers/{group.id}", "launchers", group.launchers)) > 0
        for group in system.launchers
        if group.interceptor == interceptor.id
    )
