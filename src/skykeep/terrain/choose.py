"""Which ground an answer stands on: the user's own tiles, the shipped window or flat ground."""

from __future__ import annotations

import os
from pathlib import Path

from skykeep.errors import TerrainError, did_you_mean

from .heightfield import Heightfield, flat_ground
from .hgt import hgt_corner, is_hgt, read_hgt
from .raster import RASTER_SUFFIXES, raster_bounds, read_raster
from .shipped import shipped_terrain
from .tiles import Tile, Window, join_tiles, window_around

__all__ = ["choose_terrain"]

DEFAULT_RADIUS_M = 650_000.0
"""Enough for the longest public radar range (600 km) and a margin, m."""
COARSEST_STEP_M = 5_000.0
"""Coarser posts than this (about 2.7 arc minutes) say nothing about low-level sight, m."""


def choose_terrain(
    source: str,
    *,
    lat_deg: float | None = None,
    lon_deg: float | None = None,
    radius_m: float = DEFAULT_RADIUS_M,
) -> Heightfield:
    """Return the ground named by ``source``.

    Parameters
    ----------
    source
        ``shipped`` (GLOBE 30", 24-43 N 34-56 E), ``flat`` (0 m everywhere), or the path of a file or folder
        with .hgt, .hgt.gz (numpy alone), GeoTIFF or DTED tiles (the ``geo`` extra).
    lat_deg, lon_deg, radius_m
        With a path: only tiles that touch the circle about this place are read. Without a place all are.

    Raises
    ------
    TerrainError
        If the source is unknown, holds nothing readable, or does not touch the circle.
    """
    if source == "shipped":
        return shipped_terrain()
    if source == "flat":
        return flat_ground()
    path = Path(source).expanduser()
    if not path.exists():
        raise TerrainError(
            f"terrain {source!r} is neither 'shipped' nor 'flat' nor a file or folder that exists."
            + did_you_mean(source, ("shipped", "flat"))
        )
    window = None
    if lat_deg is not None and lon_deg is not None:
        window = window_around(lat_deg, lon_deg, radius_m)
    files, aside = _elevation_files(path)
    tiles = [tile for file in files if (tile := _read_if_near(file, window)) is not None]
    if not tiles:
        raise TerrainError(
            f"{path}: none of its {len(files)} elevation files lies within {radius_m / 1000:.0f} km of "
            f"{lat_deg}, {lon_deg}"
        )
    field = join_tiles(
        tiles,
        name=f"user data {path.name}" if path.is_file() else f"user folder {path.name} ({len(tiles)} tiles)",
        licence="as the user's data",
        vertical_datum="as the user's data (SRTM: EGM96 mean sea level)",
        source=str(path),
    )
    if field.step_m > COARSEST_STEP_M:
        field = field.with_cautions(
            f"Posts are {field.step_m / 1000:.0f} km apart: far too coarse for low-level sight; reach in "
            "hills can be several times too long."
        )
    if aside:
        field = field.with_cautions(
            f"The folder also holds {len(aside)} other elevation files, as {aside[0].name}, which are not "
            "read: where there are .hgt tiles, these alone are."
        )
    return field


def _elevation_files(path: Path) -> tuple[list[Path], list[Path]]:
    """Return the elevation files under a path, in name order, and those left aside since others are .hgt."""
    if path.is_file():
        if is_hgt(path) or path.suffix.lower() in RASTER_SUFFIXES:
            return [path], []
        raise TerrainError(
            f"{path}: not a known elevation file; allowed are .hgt, .hgt.gz and {', '.join(RASTER_SUFFIXES)}"
        )
    if not os.access(path, os.R_OK | os.X_OK):
        raise TerrainError(f"{path}: this folder cannot be read: permission denied")
    found = sorted(file for file in path.rglob("*") if file.is_file())
    hgt = [file for file in found if is_hgt(file)]
    rasters = [file for file in found if file.suffix.lower() in RASTER_SUFFIXES]
    if not hgt and not rasters:
        raise TerrainError(
            f"{path}: holds no elevation file; allowed are .hgt, .hgt.gz and {', '.join(RASTER_SUFFIXES)}"
        )
    return (hgt, rasters) if hgt else (rasters, [])


def _read_if_near(file: Path, window: Window | None) -> Tile | None:
    """Return the tile, or None if it does not touch the window."""
    if is_hgt(file):
        lat, lon = hgt_corner(file)
        if window is not None and not window.touches(lat, lon, lat + 1, lon + 1):
            return None
        return read_hgt(file)
    if window is not None and not window.touches(*raster_bounds(file)):
        return None
    return read_raster(file, window)
