"""The guides to costs and to who flies in: their commands run, and their file of lines is read."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.study.sovereignty.corridors import read_corridors

GUIDES = Path(__file__).parents[3] / "docs" / "guides"


def text_of(name):
    return (GUIDES / f"{name}.md").read_text(encoding="utf-8")


def commands_of(name):
    return re.findall(r"^\$ skykeep (.*)$", text_of(name), re.MULTILINE)


@pytest.fixture
def lines(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (text,) = re.findall(r"```toml\n(.*?)```", text_of("who-flies-in"), re.DOTALL)
    (tmp_path / "lines.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", [*commands_of("who-flies-in"), *commands_of("what-it-costs")])
def test_the_commands_of_the_guides_run(command, lines):
    found = CliRunner().invoke(app, shlex.split(command))
    assert found.exit_code == 0, found.output


def test_the_file_of_the_guide_is_read(lines):
    (corridor,) = read_corridors("lines.toml")
    assert corridor.name == "From the west to Baghdad"


def test_a_speed_that_is_no_number_is_refused_as_a_speed_with_its_range():
    found = CliRunner().invoke(app, ["sovereignty", "iraq", "--speeds", "900kmh"])
    assert found.exit_code == 2
    assert "--speeds 900kmh: must be speeds in m/s from 10 to 1000 with commas, as 150,250" in found.stderr
