"""SCOPE.md is held: what it keeps out is in no field of the model, key of a file or option of a command."""

import dataclasses
import re
from pathlib import Path

import pytest
from typer.main import get_command

import skykeep.model
from skykeep.catalogue import catalogue_schema
from skykeep.cli._app import app
from skykeep.scenario.file import scenario_schema

SCOPE = (Path(__file__).parents[2] / "SCOPE.md").read_text(encoding="utf-8")
WORDS = re.search(r"```words-kept-out\n(.*?)```", SCOPE, re.DOTALL).group(1).split()  # type: ignore[union-attr]


def properties(schema):
    """Yield every key that a JSON Schema allows, however deep."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from properties(value)


def model_fields():
    """Yield every field of every dataclass of the model."""
    for name in skykeep.model.__all__:
        cls = getattr(skykeep.model, name)
        if dataclasses.is_dataclass(cls):
            yield from (field.name for field in dataclasses.fields(cls))


def options(command):
    """Yield the names of all options and arguments of a command and of those below it."""
    yield from (parameter.name for parameter in command.params)
    for inner in getattr(command, "commands", {}).values():
        yield from options(inner)


NAMES = {
    "scenario files": lambda: properties(scenario_schema()),
    "catalogue files": lambda: properties(catalogue_schema()),
    "the model": model_fields,
    "commands": lambda: options(get_command(app)),
}


def kept_out(names):
    """Return the names that hold a word that is kept out."""
    return sorted({name for name in names for word in WORDS if word in name.lower()})


def test_the_scope_names_what_is_refused_and_the_check_sees_it():
    assert {"guidance", "seeker", "warhead", "fuze", "autopilot", "hardware", "worst_bearing"} <= set(WORDS)
    assert kept_out(["count", "seeker_type", "find_worst_bearing"]) == ["find_worst_bearing", "seeker_type"]


@pytest.mark.parametrize("place", sorted(NAMES))
def test_nothing_outside_the_scope_is_in(place):
    names = set(NAMES[place]())
    assert len(names) > 10
    assert kept_out(names) == []
