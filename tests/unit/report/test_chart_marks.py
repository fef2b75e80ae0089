"""Marks of charts: each says what it tells of, in words of its chart, and lies over what it tells."""

import html
import re
from dataclasses import replace

import pytest

from skykeep.engine import REASON_NAMES
from skykeep.report.charts import leakers_chart, ledger_chart
from skykeep.report.choice_panel import PARETO_IN, dots_chart, pareto_chart, pareto_sentence
from skykeep.report.comparison_chart import draw_pareto
from skykeep.report.marks import Mark, marks_attribute
from skykeep.report.placement_chart import placement_figure
from skykeep.report.reason_words import OF_PLACE, meaning_of
from skykeep.report.sizes_chart import sizes_chart
from skykeep.report.style import LEDGER_FILLS
from skykeep.report.svg import drawing

from .brief_cases import CHOICE, brief_data


def marks_of(svg):
    """Return what an element tells of its marks: fields (with the reason, if it has one), box and words."""
    words = html.unescape(re.search(r'aria-label="([^"]*)"', svg)[1])
    found = []
    for told in re.search(r'data-marks="([^"]*)"', svg)[1].split(";"):
        systems, site, height, *numbers = told.split(" ")
        *box, begin, end = map(int, numbers[:6])
        found.append(((systems, site, height, *numbers[6:]), tuple(box), words[begin:end]))
    return found


def size_of(svg):
    return tuple(float(each) for each in re.search(r'viewBox="0 0 (\S+) ([^"]+)"', svg).groups())


HEADS = ("as it comes", "each with")
ASCENT = 5.0
"""A letter stands so high over its baseline in a chart, in its units."""


def text_y(svg, words):
    """Return the baseline of a text of a chart."""
    return float(re.search(rf'<text[^>]*\by="([\d.]+)"[^>]*>{words}', svg)[1])


@pytest.mark.parametrize("chart", [leakers_chart, ledger_chart])
def test_a_chart_of_a_raid_has_a_mark_for_each_row_where_the_raid_comes(chart):
    data = brief_data()
    svg = chart(data, data.raids[0], name="one")
    found = [each for each in marks_of(svg) if len(each[0]) == 3]  # segments have a reason
    assert [about for about, _, _ in found] == [
        (row.system, data.raid_site, "-") for row in data.raids[0].rows
    ]
    wide, high = size_of(svg)
    for head in HEADS:
        baseline = text_y(svg, head)
        for _, (_, y, _, height), _ in found:
            assert not y - 1.0 < baseline < y + height + ASCENT, f"a frame strikes through {head}"
    bottoms = [y + height for _, (_, y, _, height), _ in found]
    assert bottoms == sorted(bottoms)
    for _, (x, y, width, height), words in found:
        assert x == 0
        assert 0.9 * wide < width <= wide
        assert 0 <= y < y + height <= high
        assert words.startswith(("Alpha-1", "Beta-2"))


def test_a_segment_tells_its_reason_and_the_height_of_the_raid_where_a_map_shows_it():
    data = brief_data()
    raid = replace(data.raids[0], flies_at_m=120.0)
    found = [each for each in marks_of(ledger_chart(data, raid, name="one")) if len(each[0]) == 4]
    told = {about[3]: (about, box, words) for about, box, words in found if about[0] == "alpha-1"}
    ledger = next(row for row in raid.rows if row.system == "alpha-1").summary["ledger"]
    assert set(told) == {reason for reason, mean in ledger.items() if mean >= 0.05}
    for reason, ((_, site, height, _), (_, _, width, _), words) in told.items():
        assert site == data.raid_site
        assert height == ("100" if reason in OF_PLACE else "-")
        assert words == f"{LEDGER_FILLS[reason].words} {ledger[reason]:.1f}"
        assert width > 0
    falling = marks_of(ledger_chart(data, data.raids[0], name="two"))
    assert {about[2] for about, _, _ in falling} == {"-"}


def test_every_reason_of_the_ledger_has_a_meaning():
    assert len({meaning_of(reason) for reason in REASON_NAMES}) == len(REASON_NAMES)


def test_what_a_mark_says_is_part_of_what_its_chart_says():
    data = brief_data()
    sizes = marks_of(sizes_chart(data, name="sizes"))
    assert [about[0] for about, _, _ in sizes] == [curve.system for curve in data.gains.sizes]
    assert [words.split(":")[0] for _, _, words in sizes] == ["Alpha-1", "Beta-2"]
    lefts = [x for _, (x, _, _, _), _ in sizes]
    assert lefts == sorted(set(lefts))
    placed = placement_figure(data.placement, name="area")
    marked = marks_of(placed)
    lows = [y + height for _, (_, y, _, height), _ in marked]
    assert text_y(placed, "these sites") - ASCENT > max(lows), "a frame crosses the legend"
    heights = [about for about, _, _ in marked]
    assert heights == [(data.placement["system"], "-", f"{each:g}") for each in data.heights_agl_m]


@pytest.mark.parametrize("chart", [dots_chart, pareto_chart])
def test_a_chart_of_options_has_a_mark_for_each_with_its_systems(chart):
    found = marks_of(chart(CHOICE, name="choice"))
    assert {about[0] for about, _, _ in found} == {
        ",".join(unit["system"] for unit in option["units"]) for option in CHOICE["options"]
    }
    for option in CHOICE["options"]:
        assert any(words.startswith(option["name"]) for _, _, words in found)


def test_effect_against_cost_marks_the_cost_that_the_words_tell():
    with drawing(*PARETO_IN, name="x") as figure:
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        drawn = draw_pareto(axes, CHOICE)
        bars = [line for each in axes.collections for line in each.get_segments()]
    rows = {row["option"]: row["cost"] for row in CHOICE["costs"]["options"]}
    for option in CHOICE["options"]:
        cost = rows[option["id"]]
        assert drawn[option["name"]][0] == pytest.approx(cost["mid_musd"] / 1e3)
        ends = [cost["low_musd"] / 1e3, cost["high_musd"] / 1e3]
        assert any(line[:, 0].tolist() == pytest.approx(ends) for line in bars)
    assert "its middle cost, with a bar from low to high as the table tells them" in pareto_sentence(CHOICE)


def test_words_that_the_figure_does_not_say_are_not_pointed_at():
    with drawing(2.0, 2.0, name="x") as figure:
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        assert marks_attribute(figure, [], "") == ""
        whole = Mark(axes=axes, systems=("a",), words="one")
        assert marks_attribute(figure, [whole], "just one") == ' data-marks="a - - 0 0 144 144 5 8"'
        assert marks_attribute(figure, [whole], "another") == ' data-marks="a - - 0 0 144 144 0 0"'
