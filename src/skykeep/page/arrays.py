"""Arrays of a payload as bytes: plain, or predicted from their neighbours so that they pack well."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["QUIET", "Arrays", "Coding", "array_bytes", "array_entry", "delta_residuals", "med_residuals"]

Coding = Literal["plain", "med", "delta"]
Arrays = dict[str, tuple[npt.NDArray[Any], Coding]]
"""Arrays of a payload by name, and how each is written."""

_TYPES = {"u8": "<u1", "u16": "<u2", "i16": "<i2", "i32": "<i4", "f32": "<f4"}
_PREDICTED: dict[Coding, tuple[str, ...]] = {"med": ("u16", "i16"), "delta": ("i32",)}
"""Types that a coding is for; every type may be plain."""
_NAMES = {np.dtype(code): name for name, code in _TYPES.items()}

QUIET = (1, 3, 8, 16, 32, 64, 128, 256, 512)
"""Residuals are written together by how much their neighbours differ from each other, from below the first of
these to the last and more: where these differ little so do residuals, and alike numbers pack well."""


class Residuals(NamedTuple):
    """How far values lie from their predictions, and how much the neighbours of each differ: the place among
    :data:`QUIET`; both [row, column]."""

    folded: npt.NDArray[np.uint16]
    group: npt.NDArray[np.int64]


def array_entry(values: npt.NDArray[Any], coding: Coding) -> dict[str, Any]:
    """Return what the header of a payload says of an array: its type, shape and coding, and how many values
    each group of residuals has.

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
    entry = {"type": name, "shape": list(values.shape), "coding": coding}
    return {**entry, "groups": _group_sizes(values)} if coding == "med" else entry


def array_bytes(values: npt.NDArray[Any], coding: Coding) -> bytes:
    """Return the bytes of an array, little-endian; ``med`` and ``delta`` write residuals, those of ``med``
    group by group, the highest bytes of all before the next lower ones.
    """
    if coding == "plain":
        return np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<")).tobytes()
    if coding == "delta":
        return delta_residuals(values.ravel()).astype(">u4").view(np.uint8).reshape(-1, 4).T.tobytes()
    if values.size == 0:
        return b""
    residuals = med_residuals(_table(values))
    ordered = residuals.folded.ravel()[np.argsort(residuals.group.ravel(), kind="stable")]
    return (ordered >> 8).astype(np.uint8).tobytes() + (ordered & 0xFF).astype(np.uint8).tobytes()


def _table(values: npt.NDArray[Any]) -> npt.NDArray[np.uint16]:
    return values.reshape(-1, values.shape[-1]).view(np.uint16)


def _group_sizes(values: npt.NDArray[Any]) -> list[int]:
    """Return how many values each group has."""
    groups = med_residuals(_table(values)).group.ravel() if values.size else np.zeros(0, np.int64)
    sizes: list[int] = np.bincount(groups, minlength=len(QUIET) + 1).tolist()
    return sizes


def delta_residuals(values: npt.NDArray[np.int32]) -> npt.NDArray[np.uint32]:
    """Return how far each value of a row lies from the one before it, the first from 0, modulo 2^32, small
    ones of either sign as small numbers."""
    step = np.diff(values.astype(np.int64), prepend=0).astype(np.int32).astype(np.int64)
    return ((step << 1) ^ (step >> 63)).astype(np.uint32)


def med_residuals(values: npt.NDArray[np.uint16]) -> Residuals:
    """Return how far each value of a table lies from its prediction, modulo 2^16, small ones of either sign
    as small numbers, and the group of each.

    A value is predicted from its west, north and north-west neighbours by the median edge detector. Beyond
    the table, what lies north of the first row is what lies west, and what lies west of the first column is
    what lies north; north-east of the last column lies its north.

    Notes
    -----
    Weinberger, Seroussi and Sapiro (2000), "The LOCO-I lossless image compression algorithm", IEEE Trans.
    Image Processing 9, 1309-1324, equation 1; groups as its contexts, from gradients of the neighbours.
    """
    here = values.view(np.int16).astype(np.int32)
    west, north, corner, east = (np.zeros_like(here) for _ in range(4))
    west[:, 1:] = here[:, :-1]
    west[1:, 0] = here[:-1, 0]
    north[0], north[1:] = west[0], here[:-1]
    corner[0], corner[1:, 1:], corner[1:, 0] = west[0], here[:-1, :-1], here[:-1, 0]
    east[:, :-1], east[:, -1] = north[:, 1:], north[:, -1]
    east[0] = west[0]
    least, most = np.minimum(west, north), np.maximum(west, north)
    predicted = np.where(corner >= most, least, np.where(corner <= least, most, west + north - corner))
    residual = (here - predicted).astype(np.int16).astype(np.int32)  # modulo 2^16, as the reader adds it
    unrest = np.abs(west - corner) + np.abs(corner - north) + np.abs(north - east)
    return Residuals(
        folded=((residual << 1) ^ (residual >> 15)).astype(np.uint16),
        group=np.searchsorted(QUIET, unrest, side="right"),
    )
