"""``skykeep.run``: the numbers of the command, typed, with tables that any library takes."""

import json
import re
from pathlib import Path

import pyarrow as pa
import pytest

import skykeep
from skykeep.api import tables
from skykeep.cli._app import app
from skykeep.model import Asset, Study


@pytest.fixture
def command(capsys, monkeypatch, tmp_path):
    """Give a function that runs a command in an empty folder and returns its output and errors."""
    monkeypatch.chdir(tmp_path)

    def _command(*words):
        with pytest.raises(SystemExit):
            app([str(word) for word in words])
        return capsys.readouterr()

    return _command


def test_the_numbers_are_those_of_the_command_to_the_last_digit(command, small, small_run):
    out = command("run", small, "-w", 60, "-r", 14, "--seed", 7, "--json", "--out", "there").out
    assert json.loads(out) == json.loads(json.dumps(small_run.to_json()))
    assert small_run.leakers.mean == json.loads(out)["leakers"]["mean"]
    assert list(small_run.leakers.ignorance_90) == json.loads(out)["leakers"]["ignorance_90"]
    assert sum(small_run.ledger.values()) == small_run.leakers.mean


def test_a_run_in_memory_saves_the_very_files_of_the_command(command, small, small_run, tmp_path):
    command("run", small, "-w", 60, "-r", 14, "--seed", 7, "--json", "--out", "there")
    folder = small_run.save("here")
    names = ("raids.parquet", "threats.parquet", "worlds.parquet", "summary.json")
    assert {name: (folder / name).read_bytes() for name in names} == {
        name: (tmp_path / "there" / name).read_bytes() for name in names
    }
    record, theirs = (json.loads(Path(path, "run.json").read_text()) for path in ("here", "there"))
    assert record["identity"] == theirs["identity"]
    assert record["files_sha256"] == theirs["files_sha256"]
    with pytest.raises(skykeep.SkykeepError, match="here: holds a complete run"):
        small_run.save("here")


def test_a_run_into_a_folder_has_the_same_tables_as_one_in_memory(small, small_run, tmp_path):
    found = skykeep.run(small, worlds=60, replications=14, seed=7, out=tmp_path / "one", jobs=1)
    assert found.to_json() == small_run.to_json()
    for name in ("raids", "threats", "worlds_table"):
        assert getattr(found, name) == getattr(small_run, name)
    with pytest.raises(skykeep.SkykeepError, match="holds a complete run; go on with --resume"):
        skykeep.run(small, worlds=60, replications=14, seed=7, out=tmp_path / "one")
    again = skykeep.run(small, worlds=60, replications=14, seed=7, out=tmp_path / "one", existing="resume")
    assert again.to_json() == found.to_json()


def test_the_tables_hold_the_run(small_run):
    raids = small_run.raids.to_arrow()
    assert len(small_run.raids) == 60 * 14
    assert raids["leakers"].to_numpy().mean() == pytest.approx(small_run.leakers.mean)
    assert len(small_run.threats) == len(small_run.raids) * len(
        set(small_run.threats.to_arrow()["threat"].to_pylist())
    )
    assert len(small_run.worlds_table) == 60
    assert small_run.threats.units["ended_s"] == "s"
    assert "reached its aim" in small_run.threats.meanings["ended_s"]


def test_any_library_that_reads_arrow_takes_a_table(small_run):
    assert pa.table(small_run.raids).equals(small_run.raids.to_arrow())


def test_duckdb_queries_a_table_by_the_name_of_its_variable(small_run):
    duckdb = pytest.importorskip("duckdb")
    raids = small_run.raids
    ((mean,),) = duckdb.sql("select avg(leakers) from raids").fetchall()
    assert mean == pytest.approx(small_run.leakers.mean)
    del raids


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_installed_is_named_in_one_line(small_run, monkeypatch, library):
    def missing(name):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(tables, "import_module", missing)
    convert = getattr(small_run.raids, f"to_{library}")
    with pytest.raises(
        skykeep.SkykeepError, match=f"{library}, which is not installed: pip install {library}$"
    ):
        convert()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_table_becomes_a_frame_of_the_library(small_run, library):
    pytest.importorskip(library)
    frame = getattr(small_run.raids, f"to_{library}")()
    assert list(frame.columns) == list(small_run.raids.columns)
    assert frame["leakers"].sum() == sum(small_run.raids.to_arrow()["leakers"].to_pylist())


def test_a_table_is_written_as_parquet_or_csv_and_as_nothing_else(small_run, tmp_path):
    import pyarrow.parquet as pq
    from pyarrow import csv

    written = small_run.threats.save(tmp_path / "threats.parquet")
    assert pq.read_table(written).equals(small_run.threats.to_arrow())
    text = csv.read_csv(small_run.threats.save(tmp_path / "threats.csv"))
    assert text["outcome"].to_pylist() == small_run.threats.to_arrow()["outcome"].to_pylist()
    with pytest.raises(skykeep.SkykeepError, match=r"is written as \.parquet or \.csv"):
        small_run.threats.save(tmp_path / "threats.xlsx")
    with pytest.raises(skykeep.SkykeepError, match="cannot be written: No such file or directory"):
        small_run.threats.save(tmp_path / "no" / "threats.csv")


def test_a_scenario_is_built_in_python(small_run):
    facts = skykeep.load_catalogue()
    built = skykeep.Scenario(
        id="mine",
        name="Mine",
        assets=(Asset(id="city", name="City", lat_deg=33.3, lon_deg=44.4),),
        fire_units=(skykeep.FireUnit(id="one", system="pantsir-s1", lat_deg=33.3, lon_deg=44.4),),
        raid=facts.raid("uav-40-one-axis")
        if "uav-40-one-axis" in facts.raids
        else next(iter(facts.raids.values())),
        aim="city",
        study=Study(worlds=3, replications=2),
    )
    found = skykeep.run(built, terrain="flat", seed=5)
    assert (found["worlds"], found.replications, found.seed) == (3, 2, 5)
    assert found.scenario_object.terrain.source == "flat"
    assert found.terrain.name.startswith("flat")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"worlds": 0}, "worlds 0: must be a whole number from 1 to 1000000"),
        ({"worlds": True}, "worlds True: must be a whole number"),
        ({"replications": 2.5}, "replications 2.5: must be a whole number"),
        ({"seed": -1}, "seed -1: must be a whole number from 0 to"),
        ({"view": "balansed"}, "view 'balansed': must be one of balanced, brochure, sceptic. Did you mean"),
        ({"jobs": 0}, "jobs 0: must be a whole number from 1"),
        (
            {"terrain": "shiped"},
            "terrain 'shiped' is neither 'shipped' nor 'world' nor 'flat'.* Did you mean 'shipped'",
        ),
        ({"out": "x", "existing": "keep"}, "existing 'keep': must be refuse, resume or replace"),
        ({"catalogue": "none.toml"}, "none.toml: there is no such file or folder"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_the_words_of_the_command_line(small, given, message):
    with pytest.raises(skykeep.SkykeepError, match=message):
        skykeep.run(small, **given)


def test_what_is_no_scenario_is_refused():
    with pytest.raises(skykeep.SkykeepError, match="scenario: given int; must be a path"):
        skykeep.run(3)
    with pytest.raises(skykeep.SkykeepError, match="no such file and no shipped scenario of this name"):
        skykeep.run("iraq-bagdad")


def test_a_notebook_shows_a_run_with_its_text_escaped(small_run):
    from skykeep.api.runs import Run

    page = small_run._repr_html_()
    assert "<td>leakers</td>" in page
    assert small_run.question.split(".")[0] in page
    assert page.count("<svg") == 1
    assert re.search(rf"in \d+ such raids of {small_run.threats_launched}: ", page)
    for heading in ("computed", "luck", "ignorance", "in all", "share", "why"):
        assert f"<th>{heading}</th>" in page
    evil = small_run.to_json() | {"question": "<script>alert(1)</script>"}
    shown = Run(evil, small_run._tables, small_run._given)._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_notebook_says_what_luck_hides_as_the_page_and_the_terminal_do(small_run):
    from skykeep.api.runs import Run

    plain = small_run.to_json()
    split = {"chance": 4.0, "ignorance": -0.1, "ignorance_note": "not separable from zero"}
    hidden = plain["leakers"] | {"ignorance_90": [2.0, 2.0], "variance": split}
    page = Run(plain | {"leakers": hidden}, small_run._tables, small_run._given)._repr_html_()
    row = page.partition("<td>leakers</td>")[2].partition("</tr>")[0]
    assert "<td>not resolved</td>" in row
    assert "2.0 to 2.0" not in row
    assert "Not resolved: the means of the worlds differ by no more than luck makes them" in page


def test_a_run_has_a_hundred_raids_of_its_median_worlds_where_luck_can_be_told(small_run, small):
    plain = small_run.to_json()
    hundred = plain["hundred_raids"]
    assert len(hundred["dots"]) == 84  # as many as there are, for they are fewer than a hundred
    assert (hundred["of_worlds"], hundred["of_raids"]) == (6, 84)
    assert {dot["reason"] for dot in hundred["dots"]} <= {"none_leaked", *plain["ledger"]}
    low, high = plain["leakers"]["luck_90"]
    inside = sum(low <= dot["leakers"] <= high for dot in hundred["dots"])
    assert inside >= 0.9 * 84
    few = skykeep.run(small, worlds=2, replications=1, seed=7, jobs=1).to_json()
    assert few["leakers"]["luck_90"] is None
    assert few["hundred_raids"] is None
