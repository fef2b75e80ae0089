"""The page of a brief: whole, escaped, traceable, the same bytes each time."""

import base64
import html
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from skykeep.core.raid.vocabulary.reasons import REASON_NAMES
from skykeep.page.embed import packed, unpacked
from skykeep.report.answers import answers
from skykeep.report.fields import NAMES, figure_label, figure_name
from skykeep.report.figure_ids import names_for
from skykeep.report.maps import RELIEF_EVERY, relief_picture, relief_rgb
from skykeep.report.page import json_bytes, page_json, render_brief
from skykeep.report.page_figures import figure_count
from skykeep.report.placement_words import share_words
from skykeep.report.sensitivity_words import NO_FACT, facts_told
from skykeep.report.style import LEDGER_FILLS
from skykeep.study.backtest.told import backtest_summary
from skykeep.study.brief_data import Claim, plain_json

from .brief_cases import TORNADO, brief_data, difference, estimate, figure, ground, summary


def words_of(page):
    """Return the text of a page with single spaces."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ")
    return re.sub(r"\s+([.,;:)])", r"\1", re.sub(r"\(\s+", "(", " ".join(text.split())))


class Outline(HTMLParser):
    """What the tests look at: tags with attributes, ids, headings, text of script elements."""

    def __init__(self):
        super().__init__()
        self.tags, self.headings, self.scripts, self._in = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "script":
            self._in.append(dict(attrs).get("id"))
            self.scripts.append("")

    def handle_endtag(self, tag):
        if tag == "script":
            self._in.pop()

    def handle_data(self, data):
        if self._in:
            self.scripts[-1] += data

    def values(self, name):
        """Return every value of an attribute."""
        return [attributes[name] for _, attributes in self.tags if name in attributes]


@pytest.fixture(scope="module")
def outline(page):
    found = Outline()
    found.feed(page)
    return found


@pytest.mark.usefixtures("figures_kept")
def test_the_page_says_what_the_case_tests(page):
    assert "What is tested: Whether two <rings> hold." in words_of(page)
    assert "What is tested" not in words_of(render_brief(brief_data(tests="")))


def test_the_table_of_placement_has_shares_with_their_doubts_and_what_is_proven(page):
    words = words_of(page)
    for row in brief_data().placement["heights"]:
        assert share_words(row).replace("\u00a0", " ") in words
    assert "82 % proven" in words
    assert "none: all 3 reach 90 %" in words


def test_the_same_data_gives_the_same_bytes(page):
    assert render_brief(brief_data()) == page


@pytest.mark.usefixtures("figures_kept")
def test_every_figure_is_drawn_and_told(outline):
    drawn = []
    render_brief(brief_data(), tick=lambda: drawn.append(1))
    assert len(drawn) == figure_count(brief_data())
    images = [attributes for tag, attributes in outline.tags if tag == "svg" and "role" in attributes]
    assert len(images) >= len(drawn)
    assert all(len(attributes["aria-label"]) > 3 for attributes in images)


def test_nothing_on_the_page_asks_another_machine(page, outline):
    assert all(
        tag not in ("img", "link", "iframe", "object", "embed") or attributes.get("href") == "data:,"
        for tag, attributes in outline.tags
    )
    assert not [value for value in outline.values("src") if not value.startswith("data:")]
    links = [*outline.values("href"), *outline.values("xlink:href")]
    assert all(value.startswith(("#", "data:")) for value in links), links
    assert "@import" not in page
    assert re.findall(r"url\((?!#)", page) == []


def test_the_data_of_the_page_is_that_of_the_brief(page):
    data = brief_data()
    stored = json.loads(unpacked(re.search(r'id="brief-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1]))
    assert stored == page_json(data)
    told = data.to_json()
    assert "grounds" not in told
    for kept, whole in zip(stored["coverage"], told["coverage"], strict=True):
        for row, with_ranges in zip(kept["rows"], whole["rows"], strict=True):
            ranges = {name: with_ranges[name] for name in ("seen_range_m", "first_intercept_m")}
            assert row | ranges == with_ranges


def test_data_in_the_page_can_end_no_element():
    text = packed(json_bytes({"note": "</script><!-- \u2028"})).text
    assert re.fullmatch(r"[!#-%'-;=-~]+", text)
    assert json.loads(unpacked(text)) == {"note": "</script><!-- \u2028"}


def test_words_from_the_catalogue_are_escaped(page):
    assert "Would Alpha-1 &amp; Beta-2 &lt;protect&gt; Iraq?" in page
    assert "<protect>" not in page
    assert "A note with &lt;/script&gt; and &lt;!-- in it." in page


def test_ids_are_unique_and_every_anchor_leads_somewhere(outline):
    ids = outline.values("id")
    assert len(ids) == len(set(ids))
    anchors = [value[1:] for value in outline.values("href") if value.startswith("#")]
    assert set(anchors) - set(ids) == set()


def test_headings_are_in_order(outline):
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    steps = np.diff(outline.headings)
    assert steps.max() <= 1


def test_every_figure_of_the_catalogue_stands_with_its_source(page):
    rings = 2 * len(brief_data().systems)
    for row in brief_data().figures:
        assert figure_name(row) in page
    assert page.count('href="#source-1"') == len(brief_data().figures) + rings
    assert "https://example.org/a?b=1&amp;c=2" in page


def test_an_unknown_field_keeps_its_own_name_and_known_ones_get_words():
    assert figure_label(figure(name="reaction")) == "Eye radar: reaction time"
    assert figure_name(figure(name="something new")) == "something new"
    assert figure_name(figure(name="kill p one-way-attack-uav")).endswith("one-way-attack UAV")


def test_every_figure_of_the_shipped_brief_has_a_name_in_words():
    from skykeep.catalogue import load_catalogue
    from skykeep.study.brief_figures import figure_rows

    catalogue = load_catalogue()
    rows = figure_rows(catalogue, catalogue.systems.values(), catalogue.raids.values())
    plain = {row.name for row in rows if not row.name.startswith("kill p")}
    own = {"assessment", "launchers", "missile channels", "operators", "range min", "speed", "weapons free"}
    assert plain - set(NAMES) <= own
    assert len(rows) > 200


@pytest.mark.usefixtures("figures_kept")
def test_distinct_claims_stand_on_lines_of_their_own_with_kind_and_source():
    claims = (
        Claim(value=300_000.0, kind="derived", claimant="", sources=("news",), note="Borrowed."),
        Claim(value=200_000.0, kind="assumed", claimant="", sources=(), note="Two thirds."),
    )
    row = figure(claims=claims, kind="derived", note="No target is printed.")
    text = words_of(render_brief(brief_data(figures=(row, *brief_data().figures[1:]))))
    assert "one of low No target is printed. 300 km derived [1] Borrowed. 200 km assumed Two thirds." in text


@pytest.mark.usefixtures("figures_kept")
def test_the_luck_of_not_being_tracked_is_said_first(page):
    assert "pass untracked" not in words_of(page)  # its figures are not in this brief
    conditions = (
        figure("common/track_raid_p", best=0.9, low=0.6, high=0.9),
        figure("common/track_target_p", best=1.0, low=0.5, high=1.0),
    )
    text = words_of(render_brief(brief_data(figures=(*brief_data().figures, *conditions))))
    assert "on average 33 % (10 to 70) of threats pass untracked, whatever the system" in text


def test_the_claims_under_the_question_stand_with_their_source(page):
    text = words_of(page)
    assert "Somebody: two are enough. News & more, 2019: https://example.org/s" in text
    assert "Nobody offered Beta-2. " in text


def test_each_ring_says_what_kind_of_figure_it_is(page):
    text = words_of(page)
    assert "detection ring, 300 km (assumed)" in text
    assert "engagement ring, 200 km (claimed: maker, 1997)" in text
    assert "of 300 km, assumed" in text


def test_what_the_differences_rest_on_comes_first_and_raid_by_raid(page):
    text = words_of(page)
    first = text[: text.index("Verdict")]
    assert "Beta-2 against Alpha-1: in 1 of 1 raid the difference moves with assumed figures" in first
    assert "the other’s Eye radar: printed detection range (300 km, 200 to 330)" in first
    assert "also with its Eye radar: printed detection range (300 km, 200 to 330, claimed)" in first
    assert (
        "Beta-2 −1.0 (−3.0 to 1.5) Alpha-1, Eye radar: printed detection range (300 km, 200 to 330) assumed"
        in text
    )


@pytest.mark.usefixtures("figures_kept")
def test_a_difference_without_a_figure_that_stands_out_says_so():
    raid = replace(brief_data().raids[0], differences=(difference(),))
    text = words_of(render_brief(brief_data(raids=(raid,))))
    assert "in 0 of 1 raid the difference moves with assumed figures. " in text
    assert "no single figure stands out" in text


@pytest.mark.usefixtures("figures_kept")
def test_raids_without_a_leaker_leave_a_doubt():
    row = brief_data().raids[0].rows[0]
    never = summary(p_no_leaker=estimate(0.0, mc_error_90=[0.0, 0.03]))
    rows = (replace(row, summary=never), *brief_data().raids[0].rows[1:])
    text = words_of(render_brief(brief_data(raids=(replace(brief_data().raids[0], rows=rows),))))
    assert "none (0–3)" in text


def test_the_choice_comes_first_with_costs_a_hundred_raids_each_and_no_clear_winner_where_there_is_none(page):
    text = words_of(page)
    choice = text[text.index("The choice: what it stops") : text.index("What one unit sees")]
    assert "S-400" in choice
    assert "Pantsir-S1" in choice
    assert re.search(r"no clear winner|is the clear winner", choice)
    assert re.search(
        r"fewer leak past S-300PMU-2 than past S-400 in \d+ \(more in \d+, as many in \d+\)", choice
    )
    assert "100 raids of each option, one dot each" in choice
    assert re.search(r"\(100 raids played in the 5 worlds nearest to it; .* may be off by 9\)", choice)
    assert "cost, 20 y" in choice
    assert "sanctioned" in choice
    assert "how likely sanctions are is for the reader to say" in choice
    assert page.index('id="choice"') < page.index('id="reach"')


@pytest.mark.usefixtures("figures_kept")
def test_a_case_of_one_option_has_no_choice():
    text = words_of(render_brief(brief_data(choice={})))
    assert "The choice" not in text


def test_what_the_program_assumes_and_what_it_cannot_tell_is_listed(page):
    text = words_of(page)
    limits = text[text.index("What this cannot tell you") :]
    assert "Two hits make a track." in limits
    assert "A battery stands somewhere within the place it defends, not at the aim point" in limits
    assert "One unit alone, but in section 5" in limits


def test_every_map_lies_between_the_shared_relief_and_the_shared_frame(page, outline):
    uses = [attributes["href"][1:] for tag, attributes in outline.tags if tag == "use"]
    shared = page[page.index('<svg class="shared"') :]
    shared = shared[: shared.index("</svg>")]
    reliefs = re.findall(r'<image id="(\w+)"', shared)
    frames = [own for own in re.findall(r'<g id="(\w+)"', shared) if own not in reliefs]
    sites = len(brief_data().sites)
    assert len(reliefs) == len(frames) == sites
    for relief, frame in zip(reliefs, frames, strict=True):
        assert (uses.count(relief), uses.count(frame)) == (1, 1)
        assert uses.index(relief) < uses.index(frame)


def test_every_reason_of_the_ledger_has_a_fill_of_its_own():
    assert tuple(LEDGER_FILLS) == REASON_NAMES
    looks = [(fill.colour, fill.hatch) for fill in LEDGER_FILLS.values()]
    assert len(set(looks)) == len(looks)


def test_the_picture_of_a_relief_has_its_colours_to_the_bit():
    (ground, *_) = brief_data().grounds
    packed = re.search(r"base64,([^\"]*)", relief_picture(ground))[1]
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(packed))).convert("RGB"))
    assert np.array_equal(pixels, relief_rgb(ground)[::-RELIEF_EVERY, ::RELIEF_EVERY])


def test_relief_is_light_towards_the_north_west_and_water_is_apart():
    land = ground("here")
    rgb = relief_rgb(land).astype(int)
    middle = rgb.shape[1] // 2
    north_slope = rgb[int(0.8 * rgb.shape[0]), middle, 0]
    south_slope = rgb[int(0.7 * rgb.shape[0]), middle, 0]
    assert north_slope > south_slope
    water, flat = rgb[0, -1], rgb[rgb.shape[0] // 4, middle]
    assert len(set(flat)) == 1
    assert len(set(water)) > 1


def test_plain_json_keeps_six_digits_and_drops_arrays():
    assert plain_json({"a": 1.23456789, "b": (True, None, "x"), "c": np.zeros(3)}) == {
        "a": 1.23457,
        "b": [True, None, "x"],
        "c": None,
    }


@pytest.mark.usefixtures("figures_kept")
def test_the_page_says_what_doctrine_decides_in_a_table_and_a_chart():
    page = render_brief(brief_data())
    section = page.split("How much doctrine decides", 1)[1].split("What is compared", 1)[0]
    row = section.split("10 cruise missiles</th>", 1)[1].split("</tr>", 1)[0]
    assert "7.2 <small>(6–8)</small>" in row
    assert "8.5 <small>(6–10)</small>" in row
    first = page.split('<h2 id="assumed">', 1)[1]
    crew = first.split("<li>", 2)[1]
    assert crew.startswith(
        "<strong>How the crew fires</strong> decides how many get through; nobody publishes it"
    )
    assert "words of one-look-one (assumed; we are 90\u00a0% sure of 6.0 to 8.0): 7.2" in crew
    chart = section.split("<figure ", 1)[1]
    assert "20 ready rounds" in chart
    assert "of 100 2.0 (in 90 of 100 such raids 2.0 to 5.0; 90 % sure that the mean is 1.0 to 3.0)" in chart


@pytest.mark.usefixtures("figures_kept")
def test_a_doctrine_that_a_source_rules_out_is_a_dash_and_no_doctrine_no_chart():
    data = brief_data()
    kept = summary()["doctrine"]["answers"][:1]
    rows = tuple(replace(row, summary=summary(doctrine={"answers": kept})) for row in data.raids[0].rows)
    unplayed = tuple(replace(curve, points=()) for curve in data.doctrine)
    page = render_brief(replace(data, raids=(replace(data.raids[0], rows=rows),), doctrine=unplayed))
    section = page.split("How much doctrine decides", 1)[1].split("What is compared", 1)[0]
    assert ">–</td>" in section
    assert "<figure" not in section
    assert "How the crew fires" not in page


def test_a_battery_that_is_placed_in_a_hollow_is_named_under_the_table_of_placement():
    said = "The battery at <There> stands in a hollow of the elevation data: ask again."
    page = render_brief(brief_data(placement=brief_data().placement | {"remarks": [said]}))
    assert page.count(html.escape(said)) == 1


@pytest.mark.usefixtures("figures_kept")
def test_the_box_names_the_assumed_figures_that_move_most_and_no_others(page):
    words = words_of(page)
    box = words[words.index("First: what rests on assumed figures") : words.index("Verdict")]
    assert "operators who take up tracks side by side: 9.8 at 1, 6.6 at 4" in box
    assert "8.0 as drawn in the same 40 worlds of 2 raids" in box
    assert "Differences computed to within 0.6." in box
    assert "crew's reaction" not in box
    assert "one-look-one): " in box or "words of one-look-one" in box


@pytest.mark.usefixtures("figures_kept")
def test_the_box_says_nothing_of_assumed_figures_where_none_stands_out():
    data = brief_data()
    quiet = {**TORNADO, "rows": TORNADO["rows"][3:]}
    rows = tuple(replace(row, summary=row.summary | {"tornado": quiet}) for row in data.raids[0].rows)
    words = words_of(render_brief(replace(data, raids=(replace(data.raids[0], rows=rows),))))
    assert "figures that move most" not in words
    assert "no cause moves leakers beyond luck" in words


@pytest.mark.usefixtures("figures_kept")
def test_the_table_of_causes_holds_the_numbers_of_the_box(page):
    words = words_of(page)
    table = words[words.index("One cause at a time: what changes leakers") :]
    assert "9.8 (1) 6.6 (4) \u22123.2 (\u00b1 0.6)" in table


def facts_section(page):
    """Return the words of the section on facts, none where there is no such section."""
    words = words_of(page)
    start = words.find("The facts worth finding")
    return "" if start < 0 else words[start : words.index("What the differences rest on", start)]


@pytest.mark.usefixtures("figures_kept")
def test_the_facts_worth_finding_are_told_with_their_shares_and_what_they_cost(page):
    section = facts_section(page)
    data = brief_data()
    told = [
        each.replace("\u00a0", " ")
        for each in facts_told(data.facts, named=names_for(data.lead_system, data.figures))
    ]
    assert told[0].startswith("command post: operators who take up tracks side by side (assumed, 1 to 4):")
    assert "knowing it would take 40 % (35 to 45) off the doubt" in told[0]
    places = [section.index(each[1:]) for each in told]
    assert places == sorted(places)
    assert "from 12,704 raids" in section
    assert data.lead_system not in section.partition("skykeep sensitivity")[0]


@pytest.mark.usefixtures("figures_kept")
def test_where_no_fact_stands_out_the_page_says_so_and_where_none_was_asked_nothing():
    data = brief_data()
    none_found = words_of(render_brief(replace(data, facts=data.facts | {"facts": []})))
    assert NO_FACT in none_found
    assert "asked of 12,704 raids, luck taken off" in none_found
    assert "is luck: no fact to find" not in none_found
    not_asked = words_of(render_brief(replace(data, facts={})))
    assert "worth finding" not in not_asked


@pytest.mark.usefixtures("figures_kept")
def test_the_answer_to_what_would_change_it_names_the_first_fact():
    data = brief_data()
    first, *others = data.facts["facts"]
    assert answers(data).change.endswith(
        "The first fact worth finding is command post: operators who take up tracks side by side (assumed): "
        "knowing it would take 40\u00a0% (35 to 45) off the doubt."
    )
    strongest = first | {"figure": TORNADO["rows"][0]["figure"]}
    same = replace(data, facts=data.facts | {"facts": [strongest, *others]})
    assert "It is also the first fact worth finding: knowing it would take 40" in answers(same).change
    assert "worth finding" not in answers(replace(data, facts={})).change


def test_the_page_says_that_the_program_failed_its_own_test_and_why_two_sections_differ(page):
    text = " ".join(page.replace("&nbsp;", " ").replace("\u00a0", " ").split())
    limits = text[text.index('id="limits"') :]
    told = backtest_summary()
    assert f"The program failed {told['failed']} of {told['tests']} tests" in limits
    assert text.count("another number of raids for the same question") == 2
    assert "the one it is least sure to beat" in text
    assert "(1 battalion)" in text


@pytest.mark.usefixtures("figures_kept")
def test_sections_that_play_as_many_raids_do_not_say_that_they_play_another_number():
    data = brief_data()
    as_many = {"worlds_limit": data.provenance["worlds"], "replications": data.provenance["replications"]}
    page = words_of(render_brief(replace(data, choice=data.choice | as_many)))
    assert "another number of raids" not in page
    assert "the same luck for all. Costs and times rest on contracts" in page


@pytest.mark.usefixtures("figures_kept")
def test_the_table_of_what_is_compared_says_where_its_numbers_are_of_a_part_of_a_unit():
    data = brief_data()
    first, *others = data.systems
    assert "alike parts of a" not in words_of(render_brief(data))
    page = words_of(render_brief(replace(data, systems=(replace(first, engagement_sets=6), *others))))
    assert "Alpha-1 battalion here one of 6 alike" in page
    assert "Alpha-1: threats, interceptors, launchers and rounds are of one of the 6 alike parts" in page


def test_words_of_the_choice_stand_flush_with_their_heading_and_numbers_do_not():
    page = render_brief(brief_data())
    tables = re.findall(r'<table class="[^"]*pinned">.*?</table>', page[page.index('id="choice"') :], re.S)[
        :2
    ]
    of_words, first_row = [], []
    for table in tables:
        of_words.append(
            [heading for cell, heading in re.findall(r"<th scope=\"col\"([^>]*)>([^<]*)", table) if not cell]
        )
        first_row.append(re.findall(r'<td class="(n|words)', table.split("<tbody>")[1].split("</tr>")[0]))
    assert of_words[0] == ["option", "sanctions on record"]
    assert first_row[0].count("words") == 1
    assert "n" not in first_row[1]
