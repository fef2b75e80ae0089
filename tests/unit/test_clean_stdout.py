"""What compiled code writes on standard output by itself goes nowhere while a program is solved."""

import os
import subprocess
import sys
import threading

import numpy as np
import pytest
import scipy.optimize

from skykeep.clean_stdout import clean_stdout
from skykeep.study.placement.maximal import best_sites
from skykeep.study.placement.problem import Problem

SPEAKS_FROM_C = """
import ctypes, os
from skykeep.clean_stdout import clean_stdout

libc = ctypes.CDLL(None)
print("before")
libc.puts(b"held back before")
try:
    with clean_stdout():
        os.write(1, b"from a descriptor\\n")
        libc.puts(b"held back by the C library")
        raise ArithmeticError
except ArithmeticError:
    print("after")
libc.puts(b"from C, afterwards")
"""


@pytest.mark.skipif(os.name == "nt", reason="puts of another C library")
def test_c_code_is_not_heard_inside_and_all_else_is():
    done = subprocess.run([sys.executable, "-c", SPEAKS_FROM_C], capture_output=True, text=True, check=True)

    assert sorted(done.stdout.splitlines()) == ["after", "before", "from C, afterwards", "held back before"]


def test_a_closed_standard_output_stays_closed():
    program = (
        "import os; os.close(1)\n"
        "from skykeep.clean_stdout import clean_stdout\n"
        "with clean_stdout(): pass\n"
        "try: os.fstat(1)\n"
        "except OSError: raise SystemExit(7)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 7


def test_the_last_of_several_threads_restores(capfd):
    first_is_inside, second_has_left = threading.Event(), threading.Event()

    def first():
        with clean_stdout():
            first_is_inside.set()
            second_has_left.wait(10.0)
            os.write(1, b"not heard\n")

    thread = threading.Thread(target=first)
    thread.start()
    first_is_inside.wait(10.0)
    with clean_stdout():
        os.write(1, b"not heard either\n")
    second_has_left.set()
    thread.join()
    os.write(1, b"heard\n")

    assert capfd.readouterr().out == "heard\n"


def test_a_placement_is_silent_whatever_its_solver_says(monkeypatch, capfd):
    solve, said = scipy.optimize.milp, []

    def loud(*given, **named):
        said.append(
            os.write(1, b"HighsMipSolverData::transformNewIntegerFeasibleSolution tmpSolver.run();\n")
        )
        return solve(*given, **named)

    monkeypatch.setattr(scipy.optimize, "milp", loud)
    overlapping = np.array([[1, 1, 0, 0, 1], [0, 1, 1, 1, 0], [1, 0, 0, 1, 1], [0, 0, 1, 1, 1]], bool)
    best_sites(Problem(covers=overlapping, weights=np.full((1, 5), 0.2), count=2), time_limit_s=5.0)

    assert said
    assert capfd.readouterr().out == ""
