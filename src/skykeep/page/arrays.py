"""Arrays of a payload as bytes: plain, or predicted from their neighbours so that they pack well."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt

__all__ = ["Coding", "array_bytes", "array_entry", "med_residuals"]

Coding = Literal["plain", "med"]

_TYPES = {"u8": "<u1", "u16": "<u2", "i16": "<i2", "f32": "<f4"}
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
    if coding == "med" and name not in {"u16", "i16"}:
        raise ValueError(f"an array of {name}: only u16 and i16 are predicted")
    return {"type": name, "shape": list(values.shape), "coding": coding}


def array_bytes(values: npt.NDArray[Any], coding: Coding) -> bytes:
    """Return the bytes of an array, little-endian; ``med`` writes residuals, high bytes before low bytes."""
    if coding == "plain":
        return np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<")).tobytes()
    residuals = med_residuals(values.reshape(-1, values.shape[-1]).view(np.uint16))
    return (residuals >> 8).astype(np.uint8).tobytes() + (residuals & 0xFF).astype(np.uint8).tobytes()


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
