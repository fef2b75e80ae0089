"""GeoTIFF, DTED and the other grids that rasterio opens (the ``geo`` extra)."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.errors import TerrainError

from .heightfield import METRES_PER_DEGREE, step_of
from .mosaic import check_fits
from .plausible import judge_heights
from .raster_kind import coding_of, refuse_other_kinds
from .reference import Reference, reference_of
from .tiles import Tile, Window, cut_span, turns_into
from .warp import source_span, warp_grid, warp_heights

__all__ = ["RASTER_SUFFIXES", "read_raster"]

F32 = npt.NDArray[np.float32]

PLAIN_SUFFIXES = (".tif", ".tiff", ".dt0", ".dt1", ".dt2", ".vrt")
POLE_DEG, FARTHEST_LON_DEG = 90.5, 541.0
FINEST_STEP_DEG, COARSEST_STEP_DEG = 1e-7, 10.0
"""Edges and steps beyond these are damage: half a coarse post past a pole, one turn too far, a centimetre."""
NO_EXTENSION = "nothing-is-fetched"
"""What GDAL may fetch by network where a virtual raster points there: nothing has this extension."""
RASTER_SUFFIXES = (*PLAIN_SUFFIXES, ".zip")


def _rasterio() -> Any:
    try:
        import rasterio
    except ImportError as error:
        raise TerrainError(
            "GeoTIFF and DTED need the geo extra: pip install 'skykeep[geo]' (.hgt tiles need nothing)"
        ) from error
    return rasterio


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Give the open dataset; what rasterio raises becomes one line, and a missing grid is judged here."""
    rasterio = _rasterio()
    try:
        with (
            warnings.catch_warnings(action="ignore", category=rasterio.errors.NotGeoreferencedWarning),
            rasterio.Env(CPL_VSIL_CURL_ALLOWED_EXTENSIONS=NO_EXTENSION),
            _open(rasterio, path) as data,
        ):
            yield data
    except (rasterio.errors.RasterioError, rasterio.errors.CRSError, UnicodeDecodeError) as error:
        raise TerrainError(f"{path}: cannot be read as elevation data ({error})") from error


def _open(rasterio: Any, path: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)  # _check_grid says it better
        return rasterio.open(_inside(path))


def _inside(path: Path) -> str:
    """Return what rasterio opens: the file, or the one raster in an archive."""
    if path.suffix.lower() != ".zip":
        return str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = [name for name in archive.namelist() if name.lower().endswith(PLAIN_SUFFIXES)]
    except (OSError, zipfile.BadZipFile) as error:
        raise TerrainError(f"{path}: cannot be opened as an archive ({error})") from None
    if len(members) != 1:
        raise TerrainError(
            f"{path}: holds {len(members)} rasters; exactly one is read from an archive: unpack it into a "
            "folder"
        )
    return f"zip://{path.resolve()}!/{members[0]}"


def read_raster(path: Path, window: Window | None = None) -> list[Tile]:
    """Return the posts of a raster, cut to ``window`` where one is given; empty if it lies elsewhere.

    Posts are the pixel centres of the file's own transform (never its name) on WGS84; heights are metres,
    whatever the file's unit, scale and offset; voids are nan, declared or not. A raster that spans the earth
    gives two tiles where the window passes the antimeridian.

    Raises
    ------
    TerrainError
        If the extra is missing, the file cannot be opened, or does not hold heights on a known grid.
    NotHeightsError
        If it holds something else than heights.
    """
    with _opened(path) as data:
        _check_grid(data, path)
        reference = reference_of(data.crs.to_wkt(), _corners(data), path.name)
        box = _bounds(data, reference)
        turns = list(turns_into(window, box))
        if not turns:
            return []
        refuse_other_kinds(data, path)
        if reference.from_wgs84 is None:
            parts = [_straight(data, path, window, turn, reference) for turn in turns]
        else:
            parts = [_warped(data, path, window, turn, (reference, box)) for turn in turns]
    return [part for part in parts if part is not None]


def _check_grid(data: Any, path: Path) -> None:
    """Raise unless the raster is a north-up grid with finite numbers and a coordinate system."""
    transform = data.transform
    if not np.isfinite(tuple(transform)).all() or 0.0 in (transform.a, transform.e) or transform.is_identity:
        raise TerrainError(
            f"{path}: its geotransform {tuple(transform)[:6]} is no grid; the file is damaged: download it "
            "again or state its corners, gdal_edit.py -a_ullr WEST NORTH EAST SOUTH FILE"
        )
    if data.crs is None:
        raise TerrainError(
            f"{path}: needs latitude and longitude (EPSG:4326), the file has no coordinate system; state "
            "it: gdal_edit.py -a_srs EPSG:4326 FILE"
        )
    if transform.b != 0.0 or transform.d != 0.0 or transform.e >= 0.0 or transform.a <= 0.0:
        raise TerrainError(
            f"{path}: the grid is rotated or not north-up; run gdalwarp -t_srs EPSG:4326 IN OUT"
        )
    if data.height < 2 or data.width < 2:
        raise TerrainError(
            f"{path}: {data.width} x {data.height} posts are no ground: at least 2 x 2 are needed"
        )


def _corners(data: Any) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return x and y along the outline of the raster."""
    bounds = data.bounds
    x, y = np.linspace(bounds.left, bounds.right, 9), np.linspace(bounds.bottom, bounds.top, 9)
    left, bottom = np.full(9, bounds.left), np.full(9, bounds.bottom)
    right, top = np.full(9, bounds.right), np.full(9, bounds.top)
    return np.concatenate([x, x, left, right]), np.concatenate([bottom, top, y, y])


def _bounds(data: Any, reference: Reference) -> Window:
    """Return the outer edges of a raster, WGS84 degrees; refuse edges and steps that no raster of the earth
    has.
    """
    lon, lat = reference.to_lon_lat(*_corners(data))
    box = Window(float(lat.min()), float(lon.min()), float(lat.max()), float(lon.max()))
    steps_deg = ((box.north_deg - box.south_deg) / data.height, (box.east_deg - box.west_deg) / data.width)
    on_earth = np.isfinite(lon).all() and max(map(abs, (box.south_deg, box.north_deg))) <= POLE_DEG
    on_earth = on_earth and max(map(abs, (box.west_deg, box.east_deg))) <= FARTHEST_LON_DEG
    if not (on_earth and all(FINEST_STEP_DEG <= step <= COARSEST_STEP_DEG for step in steps_deg)):
        raise TerrainError(
            f"{data.name}: its corners {tuple(data.bounds)} with {data.width} x {data.height} posts are no "
            "places on the earth in its coordinate system; state the true ones, gdal_edit.py -a_srs "
            "EPSG:CODE -a_ullr WEST NORTH EAST SOUTH FILE"
        )
    return box


def _straight(
    data: Any, path: Path, window: Window | None, turn_deg: float, reference: Reference
) -> Tile | None:
    """Return the posts of a raster in WGS84 degrees, as they stand in the file."""
    transform = data.transform
    lat_step, lon_step = -transform.e, transform.a
    north, west = transform.f - 0.5 * lat_step, transform.c + 0.5 * lon_step + turn_deg
    span = (0, data.height, 0, data.width)
    if window is not None:
        span = cut_span(
            window, north_deg=north, west_deg=west, steps_deg=(lat_step, lon_step), shape=data.shape
        )
    heights, remarks = _heights(data, path, span, step_of(lat_step), reference)
    if heights is None:
        return None
    return Tile(
        heights, north - span[0] * lat_step, west + span[2] * lon_step, lat_step, lon_step, str(path), remarks
    )


def _warped(
    data: Any, path: Path, window: Window | None, turn_deg: float, ground: tuple[Reference, Window]
) -> Tile | None:
    """Return posts in WGS84 degrees, interpolated between those of a raster in other coordinates."""
    reference, box = ground
    grid = warp_grid(data.transform, data.shape, reference, box, (window, turn_deg), file=str(path))
    if grid is None:
        return None
    span = source_span(grid, data.shape)
    heights, remarks = _heights(data, path, span, grid.lat_step_deg * METRES_PER_DEGREE, reference)
    if heights is None:
        return None
    warped = warp_heights(heights, grid, corner=(span[0], span[2]))
    return Tile(
        warped,
        grid.north_deg,
        grid.west_deg + turn_deg,
        grid.lat_step_deg,
        grid.lon_step_deg,
        str(path),
        remarks,
    )


def _heights(
    data: Any, path: Path, span: tuple[int, int, int, int], step_m: float, reference: Reference
) -> tuple[F32 | None, tuple[str, ...]]:
    """Return judged heights of a part of the file, None where it is less than 2 x 2 posts."""
    row_0, row_1, col_0, col_1 = span
    if row_1 - row_0 < 2 or col_1 - col_0 < 2:
        return None, ()
    cut = ((row_0, row_1), (col_0, col_1))
    check_fits((row_1 - row_0) * (col_1 - col_0), str(path))
    coding, said = coding_of(data, path, reference.height_unit_m)
    stored = data.read(1, window=cut)
    heights, remarks = judge_heights(stored, coding, file=path.name, step_m=step_m)
    if any(flag.name in ("per_dataset", "alpha") for flag in data.mask_flag_enums[0]):
        heights[data.read_masks(1, window=cut) == 0] = np.nan
    return heights, (*reference.remarks, *said, *remarks)
