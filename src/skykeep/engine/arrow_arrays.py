"""Between numpy and Arrow by their buffers: nothing is copied that need not be, and pandas stays out of it.

Where pandas is installed, ``pyarrow.array`` and ``to_numpy`` import it to know its types, which takes half a
second of the first result of a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

__all__ = ["number_array", "numbers_of", "word_array"]

_KINDS: dict[np.dtype[Any], Any] = {
    np.dtype(np.int16): pa.int16(),
    np.dtype(np.int32): pa.int32(),
    np.dtype(np.float64): pa.float64(),
}


def number_array(values: npt.NDArray[Any], *, missing: npt.NDArray[np.bool_] | None = None) -> Any:
    """Return numbers of 16 or 32 bits, or doubles, as an Arrow array of the same type.

    Parameters
    ----------
    values
        One dimension, shape ``(n,)``; copied only where it is not in one piece. NaN stays a number.
    missing
        Which rows are null, shape ``(n,)``.

    Raises
    ------
    KeyError
        If the numbers are of another type.
    """
    flat = np.ascontiguousarray(values)
    valid = None if missing is None else pa.py_buffer(np.packbits(~missing, bitorder="little"))
    nulls = 0 if missing is None else int(np.count_nonzero(missing))
    return pa.Array.from_buffers(_KINDS[flat.dtype], flat.size, [valid, pa.py_buffer(flat)], nulls)


def word_array(words: Sequence[str]) -> Any:
    """Return words as an Arrow array of strings without nulls."""
    encoded = [word.encode() for word in words]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded)))


def numbers_of(column: Any) -> npt.NDArray[Any]:
    """Return a column of an Arrow table, of numbers, as a numpy array of the same type.

    Parameters
    ----------
    column
        Chunked array of whole numbers without nulls, or of doubles, whose nulls become NaN.
    """
    chunks = [chunk.fill_null(np.nan) if chunk.null_count else chunk for chunk in column.chunks]
    return np.concatenate([np.from_dlpack(chunk) for chunk in chunks])
