"""``skykeep catalogue`` as a user meets it: tables, JSON, exit codes, errors on standard error."""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

from skykeep.catalogue import iter_figures, load_catalogue
from skykeep.catalogue.fields import DATA
from skykeep.cli._app import app


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
    found = json.loads(out)
    assert [len(found[key]) >= count for key, count in (("systems", 7), ("threats", 12), ("raids", 5))] == [
        True
    ] * 3


def section(out, heading):
    """Return the lines of a printed part, split at wide gaps."""
    lines = out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(heading))
    end = next(number for number in range(start, len(lines)) if not lines[number].strip())
    return [re.split(r"\s{2,}", line.strip()) for line in lines[start + 2 : end]]


def test_show_prints_each_claim_with_unit_limits_kind_and_numbered_sources(run):
    code, out, _ = run("show", "s-300pmu-2")
    assert code == 0
    rows = section(out, "64N6E2 acquisition radar (searching, S band)  radars/64n6e2")
    place = next(number for number, row in enumerate(rows) if row[0] == "printed detection range")
    figure, *claims = rows[place : place + 4]
    assert figure[1:4] == ["300 km", "200 to 330", "derived, low"]
    assert [claim[:2] for claim in claims] == [
        ["or 330 km", "hobby"],
        ["or 300 km", "derived"],
        ["or 200 km", "ASSUMED"],
    ]
    said = re.search(rf"^\[{claims[0][2].split()[0]}\] (.*)$", out, re.MULTILINE)
    assert said.group(1).startswith("HDSM S-300 Variants Explained")
    assert "(hobby, 2025). https://github.com/" in said.group(1)


def test_show_makes_assumptions_and_claimants_visible(run):
    _, out, _ = run("show", "s-300pmu-2")
    assert ["delay of the operators", "10 s", "3 to 60", "ASSUMED"] in section(out, "Command post")
    rows = section(out, "48N6E2 interceptor (blast; needs the radar until the intercept)")
    assert rows[0][:4] == [
        "range against aircraft",
        "200 km",
        "150 to 200",
        "claimed, high (maker, at the Moscow air show)",
    ]
    assert "figures of this entry are assumed" in " ".join(out.split())


def test_a_star_is_explained_where_one_stands_and_nowhere_else(run):
    marked = {}
    for name in load_catalogue().systems:
        _, out, _ = run("show", name)
        table, _, foot = out.rpartition("figures of this entry are assumed")
        marked[name] = bool(re.search(r"\d\* ", table))
        assert ("* marks limits assumed by default" in foot) == marked[name], name


def test_every_figure_of_every_entry_is_printed_and_every_number_of_a_source_is_explained(run):
    catalogue = load_catalogue()
    entries = [*catalogue.systems.values(), *catalogue.threats.values(), catalogue.conditions]
    for entry in entries:
        name = getattr(entry, "id", "common")
        _, out, _ = run("show", name)
        figures = [figure for _, figure in iter_figures(entry)]
        body, _, listing = out.partition("\nSources\n")
        printed = re.findall(
            r"^\S.* (?:exact|\S+ to \S+) +(?:ASSUMED|claimed|reported|derived|hobby)", body, re.MULTILINE
        )
        assert len(printed) == len(figures), name
        explained = [int(number) for number in re.findall(r"^\[(\d+)\] ", listing, re.MULTILINE)]
        assert explained == list(range(1, len(explained) + 1)), name
        used = {source for figure in figures for source in figure.sources}
        used |= {source for figure in figures for claim in figure.alternatives for source in claim.sources}
        assert len(explained) >= len(used), name


def test_the_tables_fit_a_narrow_screen(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = run("show", "patriot")
    body, _, _ = out.partition("\nSources\n")
    assert max(len(line.rstrip()) for line in body.splitlines()) <= 80
    assert "printed detection range" in body


def test_show_of_what_is_common_prints_the_plain_numbers_with_their_reason(run):
    _, out, _ = run("show", "common")
    assert "2 hits in 3 looks of 1 pulse, false alarms 1e-06. All assumed" in out
    assert re.search(
        r"Effective-earth factor, gulf coast: 1\.43 \(weight 0\.3\), .* \[\d+\]\. Gradients", out
    )


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
    assert (code, out) == (2, "")
    assert "Did you mean 's-300pmu-2'?" in err
    assert "Traceback" not in err


def test_sources_lists_pages_with_their_use(run):
    code, out, _ = run("sources", "--json")
    assert code == 0
    rows = {row["id"]: row for row in json.loads(out)}
    assert rows["rferl-1997"]["address"] == "https://www.rferl.org/a/1086263.html"
    assert all(row["figures"] > 0 for row in rows.values())
    out = run("sources")[1]
    assert "rferl-1997 (press, 1997; uses: 1)" in out
    assert "\n  https://www.rferl.org/a/1086263.html\n" in out


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


def test_show_says_which_figures_nothing_depends_on(run):
    from skykeep.scenario.file import read_scenario
    from skykeep.study.prepare import figures_that_count

    code, out, _ = run("show", "s-300pmu-2")
    assert code == 0
    assert "used by no computation: tracks kept at a time (counts only where a scenario" in out
    rows = json.loads(run("show", "s-300pmu-2", "--json")[1])["figures"]
    idle = {row["id"] for row in rows if row["not_used"]}
    assert "s-300pmu-2/radars/64n6e2/track_capacity" in idle
    counted = figures_that_count(read_scenario("iraq-baghdad-s300pmu2-cruise"), load_catalogue())
    ours = {row["id"] for row in rows if not row["id"].endswith("/price_usd")}  # what costs rest on
    assert idle.isdisjoint(counted)
    assert {name for name in ours - idle if "/kill_p/" not in name} <= set(counted)


def test_the_rules_of_costs_are_shown_with_their_limits_and_reasons():
    shown = CliRunner().invoke(app, ["catalogue", "show", "cost", "--notes"], env={"COLUMNS": "160"})
    assert shown.exit_code == 0, shown.output
    for words in ("upkeep share", "Rounds of up to 30 km", "prices/bavar-373", "scholar.afit.edu"):
        assert words in shown.stdout
    plain = json.loads(CliRunner().invoke(app, ["catalogue", "show", "cost", "--json"]).stdout)
    assert {row["id"] for row in plain["figures"]} >= {"cost/upkeep_share", "cost/rounds/long/price_usd"}
