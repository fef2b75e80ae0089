"""Descriptions of rows: their memory, what they refuse, and the smallest of what an annotation says."""

import numpy as np
import pytest

from skykeep.core.kernel.records import Cube, Grid, Record, Rows, Stack, as_table, smallest
from skykeep.core.raid.tables import entities as tables


class Post(Record):
    """A row with a field of each type."""

    open: bool
    height_m: float
    crew: int
    key: np.uint64


def described(**fields):
    """Return a description with these fields."""
    return type("Described", (Record,), {"__annotations__": fields})


def test_rows_have_the_annotated_fields_and_begin_with_zeros():
    rows = Post.table(2, 3)
    assert rows.shape == (2, 3)
    assert rows.dtype.names == ("open", "height_m", "crew", "key")
    assert not rows.tobytes().strip(b"\0")
    kinds = [rows.dtype[name] for name in rows.dtype.names]
    assert kinds == [np.bool_, np.float64, np.int64, np.uint64]
    assert all(rows.dtype.fields[name][1] % rows.dtype[name].itemsize == 0 for name in rows.dtype.names)


def test_a_field_is_read_and_written_by_name_of_all_rows_of_some_and_of_one():
    rows = Post.table(2, 3)
    rows["height_m"] = 2.5
    rows["crew"][1] = 7
    rows[1, 2].crew += 1
    rows[0]["key"] = [2**64 - 1, 2, 3]
    assert rows["crew"].tolist() == [[0, 0, 0], [7, 7, 8]]
    assert rows[1, 2].height_m == rows[1][2]["height_m"] == 2.5
    assert rows[0, 0].key == 2**64 - 1
    assert rows[0].crew.tolist() == [0, 0, 0]


def test_a_single_row_is_written_in_its_place():
    row = Post.one()
    row.crew += 2
    row.open = True
    assert row.crew == 2
    assert bool(row.open) is True


@pytest.mark.parametrize("name", ["size", "sum", "shape", "T", "data", "field", "dtype", "mean"])
def test_a_field_that_numpy_takes_for_something_else_is_refused(name):
    with pytest.raises(
        TypeError, match=rf"Described\.{name}: rows of numpy have something else of that name"
    ):
        described(crew=int, **{name: float})


@pytest.mark.parametrize("kind", [str, np.float32, list, Rows[int]])
def test_a_field_of_another_type_is_refused(kind):
    with pytest.raises(TypeError, match=r"Described\.what: .* is not a type of a field"):
        described(what=kind)


def test_a_description_of_a_description_has_the_fields_of_both():
    class Tower(Post):
        sway_m: float

    assert Tower.dtype.names == (*Post.dtype.names, "sway_m")
    assert Post.dtype.names == ("open", "height_m", "crew", "key")


@pytest.mark.parametrize(
    ("hint", "axes"), [(Rows[Post], 1), (Grid[Post], 2), (Cube[Post], 3), (Stack[Post], 4)]
)
def test_an_annotation_of_a_table_says_what_its_rows_are_and_by_how_many_numbers_they_are_found(hint, axes):
    assert (hint.item, hint.axes) == (Post, axes)
    assert smallest(hint).shape == (1,) * axes
    assert smallest(hint).dtype == Post.table(1).dtype


@pytest.mark.parametrize(
    ("hint", "kind"), [(Grid[float], "f8"), (Rows[int], "i8"), (Rows[bool], "?"), (Rows[np.uint64], "u8")]
)
def test_the_smallest_table_of_numbers_has_their_type(hint, kind):
    assert smallest(hint).dtype == np.dtype(kind)
    assert not smallest(hint).any()


def test_the_smallest_of_what_is_no_table_is_zero_or_one_row_of_zeros():
    assert (smallest(int), smallest(float)) == (0, 0.0)
    assert smallest(Post).tobytes() == bytes(Post.dtype.itemsize)


def test_an_array_without_gaps_is_a_table_as_it_is_and_one_with_gaps_is_copied():
    numbers = np.arange(12.0).reshape(3, 4)
    assert as_table(numbers) is numbers
    table = as_table(numbers.T)
    assert table.flags.c_contiguous
    assert np.array_equal(table, numbers.T)


@pytest.mark.parametrize("name", tables.__all__)
def test_every_table_of_a_raid_is_described_with_names_that_rows_do_not_have_of_their_own(name):
    row = getattr(tables, name).one()
    for field in row.dtype.names:
        assert np.ndim(getattr(row, field)) == 0
        assert getattr(row, field) == 0
