"""Charts and the map of a brief speak of the same: a mark chooses on the map, what is chosen is set off."""

import pytest

from ..unit.report.brief_cases import brief_data
from .pages import CHROMIUM, NO_CHROMIUM, opened, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]

STATE = "skykeep.app.store.state"
LEAKERS = f"figure[data-figure=leakers-{brief_data().raids[0].id}]"
LEFT_ALONE = "skykeep.app.store.set({...skykeep.app.firstState}), skykeep.app.fit()"


@pytest.fixture(scope="module")
def page(browser, page_file):
    with opened(browser, page_file, painter="canvas") as found:
        yield found
        assert found.complaints == []


@pytest.fixture
def fresh(page):
    """The page as it was first shown, no pointer on a chart."""
    page.evaluate(LEFT_ALONE)
    yield page
    page.mouse.move(1, 1)


def current(page, selector):
    """Return what the marks that are set off say."""
    return page.locator(f"{selector} .mark[aria-current=true]").evaluate_all(
        "found => found.map(each => each.getAttribute('aria-label'))"
    )


def test_a_press_on_a_mark_chooses_its_system_and_what_it_says_leads_to_the_map(fresh):
    fresh.evaluate("skykeep.app.store.set({system: 'alpha-1', site: 'there', moved: [44, 33]})")
    marks = fresh.locator(f"{LEAKERS} .mark")
    assert marks.count() == len(brief_data().raids[0].rows)
    assert current(fresh, LEAKERS) == []  # the raid comes elsewhere
    other = fresh.locator(f"{LEAKERS} .mark[aria-label^='Beta-2']").first
    other.click()
    assert fresh.evaluate(f"[{STATE}.system, {STATE}.site, {STATE}.moved]") == ["beta-2", "here", None]
    assert all(words.startswith("Beta-2") for words in current(fresh, LEAKERS))
    assert other.evaluate("each => getComputedStyle(each).stroke") != "none"
    says = fresh.locator(f"{LEAKERS} .figure-saves a")
    assert says.inner_text().replace("\u00a0", " ") == "On the map: Beta-2, 1 km, Here"
    says.click()
    wait_until(fresh, "skykeep.app.map.holder.getBoundingClientRect().top < innerHeight")


def test_what_is_chosen_on_the_map_is_set_off_in_every_chart_and_in_the_table(fresh):
    fresh.locator(".live-choices button", has_text="Beta-2").click()
    assert all(words.startswith("Beta-2") for words in current(fresh, "figure[data-figure=raid-sizes]"))
    assert len(current(fresh, "figure[data-figure=raid-sizes]")) == 1
    fresh.evaluate("skykeep.app.store.set({height_agl_m: 100, site: 'there'})")
    assert current(fresh, "figure[data-figure=raid-sizes]") == []
    cells = fresh.locator("[data-rings] td")
    wide = 2 * len(brief_data().systems)
    row = len(brief_data().heights_agl_m)  # of the second place, the lowest height
    chosen = cells.evaluate_all(
        "cells => cells.flatMap((each, at) => each.getAttribute('aria-current') ? [at] : [])"
    )
    assert chosen == [row * wide + 2, row * wide + 3]
    outline = cells.nth(chosen[0]).evaluate("each => getComputedStyle(each).outlineStyle")
    assert outline == "solid"
    fresh.emulate_media(media="print")
    assert cells.nth(chosen[0]).evaluate("each => getComputedStyle(each).outlineStyle") == "none"
    assert fresh.locator(".overlay").first.is_hidden()
    fresh.emulate_media(media="screen")


def test_a_pointer_that_rests_on_a_mark_shows_it_and_one_that_leaves_shows_what_was_there(fresh):
    fresh.evaluate("skykeep.app.map.zoomBy(1)")
    before = fresh.evaluate(f"[{STATE}, skykeep.app.map.view]")
    fresh.locator(f"{LEAKERS} .mark[aria-label^='Beta-2']").first.hover()
    wait_until(fresh, f"{STATE}.system === 'beta-2'")
    fresh.mouse.move(1, 1)
    wait_until(fresh, f"{STATE}.system === 'alpha-1'")
    assert fresh.evaluate(f"[{STATE}, skykeep.app.map.view]") == before


def test_keys_go_from_mark_to_mark_behind_one_stop_of_tab(fresh):
    marks = fresh.locator("figure[data-figure=placement] .mark")
    heights = brief_data().heights_agl_m
    assert marks.count() == len(heights)
    stops = marks.evaluate_all("found => found.map(each => each.tabIndex)")
    assert sorted(stops) == [-1] * (len(heights) - 1) + [0]
    marks.nth(stops.index(0)).focus()
    fresh.keyboard.press("ArrowRight")
    assert fresh.evaluate(f"{STATE}.height_agl_m") == heights[(stops.index(0) + 1) % len(heights)]
    cell = fresh.locator("[data-rings] td[tabindex='0']")
    assert cell.count() == 1
    assert fresh.locator("[data-rings]").get_attribute("role") == "grid"
    cell.focus()
    below = fresh.evaluate(f"{STATE}.height_agl_m")
    fresh.keyboard.press("ArrowUp" if below > heights[0] else "ArrowDown")
    assert fresh.evaluate(f"{STATE}.height_agl_m") != below
    fresh.keyboard.press("ArrowRight")
    fresh.keyboard.press("ArrowRight")
    assert fresh.evaluate(f"{STATE}.system") == "beta-2"


def test_a_map_in_another_language_is_tied_to_the_charts_as_well(browser, page_file):
    with opened(browser, page_file, painter="canvas") as page:
        page.get_by_role("button", name="العربية").click()
        wait_until(page, "document.querySelector('[data-live]').lang === 'ar'")
        page.locator("figure[data-figure=raid-sizes] .mark[aria-label^='Beta-2']").click()
        assert page.evaluate(f"{STATE}.system") == "beta-2"
        assert len(current(page, "figure[data-figure=raid-sizes]")) == 1
