"""The one decorator of kernels."""

import numpy as np
import pytest

from skykeep.core.kernel.jit import kernel


def test_a_kernel_that_allocates_is_refused_by_the_compiler():
    @kernel()
    def allocates(rows: int) -> float:
        return np.zeros(rows).sum()

    if not hasattr(allocates, "py_func"):
        pytest.skip("nothing is compiled with NUMBA_DISABLE_JIT=1")
    with pytest.raises(Exception, match="Only accept returning of array passed into the function"):
        allocates(3)
