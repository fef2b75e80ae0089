"""Reads a payload back, array by array, as the page's script does."""

import json
import struct

import numpy as np

TYPES = {"u8": "<u1", "u16": "<u2", "i16": "<i2", "i32": "<i4", "f32": "<f4"}


def read_payload(packed):
    """Return the header of a payload and a function that gives its arrays; ``med`` ones are not undone."""
    assert packed[:4] == b"SKYP"
    (length,) = struct.unpack("<I", packed[4:8])
    header = json.loads(packed[8 : 8 + length])
    body = packed[8 + length :]

    def array(name):
        entry = header["arrays"][name]
        part = body[entry["at"] : entry["at"] + entry["bytes"]]
        if entry["coding"] == "delta":
            planes = np.frombuffer(part, dtype=np.uint8).reshape(4, -1).astype(np.int64)
            folded = (planes[0] << 24) | (planes[1] << 16) | (planes[2] << 8) | planes[3]
            return np.cumsum((folded >> 1) ^ -(folded & 1)).astype(np.int32)
        assert entry["coding"] == "plain"
        return np.frombuffer(part, dtype=TYPES[entry["type"]]).reshape(entry["shape"])

    return header, array
