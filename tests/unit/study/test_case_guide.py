"""The guide to writing a case: its commands run, its file is valid, and it explains every key."""

from __future__ import annotations

import re
import shlex
import tomllib
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from skykeep.catalogue import load_catalogue
from skykeep.cli._app import app
from skykeep.study.brief_case import BriefCase, case_schema, read_brief_case
from skykeep.study.case_checks import check_case

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "write-a-case.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"^\$ (skykeep .*)$", GUIDE, re.MULTILINE)]


@pytest.fixture
def example(tmp_path):
    path = tmp_path / "lebanon.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def test_the_file_of_the_guide_passes_the_check_and_the_schema(example):
    check_case(read_brief_case(str(example)), load_catalogue())
    jsonschema.validate(tomllib.loads(EXAMPLE), case_schema())


def test_the_commands_of_the_guide_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert [words[0] for words in COMMANDS] == ["case", "case", "case", "brief"]
    for words in COMMANDS[:3]:
        found = CliRunner().invoke(app, words)
        assert found.exit_code == 0, found.output
    assert CliRunner().invoke(app, ["brief", "--help"]).exit_code == 0
    offered = CliRunner().invoke(app, ["brief", "--help"], env={"COLUMNS": "160"}).output
    assert all(word in offered for word in COMMANDS[3] if word.startswith("--"))


def test_the_guide_explains_every_key_of_a_case():
    explained = set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE))
    assert explained == {field.name for field in fields(BriefCase)}
    defined = case_schema()["$defs"]
    nested = {key for each in defined.values() for key in each.get("properties", {})}
    assert {key for key in nested if f"`{key}`" not in GUIDE} == set()
