"""How things move on a course, against the geodesics of PROJ and plain differences."""

import numpy as np
import pytest
from pyproj import Transformer

from skykeep.engine.scene import Course, Place, motion_of, view_of
from skykeep.terrain.geodesic import WGS84
from skykeep.testing import sample_scene

TO_ECEF = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)


def course_on(azimuth_deg, speed_mps=200.0, climb_mps=5.0, lat_deg=33.0, lon_deg=179.99):
    """Return a course on a geodesic with even speed and climb, over the antimeridian for some azimuths."""
    time_s = np.arange(0.0, 60.0, 2.0)
    count = time_s.size
    lon, lat, _ = WGS84.fwd(
        np.full(count, lon_deg), np.full(count, lat_deg), np.full(count, azimuth_deg), speed_mps * time_s
    )
    return Course(time_s, np.asarray(lat), np.asarray(lon), 1000.0 + climb_mps * time_s)


@pytest.mark.parametrize("azimuth_deg", [0.0, 37.0, 90.0, 181.0, 300.0])
def test_speed_heading_and_climb_are_those_of_the_course(azimuth_deg):
    course = course_on(azimuth_deg)
    motion = motion_of(course)
    assert motion.ground_speed_mps == pytest.approx(np.full(course.time_s.size, 200.0), rel=4e-4)
    assert motion.up_mps == pytest.approx(np.full(course.time_s.size, 5.0), abs=0.02)
    off_deg = (np.degrees(motion.heading_rad) - azimuth_deg + 180.0) % 360.0 - 180.0
    assert off_deg == pytest.approx(np.zeros(course.time_s.size), abs=0.15)
    expected = np.stack(TO_ECEF.transform(course.lon_deg, course.lat_deg, course.alt_msl_m), axis=-1)
    assert motion.pos_ecef_m == pytest.approx(expected, abs=1e-6)
    assert motion.velocity_ecef_mps[:-1] == pytest.approx(np.diff(expected, axis=0) / 2.0, abs=1e-6)


def test_what_stands_does_not_move():
    for actor in sample_scene().of_kind("radar", "fire_unit", "post", "asset"):
        motion = motion_of(actor.course)
        assert not motion.velocity_ecef_mps.any()
        assert motion.heading_rad.tolist() == [0.0]


@pytest.mark.parametrize("azimuth_deg", [10.0, 120.0, 250.0])
def test_ranges_and_azimuths_are_those_of_proj(azimuth_deg):
    course = course_on(azimuth_deg)
    here = Place(32.8, -179.9, 50.0)
    view = view_of(course, here)
    origin = np.array(TO_ECEF.transform(here.lon_deg, here.lat_deg, here.alt_msl_m))
    there = np.stack(TO_ECEF.transform(course.lon_deg, course.lat_deg, course.alt_msl_m), axis=-1)
    assert view.slant_m == pytest.approx(np.linalg.norm(there - origin, axis=-1), abs=1e-6)
    count = course.time_s.size
    azimuths, _, ground_m = WGS84.inv(
        np.full(count, here.lon_deg), np.full(count, here.lat_deg), course.lon_deg, course.lat_deg
    )
    off_deg = (np.degrees(view.azimuth_rad) - azimuths + 180.0) % 360.0 - 180.0
    assert off_deg == pytest.approx(np.zeros(count), abs=1e-3)
    rise = (course.alt_msl_m - here.alt_msl_m) / ground_m - ground_m / (2.0 * 6_371_000.0)
    assert np.tan(view.elevation_rad) == pytest.approx(rise, abs=1e-4)
