"""The data of a small brief, computed: it adds up, and the parts agree with the functions they come from."""

import dataclasses
import json
import re
from types import SimpleNamespace

import pytest

from skykeep.api.placements import place
from skykeep.catalogue import iter_figures, load_catalogue
from skykeep.coverage import Site, compute_coverage
from skykeep.errors import ScenarioError
from skykeep.report.answers import answers
from skykeep.report.choice_panel import choice_pairs, choice_sentences
from skykeep.report.differences import kill_words
from skykeep.report.figure_ids import names_for
from skykeep.report.gain_words import gain_words
from skykeep.report.page import render_brief
from skykeep.report.record_words import record_sentences
from skykeep.report.sensitivity_words import facts_told
from skykeep.report.verdict import verdict
from skykeep.study import brief_facts
from skykeep.study.brief import Stages, brief_steps, compute_brief, smaller_case
from skykeep.study.brief_case import DecisiveFigure, read_brief_case
from skykeep.study.brief_coverage import question_at
from skykeep.study.brief_figures import decisive_rows, figure_rows, source_rows, system_row
from skykeep.study.brief_placement import place_in_case
from skykeep.study.brief_raids import play_raids
from skykeep.study.executors import SerialExecutor, ThreadExecutor
from skykeep.study.sensitivity.analysis import Size
from skykeep.terrain import shipped_terrain

from ...source_chain import Walk, shipped_shelf, walk_answer
from ...told_numbers import literals_of, paths_of, remembering
from .brief_small import SMALL_CASE


@pytest.fixture(scope="module", autouse=True)
def facts_of_few_worlds():
    """Let a brief of few worlds ask for the facts worth finding too, of few points."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brief_facts, "WORLDS_FOR_IGNORANCE", 3)
        patch.setattr(brief_facts, "SIZE", Size(trajectories=4, points=64, figures=4, replications=2))
        yield


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
    found = computed[0].placement
    assert found["k"] == len(found["sites"]) == 2
    assert {site["name"] for site in found["sites"]} <= {site["name"] for site in found["candidates"]}
    assert found["proven"]
    for row in found["heights"]:
        assert row["best"]["share"] >= row["share"] >= max(row["limits"][0], 0.0)
        assert row["fewest"]["goal"] == 0.99
    assert found["share"] >= max(site["alone_share"] for site in found["sites"])
    assert found["best_circles"]["share"] <= found["circles_over_area"] + 0.01


@pytest.mark.slow
def test_the_placement_of_a_brief_is_that_of_the_place_command(small_case, tmp_path):
    case = dataclasses.replace(
        small_case, placement=dataclasses.replace(small_case.placement, refraction=None)
    )
    catalogue = load_catalogue()
    found = place_in_case(
        catalogue.system(case.lead_system),
        case,
        terrain=shipped_terrain(),
        catalogue=catalogue,
        jobs=2,
        tick=lambda: None,
    )
    sites = tmp_path / "sites.csv"
    rows = [f"{site['name']},{site['lat_deg']},{site['lon_deg']}" for site in found["candidates"]]
    sites.write_text("\n".join(["name,lat,lon", *rows]), encoding="utf-8")
    placed = place(
        case.country,
        case.lead_system,
        case.placement.count,
        heights=case.placement.chosen_at_height_agl_m,
        candidates=sites,
        seed=case.raids.seed,
    )
    same = ("share", "bound", "proven", "limits", "ignorance_90", "worlds", "flat_ring_share", "ring_m")
    plain = placed.to_json()
    assert {name: found[name] for name in same} == {name: plain[name] for name in same}
    assert [site["name"] for site in found["sites"]] == [site["name"] for site in plain["sites"]]
    (here,) = plain["heights"]
    row = next(row for row in found["heights"] if row["height_agl_m"] == here["height_agl_m"])
    assert {name: row[name] for name in ("area", "people", "best")} == {
        name: here[name] for name in ("area", "people", "best")
    }


def test_the_facts_worth_finding_are_of_the_lead_raid_and_cost_what_is_played(computed):
    data = computed[0]
    flown = {group.threat_class for group in load_catalogue().raid(data.lead_raid).groups}
    owners = {row["figure"].split("/")[0] for row in data.facts["figures"]}
    assert owners <= {data.lead_system, "common", "doctrine", "refraction", "threats"} | flown
    assert data.lead_system in owners
    assert data.facts["facts"]
    assert data.facts["cost"]["raids_played"] == data.facts["cost"]["raids"]
    assert f"from {data.facts['cost']['raids_played']:,} raids" in render_brief(data)


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
    listed = {source.id: source for source in source_rows(catalogue.sources, rows)}
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


def walked(data, shelf):
    """Return the walk of everything on a page, and what breaks between its rows and its list of sources."""
    walk = Walk(shelf)
    for row in rows_of(data):
        walk.facts(row, row.id)
        walk.figure(row.id, "page", {"best": row.best, "low": row.low, "high": row.high, "kind": row.kind})
    walk_answer(data.to_json(), walk)
    return walk


def rows_of(data):
    """Return every figure of the catalogue that a page shows anywhere."""
    systems = [
        row
        for system in data.systems
        for row in (system.detection_ring, system.engagement_ring, system.target_channels)
    ]
    loads = [
        row
        for system in data.systems
        for each in system.launchers
        for row in (each.launchers, each.rounds_per_launcher)
    ]
    cells = [cell for row in data.decisive for cell in row.cells if cell]
    moved = [row for swing in data.swings for row in swing.figures]
    return [*data.figures, *data.kill_figures, *systems, *loads, *cells, *moved]


def test_every_figure_on_the_page_leads_back_to_the_shipped_sources(computed):
    data = computed[0]
    walk = walked(data, shipped_shelf())
    assert not walk.breaks, "\n".join(walk.breaks)
    assert {row.id for row in rows_of(data)} == {row.id for row in data.figures}
    assert walk.walked["figures"] > len(data.figures)
    assert walk.walked["basis"] > 0, "costs rest on nothing"
    assert data.statements[0].address in {each["address"] for each in data.to_json()["statements"]}


def test_every_system_that_an_option_brings_in_has_its_figures_on_the_page(computed):
    data = computed[0]
    played = {unit["system"] for option in data.choice["options"] for unit in option["units"]}
    assert played == {"bavar-373", "pantsir-s1"}
    catalogue = load_catalogue()
    for name in played:
        shown = {row.id for row in data.figures if row.owner == name}
        alone = figure_rows(catalogue, [catalogue.system(name)], [])
        assert shown == {row.id for row in alone if row.owner == name}


def test_every_source_that_the_page_names_stands_in_its_list_and_on_the_shelf(computed):
    data = computed[0]
    listed, shelf = {each.id for each in data.sources}, shipped_shelf()
    for each in data.sources:
        told = shelf.sources[each.id]
        assert (each.title, each.address, each.year) == (told["title"], told["address"], told.get("year"))
    named = {name for row in data.figures for name in row.sources}
    named |= {name for row in data.figures for claim in row.claims for name in claim.sources}
    assert named | set(data.choice["costs"]["sources"]) == listed
    page = render_brief(data)
    assert set(re.findall(r'href="#source-(\d+)"', page)) <= set(re.findall(r'id="source-(\d+)"', page))


def test_a_source_that_is_taken_away_breaks_the_chain(computed):
    data, shelf = computed[0], shipped_shelf()
    broken = {each.id for each in data.sources if not walked(data, shelf.without_source(each.id)).breaks}
    assert not broken, f"taken away and not missed: {broken}"


def test_a_figure_that_loses_its_reason_or_says_another_value_breaks_the_chain(computed):
    data = computed[0]
    assumed = next(row for row in data.figures if row.kind == "assumed" and not row.claims)
    for changes, said in (
        ({"note": " "}, "assumed, and no reason is given"),
        ({"kind": "claimed"}, "no source is named"),
        ({"best": assumed.best + 1.0}, "told best"),
        ({"id": "bavar-373/none"}, "no figure 'bavar-373/none'"),
    ):
        rows = (dataclasses.replace(assumed, **changes),)
        breaks = walked(dataclasses.replace(data, figures=rows), shipped_shelf()).breaks
        assert any(said in each for each in breaks), (said, breaks)


RESULTS = r"/(coverage|raids|placement|choice|gains|doctrine|swings|facts)\b"
ASKED = r"/(heights_agl_m|verdict_heights_agl_m|equal_rounds|provenance/(worlds|replications))\b"
FIGURES = r"/(systems|figures|kill_figures|decisive|swings)\b"
IN_WORDS = {"0", "1", "2", "50", "90", "95", "100", "1,000", "90 %"}
"""Numbers that the program's own words hold: of so many raids, sure by so many per cent, fewer worlds than
50, none and all."""


def sentences_of(data):
    """Yield every sentence of a page's verdict and answers."""
    yield from verdict(data)
    for told in (answers(data), gain_words(data)):
        for each in dataclasses.fields(told):
            value = getattr(told, each.name)
            yield from value.values() if isinstance(value, dict) else (value,)
    yield from record_sentences(data.raids[0].rows[0].summary)
    yield from choice_sentences(data.choice)
    yield choice_pairs(data.choice)
    yield kill_words(data)
    yield from facts_told(data.facts, named=names_for(data.lead_system, data.figures))


def test_every_number_of_the_pages_sentences_comes_from_a_row(computed):
    """A row of a figure, which is walked above, or of what was asked, counted or computed from figures."""
    data = remembering(computed[0])
    named = " ".join((*(raid.name for raid in data.raids), *(each.name for each in data.systems)))
    heights = {f"{height:g}" for height in computed[0].heights_agl_m}  # in the words of criteria
    found = []
    for sentence in sentences_of(data):
        for path in paths_of(sentence):
            assert re.match(rf"{RESULTS}|{ASKED}|{FIGURES}", path), (path, sentence)
        found += paths_of(sentence)
        years = {each for each in literals_of(sentence) if re.fullmatch(r"20\d\d", each)}
        bare = set(literals_of(sentence)) - IN_WORDS - years - heights - set(re.findall(r"\d+", named))
        assert not bare, (bare, sentence)
    assert len(found) > 20
    assert any("ring/best" in path for path in found)


def test_a_number_that_is_written_into_a_sentence_is_found():
    told = remembering({"ring_m": 200_000.0})
    sentence = f"The ring has {told['ring_m'] / 1000.0:.0f} km, of which 17 % is seen."
    assert paths_of(sentence) == ["/ring_m"]
    assert literals_of(sentence) == ["17"]
