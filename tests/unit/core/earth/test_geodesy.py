"""WGS84 conversions against PROJ and GeographicLib."""

import math

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from pyproj import Transformer

from skykeep.core.earth.geodesy import (
    azimuth_rad,
    ecef_from_geodetic,
    elevation_rad,
    enu_from_ecef,
    geodetic_from_ecef,
    length_m,
)
from skykeep.terrain.geodesic import geodesic_direct, geodesic_inverse
from skykeep.textbook.geodesy import ecef_from_enu

TO_ECEF = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
PLACES = [
    (33.3, 44.4, 34.0),
    (-90.0, 0.0, 0.0),
    (90.0, 10.0, 2500.0),
    (0.0, 180.0, -40.0),
    (-0.0001, -179.9, 8.5e5),
    (45.0, -75.0, 3.6e7),
    (60.0, 25.0, -11_000.0),
]


@pytest.mark.parametrize(("lat", "lon", "height"), PLACES)
def test_earth_centred_positions_agree_with_proj(lat: float, lon: float, height: float) -> None:
    expected = TO_ECEF.transform(lon, lat, height)
    assert ecef_from_geodetic(lat, lon, height) == pytest.approx(expected, rel=1e-15, abs=1e-8)


@pytest.mark.parametrize(("lat", "lon", "height"), PLACES)
def test_the_inverse_returns_to_the_same_place(lat: float, lon: float, height: float) -> None:
    found = geodetic_from_ecef(ecef_from_geodetic(lat, lon, height))
    assert found[0] == pytest.approx(lat, abs=1e-12)
    assert found[2] == pytest.approx(height, abs=2e-8)
    if abs(lat) < 90.0:
        assert math.remainder(found[1] - lon, 360.0) == pytest.approx(0.0, abs=1e-12)


def test_many_points_are_each_as_one() -> None:
    lat, lon, height = np.array([10.0, -50.0]), np.array([20.0, 130.0]), np.array([5.0, 9000.0])
    positions = ecef_from_geodetic(lat, lon, height)
    assert positions.shape == (2, 3)
    for i in range(2):
        assert positions[i] == pytest.approx(ecef_from_geodetic(lat[i], lon[i], height[i]), rel=1e-15)
    assert np.array(geodetic_from_ecef(positions)) == pytest.approx(np.array([lat, lon, height]), abs=1e-8)


def test_local_axes_are_orthonormal_and_return() -> None:
    axes = enu_from_ecef(np.eye(3), 40.0, -120.0)
    assert axes.T @ axes == pytest.approx(np.eye(3), abs=1e-15)
    assert np.linalg.det(axes) == pytest.approx(1.0)
    there = enu_from_ecef([1.0, -2.0, 3.0], 40.0, -120.0)
    assert ecef_from_enu(there, 40.0, -120.0) == pytest.approx([1.0, -2.0, 3.0])


@pytest.mark.parametrize(
    ("east", "north", "up", "azimuth_deg", "elevation_deg"),
    [(0, 1, 0, 0, 0), (1, 0, 0, 90, 0), (0, -1, 1, 180, 45), (-1, 0, -1, 270, -45), (0, 0, 5, 0, 90)],
)
def test_azimuth_runs_clockwise_from_north(
    east: float, north: float, up: float, azimuth_deg: float, elevation_deg: float
) -> None:
    vector = np.array([east, north, up], dtype=np.float64)
    assert length_m(vector) == pytest.approx(math.sqrt(east * east + north * north + up * up))
    assert np.degrees(azimuth_rad(vector)) == pytest.approx(azimuth_deg)
    assert np.degrees(elevation_rad(vector)) == pytest.approx(elevation_deg)


def test_a_hair_west_of_north_is_no_whole_turn() -> None:
    assert azimuth_rad(np.array([-1e-20, 1.0, 0.0])) == 0.0
    assert elevation_rad(np.zeros(3)) == azimuth_rad(np.zeros(3)) == length_m(np.zeros(3)) == 0.0


@pytest.mark.parametrize("seed", range(20))
def test_geodesics_agree_with_geographiclib(seed: int) -> None:
    rng = np.random.default_rng(seed)
    (lat1, lat2), (lon1, lon2) = rng.uniform(-89.0, 89.0, 2), rng.uniform(-180.0, 180.0, 2)
    expected = Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2)
    line = geodesic_inverse(
        math.radians(lat1), math.radians(lon1), lat_end_rad=math.radians(lat2), lon_end_rad=math.radians(lon2)
    )
    assert line.length_m == pytest.approx(expected["s12"], abs=1e-7)
    assert math.degrees(line.azimuth_start_rad) == pytest.approx(expected["azi1"], abs=1e-9)
    assert math.degrees(line.azimuth_end_rad) == pytest.approx(expected["azi2"], abs=1e-9)
    end = geodesic_direct(
        math.radians(lat1), math.radians(lon1), azimuth_rad=line.azimuth_start_rad, length_m=line.length_m
    )
    assert math.degrees(end.lat_rad) == pytest.approx(lat2, abs=1e-11)
    assert math.remainder(math.degrees(end.lon_rad) - lon2, 360.0) == pytest.approx(0.0, abs=1e-10)
    assert math.remainder(end.azimuth_end_rad - line.azimuth_end_rad, 2.0 * math.pi) == pytest.approx(
        0.0, abs=1e-11
    )
