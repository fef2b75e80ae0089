"""Kernels called by the address of their code: with the types written of them, and what they return."""

from typing import NamedTuple

import numba
import numpy as np
import pytest
from numba.core.errors import TypingError

from skykeep.core.kernel.by_address import by_address, kind_of
from skykeep.core.kernel.entry_point import EntryPoint, enter, entry_point
from skykeep.core.kernel.jit import compile_as_annotated, generic_kernel, kernel
from skykeep.core.kernel.records import Rows
from skykeep.core.raid.account.results import new_results
from skykeep.core.raid.state import new_raid

from ...engine.small_cases import small_case


class Pair(NamedTuple):
    """Tables of two kinds, and numbers of two kinds."""

    floats: Rows[float]
    wholes: Rows[int]
    scale: float
    size: tuple[int, int]


@kernel()
def write(pair: Pair, number: int) -> None:
    """Write a row number, scaled."""
    pair.floats[number] = number * pair.scale


@kernel()
def read(number: int, pair: Pair, more: float) -> int:
    """Return the sum of what a row and the numbers beside it hold."""
    return pair.wholes[number] + int(pair.floats[number] + more) + pair.size[1]


@generic_kernel(wrap=True)
def write_and_read(entries: tuple[EntryPoint, EntryPoint], pair: Pair, rows: int) -> int:
    """Enter both kernels for each row, and return the sum of what came back."""
    total = 0
    handed = by_address(pair)
    for number in range(rows):
        enter(entries[0], (handed, number))
        total += enter(entries[1], (number, handed, 0.5))
    return total


def test_a_kernel_writes_and_returns_by_way_of_the_entry_points_of_others():
    pair = Pair(np.zeros(3), np.array([100, 200, 300]), 2.0, (0, 7))
    entries = (entry_point(write), entry_point(read))
    assert write_and_read(entries, pair, 3) == 600 + (0 + 2 + 4) + 3 * 7
    assert pair.floats.tolist() == [0.0, 2.0, 4.0]


@pytest.mark.compiled
def test_arguments_of_another_type_than_the_entry_point_takes_are_refused():
    @generic_kernel(wrap=True)
    def misuse(entry: EntryPoint, pair: Pair, number: int) -> None:
        enter(entry, (by_address(pair), number))

    pair = Pair(np.zeros(3), np.array([100, 200, 300]), 2.0, (0, 7))
    entry = entry_point(write)
    misuse(entry, pair, 1)
    with pytest.raises(TypingError, match=r"int64 -> none\) was given .*float64\)"):
        misuse(entry, pair, 1.0)
    with pytest.raises(TypingError, match="was given"):
        misuse(entry, pair._replace(scale=2), 1)


@pytest.mark.compiled
def test_a_kernel_that_does_not_return_what_it_says_has_no_entry_point():
    @kernel()
    def half(number: int) -> int:
        return 0.5 * number

    with pytest.raises(TypeError, match="returns float64, not what its annotation says"):
        entry_point(half)


@pytest.mark.compiled
def test_a_caller_compiled_for_tables_in_another_order_is_not_taken_for_this_one():
    """Numba keeps compiled code by the types of arguments, and looks for changes in the caller alone."""

    class Turned(NamedTuple):
        wholes: Rows[int]
        floats: Rows[float]

    class Renamed(NamedTuple):
        floats: Rows[int]
        wholes: Rows[float]

    @kernel()
    def turned(pair: Turned) -> None:
        pair.wholes[0] = 0

    @kernel()
    def renamed(pair: Renamed) -> None:
        pair.floats[0] = 0

    names = [numba.typeof(entry_point(taker)).name for taker in (turned, renamed)]
    assert names[0].replace("Turned", "") != names[1].replace("Renamed", "")


@pytest.mark.compiled
def test_a_kernel_that_others_have_called_by_name_has_an_entry_point_all_the_same():
    pair = Pair(np.zeros(3), np.array([100, 200, 300]), 2.0, (0, 7))
    compile_as_annotated(read)
    entries = (entry_point(write), entry_point(read))
    assert all(entry.address != 0 for entry in entries)
    assert write_and_read(entries, pair, 1) == 107


@pytest.mark.compiled
def test_what_annotations_say_of_a_raid_is_what_it_is_handed_as():
    """Else no entry point would take what the loop over raids hands it."""
    case = small_case()
    hand = numba.njit(lambda tables: by_address(tables))
    for tables in (case.world(0), new_raid(case), new_results(case, 1)):
        kind = numba.typeof(tables)
        assert hand.get_call_template((kind,), {})[0] is not None
        assert hand.overloads[(kind,)].signature.return_type == kind_of(type(tables))
