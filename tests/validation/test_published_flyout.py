"""Fly-out of named rounds against what public sources say about their average speed."""

import math

import numpy as np
import pytest

from skykeep.core.interceptor.flyout import fit_flyout, flyout_time_s

ROUNDS = [
    # round, peak m/s, range m, ceiling m, limits of the derived average speed to maximum range m/s
    ("48N6E", 2000.0, 150e3, 27e3, 800.0, 1400.0),
    ("48N6E2", 2050.0, 200e3, 27e3, 800.0, 1400.0),
    ("48N6E3", 2100.0, 250e3, 30e3, 850.0, 1450.0),
    ("9M96E2", 1500.0, 120e3, 27e3, 900.0, 1100.0),
    ("Sayyad-4", 1650.0, 200e3, 27e3, 700.0, 1250.0),
    ("M-SAM-II", 1600.0, 40e3, 15e3, 750.0, 1150.0),
    ("PAC-2 GEM-T", 1500.0, 160e3, 24e3, 700.0, 1050.0),
    ("PAC-3 MSE", 1700.0, 75e3, 30e3, 850.0, 1200.0),
    ("57E6", 1300.0, 20e3, 15e3, 600.0, 900.0),
]


@pytest.mark.parametrize(("name", "peak", "range_m", "ceiling_m", "low", "high"), ROUNDS)
def test_average_speed_to_the_public_range_is_inside_the_derived_limits(
    name: str, peak: float, range_m: float, ceiling_m: float, low: float, high: float
) -> None:
    table = fit_flyout(peak_speed_mps=peak, range_max_m=range_m, alt_max_m=ceiling_m)
    average_mps = range_m / np.min(table.time_s[:, -1])
    assert low < average_mps < high, f"{name}: {average_mps:.0f} m/s"
    assert 0.5 < average_mps / peak < 0.7


def test_a_48n6e2_takes_minutes_to_its_range_and_half_a_minute_to_the_low_horizon() -> None:
    table = fit_flyout(peak_speed_mps=2050.0, range_max_m=200e3, alt_max_m=27e3)
    assert 150.0 < np.min(table.time_s[:, -1]) < 220.0
    assert 25.0 < flyout_time_s(table, 30e3, 100.0) < 35.0
    assert math.isfinite(flyout_time_s(table, 190e3, 20.0))
