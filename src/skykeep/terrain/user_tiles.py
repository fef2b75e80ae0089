"""Ground from a file or folder of the user's own: what covers the place, and what must be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from skykeep.errors import TerrainError

from .delivery import Aside, Delivery, find_elevation, say_aside
from .heightfield import Heightfield
from .hgt import hgt_corner, read_hgt
from .mosaic import check_fits, join_tiles
from .raster import read_raster
from .raster_kind import NotHeightsError
from .tiles import Tile, Window, turns_into, window_around

__all__ = ["Circle", "read_user_ground"]

COARSEST_STEP_M = 5_000.0
"""Coarser posts than this (about 2.7 arc minutes) say nothing about low-level sight, m."""


class Circle(NamedTuple):
    """The part of the earth that a question needs."""

    lat_deg: float
    lon_deg: float
    radius_m: float

    @property
    def window(self) -> Window:
        """The box around it."""
        return window_around(self.lat_deg, self.lon_deg, self.radius_m)


def read_user_ground(path: Path, needed: Circle | None) -> Heightfield:
    """Return the ground of the files at or under a path, cut to the circle where one is given.

    .hgt tiles are read first; rasters beside them where no such tile holds the place.

    Raises
    ------
    TerrainError
        If nothing readable is there, or nothing that touches the circle.
    """
    delivery = find_elevation(path)
    window = None if needed is None else needed.window
    place = None if needed is None else (needed.lat_deg, needed.lon_deg)
    found = _Found(path, window)
    found.read_hgt_tiles(delivery.hgt)
    unread: Sequence[Path] = ()
    if delivery.hgt and (place is None or any(_holds(tile, place) for tile in found.tiles)):
        unread = delivery.rasters
    else:
        found.read_rasters(delivery.rasters, alone=path.is_file())
    if not found.tiles:
        raise _nothing_there(path, delivery, needed, found.refused)
    tiles = found.tiles
    files = len({tile.file for tile in tiles})
    field = join_tiles(
        tiles,
        name=f"user data {path.name}" if path.is_file() else f"user folder {path.name} ({files} tiles)",
        licence="as the user's data",
        vertical_datum="as the user's data (SRTM: EGM96 mean sea level)",
        source=str(path),
        place=place,
    )
    return field.with_cautions(*_cautions(field, unread, (*delivery.aside, *found.aside)))


def _holds(tile: Tile, place: tuple[float, float]) -> bool:
    return any(tile.holds(place[0], place[1] + turn) for turn in (0.0, 360.0, -360.0))


class _Found:
    """Tiles read so far, what was set aside for what it holds, and how many posts there are."""

    def __init__(self, path: Path, window: Window | None) -> None:
        self.path, self.window = path, window
        self.tiles: list[Tile] = []
        self.aside: list[Aside] = []
        self.refused: NotHeightsError | None = None
        self._posts = 0

    def _keep(self, tile: Tile) -> None:
        self._posts += tile.alt_msl_m.size
        check_fits(self._posts, str(self.path))
        self.tiles.append(tile)

    def read_hgt_tiles(self, files: Sequence[Path]) -> None:
        """Read the tiles that touch the window."""
        for file in files:
            lat, lon = hgt_corner(file)
            if next(turns_into(self.window, Window(lat, lon, lat + 1, lon + 1)), None) is not None:
                self._keep(read_hgt(file, self.window))

    def read_rasters(self, files: Sequence[Path], *, alone: bool) -> None:
        """Read the rasters that touch the window; in a folder, those that are not heights are set aside."""
        for file in files:
            try:
                tiles = read_raster(file, self.window)
            except NotHeightsError as error:
                if alone:
                    raise
                self.refused = self.refused or error
                self.aside.append(Aside(file, str(error).removeprefix(f"{file}: ")))
                continue
            for tile in tiles:
                self._keep(tile)


def _nothing_there(
    path: Path, delivery: Delivery, needed: Circle | None, refused: NotHeightsError | None
) -> TerrainError:
    if refused is not None:
        return refused
    count = len(delivery.hgt) + len(delivery.rasters)
    if needed is None:
        return TerrainError(f"{path}: none of its {count} elevation files can be read")
    besides = f" ({say_aside(delivery.aside)})" if delivery.aside else ""
    return TerrainError(
        f"{path}: none of its {count} elevation files lies within {needed.radius_m / 1000:.0f} km of "
        f"{needed.lat_deg}, {needed.lon_deg}{besides}"
    )


def _cautions(field: Heightfield, unread: Sequence[Path], aside: Sequence[Aside]) -> tuple[str, ...]:
    """Return what must be said beside what tiles and mosaic say themselves."""
    said = []
    if field.step_m > COARSEST_STEP_M:
        said.append(
            f"Posts are {field.step_m / 1000:.0f} km apart: far too coarse for low-level sight; reach in "
            "hills can be several times too long."
        )
    if unread:
        said.append(
            f"The folder also holds {len(unread)} other elevation files, as {unread[0].name}, which are not "
            "read: where .hgt tiles hold the place, these alone are."
        )
    if aside:
        said.append(f"Of the folder {say_aside(aside)}.")
    return tuple(said)
