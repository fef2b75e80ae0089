"""``skykeep coverage`` as a user meets it: JSON, table, files, errors on standard error."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from skykeep.cli._app import app

FLAT = ("--system", "s-300pmu-2", "--site", "33.3,44.4", "--terrain", "flat")


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")

    def _run(*words: str):
        with pytest.raises(SystemExit) as left:
            app(["coverage", *words])
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return _run


def test_json_for_two_heights_on_flat_ground(run):
    masts = [word for radar in ("64n6e2", "76n6", "30n6e2") for word in ("--mast", f"{radar}=10")]
    code, out, err = run(*FLAT, *masts, "--k", "1.3333333", "--heights", "15,1000", "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    low, high = answer["heights"]
    assert (low["height_agl_m"], high["height_agl_m"]) == (15.0, 1000.0)
    assert low["detection_ring_m"] == 300_000.0
    assert low["engagement_ring_m"] == 200_000.0
    for name in ("sight_range_m", "seen_range_m", "solid_range_m"):
        assert len(low[name]) == 360
        assert low[name][0] == pytest.approx(low[name][90], rel=0.005)
    assert max(low["seen_range_m"]) < 278_000.0
    assert low["sight_range_m"][0] == pytest.approx(29_000.0, rel=0.01)
    assert set(low["limited_by"]) <= {"horizon", "terrain", "power", "instrument", "elevation", "data"}


def test_the_table_says_ring_share_limits_and_elevation(run):
    code, out, _ = run(*FLAT, "--heights", "100")
    assert code == 0
    for words in (
        "Brochure rings: detection 300 km (derived), engagement 200 km (claimed).",
        "flat ground",
        "cruise-missile",
        "horizon",
        "assumed",
        "Iraq",
    ):
        assert words in out
    assert " ".join(out.split()).count("every public figure at the end against") == 1


@pytest.mark.parametrize("view", ["brochure", "sceptic"])
def test_the_table_names_the_view_that_its_bare_numbers_are_of(run, view):
    _, out, _ = run(*FLAT, "--heights", "100", "--view", view)
    assert f"View: {view}." in out
    assert "best values" not in out
    assert f"values of the {view} view, assumed" in " ".join(out.split())


def test_limits_in_brackets_hold_the_share_before_them(run):
    _, out, _ = run(*FLAT, "--heights", "30,100,1000,9000")
    shares = re.findall(r"([\d.]+)% \((\d+)-(\d+)\)", out)
    assert len(shares) == 8
    for share, low, high in shares:
        assert int(low) <= float(share) <= int(high)


def test_a_scenario_brings_its_site_ground_and_refraction(run):
    code, out, _ = run("iraq-baghdad-s300pmu2-cruise", "--heights", "100", "--json")
    assert code == 0
    answer = json.loads(out)
    assert answer["k"] == pytest.approx(1.24)
    assert answer["terrain"]["source"] == "shipped"
    assert answer["site"]["lat_deg"] == pytest.approx(33.34058)


@pytest.mark.parametrize("view", ["balanced", "brochure", "sceptic"])
def test_a_view_bends_rays_as_a_run_of_that_view_does(run, view):
    from skykeep.catalogue import load_catalogue
    from skykeep.compiler.draws import draw_figures, refraction_factors
    from skykeep.scenario.file import read_scenario

    words = ("iraq-baghdad-s300pmu2-cruise", "--view", view, "--heights", "100", "--terrain", "flat")
    code, out, _ = run(*words, "--json")
    assert code == 0
    answer = json.loads(out)
    assert answer["view"] == view
    catalogue, scenario = load_catalogue(), read_scenario("iraq-baghdad-s300pmu2-cruise")
    asked = replace(scenario, study=replace(scenario.study, view=view, worlds=500))
    drawn = refraction_factors(
        asked, catalogue, draw_figures(asked, catalogue, systems=(), classes=())
    ).drawn.tolist()
    if view == "balanced":
        assert answer["k"] == max(set(drawn), key=drawn.count) == 1.24
    else:
        assert set(drawn) == {answer["k"]} == {1.24 if view == "brochure" else 1.15}


def test_options_replace_what_a_scenario_says(run):
    code, out, _ = run(
        "iraq-baghdad-s300pmu2-cruise", "--heights", "100", "--k", "1.5", "--terrain", "flat", "--json"
    )
    assert code == 0
    assert json.loads(out)["k"] == 1.5
    assert json.loads(out)["terrain"]["source"] == "flat"


@pytest.mark.parametrize(
    ("site", "k", "k_from"),
    [
        ("Baghdad", 1.24, "region baghdad"),
        ("Basra", 2.3, "region gulf_coast"),
        ("Erbil", 1.24, "region baghdad"),
        ("41.0,29.0", 1.37, "region turkiye_coast"),
        ("39.9,32.9", 1.25, "region turkiye_interior"),
        ("31.95,35.9", 1.35, "region jordan_north"),
        ("29.5,35.0", 1.26, "region jordan_south"),
        ("48.2,16.4", 4.0 / 3.0, "region elsewhere"),
    ],
)
def test_a_site_takes_the_median_of_its_region(run, site, k, k_from):
    code, out, _ = run(*FLAT[:2], "--site", site, "--terrain", "flat", "--heights", "1000", "--json")
    assert code == 0
    answer = json.loads(out)
    assert answer["k"] == pytest.approx(k)
    assert answer["k_from"] == k_from
    assert answer["k_limits"][0] < k < answer["k_limits"][1]
    assert any("assumed" in note and "not computed" in note for note in answer["notes"]) == (
        k_from == "region elsewhere"
    )


def test_at_basra_the_median_of_the_gulf_sees_twice_as_much_as_the_standard_atmosphere(run):
    words = (*FLAT[:2], "--site", "Basra", "--heights", "1000", "--json")
    median, standard = (
        json.loads(run(*words, *more)[1])["heights"][0]["seen_share_of_detection_ring"]
        for more in ((), ("--k", "1.3333333"))
    )
    assert standard == pytest.approx(0.24, abs=0.02)
    assert median > 1.8 * standard


def test_a_scenario_with_two_units_gives_both(run):
    code, out, _ = run("two-sites", "--heights", "1000", "--json")
    assert code == 0
    assert len(json.loads(out)["units"]) == 2


def test_out_writes_json_geojson_and_a_map(run, tmp_path):
    pytest.importorskip("matplotlib")
    code, _, err = run(*FLAT, "--heights", "100,1000", "--out", str(tmp_path / "answer"))
    assert code == 0
    assert "wrote" in err
    assert json.loads((tmp_path / "answer" / "coverage.json").read_text())["heights"]
    assert json.loads((tmp_path / "answer" / "coverage.geojson").read_text())["type"] == "FeatureCollection"
    assert (tmp_path / "answer" / "coverage.png").read_bytes().startswith(b"\x89PNG")


def test_neither_workers_nor_a_seed_change_an_answer(run):
    words = (*FLAT, "--heights", "30,100", "--json")
    alone = run(*words, "--jobs", "1")
    assert alone[0] == 0
    assert run(*words, "--jobs", "3") == alone
    assert run(*words, "--seed", "99") == alone


def test_a_city_names_a_site(run):
    code, out, _ = run(
        "--system", "s-300pmu-2", "--site", "Basra", "--terrain", "flat", "--heights", "100", "--json"
    )
    assert code == 0
    assert json.loads(out)["site"]["name"] == "Basra"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--site", "33,44"), "give a scenario, or --system"),
        (("--system", "s-400"), "give --site LAT,LON"),
        (("--system", "s-300pmu3", "--site", "33,44"), "Did you mean 's-300pmu-2'"),
        (("--system", "s-400", "--site", "133,44"), "latitude must lie between"),
        (("--system", "s-400", "--site", "33;44"), "must be latitude and longitude in degrees"),
        (("--system", "s-400", "--site", "33,44,5"), "must be latitude and longitude in degrees"),
        (
            ("--system", "s-400", "--site", "33,44", "--terrain", "nowhere"),
            "neither 'shipped' nor 'world' nor 'flat'",
        ),
        (("--system", "s-400", "--site", "33,44", "--heights", "low"), "must be metres above ground"),
        (("--system", "s-400", "--site", "33,44", "--heights", "-5"), "height -5.0 m"),
        (("--system", "s-400", "--site", "33,44", "--pd", "1"), "pd 1.0: must lie above 0 and below 1"),
        (("--system", "s-400", "--site", "33,44", "--target", "zeppelin"), "no threat class 'zeppelin'"),
        (("--system", "s-400", "--site", "33,44", "--radar", "x"), "has no radar 'x'; it has 91n6e"),
        (("--system", "s-400", "--site", "33,44", "--view", "broch"), "Did you mean 'brochure'"),
        (("--system", "s-400", "--site", "50,10"), "holds no height there"),
        (("--system", "s-400", "--site", "33,44", "--mast", "0"), "mast 0.0 m"),
        (("--system", "s-400", "--site", "33,44", "--mast", "92n6e=0"), "mast of 92n6e 0.0 m"),
        (("--system", "s-400", "--site", "33,44", "--mast", "30n6e2=9"), "s-400 has no radar '30n6e2'"),
        (("--system", "s-400", "--site", "33,44", "--mast", "high"), "mast 'high': must be metres"),
        (
            ("--system", "s-400", "--site", "33,44", "--mast", "9", "--mast", "96l6e=9"),
            "give one height alone",
        ),
        (("iraq-baghdad-s400-cruise", "--system", "s-400"), "not both"),
    ],
)
def test_mistakes_are_said_on_standard_error_without_a_traceback(run, words, message):
    code, out, err = run(*words)
    assert code in (1, 2)
    assert out == ""
    assert message in err.replace("\n", " ")
    assert "Traceback" not in err
