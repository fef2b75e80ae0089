"""Options of a case beside each other: paired, the same on any number of workers, each with its interval."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from skykeep import compare
from skykeep.api.records import Record
from skykeep.api.replays import replay
from skykeep.catalogue import load_catalogue
from skykeep.cli.compare import _print, _small_print
from skykeep.coverage import Site, compute_coverage
from skykeep.coverage.country import country_grid, polar_index
from skykeep.coverage.possible_edges import possible_edges
from skykeep.errors import UsageError
from skykeep.report import comparison_chart
from skykeep.report.comparison_first import first_screen, first_tables
from skykeep.report.comparison_orders import order_sentences, order_tables
from skykeep.report.comparison_parts import part_tables, robustness_sentences
from skykeep.report.comparison_tables import full_tables
from skykeep.report.comparison_words import raid_sentence
from skykeep.study.brief_case import CaseWhatIf, read_brief_case
from skykeep.study.brief_coverage import question_at
from skykeep.study.case_options import CaseOption, OptionUnit, option_units
from skykeep.study.choice import compare as study
from skykeep.study.choice.fielded import fielded_rows
from skykeep.study.choice.orders import order_row
from skykeep.study.choice.play import play_together
from skykeep.study.choice.question import Comparison, ComparisonQuestion
from skykeep.study.choice.reach import reaches
from skykeep.study.choice.rows import Group, reach_row
from skykeep.study.costing.exchange import option_scenario as exchange_scenario
from skykeep.study.executors import SerialExecutor
from skykeep.study.hundred import told_dots
from skykeep.study.intervals import median_worlds
from skykeep.study.montecarlo import run_in_memory
from skykeep.study.option_scenarios import EQUAL_ROUNDS, FIRE_UNIT, option_scenario, unit_ids
from skykeep.study.prepare import prepare
from skykeep.terrain import shipped_terrain

CATALOGUE = load_catalogue()
IRAQ = read_brief_case("iraq")
OPTIONS = (
    CaseOption(id="one", name="One M-SAM-II", units=(OptionUnit(system="m-sam-ii"),)),
    CaseOption(id="twin", name="Its twin", units=(OptionUnit(system="m-sam-ii"),)),
    CaseOption(id="two", name="Two M-SAM-II", units=(OptionUnit(system="m-sam-ii", count=2),)),
    CaseOption(id="none", name="Pantsir", units=(OptionUnit(system="pantsir-s1"),)),
)
CASE = replace(
    IRAQ,
    options=OPTIONS,
    raids=replace(IRAQ.raids, standard=("srbm-8", "uav-40"), lead_raid="srbm-8"),
    what_if=CaseWhatIf(),
)
ASKED = {
    "sites": "basra",
    "raids": "srbm-8",
    "heights_agl_m": 1000.0,
    "worlds": 60,
    "replications": 3,
    "coverage_worlds": 2,
    "seed": 3,
}


@pytest.fixture(scope="module")
def found():
    """Give the comparison of four options against one raid at one site."""
    return compare(CASE, weights="leakers=3,cost=1", jobs=2, **ASKED)


def row_of(found, option, balance="as_it_comes"):
    """Return the row of an option."""
    return next(row for row in found.rows if row.option == option and row.balance == balance)


def pair_of(found, option, other, measure="leakers", balance="as_it_comes"):
    """Return how often one option does better than another."""
    return next(
        row
        for row in found.pairs
        if (row.option, row.other, row.measure, row.balance) == (option, other, measure, balance)
    )


def test_a_row_is_the_run_of_its_scenario(found):
    site = CASE.site("basra")
    scenario = option_scenario(
        replace(CASE, raids=replace(CASE.raids, worlds=60, replications=3, seed=3)),
        CATALOGUE,
        (("m-sam-ii", 1),),
        name="alone",
        site=site,
        raid=CATALOGUE.raid("srbm-8"),
    )
    ready = prepare(scenario, CATALOGUE)
    _, summary = run_in_memory(ready.case, ready.facts)
    row = row_of(found, "one").to_json()
    for name in ("leakers", "p_no_leaker", "rounds_left", "rounds_fired", "stopped_share"):
        assert row[name]["mean"] == pytest.approx(summary[name]["mean"])
        assert row[name]["mc_error_90"] == pytest.approx(summary[name]["mc_error_90"])
    ledger = {name: estimate["mean"] for name, estimate in row["ledger"].items()}
    assert ledger == pytest.approx({name: mean for name, mean in summary["ledger"].items() if mean})


def test_twins_meet_the_same_luck_to_the_last_raid(found):
    both = pair_of(found, "one", "twin")
    assert both.alike == 1.0
    assert both.expected.p == both.one_raid.p == 0.5
    assert row_of(found, "one").leakers == row_of(found, "twin").leakers


def test_two_units_let_fewer_through_than_one_and_what_reaches_nothing_is_beaten(found):
    means = {row.option: row.leakers.mean for row in found.rows if row.balance == "as_it_comes"}
    assert means["two"] < means["one"] < means["none"]
    assert pair_of(found, "one", "two").expected.p < 0.1
    assert pair_of(found, "two", "none").expected.p > 0.9
    winner = next(row for row in found.winners if row.measure == "leakers" and row.balance == "as_it_comes")
    assert winner.leader == "two"


def test_an_option_that_another_beats_everywhere_is_dominated(found):
    rows = {row.option: row for row in found.decision.dominated}
    assert rows["two"].p == 0.0
    assert rows["two"].mc_error_90[1] > 0.0
    assert rows["one"].p >= rows["two"].p
    assert not any(row.is_dominated for row in rows.values())  # coverage of two worlds is too little
    ranks = {row.option: [each.p for each in row.ranks] for row in found.decision.acceptability}
    assert ranks["one"] == ranks["twin"]
    assert all(sum(each) == pytest.approx(1.0) for each in ranks.values())


def test_own_weights_stand_beside_all_weightings(found):
    own = found.decision.own_weights
    assert own.missing == ()
    assert dict(own.weights) == {"leakers/srbm-8": 0.75, "cost": 0.25}
    assert sum(row.ranks[0].p for row in own.ranks) == pytest.approx(1.0)


def walk(value, path=""):
    """Yield every table of plain data with its path."""
    if isinstance(value, dict):
        yield path, value
        for name, each in value.items():
            yield from walk(each, f"{path}/{name}")
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from walk(each, f"{path}[{place}]")


def test_no_number_that_is_computed_stands_without_its_interval(found):
    plain = json.loads(json.dumps(found.to_json()))
    estimates = 0
    for path, table in walk(plain):
        if "/records" in path or "/terrain" in path or "/rests_on" in path:
            continue
        for key in ("mean", "p"):
            if key in table and table.get("mc_error_90", "missing") is not None:
                estimates += 1
                assert len(table["mc_error_90"]) == 2, path
                assert table["mc_error_90"][0] <= table[key] + 1e-9, path
                assert table[key] <= table["mc_error_90"][1] + 1e-9, path
            elif key in table:
                raise AssertionError(f"{path}: a {key} without an interval")
        for end in ("best", "mid", "mid_musd", "mid_years"):
            if end in table:
                low, high = (end.replace("mid", each).replace("best", each) for each in ("low", "high"))
                assert table[low] <= table[end] <= table[high], path
    assert estimates > 100


def test_the_same_bytes_whoever_does_the_work(found):
    alone = compare(CASE, weights="leakers=3,cost=1", jobs=1, **ASKED)
    assert json.dumps(alone.to_json()) == json.dumps(found.to_json())


def test_a_subset_of_options_keeps_its_numbers(found):
    few = compare(CASE, options=["two"], losses=False, balances="as_it_comes", **ASKED)
    assert row_of(few, "two").leakers == row_of(found, "two").leakers
    assert few.decision is None
    assert few.winners[0].note == "there is one option alone"


def test_a_hundred_raids_stand_for_each_option(found):
    dots = found.dots
    assert dots.site == "basra"
    for option in ("one", "two", "none"):
        assert len(dots.options[option].dots) == 100
        assert (dots.options[option].of_raids, dots.options[option].of_worlds) == (102, 6)
        leakers = [dot.leakers for dot in dots.options[option].dots]
        assert leakers == sorted(leakers)
    pair = dots.pairs["two"] if dots.lead != "two" else dots.pairs["one"]
    assert pair.fewer_past_first + pair.alike + pair.fewer_past_second == 100


def test_the_dots_are_raids_that_were_played_in_the_worlds_nearest_to_the_median():
    alone = replace(CASE, raids=replace(CASE.raids, worlds=60, replications=3, seed=3))
    site = next(each for each in CASE.sites if each.id == "basra")
    scenario = option_scenario(
        alone,
        CATALOGUE,
        option_units(OPTIONS[0], CATALOGUE),
        name="dots",
        site=site,
        raid=CATALOGUE.raid("uav-40"),
    )
    asked = {"terrain": shipped_terrain(), "executor": SerialExecutor(), "goal": None}
    played, _ = play_together({"one": scenario}, CATALOGUE, with_median=True, **asked)
    one = played["one"]
    worlds = np.sort(median_worlds(one.outcomes.leakers))
    drawn = {tuple(row[:3]) for row in one.median.leakers}
    assert one.median.leakers.shape == (6, 17)
    assert drawn == {tuple(row) for row in one.outcomes.leakers[worlds]}  # the same luck, and more of it
    assert np.array_equal(one.median.ledger.sum(axis=2), one.median.leakers)
    assert sorted(one.median_worlds) == worlds.tolist()
    told = told_dots(
        one.median.leakers, one.median.ledger, one.median.rounds_left, one.reasons, one.median_worlds
    )["dots"][60]
    at_basra = replace(alone, raids=replace(alone.raids, site="basra"))
    alike = exchange_scenario(at_basra, OPTIONS[0], CATALOGUE, CATALOGUE.raid("uav-40"))
    raid = replay(alike, world=told["world"], replication=told["replication"], catalogue=CATALOGUE)
    leaked = Counter(row["reason"] for row in raid.threats.to_pylist() if row["outcome"] == "leaked")
    assert leaked == told["ledger"]


def test_losing_the_only_engagement_radar_ends_one_unit_and_not_two(found):
    rows = {row.option: row for row in found.robustness}
    assert not rows["one"].worst.shoots
    assert rows["one"].worst.leakers.mean == 8.0
    assert rows["two"].worst.shoots
    assert rows["two"].worst.leakers.mean < 8.0


def test_every_part_is_lost_in_turn_and_the_mean_is_that_of_all(found):
    for row in found.robustness:
        assert len(row.losses) == row.parts >= 3
        lost = [each.stopped_share_lost.mean for each in row.losses]
        assert row.mean_stopped_share_lost.mean == pytest.approx(np.mean(lost))
        assert row.ending == sum(not each.shoots for each in row.losses)
        for each in row.losses:
            assert each.shoots or each.stopped_share_lost.mean == pytest.approx(row.whole_stopped_share.mean)
    rows = {row.option: row for row in found.robustness}
    assert rows["two"].mean_stopped_share_lost.mean < rows["one"].mean_stopped_share_lost.mean
    assert rows["two"].ending == 0 < rows["one"].ending


def test_what_is_fielded_stands_in_words_beside_every_comparison(found):
    told = {(row.option, row.balance): row for row in found.fielded}
    assert told["one", "as_it_comes"].words == "1 M-SAM-II (Cheongung-II)"
    assert told["one", "equal_cost"].units == 2
    assert re.search(
        r"^2 M-SAM-II .*: the money buys 2\.0 times the option \(2\.0 to 2\.0\), 2 played",
        told["one", "equal_cost"].words,
    )
    launchers = CASE.raids.equal_launchers
    assert f"{launchers // 2} launchers each" in told["two", "equal_rounds"].words
    assert f"{launchers * CASE.raids.equal_rounds_per_launcher} in all" in told["one", "equal_rounds"].words


def test_an_option_of_unknown_cost_is_left_out_at_equal_cost_in_plain_words():
    question = ComparisonQuestion(
        case=CASE,
        options=OPTIONS[:1],
        sites=CASE.sites,
        raids=(),
        heights_agl_m=(),
        balances=("equal_cost",),
    )
    (row,) = fielded_rows(question, CATALOGUE)
    assert row["units"] is None
    assert row["words"] == (
        "One M-SAM-II is not compared at equal cost: its cost is unknown, for no price of it is known or "
        "assumed."
    )


def test_the_country_is_engaged_in_part_and_more_of_it_with_more_height(found):
    (high,) = [row for row in found.country if row.option == "one"]
    assert high.country == "IQ"
    assert 0.0 < high.engageable_share_of_area.mean < high.engageable_share_of_people.mean < 0.3
    rows = {row.option: row for row in found.country}
    assert rows["one"].engageable_share_of_area == rows["two"].engageable_share_of_area
    (alone,) = [row for row in found.coverage if row.option == "one"]
    assert alone.country == Record(
        {name: high[name] for name in ("engageable_share_of_area", "engageable_share_of_people")}
    )
    assert any(row.measure == "country_area_share" for row in found.winners)


def test_country_shares_of_a_world_are_those_of_its_own_answer():
    case = replace(CASE, raids=replace(CASE.raids, worlds=2))
    (reach,) = reaches(
        case,
        CATALOGUE,
        [("one", (("m-sam-ii", 1),))],
        [CASE.site("basra")],
        [1000.0],
        worlds=2,
        seed=3,
        terrain=shipped_terrain(),
        jobs=1,
    )
    site = Site(lat_deg=CASE.site("basra").lat_deg, lon_deg=CASE.site("basra").lon_deg)
    question = replace(question_at(CATALOGUE, CASE, CASE.site("basra")), bearings=360)
    edges = possible_edges(CATALOGUE.system("m-sam-ii"), site, question, 1000.0, worlds=2, seed=3)
    assert reach.keep_out_m["r50"] == pytest.approx(np.median(edges.engageable_range_m, axis=1))
    whole = compute_coverage(
        CATALOGUE.system("m-sam-ii"), site, replace(question_at(CATALOGUE, CASE, CASE.site("basra")))
    )
    (told,) = reach_row(reach)["systems"]
    height = next(each for each in whole.heights if each.height_agl_m == 1000.0)
    for name in ("seen_share_of_detection_ring", "engageable_share_of_engagement_ring"):
        kind = name.partition("_share")[0]
        limits = getattr(height, f"{kind}_limits")
        assert told[f"{kind}_share"] == {"best": getattr(height, name), "low": limits[0], "high": limits[1]}
    grid = country_grid("IQ")
    index = polar_index(site, grid, bearings=360, range_m=np.arange(500.0, 60_000.0, 500.0))
    for world in range(2):
        inside = index.range_m[: grid.cells] <= edges.engageable_range_m[world][index.ray[: grid.cells]]
        assert reach.country_shares["area"][world] == pytest.approx(inside.mean(), rel=0.05)


def test_every_doctrine_has_rows_of_its_own_and_the_order_is_judged():
    asked = {**ASKED, "worlds": 12, "replications": 4, "raids": "uav-40"}
    doctrines = ["sparing", "drawn", "two-look-two"]
    found = compare(
        CASE, options=["two", "none"], doctrines=doctrines, balances="as_it_comes", losses=False, **asked
    )
    assert [row.doctrine for row in found.rows[::2]] == ["drawn", "two-look-two", "sparing"]
    assert found.lead.doctrine == "drawn"
    (order,) = found.orders
    assert (order.how, order.of) == ("played", 2)
    means = {(row.doctrine, row.option): row.leakers.mean for row in found.rows}
    for each in order.under:
        assert each.worlds == 12
        assert list(each.order) == sorted(["two", "none"], key=lambda option: means[each.doctrine, option])
    alone = compare(
        CASE,
        options=["two"],
        doctrines="two-look-two",
        balances="as_it_comes",
        losses=False,
        **asked,
    )
    there = next(row for row in found.rows if (row.option, row.doctrine) == ("two", "two-look-two"))
    assert alone.rows[0].leakers == there.leakers


def test_a_fixed_alternative_is_what_a_scenario_with_it_plays():
    asked = replace(CASE, raids=replace(CASE.raids, worlds=6, replications=2, seed=3))
    given = {"name": "fixed", "site": CASE.site("basra"), "raid": CATALOGUE.raid("uav-40")}
    fixed = option_scenario(asked, CATALOGUE, (("m-sam-ii", 1),), doctrine="one-look-one", **given)
    assert fixed.fire_units[0].doctrine.alternative == "one-look-one"
    drawn = option_scenario(asked, CATALOGUE, (("m-sam-ii", 1),), **given)
    under = drawn.fire_units[0]
    system = CATALOGUE.system("m-sam-ii").doctrine
    by_hand = replace(
        drawn, fire_units=(replace(under, doctrine=replace(system, alternative="one-look-one")),)
    )
    one, other = (
        run_in_memory((ready := prepare(each, CATALOGUE)).case, ready.facts)[1] for each in (fixed, by_hand)
    )
    assert one["leakers"] == other["leakers"]
    equal = option_scenario(
        asked, CATALOGUE, (("m-sam-ii", 1),), doctrine="sparing", balance=EQUAL_ROUNDS, **given
    )
    assert equal.fire_units[0].doctrine.preset == "sparing"
    assert not equal.fire_units[0].doctrine.reload_in_raid


def test_an_order_turns_only_beyond_the_error_of_its_computation():
    draw = np.random.default_rng(1)
    base = {"a": draw.normal(5.0, 1.0, (60, 4)), "b": draw.normal(6.0, 1.0, (60, 4))}
    near = {"a": base["a"] + 1.0, "b": base["b"]}  # alike on average: not turned
    turned = {"a": base["a"] + 3.0, "b": base["b"]}
    group = Group("basra", "uav-40", "as_it_comes", "drawn")
    found = Comparison(
        leakers={
            group: base,
            group._replace(doctrine="near"): near,
            group._replace(doctrine="turned"): turned,
        }
    )
    question = ComparisonQuestion(
        case=CASE,
        options=(),
        sites=CASE.sites,
        raids=(),
        heights_agl_m=(),
        balances=("as_it_comes",),
        doctrines=("drawn", "near", "turned"),
    )
    row = order_row(question, group, found)
    assert [each["holds"] for each in row["under"]] == [True, False]
    assert (row["holds_under"], row["of"]) == (1, 2)
    (turn,) = row["under"][1]["turned"]
    assert (turn["ahead"], turn["behind"]) == ("a", "b")
    assert turn["fewer_past_behind"]["mc_error_90"][0] > 0.0
    assert row["under"][1]["leader"] == "b"
    assert not row["under"][1]["leader_holds"]
    found.leakers[group] = base | {"b": base["a"] + draw.normal(0.0, 1.0, (60, 4))}  # no order to turn
    assert order_row(question, group, found)["holds_under"] == 2


def test_worlds_that_drew_each_doctrine_tell_whether_an_order_holds(found):
    (order,) = found.orders
    assert order.how == "split_by_draw"
    assert sum(each.worlds for each in order.under) == 60
    assert order_sentences(found.to_json()) == []  # of 60 worlds no doctrine has 50
    (words,) = order_sentences(with_orders(found, {"srbm-8": [60, 50, 50]}))
    assert words.endswith(
        "is not shown to turn under any of 3\u00a0doctrines against 8 quasi-ballistic missiles."
    )


def with_orders(found, worlds, *, how="split_by_draw", turned=()):
    """Return a comparison with orders by raid and worlds of each doctrine, the last one turned."""
    rows = []
    for raid, each in worlds.items():
        under = [
            {
                "doctrine": f"d{place}",
                "worlds": count,
                "turned": [{"ahead": "one", "behind": "two", "fewer_past_behind": {"mean": 1.0}}]
                if raid in turned and place == len(each) - 1
                else [],
            }
            for place, count in enumerate(each)
        ]
        holds = sum(not row["turned"] for row in under)
        rows.append(
            {"site": "basra", "raid": raid, "how": how, "holds_under": holds, "of": len(each), "under": under}
        )
    raids = [{"id": raid, "name": raid} for raid in worlds if raid != "srbm-8"]
    plain = found.to_json()
    return plain | {"orders": rows, "raids": [*plain["raids"], *raids]}


def test_other_doctrines_are_counted_without_the_one_that_is_compared(found):
    for worlds, words in (([50], "the other doctrine"), ([50, 50], "either of the others")):
        (told,) = order_sentences(with_orders(found, {"srbm-8": worlds, "a": worlds}, how="played"))
        assert (
            told
            == f"The order of the options by what leaks is not shown to turn under {words} against any raid."
        )
    (told,) = order_sentences(with_orders(found, {"a": [50, 50], "b": [50, 50, 50], "c": [50, 49]}))
    assert told.endswith(
        "is not shown to turn under either doctrine against a; "
        "is not shown to turn under any of 3\u00a0doctrines against b."
    )
    (told,) = order_sentences(with_orders(found, {"a": [50, 50, 50]}, turned="a", how="played"))
    assert told.endswith(
        "turns under 1 of 3\u00a0other doctrines against a (with d2 Two M-SAM-II passes One M-SAM-II)."
    )


def test_the_table_and_the_words_of_the_result(found):
    table = found.table.to_arrow()
    assert table.num_rows == len(found.rows) == 12
    assert {"option", "site", "raid", "balance", "leakers_mean", "leakers_mc_error_90_low"} <= set(
        table.column_names
    )
    assert repr(found) == "<OptionComparison of iraq: one, twin, two, none>"
    assert found.state == "complete"


def test_equal_rounds_are_dealt_out_to_units_and_not_reloaded():
    site, raid = CASE.site("basra"), CATALOGUE.raid("srbm-8")
    made = option_scenario(
        CASE,
        CATALOGUE,
        (("m-sam-ii", 2), ("nasams", 2)),
        name="four",
        site=site,
        raid=raid,
        balance=EQUAL_ROUNDS,
    )
    assert [unit.launchers for unit in made.fire_units] == [2, 2, 1, 1]
    assert sum(unit.launchers for unit in made.fire_units) == CASE.raids.equal_launchers
    assert {unit.rounds_per_launcher for unit in made.fire_units} == {CASE.raids.equal_rounds_per_launcher}
    assert not any(unit.doctrine.reload_in_raid for unit in made.fire_units)
    more = (("m-sam-ii", CASE.raids.equal_launchers + 1),)
    assert (
        option_scenario(CASE, CATALOGUE, more, name="x", site=site, raid=raid, balance=EQUAL_ROUNDS) is None
    )


def test_the_first_unit_of_every_option_stands_under_one_id():
    assert unit_ids((("s-400", 1), ("nasams", 2))) == [
        (FIRE_UNIT, "s-400"),
        ("unit-2", "nasams"),
        ("unit-3", "nasams"),
    ]


def test_enough_worlds_are_played_until_the_winner_is_settled():
    asked = {**ASKED, "worlds": 400}
    found = compare(
        CASE,
        options=["one", "none"],
        balances="as_it_comes",
        losses=False,
        until="winner",
        weights="leakers=3,robustness=1",
        **asked,
    )
    assert found.decision.own_weights.missing == ("robustness",)
    (stopped,) = found.stopping
    assert stopped.reached
    assert stopped.worlds < 400
    assert stopped.goal.settled == "winner"
    assert row_of(found, "one").worlds == stopped.worlds


def test_ctrl_c_keeps_what_was_finished(monkeypatch):
    def strike(*_given, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(study, "cover", strike)
    asked = {**ASKED, "worlds": 4}
    found = compare(CASE, options=["one", "none"], keep_on_stop=True, **asked)
    assert found.state == "partial"
    assert found.finished == "1 of 3 raids at a site"
    assert found.coverage == ()
    assert [each.group for each in found.decision.criteria] == ["leakers", "cost", "years"]
    with pytest.raises(KeyboardInterrupt):
        compare(CASE, options=["one", "none"], **asked)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"options": ["s-40"]}, r"options: given 's-40', allowed one, twin, two, none"),
        ({"sites": "basrah"}, r"sites: given 'basrah'.*Did you mean 'basra'"),
        ({"raids": "uav-4"}, r"raids: given 'uav-4'.*Did you mean 'uav-40'"),
        (
            {"balances": "equal"},
            r"balances \(--alike\): given 'equal', allowed as_it_comes, equal_rounds, equal_cost",
        ),
        ({"weights": "leaker=1"}, r"weights: given 'leaker', allowed leakers, .*Did you mean 'leakers'"),
        ({"weights": "leakers=-1"}, r"weights leakers: given -1, must be a number of zero or more"),
        ({"weights": "leakers=much"}, r"weights 'leakers': given 'much', must be a number"),
        ({"weights": "leakers=1,leakers=2"}, r"weights: leakers is given twice"),
        ({"weights": {"leakers": 0.0}}, r"weights: all are zero; give one of them more"),
        ({"doctrines": "sparring"}, r"doctrines: given 'sparring', allowed drawn, .*Did you mean 'sparing'"),
        ({"until": "soon"}, r"until 'soon'.*or 'winner'"),
        ({"heights_agl_m": -3.0}, r"heights: given -3 m, must be from 0 to 100000"),
        ({"heights_agl_m": []}, r"heights: none are given"),
    ],
)
def test_what_is_not_there_is_refused_in_words(asked, words):
    with pytest.raises(UsageError, match=words):
        compare(CASE, **asked)


def test_values_of_figures_alone_have_no_luck():
    from skykeep.study.choice.rows import NO_LUCK, drawn_estimate

    row = drawn_estimate(np.linspace(0.0, 1.0, 101))
    assert row["luck_90"] is None
    assert row["luck_note"] == NO_LUCK
    assert row["ignorance_90"] == pytest.approx([0.05, 0.95], abs=0.01)
    assert drawn_estimate(np.linspace(0.0, 1.0, 10))["ignorance_90"] is None


def test_costs_are_those_of_the_command_and_what_is_dearest_buys_itself_once(found):
    costs = {row.option: row for row in found.costs.options}
    assert found.costs.reference == "two"
    assert costs["two"].equal_cost.whole == 1
    assert costs["one"].equal_cost.whole == 2
    assert costs["one"].cost.mid_musd == pytest.approx(costs["two"].cost.mid_musd / 2.0)
    assert row_of(found, "one", "equal_cost").leakers == row_of(found, "two").leakers
    cheaper = pair_of(found, "one", "two", measure="cost_usd")
    assert cheaper.one_raid is None
    assert cheaper.expected.p == 1.0
    years = pair_of(found, "one", "two", measure="years")
    assert years.expected.p == 0.5


def test_options_that_are_there_already_are_not_bought_at_equal_cost():
    held = replace(OPTIONS[3], held=True)
    few = compare(
        replace(CASE, options=(OPTIONS[0], held)),
        losses=False,
        balances="equal_cost",
        **{**ASKED, "worlds": 2, "replications": 1},
    )
    assert [row.option for row in few.rows] == ["one"]
    assert "Pantsir is not compared at equal cost: it is there already, so nothing is bought." in few.notes
    assert ["8 quasi-ballistic missiles", "One M-SAM-II", "too few draws to tell", ""] in [
        row for _, _, rows in full_tables(few.to_json()) for row in rows
    ]


def test_what_is_played_for_the_same_money_is_not_weighed_with_what_comes_as_it_is(capsys):
    held = replace(OPTIONS[3], held=True)
    found = compare(
        replace(CASE, options=(*OPTIONS[:3:2], held)),
        losses=False,
        balances="equal_cost",
        weights="leakers=3,coverage=1",
        **{**ASKED, "worlds": 4, "replications": 1},
    )
    assert [row.option for row in found.rows] == ["one", "two"]
    assert {each.group for each in found.decision.criteria} == {"coverage", "cost", "years"}
    assert found.decision.own_weights.missing == ("leakers",)
    words = " ".join(first_screen(found.to_json()))
    assert "All criteria together are of options as each comes; what leaks was not played so" in words
    _print(found, full=True)
    printed = capsys.readouterr().out
    assert "Best at Basra, for the same money (reach: as each comes)" in printed
    assert "of 4 played" in " ".join(printed.split())  # counts: four worlds are too few for a chance
    assert not any(told in printed for told in ("How sure we are that", "Rank over all", "ranked"))
    assert "--full prints the rest" not in printed


def test_losses_are_under_the_doctrine_asked_for():
    given = {"options": ["one", "none"], "balances": "as_it_comes"}
    asked = {**ASKED, "raids": "uav-40", "worlds": 12, "replications": 2}
    found = compare(CASE, doctrines="two-look-two", **given, **asked)
    for row in found.robustness:
        assert (row.balance, row.doctrine) == ("as_it_comes", "two-look-two")
        whole = next(each for each in found.rows if each.option == row.option)
        assert row.whole.mean == whole.leakers.mean
    (after,) = [row for row in found.winners if row.measure == "leakers_after_loss"]
    assert after.doctrine == "two-look-two"


def test_the_first_screen_says_who_wins_at_what_cost_and_how_sure(found):
    words = " ".join(" ".join(first_screen(found.to_json())).split())
    assert "Four options at Basra, each against the same 1 raid" in words
    told = r"fewest leak on average past Two M-SAM-II before .* \(8 quasi-ballistic missiles: .* sure.*, "
    assert re.search(rf"At Basra, as each comes, {told}(a|no) clear winner|too few draws to tell", words)
    assert "Cheapest on average is " in words
    assert "Over all ways to weigh leakers, coverage, cost and years" in words
    assert "By your weights (leakers 3 and cost 1) first is" in words
    assert "100\u00a0% sure" not in words


def test_every_table_has_a_cell_for_every_column(found):
    plain = found.to_json()
    tables = [*first_tables(plain), *full_tables(plain), *order_tables(plain), *part_tables(plain)]
    assert len(tables) >= 14
    for heading, columns, rows in tables:
        assert heading
        assert rows, heading
        assert {len(row) for row in rows} == {len(columns)}, heading
    assert any("for the same money" in heading for heading, _, _ in tables)


def test_sentences_tell_luck_and_ignorance_apart(found):
    told = raid_sentence(found.to_json(), "srbm-8", "basra")
    assert "we are 90\u00a0% sure that the mean is" in told
    assert "in 90 of 100 such raids" in told
    assert len(list(robustness_sentences(found.to_json()))) >= 2


def test_the_chart_is_drawn_alike_each_time(found, tmp_path):
    pytest.importorskip("matplotlib")
    first, second = (found.plot(tmp_path / name).read_bytes() for name in ("a.svg", "b.svg"))
    assert first == second
    text = first.decode("utf-8")
    assert "8 of 8 leak on average" in text
    assert "Two M-SAM-II" in text


def test_a_notebook_shows_a_hundred_raids_of_each_option_as_dots(found):
    pytest.importorskip("matplotlib")
    page = found._repr_html_()
    assert page.count("<svg") == 1
    for name in ("One M-SAM-II", "Two M-SAM-II", "Pantsir"):
        assert f"{name}: in 100 such raids of 8: " in page  # what a screen reader says of the dots
    assert "fewest leak on average past" in page
    evil = found.to_json()
    evil["options"] = [each | {"name": "<script>x</script>"} for each in evil["options"]]
    assert "<script>" not in type(found)(evil)._repr_html_()


def test_a_notebook_without_matplotlib_shows_counts(found, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    page = found._repr_html_()
    assert "<svg" not in page
    assert "<th>of 100 such raids so many leak</th>" in page


def test_the_first_screen_fits_a_terminal(found, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "120")
    _print(found, full=False)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 120
    plain = found.to_json()
    assert "No option is dominated." not in " ".join(lines)  # coverage of two worlds is too little
    plain["decision"] = plain["decision"] | {"worlds": 50}
    assert "No option is dominated." in " ".join(first_screen(plain))
    assert "On record, no yardstick for one unit" in " ".join(lines)


def test_the_chart_names_options_and_says_what_colours_of_a_pair_mean(found, tmp_path):
    pytest.importorskip("matplotlib")
    text = " ".join(found.plot(tmp_path / "a.svg").read_text(encoding="utf-8").split())
    assert text.count("leak on average") == 4
    for words in ("(blue)", "(orange)", "(white)", "cost to have and to keep", "8 quasi-ballistic missiles"):
        assert words in text
    for colour in ("#009e73", "#0072b2", "#d55e00"):  # Okabe and Ito
        assert colour in text


def test_few_worlds_and_one_option_are_not_told_as_more_than_they_are():
    few = {**ASKED, "worlds": 4, "replications": 1}
    given = {"options": ["one", "none"], "balances": "as_it_comes", "losses": False}
    found = compare(CASE, doctrines=["posts-assign", "two-look-two"], **given, **few)
    words = " ".join(first_screen(found.to_json()))
    assert "two, look, shoot again" in words
    assert words.count("too few to be sure of anything") == 1
    assert not found.to_json()["dots"]  # four worlds have no middle
    assert any("Fewer than 50 worlds have no middle" in note for note in found.notes)
    assert any("have no middle" in note for note in _small_print(found.to_json(), full=False))
    headings = [heading for heading, _, _ in first_tables(found.to_json())]
    assert not any("in how many of" in heading for heading in headings)
    told = 'we are 90 % sure: low to high; "in all": 90 % of the raids played, whatever the figures'
    assert headings[0].endswith(f"({told})")
    assert "order of the options" not in words
    assert "is dominated" not in words
    (note,) = [each for each in found.notes if "Posts assign" in each]
    assert "no option has one above its units" in note
    alone = compare(CASE, **given | {"options": ["one"]}, **few)
    assert "One option at Basra" in first_screen(alone.to_json())[0]


def test_names_in_the_chart_stand_a_line_apart_and_inside():
    levels = comparison_chart._spread([0.2, 0.21, 0.22, 0.99])
    assert min(np.diff(levels)) >= comparison_chart.LINE_APART - 1e-12
    assert max(levels) <= 1.0
