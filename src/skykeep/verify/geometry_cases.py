"""Handlers of the geometry cases: horizon, heights, refraction, diffraction, WGS84."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from skykeep.core.earth import geodesy, horizon
from skykeep.terrain.geodesic import geodesic_direct, geodesic_inverse
from skykeep.textbook import height_finding, knife_edge, refraction
from skykeep.textbook.geodesy import ecef_from_enu

from .casefile import Case
from .handler import Handler, checks, numbers
from .judge import Check, Expected, compare

__all__ = ["HANDLERS"]

F64 = npt.NDArray[np.float64]

_LENGTH = Expected(("rel",), 1e-10, relative=True, floor=1.0)
_ABSOLUTE = Expected(("abs",), 1e-8)
_METRES = Expected(("abs_m", "abs"), 1e-6)
_ROUNDING_M = 4e-9
"""Earth-centred coordinates in doubles differ by this much: four units in the last place."""
_DEGREES = Expected(("abs_deg", "abs"), 1e-9)
_LEAST_HALF_ANGLE_RAD = 1e-3
"""Nearer, an elevation from two heights loses its digits: 17 km for k = 4/3."""
_GEODESIC_M = Expected(("s12_abs_m", "abs_m", "abs"), 1e-6)
_GEODESIC_DEG = Expected(("azi_abs_deg", "abs_deg", "abs"), 1e-7)


def _radius_m(case: Case) -> float:
    """Return the effective radius of a case; a file may state another earth radius among its units."""
    units = case.file.content.get("units")
    stated = units.get("earth_radius_m") if isinstance(units, dict) else None
    radius = case.values.get("earth_radius_m", stated)
    factor = numbers(case, "k_factor")[0]
    return factor * float(radius) if isinstance(radius, int | float) else horizon.effective_radius_m(factor)


def _horizon(case: Case) -> list[Check]:
    radar, target = numbers(case, "h_radar_m", "h_target_m")
    given = (radar, target, _radius_m(case))
    computed = {
        "slant_exact_m": height_finding.horizon_slant_m(*given),
        "ground_exact_m": horizon.horizon_ground_m(*given),
        "parabolic_approx_m": height_finding.horizon_parabolic_m(*given),
    }
    return checks(case, computed, _LENGTH)


def _height(case: Case) -> list[Check]:
    radar, slant, elevation = numbers(case, "h_radar_m", "slant_range_m", "elevation_deg")
    angle, radius = math.radians(elevation), _radius_m(case)
    fix = height_finding.find_height(slant, angle, radar_height_m=radar, earth_radius_m=radius)
    rough = height_finding.find_height_parabolic_m(slant, angle, radar_height_m=radar, earth_radius_m=radius)
    computed = {
        "target_height_m": fix.height_m,
        "ground_arc_m": fix.ground_arc_m,
        "parabolic_height_m": rough,
    }
    return checks(case, computed, _LENGTH) + _looked_at(case, radar, fix, radius)


def _looked_at(case: Case, radar_m: float, fix: height_finding.HeightFix, radius_m: float) -> list[Check]:
    """Compare the way back, as coverage reckons it: slant range and elevation from height and ground arc."""
    half = 0.5 * fix.ground_arc_m / radius_m
    if half < _LEAST_HALF_ANGLE_RAD:
        return []
    inner, outer = radius_m + radar_m, radius_m + fix.height_m
    slant = math.sqrt(horizon.slant2_m2(inner, outer, math.sin(half) ** 2))
    tangent = horizon.elevation_tan(inner, outer, math.cos(2.0 * half), math.sin(2.0 * half))
    computed = {"slant_range_m": slant, "elevation_deg": math.degrees(math.atan(tangent))}
    return checks(case, computed, _LENGTH)


def _refractivity(case: Case) -> list[Check]:
    pressure, temperature, humidity = numbers(case, "p_hpa", "t_c", "rh_pct")
    vapour = refraction.vapour_pressure_hpa(pressure, temperature, humidity)
    computed = {"e_hpa": vapour, "N_units": refraction.refractivity(pressure, temperature, vapour)}
    return checks(case, computed, _ABSOLUTE)


def _reference_refractivity(case: Case) -> list[Check]:
    (height,) = numbers(case, "h_m")
    return checks(case, {"N_units": refraction.reference_refractivity(height)}, _ABSOLUTE)


def _k_factor(case: Case) -> list[Check]:
    (gradient,) = numbers(case, "dN_dh_per_km")
    computed = {"k_157": refraction.k_factor_157(gradient), "k_exact_6371": refraction.k_factor(gradient)}
    return checks(case, computed, _ABSOLUTE)


def _knife_edge(case: Case) -> list[Check]:
    (nu,) = numbers(case, "nu")
    computed = {
        "loss_db_exact": knife_edge.knife_edge_db(nu),
        "loss_db_p526_approx": knife_edge.knife_edge_approximate_db(nu),
    }
    return checks(case, computed, _ABSOLUTE)


def _place(values: object) -> tuple[float, float, float]:
    """Return latitude and longitude in degrees and height of a list ``[lat_deg, lon_deg, height_m]``."""
    if not isinstance(values, list) or len(values) != 3:
        raise ValueError(f"expected [latitude, longitude, height], given {values!r}")
    lat, lon, height = (float(value) for value in values)
    return lat, lon, height


def _listed(case: Case, field: str, computed: F64, how: Expected) -> list[Check]:
    """Return the comparisons of a list of three numbers, none if the case has no such list."""
    expected = case.values.get(field)
    if expected is None:
        return []
    if not isinstance(expected, list) or len(expected) != 3:
        raise ValueError(f"{field} must hold three numbers, given {expected!r}")
    made = (
        compare(f"{field}[{axis}]", float(computed[axis]), expected[axis], how, case.file.tolerance)
        for axis in range(3)
    )
    return [check for check in made if check is not None]


def _turn_deg(name: str, computed_deg: float, case: Case, how: Expected) -> list[Check]:
    """Return the comparison of an angle, whatever whole turns lie between the two."""
    expected = case.values.get(name)
    if isinstance(expected, int | float) and not isinstance(expected, bool) and math.isfinite(expected):
        computed_deg = expected + math.remainder(computed_deg - expected, 360.0)
    made = compare(name, computed_deg, expected, how, case.file.tolerance)
    return [made] if made is not None else []


def _ecef_enu(case: Case) -> list[Check]:
    site, target = _place(case.values["ref_lat_lon_h"]), _place(case.values["lat_lon_h"])
    origin, position = geodesy.ecef_from_geodetic(*site), geodesy.ecef_from_geodetic(*target)
    enu = geodesy.enu_from_ecef(position - origin, site[0], site[1])
    there = origin + ecef_from_enu(enu, site[0], site[1])
    lat, lon, height = (float(value) for value in geodesy.geodetic_from_ecef(position))
    return [
        *_listed(case, "ecef_m", position, _METRES),
        *_listed(case, "ecef_m", there, _METRES),
        *_listed(case, "enu_m", enu, _METRES),
        *checks(case, {"slant_range_m": float(geodesy.length_m(position - origin))}, _METRES),
        *_angles(case, enu),
        *_back(case, (lat, lon, height), target),
    ]


def _angles(case: Case, enu: F64) -> list[Check]:
    """Return the comparisons of azimuth and elevation, which are no better than the position over the
    distance."""
    ground, slant = float(np.hypot(enu[0], enu[1])), float(geodesy.length_m(enu))
    stated = _DEGREES.tolerance(case.file.tolerance)
    if ground > 0.0:
        azimuth_how = Expected((), max(stated, math.degrees(_ROUNDING_M / ground)))
        found = _turn_deg("azimuth_deg", math.degrees(geodesy.azimuth_rad(enu)), case, azimuth_how)
    else:
        found = []
    if slant > 0.0:
        elevation_how = Expected((), max(stated, math.degrees(_ROUNDING_M / slant)))
        found += checks(case, {"elevation_deg": math.degrees(geodesy.elevation_rad(enu))}, elevation_how)
    return found


def _back(case: Case, found: tuple[float, float, float], target: tuple[float, float, float]) -> list[Check]:
    """Return the comparisons of a place with the one it was made from; at a pole any longitude will do."""
    lat, lon, height = found
    stated = case.file.tolerance
    turn_deg = math.remainder(lon - target[1], 360.0) * math.cos(math.radians(target[0]))
    return [
        Check("latitude", abs(lat - target[0]), _DEGREES.tolerance(stated)),
        Check("longitude", abs(turn_deg), _DEGREES.tolerance(stated)),
        Check("height", abs(height - target[2]), _METRES.tolerance(stated)),
    ]


def _geodesic(case: Case) -> list[Check]:
    lat1, lon1 = (math.radians(number) for number in numbers(case, "lat1", "lon1"))
    lat2, lon2 = (math.radians(number) for number in numbers(case, "lat2", "lon2"))
    line = geodesic_inverse(lat1, lon1, lat_end_rad=lat2, lon_end_rad=lon2)
    found = [
        *checks(case, {"s12_m": line.length_m}, _GEODESIC_M),
        *_turn_deg("azi1", math.degrees(line.azimuth_start_rad), case, _GEODESIC_DEG),
        *_turn_deg("azi2", math.degrees(line.azimuth_end_rad), case, _GEODESIC_DEG),
    ]
    if case.values.get("azi1") is not None and case.values.get("s12_m") is not None:
        azimuth, length = numbers(case, "azi1", "s12_m")
        end = geodesic_direct(lat1, lon1, azimuth_rad=math.radians(azimuth), length_m=length)
        miss = geodesic_inverse(lat2, lon2, lat_end_rad=end.lat_rad, lon_end_rad=end.lon_rad).length_m
        found += [Check("end of the direct line", miss, _GEODESIC_M.tolerance(case.file.tolerance))]
        # a hair beyond a pole the line points another way on another meridian, and is the same line
        turned_rad = math.remainder(end.lon_rad - lon2, 2.0 * math.pi) * math.sin(lat2)
        found += _turn_deg("azi2", math.degrees(end.azimuth_end_rad - turned_rad), case, _GEODESIC_DEG)
    return found


HANDLERS = (
    Handler("horizon", "geometry", ("k_factor", "h_radar_m", "h_target_m"), _horizon),
    Handler(
        "height_finding", "geometry", ("k_factor", "h_radar_m", "slant_range_m", "elevation_deg"), _height
    ),
    Handler("refractivity", "geometry", ("p_hpa", "t_c", "rh_pct"), _refractivity),
    Handler("reference_refractivity", "geometry", ("h_m", "N_units"), _reference_refractivity),
    Handler("k_factor", "geometry", ("dN_dh_per_km",), _k_factor),
    Handler("knife_edge", "geometry", ("nu",), _knife_edge),
    Handler("ecef_enu", "geometry", ("ref_lat_lon_h", "lat_lon_h"), _ecef_enu),
    Handler("geodesic", "geometry", ("lat1", "lon1", "lat2", "lon2"), _geodesic, by_others=True),
)
