"""Path families: what all threats that fly alike to one aim point share, and the ground they fly over."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..core.earth.quasi_ballistic import DivingBody
from ..errors import CompileError
from ..model.threat import Flight

__all__ = [
    "ASSUMED_CLEARANCE_AGL_M",
    "FALLS",
    "PathFamily",
    "TerrainSampler",
    "check_family",
]

ASSUMED_CLEARANCE_AGL_M = 100.0
"""Height above ground, in metres, that aircraft and UAVs keep where the ground rises to their altitude:
assumed."""
FALLS = ("ballistic", "quasi_ballistic")
"""Flights whose apogee and range leave one speed and one slope."""
_STEEPEST_FOLLOWED_RAD = math.radians(85.0)
"""Steepest limit that a path can follow: at a right angle the profile would have a cliff."""
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
        ``terrain_following``: ``set_height_m`` above ground under the climb and dive limits, dive to the aim
        point. ``constant_altitude``: ``set_height_m`` above sea level, raised to keep ``clearance_agl_m``,
        dive to the aim point. ``level_overhead``: the same without the dive; it ends at altitude over the aim
        point, which counts as reaching it. ``straight_to_aim``: one straight line from ``set_height_m`` above
        sea level down to the aim point. ``quasi_ballistic``: an arc, and a fall through air that lift turns
        into a dive, as ``body`` says. ``ballistic``: a Kepler arc. Speed and limits are not used by the last
        two: their apogee and range leave one speed and one slope.
    aim_lat_deg, aim_lon_deg
        Aim point, geodetic degrees.
    standoff_m
        Ground range from the aim point at which the path begins.
    speed_mps
        Speed along the path.
    set_height_m
        Not used by quasi-ballistic and ballistic flight.
    climb_max_rad, dive_max_rad
        Limits of the slope, from 0 to a right angle; less where the path follows them.
    apogee_msl_m
        Greatest height of quasi-ballistic and ballistic flight; ``None`` is the arc of least energy
        (ballistic only).
    body
        The missile of quasi-ballistic flight, with its dive.
    heights
        How many heights its group draws from; the families of these stand side by side, lowest first.
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
    body: DivingBody | None = None
    clearance_agl_m: float = ASSUMED_CLEARANCE_AGL_M
    heights: int = 1
    label: str = field(default="path", compare=False)


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
    if family.flight not in FALLS and not 0.0 < family.speed_mps < math.inf:
        raise CompileError(f"{label}: speed_mps = {family.speed_mps:g} makes no path; allowed: above 0 m/s")
    _check_slopes(family)
    if family.flight == "quasi_ballistic":
        if family.apogee_msl_m is None:
            raise CompileError(f"{label}: a quasi_ballistic path needs an apogee; give apogee_m above 0")
        if family.body is None:
            raise CompileError(f"{label}: a quasi_ballistic path needs a body with its lift and its dive")


def _check_slopes(family: PathFamily) -> None:
    """Refuse limits of slope that the flight cannot use."""
    follows = family.flight != "straight_to_aim" and family.flight not in FALLS
    steepest_rad = _STEEPEST_FOLLOWED_RAD if follows else 0.5 * math.pi
    for name in ("climb_max_rad", "dive_max_rad"):
        limit_rad = getattr(family, name)
        if not 0.0 <= limit_rad <= steepest_rad:
            raise CompileError(
                f"{family.label}: {name} = {limit_rad:g} is no limit of slope for a {family.flight} path; "
                f"allowed: from 0 to {steepest_rad:.4f} ({math.degrees(steepest_rad):g} deg)"
            )
    if family.dive_max_rad == 0.0 and family.flight != "level_overhead" and family.flight not in FALLS:
        raise CompileError(
            f"{family.label}: dive_max_rad = 0, so a {family.flight} path never comes down to its aim point; "
            "give a limit above 0"
        )
