"""GeoTIFF, DTED and the other grids that rasterio opens (the ``geo`` extra)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from skykeep.errors import TerrainError

from .tiles import Tile, Window

__all__ = ["RASTER_SUFFIXES", "raster_bounds", "read_raster"]

RASTER_SUFFIXES = (".tif", ".tiff", ".dt0", ".dt1", ".dt2", ".vrt", ".zip")
COMMON_VOIDS = (-32768.0, -32767.0)
"""What integer tiles hold at voids even where the file does not name a nodata value (SRTM, DTED)."""


def _rasterio() -> Any:
    try:
        import rasterio
    except ImportError as error:
        raise TerrainError(
            "GeoTIFF and DTED need the geo extra: pip install 'skykeep[geo]' (.hgt tiles need nothing)"
        ) from error
    return rasterio


def raster_bounds(path: Path) -> Window:
    """Return the outer edges of a raster, degrees.

    Raises
    ------
    TerrainError
        If the extra is missing, the file cannot be opened, or it is not in geographic coordinates.
    """
    rasterio = _rasterio()
    try:
        with rasterio.open(path) as data:
            _check_grid(data, path)
            bounds = data.bounds
    except rasterio.errors.RasterioError as error:
        raise TerrainError(f"{path}: cannot be opened as elevation data ({error})") from error
    return Window(bounds.bottom, bounds.left, bounds.top, bounds.right)


def read_raster(path: Path, window: Window | None = None) -> Tile:
    """Return the posts of a raster, cut to ``window`` where one is given.

    Posts are the pixel centres of the file's own transform (never its name); the file's nodata value, and
    -32768 and -32767 in integer files, are nan.

    Raises
    ------
    TerrainError
        As :func:`raster_bounds`, or if the window does not touch the file.
    """
    rasterio = _rasterio()
    try:
        with rasterio.open(path) as data:
            _check_grid(data, path)
            row_0, row_1, col_0, col_1 = _cut(data, window)
            if row_1 - row_0 < 2 or col_1 - col_0 < 2:
                raise TerrainError(f"{path}: does not hold the area needed ({tuple(data.bounds)})")
            stored = data.read(1, window=((row_0, row_1), (col_0, col_1)))
            transform, nodata = data.transform, data.nodata
    except rasterio.errors.RasterioError as error:
        raise TerrainError(f"{path}: cannot be read as elevation data ({error})") from error
    alt_msl_m = stored.astype(np.float32)
    if nodata is not None:
        alt_msl_m[stored == nodata] = np.nan
    if np.issubdtype(stored.dtype, np.signedinteger):
        for void in COMMON_VOIDS:
            alt_msl_m[stored == void] = np.nan
    alt_msl_m[~np.isfinite(alt_msl_m)] = np.nan
    return Tile(
        alt_msl_m,
        transform.f + (row_0 + 0.5) * transform.e,
        transform.c + (col_0 + 0.5) * transform.a,
        -transform.e,
        transform.a,
        str(path),
    )


def _check_grid(data: Any, path: Path) -> None:
    """Raise unless the raster is a north-up grid in degrees."""
    if data.crs is None or not data.crs.is_geographic:
        given = "no coordinate system" if data.crs is None else str(data.crs)
        raise TerrainError(
            f"{path}: needs latitude and longitude (EPSG:4326), the file has {given}; "
            "reproject it: gdalwarp -t_srs EPSG:4326 IN OUT"
        )
    transform = data.transform
    if transform.b != 0.0 or transform.d != 0.0 or transform.e >= 0.0 or transform.a <= 0.0:
        raise TerrainError(
            f"{path}: the grid is rotated or not north-up; run gdalwarp -t_srs EPSG:4326 IN OUT"
        )


def _cut(data: Any, window: Window | None) -> tuple[int, int, int, int]:
    """Return the row and column limits of the part that covers the window, one post more on each side."""
    if window is None:
        return 0, data.height, 0, data.width
    transform = data.transform
    row_0 = int(np.floor((window.north_deg - transform.f) / transform.e)) - 1
    row_1 = int(np.ceil((window.south_deg - transform.f) / transform.e)) + 1
    col_0 = int(np.floor((window.west_deg - transform.c) / transform.a)) - 1
    col_1 = int(np.ceil((window.east_deg - transform.c) / transform.a)) + 1
    return max(row_0, 0), min(row_1, data.height), max(col_0, 0), min(col_1, data.width)
