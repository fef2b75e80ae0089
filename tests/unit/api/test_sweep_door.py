"""``skykeep.sweep`` and ``skykeep sweep``: points that differ by what was set alone."""

import functools
import json
from pathlib import Path

import numpy as np
import pytest

import skykeep

SIZE = {"worlds": 50, "replications": 4, "seed": 3, "jobs": 1}


@pytest.fixture(scope="module")
def found(small):
    """Give a sweep over launchers and salvo size."""
    return skykeep.sweep(small, {"fire_units.0.launchers": [1, 3], "doctrine.salvo_size": [1, 2]}, **SIZE)


@pytest.fixture(scope="module")
def alone(small):
    """Give a function that runs the scenario once with some settings."""

    @functools.cache
    def _alone(**settings):
        return skykeep.run(small, set={PATHS[name]: value for name, value in settings.items()}, **SIZE)

    return _alone


PATHS = {"launchers": "fire_units.0.launchers", "salvo": "doctrine.salvo_size", "count": "raid.count"}


def test_several_settings_make_the_grid(found):
    assert [dict(point.settings) for point in found.points] == [
        {"fire_units.0.launchers": launchers, "doctrine.salvo_size": salvo}
        for launchers in (1, 3)
        for salvo in (1, 2)
    ]


def test_a_point_is_the_run_with_these_settings(found, alone):
    for point, settings in ((found.points[0], (1, 1)), (found.points[-1], (3, 2))):
        assert tuple(dict(point.settings).values()) == settings
        run = alone(launchers=settings[0], salvo=settings[1])
        for name in ("leakers", "stopped_share", "killed", "p_no_leaker", "ledger", "rounds_fired"):
            assert point[name] == run[name]


def test_points_share_their_luck_so_that_more_launchers_change_no_detection(alone):
    few, many = (alone(launchers=count, salvo=2).threats.to_arrow() for count in (1, 3))
    for name in ("start_s", "confirmed_s"):
        assert few[name].equals(many[name])
    assert not few["outcome"].equals(many["outcome"])


def test_the_change_is_the_mean_of_the_paired_differences(found, alone):
    first, last = (
        np.array(alone(launchers=launchers, salvo=salvo).raids.to_arrow()["leakers"])
        for launchers, salvo in ((1, 1), (3, 2))
    )
    change = found.points[-1].leakers_change
    assert change.mean == pytest.approx(float((last - first).mean()))
    low, high = change.mc_error_90
    widths = [point.leakers.mc_error_90[1] - point.leakers.mc_error_90[0] for point in found.points]
    assert high - low < np.hypot(widths[0], widths[-1])
    assert found.points[0].leakers_change.mean == 0.0


def test_a_larger_raid_keeps_the_luck_of_the_threats_that_were_there(alone):
    few, more = (alone(count=count).threats.to_arrow() for count in (11, 22))
    first = {row["threat"]: row for row in few.slice(0, 11).to_pylist()}
    later = {row["threat"]: row for row in more.slice(0, 22).to_pylist()}
    assert set(first) <= set(later)
    same = [first[name]["confirmed_s"] == later[name]["confirmed_s"] for name in first]
    assert sum(same) >= len(same) - 2  # members of a fan may stand elsewhere in a larger one


def test_the_table_has_a_row_for_each_point_and_every_interval(found):
    rows = found.table.to_pylist()
    assert [row["fire_units.0.launchers"] for row in rows] == [1, 1, 3, 3]
    for row, point in zip(rows, found.points, strict=True):
        assert row["leakers_mean"] == point.leakers.mean
        for name in ("mc_error_90", "luck_90", "ignorance_90", "total_90"):
            assert (row[f"leakers_{name}_low"], row[f"leakers_{name}_high"]) == point.leakers[name]
        assert row["ledger_no_round"] == point.ledger.no_round


def test_the_bytes_do_not_depend_on_jobs(found, small):
    again = skykeep.sweep(
        small,
        ["fire_units.0.launchers=1,3", "doctrine.salvo_size=1..2"],
        **(SIZE | {"jobs": 2}),
    )
    assert json.dumps(again.to_json()) == json.dumps(found.to_json())


def test_the_command_prints_the_same_and_writes_what_is_asked_for(found, small, command):
    words = ["sweep", small, "--set", "fire_units.0.launchers=1,3", "--set", "doctrine.salvo_size=1,2"]
    size = ["-w", 50, "-r", 4, "--seed", 3]
    code, out, err = command(*words, *size, "--json", "--out", "there")
    assert code == 0, err
    assert json.loads(out) == json.loads(json.dumps(found.to_json()))
    assert {"settings", "leakers", "stopped_share"} <= set(json.loads(out)["points"][0])
    import pyarrow.parquet as pq

    assert pq.read_table("there/sweep.parquet").equals(found.table.to_arrow())
    assert json.loads(Path("there/sweep.json").read_text(encoding="utf-8")) == json.loads(out)


def test_the_command_prints_a_line_for_each_point(small, command):
    code, out, _ = command("sweep", small, "--set", "raid.count=2,4", "-w", 3, "-r", 2)
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    points = [line[0] for line in lines if line and line[0] in ("2", "4") and line[1] != "raids"]
    assert points == ["2", "4"]
    assert "the same luck" in " ".join(out.split())


def test_the_command_lists_every_path(small, command):
    code, out, _ = command("sweep", small, "--list", "--json")
    paths = {entry["path"]: entry for entry in json.loads(out)["paths"]}
    assert code == 0
    assert paths["fire_units.0.launchers"]["now"] == 3
    assert {"raid.count", "kill_p.srbm", "doctrine.salvo_size"} <= set(paths)
    assert "fire_units.0.launchers" in command("sweep", small, "--list")[1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "give at least one --set PATH=VALUES"),
        (("--set", "fire_units.0.lanchers=1..4"), "Did you mean 'fire_units.0.launchers'?"),
        (("--set", "raid.count=1", "--set", "raid.count=2"), "set raid.count: is given twice"),
        (("--set", "raid.count=1..200", "--set", "study.seed=1..200"), "40000 points, at most 10000"),
        (("--set", "raid.count=1", "--out", "x.docx"), "x.docx: must end in one of .parquet, .csv, .png"),
    ],
)
def test_what_cannot_be_swept_is_refused(small, command, words, message):
    code, out, err = command("sweep", small, *words)
    assert code in (1, 2)
    assert out == ""
    assert message in err


def test_a_run_says_what_was_set_and_goes_on_with_it(small, command):
    words = ["run", small, "--set", "fire_units.0.launchers=1", "-w", 3, "-r", 2, "--out", "one", "--json"]
    code, out, _ = command(*words)
    assert code == 0
    assert any("fire_units.0.launchers = 1" in entry["text"] for entry in json.loads(out)["warnings"])
    assert command("run", "--resume", "one", "--json")[1] == out
    assert skykeep.Run.read("one").scenario_object.fire_units[0].launchers == 1
    assert (
        "must be one here; 'skykeep sweep' takes several"
        in command("run", small, "--set", "raid.count=1,2")[2]
    )


@pytest.mark.parametrize(
    "suffix",
    [".svg", pytest.param(".png", marks=pytest.mark.slow), pytest.param(".pdf", marks=pytest.mark.slow)],
)
def test_the_plot_draws_luck_and_ignorance_as_marks_of_their_own(found, tmp_path, suffix):
    pytest.importorskip("matplotlib")
    first, again = (found.plot(tmp_path / f"{name}{suffix}").read_bytes() for name in ("a", "b"))
    assert first == again
    assert len(first) > 5000
    if suffix == ".svg":
        text = first.decode()
        assert "one raid's luck in the median world" in text
        assert "what public figures let the expectation be" in text
        assert "FillBetween" not in text


def test_a_plot_of_no_known_kind_or_measure_is_refused(found, tmp_path):
    with pytest.raises(skykeep.SkykeepError, match="a chart is written as"):
        found.plot(tmp_path / "x.gif")
    with pytest.raises(skykeep.SkykeepError, match=r"measure 'leeks': must be one of .* Did you mean"):
        found.plot(tmp_path / "x.png", measure="leeks")


def test_ctrl_c_keeps_the_points_that_are_finished(small, command, monkeypatch):
    from skykeep.study import sweep

    played = sweep.run_in_memory
    calls = []

    def stopped_at_the_third(*given, **named):
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return played(*given, **named)

    monkeypatch.setattr(sweep, "run_in_memory", stopped_at_the_third)
    code, out, err = command(
        "sweep", small, "--set", "raid.count=2..6", "-w", 3, "-r", 2, "--json", "--out", "x"
    )
    assert code == 130
    assert json.loads(out)["state"] == "partial"
    assert [point["settings"]["raid.count"] for point in json.loads(out)["points"]] == [2, 3]
    assert "stopped: 2 of 5 points are finished" in err
    assert Path("x/sweep.parquet").is_file()
    calls.clear()
    with pytest.raises(KeyboardInterrupt):
        skykeep.sweep(small, "raid.count=2..6", worlds=3, replications=2)
