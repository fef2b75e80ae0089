"""Arrays of a payload: what is written can be read back, and smooth ground packs well."""

import json
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from skykeep.page.arrays import QUIET, array_bytes, array_entry, med_residuals
from skykeep.page.container import SCHEMA, packed_payload


def read_back(data, shape, groups):
    """Return a table from its bytes, one value after the other, as a slow second reader does."""
    rows, columns = shape
    count = rows * columns
    folded = [data[at] << 8 | data[count + at] for at in range(count)]
    queues = [folded[sum(groups[:place]) :][:size] for place, size in enumerate(groups)]
    values = {}
    for row in range(rows):
        for column in range(columns):
            west = values.get((row, column - 1), values.get((row - 1, column), 0))
            north = values.get((row - 1, column), west)
            corner = values.get((row - 1, column - 1), north if row else west)
            east = values.get((row - 1, column + 1), north) if row else west
            unrest = abs(west - corner) + abs(corner - north) + abs(north - east)
            code = queues[sum(unrest >= limit for limit in QUIET)].pop(0)
            least, most = min(west, north), max(west, north)
            guess = least if corner >= most else most if corner <= least else west + north - corner
            values[row, column] = (guess + ((code >> 1) ^ -(code & 1)) + 32768) % 65536 - 32768
    assert not any(queues)
    return np.array(list(values.values()), dtype=np.int16).reshape(shape)


@given(
    hnp.arrays(
        np.int16, hnp.array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.integers(-32768, 32767)
    )
)
def test_any_table_comes_back_from_its_residuals(table):
    groups = array_entry(table, "med")["groups"]
    assert np.array_equal(read_back(array_bytes(table, "med"), table.shape, groups), table)


@given(hnp.arrays(np.int32, st.integers(0, 40), elements=st.integers(-(2**31), 2**31 - 1)))
def test_any_row_comes_back_from_its_steps(row):
    planes = np.frombuffer(array_bytes(row, "delta"), dtype=np.uint8).reshape(4, -1).astype(np.int64)
    folded = (planes[0] << 24) | (planes[1] << 16) | (planes[2] << 8) | planes[3]
    steps = (folded >> 1) ^ -(folded & 1)
    assert np.array_equal(np.cumsum(steps).astype(np.int32), row)


@pytest.mark.parametrize(("coding", "kind"), [("med", np.uint16), ("delta", np.int32), ("plain", np.uint8)])
def test_an_array_of_nothing_has_no_bytes(coding, kind):
    assert array_bytes(np.zeros(0, kind), coding) == b""


def test_a_coding_refuses_what_it_is_not_for():
    with pytest.raises(ValueError, match="an array of i16: delta is for i32 only"):
        array_entry(np.zeros(3, np.int16), "delta")
    with pytest.raises(ValueError, match="an array of i32: med is for u16 and i16 only"):
        array_entry(np.zeros((1, 3), np.int32), "med")


def test_residuals_lie_together_by_the_unrest_of_their_neighbours():
    table = np.array([[300, 301], [-5, 700]], dtype=np.int16)
    found = med_residuals(table.view(np.uint16))
    assert found.group.tolist() == [[0, 0], [1, 8]]  # the last: 305 + 1 + 0 about it
    assert array_entry(table, "med")["groups"] == [2, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    assert array_bytes(table, "med")[:4] == bytes(int(each) >> 8 for each in found.folded.ravel())


def test_smooth_ground_packs_in_less_than_half_of_what_plain_heights_take():
    north, east = np.meshgrid(np.linspace(0, 20, 300), np.linspace(0, 20, 300), indexing="ij")
    hills = np.rint(800 + 500 * np.sin(north) * np.cos(1.7 * east)).astype(np.int16)
    plain = len(zlib.compress(array_bytes(hills, "plain"), 9))
    assert len(zlib.compress(array_bytes(hills, "med"), 9)) < 0.5 * plain


def test_a_payload_says_where_each_array_lies():
    ground = np.arange(12, dtype=np.int16).reshape(3, 4)
    codes = np.array([1, 2, 3], dtype=np.uint8)
    packed = packed_payload({"title": "Ü"}, {"ground": (ground, "med"), "codes": (codes, "plain")})
    assert packed[:4] == b"SKYP"
    (length,) = struct.unpack("<I", packed[4:8])
    header = json.loads(packed[8 : 8 + length])
    assert (header["schema"], header["title"]) == (SCHEMA, "Ü")
    body = packed[8 + length :]
    told = header["arrays"]["codes"]
    assert told == {"type": "u8", "shape": [3], "coding": "plain", "at": 24, "bytes": 3}
    assert body[told["at"] : told["at"] + told["bytes"]] == codes.tobytes()
    assert len(body) == 27


def test_an_array_that_no_payload_holds_is_refused():
    with pytest.raises(ValueError, match="float64: a payload holds u8, u16, i16, i32, f32"):
        array_entry(np.zeros(3), "plain")
    with pytest.raises(ValueError, match="med is for u16 and i16 only"):
        array_entry(np.zeros(3, dtype=np.uint8), "med")
