"""The live map of a brief in a real browser: it starts from disk, draws, answers, and asks nobody."""

import csv
import json
import re
from io import BytesIO

import numpy as np
import pytest
from matplotlib.image import imread

from skykeep.page.ground import HEIGHT_STEP_M
from skykeep.report.words import percent, share_with_limits

from ..unit.report.brief_cases import LADDER_HEIGHTS_AGL_M, brief_data
from .pages import CHROMIUM, NO_CHROMIUM, WITHOUT_WEBGL, chromium, off_machine, opened, wait_until
from .test_run_page import SVG, saved, stands_alone

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]

TONES = """canvas => {
  const copy = document.createElement('canvas');
  copy.width = canvas.width; copy.height = canvas.height;
  const paint = copy.getContext('2d');
  paint.drawImage(canvas, 0, 0);
  const found = new Set();
  const data = paint.getImageData(0, 0, copy.width, copy.height).data;
  for (let at = 0; at < data.length; at += 4 * 97) found.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
  return found.size;
}"""


@pytest.fixture(scope="module")
def page(browser, page_file):
    """One page for tests that leave the state as they found it."""
    with opened(browser, page_file, painter="canvas") as found:
        yield found


@pytest.fixture
def fresh(page):
    """The page as it was first shown."""
    page.locator(".live-map").scroll_into_view_if_needed()
    yield page
    page.evaluate("skykeep.app.store.set({...skykeep.app.firstState}), skykeep.app.fit()")


def plain(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def test_the_map_starts_from_disk_without_a_complaint_and_asks_nobody(browser, page_file):
    with opened(browser, page_file) as page:
        assert page.complaints == []
        assert off_machine(page, page_file) == []
        assert page.locator(".live-map").is_visible()
        assert page.locator(".still").is_hidden()
        assert page.locator("[data-live-says]").is_hidden()
        assert page.locator("canvas.map-text").evaluate(TONES) > 3


def test_a_graphics_card_paints_the_same_scene(browser, page_file):
    pictures = []
    for painter in ("deck", "canvas"):
        with opened(browser, page_file, painter=painter) as page:
            assert page.evaluate("skykeep.app.map.paintedBy") == painter
            assert page.complaints == []
            assert page.locator(".live-says").is_visible() == (painter == "canvas")
            page.add_style_tag(
                content=".live-map { position: fixed !important; inset: 0 auto auto 0; z-index: 9; "
                "inline-size: 900px !important; block-size: 600px !important; border: 0 !important; }"
            )
            page.evaluate("skykeep.app.fit(), skykeep.app.map.drawn()")
            pictures.append(lightness(page.screenshot(clip={"x": 0, "y": 0, "width": 900, "height": 600})))
    assert np.mean(np.abs(pictures[0] - pictures[1]) > 24.0) < 0.02


def lightness(png):
    """Return a picture as lightness, 0 to 255."""
    return 255.0 * imread(BytesIO(png), format="png")[:, :, :3].mean(axis=2)


def test_without_webgl_a_plain_canvas_draws_and_one_line_says_so(driver, page_file):
    with chromium(driver, *WITHOUT_WEBGL) as browser, opened(browser, page_file) as page:
        assert page.evaluate("document.createElement('canvas').getContext('webgl2')") is None
        assert "WebGL is missing" in page.locator(".live-says").inner_text()
        assert page.locator("canvas.map-ground").evaluate(TONES) > 20
        assert [each for each in page.complaints if "WebGL" not in each] == []


def test_with_scripts_off_the_page_is_read_as_it_stands(browser, page_file):
    with opened(browser, page_file, wait=False, java_script_enabled=False) as page:
        assert page.locator("[data-live]").is_hidden()
        assert page.locator(".maps svg").first.is_visible()
        assert "Alpha-1" in page.locator("main").inner_text()


def test_it_starts_inside_a_sandboxed_frame(browser, page_file, tmp_path):
    outer = tmp_path / "outer.html"
    text = page_file.read_text(encoding="utf-8").replace("&", "&amp;").replace('"', "&quot;")
    outer.write_text(f'<iframe sandbox="allow-scripts" width="1000" height="800" srcdoc="{text}"></iframe>')
    with opened(browser, outer, wait=False) as page:
        frame = page.frames[1]
        wait_until(frame, "window.skykeepReady === true")
        assert page.complaints == []
        assert off_machine(page, outer) == []


def test_it_asks_the_browser_for_no_unpacking_of_its_own(browser, page_file):
    page = browser.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(page_file.as_uri())
    wait_until(page, "window.skykeepReady === true")
    page.close()


def test_what_does_not_unpack_leaves_the_still_page_and_says_why(browser, page_file, tmp_path):
    text = page_file.read_text(encoding="utf-8")
    start = text.index('id="skykeep-payload"')
    cut = tmp_path / "cut.html"
    cut.write_text(text[: start + 20_000] + text[text.index("</script>", start) :], encoding="utf-8")
    with opened(browser, cut, wait=False) as page:
        said = page.locator("[data-live-says]")
        said.wait_for()
        assert said.inner_text() == (
            "The live map did not start (what it holds is cut short). What stands here is the still page."
        )
        assert page.locator("[data-live]").is_hidden()
        assert page.locator(".maps svg").first.is_visible()


def test_print_shows_the_still_maps(page):
    page.emulate_media(media="print")
    assert page.locator(".maps svg").first.is_visible()
    assert page.locator(".live-map").is_hidden()
    page.emulate_media(media="screen")
    assert page.locator(".live-map").is_visible()


def test_shares_beside_the_map_are_those_of_the_tables(fresh):
    data = brief_data()
    for system in data.systems:
        for site in data.sites:
            for row in data.coverage_of(system.id, site.id).rows:
                asked = {"system": system.id, "site": site.id, "height_agl_m": row.height_agl_m}
                fresh.evaluate("asked => skykeep.app.store.set(asked)", asked)
                said = plain(fresh.locator(".live-readout .says").inner_text())
                seen = f"{share_with_limits(row.seen_share)} of its 300 km detection ring"
                met = f"{share_with_limits(row.engageable_share)} of its 200 km engagement ring"
                told = f"The {system.short_name} sees {seen} and can engage {met}."
                assert said == plain(f"{told} The two shares are of two different rings.")
                assert "In brackets" in fresh.locator(".live-readout .note").first.inner_text()


def test_the_payload_holds_the_ladder_to_half_a_step(page):
    ladder = brief_data().coverage[0].ladder
    script = "height => Array.from(skykeep.app.context.ladder('alpha-1', 'here').ranges_m('seen', height))"
    for rung, height in enumerate(LADDER_HEIGHTS_AGL_M):
        assert np.abs(np.array(page.evaluate(script, height)) - ladder.seen_range_m[rung]).max() <= 50.0


def test_between_computed_heights_ranges_go_with_the_logarithm_and_are_called_assumed(fresh):
    script = "height => skykeep.app.context.ladder('alpha-1', 'here').ranges_m('met', height)[0]"
    low, middle, high = (fresh.evaluate(script, height) for height in (1000.0, 1732.0508, 3000.0))
    assert middle == pytest.approx((low + high) / 2.0, abs=1.0)
    fresh.evaluate("skykeep.app.store.set({height_agl_m: 1700})")
    text = plain(fresh.locator(".live-readout").inner_text())
    assert "Between computed heights: best public figures, assumed." in text
    share = np.mean((np.full(360, fresh.evaluate(script, 1700.0)) / 200_000.0) ** 2)
    assert f"can engage {plain(percent(share))} of its 200 km engagement ring" in text
    fresh.evaluate("skykeep.app.store.set({height_agl_m: 3000})")
    assert "Best public figures, assumed" in plain(fresh.locator(".live-readout").inner_text())


def test_the_slider_walks_by_keys_over_heights_of_two_digits(fresh):
    slider = fresh.locator(".live-slider input")
    fresh.evaluate("skykeep.app.store.set({height_agl_m: 980})")
    slider.focus()
    seen = []
    for _ in range(4):
        slider.press("ArrowRight")
        seen.append(fresh.evaluate("skykeep.app.store.state.height_agl_m"))
    assert seen == [990, 1000, 1100, 1200]
    assert plain(slider.get_attribute("aria-valuetext")) == "1.2 km · fighter"
    slider.press("Home")
    assert plain(slider.get_attribute("aria-valuetext")) == "30 m · cruise missile"
    slider.press("End")
    assert plain(slider.get_attribute("aria-valuetext")) == "20 km · fighter"


def systems_on_the_map():
    """Return how many systems stand where the raids come, those that only options bring in among them."""
    return len(brief_data().systems) + len(brief_data().option_systems)


def test_a_click_asks_who_sees_the_point_and_the_map_marks_it(fresh):
    box = fresh.locator(".live-map").bounding_box()
    fresh.mouse.click(box["x"] + 0.62 * box["width"], box["y"] + 0.4 * box["height"])
    panel = fresh.locator(".live-probe")
    panel.locator(".live-profile svg").first.wait_for()
    assert re.search(r"\d+ km from Here, bearing \d+°", plain(panel.locator("h3").inner_text()))
    rows = panel.locator("tbody tr")
    assert rows.count() == systems_on_the_map()
    for place in range(rows.count()):
        assert re.search(r"(yes|no)", rows.nth(place).inner_text())
    assert "In sight: " in panel.inner_text()
    assert "ground every 3.7 km (the tables: every 3.7 km)" in plain(panel.inner_text())
    assert fresh.evaluate("skykeep.app.map.labels.some(label => label.text === 'the point')")


INK_LEFT_OF = """([x, y]) => {
  const canvas = document.querySelector('canvas.map-text');
  const scale = canvas.width / canvas.clientWidth;
  const box = [x - 60, y - 6, 45, 12].map(each => each * scale);
  const { data } = canvas.getContext('2d').getImageData(...box);
  return data.filter((value, at) => at % 4 === 3 && value > 128).length;
}"""


def test_the_name_of_a_point_beside_the_buttons_lies_on_its_other_side(fresh):
    box = fresh.locator(".live-map").bounding_box()
    x, y = box["width"] - 60, 45
    fresh.mouse.click(box["x"] + x, box["y"] + y)
    fresh.evaluate("skykeep.app.map.drawn()")
    assert fresh.evaluate(INK_LEFT_OF, [x, y]) > 100


EVEN = (
    """ground = skykeep.app.context.ground, before = ground.alt_msl_m.slice(), ground.alt_msl_m.fill(34);"""
)
RIDGE = """row = Math.round((ground.north_deg - 33.7) / ground.lat_step_deg);
    ground.alt_msl_m.fill(700, row * ground.columns, (row + 1) * ground.columns);"""


@pytest.mark.parametrize(
    ("hills", "asked", "sentence", "mark"),
    [
        (
            "",
            "height_agl_m: 30, probe: [44.4, 35.5]",
            "The round earth hides it: ground of 34 m",
            "round earth",
        ),
        (RIDGE, "height_agl_m: 1000, probe: [44.4, 34.0]", "Hills hide it: ground of ", "hill hides it"),
        (
            RIDGE,
            "height_agl_m: 30, probe: [44.4, 35.5]",
            "above the line. Without hills the round earth would hide it too.",
            "hill hides it, round earth too",
        ),
        (
            RIDGE,
            "height_agl_m: 1000, moved: [44.5, 33.3], probe: [44.4, 34.0]",
            "Hills hide it",
            "hill hides it",
        ),
    ],
)
def test_sentence_and_chart_name_what_hides_a_point_and_the_table_what_ends_its_bearing(
    fresh, hills, asked, sentence, mark
):
    fresh.evaluate(f"{EVEN} {hills} skykeep.app.store.set({{ {asked} }})")
    try:
        panel = fresh.locator(".live-probe")
        said = plain(panel.inner_text())
        drawn = plain(panel.locator(".live-profile svg").first.text_content())
        assert sentence in said
        assert mark in drawn
        assert ("Without hills" in said) == ("round earth too" in drawn)
        assert "line of sight: blocked" in said
        hill = "skykeep.app.map.labels.some(label => label.text.startsWith('hill, '))"
        assert fresh.evaluate(hill) == bool(hills)
        if "height_agl_m: 30" in asked:
            row = plain(panel.locator("tbody tr").first.inner_text())
            assert re.search(
                r"out, the edge on this bearing: (hills end|the round earth ends) sight there", row
            )
    finally:
        fresh.evaluate("ground.alt_msl_m.set(before)")


def test_the_profile_is_saved_with_its_keys_and_its_numbers(fresh):
    fresh.evaluate("skykeep.app.store.set({ probe: [44.4, 34.0] })")
    part = fresh.locator(".live-profile")
    text, _ = saved(fresh, part, "SVG")
    words = " ".join(each.text or "" for each in stands_alone(text.decode()).iter(f"{SVG}tspan"))
    for told in ("Alpha-1", "line of sight at 1\u00a0km above ground", "ground", "battery", "assumed"):
        assert told in words
    source, *lines = saved(fresh, part, "CSV")[0].decode().splitlines()
    rows = list(csv.DictReader(lines))
    assert "many of them assumed" in source
    assert float(rows[-1]["range_m"]) == pytest.approx(77_640, abs=4000)
    assert saved(fresh, part, "PNG")[0].startswith(b"\x89PNG")


def test_a_point_is_answered_for_the_systems_that_stand_at_the_place(fresh):
    """As on the map of a scenario of two units, each at a place of its own."""
    fresh.evaluate(
        """() => {
          const { context } = skykeep.app;
          context.has = (system, site) => `${system}/${site}` !== 'beta-2/here';
          context.ladder = (system, site) => {
            if (!context.has(system, site)) throw new Error('not computed there');
            return Object.getPrototypeOf(context).ladder.call(context, system, site);
          };
        }"""
    )
    try:
        fresh.evaluate("skykeep.app.store.set({ probe: [44.4, 34.0] })")
        assert fresh.locator(".live-probe tbody tr").count() == systems_on_the_map() - 1
    finally:
        fresh.evaluate("() => { delete skykeep.app.context.has; delete skykeep.app.context.ladder; }")


def test_what_the_panel_says_of_a_point_is_the_ladder_on_its_bearing(fresh):
    fresh.evaluate("skykeep.app.store.set({height_agl_m: 1000, probe: [44.4, 34.0]})")  # due north
    distance_m = fresh.evaluate(
        "skykeep.course([44.4, 33.3], [44.4, 34.0]).distance_m",
    )
    ladder = brief_data().coverage[0].ladder
    rung, level = ladder.heights_agl_m.index(1000.0), ladder.limit_heights_agl_m.index(1000.0)
    best = ladder.seen_range_m[rung][0]
    low, high = ladder.seen_limits_m[level][:, 0]
    seen = plain(fresh.locator(".live-probe tbody tr").first.locator("td").first.inner_text())
    assert distance_m == pytest.approx(77_640, abs=200)
    assert low < distance_m < best
    before_s = round(best / 300.0)
    assert seen == (
        "yes (best figures; public figures allow the other answer too): from "
        f"{best / 1000:.0f} km ({np.floor(low / 1000):.0f} to {np.ceil(high / 1000):.0f}) out, "
        f"{before_s // 60}:{before_s % 60:02d} min before the site"
    )


def test_keys_alone_move_the_map_ask_and_move_the_battery(fresh):
    held = fresh.locator(".live-map")
    held.focus()
    before = fresh.evaluate("skykeep.app.map.view")
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "+"):
        held.press(key)
    after = fresh.evaluate("skykeep.app.map.view")
    assert after["lon_deg"] > before["lon_deg"]
    assert after["lat_deg"] > before["lat_deg"]
    assert after["zoom"] == pytest.approx(before["zoom"] + 0.5)
    held.press("Enter")
    probe = fresh.evaluate("skykeep.app.store.state.probe")
    assert probe == pytest.approx([after["lon_deg"], after["lat_deg"]])
    fresh.locator(".live-tools button").first.click()
    held.press("ArrowLeft")
    moved = fresh.evaluate("skykeep.app.store.state.moved")
    assert moved[0] < 44.4
    assert "skykeep coverage --system alpha-1 --site" in fresh.locator(".live-readout code").inner_text()
    held.press("Escape")
    assert fresh.evaluate("skykeep.app.store.state.moved") is None
    fresh.locator(".live-tools button").first.click()


def test_dragging_the_battery_shows_what_is_in_sight_there_and_nothing_that_is_not_known(fresh):
    box = fresh.locator(".live-map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fresh.mouse.move(x, y)
    fresh.mouse.down()
    fresh.mouse.move(x + 60, y - 30, steps=4)
    drawn = fresh.evaluate("skykeep.app.map.layers")
    fresh.mouse.up()
    assert "in-sight" in drawn
    assert not {"seen", "met", "edges"} & set(drawn)
    text = plain(fresh.locator(".live-readout").inner_text())
    assert "what is in sight at 1 km" in text
    assert re.search(r"In sight: \d+ % of the detection ring \(assumed", text)
    fresh.get_by_role("button", name="Back to Here").click()
    assert {"seen", "met"} <= set(fresh.evaluate("skykeep.app.map.layers"))


CANCEL = """() => {
  const cancel = new PointerEvent('pointercancel', { pointerId: 1, bubbles: true });
  document.querySelector('.live-map').dispatchEvent(cancel);
}"""


def test_a_hand_that_is_cancelled_leaves_the_battery_where_it_stood(fresh):
    box = fresh.locator(".live-map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fresh.mouse.move(x, y)
    fresh.mouse.down()
    fresh.mouse.move(x + 60, y - 30, steps=4)
    assert fresh.evaluate("skykeep.app.store.state.moved") is not None
    fresh.evaluate(CANCEL)
    assert fresh.evaluate("skykeep.app.store.state.moved") is None
    fresh.mouse.up()
    assert fresh.evaluate("skykeep.app.store.state.moved") is None


def swipe(page, start, move, steps=6):
    """Put one finger down, move it and lift it."""
    fingers = page.context.new_cdp_session(page)

    def touch(kind, *points):
        told = [{"x": x, "y": y} for x, y in points]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    touch("touchStart", start)
    for step in range(1, steps + 1):
        share = step / steps
        touch("touchMove", (start[0] + share * move[0], start[1] + share * move[1]))
    touch("touchEnd")


def test_a_finger_drags_the_battery_and_beside_it_pans_sideways_or_scrolls_on(browser, page_file):
    with opened(browser, page_file, width_px=390, painter="canvas", has_touch=True) as page:
        page.locator(".live-map").scroll_into_view_if_needed()
        box = page.locator(".live-map").bounding_box()
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        before = page.evaluate("[scrollY, skykeep.app.map.view.lon_deg]")
        swipe(page, middle, (10, -60))
        wait_until(page, "skykeep.app.store.state.moved !== null")
        lon_deg, lat_deg = page.evaluate("skykeep.app.store.state.moved")
        assert lon_deg > 44.4
        assert lat_deg > 33.3
        assert page.evaluate("[scrollY, skykeep.app.map.view.lon_deg]") == before
        beside = (middle[0] - 100, middle[1] + 80)
        swipe(page, beside, (80, 0))
        wait_until(page, f"skykeep.app.map.view.lon_deg < {before[1]}")
        swipe(page, beside, (0, -120))
        wait_until(page, f"scrollY > {before[0]}")


def test_off_the_ground_of_the_page_it_says_that_it_cannot_tell(fresh):
    fresh.evaluate("skykeep.app.store.set({moved: [20.0, 10.0]})")
    assert "The page holds no ground there" in fresh.locator(".live-readout").inner_text()


def test_the_difference_of_two_systems_is_drawn_and_told_both_ways(fresh):
    fresh.locator(".live-controls select").select_option("beta-2|met")
    assert {"only-first", "only-other", "both"} <= set(fresh.evaluate("skykeep.app.map.layers"))
    said = plain(fresh.locator(".live-readout .says").inner_text())
    assert "can engage over nothing where the" in said  # both systems have one ladder in this brief
    legend = plain(fresh.locator(".live-legend").inner_text())
    assert "alone" in legend
    assert "both" in legend
    assert "Beta-2, detection ring" in legend
    drawn = fresh.evaluate("skykeep.app.map.layers")
    assert {"detection-ring", "other-detection-ring", "other-engagement-ring"} <= set(drawn)
    assert fresh.get_by_label("edges that public figures allow").is_disabled()
    table = saved(fresh, fresh.locator(".live-frame"), "CSV")[0].decode().splitlines()[1:]
    for row in csv.DictReader(table):
        apart = int(row["alpha_1_first_met_range_m"]) - int(row["beta_2_first_met_range_m"])
        assert abs(apart - int(row["first_met_alpha_1_minus_beta_2_m"])) <= 1


def test_rings_and_sources_are_named(page):
    legend = plain(page.locator(".live-legend").inner_text())
    assert "detection ring 300 km (assumed)" in legend
    sources = plain(page.locator(".live-sources").inner_text())
    assert "Ground made by hand (none needed)" in sources
    assert "Borders: nobody." in sources


def test_every_control_has_a_name(page):
    names = page.evaluate(
        """() => [...document.querySelectorAll('.live-part :is(button, input, select, [tabindex])')]
          .map(each => each.getAttribute('aria-label') || each.textContent.trim()
            || each.labels?.[0]?.textContent.trim())"""
    )
    assert len(names) > 12
    assert all(names)


def test_the_payload_says_what_ground_it_holds(page):
    ground = page.evaluate("skykeep.app.context.header.ground")
    window = brief_data().window
    assert (ground["every"], ground["name"]) == (window.every, window.name)
    alt = page.evaluate("Array.from(skykeep.app.context.ground.alt_msl_m)")
    apart = np.array(alt).reshape(window.alt_msl_m.shape) - window.alt_msl_m
    assert np.abs(apart).max() <= HEIGHT_STEP_M / 2
    assert json.dumps(page.evaluate("skykeep.app.context.header.schema")) == "2"
