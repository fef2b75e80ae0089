"""From stored numbers to heights that ground can have: voids that nobody declared, units, wrong bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.errors import TerrainError

__all__ = ["Coding", "judge_heights"]

F32 = npt.NDArray[np.float32]
Stored = npt.NDArray[np.generic]

LOWEST_GROUND_M = -500.0
"""The shore of the Dead Sea lies at about -430 m, the deepest open mines lie above that."""
HIGHEST_GROUND_M = 9_000.0
"""Above the highest mountain (8849 m)."""
DEEPEST_SEA_M = -12_000.0
KNOWN_VOIDS = (-9999.0, -99999.0, -32768.0, -32767.0)
"""Numbers that stand for "no data" in products of many makers and are no height."""
SILENT_VOIDS = (-32768.0, -32767.0)
"""Voids of SRTM and DTED by their specifications: they need no declaration in integer files."""
LEAST_FILL_M = 65_534.0
"""From here on a number is a filler (65534, 1e20, 3.4e38), not a mistaken height."""
FEW_VALUES = 8
"""So many different impossible heights are fillers; more are a continuous surface in another unit."""
SPIKES_SHARE = 0.01
ISOLATED_M = 1_000.0
"""What stands so far above or below all around it, and two steps more, is an error, m."""
MOST_ISOLATED = 2
"""So many posts side by side may be one error; more are ground."""
FEWEST_AROUND = 2
"""Known posts around an error, without which nothing is judged."""
MOST_MARKED = 100_000
STEEP = 2.0
"""Rise over run that hardly any ground has between two posts."""
STEEP_SHARE = 0.05
FINEST_JUDGED_STEP_M = 10.0
"""Between finer posts walls of houses are as steep as that."""
MASK_TOP = 12
WRONG_BYTES_SHARE = 0.001
SWAPPED_VOID = 128
"""-32768 with its bytes exchanged."""


class Coding(NamedTuple):
    """How a file stores heights: metres = (stored * scale + offset) * unit_m, and its declared no-data."""

    nodata: float | None = None
    scale: float = 1.0
    offset: float = 0.0
    unit_m: float = 1.0

    def metres(self, stored: Stored) -> F32:
        """Return heights in metres, in single precision."""
        if self.scale == 1.0 and self.offset == 0.0 and self.unit_m == 1.0:
            with np.errstate(over="ignore"):
                return stored.astype(np.float32)
        with np.errstate(over="ignore", invalid="ignore"):
            real = (stored.astype(np.float64) * self.scale + self.offset) * self.unit_m
            return np.asarray(real.astype(np.float32))


def judge_heights(stored: Stored, coding: Coding, *, file: str, step_m: float) -> tuple[F32, tuple[str, ...]]:
    """Return heights above mean sea level in metres, nan where void, and what was found and mended.

    Parameters
    ----------
    stored
        Numbers as they stand in the file [row, column].
    coding
        How they stand for heights.
    file
        Names the file in sentences.
    step_m
        Distance between posts, m.

    Raises
    ------
    TerrainError
        If these cannot be heights of ground in metres.
    """
    remarks: list[str] = []
    if _has_swapped_bytes(stored, coding, step_m):
        stored = stored.byteswap()
        remarks.append(
            f"{file}: its numbers stand in the wrong byte order (low byte first); they were read the other "
            "way round. Check a known height."
        )
    heights = _without_voids(stored, coding, file, remarks)
    _clear_fillers(heights, file, remarks)
    _clear_sea_floor(heights, file, remarks)
    _name_spikes(heights, file, remarks)
    _clear_isolated(heights, step_m, file, remarks)
    _refuse_rough(heights, step_m, file)
    if np.issubdtype(stored.dtype, np.integer):
        _name_classes(heights, file, remarks)
    return heights, tuple(remarks)


@np.errstate(invalid="ignore")  # signalling NaN among the heights is no news
def _without_voids(stored: Stored, coding: Coding, file: str, remarks: list[str]) -> F32:
    """Return heights with declared and well-known voids as nan."""
    heights = coding.metres(stored)
    if np.issubdtype(stored.dtype, np.floating):
        beyond = np.isinf(heights) & np.isfinite(stored) & (stored != coding.nodata)
        if beyond.any():
            remarks.append(_say_void(file, int(np.count_nonzero(beyond)), f"{float(stored[beyond][0]):g}"))
    heights[~np.isfinite(heights)] = np.nan
    if coding.nodata is not None:
        heights[stored == coding.nodata] = np.nan
    signed = np.issubdtype(stored.dtype, np.signedinteger)
    for void in KNOWN_VOIDS:
        if void == coding.nodata or (np.issubdtype(stored.dtype, np.unsignedinteger)):
            continue
        if np.issubdtype(stored.dtype, np.integer) and not np.can_cast(
            np.min_scalar_type(int(void)), stored.dtype
        ):
            continue
        held = stored == void
        count = int(np.count_nonzero(held))
        if count:
            heights[held] = np.nan
            if not (signed and void in SILENT_VOIDS):
                remarks.append(_say_void(file, count, f"{void:g}"))
    return heights


def _least(heights: F32) -> float:
    """Return the least height, infinity where all are voids."""
    return float(np.fmin.reduce(heights, axis=None, initial=np.inf))


def _greatest(heights: F32) -> float:
    """Return the greatest height, minus infinity where all are voids."""
    return float(np.fmax.reduce(heights, axis=None, initial=-np.inf))


def _say_void(file: str, count: int, value: str) -> str:
    posts = "1 post holds" if count == 1 else f"{count} posts hold"
    return (
        f"{file}: {posts} {value}, which is no height and which the file does not declare as no data: read "
        f"as voids. Declare it: gdal_edit.py -a_nodata {value} FILE."
    )


def _clear_fillers(heights: F32, file: str, remarks: list[str]) -> None:
    """Turn impossible numbers that a few values hold into voids."""
    for low in (True, False):
        held = heights < LOWEST_GROUND_M if low else heights >= LEAST_FILL_M
        count = int(np.count_nonzero(held))
        if not count:
            continue
        values = np.unique(heights[held])
        if values.size <= FEW_VALUES:
            remarks.append(_say_void(file, count, " and ".join(f"{value:g}" for value in values)))
            heights[held] = np.nan


def _clear_sea_floor(heights: F32, file: str, remarks: list[str]) -> None:
    """Put the sea where the file holds its floor; refuse what lies deeper than any sea."""
    lowest = _least(heights)
    if lowest >= LOWEST_GROUND_M:
        return
    if lowest < DEEPEST_SEA_M:
        raise TerrainError(
            f"{file}: holds heights down to {lowest:.0f} m, deeper than any sea: not ground in metres, or "
            "of another byte order or unit; look at it with gdalinfo -stats"
        )
    heights[heights < 0.0] = 0.0
    remarks.append(
        f"{file}: holds the sea floor (down to {lowest:.0f} m). All that lies below sea level was read as 0 "
        "m, land too; where land below sea level matters, give heights of the land alone."
    )


def _name_spikes(heights: F32, file: str, remarks: list[str]) -> None:
    """Say where the ground is higher than any mountain; refuse a whole surface of it."""
    held = heights > HIGHEST_GROUND_M
    count = int(np.count_nonzero(held))
    if not count:
        return
    highest = _greatest(heights)
    if np.unique(heights[held]).size > FEW_VALUES:
        raise TerrainError(
            f"{file}: holds heights up to {highest:.0f} m, above any mountain: feet or decimetres without "
            "saying so, or not heights. If the unit is known, state it: gdal_edit.py -units ft FILE, or for "
            "tenths of a metre gdal_edit.py -scale 0.1 FILE"
        )
    if count > SPIKES_SHARE * heights.size:
        remarks.append(_say_void(file, count, f"{highest:g}"))
        heights[held] = np.nan
        return
    posts = "1 post has" if count == 1 else f"{count} posts have"
    remarks.append(
        f"{file}: {posts} an impossible height ({highest:.0f} m). They are kept as obstacles, behind which "
        "nothing is in sight; mend the file, or mark them as no data."
    )


def _clear_isolated(heights: F32, step_m: float, file: str, remarks: list[str]) -> None:
    """Turn single posts, and pairs, that stand far above or below all around them into voids.

    Those at the edge of a tile or beside a void are judged by the neighbours that they have.
    """
    least_m = ISOLATED_M + 2.0 * step_m
    if _greatest(heights) - _least(heights) <= least_m:
        return
    cleared = [
        place
        for side in (1.0, -1.0)
        for group in _groups(_stands_out(side * heights, least_m))
        if len(group) <= MOST_ISOLATED and _is_alone(side * heights, group, least_m)
        for place in group
    ]
    if not cleared:
        return
    shown = float(heights[cleared[0]])
    for place in cleared:
        heights[place] = np.nan
    posts = "1 post stands" if len(cleared) == 1 else f"{len(cleared)} posts stand"
    remarks.append(
        f"{file}: {posts} more than {least_m:.0f} m above or below all around it (as {shown:.0f} m): read "
        "as voids. Mend the file where that is true ground."
    )


@np.errstate(invalid="ignore")
def _stands_out(heights: F32, least_m: float) -> npt.NDArray[np.bool_]:
    """Return which posts stand so far above a neighbour in their row or column."""
    out = np.zeros(heights.shape, np.bool_)
    for axis in (0, 1):
        rise = np.diff(heights, axis=axis)
        before, after = np.moveaxis(out, axis, 0)[:-1], np.moveaxis(out, axis, 0)[1:]
        before |= np.moveaxis(rise < -least_m, axis, 0)
        after |= np.moveaxis(rise > least_m, axis, 0)
    return out


def _groups(marked: npt.NDArray[np.bool_]) -> Iterator[list[tuple[int, int]]]:
    """Yield the places of marked posts, those that touch at a side or corner together.

    A surface with very many marks is no ground with errors: nothing is yielded, and other checks refuse it.
    """
    places = [(int(row), int(col)) for row, col in np.argwhere(marked)[: MOST_MARKED + 1]]
    left = set(places) if len(places) <= MOST_MARKED else set()
    while left:
        group = [left.pop()]
        for row, col in group:
            near = {(row + down, col + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & left
            left -= near
            group += near
        yield group


def _is_alone(heights: F32, group: list[tuple[int, int]], least_m: float) -> bool:
    """Return whether posts stand so far above every known post around them; at least two must be known."""
    rows, cols = zip(*group, strict=True)
    first_row, first_col = max(min(rows) - 1, 0), max(min(cols) - 1, 0)
    around = heights[first_row : max(rows) + 2, first_col : max(cols) + 2].copy()
    lowest = min(float(heights[place]) for place in group)
    for row, col in group:
        around[row - first_row, col - first_col] = np.nan
    known = around[np.isfinite(around)]
    return known.size >= FEWEST_AROUND and float(known.max()) < lowest - least_m


def _steep_share(heights: F32, step_m: float) -> float:
    """Return the share of neighbouring posts between which ground would be steeper than 63 degrees."""
    rows = heights[:: max(1, heights.shape[0] // 500)]
    with np.errstate(invalid="ignore"):
        rise = np.abs(np.diff(rows, axis=1))
        known = np.count_nonzero(np.isfinite(rise))
        return float(np.count_nonzero(rise > STEEP * step_m)) / max(int(known), 1)


def _refuse_rough(heights: F32, step_m: float, file: str) -> None:
    """Refuse surfaces that no ground has: aspects, pictures, noise."""
    if step_m < FINEST_JUDGED_STEP_M or heights.size < 64:
        return
    share = _steep_share(heights, step_m)
    if share > STEEP_SHARE:
        raise TerrainError(
            f"{file}: between {share:.0%} of its neighbouring posts ({step_m:.0f} m apart) the ground would "
            "be steeper than 63 degrees: not heights in metres (an aspect, a picture, another unit or byte "
            "order?)"
        )


def _has_swapped_bytes(stored: Stored, coding: Coding, step_m: float) -> bool:
    """Return whether 16-bit numbers make ground only with their bytes the other way round."""
    if stored.dtype.itemsize != 2 or not np.issubdtype(stored.dtype, np.integer):
        return False
    if _has_empty_low_bytes(stored):
        return True
    if not _is_unlike_ground(stored, coding, step_m):
        return False
    several = np.unique(stored[:: max(1, stored.shape[0] // 100)]).size > 2 * FEW_VALUES
    return several and not _is_unlike_ground(stored.byteswap(), coding, step_m)


def _has_empty_low_bytes(stored: Stored) -> bool:
    """Return whether nearly all numbers are multiples of 256: low ground with its bytes exchanged."""
    some = stored[:: max(1, stored.shape[0] // 200)]
    numbers = some[(some != 0) & (some != SWAPPED_VOID)].astype(np.int64)
    whole = int(np.count_nonzero(numbers & 0xFF == 0))
    return whole > 0.99 * numbers.size > 0 and np.unique(numbers).size > FEW_VALUES


def _is_unlike_ground(stored: Stored, coding: Coding, step_m: float) -> bool:
    """Return whether many numbers that are no voids are impossible heights, or too steep for ground."""
    heights = coding.metres(stored)
    for void in {*SILENT_VOIDS, -9999.0, coding.nodata} - {None}:
        heights[stored == void] = np.nan
    wrong = np.count_nonzero((heights < LOWEST_GROUND_M) | (heights > HIGHEST_GROUND_M))
    if int(wrong) > WRONG_BYTES_SHARE * heights.size:
        return True
    return step_m >= FINEST_JUDGED_STEP_M and _steep_share(heights, step_m) > STEEP_SHARE


def _name_classes(heights: F32, file: str, remarks: list[str]) -> None:
    """Say where so few small whole numbers are found that this may be a mask or a count."""
    lowest, highest = _least(heights), _greatest(heights)
    if 0.0 <= lowest < highest <= MASK_TOP:
        remarks.append(
            f"{file}: holds only whole numbers from {lowest:.0f} to {highest:.0f}: if it is a mask or a "
            "count and not very flat ground, this answer is worth nothing."
        )
