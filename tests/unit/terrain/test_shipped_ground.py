"""The elevation, borders, cities and airports in the package."""

import numpy as np
import pytest

from skykeep.errors import TerrainError
from skykeep.terrain import load_airports, load_cities, load_countries, load_country, shipped_terrain
from skykeep.terrain.blocks import BLOCK_POSTS, BlockFile
from skykeep.terrain.places import city_label, load_boundary_lines


def test_the_shipped_window_has_known_heights():
    ground = shipped_terrain()
    assert ground.alt_msl_m.shape == (4441, 5041)
    assert ground.void_share == 0.0
    assert ground.sample(43.3499, 42.4453) > 4500.0, "Elbrus, 5642 m, its summit shaved off"
    assert ground.sample(33.3, 44.4) == pytest.approx(35.0, abs=8.0)


def test_its_corners_are_where_they_should_be():
    ground = shipped_terrain()
    assert (ground.south_deg, ground.west_deg) == (pytest.approx(12.0), 22.0)
    assert (ground.north_deg, ground.east_deg) == (49.0, pytest.approx(64.0))
    assert np.isfinite(ground.sample([12.0, 12.0, 49.0, 49.0], [22.0, 64.0, 22.0, 64.0])).all()


def test_a_400_km_ring_round_the_three_cities_lies_inside():
    ground = shipped_terrain()
    for lat, lon in ((33.31, 44.37), (30.51, 47.82), (36.19, 44.01)):
        edge = 400.0 / 111.2
        assert ground.south_deg < lat - edge < lat + edge < ground.north_deg
        assert ground.west_deg < lon - edge / np.cos(np.radians(lat + edge)) < ground.east_deg


def test_faults_of_the_data_are_said_where_they_stand():
    ground = shipped_terrain()
    assert float(ground.sample(31.5, 35.5)) == 0.0
    for lat, lon, words in (
        (31.95, 35.93, "Jordan rift"),
        (39.92, 32.85, "one post (0.9 km) off"),
        (37.98, 23.73, "one post (0.9 km) off"),
        (40.38, 49.89, "Caspian"),
    ):
        assert any(words in caution for caution in ground.cautions_at([(lat, lon)])), words
    (only,) = ground.cautions_at([(33.34, 44.40)])
    assert "15-35 %" in only


def test_a_corner_costs_a_corner_and_is_the_same_as_the_whole(tmp_path):
    heights = np.arange(500 * 500, dtype=np.int32).reshape(500, 500) % 3000
    file = tmp_path / "blocks.npz"
    np.savez_compressed(file, **packed_blocks(heights.astype(np.int16)))
    blocks = BlockFile(file, 500, 500)
    blocks.load((0, 10), (0, 239))
    assert np.isfinite(blocks.alt_msl_m).sum() == BLOCK_POSTS**2
    blocks.load((239, 240), (239, 499))
    blocks.load((499, 499), (0, 0))
    assert np.array_equal(blocks.alt_msl_m[:480], heights[:480])
    assert not blocks.alt_msl_m.flags.writeable


def test_a_file_that_lacks_a_block_is_refused(tmp_path):
    blocks = packed_blocks(np.zeros((500, 500), np.int16))
    del blocks["r01c02"]
    np.savez_compressed(tmp_path / "blocks.npz", **blocks)
    with pytest.raises(ValueError, match="lacks the block r01c02"):
        BlockFile(tmp_path / "blocks.npz", 500, 500)


def packed_blocks(heights):
    found = {}
    for row in range(0, heights.shape[0], BLOCK_POSTS):
        for col in range(0, heights.shape[1], BLOCK_POSTS):
            block = heights[row : row + BLOCK_POSTS, col : col + BLOCK_POSTS].astype(np.int32)
            step = np.diff(block, axis=1, prepend=0).astype(np.int16).view(np.uint16)
            parts = [(step & 255).astype(np.uint8), (step >> 8).astype(np.uint8)]
            found[f"r{row // BLOCK_POSTS:02d}c{col // BLOCK_POSTS:02d}"] = np.stack(parts)
    return found


AREAS_KM2 = {"IQ": 437_381, "TR": 780_000, "JO": 88_860, "SY": 185_900, "EG": 1_001_000, "IR": 1_622_500}


@pytest.mark.parametrize(("code", "area_km2"), AREAS_KM2.items())
def test_borders_keep_the_area_of_their_source(code, area_km2):
    assert load_country(code).area_m2 / 1e6 == pytest.approx(area_km2, rel=5e-3)


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
    assert whole["TR"]
    assert not whole["GR"]
    with pytest.raises(TerrainError, match="the borders of 'GR' are in the package only in part"):
        load_country("GR")
    with pytest.raises(TerrainError, match="the borders of 'XX' are not in the package"):
        load_country("XX")
    with pytest.raises(TerrainError, match="no cities of 'XX'"):
        load_cities("XX")


def test_airports_and_border_lines_are_there():
    assert {"ORBI", "ORMM"} <= {airport.icao for airport in load_airports("IQ")}
    assert load_airports("IQ")[0].alt_msl_m < 2000.0
    kinds = {line.kind for line in load_boundary_lines()}
    assert any("Disputed" in kind for kind in kinds)
