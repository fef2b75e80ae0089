"""The guide to outside eyes: what it writes is read, names every key that there is, and its commands run."""

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner

from skykeep.catalogue import load_catalogue
from skykeep.cli._app import app
from skykeep.scenario.file import parse_scenario, shipped_scenarios
from skykeep.scenario.watch_tables import (
    DegradedModesTable,
    EmissionTable,
    OrbitTable,
    OutsideEyeTable,
    RadarLifeTable,
)

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "outside-eyes.md").read_text(encoding="utf-8")
BASE = shipped_scenarios()["iraq-baghdad-s300pmu2-regiment"].read_text(encoding="utf-8")
WRITTEN = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.strip().splitlines()
]


def scenario_of_the_guide():
    (above,) = [block for block in WRITTEN if block.startswith("launch_on_remote")]
    tables = "\n".join(block for block in WRITTEN if block != above)
    text = BASE.replace('aim = "baghdad"', f'aim = "baghdad"\n{above}')
    return parse_scenario(f"{text}\n{tables}", path=Path("guide.toml"))


def test_what_the_guide_writes_is_read():
    watch = scenario_of_the_guide().watch
    assert [eye.id for eye in watch.eyes] == ["aircraft", "passive-north"]
    assert [rule.mode for rule in watch.emission] == ["turns", "on_cue"]
    assert watch.launch_on_remote == ("east",)
    assert watch.life.track_capacity
    assert watch.life.dwell
    assert watch.degraded.search_range_share == 0.5


@pytest.mark.parametrize(
    "table", [DegradedModesTable, EmissionTable, OrbitTable, OutsideEyeTable, RadarLifeTable]
)
def test_the_guide_names_every_key(table):
    missing = {field.name for field in fields(table)} - set(re.findall(r"\w+", GUIDE))
    unit_of = {"length_m": "length_km", "bearing_rad": "bearing_deg"}
    assert {unit_of.get(name, name) for name in missing} <= set(re.findall(r"\w+", GUIDE))


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_guide_runs(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    few = re.sub(r"(--worlds|--replications) \d+", r"\1 2", line)
    program, *words = shlex.split(few)
    assert program == "skykeep"
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert done.output.strip()


def test_the_guide_names_what_the_catalogue_has():
    catalogue = load_catalogue()
    assert "airborne-early-warning" in catalogue.systems
    assert all(f'passive = "{kind.id}"' in GUIDE for kind in catalogue.outside.passive)
