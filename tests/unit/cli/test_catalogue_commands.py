"""``skykeep catalogue`` as a user meets it: tables, JSON, exit codes, errors on standard error."""

from __future__ import annotations

import json

import pytest

from skykeep.catalogue.fields import DATA
from skykeep.cli import app


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("NO_COLOR", "1")

    def _run(*words: str):
        with pytest.raises(SystemExit) as left:
            app(["catalogue", *words])
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return _run


def test_list_names_systems_threats_and_raids(run):
    code, out, _ = run("list")
    assert code == 0
    for name in ("s-300pmu-2", "bavar-373", "cruise-missile", "decoy-uav", "cruise-24-three-axes"):
        assert name in out
    code, out, _ = run("list", "--json")
    assert [len(json.loads(out)[key]) for key in ("systems", "threats", "raids")] == [7, 12, 5]


def test_show_prints_units_limits_kinds_and_sources_and_makes_assumptions_visible(run):
    code, out, _ = run("show", "s-300pmu-2")
    assert code == 0
    (line,) = [line for line in out.splitlines() if "64n6e2/detection_range" in line]
    assert line.split()[1:] == [
        *("330", "|", "300", "|", "200", "200", "330", "km", "derived", "low"),
        *("hds-encyclopedia,", "hdsm-variants,", "hds-definitions"),
    ]
    (line,) = [line for line in out.splitlines() if "operator_delay" in line]
    assert "ASSUMED" in line
    assert "figures are assumed" in out


def test_show_as_json_holds_every_figure_in_si(run):
    code, out, _ = run("show", "s-300pmu-2", "--json")
    assert code == 0
    figures = {figure["id"]: figure for figure in json.loads(out)["figures"]}
    figure = figures["s-300pmu-2/interceptors/48n6e2/range_max_m"]
    assert (figure["best"], figure["unit"], figure["kind"]) == (200_000.0, "m", "claimed")
    assert figure["favours_defender"] == "high"
    assert figure["sources"] == ["rferl-1997", "china-news-2013"]


@pytest.mark.parametrize("name", ["srbm", "common", "mixed", "uav-40"])
def test_show_knows_threats_raids_and_what_is_common(run, name):
    code, out, _ = run("show", name)
    assert code == 0
    assert f"({name})" in out
    code, out, _ = run("show", name, "--json")
    assert code == 0
    assert json.loads(out)


def test_show_of_an_unknown_id_fails_with_the_nearest_one(run):
    code, out, err = run("show", "s-300pmu2")
    assert (code, out) == (1, "")
    assert "Did you mean 's-300pmu-2'?" in err
    assert "Traceback" not in err


def test_sources_lists_pages_with_their_use(run):
    code, out, _ = run("sources", "--json")
    assert code == 0
    rows = {row["id"]: row for row in json.loads(out)}
    assert rows["rferl-1997"]["address"] == "https://www.rferl.org/a/1086263.html"
    assert all(row["figures"] > 0 for row in rows.values())
    assert "rferl-1997" in run("sources")[1]


def test_check_of_the_shipped_catalogue_is_ok(run):
    code, out, _ = run("check", "--json")
    assert code == 0
    report = json.loads(out)
    assert report["ok"] is True
    assert report["idle_sources"] == []
    assert report["assumed"] < report["figures"]


def test_check_of_a_users_file_says_what_is_wrong_and_exits_with_one(run, tmp_path):
    text = (DATA / "systems" / "s-400.toml").read_text(encoding="utf-8")
    good = tmp_path / "mine.toml"
    good.write_text(text.replace('id = "s-400"', 'id = "mine"', 1), encoding="utf-8")
    assert run("check", str(good))[0] == 0
    bad = tmp_path / "bad.toml"
    bad.write_text(good.read_text(encoding="utf-8").replace("origin =", "orgin =", 1), encoding="utf-8")
    code, out, err = run("check", str(bad))
    assert (code, out) == (1, "")
    assert f"{bad}: orgin: given the unknown key 'orgin'" in err
    code, out, err = run("check", str(bad), "--json")
    assert (code, err) == (1, "")
    assert json.loads(out)["ok"] is False


def test_a_users_system_can_be_shown(run, tmp_path):
    text = (DATA / "systems" / "s-400.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(text.replace('id = "s-400"', 'id = "mine"', 1), encoding="utf-8")
    assert "mine" in run("list", "--extra", str(tmp_path))[1]
    assert run("show", "mine", "--extra", str(tmp_path))[0] == 0


def test_a_path_that_is_not_there_is_a_usage_error(run, tmp_path):
    code, out, err = run("check", str(tmp_path / "nowhere"))
    assert (code, out) == (2, "")
    assert "does not exist" in err
