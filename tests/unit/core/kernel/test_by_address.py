"""Tables by address against numpy's own indexing: what kernels read and write is what Python has."""

from functools import cache
from typing import Any, NamedTuple

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba.core.errors import TypingError

from skykeep.core.kernel.by_address import by_address, from_python, kind_of
from skykeep.core.kernel.jit import generic_kernel, kernel
from skykeep.core.kernel.records import Cube, Grid, Record, Rows, Stack

from ....examples import examples


class Cell(Record):
    """A row with a field of each type, in an order that leaves gaps between them."""

    flag: bool
    value: float
    other_flag: bool
    count: int
    key: np.uint64


class Inner(NamedTuple):
    """A set within a set."""

    wholes: Rows[int]
    share: float


class Tables(NamedTuple):
    """Tables by one to four numbers, of numbers and of records, and what else a set may hold."""

    line: Rows[float]
    sheet: Grid[int]
    block: Cube[float]
    pile: Stack[float]
    cells: Rows[Cell]
    sheet_of_cells: Grid[Cell]
    pile_of_cells: Stack[Cell]
    flags: Rows[bool]
    keys: Rows[np.uint64]
    one: Cell
    inner: Inner
    scale: float
    pair: tuple[int, float]


def tables_of(shape):
    """Return tables with numbers that are all different; the first axes of ``shape`` are theirs."""

    def counted(*lengths, kind=float):
        return np.arange(1, 1 + np.prod(lengths, dtype=int)).reshape(lengths).astype(kind)

    def cells(*lengths):
        table = Cell.table(*lengths)
        table["value"], table["count"] = counted(*lengths), counted(*lengths, kind=int)
        return table

    return Tables(
        line=counted(*shape[:1]),
        sheet=counted(*shape[:2], kind=np.int64),
        block=counted(*shape[:3]),
        pile=counted(*shape),
        cells=cells(*shape[:1]),
        sheet_of_cells=cells(*shape[:2]),
        pile_of_cells=cells(*shape),
        flags=np.arange(shape[0]) % 2 == 1,
        keys=np.arange(shape[0], dtype=np.uint64) + np.uint64(2**63),
        one=Cell.one(),
        inner=Inner(np.arange(10, 14), 0.25),
        scale=3.0,
        pair=(7, 0.5),
    )


@kernel()
def read_numbers(
    tables: Tables, i: int, j: int, k: int, m: int
) -> tuple[float, int, int, float, float, float, float, float, float, float]:
    return (
        tables.line[i],
        tables.sheet[i, j],
        tables.sheet[i][j],
        tables.block[i, j, k],
        tables.block[i][j][k],
        tables.block[i, j][k],
        tables.block[i][j, k],
        tables.pile[i, j, k, m],
        tables.pile[i][j, k][m],
        tables.pile[i, j, k][m],
    )


@kernel()
def read_cells(tables: Tables, i: int, j: int, k: int, m: int) -> tuple[float, int, float, int, int]:
    row = tables.sheet_of_cells[i]
    return (
        tables.cells[i].value,
        tables.sheet_of_cells[i, j].count,
        row[j].value,
        tables.pile_of_cells[i, j, k, m].count,
        tables.pile_of_cells[i, j][k, m].count,
    )


@kernel()
def read_lengths(
    tables: Tables, i: int, j: int, k: int
) -> tuple[int, int, int, int, int, int, int, int, int, int]:
    return (
        len(tables.line),
        len(tables.sheet),
        len(tables.sheet[i]),
        len(tables.block),
        len(tables.block[i]),
        len(tables.block[i, j]),
        len(tables.pile_of_cells),
        len(tables.pile_of_cells[i]),
        len(tables.pile_of_cells[i][j]),
        len(tables.pile_of_cells[i, j, k]),
    )


@kernel()
def write_all(tables: Tables, i: int, j: int, k: int, m: int) -> None:
    tables.line[i] = -1.0
    tables.sheet[i, j] = -2
    tables.block[i, j][k] = -3.0
    tables.pile[i, j, k, m] = tables.scale * tables.pair[1]
    tables.flags[i] = not tables.flags[i]
    tables.keys[i] += np.uint64(1)
    tables.inner.wholes[3] = tables.pair[0] + len(tables.inner.wholes)
    cell = tables.pile_of_cells[i][j][k, m]
    cell.flag = True
    cell.value = tables.inner.share
    cell.other_flag = not cell.other_flag
    cell.count -= 100
    cell.key = np.uint64(2**64 - 1)
    tables.one.count += 1


@cache
def called(function, compiled):
    """Return a kernel as Python calls it, compiled or as it is written."""
    return from_python(function) if compiled else getattr(function, "py_func", function)


both = pytest.mark.parametrize("compiled", [True, False], ids=["compiled", "as written"])


@st.composite
def places(draw):
    """Give the lengths of four axes and a place in each."""
    shape = draw(st.tuples(*[st.integers(1, 4)] * 4))
    return shape, tuple(draw(st.integers(0, length - 1)) for length in shape)


def at(table, place):
    """Return what stands at a place as a flat table has it."""
    return table.ravel()[np.ravel_multi_index(place[: table.ndim], table.shape)]


@both
@examples(60)
@given(places())
def test_tables_of_one_to_four_axes_are_read_whole_or_part_by_part(compiled, drawn):
    shape, place = drawn
    tables = tables_of(shape)
    line, sheet, block, pile = (at(table, place) for table in tables[:4])
    expected = (line, sheet, sheet, *[block] * 4, *[pile] * 3)
    assert called(read_numbers, compiled)(tables, *place) == expected
    assert called(read_cells, compiled)(tables, *place) == (line, sheet, sheet, pile, pile)
    lengths = tuple(shape[axis] for axis in (0, 0, 1, 0, 1, 2, 0, 1, 2, 3))
    assert called(read_lengths, compiled)(tables, *place[:3]) == lengths


@both
@examples(60)
@given(places())
def test_what_a_kernel_writes_shows_in_python_at_its_place_and_nowhere_else(compiled, drawn):
    shape, place = drawn
    tables, expected = tables_of(shape), tables_of(shape)
    called(write_all, compiled)(tables, *place)
    expected.line[place[:1]] = -1.0
    expected.sheet[place[:2]] = -2
    expected.block[place[:3]] = -3.0
    expected.pile[place] = 1.5
    expected.flags[place[0]] = not expected.flags[place[0]]
    expected.keys[place[0]] = 2**63 + place[0] + 1
    expected.inner.wholes[3] = 11
    for name, value in {"flag": True, "value": 0.25, "other_flag": True, "key": 2**64 - 1}.items():
        expected.pile_of_cells[name][place] = value
    expected.pile_of_cells["count"][place] -= 100
    expected.one.count = 1
    for found, wanted in zip(flat(tables), flat(expected), strict=True):
        assert np.array_equal(found, wanted)


def flat(tables):
    """Return all parts of a set, those of sets in it too."""
    return [*tables[:-3], *tables.inner, *tables[-2:]]


@both
def test_a_table_without_rows_has_no_length(compiled):
    tables = tables_of((1, 1, 1, 1))._replace(line=np.zeros(0), block=np.zeros((1, 1, 0)))
    lengths = called(read_lengths, compiled)(tables, 0, 0, 0)
    assert (lengths[0], lengths[5]) == (0, 0)


def test_numbers_are_handed_by_value():
    @kernel()
    def add(count: int, share: float, flag: bool) -> float:
        count += 1
        return count + share if flag else share

    count = 4
    assert from_python(add)(count, 0.5, True) == 5.5
    assert count == 4


@pytest.mark.compiled
@pytest.mark.parametrize(
    "table", [np.zeros(8)[::2], np.zeros((3, 4)).T, np.zeros((4, 4))[:, 1], Cell.table(4)["value"]]
)
def test_an_array_with_gaps_is_refused(table):
    @generic_kernel(wrap=True)
    def first(rows: Any) -> int:
        return len(by_address(rows))

    assert first(np.ascontiguousarray(table)) == len(table)
    with pytest.raises(TypingError, match="must be C-contiguous"):
        first(table)


@pytest.mark.compiled
def test_a_part_that_a_set_does_not_have_is_refused():
    @kernel()
    def misspelt(tables: Tables) -> int:
        return len(tables.lines)

    with pytest.raises(TypingError, match="Unknown attribute 'lines'"):
        from_python(misspelt)(tables_of((1, 1, 1, 1)))


@pytest.mark.compiled
@pytest.mark.parametrize("index", [0.0, (0, 0), "value"])
def test_an_index_that_is_no_whole_number_or_one_too_many_is_refused(index):
    @generic_kernel(wrap=True)
    def read(rows: Any) -> Any:
        return by_address(rows)[index]

    with pytest.raises(TypingError, match=r"No implementation of function Function.*getitem"):
        read(np.zeros(3))


@pytest.mark.compiled
def test_the_type_that_an_annotation_says_is_that_of_what_is_handed():
    tables = tables_of((2, 2, 2, 2))
    hand = numba.njit(lambda tables: by_address(tables))
    kind = numba.typeof(tables)
    hand.get_call_template((kind,), {})
    assert hand.overloads[(kind,)].signature.return_type == kind_of(Tables)


@pytest.mark.parametrize("hint", [str, list[int], "Rows", np.int32])
def test_an_annotation_of_what_kernels_do_not_know_is_refused(hint):
    with pytest.raises(TypeError, match="is neither a number nor a record nor tables nor a tuple of them"):
        kind_of(hint)
