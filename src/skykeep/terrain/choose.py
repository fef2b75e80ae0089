"""Which ground an answer stands on: the user's own tiles, the shipped window or flat ground."""

from __future__ import annotations

from pathlib import Path

from skykeep.errors import TerrainError, did_you_mean

from .heightfield import Heightfield, flat_ground
from .shipped import shipped_terrain
from .user_tiles import Circle, read_user_ground
from .world import world_terrain

__all__ = ["choose_terrain"]

DEFAULT_RADIUS_M = 650_000.0
"""Enough for the longest public radar range (600 km) and a margin, m."""


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
        ``shipped`` (GLOBE 30", 12-49 N 22-64 E), ``world`` (GLOBE 30", 0-50 N 0-90 E, the ``world``
        extra), ``flat`` (0 m everywhere), or the path of a file or folder
        with .hgt, .hgt.gz, .hgt.zip (numpy alone), GeoTIFF or DTED tiles (the ``geo`` extra).
    lat_deg, lon_deg, radius_m
        With a path: only what touches the circle about this place is read. Without a place all is.

    Raises
    ------
    TerrainError
        If the source is unknown, holds nothing readable, or does not touch the circle.
    """
    if source == "shipped":
        return shipped_terrain()
    if source == "flat":
        return flat_ground()
    if source == "world":
        return world_terrain()
    needed = None
    if lat_deg is not None and lon_deg is not None:
        needed = Circle(lat_deg, lon_deg, radius_m)
    return read_user_ground(_existing(source), needed)


def _existing(source: str) -> Path:
    """Return the path that a source names."""
    try:
        path = Path(source).expanduser()
        exists = path.exists()
    except (RuntimeError, ValueError, OSError) as error:
        raise TerrainError(f"terrain {source!r} is no path that can be opened: {error}") from None
    if not exists:
        raise TerrainError(
            f"terrain {source!r} is neither 'shipped' nor 'world' nor 'flat' nor a file or folder that "
            "exists." + did_you_mean(source, ("shipped", "world", "flat"))
        )
    return path
