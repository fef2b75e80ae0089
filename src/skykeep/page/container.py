"""One payload: a header of plain values and named arrays, in one run of bytes.

The bytes are the four letters ``SKYP``, the length of the header (unsigned, 32 bits, little-endian), the
header as JSON in UTF-8, and the arrays one after the other. The header's ``arrays`` says of each its type,
shape and coding, and where its bytes begin and how many they are, counted from the end of the header.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy.typing as npt

from .arrays import Coding, array_bytes, array_entry

__all__ = ["MAGIC", "SCHEMA", "packed_payload"]

MAGIC = b"SKYP"
SCHEMA = 2
"""Raised whenever a script that reads an older payload would misread a newer one."""


def packed_payload(header: Mapping[str, Any], arrays: Mapping[str, tuple[npt.NDArray[Any], Coding]]) -> bytes:
    """Return a payload; the header gets ``schema`` and ``arrays``.

    Raises
    ------
    ValueError
        If an array is of a type that payloads do not hold, or a number of the header is not finite.
    """
    entries: dict[str, Any] = {}
    parts: list[bytes] = []
    at = 0
    for name, (values, coding) in arrays.items():
        part = array_bytes(values, coding)
        entries[name] = {**array_entry(values, coding), "at": at, "bytes": len(part)}
        parts.append(part)
        at += len(part)
    told = {"schema": SCHEMA, **header, "arrays": entries}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    return b"".join((MAGIC, struct.pack("<I", len(text)), text, *parts))
