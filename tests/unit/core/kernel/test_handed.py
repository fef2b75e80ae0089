"""Sets of tables on their way from Python to a kernel: what arrives, and what is refused."""

from typing import NamedTuple

import numpy as np
import pytest

from skykeep.core.kernel.handed import handed
from skykeep.core.kernel.jit import array_kernel, generic_kernel
from skykeep.core.kernel.records import Cube, Grid, Record, Rows, as_table


class Cell(Record):
    value: float
    count: int
    flag: bool


class Inner(NamedTuple):
    counts: Rows[int]
    scale: float


class Outer(NamedTuple):
    number: int
    cells: Grid[Cell]
    one: Cell
    block: Cube[float]
    inner: Inner
    keys: Rows[np.uint64]
    pair: tuple[int, float]


def outer():
    cells = Cell.table(2, 3)
    cells["value"] = np.arange(6.0).reshape(2, 3)
    cells["count"] = np.arange(6).reshape(2, 3)
    one = Cell.one()
    one.count = 40
    return Outer(
        number=-7,
        cells=cells,
        one=one,
        block=as_table(np.arange(24.0).reshape(2, 3, 4)),
        inner=Inner(np.arange(10, 15), 0.25),
        keys=np.array([2**63 + 1], dtype=np.uint64),
        pair=(3, 0.5),
    )


@generic_kernel(wrap=True)
def read(tables):
    row = tables.cells[1]
    return (
        tables.number + tables.one.count + len(row) + len(tables.cells) + len(tables.inner.counts),
        row[2].value + tables.block[1, 2, 3] + tables.inner.counts[4] * tables.inner.scale + tables.pair[1],
        tables.keys[0],
    )


@generic_kernel(wrap=True)
def write(tables):
    tables.cells[1, 2].count = 99
    tables.one.flag = True
    tables.inner.counts[0] = -1


def test_a_kernel_reads_every_table_row_and_number_of_the_set():
    assert read(handed(outer())) == (-7 + 40 + 3 + 2 + 5, 5.0 + 23.0 + 14 * 0.25 + 0.5, 2**63 + 1)


def test_a_kernel_writes_into_the_tables_that_python_holds():
    tables = outer()
    write(handed(tables))
    assert tables.cells[1, 2].count == 99
    assert tables.one.flag
    assert tables.inner.counts[0] == -1


def test_what_is_handed_already_stays_as_it_is():
    once = handed(outer())
    assert handed(once) is once


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("name", "table", "said"),
    [
        (
            "block",
            np.zeros((2, 3)),
            r"Outer\.block must be C-contiguous float64 with 3 axes, not float64 \(2, 3\)",
        ),
        ("block", np.zeros((4, 3, 2)).T, r"Outer\.block must be C-contiguous .* strides \(8, 16, 48\)"),
        ("keys", np.zeros(1, dtype=np.int64), r"Outer\.keys must be C-contiguous uint64 .*, not int64"),
        ("one", np.zeros(1)[0], r"Outer\.one must be a row of"),
        ("inner", Inner(np.zeros(3), 1.0), r"Inner\.counts must be C-contiguous int64"),
        ("inner", Inner(np.arange(3), "much"), r"Inner\.scale must be a number, not 'much'"),
    ],
    ids=str,
)
def test_a_table_that_is_not_what_its_annotation_says_is_refused_by_name(name, table, said):
    with pytest.raises(TypeError, match=said):
        handed(outer()._replace(**{name: table}))


@array_kernel()
def doubled(tables):
    found = np.zeros(len(tables.inner.counts))
    for place in range(len(found)):
        found[place] = 2.0 * tables.inner.counts[place]
    return found


def test_a_kernel_that_makes_arrays_takes_sets_too():
    assert doubled(handed(outer())).tolist() == [20.0, 22.0, 24.0, 26.0, 28.0]
