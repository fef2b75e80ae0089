"""Elevation as agencies and tools write it, against right values (README in ``elevation``)."""

import json
from pathlib import Path

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.coverage import Question, Site, compute_coverage, ground_needed_m
from skykeep.errors import TerrainError
from skykeep.terrain import choose_terrain

CASES = Path(__file__).parent / "elevation"
NEEDS_NOTHING = ("02_spike", "05_antimeridian", "11_hidden_file")

cases = [
    pytest.param(folder, id=folder.name, marks=() if folder.name in NEEDS_NOTHING else pytest.mark.geo)
    for folder in sorted(CASES.iterdir())
    if folder.is_dir()
]


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def coverage_of(options, tiles, catalogue):
    """Return what ``skykeep coverage`` computes, without the two ends of the public figures."""
    system = catalogue.system(options["system"])
    lat_deg, lon_deg = map(float, options["site"].split(","))
    site = Site(lat_deg=lat_deg, lon_deg=lon_deg)
    question = Question(
        heights_agl_m=(float(options["heights"]),),
        radar=options.get("radar"),
        target=options.get("target"),
        limits=False,
    )
    radius_m = ground_needed_m(system, site, question)
    ground = choose_terrain(str(tiles), lat_deg=lat_deg, lon_deg=lon_deg, radius_m=radius_m)
    return compute_coverage(system, site, question, terrain=ground, catalogue=catalogue)


@pytest.mark.parametrize("folder", cases)
def test_elevation_as_it_is_delivered_is_read_for_what_it_is(folder, catalogue):
    if folder.name not in NEEDS_NOTHING:
        pytest.importorskip("rasterio")
    case = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    if "refused" in case:
        with pytest.raises(TerrainError, match=case["refused"]):
            coverage_of(case["options"], folder / "tiles", catalogue)
        return
    answer = coverage_of(case["options"], folder / "tiles", catalogue)
    height, bearing = answer.heights[0], case["bearing_deg"]
    got = {
        "ground": round(answer.site_alt_msl_m, 1),
        "in_sight_share": height.in_sight_share_of_detection_ring,
        "no_data_share": height.no_data_share_of_detection_ring,
        "void_share": answer.terrain["void_share"],
        "sight_range_m": round(float(height.sight_range_m[bearing])),
        "seen_range_m": round(float(height.seen_range_m[bearing])),
        "engageable_range_m": round(float(height.engageable_range_m[bearing])),
    }
    assert {name: got[name] for name in case["right"]} == case["right"]
    if "says" in case:
        assert any(case["says"] in caution for caution in answer.terrain["cautions"])


@pytest.mark.geo
def test_a_raster_in_grads_from_paris_is_read_where_it_lies(catalogue):
    pytest.importorskip("rasterio")
    ground = choose_terrain(str(CASES / "08_grads_from_paris" / "tiles"), lat_deg=49.05, lon_deg=2.787)
    assert float(ground.sample(49.05, 2.787)) == pytest.approx(150.0)
    assert ground.south_deg == pytest.approx(48.6, abs=0.01)
    assert ground.west_deg == pytest.approx(2.337, abs=0.01)
    assert any("NTF (Paris)" in caution and "good to 2 m" in caution for caution in ground.cautions)


def test_coverage_is_the_same_on_either_side_of_the_antimeridian(catalogue):
    tiles = CASES / "05_antimeridian" / "tiles"
    system = catalogue.system("pantsir-s1")
    question = Question(heights_agl_m=(100.0,), limits=False)
    shares = []
    for lon_deg in (179.95, 180.0, -179.95):
        ground = choose_terrain(str(tiles), lat_deg=-16.5, lon_deg=lon_deg, radius_m=80e3)
        site = Site(lat_deg=-16.5, lon_deg=lon_deg)
        height = compute_coverage(system, site, question, terrain=ground, catalogue=catalogue).heights[0]
        shares.append((height.in_sight_share_of_detection_ring, height.seen_share_of_detection_ring))
    assert shares[0] == shares[1] == shares[2]
    assert shares[0][0] == 1.0


def test_many_tiles_are_cut_to_what_the_radar_needs(catalogue, tmp_path, monkeypatch):
    from skykeep.terrain import hgt, user_tiles

    read = []
    real = hgt.read_hgt
    monkeypatch.setattr(user_tiles, "read_hgt", lambda file, window: read.append(file) or real(file, window))
    tile = bytes(1201 * 1201 * 2)
    for lat in range(31, 38):
        for lon in range(41, 48):
            (tmp_path / f"N{lat}E0{lon}.hgt").write_bytes(tile)
    options = {"system": "pantsir-s1", "site": "33.5,43.5", "heights": "100"}
    answer = coverage_of(options, tmp_path, catalogue)
    assert len(read) == 9
    assert answer.heights[0].in_sight_share_of_detection_ring == 1.0
    south, west, north, east = answer.terrain["bounds_deg"]
    assert (north - south) < 2.0
    assert (east - west) < 2.5
