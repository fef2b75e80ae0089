"""Kernels that are compiled when another one first calls them."""

import os
import subprocess
import sys
from typing import NamedTuple

import numpy as np
import pytest
from numba.core import config
from numba.core.errors import TypingError

from skykeep.core.kernel.by_address import by_address
from skykeep.core.kernel.jit import generic_kernel, kernel
from skykeep.core.kernel.on_demand import (
    compile_on_demand,
    is_compiled,
    kernel_on_demand,
    kernels_on_demand,
)
from skykeep.core.kernel.records import Rows


class Sums(NamedTuple):
    """A table that kernels write to."""

    rows: Rows[float]


@kernel_on_demand()
def add(sums: Sums, row: int, more: float) -> float:
    """Add to a row, and return what it holds."""
    sums.rows[row] += more
    return sums.rows[row]


@kernel_on_demand()
def never_called(sums: Sums) -> None:
    """Write what nobody asks for."""
    sums.rows[0] = np.nan


@kernel()
def add_or_not(sums: Sums, rows: int, adds: bool) -> float:
    """Add one half to each row, if that is wanted; return the last."""
    last = 0.0
    for row in range(rows):
        if adds:
            last = add(sums, row, 0.5)
        elif rows < 0:
            never_called(sums)
    return last


@generic_kernel(wrap=True)
def play(sums: Sums, rows: int, adds: bool) -> float:
    """Do so from Python."""
    return add_or_not(by_address(sums), rows, adds)


def _name_of(name):
    return next(known for known in kernels_on_demand() if known.endswith(f"test_on_demand.{name}"))


def test_a_kernel_is_compiled_by_its_first_call_and_not_before():
    sums = Sums(np.zeros(3))
    assert play(sums, 3, False) == 0.0
    if not config.DISABLE_JIT:
        assert not is_compiled(_name_of("add"))
    assert play(sums, 3, True) == 0.5
    assert play(sums, 3, True) == 1.0
    assert sums.rows.tolist() == [1.0, 1.0, 1.0]
    if not config.DISABLE_JIT:
        assert is_compiled(_name_of("add"))
        assert not is_compiled(_name_of("never_called"))


@pytest.mark.compiled
def test_python_cannot_call_one():
    with pytest.raises(TypeError, match=r"test_on_demand\.add can be called by kernels only"):
        add(Sums(np.zeros(3)), 0, 1.0)


@pytest.mark.compiled
def test_arguments_of_other_types_are_refused():
    @generic_kernel(wrap=True)
    def play_wrongly(sums: Sums) -> float:
        return add(by_address(sums), 0, 1)

    with pytest.raises(TypingError, match=r"test_on_demand\.add takes"):
        play_wrongly(Sums(np.zeros(3)))


FAILS = """
from typing import NamedTuple
import numpy as np
from skykeep.core.kernel.by_address import by_address
from skykeep.core.kernel.jit import generic_kernel
from skykeep.core.kernel.on_demand import kernel_on_demand
from skykeep.core.kernel.records import Rows

class Sums(NamedTuple):
    rows: Rows[float]

@kernel_on_demand()
def spell(sums: Sums) -> float:
    return sums.rows[0] + "one"

@generic_kernel(wrap=True)
def play(sums: Sums) -> float:
    return spell(by_address(sums))

play(Sums(np.zeros(3)))
"""


@pytest.mark.compiled
def test_one_that_does_not_compile_ends_the_process_and_says_which(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(FAILS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, program], capture_output=True, text=True, env=os.environ, check=False
    )
    assert done.returncode == 70
    assert "the kernel __main__.spell does not compile" in done.stderr


@pytest.mark.compiled
def test_every_kernel_on_demand_of_the_engine_compiles():
    from skykeep.core.raid import batch

    assert batch
    names = [name for name in kernels_on_demand() if name.startswith("skykeep.")]
    assert "skykeep.core.radar.scan._affected_snr" in names
    for name in names:
        compile_on_demand(name)
        assert is_compiled(name)
