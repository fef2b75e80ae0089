"""Room for a policy to work in, cut one after the other out of two columns of a raid."""

from __future__ import annotations

from ...kernel.carve import carve_grid, carve_rows
from ...kernel.jit import kernel
from ...kernel.records import Grid, Rows
from ..state import Raid

__all__ = ["clear_room", "real_grid", "reals", "whole_grid", "wholes"]


@kernel()
def clear_room(raid: Raid) -> None:
    """Give all room back."""
    raid.in_use.reals = 0
    raid.in_use.wholes = 0


@kernel()
def reals(raid: Raid, count: int) -> Rows[float]:
    """Return room for some numbers."""
    first = raid.in_use.reals
    raid.in_use.reals += count
    return carve_rows(raid.reals, first, count)


@kernel()
def real_grid(raid: Raid, rows: int, columns: int) -> Grid[float]:
    """Return room for a grid of numbers."""
    first = raid.in_use.reals
    raid.in_use.reals += rows * columns
    return carve_grid(raid.reals, first, rows, columns)


@kernel()
def wholes(raid: Raid, count: int) -> Rows[int]:
    """Return room for some whole numbers."""
    first = raid.in_use.wholes
    raid.in_use.wholes += count
    return carve_rows(raid.wholes, first, count)


@kernel()
def whole_grid(raid: Raid, rows: int, columns: int) -> Grid[int]:
    """Return room for a grid of whole numbers."""
    first = raid.in_use.wholes
    raid.in_use.wholes += rows * columns
    return carve_grid(raid.wholes, first, rows, columns)
