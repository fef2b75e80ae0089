"""The data of a small brief, computed: it adds up, and the parts agree with the functions they come from."""

import dataclasses
import json
from types import SimpleNamespace

import pytest

from skykeep.catalogue import iter_figures, load_catalogue
from skykeep.coverage import Site, compute_coverage
from skykeep.errors import ScenarioError
from skykeep.report.page import render_brief
from skykeep.study.brief import Stages, brief_steps, compute_brief, smaller_case
from skykeep.study.brief_case import DecisiveFigure, read_brief_case
from skykeep.study.brief_coverage import question_at
from skykeep.study.brief_figures import decisive_rows, figure_rows, source_rows, system_row
from skykeep.study.brief_raids import play_raids
from skykeep.study.executors import SerialExecutor, ThreadExecutor
from skykeep.terrain import shipped_terrain

from .brief_small import SMALL_CASE


@pytest.fixture(scope="module")
def small_case(tmp_path_factory):
    path = tmp_path_factory.mktemp("case") / "small.toml"
    path.write_text(SMALL_CASE, encoding="utf-8")
    return read_brief_case(str(path))


@pytest.fixture(scope="module")
def computed(small_case):
    ticks = []
    data = compute_brief(small_case, stages=Stages(jobs=2, executor=ThreadExecutor(2), tick=ticks.append))
    return data, ticks


@pytest.mark.slow
def test_progress_comes_to_its_stated_end(computed, small_case):
    assert len(computed[1]) == brief_steps(small_case)


def test_coverage_is_that_of_the_coverage_command(computed, small_case):
    row = computed[0].coverage_of("bavar-373", "basra").rows[1]
    catalogue = load_catalogue()
    question = question_at(catalogue, small_case, small_case.site("basra"))
    direct = compute_coverage(
        catalogue.system("bavar-373"),
        Site(lat_deg=30.50316, lon_deg=47.81507),
        dataclasses.replace(question, heights_agl_m=(1000.0,)),
    ).heights[0]
    assert row.engageable_share.best == pytest.approx(direct.engageable_share_of_engagement_ring, abs=0.003)
    assert row.seen_share.low <= row.seen_share.best <= row.seen_share.high


def test_best_values_take_the_median_air_of_the_region_and_limits_span_it(small_case):
    basra = small_case.site("basra")
    question = question_at(load_catalogue(), small_case, basra)
    assert question.k == 2.3
    assert question.k_limits == (1.43, 6.8)
    unnamed = dataclasses.replace(basra, refraction=None)
    assert question_at(load_catalogue(), small_case, unnamed) == question
    with pytest.raises(ScenarioError, match="given 'gulf', allowed baghdad, gulf_coast"):
        question_at(load_catalogue(), small_case, SimpleNamespace(refraction="gulf"))


def test_cells_of_the_maps_cover_what_the_share_says(computed):
    coverage = computed[0].coverage_of("bavar-373", "basra")
    cells = coverage.engageable_cells
    for level, row in enumerate(coverage.rows):
        ring_cells = 3.14159 / 4.0 * cells.shape[1] ** 2
        assert cells[level].sum() / ring_cells == pytest.approx(row.engageable_share.best, abs=0.02)


def test_the_raid_is_whole_in_both_comparisons(computed):
    (raid,) = computed[0].raids
    assert [row.comparison for row in raid.rows] == ["as_it_comes", "equal_rounds"]
    for row in raid.rows:
        assert row.summary["raids"] == 6
        assert sum(row.summary["leaker_distribution"]) == 6
        assert sum(row.summary["ledger"].values()) == pytest.approx(row.summary["leakers"]["mean"])
        assert row.fewer_than_lead is None


def test_two_units_engage_no_less_than_the_best_one(computed):
    table = computed[0].placement
    assert table.count == 2
    assert set(table.fixed[0].sites) <= set(table.candidates)
    for fixed, best in zip(table.fixed, table.best, strict=True):
        assert best.area.best >= fixed.area.best
        assert fixed.area.low <= fixed.area.best <= fixed.area.high


def test_a_swing_starts_from_the_best_value_and_moves(computed):
    swings = computed[0].swings
    assert 1 <= len(swings) <= 5
    assert len({swing.base for swing in swings}) == 1
    widths = [abs(swing.at_high - swing.at_low) for swing in swings]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] > 0.0


def test_the_data_is_json_and_makes_a_page(computed):
    data = computed[0]
    assert json.loads(json.dumps(data.to_json(), allow_nan=False))["id"] == "small"
    page = render_brief(data)
    assert "A small question" in page
    assert "no interval, for there are fewer than 50 worlds" in page
    assert "one world, one raid: no interval" not in page


@pytest.mark.slow
def test_the_same_seed_gives_the_same_raids_for_any_number_of_jobs(computed, small_case):
    again = compute_brief(small_case, stages=Stages(jobs=1))
    assert again.to_json() == computed[0].to_json()


@pytest.mark.slow
def test_a_single_raid_makes_a_page_that_says_so(small_case):
    data = compute_brief(smaller_case(small_case, seed=None, worlds=1, replications=1))
    assert "one world, one raid: no interval" in render_brief(data)


def test_every_figure_of_a_system_that_moves_something_is_a_row_of_some_kind():
    catalogue = load_catalogue()
    for system in catalogue.systems.values():
        if not system.interceptors:  # eyes of others: no option of a brief
            continue
        rows = [row for row in figure_rows(catalogue, [system], []) if row.owner == system.id]
        left_out = {
            name.split("/")[-1] for name in dict(iter_figures(system)).keys() - {row.id for row in rows}
        }
        assert all(catalogue.fields[name].not_used for name in left_out - {"price_usd"})
        assert system_row(system, catalogue).figures == len(rows)
        assert not [row for row in rows if row.name in ("price", "track capacity")]


def test_of_a_threat_class_only_what_is_flown_or_covered_counts():
    catalogue = load_catalogue()
    rows = figure_rows(catalogue, [], [catalogue.raid("srbm-8")])
    fields = {
        name: {row.name for row in rows if row.owner == f"threats/{name}"} for name in ("fighter", "srbm")
    }
    assert fields["fighter"] == {"rcs", "rcs low band", "speed"}
    body = {"mass", "reference area", "lift coefficient", "drag coefficient", "induced drag factor"}
    dive = {"dive from msl", "dive"}
    assert fields["srbm"] == {"rcs", "rcs low band", "climb max", "dive max"} | body | dive


def test_the_equal_comparison_has_equal_rounds_and_no_reload(computed):
    (raid,) = computed[0].raids
    equal = next(row.summary for row in raid.rows if row.comparison == "equal_rounds")
    assert equal["rounds_fired"]["mean"] + equal["rounds_left"]["mean"] <= 6 * 4
    assert equal["rounds_reloading"]["mean"] == 0.0


def test_a_difference_is_that_of_the_means_under_common_luck(small_case):
    two = dataclasses.replace(small_case, systems=("bavar-373", "s-300pmu-2"))
    (raid,) = play_raids(
        two, load_catalogue(), terrain=shipped_terrain(), executor=SerialExecutor(), tick=str
    )
    (difference,) = raid.differences
    mean = {
        row.system: row.summary["leakers"]["mean"] for row in raid.rows if row.comparison == "as_it_comes"
    }
    assert difference.system == "s-300pmu-2"
    assert difference.more["mean"] == pytest.approx(mean["s-300pmu-2"] - mean["bavar-373"])
    assert difference.unknowns["rows"] == []


def test_every_source_that_a_row_names_is_listed_with_its_uses():
    catalogue = load_catalogue()
    rows = figure_rows(catalogue, catalogue.systems.values(), catalogue.raids.values())
    listed = {source.id: source for source in source_rows(catalogue, rows)}
    named = {name for row in rows for name in row.sources}
    named |= {name for row in rows for claim in row.claims for name in claim.sources}
    assert set(listed) == named
    assert all(source.uses > 0 and source.address.startswith("http") for source in listed.values())


def test_decisive_figures_are_found_by_role_and_an_unknown_one_is_refused():
    catalogue = load_catalogue()
    systems = [catalogue.system(name) for name in ("s-300pmu-2", "bavar-373")]
    wanted = DecisiveFigure(figure="radars/low_altitude/antenna_height_m", label="Mast")
    (row,) = decisive_rows([wanted], systems, catalogue)
    assert row.cells[0].id == "s-300pmu-2/radars/76n6/antenna_height_m"
    assert row.cells[1] is None
    parts = ("interceptors/main/peak_speed_mps", "interceptors/brochure/range_max_m")
    farther = catalogue.system("s-400")
    cells = [
        decisive_rows([DecisiveFigure(figure=part, label="It")], [farther], catalogue)[0].cells[0]
        for part in parts
    ]
    assert [cell.id.split("/")[2] for cell in cells] == ["48n6e3", "40n6e"]
    with pytest.raises(ScenarioError, match="no system of the case has the figure 'radars/none/x_m'"):
        decisive_rows([DecisiveFigure(figure="radars/none/x_m", label="None")], systems, catalogue)
