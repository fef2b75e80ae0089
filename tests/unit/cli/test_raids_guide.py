"""The guide to raids as drawn: its commands run, and what it quotes of a scenario is valid."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from skykeep.catalogue import load_catalogue
from skykeep.cli._app import app
from skykeep.scenario.file import read_scenario

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "raids-as-drawn.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ skykeep (.*)$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_guide_runs(command, tmp_path):
    words = shlex.split(command.replace("--worlds 60", "--worlds 2"))
    more = ["--out", str(tmp_path / "out")]
    found = CliRunner().invoke(app, [*words, *more, *(["--replications", "2"])])
    assert found.exit_code == 0, found.output


def test_the_shipped_scenario_of_the_guide_has_waves_decoys_and_recognition():
    scenario = read_scenario("scenarios/iraq-baghdad-s300pmu2-waves.toml")
    assert scenario.classification
    assert scenario.identification
    catalogue = load_catalogue()
    classes = [catalogue.threats[group.threat_class] for group in scenario.raid.groups]
    assert any(threat.is_decoy for threat in classes)
    assert all(group.waves == 3 and group.height_m is None for group in scenario.raid.groups)
