"""The guide to doctrine: its table is the catalogue's, its keys are the model's, its example is valid."""

import dataclasses
import re
from pathlib import Path

import pytest

import skykeep
from skykeep.model import Doctrine
from skykeep.scenario.doctrine_keys import doctrine_keys

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "doctrine.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def catalogue():
    return skykeep.load_catalogue()


def rows(heading):
    """Return the rows of the first table whose header begins with a word, as lists of cells."""
    table = GUIDE.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in table]


def test_the_alternatives_of_the_guide_are_those_of_the_catalogue(catalogue):
    listed = {name: (sizes, kind) for name, sizes, kind in rows("alternative")}
    assert listed == {
        found.id: (f"{found.salvo_size}, then {found.later_salvo_size}", str(found.kind))
        for found in catalogue.firing.alternatives
    }


def test_the_keys_of_the_guide_are_those_of_a_doctrine():
    fields = {field.name for field in dataclasses.fields(Doctrine)} - {"rules", "rules_by_class"}
    assert {row[0] for row in rows("key")} == fields | {"by_class"}


def test_the_rules_of_the_guide_are_the_keys_that_rules_read():
    assert [row[0] for row in rows("rule")] == list(doctrine_keys())


def test_what_the_guide_says_is_taken_if_a_key_is_left_out_is_taken():
    plain = {"true": True, "false": False, "0": 0, "none": ()}
    for key, _, left_out in rows("key"):
        if left_out in plain:
            assert getattr(Doctrine(), key) == plain[left_out], key


def test_the_example_of_the_guide_fixes_the_doctrine_of_a_scenario(tmp_path):
    (example,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    shipped = Path(__file__).parents[3] / "scenarios" / "iraq-baghdad-s300pmu2-mixed.toml"
    path = tmp_path / "mine.toml"
    path.write_text(shipped.read_text(encoding="utf-8") + "\n" + example, encoding="utf-8")
    (unit,) = skykeep.load_scenario(path).fire_units
    doctrine = unit.doctrine
    assert (doctrine.salvo_size, doctrine.later_salvo_size) == (2, 1)
    assert dict(doctrine.salvo_by_class) == {"srbm": 4}
    assert (doctrine.rules, doctrine.rules_by_class) == (
        {"reserve_rounds": 8},
        {"srbm": {"reserve_rounds": 0}},
    )
    assert "Doctrine: two first, then one" in str(skykeep.describe(path))


def test_the_settings_that_the_guide_names_can_be_swept():
    for command in re.findall(r"^\$ skykeep (?:sweep|run) (\S+) --set (\S+)=(\S+)", GUIDE, re.MULTILINE):
        scenario, path, values = command
        found = skykeep.sweep(scenario, {path: values}, worlds=1, replications=1)
        assert [point.settings[path] for point in found.points] == values.split(",")
