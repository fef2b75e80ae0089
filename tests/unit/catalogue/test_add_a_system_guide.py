"""The guide to adding a system: its example is loaded as a user would load it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from skykeep.catalogue import catalogue_schema, iter_figures, load_catalogue

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "add-a-system.md"


@pytest.fixture(scope="module")
def example() -> str:
    (text,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return text


def test_the_example_of_the_guide_is_a_whole_system(example, tmp_path):
    path = tmp_path / "example-sam.toml"
    path.write_text(example, encoding="utf-8")
    system = load_catalogue(path).system("example-sam")
    figures = dict(iter_figures(system))
    assert figures["example-sam/radars/search/detection_range_m"].default_limits
    assert [claim.value for claim in figures["example-sam/launchers/main/launchers"].alternatives] == [
        3.0,
        4.0,
    ]


def test_the_example_of_the_guide_satisfies_the_schema(example):
    jsonschema.Draft202012Validator(catalogue_schema()).validate(tomllib.loads(example))
