"""The elevation, borders, cities and airports in the package."""

import numpy as np
import pytest

from skykeep.errors import TerrainError
from skykeep.terrain import load_airports, load_cities, load_countries, load_country, shipped_terrain
from skykeep.terrain.places import city_label, load_boundary_lines


def test_the_shipped_window_has_known_heights():
    ground = shipped_terrain()
    assert ground.alt_msl_m.shape == (2281, 2641)
    assert float(ground.alt_msl_m.max()) == 5401.0
    assert ground.void_share == 0.0
    assert ground.sample(33.3, 44.4) == pytest.approx(35.0, abs=8.0)


def test_its_corners_are_where_they_should_be():
    ground = shipped_terrain()
    assert (ground.south_deg, ground.west_deg) == (pytest.approx(24.0), 34.0)
    assert (ground.north_deg, ground.east_deg) == (43.0, pytest.approx(56.0))


def test_a_400_km_ring_round_the_three_cities_lies_inside():
    ground = shipped_terrain()
    for lat, lon in ((33.31, 44.37), (30.51, 47.82), (36.19, 44.01)):
        edge = 400.0 / 111.2
        assert ground.south_deg < lat - edge < lat + edge < ground.north_deg
        assert ground.west_deg < lon - edge / np.cos(np.radians(lat + edge)) < ground.east_deg


def test_the_dead_sea_trap_is_said():
    ground = shipped_terrain()
    assert float(ground.sample(31.5, 35.5)) == 0.0
    assert any("Dead Sea" in caution for caution in ground.cautions)
    assert any("15-35 %" in caution for caution in ground.cautions)


def test_iraq_has_its_area_and_its_cities_once():
    iraq = load_country("iq")
    assert iraq.area_m2 / 1e6 == pytest.approx(437_381, rel=1e-4)
    cities = load_cities("IQ")
    assert len(cities) == 139
    assert sum(city.population for city in cities) == pytest.approx(26.07e6, rel=1e-3)
    assert [city_label(city) for city in cities[:3]] == ["Baghdad", "Mosul", "Basra"]


def test_neighbours_that_were_cut_say_so():
    whole = {country.code: country.whole for country in load_countries()}
    assert whole["IQ"]
    assert whole["KW"]
    assert not whole["IR"]
    with pytest.raises(TerrainError, match="the borders of 'IR' are not in the package as a whole"):
        load_country("IR")
    with pytest.raises(TerrainError, match="no cities of 'XX'"):
        load_cities("XX")


def test_airports_and_border_lines_are_there():
    assert {"ORBI", "ORMM"} <= {airport.icao for airport in load_airports("IQ")}
    assert load_airports("IQ")[0].alt_msl_m < 2000.0
    kinds = {line.kind for line in load_boundary_lines()}
    assert any("Disputed" in kind for kind in kinds)
