"""The guide to attrition and supply: what it writes is read, its commands run, its columns are there."""

import re
from pathlib import Path

import pytest

import skykeep
from skykeep.scenario.file import parse_scenario, shipped_scenarios
from skykeep.scenario.upkeep_words import upkeep_sentences

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "attrition-and-supply.md").read_text(
    encoding="utf-8"
)
BASE = shipped_scenarios()["iraq-baghdad-s300pmu2-cruise"].read_text(encoding="utf-8")
COMMON, OWN = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)


def scenario_of_the_guide():
    unit, rest = BASE.split("[raid]", 1)
    return parse_scenario(f"{unit}\n{OWN}\n{COMMON}\n[raid]{rest}", path=Path("guide.toml"))


def test_what_the_guide_writes_is_read():
    (unit,) = scenario_of_the_guide().fire_units
    assert (unit.supply.transloaders, unit.supply.depot_loads, unit.supply.depot_m) == (4, 8, 15_000.0)
    assert (unit.upkeep.spares, unit.upkeep.mtbf_s) == (2, 360_000.0)
    assert (unit.offset.distance_m, unit.alternate.set_up_s) == (8_000.0, 600.0)


def test_everything_that_the_guide_switches_on_is_told_in_one_sentence():
    (said,) = upkeep_sentences(scenario_of_the_guide())
    for words in ("4 transloaders", "8 loads at a depot 15 km away", "with 2 spares", "8 km from its place"):
        assert words in said
    assert "it moves to 33.44, 44.33 once it was shot at" in said


def test_every_key_that_the_tables_take_stands_in_the_guide():
    for table in ("SupplyTable", "UpkeepTable", "AlternateTable", "OffsetTable"):
        fields = getattr(__import__("skykeep.scenario.upkeep_tables", fromlist=[table]), table)
        for name in fields.__dataclass_fields__:
            stem = name.rpartition("_")[0] if name.endswith(("_s", "_m", "_rad", "_mps")) else name
            assert stem in GUIDE, name


@pytest.mark.parametrize("path", re.findall(r"--set (\S+?)=", GUIDE))
def test_the_settings_that_the_guide_names_can_be_swept(path):
    found = skykeep.sweep("iraq-baghdad-s300pmu2-struck", {path: "0,2"}, worlds=1, replications=1)
    assert [point.settings[path] for point in found.points] == [0, 2]


def test_the_shipped_scenario_of_the_guide_runs_and_tells_what_ran_out():
    run = skykeep.run("iraq-baghdad-s300pmu2-struck", worlds=2, replications=2)
    assert {"exhausted_s_battalion", "launchers_lost", "rounds_lost", "repairs"} <= set(
        run.raids.to_pandas().columns
    )
