"""Charts and the map of a brief speak of the same: a mark chooses on the map, what is chosen is set off."""

import pytest

from skykeep.report.words import share_with_limits

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


def test_what_was_done_by_hand_meanwhile_stays_when_the_pointer_leaves(fresh):
    mark = fresh.locator(f"{LEAKERS} .mark[aria-label^='Beta-2']").first
    mark.hover()
    wait_until(fresh, f"{STATE}.system === 'beta-2'")
    fresh.evaluate("skykeep.app.store.set({moved: [44.5, 33.5]})")
    fresh.mouse.move(1, 1)
    fresh.wait_for_timeout(200)
    assert fresh.evaluate(f"[{STATE}.system, {STATE}.moved]") == ["beta-2", [44.5, 33.5]]
    fresh.locator(f"{LEAKERS} .mark[aria-label^='Alpha-1']").first.hover()
    wait_until(fresh, f"{STATE}.system === 'alpha-1'")
    fresh.mouse.move(1, 1)
    wait_until(fresh, f"{STATE}.system === 'beta-2'")  # as it was put by hand
    assert fresh.evaluate(f"{STATE}.moved") == [44.5, 33.5]
    mark.hover()
    mark.click()
    fresh.mouse.move(1, 1)
    fresh.wait_for_timeout(200)
    assert fresh.evaluate(f"{STATE}.system") == "beta-2"


def test_a_system_of_an_option_alone_is_on_the_map_where_the_raids_come_and_says_so(fresh):
    data = brief_data()
    (other,) = data.option_systems
    fresh.evaluate("skykeep.app.store.set({site: 'there'})")
    fresh.locator("figure[data-figure=choice-pareto] .mark[aria-label^='Pantsir-S1']").click()
    fresh.mouse.move(1, 1)
    assert fresh.evaluate(f"[{STATE}.system, {STATE}.site]") == [other.id, data.raid_site]
    assert "Pantsir-S1 is among the options alone: it was computed at Here" in fresh.inner_text("[data-live]")
    lists = fresh.locator(".live-controls select")
    lists.select_option(f"{data.systems[0].id}|met")
    assert "Pantsir-S1" in fresh.inner_text(".live-legend")
    fresh.evaluate("skykeep.app.store.set({system: 'alpha-1', site: 'there', beside: null})")
    shut = lists.locator("option:disabled")
    assert shut.all_inner_texts() == [
        "Pantsir-S1 is among the options alone: it was computed at Here, where the raids come."
    ]


def test_a_segment_of_the_ledger_says_what_it_is_and_shows_what_the_map_has_of_it(fresh):
    chart = LEAKERS.replace("leakers-", "ledger-")
    late = fresh.locator(f"{chart} .mark[aria-label^='Alpha-1: in sight, not detected']").first
    late.click()
    fresh.mouse.move(1, 1)
    assert fresh.evaluate(f"{STATE}.showSight") is True
    said = fresh.locator(f"{chart} .figure-saves a").inner_text()
    assert "no radar confirmed a track of it" in said
    assert "The map shows what is in sight." in said
    assert len(current(fresh, chart)) >= 2  # the segment, and the rows of its system
    fresh.locator(f"{chart} .mark[aria-label^='Alpha-1: no channel free']").first.click()
    fresh.mouse.move(1, 1)
    assert fresh.evaluate(f"{STATE}.showSight") is True  # what was chosen by hand stays
    assert "no map shows it" in fresh.locator(f"{chart} .figure-saves a").inner_text()
    assert late.get_attribute("aria-current") is None


def test_keys_go_from_mark_to_mark_behind_one_stop_of_tab(fresh):
    marks = fresh.locator("figure[data-figure=placement] .mark")
    heights = brief_data().heights_agl_m
    assert marks.count() == len(heights)
    stops = marks.evaluate_all("found => found.map(each => each.tabIndex)")
    assert sorted(stops) == [-1] * (len(heights) - 1) + [0]
    marks.nth(stops.index(0)).focus()
    fresh.keyboard.press("ArrowRight")
    assert fresh.evaluate(f"{STATE}.height_agl_m") == heights[(stops.index(0) + 1) % len(heights)]


def test_the_rings_are_drawn_from_the_rows_of_the_table_with_their_limits(fresh):
    data = brief_data()
    bars = fresh.locator("figure[data-figure=rings] .mark")
    assert bars.count() == len(data.systems) * len(data.sites) * len(data.heights_agl_m)
    for at in (0, bars.count() - 1):
        bars.nth(at).click()
        system, site, height_agl_m = fresh.evaluate(f"[{STATE}.system, {STATE}.site, {STATE}.height_agl_m]")
        row = next(each for each in data.coverage_of(system, site).rows if each.height_agl_m == height_agl_m)
        said = bars.nth(at).get_attribute("aria-label").replace("\u00a0", " ")
        assert said.startswith(f"{data.system(system).short_name}, {data.site(site).name}, ")
        for share in (row.seen_share, row.engageable_share):
            assert share_with_limits(share).replace("\u00a0", " ") in said
    assert fresh.evaluate(f"[{STATE}.system, {STATE}.site]") == [data.systems[-1].id, data.sites[-1].id]
    fresh.locator("[data-rings] td").first.click()
    first = [data.systems[0].id, data.sites[0].id, data.heights_agl_m[0]]
    assert fresh.evaluate(f"[{STATE}.system, {STATE}.site, {STATE}.height_agl_m]") == first


def test_on_a_phone_the_labels_of_the_rings_are_letters_that_can_be_read(browser, page_file):
    least = """() => {
      const drawn = document.querySelector("figure[data-figure=rings] svg");
      const scale = drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width;
      const sizes = Array.from(drawn.querySelectorAll("text"), each => each.getAttribute("font-size"));
      return [scale * Math.min(...sizes), document.documentElement.scrollWidth];
    }"""
    with opened(browser, page_file, painter="canvas", width_px=390) as page:
        size_px, wide_px = page.evaluate(least)
        assert size_px >= 11.0
        assert wide_px <= 390


def test_a_dot_tells_its_raid_and_the_command_that_plays_it(fresh):
    options = brief_data().choice["dots"]["options"]
    figure = fresh.locator("figure[data-figure=choice-dots]")
    panels = figure.locator(".overlay g[role=group]", has=fresh.locator("circle"))
    assert panels.count() == len(options)
    for place, (option, hundred) in enumerate(options.items()):
        dots = panels.nth(place).locator("circle")
        assert dots.count() == len(hundred["dots"])
        tops = dots.evaluate_all("found => found.map(each => [each.cx.baseVal.value, each.cy.baseVal.value])")
        assert len(set(map(tuple, tops))) == len(tops)
        at = len(hundred["dots"]) - 1
        dot = hundred["dots"][at]
        dots.nth(at).click()
        key = f"{dot['world']},{dot['replication']}"
        command = f"skykeep replay {brief_data().id} --option {option} --key {key} --out raid.html"
        assert figure.locator("code").inner_text() == command
        said = figure.locator("[role=status]").first.inner_text()
        leak = "leaks" if dot["leakers"] == 1 else "leak"
        told = f"{dot['leakers']} {leak} (" if dot["leakers"] else "nothing leaks"
        assert f"world {dot['world']}, replication {dot['replication']}: {told}" in said
        assert said.endswith(f"rounds left: {dot['rounds_left']}.")
        for count in dot["ledger"].values():
            assert f": {count}" in said
    copy = figure.get_by_role("button", name="Copy")
    copy.click()
    figure.get_by_role("button", name="Copied").wait_for(timeout=5000)


def test_dots_lie_on_the_dots_that_are_drawn(fresh):
    """The drawn ones are uses of one shape, each at its place."""
    figure = fresh.locator("figure[data-figure=choice-dots]")
    middle = """found => found.map(each => {
      const box = each.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    })"""
    hands = figure.locator(".overlay circle").evaluate_all(middle)
    drawn = figure.locator("svg[data-places] use").evaluate_all(middle)
    assert len(drawn) >= len(hands)
    far = [min(abs(x - x2) + abs(y - y2) for x2, y2 in drawn) for x, y in hands]
    assert max(far) < 1.5


def test_a_map_in_another_language_is_tied_to_the_charts_as_well(browser, page_file):
    with opened(browser, page_file, painter="canvas") as page:
        page.get_by_role("button", name="العربية").click()
        wait_until(page, "document.querySelector('[data-live]').lang === 'ar'")
        page.locator("figure[data-figure=raid-sizes] .mark[aria-label^='Beta-2']").click()
        assert page.evaluate(f"{STATE}.system") == "beta-2"
        assert len(current(page, "figure[data-figure=raid-sizes]")) == 1
