"""Folders as users have them: other files, several steps, both sides of the antimeridian."""

import gzip
import zipfile

import numpy as np
import pytest

from skykeep.errors import TerrainError
from skykeep.terrain import choose_terrain
from skykeep.terrain.mosaic import join_tiles
from skykeep.terrain.tiles import Tile

from .raster_files import hills, write_hgt, write_raster

FLAT = np.zeros((1201, 1201))


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("._N33E045.hgt", b"\0\5\x16\7", "a companion file of macOS"),
        (".N33E045.hgt", b"\0", "a hidden file"),
        ("N33E045.hgt", b"<!DOCTYPE html><title>Log in</title>", "a web page or an error message"),
        ("N33E045.tif", b"\n<?xml version='1.0'?><Error/>", "a web page or an error message"),
        ("N33E045.tif", b'{"message": "Unauthorized"}', "a message of a server"),
        ("N33E045.tif", b"", "an empty file"),
        ("N33E045.tif", b"version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer"),
        ("ASTGTMV003_N33E045_num.tif", b"II*\0", "'num' in its name"),
        ("Copernicus_DSM_10_N33_00_E045_00_WBM.tif", b"II*\0", "'WBM' in its name"),
        ("aspect.tif", b"II*\0", "'aspect' in its name"),
        ("N33E045-slope.tif", b"II*\0", "'slope' in its name"),
        ("AUXFILES/x.tif", b"II*\0", "the folder AUXFILES holds what goes with heights"),
        ("__MACOSX/N33E045.hgt", b"II*\0", "the folder __MACOSX holds"),
    ],
)
def test_what_is_no_elevation_is_left_and_named(tmp_path, name, content, why):
    write_hgt(tmp_path, "N33E044.hgt.gz", FLAT)
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    ground = choose_terrain(str(tmp_path))
    assert any(f"1 file is not read: {file.name} ({why}" in text for text in ground.cautions)
    if file.parent == tmp_path:
        with pytest.raises(TerrainError, match=rf"{file.name}: .*{why.split(' in ')[0]}"):
            choose_terrain(str(file))


def test_a_town_of_an_unlucky_name_is_read(tmp_path):
    write_hgt(tmp_path, "N33E044_Slopetown_numbers.hgt.gz", FLAT)
    assert choose_terrain(str(tmp_path)).cautions == ()


def test_a_folder_of_nothing_but_error_pages_names_them(tmp_path):
    for lon in range(7):
        (tmp_path / f"N33E04{lon}.hgt").write_bytes(b"<html>403</html>")
    with pytest.raises(
        TerrainError, match=r"holds no elevation file \(7 files are not read: .*; and 2 more\)"
    ):
        choose_terrain(str(tmp_path))


def test_the_home_of_nobody_is_refused():
    with pytest.raises(TerrainError, match="terrain '~nosuchuser/x' is no path that can be opened"):
        choose_terrain("~nosuchuser/x")


def test_a_zipped_tile_is_read_as_it_was_delivered(tmp_path):
    with zipfile.ZipFile(tmp_path / "N33E044.SRTMGL3.hgt.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("N33E044.hgt", np.full((1201, 1201), 7, ">i2").tobytes())
    assert float(choose_terrain(str(tmp_path)).sample(33.5, 44.5)) == 7.0


def test_a_tile_that_is_gzipped_behind_its_name_is_read(tmp_path):
    packed = write_hgt(tmp_path, "N33E044.hgt.gz", FLAT + 7)
    packed.rename(tmp_path / "N33E044.hgt")
    assert float(choose_terrain(str(tmp_path)).sample(33.5, 44.5)) == 7.0


def test_no_more_is_unpacked_than_a_tile_holds(tmp_path):
    (tmp_path / "N33E044.hgt.gz").write_bytes(gzip.compress(bytes(60_000_000), 1))
    with pytest.raises(TerrainError, match="25934403 bytes is not a tile"):
        choose_terrain(str(tmp_path))


def test_an_archive_of_several_tiles_is_to_be_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "N33E044.hgt.zip", "w") as archive:
        archive.writestr("a.hgt", b"")
        archive.writestr("b.hgt", b"")
    with pytest.raises(TerrainError, match=r"holds 2 \.hgt tiles; unpack it into the folder"):
        choose_terrain(str(tmp_path))


@pytest.mark.parametrize("highest_m", [34.0, 250.0, 3000.0])
def test_a_tile_with_its_low_bytes_first_is_read_the_other_way_round(tmp_path, highest_m):
    heights = np.round(np.kron(hills(highest_m=highest_m), np.ones((21, 21)))[:1201, :1201])
    heights[5, 5] = -32768
    (tmp_path / "N33E044.hgt").write_bytes(heights.astype("<i2").tobytes())
    ground = choose_terrain(str(tmp_path))
    assert ground.void_mask.sum() == 1
    assert np.array_equal(ground.alt_msl_m, np.where(heights < 0, np.nan, heights), equal_nan=True)
    assert any("wrong byte order (low byte first)" in text for text in ground.cautions)


def test_tiles_on_both_sides_of_the_antimeridian_meet(tmp_path):
    write_hgt(tmp_path, "S17E179.hgt.gz", FLAT + 1)
    write_hgt(tmp_path, "S17W180.hgt.gz", FLAT + 2)
    for lon_deg in (179.9, -179.9):
        ground = choose_terrain(str(tmp_path), lat_deg=-16.5, lon_deg=lon_deg, radius_m=40e3)
        assert ground.sample(-16.5, [179.8, -180.0, -179.8]).tolist() == [1.0, 1.0, 2.0]
        assert ground.void_share == 0.0
    whole = choose_terrain(str(tmp_path))
    assert whole.alt_msl_m.shape == (1201, 2401)


def tile(north_deg, west_deg, step_deg, heights, file):
    return Tile(np.asarray(heights, np.float32), north_deg, west_deg, step_deg, step_deg, file)


def join(*tiles, place=None):
    return join_tiles(tiles, name="x", licence="x", vertical_datum="x", source="the folder", place=place)


def test_tiles_whose_steps_differ_by_rounding_lie_side_by_side():
    step = 1.0 / 1200.0
    ground = join(
        tile(56.0, 10.0, 0.00083333, np.ones((1200, 1200)), "a"),
        tile(56.0, 11.0, step, np.full((1200, 1200), 2.0), "b"),
    )
    assert ground.alt_msl_m.shape == (1200, 2400)
    assert ground.cautions == ()


def test_the_finest_tiles_that_hold_the_place_give_the_posts_and_the_others_fill_up():
    fine = tile(46.0, 8.0, 0.01, np.full((101, 101), 5.0), "fine.tif")
    coarse = tile(48.0, 7.0, 0.025, np.full((81, 121), 9.0), "coarse.tif")
    ground = join(coarse, fine, place=(45.5, 8.5))
    assert ground.lat_step_deg == 0.01
    assert ground.sample([45.5, 47.0], [8.5, 8.5]).tolist() == [5.0, 9.0]
    assert np.isfinite(ground.sample(np.linspace(45.1, 47.9, 301), 8.5)).all()
    assert any("coarse.tif has posts of 90 x 90, fine.tif of 36 x 36" in text for text in ground.cautions)
    assert any("is interpolated from the former" in text for text in ground.cautions)


def test_tiles_that_do_not_hold_the_place_do_not_set_the_posts():
    fine = tile(46.0, 8.0, 0.01, np.zeros((101, 101)), "fine.tif")
    coarse = tile(48.0, 8.0, 0.025, np.zeros((81, 81)), "coarse.tif")
    assert join(fine, coarse, place=(47.5, 8.5)).lat_step_deg == 0.025


def test_no_seam_opens_between_cells_of_two_steps():
    left = tile(10.0 - 0.005, 5.0 + 0.005, 0.01, np.ones((100, 100)), "left.tif")
    right = tile(10.0 - 0.0125, 6.0 + 0.0125, 0.025, np.ones((40, 40)), "right.tif")
    ground = join(left, right, place=(9.5, 5.5))
    assert np.isfinite(ground.sample(9.5, np.linspace(5.01, 6.98, 400))).all()


def test_a_coarser_tile_that_adds_nothing_is_said_to_be_left():
    fine = tile(46.0, 8.0, 0.01, np.zeros((101, 101)), "fine.tif")
    coarse = tile(45.8, 8.2, 0.025, np.zeros((10, 10)), "coarse.tif")
    assert any("were left aside" in text for text in join(fine, coarse, place=(45.5, 8.5)).cautions)


def test_interpolated_ground_is_that_of_a_plane():
    rng = np.random.default_rng(3)

    def plane(tile_):
        rows, cols = np.mgrid[0 : tile_.alt_msl_m.shape[0], 0 : tile_.alt_msl_m.shape[1]]
        lat = tile_.north_deg - rows * tile_.lat_step_deg
        lon = tile_.west_deg + cols * tile_.lon_step_deg
        return tile_._replace(alt_msl_m=(100.0 * lat + 50.0 * lon).astype(np.float32))

    for _ in range(10):
        fine = plane(tile(46.0, 8.0, 0.01, np.zeros((51, 51)), "fine.tif"))
        coarse = tile(
            46.0 + rng.uniform(0.0, 1.0), 8.0 + rng.uniform(-1.0, 0.5), 0.03, np.zeros((60, 60)), "c"
        )
        coarse = plane(coarse)
        ground = join(fine, coarse, place=(45.8, 8.2))
        lat = rng.uniform(coarse.south_deg + 0.02, coarse.north_deg - 0.02, 200)
        lon = rng.uniform(coarse.west_deg + 0.02, coarse.east_deg - 0.02, 200)
        assert ground.sample(lat, lon) == pytest.approx(100.0 * lat + 50.0 * lon, abs=0.01)


def test_more_posts_than_fit_are_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr("skykeep.terrain.mosaic.MOSAIC_LIMIT_POSTS", 1000)
    with pytest.raises(TerrainError, match=r"more than 1,000 posts.*gdalwarp -tr"):
        join(tile(46.0, 8.0, 0.01, np.zeros((51, 51)), "fine.tif"))


@pytest.mark.geo
def test_rasters_are_read_where_no_hgt_tile_holds_the_place(tmp_path):
    write_hgt(tmp_path, "N33E044.hgt.gz", FLAT)
    write_raster(tmp_path / "a.tif", hills(), (0.01, 0.0, 45.0, 0.0, -0.01, 34.0))
    ground = choose_terrain(str(tmp_path), lat_deg=33.7, lon_deg=45.3, radius_m=20e3)
    assert ground.lat_step_deg == 0.01
    assert np.isfinite(ground.sample(33.7, 45.3))
