"""``skykeep.place`` and its command: one small question asked once, its answer in every form."""

import json

import pytest
from typer.testing import CliRunner

import skykeep
from skykeep.cli._app import app
from skykeep.errors import UsageError

CITIES = "name,lat,lon\nBaghdad,33.34,44.40\nBasra,30.50,47.82\nMosul,36.34,43.12\nErbil,36.19,44.01\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return a folder with candidates and assets."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "sites.csv").write_text(CITIES, encoding="utf-8")
    (folder / "assets.csv").write_text("name,lat,lon,value\nDam,36.63,42.82,3\nPort,30.03,47.93,1\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def found(files):
    """Return a placement with all that can be asked of it."""
    return skykeep.place(
        "iq",
        "s-300pmu-2",
        2,
        heights=(1000, 3000),
        candidates=files / "sites.csv",
        radars=1,
        radar_system="ground-master-400",
        goal=0.3,
        sides="N,S",
        front=3,
        worlds=2,
        jobs=1,
    )


def test_the_answer_has_the_names_that_scripts_read(found):
    plain = found.to_json()
    assert {"sites", "share", "bound", "gap", "greedy"} <= plain.keys()
    assert {"sites", "share"} <= plain["greedy"].keys()
    assert json.loads(json.dumps(plain)) == plain
    assert found.proven
    assert found.gap == 0.0
    assert len(found.sites) == 2
    assert found.state == "complete"


def test_shares_lie_within_their_limits_and_below_their_bounds(found):
    plain = found.to_json()
    for answer in (plain, plain["radars"]):
        assert 0.0 < answer["share"] <= answer["bound"] <= answer["all_candidates_share"] <= 1.0
        assert answer["greedy"]["share"] <= answer["bound"]
        for row in answer["heights"]:
            assert row["limits"][0] <= row["share"] <= row["limits"][1]
            assert row["share"] <= row["best"]["bound"] + 1e-6
        for site in answer["sites"]:
            assert site["share_if_lost"] <= answer["share"] + 1e-6


def test_heights_weigh_alike_unless_told(found):
    rows = found.heights
    assert found.share == pytest.approx(sum(row.share for row in rows) / len(rows), abs=2e-6)


def test_more_sites_never_cover_less(found):
    shares = [row.share for row in found.front]
    assert shares == sorted(shares)
    assert found.front[1].share == found.share


def test_the_fewest_for_a_goal_meet_it_and_one_less_does_not(found):
    fewest = found.fewest
    assert fewest.proven
    shares = {row.k: row.share for row in found.front}
    assert shares[fewest.k] >= 0.3 > shares.get(fewest.k - 1, 0.0)


def test_a_choice_for_a_side_regrets_nothing_there(found):
    for row in found.sides.rows:
        assert row.regret[row.chosen_for] == 0.0
        assert all(regret >= 0.0 for regret in row.regret.values())


def test_radars_see_more_than_batteries_engage(found):
    assert found.radars.counts == "seen"
    assert found.radars.share > max(site.alone_share for site in found.sites)


def test_few_worlds_give_no_interval_but_say_how_often_another_set_is_better(found):
    assert found.ignorance_90 is None
    assert found.rechosen.worlds == 2


def test_the_table_has_a_row_for_each_site_and_height(found):
    table = found.table
    assert len(table) == 2 * 2 + 1 * 2
    assert set(table.columns) <= set(table.meanings)
    assert table.units["height_agl_m"] == "m"


def test_the_map_is_drawn(found, tmp_path):
    pytest.importorskip("matplotlib")
    svg = found.plot(tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "candidates" in svg
    assert "Iraq" in svg


def test_the_same_question_gives_the_same_answer_on_any_number_of_workers(files):
    one, two = (
        skykeep.place(
            "IQ", "s-300pmu-2", 1, heights=3000, candidates=files / "sites.csv", worlds=2, seed=7, jobs=jobs
        )
        for jobs in (1, 2)
    )
    assert one.to_json() == two.to_json()


def test_assets_are_covered_by_value_and_a_fixed_site_counts_beside_the_chosen(files):
    found = skykeep.place(
        "IQ",
        "s-300pmu-2",
        1,
        heights=3000,
        cover=files / "assets.csv",
        candidates=files / "sites.csv",
        fixed=["Mosul"],
        spacing_km=100,
        worlds=0,
    )
    assert found.share == 1.0
    assert {site.name for site in found.sites if not site.fixed} == {"Basra"}
    assert {site.name for site in found.sites if site.fixed} == {"Mosul"}


def test_radars_alone_are_the_answer(files):
    found = skykeep.place(
        "IQ",
        radars=1,
        radar_system="ground-master-400",
        heights=3000,
        candidates=files / "sites.csv",
        worlds=0,
    )
    assert found.counts == "seen"
    assert found.radars is None


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"k": 0}, "k 0: must be from 1 to the number of candidates, 4"),
        ({"k": 9}, "k 9: must be from 1 to the number of candidates, 4"),
        ({"overlap": 0}, "overlap 0: must be a whole number from 1 to 10"),
        ({"goal": 1.5}, "goal 1.5: must be a share above 0 and up to 1, as 0.5 for half of it"),
        ({"spacing_km": -1.0}, "spacing_km -1.0: must be a number from 0 to 2000"),
        ({"weights": "1,2,3"}, "weights '1,2,3': must be one number for each of the 1 heights"),
        ({"heights": (30, 30)}, "name one height twice"),
        ({"system": "ground-master-400"}, "ground-master-400: engages nothing; place it as radars"),
        ({"radars": 1}, "give the system of the radars too"),
        ({"fixed": ["Atlantis"]}, "fixed 'Atlantis': must be latitude and longitude"),
        ({"sides": "N,X"}, "given 'X'"),
        ({"country": "XX"}, "the borders of 'XX' are not in the package"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(files, asked, words):
    given = {"country": "IQ", "system": "s-300pmu-2", "k": 1, "candidates": files / "sites.csv", "worlds": 0}
    with pytest.raises(skykeep.SkykeepError, match=words):
        skykeep.place(**given | asked)


def test_neither_batteries_nor_radars_is_refused():
    with pytest.raises(
        UsageError, match=r"give a system for the batteries \(--system, as s-400\), or radars"
    ):
        skykeep.place("IQ")


def test_the_command_prints_what_stands_where_what_is_proven_and_what_is_assumed(found, monkeypatch):
    monkeypatch.setattr("skykeep.api.placements.place", lambda *_, **__: found)
    done = CliRunner(env={"COLUMNS": "200"}).invoke(
        app, ["place", "--country", "IQ", "--system", "s-300pmu-2"]
    )
    assert done.exit_code == 0, done.output
    for words in (
        "Two S-300PMU-2 Favorit battalions in Iraq",
        "Proven: no other choice of these candidates covers more",
        "Chosen one after the other (greedy)",
        "left if lost",
        "radar in Iraq",
        "chosen for",
        "no position of a unit",
    ):
        assert words in done.output


def test_heights_that_are_no_numbers_are_refused():
    done = CliRunner().invoke(app, ["place", "--country", "IQ", "--system", "s-300pmu-2", "--height", "low"])
    assert done.exit_code == 2
    assert "height 'low': must be metres above ground" in done.output
