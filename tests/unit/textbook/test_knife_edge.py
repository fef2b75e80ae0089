"""Knife-edge diffraction against direct integration of the Fresnel integrals."""

import cmath
import math

import pytest
from scipy import integrate

from skykeep.textbook.knife_edge import fresnel_parameter, knife_edge_approximate_db, knife_edge_db


@pytest.mark.parametrize("nu", [-2.0, -0.4, 0.0, 0.9, 2.4])
def test_loss_agrees_with_integrating_the_wave_past_the_edge(nu: float) -> None:
    real = integrate.quad(lambda s: math.cos(0.5 * math.pi * s * s), 0.0, nu)[0]
    imaginary = integrate.quad(lambda s: math.sin(0.5 * math.pi * s * s), 0.0, nu)[0]
    field = (1.0 + 1.0j) / 2.0 * ((0.5 - real) - 1.0j * (0.5 - imaginary))
    assert knife_edge_db(nu) == pytest.approx(-20.0 * math.log10(abs(cmath.polar(field)[0])), abs=1e-9)


def test_grazing_an_edge_costs_six_decibels() -> None:
    assert knife_edge_db(0.0) == pytest.approx(20.0 * math.log10(2.0), abs=1e-12)


def test_the_approximation_is_near_where_it_is_valid_and_zero_below() -> None:
    for step in range(200):
        nu = -0.7 + 0.1 * step
        assert abs(knife_edge_db(nu) - knife_edge_approximate_db(nu)) < 0.13
    assert knife_edge_approximate_db(-0.78) == 0.0


def test_the_parameter_of_an_edge_between_two_ends() -> None:
    nu = fresnel_parameter(30.0, near_m=10e3, far_m=10e3, wavelength_m=0.1)
    assert nu == pytest.approx(30.0 * math.sqrt(2.0 / 0.1 * 2e-4), rel=1e-12)
    assert fresnel_parameter(-30.0, near_m=10e3, far_m=10e3, wavelength_m=0.1) == -nu
