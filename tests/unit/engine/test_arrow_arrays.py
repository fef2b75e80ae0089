"""Numpy columns as Arrow arrays and back: as pyarrow itself makes them."""

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest

from skykeep.engine.arrow_arrays import number_array, numbers_of, word_array

COLUMNS = [
    np.array([3, -1, 2**15 - 1], dtype=np.int16),
    np.array([], dtype=np.int32),
    np.arange(40, dtype=np.int32)[::3],
    np.array([0.5, np.nan, -np.inf, -0.0]),
]


@pytest.mark.parametrize("column", COLUMNS, ids=["int16", "empty", "in steps", "doubles"])
def test_numbers_are_the_array_that_pyarrow_makes(column):
    made = number_array(column)
    made.validate(full=True)
    assert made.type == pa.array(column).type
    assert made.null_count == 0
    np.testing.assert_array_equal(made.to_numpy(), column)


def test_missing_rows_are_null_over_more_than_one_byte_of_the_map():
    values = np.arange(19.0)
    missing = values % 3 == 1
    made = number_array(values, missing=missing)
    made.validate(full=True)
    assert made.equals(pa.array(values, mask=missing))


def test_numbers_of_another_type_are_refused():
    with pytest.raises(KeyError, match="int8"):
        number_array(np.zeros(2, np.int8))


@pytest.mark.parametrize("words", [[], [""], ["one", "", "Łódź", "one"]])
def test_words_are_the_array_that_pyarrow_makes(words):
    made = word_array(words)
    made.validate(full=True)
    assert made.equals(pa.array(words, pa.string()))


def test_numbers_come_back_from_pieces_of_arrays():
    whole = number_array(np.arange(9, dtype=np.int32))
    column = pa.chunked_array([whole.slice(2, 3), whole.slice(0, 0), whole])
    found = numbers_of(column)
    assert found.dtype == np.int32
    np.testing.assert_array_equal(found, [2, 3, 4, *range(9)])


def test_nulls_of_doubles_come_back_as_nan():
    column = pa.chunked_array([pa.nulls(2, pa.float64()), number_array(np.array([1.5]))])
    np.testing.assert_array_equal(numbers_of(column), [np.nan, np.nan, 1.5])


def test_columns_go_to_arrow_and_back_without_pandas():
    code = (
        "import sys, numpy as np, pyarrow as pa\n"
        "from skykeep.engine.arrow_arrays import number_array, numbers_of, word_array\n"
        "made = number_array(np.arange(3.0), missing=np.array([True, False, False]))\n"
        "numbers_of(pa.chunked_array([number_array(np.arange(3, dtype=np.int32))]))\n"
        "pa.DictionaryArray.from_arrays(number_array(np.zeros(2, np.int16)), word_array(['a']))\n"
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
