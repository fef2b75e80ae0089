"""Elevation on a regular grid of posts in latitude and longitude, and the flat ground of textbook cases."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

__all__ = [
    "FLAT_NAME",
    "METRES_PER_DEGREE",
    "Heightfield",
    "LocalCaution",
    "PostBlocks",
    "bilinear",
    "flat_ground",
    "step_of",
]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

FLAT_NAME = "flat ground at sea level"
METRES_PER_DEGREE = 111_195.0
"""Length of one degree on a sphere of 6371 km, m (used for steps, never for positions)."""
LOCAL_CAUTION_REACH_M = 100_000.0
"""An answer for a place this near to faulty ground says so: its low reach touches it, m."""


class PostBlocks(Protocol):
    """Where posts come from that are read when something first looks at them; they have no voids."""

    def load(self, rows: tuple[int, int], cols: tuple[int, int]) -> None:
        """Put posts from the first to the last row and column into the grid."""

    def digest(self) -> str:
        """Return what stands for all posts."""


class LocalCaution(NamedTuple):
    """A sentence for answers near a box (south, west, north, east), degrees."""

    box_deg: tuple[float, float, float, float]
    text: str


@dataclass(frozen=True, eq=False)
class Heightfield:
    """Ground heights at posts: row 0 is the northernmost, column 0 the westernmost.

    ``alt_msl_m`` is nan where the data holds a void, and, where there are ``blocks``, where none was asked
    for with :meth:`hold`. ``step_m`` is the post spacing along a meridian (0 for flat ground, which has
    none). ``cautions`` are sentences that every result drawn from this ground repeats, ``local_cautions``
    those of answers near certain places.
    """

    alt_msl_m: F32
    north_deg: float
    west_deg: float
    lat_step_deg: float
    lon_step_deg: float
    name: str
    licence: str
    vertical_datum: str
    step_m: float
    source: str = ""
    cautions: tuple[str, ...] = field(default=())
    local_cautions: tuple[LocalCaution, ...] = field(default=())
    blocks: PostBlocks | None = None

    def hold(self, south_deg: float, west_deg: float, north_deg: float, east_deg: float) -> None:
        """See to it that ``alt_msl_m`` holds the posts of a box, as far as the data reaches.

        Nothing happens for ground that is in memory as a whole. Longitudes count modulo 360; the box runs
        from west to east.
        """
        if self.blocks is None:
            return
        rows, cols = self.alt_msl_m.shape
        west = (west_deg - self.west_deg + 180.0) % 360.0 - 180.0
        east = west + (east_deg - west_deg)
        first_row, last_row = _span(
            (self.north_deg - north_deg) / self.lat_step_deg,
            (self.north_deg - south_deg) / self.lat_step_deg,
            rows,
        )
        first_col, last_col = _span(west / self.lon_step_deg, east / self.lon_step_deg, cols)
        if first_row <= last_row and first_col <= last_col:
            self.blocks.load((first_row, last_row), (first_col, last_col))

    @property
    def south_deg(self) -> float:
        """Latitude of the southernmost posts, degrees."""
        return self.north_deg - int(self.alt_msl_m.shape[0] - 1) * self.lat_step_deg

    @property
    def east_deg(self) -> float:
        """Longitude of the easternmost posts, degrees."""
        return self.west_deg + int(self.alt_msl_m.shape[1] - 1) * self.lon_step_deg

    @property
    def is_flat(self) -> bool:
        """Whether this is the flat ground of :func:`flat_ground`."""
        return self.name == FLAT_NAME

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the heights and the place of the posts, wherever their files lie."""
        digest = hashlib.sha256()
        corner = (self.north_deg, self.west_deg, self.lat_step_deg, self.lon_step_deg)
        digest.update(repr((corner, self.alt_msl_m.shape)).encode("ascii"))
        if self.blocks is not None:
            digest.update(self.blocks.digest().encode("ascii"))
        else:
            digest.update(self.alt_msl_m.astype("<f4", copy=False).tobytes())
        return digest.hexdigest()

    @cached_property
    def void_mask(self) -> npt.NDArray[np.bool_]:
        """Posts without a height."""
        self.hold(self.south_deg, self.west_deg, self.north_deg, self.east_deg)
        return np.isnan(self.alt_msl_m)

    @cached_property
    def void_share(self) -> float:
        """Share of posts without a height, 0 to 1."""
        if self.blocks is not None:
            return 0.0
        return float(np.count_nonzero(self.void_mask)) / self.alt_msl_m.size

    def sample(self, lat_deg: npt.ArrayLike, lon_deg: npt.ArrayLike) -> F64:
        """Return ground heights above mean sea level, m, bilinear between the four posts around each point.

        Parameters
        ----------
        lat_deg, lon_deg
            WGS84 degrees, any shapes that broadcast. Longitudes count modulo 360.

        Returns
        -------
        Array of the broadcast shape; nan outside the posts and wherever one of the four posts is a void.
        """
        rows, cols = self.alt_msl_m.shape
        row = (self.north_deg - np.asarray(lat_deg, dtype=np.float64)) / self.lat_step_deg
        col = np.mod(np.asarray(lon_deg, dtype=np.float64) - self.west_deg, 360.0) / self.lon_step_deg
        row, col = np.broadcast_arrays(_snap(row), _snap(_wrap_west_edge(col, 360.0 / self.lon_step_deg)))
        inside = (row >= 0.0) & (row <= rows - 1) & (col >= 0.0) & (col <= cols - 1)
        if self.blocks is not None and inside.any():
            at_row, at_col = row[inside], col[inside]
            self.blocks.load(
                _span(float(at_row.min()), float(at_row.max()), rows),
                _span(float(at_col.min()), float(at_col.max()), cols),
            )
        mixed = bilinear(self.alt_msl_m, np.where(inside, row, 0.0), np.where(inside, col, 0.0))
        return np.where(inside, mixed, np.nan)

    def describe(self) -> dict[str, object]:
        """Return what a result must say about its ground: name, step, licence, datum, void share,
        cautions.
        """
        return {
            "name": self.name,
            "step_m": round(self.step_m, 1),
            "licence": self.licence,
            "vertical_datum": self.vertical_datum,
            "source": self.source,
            "bounds_deg": [
                round(self.south_deg, 6),
                round(self.west_deg, 6),
                round(self.north_deg, 6),
                round(self.east_deg, 6),
            ],
            "void_share": self.void_share,
            "cautions": list(self.cautions),
        }

    def cautions_at(self, places_deg: Iterable[tuple[float, float]]) -> tuple[str, ...]:
        """Return the sentences of an answer for places (latitude, longitude), each once: those of the whole
        ground, and those of the boxes that a place lies in or within 100 km of.
        """
        places = tuple(places_deg)
        near = (
            local.text
            for local in self.local_cautions
            if any(_is_near(local.box_deg, lat_deg, lon_deg) for lat_deg, lon_deg in places)
        )
        return tuple(dict.fromkeys((*self.cautions, *near)))

    def with_cautions(self, *cautions: str) -> Heightfield:
        """Return the same ground with more cautions."""
        return replace(self, cautions=(*self.cautions, *cautions))


def bilinear(alt_msl_m: F32, row: F64, col: F64) -> F64:
    """Return heights between the four posts around places given as rows and columns, all inside the grid.

    A void spoils only places that it has a share in.
    """
    rows, cols = alt_msl_m.shape
    row_0 = np.clip(np.floor(row).astype(np.int64), 0, max(rows - 2, 0))
    col_0 = np.clip(np.floor(col).astype(np.int64), 0, max(cols - 2, 0))
    south, east = row - row_0, col - col_0
    top = _blend(alt_msl_m[row_0, col_0], alt_msl_m[row_0, col_0 + 1], east)
    bottom = _blend(alt_msl_m[row_0 + 1, col_0], alt_msl_m[row_0 + 1, col_0 + 1], east)
    return _blend(top, bottom, south)


def _is_near(box_deg: tuple[float, float, float, float], lat_deg: float, lon_deg: float) -> bool:
    """Return whether a place lies in a box (south, west, north, east) or within about 100 km of it."""
    south, west, north, east = box_deg
    lat_room = LOCAL_CAUTION_REACH_M / METRES_PER_DEGREE
    lon_room = lat_room / max(math.cos(math.radians(lat_deg)), 0.01)
    from_west = (lon_deg - west + lon_room) % 360.0
    return south - lat_room <= lat_deg <= north + lat_room and from_west <= east - west + 2.0 * lon_room


def _span(first: float, last: float, count: int) -> tuple[int, int]:
    """Return the first and last of ``count`` posts that a span of post indices touches, one more each way."""
    return max(math.floor(first) - 1, 0), min(math.ceil(last) + 1, count - 1)


def _snap(index: F64) -> F64:
    """Return post indices with rounding noise of 1e-6 post taken off, so that edges belong to the data."""
    nearest = np.round(index)
    return np.where(np.abs(index - nearest) < 1e-6, nearest, index)


def _wrap_west_edge(col: F64, cols_per_turn: float) -> F64:
    """Return column indices with points a hair west of column 0 at about 0 instead of a whole turn away."""
    return np.where(col > cols_per_turn - 1e-6, col - cols_per_turn, col)


def _blend(first: npt.NDArray[np.floating], second: npt.NDArray[np.floating], weight: F64) -> F64:
    """Return the linear mix; a void with weight zero does not spoil its neighbour."""
    mixed = (1.0 - weight) * first + weight * second
    result: F64 = np.where(weight == 0.0, first, np.where(weight == 1.0, second, mixed)).astype(np.float64)
    return result


def flat_ground() -> Heightfield:
    """Return ground at 0 m everywhere, on four posts that span the earth."""
    return Heightfield(
        alt_msl_m=np.zeros((2, 2), dtype=np.float32),
        north_deg=90.0,
        west_deg=-180.0,
        lat_step_deg=180.0,
        lon_step_deg=360.0,
        name=FLAT_NAME,
        licence="none needed",
        vertical_datum="mean sea level",
        step_m=0.0,
        source="flat",
        cautions=("The ground is flat: hills hide nothing in this answer.",),
    )


def step_of(lat_step_deg: float) -> float:
    """Return a latitude step in metres."""
    return math.fabs(lat_step_deg) * METRES_PER_DEGREE
