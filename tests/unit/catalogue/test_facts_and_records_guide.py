"""The guide to facts and records: its commands run, and what it writes is read."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import skykeep
from skykeep.cli._app import app

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "facts-and-records.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ skykeep (.*)$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_guide_runs(command):
    found = CliRunner().invoke(app, shlex.split(command))
    assert found.exit_code == 0, found.output


def test_records_of_your_own_are_read_as_the_guide_writes_them(tmp_path):
    (written,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "contracts.toml").write_text(written, encoding="utf-8")
    found = skykeep.load_records(tmp_path).contracts["my-contract"]
    assert found.unit_millions() == {"EUR": (450.0, 450.0)}
    done = CliRunner().invoke(app, ["catalogue", "check", str(tmp_path)])
    assert done.exit_code == 0, done.output


def test_the_python_of_the_guide_gives_what_it_says():
    (written,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    names: dict[str, object] = {}
    exec(written, names)
    records = names["records"]
    assert records.contracts["m-sam-ii-iraq-2024"].unit_millions()["USD"] == (250.0, 350.0)
