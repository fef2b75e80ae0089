"""What a notebook shows of a coverage: words, a table, and a map in a frame that reaches nothing else."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

import skykeep
from skykeep.api import coverage_maps
from skykeep.page.embed import unpacked
from skykeep.report.templating import CONTENT_POLICY

from ..page.payload_reader import read_payload

EVIL = '"></iframe><script>alert(1)</script>'


class Elements(HTMLParser):
    """Collects the elements of a page, each with its attributes, and the texts of scripts that are held."""

    def __init__(self, page):
        super().__init__()
        self.found, self.held, self._open = [], {}, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        self._open = dict(attributes).get("id") if tag == "script" else None

    def handle_endtag(self, tag):
        self._open = None

    def handle_data(self, data):
        if self._open:
            self.held[self._open] = self.held.get(self._open, "") + data

    def of(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def found():
    """Give the coverage of a short-ranged system on flat ground; one height lies below the slider's."""
    place = skykeep.Site(lat_deg=33.3, lon_deg=44.4, name=EVIL)
    heights = [5, 100, 3000]
    return skykeep.coverage(system="pantsir-s1", site=place, heights=heights, terrain="flat", jobs=1)


@pytest.fixture(scope="module")
def shown(found):
    return found._repr_html_()


@pytest.fixture(scope="module")
def inner(shown):
    """Give the elements of the page inside the frame."""
    (frame,) = Elements(shown).of("iframe")
    return Elements(frame["srcdoc"])


def test_the_frame_may_run_scripts_and_save_files_and_nothing_else(shown):
    (frame,) = Elements(shown).of("iframe")
    assert frame["sandbox"] == "allow-scripts allow-downloads"
    assert "src" not in frame
    assert len(shown) < 2_000_000


def test_text_from_outside_stays_text_outside_and_inside_the_frame(shown, inner):
    assert Elements(shown).of("script") == []
    ids = [attributes.get("id") for attributes in inner.of("script")]
    assert ids == ["skykeep-script", "skykeep-payload", None]
    assert EVIL not in shown
    assert inner.of("iframe") == []


def test_the_page_in_the_frame_has_the_policy_of_every_page_and_asks_nobody(inner):
    (policy,) = [each["content"] for each in inner.of("meta") if "http-equiv" in each]
    assert policy == CONTENT_POLICY
    addresses = [each[name] for _, each in inner.found for name in ("src", "href") if name in each]
    assert {address.partition(":")[0] for address in addresses} <= {"data"}


def test_the_map_has_the_ranges_of_the_result_and_more_heights(found, inner):
    header, array = read_payload(unpacked(inner.held["skykeep-payload"].strip()))
    (entry,) = header["coverage"]
    assert entry["heights_agl_m"][0] == 30.0  # the slider begins above the least that was asked for
    assert [row["height_agl_m"] for row in entry["rows"]] == [100.0, 3000.0]
    assert header["case"]["table_heights_agl_m"] == [100.0, 3000.0]
    shares = entry["rows"][1]["seen_share"]
    assert (shares["low"], shares["high"]) == found.at(3000).seen_limits
    assert array(f"pantsir-s1/{entry['site']}/seen_limit").shape == (len(entry["heights_agl_m"]), 360)
    assert header["arrays"]["ground"]["shape"][0] > 10  # flat ground has posts to sweep along


def test_without_scripts_a_still_map_stands_there_with_its_shares(inner, shown):
    (still,) = [each for each in inner.of("svg") if each.get("class") == "still-map"]
    assert "against a fighter at 3\u00a0km above ground" in still["aria-label"]
    assert re.search(r"\d+\u00a0% \(\d+ to \d+\) of the detection ring", still["aria-label"])


def test_words_with_limits_stand_before_the_table(shown):
    first = shown[: shown.index("<table")]
    (said,) = re.findall(r"at 3\u00a0km (\d+\u00a0% \(\d+ to \d+\)) of the detection ring", first)
    assert f"<td>{said}</td>" in shown[shown.index("<table") :]


def test_a_table_rounds_limits_outwards_like_the_words_above_it(found):
    from skykeep.api.html import coverage_html

    (unit,) = found.units
    height = replace(found.at(3000), seen_limits=(0.0061, 0.0609))
    page = coverage_html([replace(unit, heights=(height,))])
    assert page.count("(0 to 7)") == 2  # both ends are the only height
    assert "(1 to 6)" not in page


def test_a_coverage_that_does_not_know_what_it_came_from_has_no_map(found):
    assert "<iframe" not in type(found)(found.units)._repr_html_()


def test_too_many_fire_units_have_no_map(found, monkeypatch):
    monkeypatch.setattr(coverage_maps, "UNITS_MOST", 0)
    assert coverage_maps.coverage_map(found.units, found._origins) is None


def test_who_engages_nothing_is_not_on_the_map(found):
    (unit,) = found.units
    blind = replace(unit, heights=tuple(replace(each, engagement_ring_m=0.0) for each in unit.heights))
    assert coverage_maps.coverage_map([blind], found._origins) is None
    two = coverage_maps.coverage_map([blind, unit], [*found._origins, *found._origins])
    assert [each.name for each in two.units] == [EVIL]


def test_the_text_of_a_coverage_stays_a_line(found):
    assert repr(found) == f"<Coverage of pantsir-s1 at {EVIL}: 3 heights>"


def test_the_map_sees_as_far_as_the_result(found):
    data = coverage_maps.coverage_map(found.units, found._origins)
    ladder = data.units[0].ladder
    row = ladder.heights_agl_m.index(3000.0)
    assert np.array_equal(ladder.seen_range_m[row], found.at(3000).seen_range_m.astype(np.float32))
