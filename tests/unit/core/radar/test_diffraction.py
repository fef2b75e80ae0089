"""Diffraction over whole paths, against the single edge, the sphere and what must be so."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.earth.terrain_path import TerrainPath
from skykeep.core.radar.bent_echoes import MOST_DB, fill_bent_echoes, fill_geometry
from skykeep.core.radar.diffraction import (
    bullington_db,
    delta_bullington,
    spherical_earth_db,
)
from skykeep.textbook.knife_edge import fresnel_parameter, knife_edge_approximate_db

RADIUS_M = 8_500e3
FLAT_RADIUS_M = 1e15
"""So large that the earth is flat."""


def ridge(height_m: float, place: int = 100, radius_m: float = FLAT_RADIUS_M) -> TerrainPath:
    ground = np.zeros(201)
    ground[place] = height_m
    return TerrainPath(np.linspace(0.0, 40e3, 201), ground, 30.0, 30.0, radius_m)


@pytest.mark.parametrize("place", [30, 100, 170])
def test_one_edge_on_a_flat_earth_is_that_edge_and_the_empirical_rest(place: int) -> None:
    path = ridge(400.0, place)
    near_m = float(path.range_m[place])
    nu = fresnel_parameter(370.0, near_m=near_m, far_m=40e3 - near_m, wavelength_m=0.1)
    edge_db = knife_edge_approximate_db(nu)
    rest_db = (1.0 - math.exp(-edge_db / 6.0)) * (10.0 + 0.02 * 40.0)
    assert bullington_db(path, 0.1) == pytest.approx(edge_db + rest_db, abs=1e-5)


def test_an_edge_far_below_the_ray_costs_nothing() -> None:
    high = ridge(0.0)._replace(near_alt_msl_m=3000.0, far_alt_msl_m=3000.0)
    assert bullington_db(high, 0.1) == 0.0
    assert delta_bullington(high, 0.1, vertical=False).loss_db == 0.0


@given(st.floats(0.0, 900.0), st.floats(1.0, 300.0), st.floats(0.02, 2.0))
def test_a_higher_ridge_never_costs_less(height_m: float, more_m: float, wavelength_m: float) -> None:
    low, high = ridge(height_m, radius_m=RADIUS_M), ridge(height_m + more_m, radius_m=RADIUS_M)
    assert bullington_db(high, wavelength_m) >= bullington_db(low, wavelength_m)


def test_the_loss_is_the_same_both_ways() -> None:
    path = ridge(400.0, 30, RADIUS_M)._replace(far_alt_msl_m=80.0)
    there = delta_bullington(path, 0.3, vertical=True, sea_share=0.4)
    assert delta_bullington(path.reversed(), 0.3, vertical=True, sea_share=0.4) == pytest.approx(there)


def sphere_db(
    length_m: float, *, vertical: bool = False, sea_share: float = 0.0, height_m: float = 30.0
) -> float:
    return spherical_earth_db(
        length_m, (height_m, height_m), RADIUS_M, wavelength_m=0.3, vertical=vertical, sea_share=sea_share
    )


def test_the_sphere_costs_more_with_distance_and_joins_at_the_horizon() -> None:
    horizon_m = 2.0 * math.sqrt(2.0 * RADIUS_M * 30.0)
    assert sphere_db(0.2 * horizon_m) == 0.0
    losses = [sphere_db(share * horizon_m) for share in (0.7, 0.9, 1.1, 1.5, 2.0)]
    assert losses == sorted(losses)
    before, beyond = sphere_db(horizon_m * (1.0 - 1e-9)), sphere_db(horizon_m * (1.0 + 1e-9))
    assert before == pytest.approx(beyond, abs=1e-5)


def test_far_beyond_the_horizon_each_kilometre_costs_the_residue_rate() -> None:
    rate = 17.6 * (math.pi / (0.3 * RADIUS_M**2)) ** (1.0 / 3.0)
    gained = sphere_db(400e3) - sphere_db(300e3)
    assert gained == pytest.approx(rate * 100e3 - 10.0 * math.log10(4.0 / 3.0), rel=1e-3)


def test_a_share_of_sea_lies_between_land_and_sea() -> None:
    land, mixed, sea = (sphere_db(150e3, vertical=True, sea_share=share) for share in (0.0, 0.3, 1.0))
    assert mixed == pytest.approx(0.7 * land + 0.3 * sea)
    assert land != sea


def test_an_antenna_on_the_ground_gains_what_the_ground_gives() -> None:
    assert math.isfinite(sphere_db(150e3, height_m=0.0))
    assert sphere_db(150e3, height_m=0.0) >= sphere_db(150e3, height_m=1.0)


@given(st.integers(0, 2**32 - 1), st.floats(20.0, 400.0), st.floats(0.03, 2.0), st.booleans())
def test_the_echo_that_bends_over_terrain_has_lost_what_its_path_says_there_and_back(
    seed: int, far_m: float, wavelength_m: float, vertical: bool
) -> None:
    ground = np.random.default_rng(seed).uniform(0.0, 100.0, 60).astype(np.float32)
    exact = ground.astype(np.float64)
    path = TerrainPath(
        np.linspace(0.0, 29.5e3, 60), exact, float(exact[0]) + 10.0, float(exact[-1]) + far_m, RADIUS_M
    )
    loss_db = delta_bullington(path, wavelength_m, vertical=vertical).loss_db
    site_m = (float(exact[0]), path.near_alt_msl_m, RADIUS_M)
    targets = (np.zeros(1, np.int64), np.full(1, 58), np.full(1, path.far_alt_msl_m))
    geometry, power = np.empty((1, 4)), np.empty(1)
    fill_geometry((path.range_m[1:], ground[None, 1:]), site_m, wavelength_m, targets, geometry)
    wave = (wavelength_m, vertical, 0.0)
    fill_bent_echoes(geometry, np.full(1, 29.5e3), RADIUS_M, wave, power)
    expected = 10.0 ** (-0.2 * loss_db) if loss_db <= MOST_DB else 0.0
    assert power[0] == pytest.approx(expected, rel=1e-9)


def test_without_a_path_there_is_no_echo_and_next_to_the_site_nothing_is_lost() -> None:
    rays = (np.array([500.0, 1000.0, 1500.0]), np.array([[0.0, 0.0, np.nan]], np.float32))
    targets = (np.zeros(3, np.int64), np.array([-1, 0, 2]), np.full(3, 50.0))
    geometry, power = np.empty((3, 4)), np.empty(3)
    fill_geometry(rays, (0.0, 10.0, RADIUS_M), 0.1, targets, geometry)
    fill_bent_echoes(geometry, np.full(3, 1000.0), RADIUS_M, (0.1, True, 0.0), power)
    assert power.tolist() == [0.0, 1.0, 0.0]
