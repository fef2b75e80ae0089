"""The standard atmosphere against integration of hydrostatic balance."""

import math

import pytest
from scipy import integrate

from skykeep.core.earth.atmosphere import density_kg_m3, geopotential_m
from skykeep.textbook.atmosphere import air_at_alt, air_at_geopotential


@pytest.mark.parametrize(("low_m", "high_m"), [(0.0, 8000.0), (9000.0, 25_000.0), (40_000.0, 84_000.0)])
def test_pressure_carries_the_weight_of_the_air_above(low_m: float, high_m: float) -> None:
    def weight(alt_m: float) -> float:
        return density_kg_m3(alt_m) * 9.80665 * (6_356_766.0 / (6_356_766.0 + alt_m)) ** 2

    column = integrate.quad(
        weight, low_m, high_m, epsrel=1e-11, points=[11_019.1, 20_063.1, 47_350.1], limit=200
    )
    drop = air_at_alt(low_m).pressure_pa - air_at_alt(high_m).pressure_pa
    assert column[0] == pytest.approx(drop, rel=1e-8)


def test_the_gas_law_and_the_sound_speed_hold() -> None:
    for alt_m in (-3000.0, 0.0, 12_345.0, 60_000.0, 85_000.0):
        air = air_at_alt(alt_m)
        assert air.pressure_pa == pytest.approx(air.density_kg_m3 * 287.05287 * air.temperature_k, rel=1e-6)
        assert air.sound_speed_mps**2 == pytest.approx(1.4 * air.pressure_pa / air.density_kg_m3, rel=1e-12)
        assert density_kg_m3(alt_m) == pytest.approx(air.density_kg_m3, rel=1e-14)


@pytest.mark.parametrize("base_m", [11_000.0, 20_000.0, 32_000.0, 47_000.0, 51_000.0, 71_000.0])
def test_layers_meet_without_a_step(base_m: float) -> None:
    below, above = air_at_geopotential(base_m - 1e-6), air_at_geopotential(base_m + 1e-6)
    assert below.pressure_pa == pytest.approx(above.pressure_pa, rel=1e-9)
    assert below.temperature_k == pytest.approx(above.temperature_k, abs=1e-7)


def test_density_beyond_the_model_falls_to_nothing() -> None:
    assert density_kg_m3(-9000.0) == density_kg_m3(-5000.0)
    assert 0.0 < density_kg_m3(99_000.0) < density_kg_m3(85_000.0) < 1e-5
    assert density_kg_m3(100_001.0) == 0.0
    assert geopotential_m(85_000.0) == pytest.approx(83_878.413, abs=1e-3)


@pytest.mark.parametrize("height_m", [-5001.0, 84_853.0, math.nan])
def test_heights_outside_the_model_are_refused(height_m: float) -> None:
    with pytest.raises(ValueError, match="is outside the standard atmosphere: give -5000 to 84852 m"):
        air_at_geopotential(height_m)
