"""Path families: what all threats that fly alike to one aim point share, and the ground they fly over."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..errors import CompileError
from ..model.threat import Flight

__all__ = ["ASSUMED_CLEARANCE_AGL_M", "PathFamily", "TerrainSampler", "check_family"]

ASSUMED_CLEARANCE_AGL_M = 100.0
"""Height above ground, in metres, that aircraft and UAVs keep where the ground rises to their altitude:
assumed."""
_FARTHEST_M = 10.0e6
"""Longest ground range of a path: a quarter of the way round the earth, beyond any public threat of the
catalogue."""


class TerrainSampler(Protocol):
    """Ground height by position."""

    @property
    def step_m(self) -> float:
        """Distance between neighbouring elevation samples, in metres."""

    def sample(
        self, lat_deg: npt.NDArray[np.float64], lon_deg: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """Return ground heights above mean sea level in metres, nan where there is no data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathFamily:
    """How a group of threats flies to its aim point; with a bearing it makes one path.

    Attributes
    ----------
    flight
        ``terrain_following``: ``set_height_m`` above ground under the climb and dive limits, dive to the aim.
        ``constant_altitude``: ``set_height_m`` above sea level, raised to keep ``clearance_agl_m``, dive to
        the aim. ``straight_to_aim``: one straight line from ``set_height_m`` above sea level down to the aim;
        with ``dive_max_rad`` zero (aircraft) level flight, raised like a UAV's, that ends at altitude over
        the aim. ``quasi_ballistic``: an assumed depressed profile that leaves at ``climb_max_rad`` and
        arrives at ``dive_max_rad``. ``ballistic``: a Kepler arc; speed and limits are not used.
    aim_lat_deg, aim_lon_deg
        Aim point, geodetic degrees.
    standoff_m
        Ground range from the aim point at which the path begins.
    speed_mps
        Speed along the path; the peak speed for quasi-ballistic flight.
    set_height_m
        Not used by quasi-ballistic and ballistic flight.
    climb_max_rad, dive_max_rad
        Limits of the slope, from 0 to less than a right angle.
    apogee_msl_m
        Greatest height of quasi-ballistic and ballistic flight; ``None`` is the arc of least energy
        (ballistic only).
    terminal_speed_mps
        Speed of quasi-ballistic flight at impact.
    label
        Where the family comes from, for messages; not compared.
    """

    flight: Flight
    aim_lat_deg: float
    aim_lon_deg: float
    standoff_m: float
    speed_mps: float
    set_height_m: float
    climb_max_rad: float
    dive_max_rad: float
    apogee_msl_m: float | None = None
    terminal_speed_mps: float | None = None
    clearance_agl_m: float = ASSUMED_CLEARANCE_AGL_M
    label: str = field(default="path", compare=False)

    @property
    def is_level(self) -> bool:
        """Whether the path ends at altitude over the aim point instead of on it."""
        return self.flight == "straight_to_aim" and self.dive_max_rad == 0.0


def check_family(family: PathFamily) -> None:
    """Refuse a family whose numbers cannot make a path over any ground.

    Raises
    ------
    CompileError
        With the label, the number given, what is allowed and what to do.
    """
    label = family.label
    if not 0.0 < family.standoff_m <= _FARTHEST_M:
        raise CompileError(
            f"{label}: standoff_m = {family.standoff_m:g} is not a ground range; "
            f"allowed: above 0, at most {_FARTHEST_M:g} m"
        )
    if family.flight != "ballistic" and not 0.0 < family.speed_mps < math.inf:
        raise CompileError(f"{label}: speed_mps = {family.speed_mps:g} makes no path; allowed: above 0 m/s")
    for name in ("climb_max_rad", "dive_max_rad"):
        limit_rad = getattr(family, name)
        if not 0.0 <= limit_rad < 0.5 * math.pi:
            raise CompileError(
                f"{label}: {name} = {limit_rad:g} is not a slope; allowed: from 0 to less than pi/2 (1.5708)"
            )
    needs_dive = family.flight in ("terrain_following", "constant_altitude", "quasi_ballistic")
    if needs_dive and family.dive_max_rad == 0.0:
        raise CompileError(
            f"{label}: dive_max_rad = 0, so a {family.flight} path never comes down to its aim point; "
            "give a limit above 0"
        )
    if family.flight == "quasi_ballistic":
        if family.apogee_msl_m is None or family.terminal_speed_mps is None or family.climb_max_rad == 0.0:
            raise CompileError(
                f"{label}: a quasi_ballistic path needs an apogee, a terminal speed and a climb_max_rad "
                f"above 0; given apogee {family.apogee_msl_m}, terminal speed {family.terminal_speed_mps}, "
                f"climb_max_rad {family.climb_max_rad:g}"
            )
        if not 0.0 < family.terminal_speed_mps < math.inf:
            raise CompileError(
                f"{label}: terminal_speed_mps = {family.terminal_speed_mps:g}; allowed: above 0 m/s"
            )
