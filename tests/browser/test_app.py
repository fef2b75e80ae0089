"""The app through the real server: put, raise, run, cancel, undo, save and load, link, two states, keys."""

import re
import tomllib

import pytest

from ..unit.web.conftest import started
from .pages import CHROMIUM, NO_CHROMIUM, listen, opened, wait_until
from .test_axe import findings, grave
from .test_live_map import CANCEL

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM),
]
UNITS = "skykeepPlanner.desk.units"
MAP = "skykeepPlanner.map.map"
STATUS = "document.querySelector('[data-side=a] [role=status]').textContent"
FILE_STATUS = "document.querySelector('.plan-file [role=status]').textContent"
STATUS_B = STATUS.replace("side=a", "side=b")
SMALL = {"Worlds": "60", "Raids in each": "2"}
RUN_MS = 300_000


@pytest.fixture(scope="module")
def address():
    with started() as server:
        yield f"http://127.0.0.1:{server.port}/"


def open_app(page, address):
    page.goto(address)
    wait_until(page, "window.skykeepReady === true")


@pytest.fixture(scope="module")
def tab(browser, address):
    """Give a tab that stays open for all tests of this module, and checks at the end that it was quiet."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
    listen(page)
    open_app(page, address)
    yield page
    page.close()


@pytest.fixture
def app(tab, address):
    """Give the app as it begins."""
    tab.goto("about:blank")
    tab.asked.clear()
    open_app(tab, address)
    yield tab
    assert tab.complaints == []
    assert [url for url in tab.asked if not url.startswith((address, "data:", "blob:"))] == []


def field(page, label, value):
    page.get_by_label(label, exact=True).fill(value)
    page.get_by_label(label, exact=True).press("Enter")


def on_map(page, lon_deg, lat_deg):
    """Return where a place is on the screen."""
    return page.evaluate(
        f"""([lon, lat]) => {{
          const {{ view, holder }} = {MAP};
          const world = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
          const scale = (512 * 2 ** view.zoom) / 360;
          const box = holder.getBoundingClientRect();
          const x = (lon - view.lon_deg) * scale + view.width_px / 2;
          const y = ((world(view.lat_deg) - world(lat)) * scale * 180) / Math.PI + view.height_px / 2;
          return [box.left + x, box.top + y];
        }}""",
        [lon_deg, lat_deg],
    )


def test_a_battery_is_put_by_a_click_raised_and_given_system_and_doctrine(app):
    before = app.evaluate("skykeepPlanner.map.sightSays.textContent")
    assert "In sight of the 30N6E2" in before
    app.get_by_role("button", name="puts a battery").click()
    app.mouse.click(*on_map(app, 43.8, 34.0))
    unit = app.evaluate(f"{UNITS}[1]")
    assert unit["place"] == pytest.approx([43.8, 34.0], abs=0.02)
    assert unit["mast_m"] is None
    app.locator("#batteries").get_by_label("System").select_option("bavar-373")
    app.locator("#batteries").get_by_label("Doctrine").select_option("patient")
    low = app.evaluate("skykeepPlanner.map.sightSays.textContent")
    field(app, "Antenna above ground, m", "40")
    high = app.evaluate("skykeepPlanner.map.sightSays.textContent")
    share = [int(re.search(r": (\d+)\s%", text)[1]) for text in (low, high)]
    assert share[1] > share[0]
    assert "antenna 40" in high.replace("\u00a0", " ")
    assert app.evaluate(f"{UNITS}[1]") == {
        **unit,
        "system": "bavar-373",
        "mast_m": 40,
        "doctrine": "patient",
    }
    wait_until(app, "document.querySelector('.plan-sentences').textContent.includes('Bavar')")


def test_what_is_seen_and_engageable_follows_every_change(app):
    says = "skykeepPlanner.map.reachSays.textContent"
    wait_until(app, f"/seen over \\d+\\s%/.test({says})")
    assert re.search(r"seen over \d+\s% \(\d+\sto\s\d+\) of the ring of 300\skm", app.evaluate(says))
    assert {"seen unit-1", "met unit-1"} <= set(app.evaluate(f"{MAP}.layers"))
    assert "in-sight" not in app.evaluate(f"{MAP}.layers")
    app.locator("#raid select").select_option("uav-40")
    wait_until(app, f"/^A one-way-attack UAV at 300\\sm: seen over/.test({says})")
    app.locator("#raid select").select_option("srbm-8")
    wait_until(app, f"/^A cruise missile at .* All of this raid falls from above/.test({says})")
    app.keyboard.press("Control+z")
    app.keyboard.press("Control+z")
    wait_until(app, f"/^A cruise missile at 50\\sm/.test({says})")
    battery = on_map(app, 44.40088, 33.34058)
    app.mouse.move(*battery)
    app.mouse.down()
    app.mouse.move(battery[0] + 60, battery[1] - 40, steps=4)
    assert "in-sight" in app.evaluate(f"{MAP}.layers")
    assert "seen unit-1" not in app.evaluate(f"{MAP}.layers")
    app.mouse.up()
    assert app.get_by_role("button", name="Undo").is_enabled()
    wait_until(app, f"{MAP}.layers.includes('seen unit-1')")
    app.keyboard.press("Control+z")
    assert app.get_by_role("button", name="Undo").is_disabled()


def test_a_drag_that_is_cancelled_is_no_step(app):
    place = app.evaluate(f"{UNITS}[0].place")
    battery = on_map(app, *place)
    app.mouse.move(*battery)
    app.mouse.down()
    app.mouse.move(battery[0] + 60, battery[1] - 40, steps=4)
    assert app.evaluate("skykeepPlanner.desk.look.held") is not None
    app.evaluate(CANCEL)
    app.mouse.up()
    assert app.evaluate("skykeepPlanner.desk.look.held") is None
    assert app.evaluate(f"{UNITS}[0].place") == place
    assert app.get_by_role("button", name="Undo").is_disabled()


def test_a_number_out_of_range_is_refused_in_words_and_one_half_typed_is_the_first_undone(app):
    mast = app.get_by_label("Antenna above ground, m", exact=True)
    field(app, "Antenna above ground, m", "9999")
    refused = app.locator("#batteries .plan-refused:visible")
    assert refused.inner_text().startswith("9999: ")
    app.get_by_label("Worlds", exact=True).focus()
    app.evaluate("skykeepPlanner.desk.see({})")
    assert mast.input_value() == ""
    assert refused.count() == 1
    mast.fill("24")
    assert refused.count() == 0
    app.keyboard.press("Control+z")
    assert mast.input_value() == ""
    assert app.evaluate("skykeepPlanner.desk.steps") == {"back": 0, "forth": 1}


def test_a_battery_is_put_and_moved_by_keys_alone(app):
    app.get_by_role("button", name="puts a battery").focus()
    app.keyboard.press("Enter")
    for key in ("ArrowLeft", "ArrowUp", "Enter"):
        app.keyboard.press(key)
    view = app.evaluate(f"(({{ lon_deg, lat_deg }}) => [lon_deg, lat_deg])({MAP}.view)")
    put = app.evaluate(f"{UNITS}[1].place")
    assert put == pytest.approx(view, abs=1e-4)
    app.get_by_role("button", name="Arrow keys move the battery").focus()
    app.keyboard.press("Enter")
    app.keyboard.press("ArrowRight")
    moved = app.evaluate(f"{UNITS}[1].place")
    assert moved[0] > put[0] + 0.03
    assert moved[1] == pytest.approx(put[1], abs=1e-3)


def test_every_change_is_undone_and_done_again_and_stands_in_the_link(app, browser, address):
    app.locator("#raid select").select_option("srbm-8")
    app.get_by_role("button", name="draws the axis").click()
    app.mouse.click(*on_map(app, 43.4, 34.2))
    app.mouse.click(*on_map(app, 44.5, 33.4))
    tables = app.evaluate("skykeepPlanner.desk.tables")
    assert tables["raid"] == {"standard": "srbm-8"}
    assert 300 < tables["first_bearing_deg"] < 330
    assert "axis" in app.evaluate(f"{MAP}.layers")
    app.keyboard.press("Control+z")
    assert "first_bearing_deg" not in app.evaluate("skykeepPlanner.desk.tables")
    app.keyboard.press("Control+z")
    assert app.evaluate("skykeepPlanner.desk.tables.raid.standard") == "cruise-24-one-axis"
    assert app.get_by_role("button", name="Undo").is_disabled()
    app.keyboard.press("Control+Shift+z")
    app.keyboard.press("Control+y")
    assert app.evaluate("skykeepPlanner.desk.tables") == tables
    app.get_by_role("button", name="Copy a link to this").click()
    app.get_by_role("dialog").get_by_role("button", name="Copy", exact=True).click()
    wait_until(app, f"{FILE_STATUS}.includes('whole state')")
    link = app.url
    app.goto("about:blank")
    open_app(app, link)
    assert app.evaluate("skykeepPlanner.desk.tables") == tables


def test_a_file_is_saved_as_the_command_line_reads_it_and_loaded_again(app, tmp_path):
    from skykeep.api.scenario_checks import check_scenario
    from skykeep.catalogue import load_catalogue
    from skykeep.scenario.file import read_scenario

    field(app, "Antenna above ground, m", "24")
    field(app, "First axis comes from, degrees", "90")
    with app.expect_download() as kept:
        app.get_by_role("button", name="Save as TOML").click()
        app.get_by_role("dialog").get_by_role("button", name="Save").click()
    file = tmp_path / "plan.toml"
    kept.value.save_as(file)
    catalogue = load_catalogue()
    scenario = read_scenario(file, catalogue=catalogue)
    assert check_scenario(scenario, catalogue, label="plan.toml") == []
    assert scenario.fire_units[0].mast_m == 24
    tables = app.evaluate("skykeepPlanner.desk.tables")
    assert tomllib.loads(file.read_text(encoding="utf-8")) == tables
    app.locator("#raid select").select_option("srbm-8")
    app.locator("input[type=file]").set_input_files(file)
    wait_until(app, "skykeepPlanner.desk.tables.raid.standard === 'cruise-24-one-axis'")
    assert app.evaluate("skykeepPlanner.desk.tables") == tables
    app.locator("input[type=file]").set_input_files(
        {"name": "bad.toml", "mimeType": "application/toml", "buffer": b'terain = "flat"'}
    )
    wait_until(app, f"{FILE_STATUS}.includes('terain')")
    assert app.evaluate("skykeepPlanner.desk.tables") == tables


@pytest.mark.parametrize("text", [b"#" * 256_001, b'"' * 200_000])
def test_a_file_too_large_is_refused_before_it_is_sent_and_what_runs_goes_on(app, text):
    ask = "skykeepPlanner.desk.line.ask('scenario', {}).answer"
    app.evaluate(f"{ask}.catch((error) => {{ window.lost = error; }})")
    file = {"name": "large.toml", "mimeType": "application/toml", "buffer": text}
    app.locator("input[type=file]").set_input_files(file)
    wait_until(app, f"{FILE_STATUS}.includes('more than the 256')")
    assert app.evaluate(f"{ask}.then(() => window.lost)") is None


def sight(app):
    """Return the share of the ring that is in sight, percent, once the air is known."""
    says = "skykeepPlanner.map.sightSays.textContent"
    wait_until(app, f"{says}.startsWith('In sight')")
    return int(re.search(r": (\d+)\s%", app.evaluate(says))[1])


def test_sight_bends_as_the_scenario_says_and_is_not_shown_before_that_is_known(app):
    says = "skykeepPlanner.map.sightSays.textContent"
    assert re.search(r"bent by the factor 1\.\d\d of its region", app.evaluate(says))
    app.evaluate("skykeepPlanner.desk.see({ height_set_m: 300 })")
    median = sight(app)
    with_k = "(k) => skykeepPlanner.desk.edit((tables) => ({ ...tables, refraction: { k } }))"
    shares = []
    for k in (1.1, 3.0):
        app.evaluate(with_k, k)
        assert "once the server" in app.evaluate(says)
        assert "in-sight" not in app.evaluate(f"{MAP}.layers")
        shares.append(sight(app))
        assert f"bent by the factor {k:.2f} of the file" in app.evaluate(says)
    assert shares[0] < median < shares[1]


def test_what_was_lost_with_the_line_is_asked_again_once_it_stands(app):
    app.evaluate(
        """() => {
          window.Real = WebSocket;
          window.WebSocket = class extends EventTarget {
            static OPEN = 1;
            readyState = 0;
            constructor() {
              super();
              setTimeout(() => { this.readyState = 3; this.dispatchEvent(new Event('close')); });
            }
          };
          skykeepPlanner.desk.line.socket.close();
        }"""
    )
    app.locator("#raid select").select_option("srbm-8")
    refused = app.locator("p.plan-refused")
    wait_until(app, "document.querySelector('p.plan-refused').textContent.includes('does not answer')")
    assert refused.is_visible()
    app.evaluate("() => { window.WebSocket = window.Real; }")
    wait_until(app, f"{MAP}.layers.includes('seen unit-1')")
    assert refused.is_hidden()
    assert app.evaluate("skykeepPlanner.desk.textOf(skykeepPlanner.desk.tables)") is not None


def test_a_link_that_cannot_be_read_says_so_and_changes_nothing(app):
    plan = app.evaluate("JSON.stringify(skykeepPlanner.desk.plan)")
    app.evaluate("location.hash = '#plan=AAAA'")
    wait_until(app, f"{FILE_STATUS}.includes('What was shown stays')")
    assert app.evaluate("JSON.stringify(skykeepPlanner.desk.plan)") == plan


ELSEWHERE = """
schema_version = 1
name = "Ankara"
aim = "ankara"
assets = [{ id = "ankara", name = "Ankara", lat_deg = 39.93, lon_deg = 32.86 }]
fire_units = [{ id = "unit-1", system = "s-400", lat_deg = 39.93, lon_deg = 32.86 }]
raid.standard = "srbm-8"
"""


def test_a_file_from_elsewhere_brings_the_ground_there_and_is_undone_like_any_step(app):
    app.locator("#raid select").select_option("uav-40")
    assert not app.evaluate("skykeepPlanner.map.covers([32.86, 39.93])")
    file = {"name": "ankara.toml", "mimeType": "application/toml", "buffer": ELSEWHERE.encode()}
    with app.expect_event("load"):
        app.locator("input[type=file]").set_input_files(file)
    wait_until(app, "window.skykeepReady === true")
    assert app.evaluate("skykeepPlanner.map.covers([32.86, 39.93])")
    assert app.evaluate(f"{UNITS}[0].system") == "s-400"
    with app.expect_event("load"):
        app.get_by_role("button", name="Undo").click()
    wait_until(app, "window.skykeepReady === true")
    assert app.evaluate("skykeepPlanner.map.covers([44.4, 33.34])")
    assert app.evaluate("skykeepPlanner.desk.tables.raid.standard") == "uav-40"
    assert app.get_by_role("button", name="Redo").is_enabled()
    app.keyboard.press("Control+z")
    assert app.evaluate("skykeepPlanner.desk.tables.raid.standard") == "cruise-24-one-axis"
    assert app.get_by_role("button", name="Undo").is_disabled()


def test_a_defended_place_is_moved_by_drag_and_by_keys_one_step_of_undo_each(app):
    place = "skykeepPlanner.desk.aim.place"
    first = app.evaluate(place)
    app.get_by_role("button", name="moves the defended place").click()
    at = on_map(app, *first)
    app.mouse.move(*at)
    app.mouse.down()
    app.mouse.move(at[0] + 80, at[1] + 40, steps=4)
    assert app.evaluate("skykeepPlanner.desk.steps.back") == 0
    app.mouse.up()
    dragged = app.evaluate(place)
    assert dragged[0] > first[0] + 0.1
    assert dragged[1] < first[1] - 0.05
    assert app.evaluate(f"{UNITS}[0].place") == pytest.approx([44.40088, 33.34058], abs=1e-3)
    app.get_by_role("button", name="Arrow keys move the defended place").focus()
    app.keyboard.press("Enter")
    app.keyboard.press("ArrowUp")
    moved = app.evaluate(place)
    assert moved[1] > dragged[1] + 0.03
    assert moved[0] == pytest.approx(dragged[0], abs=1e-3)
    app.keyboard.press("Control+z")
    assert app.evaluate(place) == dragged
    app.keyboard.press("Control+z")
    assert app.evaluate(place) == first
    assert app.get_by_role("button", name="Undo").is_disabled()
    app.keyboard.press("Control+y")
    app.keyboard.press("Escape")  # to the tool that chooses: what no battery hides is dragged with it too
    at = on_map(app, *dragged)
    app.mouse.move(*at)
    app.mouse.down()
    app.mouse.move(at[0], at[1] + 50, steps=3)
    app.mouse.up()
    assert app.evaluate(place)[1] < dragged[1] - 0.05
    assert app.evaluate("skykeepPlanner.desk.steps.back") == 2


def test_a_run_drops_a_hundred_dots_and_narrows_its_doubts_beside_another(app):
    for label, value in SMALL.items():
        field(app, label, value)
    app.get_by_role("button", name="Put a copy beside it").click()
    app.locator("#raid select").select_option("srbm-8")
    app.evaluate(
        """() => {
          window.widths = [];
          const { runs } = skykeepPlanner;
          const show = runs.a.show;
          runs.a.show = function () {
            const [low, high] = this.soFar.estimates.leakers.mc_error_90 ?? [0, 24];
            widths.push([this.soFar.played, high - low]);
            show.call(this);
          };
        }"""
    )
    wait_until(app, "skykeepPlanner.other.layers.includes('seen unit-1')")
    app.get_by_role("button", name="A: Run 120 raids").click()
    app.get_by_role("button", name="B: Run 120 raids").click()
    wait_until(app, f"/120 raids played/.test({STATUS})", RUN_MS)
    wait_until(app, f"/120 raids played/.test({STATUS_B})", RUN_MS)
    widths = app.evaluate("widths")
    assert len(widths) > 3
    assert [count for count, _ in widths] == sorted(count for count, _ in widths)
    assert widths[-1][0] == 120
    assert widths[-1][1] < widths[0][1]
    assert app.locator("[data-side=a] .plan-dots circle").count() == 100
    assert app.locator("[data-side=b] .plan-dots circle").count() == 100
    for kind in ("mc_error", "ignorance", "total"):
        text = app.locator(f"[data-side=a] .plan-estimate >> nth=0 >> [data-doubt={kind}]").inner_text()
        assert re.search(r"\d to \d", text.replace("\n", " ")), text
    launched = [app.evaluate(f"skykeepPlanner.runs.{side}.soFar.launched") for side in "ab"]
    assert launched == [24, 8]
    dots, key = app.locator("[data-side=a] .plan-dots"), app.locator("[data-side=a] .legend li")
    assert len(set(key.all_inner_texts())) == key.count() >= 2
    told = dots.locator("circle title").all_text_contents()
    assert all(re.search(r": (nothing leaks|\d+ leak, most for: .+)\.$", each) for each in told)
    dots.focus()
    app.keyboard.press("End")
    app.keyboard.press("ArrowLeft")
    says = app.locator("[data-side=a] p[role=status]", has_text="Raid 99 of 100, fewest leakers first: ")
    assert says.is_visible()
    field(app, "Antenna above ground, m", "12")
    assert app.locator("[data-side=b]").get_by_text("changed since").is_visible()
    assert not app.locator("[data-side=a]").get_by_text("changed since").is_visible()
    app.get_by_role("button", name="Keep this one alone").click()
    assert app.evaluate("skykeepPlanner.runs.a.soFar.launched") == 8
    assert app.locator("[data-side=a]").get_by_text("changed since").is_visible()
    assert app.locator("[data-side=b]").is_hidden()
    app.keyboard.press("Control+z")
    assert [app.evaluate(f"skykeepPlanner.runs.{side}.soFar.launched") for side in "ab"] == [24, 8]
    with app.expect_event("dialog") as asked:
        app.evaluate("setTimeout(() => location.reload())")
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    assert app.evaluate("skykeepPlanner.runs.a.soFar.launched") == 24


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_stands_first_and_b_after_it_each_over_its_answer_whichever_is_shown(tab, address, lang):
    tab.goto("about:blank")
    open_app(tab, f"{address}?lang={lang}")
    letters, shown = {"en": ("AB", ", the one you change"), "ar": ("أب", "، وهي التي تغيرها")}[lang]
    copy = tab.locator(".plan-file .live-choices > button")
    copy.nth(2).click()
    tab.locator("#batteries select").first.select_option("m-sam-ii")
    for side in "bab":
        copy.nth("ab".index(side)).click()
        names = tab.locator(".plan-map-name").all_inner_texts()
        told = [f"{letters[0]}: S-300PMU-2", f"{letters[1]}: M-SAM-II"]
        unmarked = [name.replace(shown, "") for name in names]
        assert [name.startswith(each) for name, each in zip(unmarked, told, strict=True)] == [True, True]
        assert [shown in name for name in names] == [side == "a", side == "b"]
        assert tab.locator(".plan-map-name").nth("ab".index(side)).is_visible()
        middles = [
            sum(each.bounding_box()[key] * share for key, share in (("x", 1), ("width", 0.5)))
            for each in (*tab.locator(".plan-map").all(), *tab.locator(".plan-results").all())
        ]
        assert middles[:2] == pytest.approx(middles[2:], abs=2)
        assert (middles[0] < middles[1]) == (lang == "en")
    before = tab.locator(".plan-other > button")
    before.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("skykeepPlanner.desk.plan.shown") == "a"
    assert before.evaluate("(button) => button === document.activeElement")


def test_a_scenario_that_was_changed_says_so_in_its_name_once_until_it_is_undone(app, tmp_path):
    name = "skykeepPlanner.desk.tables.name"
    first = app.evaluate(name)
    field(app, "Worlds", "60")
    assert app.evaluate(name) == first  # it asks the same
    app.locator("#batteries").get_by_label("System").select_option("s-400")
    assert app.evaluate(name) == f"{first} (changed)"
    app.locator("#raid select").select_option("srbm-8")
    with app.expect_download() as kept:
        app.get_by_role("button", name="Save as TOML").click()
        app.get_by_role("dialog").get_by_role("button", name="Save").click()
    kept.value.save_as(tmp_path / "plan.toml")
    saved = tomllib.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))
    assert saved["name"] == f"{first} (changed)"
    app.get_by_role("button", name="Take it away").click()
    assert app.evaluate(name) == f"{first} (changed)"
    for _ in range(3):
        app.keyboard.press("Control+z")
    assert app.evaluate(name) == first


def test_the_map_is_where_the_raid_flies_until_a_height_is_set_and_a_new_battery_is_like_the_chosen_one(app):
    height = app.locator(".plan-height output")
    raid = app.locator("#raid select")
    assert height.inner_text().replace("\u00a0", " ") == "50 m"
    raid.select_option("uav-40")
    assert height.inner_text().replace("\u00a0", " ") == "300 m"
    raid.select_option("cruise-24-one-axis")
    assert height.inner_text().replace("\u00a0", " ") == "50 m"
    app.locator(".plan-height input").fill("500")
    told = height.inner_text()
    raid.select_option("srbm-8")  # falls, at no height of its own
    assert app.get_by_role("button", name="Height of the raid").count() == 0
    raid.select_option("uav-40")
    assert height.inner_text() == told
    app.get_by_role("button", name="Height of the raid").click()
    assert height.inner_text().replace("\u00a0", " ") == "300 m"
    assert app.get_by_role("button", name="Height of the raid").count() == 0
    app.locator("#batteries").get_by_label("System").select_option("s-400")
    app.get_by_role("button", name="puts a battery").click()
    app.mouse.click(*on_map(app, 43.8, 34.0))
    assert [unit["system"] for unit in app.evaluate(UNITS)] == ["s-400", "s-400"]
    assert "moves the defended place" in app.locator(".plan-tools > .note").inner_text()


def test_what_is_typed_outlasts_what_comes_from_the_server(app):
    worlds = app.get_by_label("Worlds", exact=True)
    worlds.fill("61")
    app.evaluate("skykeepPlanner.desk.see({})")
    assert worlds.input_value() == "61"
    worlds.press("Enter")
    app.get_by_label("Raids in each", exact=True).fill("2")
    app.evaluate("skykeepPlanner.desk.see({})")
    app.get_by_label("Antenna above ground, m").focus()
    assert app.get_by_role("button", name="Run 122 raids").is_visible()


def test_the_report_of_a_run_is_shared_as_a_page(app, browser, tmp_path):
    for label in SMALL:
        field(app, label, "2")
    assert app.get_by_role("button", name="Share as a page").is_hidden()
    app.get_by_role("button", name="Run 4 raids").click()
    wait_until(app, f"/4 raids played/.test({STATUS})", RUN_MS)
    share = app.get_by_role("button", name="Share as a page")
    share.focus()
    app.keyboard.press("Enter")
    panel = app.get_by_role("dialog", name="Before you share it: the report of this run")
    panel.wait_for(timeout=RUN_MS)
    gives = panel.inner_text().replace("\u00a0", " ")
    assert re.search(r"\d+ kB in all", gives)
    for told in ("Places: Baghdad (33.341°, 44.401°)", "unit-1: S-300PMU-2", "Seed of the draws: 1."):
        assert told in gives
    assert "No path of a machine was found in it." in gives
    assert "played again" not in gives
    assert "The program of the page" in gives  # as the report itself lists it
    report = panel.frame_locator("iframe")
    assert "leak" in report.locator("main").inner_text()
    assert report.locator("h1").evaluate("(head) => getComputedStyle(head).fontSize") != "28px"  # dressed
    assert report.locator("script").count() == 0
    app.keyboard.press("Escape")
    wait_until(app, f"{STATUS} === 'Nothing was shared.'")
    assert share.evaluate("(button) => button === document.activeElement")
    share.click()
    with app.expect_download(timeout=RUN_MS) as kept:
        panel.get_by_role("button", name="Save").click()
    app.evaluate(
        """() => {
          const { line } = skykeepPlanner.desk;
          line.ask = (_mechanism, _question, { progress }) => {
            progress({ state: 'running', what: 'worlds', done: 1, of: 2 });
            return { answer: Promise.resolve({ html: '<p>played</p>' }), cancel: () => undefined };
          };
        }"""
    )  # as by a server that no longer has the run
    share.click()
    assert "the same raids were played again" in panel.inner_text()
    app.keyboard.press("Control+z")  # is for what lies behind the panel
    app.keyboard.press("Escape")
    assert app.evaluate("skykeepPlanner.desk.steps.forth") == 0
    file = tmp_path / "run.html"
    kept.value.save_as(file)
    with opened(browser, file, painter="canvas") as page:
        mean = app.evaluate("skykeepPlanner.runs.a.soFar.estimates.leakers.mean")
        assert f"{mean:.1f}" in page.locator("main").inner_text()
        assert page.evaluate("window.skykeepReplay.header.raids.length") >= 1
        assert page.complaints == []


def drag(page, place, x, y):
    at = on_map(page, *place)
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + x, at[1] + y, steps=4)
    page.mouse.up()


def test_a_battery_of_a_formation_is_moved_raised_and_changed_and_keeps_its_post(app):
    app.get_by_label("Begin with").select_option("iraq-baghdad-outside-eyes")
    wait_until(app, f"{UNITS}.length === 3")
    first = app.evaluate(UNITS)
    assert [unit["id"] for unit in first] == ["regiment-1", "regiment-2", "regiment-3"]
    assert "command regiment" in app.evaluate(f"{MAP}.layers")
    app.mouse.click(*on_map(app, *first[1]["place"]))
    assert app.evaluate("skykeepPlanner.desk.unit.id") == "regiment-2"
    drag(app, first[1]["place"], 40, 30)
    moved = app.evaluate(UNITS)
    assert moved[1]["place"][0] > first[1]["place"][0] + 0.05
    assert [moved[0], moved[2]] == [first[0], first[2]]
    field(app, "Antenna above ground, m", "30")
    app.locator("#batteries").get_by_label("System").select_option("s-400")
    tables = app.evaluate("skykeepPlanner.desk.tables")
    assert "fire_units" not in tables["formations"][0]
    assert {unit["under"] for unit in tables["fire_units"]} == {"regiment"}
    assert [unit["system"] for unit in tables["fire_units"]] == ["s-300pmu-2", "s-400", "s-300pmu-2"]
    wait_until(app, "skykeepPlanner.desk.textOf(skykeepPlanner.desk.tables) !== null")
    for _ in range(3):
        app.keyboard.press("Control+z")
    assert app.evaluate(UNITS) == first
    assert app.evaluate("skykeepPlanner.desk.tables.formations[0].fire_units") == 3


def test_eyes_jammers_traffic_and_posts_are_drawn_with_words_and_moved(app):
    app.get_by_label("Begin with").select_option("iraq-baghdad-traffic")
    wait_until(app, f"{MAP}.layers.includes('traffic airway')")
    app.evaluate(
        """() => skykeepPlanner.desk.edit((tables) => ({
          ...tables,
          jammers: [
            { id: "far", kind: "escort", alt_msl_m: 9000, bearing_deg: 270, distance_km: 100 },
            { id: "with-them", kind: "escort", alt_msl_m: 9000, axis_bearing_deg: 10, distance_km: 150 },
          ],
          outside_eyes: [{ id: "eye", passive: "esm", tells: "unit-1", lat_deg: 32.5, lon_deg: 44.9 }],
        }))"""
    )
    which = app.locator("#spots select")
    assert which.locator("option").all_inner_texts() == [
        "eye (outside eye)",
        "far (jammer)",
        *("airway (neutral traffic, 6)", "where airway flies to"),
        *("arrivals (neutral traffic, 3)", "where arrivals flies to"),
        *("returning (friendly traffic, 4)", "where returning flies to"),
    ]  # the other jammer comes with an axis that is drawn anew each time
    also = app.locator("#spots .note")
    assert also.inner_text().endswith("here: with-them (jammer).")
    scene = f"{MAP}.scene"
    assert {mark["symbol"] for mark in app.evaluate(f"{scene}.marks")} == {
        *("battery", "eye", "jammer", "neutral", "friendly")
    }
    assert "far (jammer)" in app.evaluate(f"{scene}.labels.map((label) => label.text)")
    drag(app, [44.9, 32.5], 60, 20)
    eye = app.evaluate("skykeepPlanner.desk.tables.outside_eyes[0]")
    assert eye["lon_deg"] > 45.1
    assert eye["lat_deg"] < 32.45
    which.select_option("jammers/0/")
    far = float(app.locator("#spots input").nth(1).input_value())
    app.locator("#spots input").nth(1).fill(str(far - 0.5))
    app.keyboard.press("Enter")
    jammer = app.evaluate("skykeepPlanner.desk.tables.jammers[0]")
    assert jammer["distance_km"] == pytest.approx(146.5, abs=1.5)
    assert jammer["bearing_deg"] == pytest.approx(270, abs=1)
    assert "lat_deg" not in jammer
    field(app, "First axis comes from, degrees", "90")
    assert "with-them (jammer)" in which.locator("option").all_inner_texts()
    assert also.inner_text() == ""
    which.select_option("traffic/0/to")
    app.locator("#spots input").nth(0).fill("31")
    app.keyboard.press("Enter")
    assert app.evaluate("skykeepPlanner.desk.tables.traffic[0].to_lat_deg") == 31
    app.keyboard.press("Control+z")
    assert app.evaluate("skykeepPlanner.desk.tables.traffic[0].to_lat_deg") == 31.6
    assert app.evaluate("document.documentElement.scrollWidth <= innerWidth")


OWN = """
schema_version = 1
name = "Camp"
description = "kept in /home/somebody/plans"
aim = "camp"
assets = [{ id = "camp", name = "My camp", lat_deg = 33.3, lon_deg = 44.3 }]
fire_units = [{ id = "unit-1", system = "s-400", lat_deg = 33.3, lon_deg = 44.3 }]
raid.standard = "srbm-8"
study.seed = 77
"""


@pytest.mark.parametrize(("lang", "width_px"), [("en", 1400), ("ar", 390)])
def test_what_goes_out_is_shown_before_it_does_with_what_is_ones_own(tab, address, lang, width_px):
    tab.goto("about:blank")
    open_app(tab, f"{address}?lang={lang}")
    tab.set_viewport_size({"width": width_px, "height": 800})
    try:
        file = {"name": "own.toml", "mimeType": "application/toml", "buffer": OWN.encode()}
        tab.locator("input[type=file]").set_input_files(file)
        wait_until(tab, "skykeepPlanner.desk.tables.name === 'Camp'")
        for number in (1, 4):  # save as TOML, copy a link
            opener = tab.locator(".plan-file .plan-row > button").nth({1: 0, 4: 3}[number])
            opener.focus()
            tab.keyboard.press("Enter")
            panel = tab.get_by_role("dialog")
            panel.wait_for()
            gives = panel.locator("ul").inner_text()
            for own in ("My camp", "kept in /home/somebody/plans", "unit-1: S-400"):
                assert own in gives
            assert gives.count("/home/somebody/plans") == 2  # once as a note, once as a path
            assert re.search("77|٧٧", gives)
            preview = panel.locator("pre").inner_text()
            assert preview.startswith(address) if number == 4 else "seed = 77" in preview
            assert grave(findings(tab)) == []
            assert tab.evaluate("document.documentElement.scrollWidth") <= width_px
            for _ in range(4):  # round the panel and what the browser has about it, never behind it
                tab.keyboard.press("Tab")
                focused = tab.locator(":focus")
                assert focused.count() == 0 or focused.evaluate(
                    "(each) => each.closest('dialog, body:focus')"
                )
            tab.keyboard.press("Escape")
            tab.locator("dialog").wait_for(state="detached")
            focused = "document.activeElement.outerHTML"
            assert tab.evaluate(focused) == opener.evaluate("(button) => button.outerHTML")
    finally:
        tab.set_viewport_size({"width": 1400, "height": 1000})


def test_a_start_without_a_server_says_why_and_what_to_do_and_keeps_the_plan(app, browser, address):
    page = browser.new_page()
    page.add_init_script(
        """window.WebSocket = class extends EventTarget {
          static OPEN = 1;
          readyState = 0;
          constructor() {
            super();
            setTimeout(() => { this.readyState = 3; this.dispatchEvent(new Event('close')); });
          }
        };"""
    )
    page.goto(f"{address}#plan=kept")
    alert = page.get_by_role("alert")
    alert.wait_for()
    told = alert.inner_text()
    assert "did not start: the server does not answer." in told
    assert "skykeep serve" in told
    with page.expect_event("load"):
        page.get_by_role("button", name="Try again").click()
    assert page.url.endswith("#plan=kept")
    page.close()


def test_a_long_list_of_systems_heads_a_map_in_short_and_is_whole_where_it_is_read(app):
    systems = ["s-300pmu-2", "s-400", "m-sam-ii", "pantsir-s1", "bavar-373"]
    app.evaluate(
        """(systems) => skykeepPlanner.desk.edit((tables) => ({
          ...tables,
          fire_units: systems.map((system, at) => ({
            id: `unit-${at + 1}`, system, lat_deg: 33.3 + at / 10, lon_deg: 44.4,
          })),
        }))""",
        systems,
    )
    app.get_by_role("button", name="Put a copy beside it").click()
    head = app.locator(".plan-map-name").first
    assert head.inner_text() == "A: S-300PMU-2 Favorit, S-400 Triumf, M-SAM-II (Cheongung-II), and 2 more"
    whole = head.get_attribute("aria-label")
    assert whole == head.get_attribute("title")
    assert "more" not in whole
    assert "Bavar-373" in whole


def test_a_run_is_cancelled_and_says_what_is_shown(app):
    field(app, "Worlds", "2000")
    field(app, "Raids in each", "100")
    app.get_by_role("button", name="Run 200,000 raids").click()
    wait_until(app, f"/of 2,000 worlds/.test({STATUS})", RUN_MS)
    app.get_by_role("button", name="Cancel").click()
    wait_until(app, f"/Cancelled/.test({STATUS})")
    assert app.get_by_role("button", name="Run 200,000 raids").is_enabled()
    dots = app.locator("[data-side=a] .plan-dots circle").count()
    assert dots == min(100, app.evaluate("skykeepPlanner.runs.a.soFar?.played ?? 0"))
    assert app.get_by_role("button", name="Cancel").is_hidden()
    assert app.get_by_role("button", name="Share as a page").is_hidden()


def test_a_run_whose_side_goes_is_cancelled(app):
    app.get_by_role("button", name="Put a copy beside it").click()
    field(app, "Worlds", "2000")
    field(app, "Raids in each", "100")
    app.get_by_role("button", name="B: Run 200,000 raids").click()
    wait_until(app, f"/of 2,000 worlds/.test({STATUS_B})", RUN_MS)
    app.get_by_role("button", name="Show A", exact=True).click()
    app.get_by_role("button", name="Keep this one alone").click()
    wait_until(app, f"/Cancelled/.test({STATUS_B})")


@pytest.mark.parametrize("width_px", [390, 1400])
def test_two_states_fit_the_window_and_axe_finds_nothing_serious(app, width_px):
    app.get_by_role("button", name="Put a copy beside it").click()
    app.set_viewport_size({"width": width_px, "height": 800})
    try:
        assert grave(findings(app)) == []
        assert app.evaluate("document.documentElement.scrollWidth") <= width_px
    finally:
        app.set_viewport_size({"width": 1400, "height": 1000})


def test_the_app_speaks_arabic_and_keeps_its_plan(app):
    app.get_by_role("button", name="puts a battery").click()
    app.mouse.click(*on_map(app, 43.8, 34.0))
    wait_until(app, "location.hash.startsWith('#plan=')")
    plan = app.evaluate("JSON.stringify(skykeepPlanner.desk.plan)")
    app.get_by_role("button", name="العربية").click()
    app.wait_for_url("**lang=ar**")
    wait_until(app, "window.skykeepReady === true")
    assert app.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert app.evaluate("JSON.stringify(skykeepPlanner.desk.plan)") == plan
    assert app.get_by_role("button", name="تراجع").is_enabled()  # the step is kept over the reload
    wait_until(app, "/٪/.test(skykeepPlanner.map.sightSays.textContent)")
    told = app.evaluate("skykeepPlanner.map.sightSays.textContent")
    assert re.search(r"[٠-٩]\s?٪ من دائرة [٠-٩]+\s?كم", told)
    wait_until(app, "document.querySelectorAll('.plan-sentences li').length > 2")
    said = app.locator(".plan-sentences").inner_text()
    assert re.findall(r"[a-z]{3,} [a-z]{3,}", said) == []  # the server is asked in Arabic
    assert "تطير الغارة إلى بغداد" in said
    assert app.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_the_map_shows_every_battery_with_its_rings_and_names_those_at_one_place_together(app):
    app.locator("#batteries select").first.select_option("s-400")
    wait_until(app, f"{UNITS}[0].system === 's-400'")
    assert (
        min(on_map(app, 44.40088, 33.34058 + 400 / 111.2))
        > app.locator(".live-map").first.bounding_box()["y"]
    )
    app.evaluate(
        """() => {
          const { desk } = skykeepPlanner;
          const [unit] = desk.tables.fire_units;
          const more = [{ ...unit, id: "beside" }, { ...unit, id: "far", lat_deg: 30.5, lon_deg: 47.8 }];
          desk.edit((tables) => ({ ...tables, fire_units: [unit, ...more] }));
        }"""
    )
    app.get_by_role("button", name="show all of it").click()
    names = app.evaluate(f"{MAP}.scene.labels.map(({{ text }}) => text)")
    assert "unit-1, beside" in names
    assert "beside" not in names
    box = app.locator(".live-map").first.bounding_box()
    x, y = on_map(app, 47.8, 30.5)
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]
