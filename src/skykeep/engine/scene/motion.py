"""How things move on their courses: earth-centred places, velocities, headings."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.core.earth.geodesy import ecef_from_geodetic

from .records import Course, Place

__all__ = ["Motion", "View", "motion_of", "view_of"]

F64 = npt.NDArray[np.float64]


class Motion(NamedTuple):
    """Motion at each point of a course, as it goes on to the next one; at the last as it came there.

    ``pos_ecef_m`` and ``velocity_ecef_mps`` have shape (points, 3); the others (points,): east, north and up
    from the ground below.
    """

    pos_ecef_m: F64
    velocity_ecef_mps: F64
    east_mps: F64
    north_mps: F64
    up_mps: F64

    @property
    def ground_speed_mps(self) -> F64:
        """Speed over the ground."""
        return np.hypot(self.east_mps, self.north_mps)

    @property
    def heading_rad(self) -> F64:
        """Heading clockwise from north, in [0, 2 pi); 0 for what stands."""
        return np.arctan2(self.east_mps, self.north_mps) % (2.0 * np.pi)


def motion_of(course: Course) -> Motion:
    """Return the motion along a course; heights above sea level are taken for heights above the ellipsoid."""
    pos_m = ecef_from_geodetic(course.lat_deg, course.lon_deg, course.alt_msl_m)
    velocity_mps = np.zeros_like(pos_m)
    if not course.stands:
        velocity_mps[:-1] = np.diff(pos_m, axis=0) / np.diff(course.time_s)[:, np.newaxis]
        velocity_mps[-1] = velocity_mps[-2]
    axes = _local_axes(course.lat_deg, course.lon_deg)
    return Motion(pos_m, velocity_mps, *(np.einsum("nk,nk->n", velocity_mps, axis) for axis in axes))


class View(NamedTuple):
    """Where things are as seen from a place: slant range, and azimuth clockwise from north."""

    slant_m: F64
    azimuth_rad: F64
    elevation_rad: F64


def view_of(course: Course, place: Place) -> View:
    """Return the points of a course as seen from a place, over its local horizontal."""
    away_m = ecef_from_geodetic(course.lat_deg, course.lon_deg, course.alt_msl_m) - ecef_from_geodetic(*place)
    axes = _local_axes(np.array([place.lat_deg]), np.array([place.lon_deg]))
    east_m, north_m, up_m = (away_m @ axis[0] for axis in axes)
    ground_m = np.hypot(east_m, north_m)
    azimuth_rad = np.arctan2(east_m, north_m) % (2.0 * np.pi)
    return View(np.hypot(ground_m, up_m), azimuth_rad, np.arctan2(up_m, ground_m))


def _local_axes(lat_deg: F64, lon_deg: F64) -> tuple[F64, F64, F64]:
    """Return the directions of east, north and up at some places, each of shape (places, 3)."""
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    nothing = np.zeros_like(lat)
    east = np.stack([-np.sin(lon), np.cos(lon), nothing], axis=-1)
    north = np.stack([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)], axis=-1)
    up = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)
    return east, north, up
