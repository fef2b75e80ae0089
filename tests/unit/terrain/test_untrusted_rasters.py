"""What a raster says of itself, and what it does not: units, datums, voids, other quantities."""

import http.server
import threading
import zipfile

import numpy as np
import pytest

from skykeep.errors import TerrainError
from skykeep.terrain import choose_terrain
from skykeep.terrain.raster_kind import NotHeightsError

from .raster_files import NODE, hills, write_raster

pytestmark = pytest.mark.geo
GROUND = hills()


def read(path, **kwargs):
    return choose_terrain(str(path), **kwargs)


@pytest.mark.parametrize(
    ("dtype", "void"),
    [
        ("int16", -9999),
        ("float32", -9999.0),
        ("float32", -32767.0),
        ("float32", -32768.0),
        ("float32", -99999.0),
        ("uint16", 65534),
        ("uint16", 65535),
        ("int32", -2147483648),
        ("float32", 3.4028235e38),
        ("float32", -3.4028235e38),
        ("float64", 1e20),
        ("float64", -1.7976931348623157e308),
    ],
)
def test_voids_that_no_file_declares_are_voids_and_named(tmp_path, dtype, void):
    heights = GROUND.astype(dtype)
    heights[20:25, 30:35] = void
    ground = read(write_raster(tmp_path / "a.tif", heights))
    assert np.count_nonzero(ground.void_mask) == 25
    assert ground.void_mask[20:25, 30:35].all()
    assert any("25 posts hold" in text and "-a_nodata" in text for text in ground.cautions)


def test_a_declared_void_needs_no_remark(tmp_path):
    heights = GROUND.astype("float32")
    heights[3, 3] = -9999.0
    ground = read(write_raster(tmp_path / "a.tif", heights, nodata=-9999.0))
    assert ground.void_mask.sum() == 1
    assert not any("declare" in text for text in ground.cautions)


def test_a_void_in_scaled_numbers_is_known_by_the_number_that_stands_there(tmp_path):
    heights = (GROUND * 10.0).astype("int16")
    heights[3, 3] = -9999
    ground = read(write_raster(tmp_path / "a.tif", heights, band={"scales": (0.01,)}))
    assert np.isnan(ground.alt_msl_m[3, 3])
    assert float(np.nanmax(ground.alt_msl_m)) == pytest.approx(60.0, abs=0.1)


@pytest.mark.parametrize(
    ("unit", "metres"),
    [("ft", 0.3048), ("US survey foot", 1200 / 3937), ("cm", 0.01), ("Metre", 1.0), ("km", 1000.0)],
)
def test_heights_in_another_unit_are_read_as_metres(tmp_path, unit, metres):
    ground = read(write_raster(tmp_path / "a.tif", GROUND / metres, band={"units": (unit,)}))
    assert ground.alt_msl_m == pytest.approx(GROUND.astype("float32"), abs=0.01)
    assert any(f"heights are in {unit}" in text for text in ground.cautions) == (metres != 1.0)


def test_scale_and_offset_are_applied_and_said(tmp_path):
    stored = np.round((GROUND - 100.0) / 0.5).astype("int16")
    path = write_raster(tmp_path / "a.tif", stored, band={"scales": (0.5,), "offsets": (100.0,)})
    ground = read(path)
    assert ground.alt_msl_m == pytest.approx(GROUND.astype("float32"), abs=0.26)
    assert any("scaled as it states, by 0.5, plus 100" in text for text in ground.cautions)


def test_an_unknown_unit_is_refused_with_what_to_do(tmp_path):
    path = write_raster(tmp_path / "a.tif", GROUND, band={"units": ("fathom",)})
    with pytest.raises(TerrainError, match=r"its unit 'fathom' is no unit of heights.*gdal_edit.py -units m"):
        read(path)


def test_a_unit_that_contradicts_the_vertical_system_is_refused(tmp_path):
    path = write_raster(tmp_path / "a.tif", GROUND, crs="EPSG:4269+6360", band={"units": ("m",)})
    with pytest.raises(TerrainError, match=r"its band counts in 'm', its vertical system in units of 0.3048"):
        read(path)


def test_heights_above_the_ellipsoid_are_said_to_be(tmp_path):
    ground = read(write_raster(tmp_path / "a.tif", GROUND, crs="EPSG:4979"))
    assert any("above the ellipsoid, not above sea level" in text for text in ground.cautions)


@pytest.mark.parametrize("highest_m", [20_000.0, 60_000.0])
def test_a_surface_above_any_mountain_is_refused_with_the_likely_reason(tmp_path, highest_m):
    path = write_raster(tmp_path / "a.tif", hills(highest_m=highest_m).astype("float32"))
    with pytest.raises(TerrainError, match=r"above any mountain: feet or decimetres.*-units ft"):
        read(path)


def test_the_sea_floor_becomes_the_sea(tmp_path):
    heights = (GROUND * 5.0 - 1500.0).astype("float32")
    ground = read(write_raster(tmp_path / "a.tif", heights))
    assert float(ground.alt_msl_m.min()) == 0.0
    assert float(ground.alt_msl_m.max()) == pytest.approx(1500.0)
    assert any("holds the sea floor (down to -15" in text for text in ground.cautions)


def test_what_is_deeper_than_any_sea_is_refused(tmp_path):
    with pytest.raises(TerrainError, match="deeper than any sea"):
        read(write_raster(tmp_path / "a.tif", (GROUND * 30.0 - 18_000.0).astype("float32")))


def test_land_below_the_sea_keeps_its_height(tmp_path):
    ground = read(write_raster(tmp_path / "a.tif", (GROUND - 430.0).astype("int16")))
    assert float(ground.alt_msl_m.min()) == pytest.approx(-430.0)
    assert ground.void_share == 0.0


@pytest.mark.parametrize("rise_m", [4000.0, -4000.0])
def test_one_post_far_from_all_around_it_is_a_void(tmp_path, rise_m):
    heights = (GROUND + 4200.0).astype("float32")
    heights[10, 10] += rise_m
    ground = read(write_raster(tmp_path / "a.tif", heights))
    assert np.argwhere(ground.void_mask).tolist() == [[10, 10]]
    assert any("1 post stands more than" in text for text in ground.cautions)


def test_a_cliff_is_no_error_of_the_data(tmp_path):
    heights = GROUND.copy()
    heights[:, 30:] += 3000.0
    ground = read(write_raster(tmp_path / "a.tif", heights))
    assert ground.cautions == ()
    assert float(ground.alt_msl_m.max()) > 3000.0


@pytest.mark.parametrize("dtype", ["uint8", "int8", "complex64"])
def test_numbers_that_are_no_heights_are_refused(tmp_path, dtype):
    with pytest.raises(NotHeightsError, match=rf"holds {dtype} numbers, as masks"):
        read(write_raster(tmp_path / "a.tif", (GROUND > 100.0).astype(dtype)))


def test_a_picture_is_refused(tmp_path):
    with pytest.raises(NotHeightsError, match=r"holds 3 bands \(red, green, blue\), not heights"):
        read(write_raster(tmp_path / "a.tif", np.zeros((3, 8, 8), "uint8"), photometric="RGB"))


def test_a_band_that_is_called_aspect_is_refused(tmp_path):
    path = write_raster(tmp_path / "a.tif", GROUND, band={"descriptions": ("Aspect (deg)",)})
    with pytest.raises(NotHeightsError, match=r"its band is called 'Aspect \(deg\)': not heights"):
        read(path)


def test_an_aspect_without_a_name_is_refused_for_its_roughness(tmp_path):
    north, east = np.gradient(hills(200, 200) + np.random.default_rng(1).normal(0.0, 2.0, (200, 200)))
    aspect = np.degrees(np.arctan2(-east, north)) % 360.0
    fine = (0.0003, 0.0, 44.0, 0.0, -0.0003, 34.0)
    with pytest.raises(TerrainError, match=r"steeper than 63 degrees: not heights in metres \(an aspect"):
        read(write_raster(tmp_path / "a.tif", aspect.astype("float32"), fine))


def test_a_count_is_suspected(tmp_path):
    counts = np.random.default_rng(2).integers(0, 6, (40, 40)).astype("int16")
    ground = read(write_raster(tmp_path / "a.tif", counts))
    assert any("whole numbers from 0 to 5: if it is a mask or a count" in text for text in ground.cautions)


def test_a_raster_that_is_not_heights_is_set_aside_in_a_folder(tmp_path):
    write_raster(tmp_path / "ground.tif", GROUND)
    write_raster(tmp_path / "land.tif", (GROUND > 1.0).astype("uint8"))
    ground = read(tmp_path)
    assert any("1 file is not read: land.tif (holds uint8 numbers" in text for text in ground.cautions)


def test_a_folder_of_nothing_but_masks_is_refused(tmp_path):
    write_raster(tmp_path / "land.tif", (GROUND > 1.0).astype("uint8"))
    with pytest.raises(NotHeightsError, match="holds uint8 numbers"):
        read(tmp_path)


@pytest.mark.parametrize("broken", [float("nan"), float("inf")])
@pytest.mark.parametrize("place", [0, 2, 4, 5])
def test_a_geotransform_without_numbers_is_refused(tmp_path, broken, place):
    rasterio = pytest.importorskip("rasterio")
    path = tmp_path / "a.vrt"
    write_raster(tmp_path / "a.tif", GROUND)
    numbers = list(rasterio.Affine(*NODE).to_gdal())
    order = {0: 1, 2: 0, 4: 5, 5: 3}
    numbers[order[place]] = broken
    with rasterio.open(tmp_path / "a.tif") as data:
        crs = data.crs.to_wkt().replace('"', "&quot;")
    path.write_text(
        f'<VRTDataset rasterXSize="60" rasterYSize="60"><SRS>{crs}</SRS>'
        f"<GeoTransform>{', '.join(map(str, numbers))}</GeoTransform>"
        '<VRTRasterBand dataType="Float64" band="1"><SimpleSource>'
        '<SourceFilename relativeToVRT="1">a.tif</SourceFilename><SourceBand>1</SourceBand>'
        "</SimpleSource></VRTRasterBand></VRTDataset>",
        encoding="utf-8",
    )
    with pytest.raises(TerrainError, match=r"its geotransform .* is no grid; the file is damaged"):
        read(path)


def test_corners_beyond_the_poles_are_refused(tmp_path):
    path = write_raster(tmp_path / "a.tif", GROUND, (0.01, 0.0, 44.0, 0.0, -0.01, 134.0))
    with pytest.raises(TerrainError, match=r"are no places on the earth.*-a_ullr"):
        read(path)


def test_a_raster_without_a_coordinate_system_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(TerrainError, match=r"no coordinate system; state it: gdal_edit.py -a_srs EPSG:4326"):
        read(write_raster(tmp_path / "a.tif", GROUND, crs=None))


def test_a_grid_that_is_not_north_up_is_refused(tmp_path):
    with pytest.raises(TerrainError, match=r"rotated or not north-up; run gdalwarp"):
        read(write_raster(tmp_path / "a.tif", GROUND, (0.01, 0.001, 44.0, 0.001, -0.01, 34.0)))


def slope_of(lat_deg, lon_deg):
    """Return ground that rises evenly, m: interpolation leaves it as it is."""
    return 500.0 + 300.0 * (np.asarray(lat_deg) - 33.0) + 200.0 * (np.asarray(lon_deg) - 44.0)


@pytest.mark.parametrize(
    ("crs", "transform"),
    [
        ("EPSG:32638", (500.0, 0.0, 400_000.0, 0.0, -500.0, 3_700_000.0)),
        ("EPSG:3857", (600.0, 0.0, 4_850_000.0, 0.0, -600.0, 3_950_000.0)),
    ],
)
def test_a_projected_raster_is_read_where_it_lies(tmp_path, crs, transform):
    from pyproj import Transformer

    x = transform[2] + (np.arange(120) + 0.5) * transform[0]
    y = transform[5] + (np.arange(140) + 0.5) * transform[4]
    lon, lat = Transformer.from_crs(crs, "EPSG:4326", always_xy=True).transform(*np.meshgrid(x, y))
    path = write_raster(tmp_path / "a.tif", slope_of(lat, lon).astype("float32"), transform, crs=crs)
    inside = (lat[40:100:7, 40:80:7], lon[40:100:7, 40:80:7])
    for ground in (
        read(path),
        read(path, lat_deg=float(lat[70, 60]), lon_deg=float(lon[70, 60]), radius_m=30e3),
    ):
        found = ground.sample(*inside)
        known = np.isfinite(found)
        assert known.mean() > 0.9
        assert found[known] == pytest.approx(slope_of(*inside)[known], abs=0.5)
        assert any("brought onto WGS84 latitudes" in text for text in ground.cautions)


def test_a_datum_some_hundred_metres_off_is_moved(tmp_path):
    heights = slope_of(
        *np.meshgrid(44.0 - 0.005 - 0.01 * np.arange(60), 2.005 + 0.01 * np.arange(60), indexing="ij")
    )
    heights = (heights + 5500.0).astype("float32")
    here = write_raster(tmp_path / "a.tif", heights, (0.01, 0.0, 2.0, 0.0, -0.01, 44.0), crs="EPSG:4230")
    from pyproj import Transformer

    lon, lat = Transformer.from_crs("EPSG:4230", "EPSG:4326", always_xy=True).transform(2.3, 43.7)
    ground = read(here)
    assert any("ED50" in text for text in ground.cautions)
    assert abs(lon - 2.3) + abs(lat - 43.7) > 0.001
    assert float(ground.sample(lat, lon)) == pytest.approx(slope_of(43.7, 2.3) + 5500.0, abs=0.05)


def test_a_datum_without_a_known_way_to_wgs84_is_refused(tmp_path):
    wkt = (
        'GEOGCS["lost",DATUM["lost island",SPHEROID["Clarke 1866",6378206.4,294.978698]],'
        'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
    )
    with pytest.raises(TerrainError, match=r"no way from there to WGS84 is known; bring it there: gdalwarp"):
        read(write_raster(tmp_path / "a.tif", GROUND, crs=wkt))


def test_the_right_byte_order_is_found_in_rasters_too(tmp_path):
    heights = (GROUND + 5.0).astype("int16")
    ground = read(write_raster(tmp_path / "a.tif", heights.byteswap()))
    assert (ground.alt_msl_m == heights.astype("float32")).all()
    assert any("wrong byte order" in text for text in ground.cautions)


@pytest.mark.parametrize("west_deg", [-180.0, 0.0])
def test_a_raster_round_the_earth_is_read_on_both_sides_of_its_seam(tmp_path, west_deg):
    heights = np.repeat(np.arange(720)[None, :] % 360, 20, axis=0).astype("int16")
    path = write_raster(tmp_path / "a.tif", heights, (0.5, 0.0, west_deg, 0.0, -0.5, 5.0))
    for lon_deg in (179.9, -179.9, 0.1, -0.1, 100.0):
        ground = read(path, lat_deg=0.0, lon_deg=lon_deg, radius_m=200e3)
        assert np.isfinite(ground.sample(0.0, lon_deg + np.linspace(-1.5, 1.5, 31))).all()
        assert ground.alt_msl_m.shape[1] < 20


def test_the_one_raster_in_an_archive_is_read(tmp_path):
    write_raster(tmp_path / "a.tif", GROUND)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(tmp_path / "a.tif", "delivery/a.tif")
        archive.writestr("readme.txt", "about")
    assert read(tmp_path / "b.zip").alt_msl_m == pytest.approx(GROUND.astype("float32"))


def test_an_archive_of_several_rasters_or_none_is_refused(tmp_path):
    write_raster(tmp_path / "a.tif", GROUND)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(tmp_path / "a.tif", "a.tif")
        archive.write(tmp_path / "a.tif", "b.tif")
    with pytest.raises(TerrainError, match="holds 2 rasters; exactly one is read from an archive: unpack it"):
        read(tmp_path / "b.zip")
    (tmp_path / "c.zip").write_bytes(b"no archive")
    with pytest.raises(TerrainError, match=r"c.zip: cannot be opened as an archive"):
        read(tmp_path / "c.zip")


def test_a_virtual_raster_fetches_nothing_by_network(tmp_path):
    asked = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"/vsicurl/http://127.0.0.1:{server.server_port}/a.tif"
        (tmp_path / "a.vrt").write_text(
            '<VRTDataset rasterXSize="60" rasterYSize="60"><SRS>EPSG:4326</SRS>'
            "<GeoTransform>44, 0.01, 0, 34, 0, -0.01</GeoTransform>"
            '<VRTRasterBand dataType="Float64" band="1"><SimpleSource>'
            f"<SourceFilename>{url}</SourceFilename><SourceBand>1</SourceBand>"
            "</SimpleSource></VRTRasterBand></VRTDataset>",
            encoding="utf-8",
        )
        with pytest.raises(TerrainError, match=r"a.vrt: cannot be read as elevation data"):
            read(tmp_path / "a.vrt")
        server.shutdown()
    assert asked == []


def test_a_raster_that_claims_more_posts_than_fit_is_refused_before_it_is_read(tmp_path):
    (tmp_path / "a.vrt").write_text(
        '<VRTDataset rasterXSize="900000" rasterYSize="900000"><SRS>EPSG:4326</SRS>'
        "<GeoTransform>44, 0.00001, 0, 34, 0, -0.00001</GeoTransform>"
        '<VRTRasterBand dataType="Float32" band="1"/></VRTDataset>',
        encoding="utf-8",
    )
    with pytest.raises(TerrainError, match="more than fits in memory"):
        read(tmp_path / "a.vrt")


def test_a_raster_that_says_nowhere_where_it_lies_is_refused_without_a_stray_warning(tmp_path):
    rasterio = pytest.importorskip("rasterio")
    path = tmp_path / "a.tif"
    with (
        pytest.warns(rasterio.errors.NotGeoreferencedWarning),
        rasterio.open(path, "w", driver="GTiff", width=60, height=60, count=1, dtype="float32") as out,
    ):
        out.write(GROUND.astype("float32"), 1)
    with pytest.raises(TerrainError, match=r"its geotransform .* is no grid"):
        read(path)


@pytest.mark.parametrize(
    "transform",
    [
        (1e-300, 0.0, 44.0, 0.0, -1e-300, 34.0),
        (0.01, 0.0, 1e20, 0.0, -0.01, 34.0),
        (0.01, 0.0, 44.0, 0.0, -1e-20, 34.0),
        (1e200, 0.0, 44.0, 0.0, -0.01, 34.0),
    ],
)
def test_steps_and_edges_that_no_raster_of_the_earth_has_are_refused(tmp_path, transform):
    with pytest.raises(TerrainError, match="are no places on the earth"):
        read(write_raster(tmp_path / "a.tif", GROUND, transform))
