"""Columns by address: a kernel reads what Python gave, and refuses what does not lie in one piece."""

import numpy as np
import pytest
from numba.core.errors import TypingError

from skykeep.core.kernel.jit import kernel
from skykeep.core.rows import FLOATS, WHOLES, by_address, row


@kernel(f"float64(Tuple(({FLOATS}, {WHOLES})), int64)")
def second_place(columns, number):
    """Return the second place of a row of three, plus its whole number, and put zero in its first place."""
    floats, wholes = columns
    here = row(floats, number, 3)
    here[0] = 0.0
    return here[1] + wholes[number]


def test_a_kernel_reads_and_writes_the_rows_of_the_array_that_it_is_given():
    floats, wholes = np.arange(1.0, 13.0).reshape(4, 3), np.array([10, 20, 30, 40])
    assert by_address(second_place)((floats, wholes), 2) == 8.0 + 30.0
    assert floats[2].tolist() == [0.0, 8.0, 9.0]
    assert floats[1].tolist() == [4.0, 5.0, 6.0]


def test_an_array_with_gaps_is_refused():
    with pytest.raises(TypingError, match="must be C-contiguous"):
        by_address(second_place)((np.zeros((8, 3))[::2], np.zeros(4, np.int64)), 0)
