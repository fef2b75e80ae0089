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

PROGRAM = "import sys\nfrom skykeep.cli import main\nprint('up', flush=True)\nmain()\n"
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
