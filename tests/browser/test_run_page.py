"""The page of a run in a real browser: dots that open raids, figures that are saved, and all of it without
scripts."""

import csv
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

import skykeep
from skykeep.api.run_pages import BYTES_MOST, run_html_page
from skykeep.study.raid_heights import main_height_m

from .pages import CHROMIUM, NO_CHROMIUM, off_machine, opened, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]

SCENARIO = "two-sites"
"""Its two fire units stand apart: the map has a place for each."""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def run():
    return skykeep.run(SCENARIO, worlds=60, replications=4, seed=1)


@pytest.fixture(scope="module")
def run_file(run, tmp_path_factory):
    path = tmp_path_factory.mktemp("run") / "run.html"
    path.write_text(run_html_page(run), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def page(browser, run_file):
    with opened(browser, run_file, accept_downloads=True) as found:
        yield found


def saved(page, figure, kind):
    """Press a button below a figure, and return the file that it gives."""
    with page.expect_download() as got:
        figure.get_by_role("button", name=re.compile(f" as {kind}$")).first.click()
    return Path(got.value.path()).read_bytes(), got.value.suggested_filename


def dots_of(figure):
    """Return world, replication and leakers of each dot by what it says of itself."""
    told = [each.get_attribute("aria-label") for each in figure.locator("circle.dot").all()]
    found = []
    for words in told:
        key = re.search(r"\(world (\d+), replication (\d+)\)", words)
        leak = re.match(r"(\d+) leak", words)
        found.append((int(key[1]), int(key[2]), int(leak[1]) if leak else 0))
    return found


def stands_alone(text):
    """Return the tree of an SVG, all of whose references lead into itself."""
    tree = ElementTree.fromstring(text)
    ids = {each.attrib["id"] for each in tree.iter() if "id" in each.attrib}
    for each in tree.iter():
        for name, value in each.attrib.items():
            if name.endswith("href"):
                assert value.startswith("data:") or value[1:] in ids
            assert set(re.findall(r"url\(#([^)]+)\)", value)) <= ids
    return tree


def test_map_and_replay_start_together_and_ask_nobody(page, run_file):
    assert run_file.stat().st_size < BYTES_MOST
    assert page.locator(".live-map").is_visible()
    assert page.locator(".replay-frame .stage").is_visible()
    assert page.locator("[data-live-says]").first.is_hidden()
    assert page.complaints == []
    assert off_machine(page, run_file) == []


def test_the_map_opens_at_the_height_nearest_to_where_the_raid_flies(page, run):
    raid, catalogue = run.scenario_object.raid, run._given.catalogue
    assert main_height_m(raid, catalogue) == 50  # twelve of thirty; twelve at 300 m
    assert page.evaluate("skykeep.app.store.state.height_agl_m") == 100
    assert (
        "at 100\u00a0m above ground"
        in page.locator("figure", has=page.locator(".still-map")).first.text_content()
    )


def test_every_dot_is_a_raid_of_the_run(page, run):
    rows = {
        (row["world"], row["replication"]): row["leakers"]
        for row in run.raids.to_arrow().select(["world", "replication", "leakers"]).to_pylist()
    }
    dots = dots_of(page.locator("figure[data-dots]"))
    assert len(dots) == len(run.to_json()["hundred_raids"]["dots"])
    assert len({dot[:2] for dot in dots}) == len(dots)
    assert all(rows[world, replication] == leakers for world, replication, leakers in dots)


def test_a_dot_with_a_rim_opens_its_raid_by_click_and_by_key(page):
    figure = page.locator("figure[data-dots]")
    played = figure.locator("circle.played")
    raids = page.evaluate("skykeepReplay.header.raids.map(raid => [raid.world, raid.replication])")
    assert played.count() == len(raids) == 3
    for place in (2, 0, 1):
        key = re.search(r"world (\d+), replication (\d+)", played.nth(place).get_attribute("aria-label"))
        if place == 1:
            played.nth(place).focus()
            page.keyboard.press("Enter")
        else:
            played.nth(place).click()
        assert page.evaluate("[skykeepReplay.raid.entry.world, skykeepReplay.raid.entry.replication]") == [
            int(key[1]),
            int(key[2]),
        ]
        assert page.evaluate("document.activeElement.className") == "stage"


def test_any_other_dot_says_the_command_that_plays_it(page):
    figure = page.locator("figure[data-dots]")
    other = figure.locator("circle.dot:not(.played)").first
    other.focus()
    page.keyboard.press("Enter")
    key = re.search(r"world (\d+), replication (\d+)", other.get_attribute("aria-label"))
    assert figure.locator(".dots-say code").inner_text() == f"skykeep replay RUN --key {key[1]},{key[2]}"


def test_arrow_keys_go_from_dot_to_dot_and_tab_leaves_them(page):
    figure = page.locator("figure[data-dots]")
    assert figure.locator("circle[tabindex='0']").count() == 1
    figure.locator("circle[tabindex='0']").focus()
    before = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") != before
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == before
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_the_dots_are_saved_as_picture_and_as_numbers_with_their_source(page, run):
    figure = page.locator("figure[data-dots]")
    text, name = saved(page, figure, "SVG")
    assert name.endswith(".svg")
    tree = stands_alone(text.decode())
    words = " ".join(each.text or "" for each in tree.iter(f"{SVG}tspan"))
    assert f"scenario {SCENARIO}, seed 1, 60 worlds of 4 raids: public figures only" in words
    assert not [each for each in tree.iter(f"{SVG}circle") if "played" in each.attrib.get("class", "")]
    picture, name = saved(page, figure, "PNG")
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") >= 1600
    table, name = saved(page, figure, "CSV")
    source, *lines = table.decode().splitlines()
    assert source.startswith("# ")
    assert f"scenario {SCENARIO}" in source
    rows = list(csv.DictReader(lines))
    assert [(int(row["world"]), int(row["replication"]), int(row["leakers"])) for row in rows] == dots_of(
        figure
    )


def test_the_map_is_saved_as_it_stands_with_its_ranges(page):
    frame = page.locator(".live-frame")
    text, _ = saved(page, frame, "SVG")
    tree = stands_alone(text.decode())
    assert len(list(tree.iter(f"{SVG}path"))) > 5
    words = " ".join(each.text or "" for each in tree.iter(f"{SVG}tspan"))
    named = page.evaluate("skykeep.app.context.ladderOf(skykeep.app.store.state).system.name")
    assert f"{named} at " in words
    assert "against a cruise missile at 100\u00a0m" in words
    for key in (
        "seen: a target",
        "engageable: a target",
        "detection ring",
        "borders",
        "many of them assumed",
    ):
        assert key in words
    assert saved(page, frame, "PNG")[0].startswith(b"\x89PNG")
    table, _ = saved(page, frame, "CSV")
    rows = list(csv.DictReader(table.decode().splitlines()[1:]))
    assert [int(row["bearing_deg"]) for row in rows] == list(range(360))
    best = page.evaluate(
        "Array.from(skykeep.app.context.ladderOf(skykeep.app.store.state).ranges_m('seen', 100))"
    )
    assert [int(row["seen_range_m"]) for row in rows] == pytest.approx(best, abs=1)
    assert all(int(row["seen_low_m"]) <= int(row["seen_range_m"]) <= int(row["seen_high_m"]) for row in rows)


def test_the_map_goes_from_one_fire_unit_to_the_other(page, run):
    told = []
    for site, unit in zip(("place-1", "place-2"), run.scenario_object.fire_units, strict=True):
        button = page.locator(".live-controls").get_by_role("button", name=unit.id, exact=True)
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert page.evaluate("skykeep.app.context.ladderOf(skykeep.app.store.state).entry.site") == site
        page.evaluate("skykeep.app.store.set({ probe: [44.4, 33.5] })")
        assert page.locator(".live-probe tbody tr").count() == 1
        told.append(page.locator(".live-readout").inner_text())
    assert len(set(told)) == 2
    assert page.complaints == []


def test_buttons_are_not_printed(page):
    page.emulate_media(media="print")
    assert page.locator(".figure-saves").first.is_hidden()
    assert page.locator(".still-map").last.is_visible()
    assert page.locator(".plan").first.is_visible()
    page.emulate_media(media="screen")


def test_paper_has_the_sources_and_says_where_threats_are_told(page):
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".figures tbody tr").last.is_visible()
    assert page.locator(".threat-by-threat").first.is_hidden()
    assert page.locator(".closed-on-paper").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".figures tbody tr").last.is_hidden()
    page.emulate_media(media="screen")


def test_the_page_says_what_is_in_it(page, run_file):
    inside = page.locator("#what-is-in-this-file")
    inside.locator("summary").click()
    assert f"{run_file.stat().st_size / 1e6:.2f} MB" in inside.inner_text()
    assert "Ranges by height and bearing at unit-1, unit-2" in inside.inner_text()
    assert "Nothing in it is your own" in inside.inner_text()
    assert inside.locator("li").count() >= 5


def test_without_scripts_all_words_tables_and_pictures_stand(browser, run_file, run):
    with opened(browser, run_file, wait=False, java_script_enabled=False) as page:
        assert [each.is_visible() for each in page.locator(".still-map").all()] == [True, True]
        assert page.locator("figure[data-dots] svg").is_visible()
        assert page.locator(".plan").count() == 3
        assert page.locator(".live-map").count() == 0
        assert page.locator(".figure-saves").count() == 0
        text = page.locator("main").inner_text()
        assert run.question in text
        assert "Why threats leak" in text
        assert page.locator("table[data-numbers=measures] tbody tr").count() >= 6


def test_it_works_in_a_frame_without_an_origin(browser, run_file, tmp_path):
    from html import escape

    frame = escape(run_file.read_text(encoding="utf-8"))
    path = tmp_path / "frame.html"
    path.write_text(f'<iframe sandbox="allow-scripts" width="1200" height="900" srcdoc="{frame}"></iframe>')
    with opened(browser, path, wait=False) as page:
        page.frame_locator("iframe").locator(".replay-frame .stage canvas").first.wait_for()
        assert page.complaints == []
        inner = page.frames[1]
        wait_until(inner_page(inner, page), "window.skykeepReady === true")


def inner_page(frame, page):
    """Return a frame that is asked as a page is."""
    frame.complaints = page.complaints
    return frame
