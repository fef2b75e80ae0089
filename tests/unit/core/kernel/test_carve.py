"""Tables cut out of a column."""

import numpy as np

from skykeep.core.kernel.by_address import from_python
from skykeep.core.kernel.carve import carve_grid, carve_rows
from skykeep.core.kernel.jit import kernel
from skykeep.core.kernel.records import Rows


@kernel()
def fill_parts(numbers: Rows[float]) -> int:
    """Number a row of two and, after it, a grid of two by three."""
    row = carve_rows(numbers, 1, 2)
    grid = carve_grid(numbers, 3, 2, 3)
    for place in range(len(row)):
        row[place] = 10.0 + place
    for first in range(len(grid)):
        for second in range(len(grid[first])):
            grid[first, second] = 100.0 * first + second
    return len(row) + len(grid) + len(grid[0])


def test_parts_are_where_they_were_cut_and_as_large_as_was_said():
    numbers = np.full(10, -1.0)
    assert from_python(fill_parts)(numbers) == 7
    assert numbers.tolist() == [-1.0, 10.0, 11.0, 0.0, 1.0, 2.0, 100.0, 101.0, 102.0, -1.0]
