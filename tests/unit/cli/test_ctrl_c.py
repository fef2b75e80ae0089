"""Ctrl-C at any time: one line, exit code 130, never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import types

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.cli._interrupt import EXIT_INTERRUPTED, INTERRUPTED, CtrlC

PROGRAM = """
import sys
from skykeep.cli import main

class Up:
    def find_spec(name, *_):
        if name == "skykeep.cli._app":
            print("up", flush=True)

sys.meta_path.insert(0, Up)
main()
"""
"""Says ``up`` at the first import of ``main``: before that, an interrupt is Python's own affair."""
COVERAGE = ("coverage", "two-sites", "--json")
RUN = ("run", "iraq-baghdad-s300pmu2-cruise", "--worlds", "2000", "--out", "run")
BRIEF = ("brief", "iraq")


@pytest.mark.parametrize(
    ("words", "delay_s"),
    [
        (COVERAGE, 0.0),
        (RUN, 0.2),
        pytest.param(RUN, 0.02, marks=pytest.mark.slow),
        pytest.param(BRIEF, 0.05, marks=pytest.mark.slow),
        pytest.param(COVERAGE, 0.1, marks=pytest.mark.slow),
        pytest.param(COVERAGE, 0.4, marks=pytest.mark.slow),
        pytest.param(BRIEF, 0.6, marks=pytest.mark.slow),
        pytest.param(RUN, 0.8, marks=pytest.mark.slow),
    ],
)
def test_an_early_ctrl_c_ends_in_one_line(words, delay_s, tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert process.stdout.readline() == "up\n"
    time.sleep(delay_s)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (EXIT_INTERRUPTED, "")
    assert "Traceback" not in err
    assert "Exception ignored" not in err
    assert err.count(INTERRUPTED) == 1
    assert "error" not in err


LEAVING = """
import atexit, signal, sys
import skykeep.cli._app as command_line
from skykeep.cli import main

def strike():
    signal.raise_signal(signal.SIGINT)
    print("went on", flush=True)

def at_last(): atexit.register(strike)

def app():
    {work}

command_line.app = app
{before}
main()
"""


@pytest.mark.parametrize(
    ("before", "work", "ends"),
    [
        ("", "at_last(); sys.exit(0)", (EXIT_INTERRUPTED, "", f"{INTERRUPTED}\n")),
        ("", "at_last(); raise KeyboardInterrupt", (EXIT_INTERRUPTED, "", f"{INTERRUPTED}\n")),
        ("", "at_last(); strike()", (EXIT_INTERRUPTED, "", f"{INTERRUPTED}\n")),
        ("at_last()", "sys.exit(7)", (7, "went on\n", "")),
    ],
    ids=["work is done", "interrupted before", "struck before", "nothing is left to stop"],
)
def test_ctrl_c_on_the_way_out_ends_in_one_line_at_most(before, work, ends, tmp_path):
    program = LEAVING.format(before=before, work=work)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == ends


def test_an_error_that_ctrl_c_became_on_import_is_no_news(tmp_path):
    program = LEAVING.format(
        before="",
        work="""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        raise SystemError("initialization of a module raised an exception")""",
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (EXIT_INTERRUPTED, "", f"{INTERRUPTED}\n")


def test_an_interrupt_that_a_callback_lost_is_raised_again():
    ctrl_c = CtrlC()
    lost = types.SimpleNamespace(exc_type=KeyboardInterrupt)
    before = signal.signal(signal.SIGINT, ctrl_c)
    try:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        ctrl_c.on_unraisable(lost)
        began = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            time.sleep(10.0)
        assert time.monotonic() - began < 5.0
    finally:
        signal.signal(signal.SIGINT, before)


def test_what_goes_wrong_after_ctrl_c_is_no_error_of_the_user(tmp_path):
    ctrl_c = CtrlC()
    ctrl_c.struck = True
    before = signal.signal(signal.SIGINT, ctrl_c)
    try:
        done = CliRunner().invoke(app, ["scenario", "validate", str(tmp_path / "nowhere.toml")])
    finally:
        signal.signal(signal.SIGINT, before)
    assert (done.exit_code, done.stderr) == (EXIT_INTERRUPTED, f"{INTERRUPTED}\n")
