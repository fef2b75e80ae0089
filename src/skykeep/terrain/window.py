"""A box of the ground as whole metres on its own posts, to be handed to others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .heightfield import Heightfield

__all__ = ["NO_HEIGHT_M", "GroundWindow", "ground_window"]

I16 = npt.NDArray[np.int16]

NO_HEIGHT_M = -32768
"""What stands for a post without a height."""

EDGE_POSTS = 1e-6
"""Rounding noise of a post index."""


@dataclass(frozen=True, eq=False, kw_only=True)
class GroundWindow:
    """Heights of posts in whole metres above mean sea level, row 0 north, column 0 west.

    ``every`` says that this is every so manieth post of the elevation data, whose step is ``source_step_m``;
    ``step_m`` is the step along a meridian here.
    """

    alt_msl_m: I16
    north_deg: float
    west_deg: float
    lat_step_deg: float
    lon_step_deg: float
    every: int
    source_step_m: float
    name: str
    licence: str

    @property
    def step_m(self) -> float:
        """Step of the posts along a meridian, m."""
        return self.every * self.source_step_m

    @property
    def box_deg(self) -> tuple[float, float, float, float]:
        """South, west, north and east of the posts, degrees."""
        rows, cols = self.alt_msl_m.shape
        south = self.north_deg - (rows - 1) * self.lat_step_deg
        return south, self.west_deg, self.north_deg, self.west_deg + (cols - 1) * self.lon_step_deg

    def thinned(self, every: int) -> GroundWindow:
        """Return every so manieth post of this window, the first among them.

        Raises
        ------
        ValueError
            If ``every`` is less than one.
        """
        if every < 1:
            raise ValueError(f"every {every}: must be at least 1")
        return GroundWindow(
            alt_msl_m=np.ascontiguousarray(self.alt_msl_m[::every, ::every]),
            north_deg=self.north_deg,
            west_deg=self.west_deg,
            lat_step_deg=self.lat_step_deg * every,
            lon_step_deg=self.lon_step_deg * every,
            every=self.every * every,
            source_step_m=self.source_step_m,
            name=self.name,
            licence=self.licence,
        )


def ground_window(terrain: Heightfield, box_deg: tuple[float, float, float, float]) -> GroundWindow:
    """Return the posts of a box (south, west, north, east; degrees), as far as the data reaches.

    Heights are rounded to whole metres; a void is :data:`NO_HEIGHT_M`. Flat ground gives its four posts.
    """
    south, west, north, east = box_deg
    terrain.hold(south, west, north, east)
    rows, cols = terrain.alt_msl_m.shape
    from_west = (west - terrain.west_deg + 180.0) % 360.0 - 180.0
    first_row, last_row = _posts(
        (terrain.north_deg - north) / terrain.lat_step_deg,
        (terrain.north_deg - south) / terrain.lat_step_deg,
        rows,
    )
    first_col, last_col = _posts(
        from_west / terrain.lon_step_deg, (from_west + east - west) / terrain.lon_step_deg, cols
    )
    alt = terrain.alt_msl_m[first_row : last_row + 1, first_col : last_col + 1]
    void = np.isnan(alt)
    return GroundWindow(
        alt_msl_m=np.where(void, NO_HEIGHT_M, np.rint(np.where(void, 0.0, alt))).astype(np.int16),
        north_deg=terrain.north_deg - first_row * terrain.lat_step_deg,
        west_deg=terrain.west_deg + first_col * terrain.lon_step_deg,
        lat_step_deg=terrain.lat_step_deg,
        lon_step_deg=terrain.lon_step_deg,
        every=1,
        source_step_m=terrain.step_m,
        name=terrain.name,
        licence=terrain.licence,
    )


def _posts(first: float, last: float, count: int) -> tuple[int, int]:
    """Return the first and last of ``count`` posts that hold a span of post indices; at least two."""
    low = min(max(int(np.floor(first + EDGE_POSTS)), 0), count - 2)
    return low, min(max(int(np.ceil(last - EDGE_POSTS)), low + 1), count - 1)
