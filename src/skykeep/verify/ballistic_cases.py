"""Handlers of the ballistic cases: two-body arcs and re-entry."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from skykeep.textbook import ballistic

from .casefile import Case
from .handler import Handler, checks, numbers
from .judge import Check, Expected, compare

__all__ = ["HANDLERS"]

_RELATIVE = Expected(("rel",), 1e-9, relative=True)
_PEAK_HEIGHT = Expected(("rel",), 1e-9, relative=True, floor=1.0)
_SPEED_AT = re.compile(r"speed_at_(\d+(?:\.\d+)?)km(?:_descending|_ascending)?_m_s")


def _arc_fields(flight: ballistic.BallisticFlight) -> dict[str, float]:
    """Return a flight under the names of the reference files."""
    return {
        "range_m": flight.range_m,
        "range_angle_deg": math.degrees(flight.range_angle_rad),
        "burnout_speed_m_s": flight.burnout_speed_mps,
        "burnout_angle_deg": math.degrees(flight.burnout_angle_rad),
        "Q": flight.energy_ratio,
        "apogee_m": flight.apogee_msl_m,
        "apogee_speed_m_s": flight.apogee_speed_mps,
        "time_of_flight_s": flight.flight_time_s,
        "eccentricity": flight.eccentricity,
        "semi_major_m": flight.semi_major_m,
    }


def _arc(case: Case, flight: ballistic.BallisticFlight) -> list[Check]:
    computed = _arc_fields(flight)
    missed: list[Check] = []
    for field in case.values:
        if match := _SPEED_AT.fullmatch(field):
            alt_msl_m = 1000.0 * float(match.group(1))
            if alt_msl_m > flight.apogee_msl_m:
                missed.append(_never_reached(field, case.values[field], flight))
            else:
                computed[field] = ballistic.speed_at_alt_mps(flight, alt_msl_m)
    found = checks(case, computed, _RELATIVE) + missed
    if 0.0 < flight.range_angle_rad < math.pi and flight.apogee_msl_m > 0.0:
        # the same arc again, as threats of a stated range and apogee fly it
        again = ballistic.flight_through_apogee(flight.range_m, flight.apogee_msl_m)
        found += checks(case, _arc_fields(again), _RELATIVE)
    return found


def _never_reached(field: str, expected: object, flight: ballistic.BallisticFlight) -> Check:
    """Return the comparison of a point above the apogee, which has no speed to compare."""
    if expected is None or expected == "never reached":
        return Check(field, 0.0, 0.0)
    apogee_km = 1e-3 * flight.apogee_msl_m
    return Check(
        field, math.inf, 0.0, f"{expected} expected: never reached, the apogee is {apogee_km:.6g} km"
    )


def _minimum_energy(case: Case) -> list[Check]:
    (range_m,) = numbers(case, "range_m")
    found = _arc(case, ballistic.minimum_energy_flight(range_m))
    flat = case.values.get("flat_earth")
    if isinstance(flat, Mapping):
        plane = ballistic.flat_earth_flight(range_m)
        computed = {
            "speed_m_s": plane.speed_mps,
            "apogee_m": plane.apogee_msl_m,
            "time_s": plane.flight_time_s,
        }
        made = (
            compare(f"flat_earth.{name}", value, flat.get(name), _RELATIVE, case.file.tolerance)
            for name, value in computed.items()
        )
        found += [check for check in made if check is not None]
    return found


def _burnout(case: Case) -> list[Check]:
    speed, angle = numbers(case, "speed_m_s", "angle_deg")
    return _arc(case, ballistic.flight_from_burnout(speed, math.radians(angle)))


def _entry(case: Case) -> list[Check]:
    beta, speed = numbers(case, "ballistic_coefficient_kg_m2", "entry_speed_m_s")
    angle, density, scale = numbers(case, "flight_path_angle_deg", "rho0", "scale_height_m")
    entry = ballistic.AllenEggersEntry(beta, speed, math.radians(angle), density, scale)
    peak = ballistic.allen_eggers_peak(entry)
    found = checks(case, {"peak_decel_m_s2": peak.deceleration_mps2}, _RELATIVE)
    found += checks(case, {"peak_decel_altitude_m": peak.alt_msl_m}, _PEAK_HEIGHT)
    heights, speeds = case.values.get("altitude_m"), case.values.get("speed_m_s")
    if heights is None or speeds is None:
        return found
    rows = list(zip(_listed(heights), _listed(speeds), strict=True))
    made = [
        compare(
            f"speed at {height:g} m",
            ballistic.allen_eggers_speed_mps(entry, height),
            value,
            _RELATIVE,
            case.file.tolerance,
        )
        for height, value in rows
    ]
    return found + [check for check in made if check is not None]


def _listed(values: object) -> list[float]:
    return [float(value) for value in values] if isinstance(values, list) else [float(str(values))]


def _is_minimum_energy(case: Case) -> bool:
    return case.kind in ("minimum_energy", "") and "speed_m_s" not in case.values


HANDLERS = (
    Handler("allen_eggers", "ballistic", ("ballistic_coefficient_kg_m2", "entry_speed_m_s", "rho0"), _entry),
    Handler("burnout_state", "ballistic", ("speed_m_s", "angle_deg"), _burnout),
    Handler("minimum_energy", "ballistic", ("range_m",), _minimum_energy, also=_is_minimum_energy),
)
