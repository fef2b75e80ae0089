"""Every number of every file has a sensible lower and upper limit, and each refusal names it."""

import dataclasses
import math
import tomllib
from pathlib import Path

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.entries import read_entry
from skykeep.catalogue.fields import DATA, load_fields
from skykeep.catalogue.places import Place
from skykeep.catalogue.records import RECORD_CLASSES
from skykeep.catalogue.shapes import shapes
from skykeep.errors import CatalogueError
from skykeep.model import (
    NUMBER_LIMITS,
    CostFigures,
    Detection,
    RaidConditions,
    StandardRaid,
    System,
    ThreatClass,
)
from skykeep.scenario.file import scenario_schema

ROOTS = (
    System,
    ThreatClass,
    StandardRaid,
    RaidConditions,
    Detection,
    CostFigures,
    *RECORD_CLASSES.values(),
)
SYSTEM = (DATA / "systems" / "s-400.toml").read_text(encoding="utf-8")
RAID = (DATA / "raids" / "mixed.toml").read_text(encoding="utf-8")


def plain_numbers(cls):
    """Yield the fields of a class and its inner tables that hold plain numbers."""
    for shape in shapes(cls).values():
        if shape.kind in ("number", "whole", "wholes"):
            yield shape.field
        elif shape.kind in ("table", "tables"):
            yield from plain_numbers(shape.inner)


def test_every_plain_number_of_a_catalogue_file_is_in_the_table_of_limits():
    found = {name for cls in ROOTS for name in plain_numbers(cls)}
    assert found == set(NUMBER_LIMITS)
    assert all(-math.inf < low < high < math.inf for low, high in NUMBER_LIMITS.values())


def test_every_figure_has_a_least_and_a_greatest_value():
    rules = load_fields().values()
    assert [rule.name for rule in rules if rule.minimum is None or rule.maximum is None] == []
    assert [rule.name for rule in rules if not math.isfinite(rule.minimum + rule.maximum)] == []


def numbers_without_limits(schema):
    """Yield the name of each number of a JSON Schema that could be anything."""
    if isinstance(schema, list):
        for inner in schema:
            yield from numbers_without_limits(inner)
    elif isinstance(schema, dict):
        if (
            schema.get("type") in ("number", "integer")
            and "const" not in schema
            and not {"minimum", "maximum"} <= set(schema)
        ):
            yield schema.get("title", str(schema))
        for inner in schema.values():
            yield from numbers_without_limits(inner)


def test_every_number_of_a_scenario_has_limits_but_the_salvos_that_are_judged_by_class():
    assert {*numbers_without_limits(scenario_schema())} == {"{'type': 'integer'}"}


@pytest.mark.parametrize("rule", load_fields().values(), ids=lambda rule: rule.name)
def test_a_figure_beyond_its_limits_is_refused_with_the_limit(rule):
    from skykeep.catalogue.figures import read_figure

    for value, words in ((rule.maximum * 1.01 + 1, "or less"), (rule.minimum - 1.01, "or more")):
        whole = float(math.ceil(value)) if rule.whole else value
        table = {"best": whole, "low": whole, "high": whole, "kind": "assumed", "note": "why"}
        with pytest.raises(CatalogueError, match=rf"x\.toml: {rule.name}.*(?:{words}|more than zero)"):
            read_figure(table, Place("x.toml", (rule.name,)), rule, 1.0)


def changed(text: str, cls: type, path: tuple, value: object):
    """Return the entry of a file in which one value is another."""
    tables = tomllib.loads(text)
    table = tables
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = value
    return read_entry(cls, tables, Place("x.toml"), skip=("schema_version", "sources"))


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("count", 100_000, "1 to 1000"),
        ("count", 0, "1 to 1000"),
        ("speed_mps", 1e-9, "1 to 8000"),
        ("speed_mps", 1e300, "1 to 8000"),
        ("height_m", 1e300, "1 to 1.5e"),
        ("axis", 36, "0 to 35"),
        ("delay_s", 1e9, "0 to 86400"),
        ("spacing_s", -1, "0 to 36000"),
        ("count", 10**400, "0 or more"),
        ("height_m", math.inf, "a finite number"),
    ],
)
def test_a_raid_group_beyond_a_limit_is_refused_with_key_and_limit(key, value, allowed):
    with pytest.raises(CatalogueError, match=rf"x\.toml: groups\[0\]\.{key}.*{allowed}"):
        changed(RAID, StandardRaid, ("groups", 0, key), value)


@pytest.mark.parametrize(
    ("path", "value", "allowed"),
    [
        (("engagement_sets",), 1000, "1 to 32"),
        (("doctrine",), {"salvo_size": 2_000_000_000}, "1 to 8"),
        (("doctrine",), {"salvo_by_class": {"srbm": 9}}, "1 to 8"),
        (("notes",), ["x"] * 201, "at most 200"),
        (("summary",), "x" * 10_001, "at most 10000"),
    ],
)
def test_a_plain_number_or_text_of_a_system_beyond_its_limit_is_refused(path, value, allowed):
    with pytest.raises(CatalogueError, match=rf"x\.toml: {path[0]}.*{allowed}"):
        changed(SYSTEM, System, path, value)


def test_a_raid_of_too_many_groups_of_threats_is_refused(tmp_path: Path):
    from skykeep.catalogue.checks import check_raid

    raid = load_catalogue().raids["mixed"]
    large = dataclasses.replace(raid, groups=(dataclasses.replace(raid.groups[0], count=1000),) * 3)
    problems = list(check_raid(large, load_catalogue().threats, load_catalogue().sources))
    assert problems == ["groups: given 3000 threats, allowed at most 2000 in all"]


def test_a_reference_file_with_an_infinite_number_is_refused_with_its_key(tmp_path: Path):
    from skykeep.errors import UsageError
    from skykeep.verify.casefile import read_case_file

    file = tmp_path / "x.json"
    file.write_text('{"cases": [{"expected": {"leakers": [1.0, Infinity]}}]}', encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.json: cases\[0\]\.expected\.leakers\[1\] = Infinity"):
        read_case_file(file, folder="engagement", label="engagement/x.json")
