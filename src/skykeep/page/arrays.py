"""Arrays of a payload as bytes: plain, or predicted from their neighbours so that they pack well."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt

__all__ = ["Arrays", "Coding", "array_bytes", "array_entry", "delta_residuals", "med_residuals"]

Coding = Literal["plain", "med", "delta"]
Arrays = dict[str, tuple[npt.NDArray[Any], Coding]]
"""Arrays of a payload by name, and how each is written."""

_TYPES = {"u8": "<u1", "u16": "<u2", "i16": "<i2", "i32": "<i4", "f32": "<f4"}
_PREDICTED: dict[Coding, tuple[str, ...]] = {"med": ("u16", "i16"), "delta": ("i32",)}
"""Types that a coding is for; every type may be plain."""
_NAMES = {np.dtype(code): name for name, code in _TYPES.items()}


def array_entry(values: npt.NDArray[Any], coding: Coding) -> dict[str, Any]:
    """Return what the header of a payload says of an array: its type, shape and coding.

    Raises
    ------
    ValueError
        If the type is not one that payloads hold, or does not go with the coding.
    """
    name = _NAMES.get(values.dtype.newbyteorder("<"))
    if name is None:
        raise ValueError(f"an array of {values.dtype}: a payload holds {', '.join(_TYPES)}")
    if name not in _PREDICTED.get(coding, (name,)):
        raise ValueError(f"an array of {name}: {coding} is for {' and '.join(_PREDICTED[coding])} only")
    return {"type": name, "shape": list(values.shape), "coding": coding}


def array_bytes(values: npt.NDArray[Any], coding: Coding) -> bytes:
    """Return the bytes of an array, little-endian; ``med`` and ``delta`` write residuals, the highest bytes
    of all before the next lower ones."""
    if coding == "plain":
        return np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<")).tobytes()
    if coding == "delta":
        return delta_residuals(values.ravel()).astype(">u4").view(np.uint8).reshape(-1, 4).T.tobytes()
    if values.size == 0:
        return b""
    residuals = med_residuals(values.reshape(-1, values.shape[-1]).view(np.uint16))
    return (residuals >> 8).astype(np.uint8).tobytes() + (residuals & 0xFF).astype(np.uint8).tobytes()


def delta_residuals(values: npt.NDArray[np.int32]) -> npt.NDArray[np.uint32]:
    """Return how far each value of a row lies from the one before it, the first from 0, modulo 2^32, small
    ones of either sign as small numbers."""
    step = np.diff(values.astype(np.int64), prepend=0).astype(np.int32).astype(np.int64)
    return ((step << 1) ^ (step >> 63)).astype(np.uint32)


def med_residuals(values: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """Return how far each value of a table lies from its prediction, modulo 2^16, small ones of either sign
    as small numbers.

    A value is predicted from its west, north and north-west neighbours by the median edge detector; in the
    first row from the west, in the first column from the north.

    Notes
    -----
    Weinberger, Seroussi and Sapiro (2000), "The LOCO-I lossless image compression algorithm", IEEE Trans.
    Image Processing 9, 1309-1324, equation 1.
    """
    here = values.view(np.int16).astype(np.int32)
    predicted = np.zeros_like(here)
    predicted[0, 1:] = here[0, :-1]
    predicted[1:, 0] = here[:-1, 0]
    west, north, corner = here[1:, :-1], here[:-1, 1:], here[:-1, :-1]
    least, most = np.minimum(west, north), np.maximum(west, north)
    predicted[1:, 1:] = np.where(
        corner >= most, least, np.where(corner <= least, most, west + north - corner)
    )
    residual = (here - predicted).astype(np.int16).astype(np.int32)  # modulo 2^16, as the reader adds it
    return ((residual << 1) ^ (residual >> 15)).astype(np.uint16)
