"""The guide to traffic: what it writes is read, names every key that there is, and its commands run."""

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.scenario.file import parse_scenario, shipped_scenarios
from skykeep.scenario.traffic_tables import TrafficTable

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "traffic.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ skykeep (.*)$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_guide_runs(command, tmp_path):
    words = shlex.split(command.replace("--worlds 60", "--worlds 2"))
    more = ["--out", str(tmp_path / "out"), "--replications", "2"]
    found = CliRunner().invoke(app, [*words, *more, "--set", "terrain.source=flat"])
    assert found.exit_code == 0, found.output


def test_what_the_guide_writes_is_read_and_names_every_key():
    base = shipped_scenarios()["iraq-baghdad-s300pmu2-cruise"].read_text(encoding="utf-8")
    (written,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    table, _, conditions = written.partition("[conditions]")
    text = base.replace("[conditions]", f"[conditions]{conditions}", 1) + f"\n{table}"
    (group,) = parse_scenario(text, path=Path("guide.toml")).traffic
    assert (group.side, group.count, group.alt_msl_m) == ("neutral", 6, 10500)
    assert {field.name for field in fields(TrafficTable)} <= set(
        re.findall(r"^(\w+) = ", table, re.MULTILINE)
    )
