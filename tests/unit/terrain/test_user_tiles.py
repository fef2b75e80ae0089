"""The user's own elevation: .hgt by numpy alone, GeoTIFF and DTED by the geo extra."""

import builtins
import gzip
import math

import numpy as np
import pytest

from skykeep.errors import TerrainError
from skykeep.terrain import choose_terrain
from skykeep.terrain.hgt import hgt_corner, read_hgt


def write_hgt(folder, name, heights):
    """Write a 3-arc-second tile."""
    path = folder / name
    raw = np.asarray(heights, dtype=">i2").tobytes()
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return path


def ramp(base=0):
    """Return heights that rise by one metre a row southwards."""
    return base + np.repeat(np.arange(1201)[:, None], 1201, axis=1)


@pytest.mark.parametrize(
    ("name", "corner"),
    [
        ("N33E044.hgt", (33, 44)),
        ("S33W071.hgt", (-33, -71)),
        ("n00e006.hgt.gz", (0, 6)),
        ("N49W123.hgt", (49, -123)),
    ],
)
def test_the_name_is_the_south_west_corner(tmp_path, name, corner):
    assert hgt_corner(tmp_path / name) == corner


@pytest.mark.parametrize("name", ["N33E044.hgt", "N33E044.SRTMGL3.hgt.gz"])
def test_row_zero_of_a_tile_is_its_northern_edge(tmp_path, name):
    ground = choose_terrain(str(write_hgt(tmp_path, name, ramp())))
    assert ground.sample([34.0, 33.0, 33.5], [44.0, 45.0, 44.5]).tolist() == [0.0, 1200.0, 600.0]
    assert ground.step_m == pytest.approx(92.66, abs=0.01)


def test_a_one_arc_second_tile_is_known_by_its_size(tmp_path):
    path = tmp_path / "N33E044.hgt"
    path.write_bytes(np.zeros((3601, 3601), dtype=">i2").tobytes())
    assert read_hgt(path).lat_step_deg == pytest.approx(1 / 3600)


def test_voids_are_voids_and_the_answer_says_how_many(tmp_path):
    heights = ramp()
    heights[600, 600] = -32768
    ground = choose_terrain(str(write_hgt(tmp_path, "N33E044.hgt", heights)))
    assert math.isnan(ground.sample(33.5, 44.5))
    assert not (ground.alt_msl_m == 0.0).all()
    assert any("voids" in caution for caution in ground.cautions)


def test_neighbouring_tiles_share_their_edge(tmp_path):
    write_hgt(tmp_path, "N33E044.hgt", ramp(base=1200))
    write_hgt(tmp_path, "N34E044.hgt.gz", ramp())
    ground = choose_terrain(str(tmp_path))
    assert ground.alt_msl_m.shape == (2401, 1201)
    assert ground.sample([35.0, 34.0, 33.0], 44.5).tolist() == [0.0, 1200.0, 2400.0]


def test_ground_between_tiles_is_void_not_zero(tmp_path):
    write_hgt(tmp_path, "N33E044.hgt", ramp())
    write_hgt(tmp_path, "N34E045.hgt", ramp())
    ground = choose_terrain(str(tmp_path))
    assert math.isnan(ground.sample(34.5, 44.5))
    assert ground.void_share > 0.4


def test_tiles_far_from_the_place_are_not_read(tmp_path):
    write_hgt(tmp_path, "N33E044.hgt", ramp())
    (tmp_path / "S33W071.hgt").write_bytes(b"broken, and never opened")
    ground = choose_terrain(str(tmp_path), lat_deg=33.5, lon_deg=44.5, radius_m=50_000.0)
    assert ground.alt_msl_m.shape == (1201, 1201)


def test_no_tile_near_the_place_is_said(tmp_path):
    write_hgt(tmp_path, "N33E044.hgt", ramp())
    with pytest.raises(TerrainError, match=r"none of its 1 elevation files lies within 50 km of 10.0, 10.0"):
        choose_terrain(str(tmp_path), lat_deg=10.0, lon_deg=10.0, radius_m=50_000.0)


def test_a_tile_cut_short_is_refused(tmp_path):
    path = tmp_path / "N33E044.hgt"
    path.write_bytes(b"\0" * 1000)
    with pytest.raises(TerrainError, match="1000 bytes is not a tile of 1201 x 1201"):
        choose_terrain(str(path))


def test_a_broken_gzip_is_refused(tmp_path):
    path = tmp_path / "N33E044.hgt.gz"
    path.write_bytes(b"not gzip at all")
    with pytest.raises(TerrainError, match=r"N33E044.hgt.gz: cannot be read as an .hgt tile"):
        choose_terrain(str(path))


@pytest.mark.parametrize("name", ["baghdad.hgt", "N95E044.hgt", "N33E190.hgt"])
def test_a_tile_whose_name_is_no_corner_is_refused(tmp_path, name):
    with pytest.raises(TerrainError, match="south-west corner"):
        choose_terrain(str(write_hgt(tmp_path, name, ramp())))


def test_a_word_that_is_no_terrain_is_refused_with_the_nearest():
    with pytest.raises(
        TerrainError, match=r"neither 'shipped' nor 'world' nor 'flat'.* Did you mean 'shipped'\?"
    ):
        choose_terrain("shiped")


def test_a_folder_without_elevation_and_a_file_of_another_kind_are_refused(tmp_path):
    with pytest.raises(TerrainError, match="holds no elevation file"):
        choose_terrain(str(tmp_path))
    (tmp_path / "notes.txt").write_text("hills")
    with pytest.raises(TerrainError, match="not a known elevation file"):
        choose_terrain(str(tmp_path / "notes.txt"))


def test_what_a_folder_of_tiles_holds_besides_is_named(tmp_path):
    write_hgt(tmp_path, "N33E044.hgt", ramp())
    assert not any("not read" in caution for caution in choose_terrain(str(tmp_path)).cautions)
    (tmp_path / "more.tif").write_bytes(b"II*\0 never opened")
    assert any(
        "1 other elevation files, as more.tif" in text for text in choose_terrain(str(tmp_path)).cautions
    )


def test_a_folder_that_cannot_be_read_is_not_called_empty(tmp_path, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(TerrainError, match="this folder cannot be read: permission denied"):
        choose_terrain(str(tmp_path))


def test_a_missing_extra_is_one_line_that_names_it(tmp_path, monkeypatch):
    real_import = builtins.__import__

    def without_rasterio(name, *args, **kwargs):
        if name == "rasterio":
            raise ImportError(name)
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_rasterio)
    (tmp_path / "ground.tif").write_bytes(b"II*\0")
    with pytest.raises(TerrainError, match=r"pip install 'skykeep\[geo\]'") as caught:
        choose_terrain(str(tmp_path / "ground.tif"))
    assert "\n" not in str(caught.value)


def write_raster(path, heights, transform, **profile):
    """Write a raster with rasterio."""
    rasterio = pytest.importorskip("rasterio")
    heights = np.asarray(heights)
    about = {
        "width": heights.shape[1],
        "height": heights.shape[0],
        "count": 1,
        "dtype": heights.dtype,
        "crs": "EPSG:4326",
        "driver": "GTiff",
        "transform": rasterio.Affine(*transform),
    }
    with rasterio.open(path, "w", **(about | profile)) as out:
        out.write(heights, 1)
    return str(path)


QUARTER = (0.25, 0.0, 44.0, 0.0, -0.25, 34.0)


@pytest.mark.geo
def test_posts_of_a_geotiff_are_its_pixel_centres(tmp_path):
    heights = np.array([[1, 2], [3, 4]], dtype=np.int16)
    ground = choose_terrain(write_raster(tmp_path / "a.tif", heights, QUARTER))
    assert ground.sample([33.875, 33.625], [44.125, 44.375]).tolist() == [1.0, 4.0]
    assert math.isnan(ground.sample(34.0, 44.0))


@pytest.mark.geo
@pytest.mark.parametrize(("void", "nodata"), [(-9999, -9999), (-32767, None), (-32768, None)])
def test_voids_of_a_geotiff_are_voids(tmp_path, void, nodata):
    heights = np.array([[void, 2], [3, 4]], dtype=np.int16)
    ground = choose_terrain(write_raster(tmp_path / "a.tif", heights, QUARTER, nodata=nodata))
    assert ground.void_mask.tolist() == [[True, False], [False, False]]


@pytest.mark.geo
def test_only_the_part_of_a_large_raster_near_the_place_is_read(tmp_path):
    heights = np.arange(400 * 400, dtype=np.int32).reshape(400, 400) % 1000
    path = write_raster(tmp_path / "a.tif", heights.astype(np.int16), (0.1, 0.0, 20.0, 0.0, -0.1, 60.0))
    whole = choose_terrain(path)
    part = choose_terrain(path, lat_deg=40.0, lon_deg=40.0, radius_m=100_000.0)
    assert part.alt_msl_m.size < 0.02 * whole.alt_msl_m.size
    assert part.sample(40.33, 39.77) == pytest.approx(float(whole.sample(40.33, 39.77)))


@pytest.mark.geo
def test_a_dted_tile_reports_its_voids_and_keeps_heights_below_the_sea(tmp_path):
    heights = np.zeros((1201, 1201), dtype=np.int16)
    heights[600, 600], heights[0, 0], heights[1200, 1200] = -32767, 824, -400
    step = 1.0 / 1200.0
    path = write_raster(
        tmp_path / "n00e006.dt1",
        heights,
        (step, 0.0, 6.0 - step / 2, 0.0, -step, 1.0 + step / 2),
        driver="DTED",
    )
    ground = choose_terrain(path)
    assert math.isnan(ground.sample(0.5, 6.5))
    assert float(ground.sample(1.0, 6.0)) == 824.0
    assert float(ground.sample(0.0, 7.0)) == -400.0
    assert np.count_nonzero(ground.void_mask) == 1


@pytest.mark.geo
def test_coarse_posts_are_loudly_marked(tmp_path):
    ground = choose_terrain(write_raster(tmp_path / "a.tif", np.zeros((4, 4), np.int16), QUARTER))
    assert any("far too coarse" in caution for caution in ground.cautions)
