"""Assignment files: three forms are read, and every mistake is told with its place and what is allowed."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from skykeep.errors import ScenarioError
from skykeep.model import AssignmentCase
from skykeep.scenario.assignment_file import (
    assignment_schema,
    read_assignment_files,
    shipped_assignments,
)

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "assignment.md").read_text(encoding="utf-8")
OWN = {
    "schema_version": 1,
    "shooters": [{"id": "a", "rounds": 2, "kill_p": {"x": 0.5}}, {"id": "b", "rounds": 1, "kill_p": 0.25}],
    "threats": [{"id": "x", "value": 4.0, "count": 2}, {"id": "y", "value": 1.0}],
}


def read(tmp_path, content, name="mine.json"):
    """Return the one case of a file with this content."""
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    (file,) = read_assignment_files(path)
    (case,) = file.cases
    return case


def test_a_file_of_ones_own_becomes_a_case(tmp_path):
    assert read(tmp_path, OWN) == AssignmentCase(
        name="mine",
        shooters=("a", "b"),
        rounds=(2, 1),
        threats=("x/1", "x/2", "y"),
        value_by_threat=(4.0, 4.0, 1.0),
        kill_p=((0.5, 0.5, 0.0), (0.25, 0.25, 0.25)),
    )


def test_toml_and_json_say_the_same(tmp_path):
    text = 'schema_version = 1\n[[shooters]]\nid = "a"\nrounds = 2\nkill_p = { x = 0.5 }\n'
    text += '[[shooters]]\nid = "b"\nrounds = 1\nkill_p = [0.25, 0.25]\n'
    text += '[[threats]]\nid = "x"\nvalue = 4.0\ncount = 2\n[[threats]]\nid = "y"\nvalue = 1\n'
    assert read(tmp_path, text, "mine.toml") == read(tmp_path, OWN)


def test_the_shipped_assignment_and_that_of_the_guide_are_valid(tmp_path):
    assert list(shipped_assignments()) == ["two-batteries"]
    (file,) = read_assignment_files("two-batteries")
    assert len(file.cases[0].threats) == 12
    blocks = re.findall(r"^```toml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    assert [read(tmp_path, block, "guide.toml").rounds for block in blocks] == [(6,)]


def test_the_keys_of_the_guide_are_those_of_the_schema():
    schema = assignment_schema()
    keys = set(schema["properties"]) - {"schema_version", "shooters", "threats"}
    for group, table in (("shooters", "ShooterTable"), ("threats", "ThreatTable")):
        keys |= {f"{group}.{name}" for name in schema["$defs"][table]["properties"]}
    section = GUIDE.split("| key |", 1)[1].split("\n\n", 1)[0]
    cells = [line.split("|")[1] for line in section.splitlines()[2:]]
    assert {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)} == keys


def test_rows_of_cases_are_read_with_their_optimum(tmp_path):
    row = {"p": [[0.5, 0.0], [0.25, 1.0]], "values": [3, 4], "stock": [2, 1], "max_shots_per_target": 2}
    case = read(tmp_path, {"cases": [row | {"id": "c1", "optimum": 1.5, "dp": 1.5}]})
    assert case == AssignmentCase(
        name="c1",
        shooters=("w0", "w1"),
        rounds=(2, 1),
        threats=("t0", "t1"),
        value_by_threat=(3.0, 4.0),
        kill_p=((0.5, 0.0), (0.25, 1.0)),
        rounds_per_threat_max=2,
        best_known_value=1.5,
    )


def test_a_row_without_probabilities_is_remarked_and_left(tmp_path):
    path = tmp_path / "published.json"
    rows = [{"name": "famous", "published_optimum": 3.0}, {"p": [[0.5]], "values": [2.0], "stok": [3]}]
    path.write_text(json.dumps({"cases": rows}), encoding="utf-8")
    (file,) = read_assignment_files(path)
    assert [case.name for case in file.cases] == ["published[1]"]
    assert file.remarks[0].endswith("cases[0]: famous: holds no kill probabilities (p), so nothing to assign")
    assert file.remarks[1].endswith("cases[1].stok: is not read. Did you mean 'stock'?")
    path.write_text(json.dumps({"cases": rows[:1]}), encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"holds nothing to assign: .* famous: holds no kill prob"):
        read_assignment_files(path)


def test_text_files_of_the_literature_are_read(tmp_path):
    case = read(tmp_path, "2 1 3\n7\n0 0 0.25\n1 0 0.5\n", "wta_2x1x3.txt")
    assert (case.name, case.rounds, case.value_by_threat) == ("wta_2x1x3", (3, 3), (7.0,))
    assert case.kill_p == ((0.25,), (0.5,))


def test_a_folder_gives_its_files_in_order_of_their_names(tmp_path):
    for name in ("b.json", "a.json", "notes.md"):
        (tmp_path / name).write_text(json.dumps(OWN), encoding="utf-8")
    assert [file.path.name for file in read_assignment_files(tmp_path)] == ["a.json", "b.json"]


def changed(**parts):
    """Return the file of one's own with some keys replaced."""
    return OWN | parts


SHOOTER, THREAT = OWN["shooters"][0], OWN["threats"][0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (changed(lokks=2), r"lokks: is not a known key\. Did you mean 'looks'\?"),
        (changed(looks=0), r"looks: given 0, must be at least 1"),
        (changed(rounds_per_threat_max=1.5), r"rounds_per_threat_max: given 1\.5, must be a whole number"),
        (changed(schema_version=2), r"schema_version: given 2, must be at most 1"),
        (changed(shooters=[]), r"shooters: given an array, must be at least one"),
        (
            changed(shooters=[SHOOTER | {"rounds": -1}]),
            r"shooters\[0\]\.rounds: given -1, must be at least 0",
        ),
        (changed(shooters=[SHOOTER, SHOOTER]), r"shooters: id 'a' is given twice"),
        (
            changed(shooters=[SHOOTER | {"kill_p": {"xx": 0.5}}]),
            r"shooters\[0\]\.kill_p\.xx: is no id of threats",
        ),
        (
            changed(shooters=[SHOOTER | {"kill_p": {"x": 1.5}}]),
            r"shooters\[0\]\.kill_p\.x: given '1\.5', must be a number from 0 to 1",
        ),
        (changed(shooters=[SHOOTER | {"kill_p": [0.5]}]), r"kill_p: given 1 numbers, must be 2"),
        (changed(shooters=[SHOOTER | {"kill_p": True}]), r"kill_p: given 'True', must be a number"),
        (changed(threats=[THREAT | {"value": 1e-9}]), r"threats\[0\]\.value: given 1e-09, must be 0 or at"),
        (
            changed(threats=[THREAT | {"count": 1500}, {"id": "z", "value": 1.0, "count": 1500}]),
            r"threats: 3000 in all, must be at most 2000",
        ),
        (
            changed(shooters=[SHOOTER | {"id": f"s{n}", "rounds": 9000} for n in range(2)]),
            r"shooters: 18000 rounds in all, must be at most 10000",
        ),
        ([1], r"must hold a table \(an object\), not list"),
        ({"cases": {}}, r"cases: must be an array of cases"),
        ({"cases": [3]}, r"cases\[0\]: must be a table"),
        ({"cases": [{"p": [[0.5]]}]}, r"cases\[0\]\.values: is missing"),
        ({"cases": [{"p": [[0.5], [0.5, 1]], "values": [1]}]}, r"p\[1\]: holds 2 numbers for 1 values"),
        ({"cases": [{"p": [[2]], "values": [1]}]}, r"p\[0\]: given '2', must be a number from 0 to 1"),
        ({"cases": [{"p": [[0.5]], "values": [1], "stock": [1, 2]}]}, r"stock: must be an array of 1 whole"),
        (
            {"cases": [{"p": [[0.5]], "values": [1], "stock": [1.5]}]},
            r"stock\[0\]: given '1\.5', must be a",
        ),
        ("{", r"is not valid JSON: line 1 column 2"),
        ("", "is empty"),
    ],
)
def test_every_mistake_is_told_with_its_place_and_what_is_allowed(tmp_path, content, message):
    with pytest.raises(ScenarioError, match=rf"mine\.json: .*{message}"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2 1\n", r"line 1: holds 2 numbers, must be 3"),
        ("1 1 x\n7\n0 0 0.5\n", r"line 1: given 'x', must be a whole number from 1 to 10000"),
        ("1 1 1\n7\n", r"holds 2 lines, must be 3: sizes"),
        ("1 1 1\n7\n0 1 0.5\n", r"line 3: weapon 0 and target 1: no such pair, or given twice"),
        ("2 1 1\n7\n0 0 0.5\n0 0 0.5\n", r"line 4: weapon 0 and target 0: no such pair, or given twice"),
        ("1 1 1\n7\n0 0 1.5\n", r"line 3: given '1\.5', must be a number from 0 to 1"),
        ("5000 1 1\n", r"line 1: 5000 weapons and 1 targets, must be at most 1000"),
    ],
)
def test_mistakes_of_text_files_are_told_by_their_line(tmp_path, text, message):
    with pytest.raises(ScenarioError, match=rf"mine\.txt: {message}"):
        read(tmp_path, text, "mine.txt")


def test_a_file_that_is_not_there_is_told_with_the_nearest(tmp_path):
    (tmp_path / "raid.toml").write_text("x = 1", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"no such file or folder\. Did you mean 'raid\.toml'\? Shipped"):
        read_assignment_files(tmp_path / "raids.toml")
    with pytest.raises(ScenarioError, match=r"Did you mean 'two-batteries'\?"):
        read_assignment_files("two-bateries")
    with pytest.raises(ScenarioError, match="no such file or folder"):
        read_assignment_files("nothing\0here")
    (tmp_path / "raid.md").write_text("x", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"must end in one of \.toml, \.json, \.txt"):
        read_assignment_files(tmp_path / "raid.md")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ScenarioError, match="holds no assignment file"):
        read_assignment_files(tmp_path / "empty")


def test_bytes_and_toml_that_cannot_be_read_are_told(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ScenarioError, match="is not UTF-8 text"):
        read_assignment_files(path)
    path.write_text("a = \n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="is not valid TOML"):
        read_assignment_files(path)
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(path.read_text(encoding="utf-8"))


def test_shipped_assignments_say_that_every_number_in_them_is_made_up():
    shipped = shipped_assignments()

    assert shipped
    for path in shipped.values():
        assert "Every number here is made up" in path.read_text(encoding="utf-8"), path
