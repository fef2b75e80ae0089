"""The replay in a real browser: it starts from disk, draws, plays, follows, tells, films, and asks nobody."""

import base64
import csv
import io
import json
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.image import imread

import skykeep
from skykeep.page.replay_payload import on_grid
from skykeep.report.replay_page import render_replay
from skykeep.study.own_parts import OwnParts

from ..unit.engine.scene_cases import SMALL
from ..unit.page.replay_cases import hand_made_replay
from .pages import CHROMIUM, NO_CHROMIUM, WITHOUT_WEBGL, chromium, off_machine, opened, wait_until
from .test_run_page import SVG, saved, stands_alone

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]

APP = "window.skykeepReplay"
KEY = {"world": 3, "replication": 1}


@pytest.fixture(scope="module")
def told():
    """Give one raid of the small scenario told."""
    return skykeep.replay(SMALL, seed=11, **KEY)


@pytest.fixture(scope="module")
def one(told, tmp_path_factory):
    """Give the page of that raid."""
    return told.save(tmp_path_factory.mktemp("replay") / "one.html")


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Give the page of two raids."""
    path = tmp_path_factory.mktemp("replay") / "two.html"
    skykeep.replay_page(SMALL, out=path, seed=11, keys=[(3, 1), (0, 0)])
    return path


def at(page, time_s):
    """Set the clock, and wait until that moment is drawn."""
    page.evaluate(f"{APP}.clock.set({time_s})")
    page.evaluate(f"{APP}.drawn()")


def pixels(page, canvas):
    """Return the canvas of a class in the picture as it stands: its colours, and a digest."""
    return page.evaluate(
        """([app, name]) => {
          const canvas = document.querySelector(`.${name}`).closest('canvas, div');
          const found = canvas instanceof HTMLCanvasElement ? canvas : canvas.querySelector('canvas');
          const copy = document.createElement('canvas');
          [copy.width, copy.height] = [found.width, found.height];
          const paint = copy.getContext('2d');
          paint.drawImage(found, 0, 0);
          const data = paint.getImageData(0, 0, copy.width, copy.height).data;
          let sum = 0;
          const colours = new Set();
          for (let i = 0; i < data.length; i += 4) {
            sum = (sum * 31 + data[i] + 3 * data[i + 1] + 7 * data[i + 2]) % 1000000007;
            if (data[i + 3] > 0) colours.add(`${data[i] >> 4},${data[i + 1] >> 4},${data[i + 2] >> 4}`);
          }
          return [colours.size, sum];
        }""",
        [APP, canvas],
    )


def numbers(page):
    """Return what the panel counts."""
    return page.locator(".replay-totals").evaluate("each => ({...each.dataset})")


def test_it_starts_from_disk_in_three_dimensions_draws_moves_and_asks_nobody(browser, one):
    with opened(browser, one) as page:
        assert page.evaluate(f"{APP}.paintedBy") == "deck"
        assert page.locator("[data-live-says]").is_hidden()
        at(page, 100.0)
        screen = page.locator(".stage")
        first = screen.screenshot()
        assert pixels(page, "stage-marks")[0] > 4
        at(page, 300.0)
        assert screen.screenshot() != first
        assert page.complaints == []
        assert off_machine(page, one) == []


def test_the_ground_of_three_dimensions_has_relief_and_turns_with_the_eye(browser, tmp_path):
    path = tmp_path / "hills.html"
    skykeep.replay_page("iraq-baghdad-s300pmu2-srbm", out=path, keys=[(1, 2)])
    assert path.stat().st_size < 1_500_000
    with opened(browser, path) as page:
        before = page.locator(".stage").screenshot()
        page.get_by_role("button", name="Turn left").click()
        page.evaluate(f"{APP}.drawn()")
        assert page.locator(".stage").screenshot() != before
        assert page.complaints == []


def test_play_stop_speed_and_slider(browser, one):
    with opened(browser, one, painter="canvas") as page:
        page.get_by_role("button", name="Play", exact=True).click()
        wait_until(page, f"{APP}.clock.time_s > 2")
        page.get_by_role("button", name="Stop", exact=True).click()
        stood = page.evaluate(f"{APP}.clock.time_s")
        page.wait_for_timeout(300)
        assert page.evaluate(f"{APP}.clock.time_s") == stood
        speeds = page.get_by_label("Speed", exact=True).locator("option").all_inner_texts()
        assert speeds == [f"{2**power}×" for power in range(9)]
        page.get_by_label("Speed", exact=True).select_option("256")
        page.get_by_role("button", name="Play", exact=True).click()
        wait_until(page, f"!{APP}.clock.isRunning && {APP}.clock.time_s === {APP}.clock.ends_s")
        slider = page.get_by_label("Time of the raid", exact=True)
        slider.fill("120.5")
        assert page.evaluate(f"{APP}.clock.time_s") == 120.5
        assert "120.5" in slider.get_attribute("aria-valuetext")


def test_symbols_move_with_time(browser, one):
    with opened(browser, one, painter="canvas") as page:
        at(page, 100.0)
        marks, ground = pixels(page, "stage-marks"), pixels(page, "stage-ground")
        assert marks[0] > 4
        at(page, 140.0)
        assert pixels(page, "stage-marks")[1] != marks[1]
        assert pixels(page, "stage-ground")[1] != ground[1]


def test_a_threat_is_followed_by_click_list_and_key_and_let_go(browser, one):
    with opened(browser, one, painter="canvas") as page:
        at(page, 100.0)
        page.locator(".replay-threats tbody button").first.click()
        row = page.evaluate(f"{APP}.followedRow")
        assert page.get_by_role("combobox", name="Follow").input_value() == str(row)
        middles = []
        for time_s in (100.0, 200.0):
            at(page, time_s)
            middles.append(page.evaluate(f"[{APP}.camera.view.lon_deg, {APP}.camera.view.lat_deg]"))
            place = page.evaluate(f"{APP}.raid.position({row}, {time_s})")
            assert middles[-1] == pytest.approx(place[:2], abs=1e-9)
        assert middles[0] != middles[1]
        page.locator(".stage").focus()
        page.keyboard.press("f")
        assert page.evaluate(f"{APP}.followedRow") > row
        page.keyboard.press("Escape")
        assert page.evaluate(f"{APP}.followedRow") == -1


def test_keys_move_the_eye_and_the_clock(browser, one):
    with opened(browser, one, painter="canvas") as page:
        page.locator(".stage").focus()

        def eye():
            return page.evaluate(f"({{...{APP}.camera.view}})")

        before = eye()
        page.keyboard.press("ArrowRight")
        assert eye()["lon_deg"] > before["lon_deg"]
        page.keyboard.press("+")
        assert eye()["zoom"] > before["zoom"]
        page.evaluate(f"{APP}.camera.flat = false")
        before = eye()
        page.keyboard.press("Shift+ArrowLeft")
        page.keyboard.press("Shift+ArrowDown")
        assert eye()["bearing_deg"] < before["bearing_deg"]
        assert eye()["pitch_deg"] < before["pitch_deg"]
        page.keyboard.press(".")
        page.keyboard.press(".")
        page.keyboard.press(",")
        assert page.evaluate(f"{APP}.clock.time_s") == 1.0
        speed = page.evaluate(f"{APP}.clock.speed")
        page.keyboard.press("]")
        assert page.evaluate(f"{APP}.clock.speed") == 2 * speed
        page.keyboard.press("Space")
        assert page.evaluate(f"{APP}.clock.isRunning")
        page.keyboard.press("Space")
        assert not page.evaluate(f"{APP}.clock.isRunning")
        assert page.complaints == []


def test_every_control_has_a_name_and_can_be_reached_by_tab(browser, one):
    with opened(browser, one, painter="canvas") as page:
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll('.replay button, .replay select, .replay input')]
              .filter(each => !each.getAttribute('aria-label') && !each.textContent.trim()
                && !(each.labels && each.labels.length))
              .map(each => each.outerHTML)"""
        )
        assert unnamed == []
        negative = page.locator(".replay [tabindex='-1']").count()
        assert negative == 0


def test_moments_steer_clock_and_eye_and_are_those_of_the_command(browser, one, told):
    with opened(browser, one, painter="canvas") as page:
        page.evaluate(f"{APP}.camera.still = true")
        buttons = page.locator("button.moment")
        assert buttons.count() == len(told.decisive)
        views = set()
        for number, moment in enumerate(told.decisive):
            said = " ".join(buttons.nth(number).inner_text().replace("\u00a0", " ").split())
            assert said == " ".join(
                f"{moment['time_s']:.1f} s {moment['title']}. {moment['reason']}".replace(
                    "\u00a0", " "
                ).split()
            )
            buttons.nth(number).click()
            page.evaluate(f"{APP}.drawn()")
            assert page.evaluate(f"{APP}.clock.time_s") == pytest.approx(moment["time_s"], abs=0.006)
            assert buttons.nth(number).get_attribute("aria-current") == "true"
            views.add(page.evaluate(f"JSON.stringify({APP}.camera.view)"))
        assert len(views) > 2
        page.locator(".stage").focus()
        page.keyboard.press("p")
        page.evaluate(f"{APP}.drawn()")
        assert buttons.nth(len(told.decisive) - 2).get_attribute("aria-current") == "true"


def test_the_story_goes_through_the_moments_and_stops(browser, one):
    with opened(browser, one, painter="canvas") as page:
        page.get_by_role("button", name="Play the story").click()
        assert "Moment 1 of" in page.locator(".story-said").inner_text()
        wait_until(page, "document.querySelector('.story-said').textContent.includes('Moment 2 of')")
        page.get_by_role("button", name="Stop the story").click()
        assert page.locator(".story-said").inner_text() == ""
        assert not page.evaluate(f"{APP}.clock.isRunning")


def test_the_numbers_are_those_of_the_tables(browser, one, told):
    plain = told.to_json()
    real = [row for row in plain["threats"] if not row["decoy"]]
    with opened(browser, one, painter="canvas") as page:
        times = sorted({row["ended_s"] for row in real} | {moment["time_s"] for moment in plain["decisive"]})
        for time_s in [*(time_s + 0.02 for time_s in times), 0.02, page.evaluate(f"{APP}.clock.ends_s")]:
            at(page, time_s)
            moments = [moment for row in plain["threats"] for moment in row["moments"]]
            ended = [row for row in real if on_grid(row["ended_s"]) <= time_s]
            assert numbers(page) == {
                "flying": str(
                    sum(on_grid(row["start_s"]) <= time_s < on_grid(row["ended_s"]) for row in real)
                ),
                "killed": str(sum(row["outcome"] == "killed" for row in ended)),
                "leaked": str(sum(row["outcome"] == "leaked" for row in ended)),
                "coming": str(sum(row["start_s"] > time_s for row in real)),
                "fired": str(sum(m["moment"] == "launched" and m["time_s"] <= time_s for m in moments)),
            }, time_s
        rows = page.locator(".replay-threats tbody tr").evaluate_all(
            "rows => rows.map(row => [row.dataset.threat, row.dataset.state, row.lastChild.textContent])"
        )
        assert [row[:2] for row in rows] == [[row["threat"], row["outcome"]] for row in plain["threats"]]
        for (_, _, ending), row in zip(rows, plain["threats"], strict=True):
            assert f"{row['shots']}\u00a0round" in ending or "never shot at" in ending


def test_fire_units_have_the_rounds_and_channels_of_the_scene(browser, one, told):
    scene = told.scene
    with opened(browser, one, painter="canvas") as page:
        for time_s in [0.0, *(stock.time_s for stock in scene.stocks)]:
            at(page, time_s)
            here_s = page.evaluate(f"{APP}.clock.time_s")
            said = page.locator(".replay-units dd").first.inner_text()
            used = sum(
                spell.from_s <= here_s + 0.005 and here_s + 0.005 < spell.until_s
                for spell in scene.spells_of("unit-1", "engages")
            )
            assert f"rounds ready: {scene.rounds_ready('unit-1', here_s + 0.005)} × 48N6E2" in said
            assert f"channels in use: {used} of {scene.by_id['unit-1'].channels}" in said
        lost = next(each for each in scene.happenings if each.name == "radar_lost")
        at(page, lost.time_s + 0.02)
        assert "its radar: out of action" in page.locator(".replay-units dd").first.inner_text()


def test_the_switch_shows_another_raid(browser, two):
    with opened(browser, two, painter="canvas") as page:
        first = page.locator("button.moment").all_inner_texts()
        page.get_by_role("radio").nth(1).check()
        page.evaluate(f"{APP}.drawn()")
        assert page.locator("button.moment").all_inner_texts() != first
        assert page.evaluate(f"{APP}.raid.entry.world") == 0
        assert page.locator(".raid:visible h2").all_inner_texts() == ["The raid world 0, replication 0"]
        assert page.complaints == []


LENGTH = """text => new Promise((resolve, reject) => {
  const film = document.createElement('video');
  film.onloadedmetadata = () => resolve(Number.isFinite(film.duration) ? film.duration : -1);
  film.onerror = () => reject(new Error(film.error.message));
  const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  film.src = URL.createObjectURL(new Blob([bytes], { type: 'video/webm' }));
})"""


def test_the_view_and_the_raid_from_above_are_saved_with_their_keys(browser, one):
    for painter in ("canvas", "deck"):
        with opened(browser, one, painter=painter, accept_downloads=True) as page:
            at(page, 60.0)
            view, plan = page.locator(".replay-saves .figure-saves").all()
            picture = imread(io.BytesIO(saved(page, view, "PNG")[0]), format="png")
            middle = picture[picture.shape[0] // 3 : picture.shape[0] // 2, :, :3]
            assert picture.shape[1] >= 1600
            assert len(np.unique(np.round(20 * middle).reshape(-1, 3), axis=0)) > 8  # ground, not one tone
    with opened(browser, one, painter="canvas", accept_downloads=True) as page:
        at(page, 60.0)
        view, plan = page.locator(".replay-saves .figure-saves").all()
        source, *lines = saved(page, view, "CSV")[0].decode().splitlines()
        assert "many of them assumed" in source
        assert {row["kind"] for row in csv.DictReader(lines)} >= {"threat", "fire_unit", "asset"}
        tree = stands_alone(saved(page, plan, "SVG")[0].decode())
        words = " ".join(each.text or "" for each in tree.iter(f"{SVG}tspan"))
        for told in (
            "from above",
            "Seen from above. Dark lines are threats that leaked",
            "against",
            "assumed",
        ):
            assert told in words
        assert page.complaints == []


def test_a_film_is_recorded_and_offered_and_the_button_says_how_long(browser, one, tmp_path):
    with opened(browser, one, painter="canvas", width_px=700, height_px=500) as page:
        page.evaluate(f"{APP}.clock.setSpeed(256)")
        button = page.locator("button.film-raid")
        assert "seconds" in button.inner_text()
        with page.expect_download() as download:
            button.click()
            assert button.inner_text() == "Stop the film"
        film = tmp_path / "raid.webm"
        download.value.save_as(film)
        assert download.value.suggested_filename == "skykeep-raid-3-1.webm"
        assert film.read_bytes()[:4] == b"\x1a\x45\xdf\xa3"
        assert film.stat().st_size > 20_000
        player = browser.new_page()  # the page's own policy plays no film
        length_s = player.evaluate(LENGTH, base64.b64encode(film.read_bytes()).decode("ascii"))
        player.close()
        assert 0.8 < length_s < 60.0
        assert page.complaints == []


def test_without_webgl_it_is_seen_from_above_and_one_line_says_so(driver, one):
    with chromium(driver, *WITHOUT_WEBGL) as without, opened(without, one) as page:
        assert "WebGL is missing" in page.locator(".replay .live-says").inner_text()
        at(page, 100.0)
        assert pixels(page, "stage-marks")[0] > 4
        assert page.get_by_role("combobox", name="View").is_disabled()


def test_with_scripts_off_the_story_is_read_and_the_picture_seen(browser, one, told):
    with opened(browser, one, wait=False, java_script_enabled=False) as page:
        assert page.locator("[data-replay]").is_hidden()
        assert page.locator("svg.plan").is_visible()
        words = " ".join(page.locator("main").inner_text().split())
        assert " ".join(told.said().split()) in words
        assert told.decisive[0]["title"] in words


def test_names_with_markup_are_shown_as_they_are(browser, tmp_path):
    path = tmp_path / "markup.html"
    path.write_text(render_replay(hand_made_replay(), OwnParts()), encoding="utf-8")
    with opened(browser, path, painter="canvas") as page:
        ids = [actor.id for actor in hand_made_replay().raids[0].scene.of_kind("threat")]
        shown = page.locator(".replay-threats tbody tr").evaluate_all(
            "rows => rows.map(row => row.dataset.threat)"
        )
        assert json.dumps(shown) == json.dumps(ids)
        assert page.locator(".replay-threats sample").count() == 0
        assert page.complaints == []


def test_it_opens_on_the_fight_and_no_label_lies_under_its_buttons(browser, one):
    with opened(browser, one, painter="canvas") as page:
        at(page, 100.0)
        seen = page.evaluate(
            f"""() => {{
              const app = {APP}, viewport = app.camera.viewport(app.size);
              return app.raid.rowsOf('threat', 'fire_unit').flatMap((row) => {{
                const course = app.raid.course(row);
                return [0, course.length - 1].map((at) => viewport.project(course.point(at).slice(0, 2)));
              }});
            }}"""
        )
        stage, buttons = (page.locator(name).bounding_box() for name in (".stage", ".stage-eye"))
        free_px = buttons["x"] - stage["x"]
        assert all(0 < x < free_px and 0 < y < stage["height"] for x, y in seen)
        wide_px = max(x for x, _ in seen) - min(x for x, _ in seen)
        tall_px = max(y for _, y in seen) - min(y for _, y in seen)
        assert wide_px > 0.7 * free_px or tall_px > 0.5 * stage["height"]


def test_headings_go_down_by_one_and_what_is_pressed_is_large_enough(browser, two):
    with opened(browser, two, painter="canvas", width_px=390) as page:
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4')].filter(each => each.checkVisibility())"
            ".map(each => Number(each.tagName[1]))"
        )
        assert levels[:2] == [1, 2]
        assert all(after <= before + 1 for before, after in pairwise(levels))
        for target in (".raid-choice label", ".replay-tools label", ".replay-threats tbody button"):
            assert all(each.bounding_box()["height"] >= 24 for each in page.locator(target).all())
        assert page.locator(".replay-units .replay-scroll").bounding_box()["height"] <= 22 * 16


def test_on_paper_the_moments_stand_beside_the_picture_of_their_raid(browser, two):
    with opened(browser, two, painter="canvas", width_px=680) as page:
        page.emulate_media(media="print")
        raid = page.locator(".raid").first
        picture, moments = (raid.locator(name).bounding_box() for name in ("figure", ".moments"))
        assert moments["x"] >= picture["x"] + picture["width"]
        assert moments["y"] < picture["y"] + picture["height"]
