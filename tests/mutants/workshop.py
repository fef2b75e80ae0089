"""A copy of sources and tests in which faults are planted and tests are run, one fault at a time."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from .faults import CORE, ROOT

_COPIED = ("src", "tests", "pyproject.toml", "scenarios", "docs")
_CPU_S = 240
"""What ends no sooner does not end."""
_PYTEST = (
    "-x",
    "-q",
    "--no-header",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:randomly",
    "--hypothesis-profile=hunt",
)
# interpreted kernels tell overflow of hashes, which compiled ones mean
_QUIET = ("-W", "ignore::RuntimeWarning")


@dataclass(frozen=True)
class Verdict:
    """What became of a fault.

    ``killed``, ``survived``, ``ends not``, which counts as killed, or ``broken`` where tests fail or do not
    end without the fault, too, or none could be run.
    """

    key: str
    file: str
    breaks: str
    outcome: str
    by: str
    took_s: float

    @property
    def survived(self):
        """Whether no test noticed."""
        return self.outcome == "survived"

    def as_dict(self):
        """Return it for a file."""
        return asdict(self)


class Workshop:
    """One copy, used by one thread; ``sound`` tells all of them which tests pass without a fault."""

    def __init__(self, folder, sound):
        self.folder = Path(folder)
        self.running, self.sound = None, sound
        self.stamp = time.time()
        ignored = shutil.ignore_patterns("__pycache__", ".hypothesis", "build", "made")
        for name in _COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, self.folder / name, ignore=ignored)
            elif source.exists():
                shutil.copy2(source, self.folder / name)

    def try_fault(self, fault):
        """Return what becomes of a fault."""
        path = self.folder / CORE / fault.file
        good = path.read_text(encoding="utf-8")
        began_s = time.monotonic()
        try:
            self._write(path, fault.planted(good))
            outcome, by = self.run_tests(fault.tests)
        finally:
            self._write(path, good)
        if (outcome == "killed" and not self.passes(by)) or (
            outcome == "ends not" and not self.end(fault.tests)
        ):
            outcome = "broken"
        return Verdict(fault.key, fault.file, fault.breaks, outcome, by, round(time.monotonic() - began_s, 1))

    def passes(self, test):
        """Whether a test passes without a fault: only then it has noticed one."""
        if test not in self.sound:
            self.sound[test] = self.run_tests([test.removeprefix("tests/")])[0] == "survived"
        return self.sound[test]

    def end(self, tests):
        """Whether tests end without a fault."""
        key = tuple(tests)
        if key not in self.sound:
            self.sound[key] = self.run_tests(tests)[0] != "ends not"
        return self.sound[key]

    def run_tests(self, tests):
        """Run tests until one fails; return the outcome, and which test it was."""
        names = [f"tests/{test}" for test in tests]
        self.running = subprocess.Popen(
            [sys.executable, *_QUIET, "-m", "pytest", *_PYTEST, *_QUIET, *names],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(self.folder / "src"), "NUMBA_DISABLE_JIT": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S)),
        )
        told, _ = self.running.communicate()
        code = self.running.returncode
        if code == 0:
            return "survived", ""
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return "ends not", ""
        failed = [line for line in told.splitlines() if line.startswith(("FAILED ", "ERROR "))]
        if not failed:
            return "broken", told[-2000:]
        return "killed", failed[0].split(" - ")[0].removeprefix("FAILED ").removeprefix("ERROR ")

    def stop(self):
        """End the tests under way."""
        if self.running is not None and self.running.poll() is None:
            os.killpg(self.running.pid, signal.SIGKILL)

    def _write(self, path, text):
        """Write a source so that Python does not take an older one of the same size for it."""
        path.write_text(text, encoding="utf-8")
        self.stamp += 10.0
        os.utime(path, (self.stamp, self.stamp))
