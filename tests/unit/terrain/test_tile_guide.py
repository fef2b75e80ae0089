"""The guide to own tiles quotes what the program says: every quotation is made to be said here."""

import re
from pathlib import Path

import numpy as np
import pytest

from skykeep.errors import TerrainError
from skykeep.terrain import choose_terrain
from skykeep.terrain.hollow import Hollow

from .raster_files import NODE, hills, write_hgt, write_raster

pytestmark = pytest.mark.geo
GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "your-own-tiles.md").read_text(encoding="utf-8")
GROUND = hills().astype("float32")
FLAT = np.zeros((1201, 1201))
LOST = (
    'GEOGCS["lost",DATUM["lost island",SPHEROID["Clarke 1866",6378206.4,294.978698]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
)


def said_of(path, **place):
    """Return all that is said of a path: cautions, or the refusal."""
    try:
        return "\n".join(choose_terrain(str(path), **place).cautions)
    except TerrainError as error:
        return str(error)


def with_posts(heights, value, count):
    changed = heights.copy()
    changed.ravel()[61 : 61 + count] = value
    return changed


def single_files(folder):
    """Yield what is said of files that are wrong each in its way."""
    low_bytes = np.kron(GROUND, np.ones((21, 21)))[:1201, :1201].astype("<i2")
    (folder / "N33E045.hgt").write_bytes(low_bytes.tobytes())
    (folder / "N33E047.hgt").write_bytes(b"\0" * 1000)
    yield write_hgt(folder, "N33E044.hgt", with_posts(FLAT, 32767, 3))
    yield folder / "N33E045.hgt"
    yield folder / "N33E047.hgt"
    yield write_raster(folder / "void.tif", with_posts(GROUND, -9999.0, 25))
    yield write_raster(folder / "spike.tif", with_posts(GROUND, 5000.0, 1))
    yield write_raster(folder / "feet.tif", GROUND, band={"units": ("US survey foot",)})
    yield write_raster(folder / "high.tif", GROUND * 50.0)
    yield write_raster(folder / "fathom.tif", GROUND, band={"units": ("fathom",)})
    yield write_raster(folder / "scaled.tif", (GROUND * 10).astype("int16"), band={"scales": (0.1,)})
    yield write_raster(folder / "sea.tif", GROUND * 5.0 - 1500.0)
    yield write_raster(folder / "ellipsoid.tif", GROUND, crs="EPSG:4979")
    yield write_raster(folder / "utm.tif", GROUND, (900.0, 0.0, 4e5, 0.0, -900.0, 37e5), crs="EPSG:32638")
    yield write_raster(folder / "lost.tif", GROUND, crs=LOST)
    yield write_raster(folder / "nowhere.tif", GROUND, crs=None)
    rough = np.random.default_rng(4).uniform(0.0, 8000.0, (60, 60)).astype("float32")
    yield write_raster(folder / "rough.tif", rough)
    yield write_raster(folder / "few.tif", (GROUND // 60).astype("int16"))
    yield write_raster(folder / "coarse.tif", GROUND, (0.25, 0.0, 44.0, 0.0, -0.25, 34.0))
    yield damaged(folder)


def damaged(folder):
    rasterio = pytest.importorskip("rasterio")
    with rasterio.open(folder / "void.tif") as data:
        crs = data.crs.to_wkt().replace('"', "&quot;")
    (folder / "nan.vrt").write_text(
        f'<VRTDataset rasterXSize="60" rasterYSize="60"><SRS>{crs}</SRS>'
        f"<GeoTransform>{NODE[2]}, nan, 0, {NODE[5]}, "
        '0, -0.01</GeoTransform><VRTRasterBand dataType="Float32" band="1"/></VRTDataset>',
        encoding="utf-8",
    )
    return folder / "nan.vrt"


def folder_of_many(folder):
    """Return a folder with other things than heights, and two steps."""
    folder.mkdir()
    (folder / "AUXFILES").mkdir()
    (folder / "AUXFILES" / "EDM.tif").write_bytes(b"II*\0")
    (folder / "._N33E044.hgt").write_bytes(b"\0\5\x16\7")
    (folder / "N33E046.hgt").write_bytes(b"<html>Please log in</html>")
    write_raster(folder / "fine.tif", GROUND)
    write_raster(folder / "coarse.tif", GROUND, (0.03, 0.0, 44.0, 0.0, -0.03, 34.0))
    write_raster(folder / "land.tif", (GROUND > 1.0).astype("uint8"))
    return folder


def test_every_sentence_that_the_guide_quotes_is_said(tmp_path, monkeypatch):
    said = [said_of(path) for path in single_files(tmp_path)]
    many = folder_of_many(tmp_path / "many")
    said.append(said_of(many, lat_deg=33.7, lon_deg=44.3, radius_m=50e3))
    said.append(said_of(tmp_path / "N33E044.hgt", lat_deg=10.0, lon_deg=10.0, radius_m=50e3))
    monkeypatch.setattr("skykeep.terrain.mosaic.MOSAIC_LIMIT_POSTS", 1000)
    said.append(said_of(tmp_path / "void.tif"))
    said.append(Hollow("north", 33.0, 44.0, 10.0, 30.0, 0.1, 0.3, 150e3).sentence())
    table = GUIDE.split("skykeep says |")[1].split("## What stays unsaid")[0]
    quoted = [row.rsplit("|", 2)[1].strip().strip("`") for row in table.splitlines() if row.startswith("| ")]
    quoted = [text for text in quoted if text != "---"] + re.findall(r"^`(stands[^`]*)`", table, re.MULTILINE)
    assert len(quoted) == 26
    unsaid = [text for text in quoted if not any(text in answer for answer in said)]
    assert unsaid == [], said


def test_the_guide_names_the_files_that_are_read():
    from skykeep.terrain.raster import RASTER_SUFFIXES

    for suffix in (*RASTER_SUFFIXES, ".hgt", ".hgt.gz", ".hgt.zip"):
        assert f"`{suffix}`" in GUIDE
