"""Kernels called by the address of their code: with the types written of them, and what they return."""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt
import pytest
from numba.core.errors import TypingError

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.core.engagement_state import RaidRows, new_log, new_state, raid_rows
from skykeep.core.kernel.entry_point import EntryPoint, _kind, enter, entry_point
from skykeep.core.kernel.jit import kernel
from skykeep.core.raid_columns import RaidColumns, new_columns
from skykeep.core.rows import address
from skykeep.core.world_rows import WorldRows, world_rows

COMPILED = hasattr(world_rows, "py_func")


class Pair(NamedTuple):
    """Columns of two kinds, and numbers of two kinds."""

    floats: npt.NDArray[np.float64]
    wholes: npt.NDArray[np.int64]
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


@kernel(wrap=True)
def write_and_read(entries: tuple[EntryPoint, EntryPoint], pair: Pair, rows: int) -> int:
    """Enter both kernels for each row, and return the sum of what came back."""
    total = 0
    handed = address(pair)
    for number in range(rows):
        enter(entries[0], (handed, number))
        total += enter(entries[1], (number, handed, 0.5))
    return total


def test_a_kernel_writes_and_returns_by_way_of_the_entry_points_of_others():
    pair = Pair(np.zeros(3), np.array([100, 200, 300]), 2.0, (0, 7))
    entries = (entry_point(write), entry_point(read))
    assert write_and_read(entries, pair, 3) == 600 + (0 + 2 + 4) + 3 * 7
    assert pair.floats.tolist() == [0.0, 2.0, 4.0]


needs_compiler = pytest.mark.skipif(not COMPILED, reason="nothing is compiled with NUMBA_DISABLE_JIT=1")


@needs_compiler
def test_arguments_of_another_type_than_the_entry_point_takes_are_refused():
    @kernel(wrap=True)
    def misuse(entry: EntryPoint, pair: Pair, number: int) -> None:
        enter(entry, (address(pair), number))

    pair = Pair(np.zeros(3), np.array([100, 200, 300]), 2.0, (0, 7))
    entry = entry_point(write)
    misuse(entry, pair, 1)
    with pytest.raises(TypingError, match=r"int64 -> none\) was given .*float64\)"):
        misuse(entry, pair, 1.0)
    with pytest.raises(TypingError, match="was given"):
        misuse(entry, pair._replace(scale=2), 1)


@needs_compiler
def test_a_kernel_that_does_not_return_what_it_says_has_no_entry_point():
    @kernel()
    def half(number: int) -> int:
        return 0.5 * number

    with pytest.raises(TypeError, match="returns float64, not what its annotation says"):
        entry_point(half)


@needs_compiler
def test_a_caller_compiled_for_columns_in_another_order_is_not_taken_for_this_one():
    """Numba keeps compiled code by the types of arguments, and looks for changes in the caller alone."""

    class Turned(NamedTuple):
        wholes: npt.NDArray[np.int64]
        floats: npt.NDArray[np.float64]

    class Renamed(NamedTuple):
        floats: npt.NDArray[np.int64]
        wholes: npt.NDArray[np.float64]

    @kernel()
    def turned(pair: Turned) -> None:
        pair.wholes[0] = 0

    @kernel()
    def renamed(pair: Renamed) -> None:
        pair.floats[0] = 0

    for taker, pair in ((turned, Turned), (renamed, Renamed)):
        taker.py_func.__annotations__["pair"] = pair  # a class inside a function is found by no name
    names = [numba.typeof(entry_point(taker)).name for taker in (turned, renamed)]
    assert names[0].replace("Turned", "") != names[1].replace("Renamed", "")


@needs_compiler
def test_what_is_written_of_rows_is_what_kernels_make_of_them():
    """Else no entry point would take what the loop over raids hands it."""
    now_s = np.zeros((1, 1))
    raid = AbstractRaid(threats=1, range_m=1000.0, speed_mps=10.0, start_s=now_s, ready_s=now_s)
    case = abstract_case(AbstractDefence(launchers=1, rounds_per_launcher=1, kill_p=0.5), raid, seed=1)

    def made(maker, *arguments):
        kinds = tuple(numba.typeof(argument) for argument in arguments)
        maker.compile(kinds)
        return maker.overloads[kinds].signature.return_type

    assert made(world_rows, case, 0) == _kind(WorldRows)
    assert made(raid_rows, new_state(case), new_log(0)) == _kind(RaidRows)
    hand = numba.njit(lambda columns: address(columns))
    columns = numba.typeof(new_columns(case, 1))
    assert hand.get_call_template((columns,), {})[0] is not None
    assert hand.overloads[(columns,)].signature.return_type == _kind(RaidColumns)
