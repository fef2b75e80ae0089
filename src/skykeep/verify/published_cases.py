"""Handlers of numbers that others computed and published: ITU terrain paths, diffraction, radar detection."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.core.earth.horizon import elevation_tan
from skykeep.core.earth.sight import polar_sweep
from skykeep.core.earth.terrain_path import TerrainPath, check_path, smooth_earth_alts_m
from skykeep.core.radar import detection
from skykeep.core.radar.diffraction import delta_bullington
from skykeep.textbook.detection import coherent_p_detect
from skykeep.textbook.path_horizons import path_horizons

from .casefile import Case
from .handler import Handler, checks, numbers, whole
from .judge import Check, Expected, compare

__all__ = ["HANDLERS"]

F64 = npt.NDArray[np.float64]

_PRINTED = Expected(("path_abs",), 1e-6)
"""Published with six digits after the point: metres, milliradians and kilometres."""

_EDGE_DB = Expected(("edge_abs_db",), 1e-6)
_SPHERE_DB = Expected(("sphere_abs_db",), 5e-4)
"""The publishers allow 0.5 dB. Edges agree to the printed digits; over a sphere the published sums may take
factors of the Recommendation that are rounded for practical units."""

_ROUNDED_DB = Expected(("rounded_rel",), 2e-4, relative=True, floor=50.0)
"""Losses of up to thousands of decibels, with two roundings of the speed of light in one table."""

_SPHERE_MRAD = Expected(("sphere_abs_mrad",), 5e-3)
"""The published angles take a parabola for the earth; the sweep is exact on the sphere. Twice the largest
difference that the two make on a path of 235 km."""

_CLEAR_OF_ENDS_M = 50.0
"""Nearer an antenna, what stands on the ground does not block: so the published results treat it."""

_LIGHT_MPS = 2.998e8
_LIGHT_DELTA_MPS = 3.0e8
"""Speeds of light as the two publications round them."""

_P_PUBLISHED = Expected(("published_abs",), 1e-4)
_P_EXACT = Expected(("exact_abs",), 1e-6)
_P_PRINTED = Expected(("coherent_abs",), 1e-4)
_THRESHOLD = Expected(("threshold_abs",), 5.1e-3)
"""Published with four digits after the point, thresholds with two; the sums beside them with six."""

_LEAST_ALT_MSL_M = -20_000.0
"""Ground that no ray meets, behind the last point of a path."""


def _column(profile: Mapping[str, Any], name: str, length: int) -> F64:
    """Return a column of a profile; zeros where it has none.

    Raises
    ------
    ValueError
        If it holds something else than as many numbers as there are ranges.
    """
    values = profile.get(name)
    column = np.zeros(length) if values is None else np.asarray(values, dtype=np.float64)
    if column.shape != (length,) or not np.all(np.isfinite(column)):
        raise ValueError(f"the profile needs {length} finite numbers in {name}")
    return column


def _profile(case: Case) -> Mapping[str, Any]:
    profiles = case.file.content.get("profiles")
    profile = profiles.get(case.values["profile"]) if isinstance(profiles, Mapping) else None
    if not isinstance(profile, Mapping):
        raise ValueError(f"profile = {case.values['profile']!r} is not among the profiles of the file")
    return profile


def _paths(case: Case, ends_agl_m: tuple[float, float], radius_km: float) -> tuple[TerrainPath, TerrainPath]:
    """Return the path over bare ground, and over the ground with what stands on it."""
    profile = _profile(case)
    ranges = profile.get("distance_km")
    length = len(ranges) if isinstance(ranges, list) else 0
    range_m = 1e3 * _column(profile, "distance_km", length)
    ground = _column(profile, "height_m", length)
    near, far = ground[0] + ends_agl_m[0], ground[-1] + ends_agl_m[1]
    bare = TerrainPath(range_m, ground, float(near), float(far), 1e3 * radius_km)
    check_path(bare)
    close = np.minimum(range_m, range_m[-1] - range_m) < _CLEAR_OF_ENDS_M
    covered = ground + np.where(close, 0.0, _column(profile, "clutter_m", length))
    return bare, bare._replace(ground_alt_msl_m=covered)


def _sea_share(case: Case) -> float:
    """Return the share of the path over sea; each point stands for half of the way to its neighbours."""
    profile = _profile(case)
    step = np.diff(np.asarray(profile["distance_km"], dtype=np.float64))
    zones = profile.get("zone")
    sea = np.asarray(zones if zones is not None else np.zeros(step.size + 1)) == 3
    return float(np.sum(step * 0.5 * (sea[1:].astype(float) + sea[:-1])) / np.sum(step))


def _swept(path: TerrainPath) -> tuple[bool, float]:
    """Return whether the far antenna is in sight, and the elevation of the horizon, by coverage's sweep."""
    ground = path.ground_alt_msl_m[1:].astype(np.float32)
    ground[-1] = _LEAST_ALT_MSL_M
    lowest = polar_sweep(ground[None, :], path.range_m[1:], path.near_alt_msl_m, 1.0, path.earth_radius_m)
    alt, angle = float(lowest[0, -1]), path.length_m / path.earth_radius_m
    in_sight = path.far_alt_msl_m >= alt
    towards = path.earth_radius_m + (path.far_alt_msl_m if in_sight else alt)
    tangent = elevation_tan(
        path.earth_radius_m + path.near_alt_msl_m, towards, math.cos(angle), math.sin(angle)
    )
    return in_sight, math.atan(tangent)


def _same(field: str, computed: bool, expected: bool) -> Check:
    return Check(field, 0.0 if computed == expected else math.inf, 0.0)


def _path_analysis(case: Case) -> list[Check]:
    """Compare path type, horizons and heights, by the textbook's parabola and by coverage's sweep."""
    freq_ghz, radius_km, near_agl, far_agl = numbers(case, "f (GHz)", "ae", "htg (m)", "hrg (m)")
    bare, path = _paths(case, (near_agl, far_agl), radius_km)
    seen, smooth = path_horizons(bare), smooth_earth_alts_m(bare)
    computed = {
        "dtot": 1e-3 * path.length_m,
        "hts": path.near_alt_msl_m,
        "hrs": path.far_alt_msl_m,
        "theta_t": 1e3 * seen.near_elevation_rad,
        "theta_r": 1e3 * seen.far_elevation_rad,
        "theta": 1e3 * seen.angular_distance_rad,
        "dlt": 1e-3 * seen.near_range_m,
        "dlr": 1e-3 * seen.far_range_m,
        "hstd": smooth[0],
        "hsrd": smooth[1],
    }
    found = checks(case, computed, _PRINTED)
    expected = case.values["path"] == "Line of Sight"
    found.append(_same("path", seen.in_sight, expected))
    for field, way in (("theta_t", bare), ("theta_r", bare.reversed())):
        in_sight, elevation = _swept(way)
        found.append(_same(f"path by the sweep, from {field}", in_sight, expected))
        found += checks(case, {field: 1e3 * elevation}, _SPHERE_MRAD)
    return found + _path_loss(case, path, smooth, freq_ghz)


def _path_loss(case: Case, path: TerrainPath, smooth: tuple[float, float], freq_ghz: float) -> list[Check]:
    """Compare the losses, in the polarisation that fits: the file does not say which a profile was run in."""
    share, wavelength = _sea_share(case), _LIGHT_MPS / (1e9 * freq_ghz)
    tried = []
    for vertical in (False, True):
        loss = delta_bullington(path, wavelength, vertical=vertical, sea_share=share, smooth_alts_m=smooth)
        computed = {"Ldsph": loss.spherical_db, "Ld50": loss.loss_db}
        tried.append(checks(case, computed, _ROUNDED_DB))
    return min(tried, key=lambda made: max((check.strain for check in made), default=0.0))


def _delta_bullington(case: Case) -> list[Check]:
    freq_ghz, near_agl, far_agl = numbers(case, "f_ghz", "h_tx_m", "h_rx_m")
    radius_km = case.file.content.get("effective_earth_radius_km")
    if isinstance(radius_km, bool) or not isinstance(radius_km, int | float):
        raise ValueError(f"effective_earth_radius_km = {radius_km!r} is not a number")
    bare, path = _paths(case, (near_agl, far_agl), float(radius_km))
    wavelength = _LIGHT_DELTA_MPS / (1e9 * freq_ghz)
    loss = delta_bullington(path, wavelength, vertical=False, smooth_alts_m=smooth_earth_alts_m(bare))
    edges = {"bullington_actual_db": loss.actual_db, "bullington_smooth_db": loss.smooth_db}
    sphere = {"spherical_earth_db": loss.spherical_db, "diffraction_loss_db": loss.loss_db}
    return checks(case, edges, _EDGE_DB) + checks(case, sphere, _SPHERE_DB)


def _p_detect(case: Case) -> list[Check]:
    """Compare with the published probability, or mark it as wrong where an exact sum beside it says so."""
    (swerling, pulses), (pfa, snr_db) = whole(case, "swerling", "pulses"), numbers(case, "pfa", "snr_db")
    computed = float(detection.p_detect(swerling, pulses, pfa, 10.0 ** (snr_db / 10.0)))
    found = checks(case, {"pd_exact_here": computed}, _P_EXACT)
    published, exact = case.values["pd_published"], case.values.get("pd_exact_here")
    check = compare("pd_published", computed, published, _P_PUBLISHED, case.file.tolerance)
    if check is not None and isinstance(exact, float) and not check.passed and all(c.passed for c in found):
        why = f"published {published:g}, exact {exact:g}: a known error of the source"
        check = Check(check.field, check.error, check.tolerance, why)
    return [*found, check] if check is not None else found


def _published_threshold(case: Case) -> list[Check]:
    (pulses,), (pfa,) = whole(case, "pulses"), numbers(case, "pfa")
    return checks(case, {"threshold": detection.threshold(pulses, pfa)}, _THRESHOLD)


def _coherent(case: Case) -> list[Check]:
    (pulses,), (pfa, snr_db) = whole(case, "pulses"), numbers(case, "pfa", "snr_db")
    computed = coherent_p_detect(pulses, pfa, 10.0 ** (snr_db / 10.0))
    return checks(case, {"pd": computed}, _P_PRINTED)


def _is_coherent(case: Case) -> bool:
    return case.kind == "coherent_known_phase"


_PATH = ("profile", "f (GHz)", "htg (m)", "hrg (m)", "ae", "path")
_DELTA = ("profile", "f_ghz", "h_tx_m", "h_rx_m")

HANDLERS = (
    Handler("terrain_path", "published", _PATH, _path_analysis, by_others=True),
    Handler("delta_bullington", "published", _DELTA, _delta_bullington, by_others=True),
    Handler(
        "p_detect_published",
        "published",
        ("pfa", "snr_db", "pulses", "swerling", "pd_published"),
        _p_detect,
        by_others=True,
    ),
    Handler(
        "threshold_published",
        "published",
        ("pfa", "pulses", "threshold"),
        _published_threshold,
        by_others=True,
    ),
    Handler(
        "coherent",
        "published",
        ("pfa", "snr_db", "pulses", "pd"),
        _coherent,
        also=_is_coherent,
        by_others=True,
    ),
)
