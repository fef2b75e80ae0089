"""The guide to adding a system: its example is loaded as a user would load it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from skykeep.catalogue import catalogue_schema, iter_figures, load_catalogue
from skykeep.model import Tally

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "add-a-system.md"


@pytest.fixture(scope="module")
def blocks() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def example(blocks) -> str:
    assert len(blocks) == 2
    return blocks[0]


def test_the_counted_chance_of_the_guide_joins_its_example(blocks, tmp_path):
    path = tmp_path / "example-sam.toml"
    path.write_text("\n".join(blocks), encoding="utf-8")
    jsonschema.Draft202012Validator(catalogue_schema()).validate(tomllib.loads(path.read_text("utf-8")))
    figures = dict(load_catalogue(path).figures())
    counted = figures["example-sam/interceptors/round/kill_p/cruise-missile"]
    assert [(tally.hits, tally.of) for tally in counted.tallies] == [(9, 12), (7, 9)]
    assert counted.low == pytest.approx(0.258, abs=5e-4)
    sure = Tally(hits=13, of=13, counts="as in the text of the guide")
    assert [round(sure.interval_90[0], 2), round(sure.mean, 2)] == [0.83, 0.96]


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


def test_the_example_joins_the_shipped_systems_as_the_guide_says(example, shipped_copy):
    folder, read_anew = shipped_copy
    before = dict(read_anew().figures())
    path = folder / "systems" / "example-sam.toml"
    path.write_text(example, encoding="utf-8")
    with_own_sources = read_anew()
    head, *tables = re.split(r"^(?=\[)", example, flags=re.MULTILINE)
    moved = [table for table in tables if table.startswith("[sources.")]
    rest = [table for table in tables if not table.startswith("[sources.")]
    path.write_text("#:schema ../schema/system.schema.json\n" + head + "".join(rest), encoding="utf-8")
    with (folder / "sources.toml").open("a", encoding="utf-8") as sources:
        sources.write("\n" + "".join(table.replace("[sources.", "[", 1) for table in moved))
    joined = read_anew()
    assert joined.system("example-sam") == with_own_sources.system("example-sam")
    assert joined.sources == with_own_sources.sources
    assert {name: figure for name, figure in joined.figures() if name in before} == before
