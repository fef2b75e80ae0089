"""The rule that the guide adds to doctrine is added to a copy of the program, and played there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "docs" / "guides" / "doctrine.md"
COPIED = (
    "src",
    "pyproject.toml",
    "tests/__init__.py",
    "tests/conftest.py",
    "tests/examples.py",
    "tests/slow_tests.txt",
    "tests/unit/__init__.py",
    "tests/unit/core",
    "tests/unit/engine",
    "scenarios",
)
SCENARIO = """
from pathlib import Path

import skykeep
from skykeep.scenario.file import parse_scenario, shipped_scenarios

text = shipped_scenarios()["iraq-baghdad-s300pmu2-cruise"].read_text(encoding="utf-8")
path = Path("scenario.toml")
scenario = parse_scenario(text + "[doctrine]\\nleave_last_s = 60\\n", path=path)
print(" ".join(skykeep.describe(scenario).sentences))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the program in which the diff of the guide is applied."""
    folder = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        source, there = ROOT / name, folder / name
        there.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, there, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, there)
    (diff,) = re.findall(r"```diff\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    subprocess.run(["git", "apply", "-"], input=diff, text=True, cwd=folder, check=True)
    return folder


def run_in(folder, *words):
    """Return what Python says in the copy, whose kernels are not compiled."""
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore:overflow", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_rule_of_the_guide_passes_its_own_test(copy):
    quiet = ("-p", "no:cacheprovider", "-W", "ignore:overflow:RuntimeWarning")
    said = run_in(copy, "-m", "pytest", *quiet, "tests/unit/core/raid/rules/test_leave_last.py")
    assert "1 passed" in said


def test_a_scenario_may_name_the_rule_of_the_guide_and_is_told_with_it(copy):
    assert "no launch in the last 60 s before arrival" in run_in(copy, "-c", SCENARIO)
