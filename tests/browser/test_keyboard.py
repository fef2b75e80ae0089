"""Whoever has no pointer comes to everything with Tab, sees where the focus is, and works it with keys."""

import pytest

from .pages import CHROMIUM, NO_CHROMIUM, opened

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]

TABS_MOST = 120
REPLAY = "window.skykeepReplay"
STATE = "skykeep.app.store.state"


def tab_to(page, selector):
    """Press Tab until the focus is where asked, and see that it shows."""
    for _ in range(TABS_MOST):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = "getComputedStyle(document.activeElement)"
            assert page.evaluate(f"{outline}.outlineStyle") != "none", selector
            assert page.evaluate(f"parseFloat({outline}.outlineWidth)") >= 1.0, selector
            return
    raise AssertionError(f"no Tab comes to {selector}")


def test_a_brief_is_worked_with_keys_alone(browser, page_file):
    with opened(browser, page_file, painter="canvas") as page:
        tab_to(page, ".live-choices button[aria-pressed=false]")
        page.keyboard.press("Enter")
        assert page.evaluate(f"{STATE}.system") == "beta-2"
        tab_to(page, ".live-controls select")
        page.keyboard.press("ArrowDown")
        assert page.evaluate(f"{STATE}.beside") == "alpha-1"
        tab_to(page, ".live-slider input")
        before_m = page.evaluate(f"{STATE}.height_agl_m")
        page.keyboard.press("ArrowRight")
        assert page.evaluate(f"{STATE}.height_agl_m") > before_m
        tab_to(page, ".live-check input")
        page.keyboard.press("Space")
        assert page.evaluate(f"{STATE}.showSight") is True  # this brief has no edges to show
        assert "in-sight" in page.evaluate("skykeep.app.map.layers")
        tab_to(page, ".live-map")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        assert page.evaluate(f"{STATE}.probe")[1] > 33.3
        assert page.locator(".live-probe tbody tr").count() >= 2
        tab_to(page, ".live-zoom button")
        zoom = page.evaluate("skykeep.app.map.view.zoom")
        page.keyboard.press("Enter")
        assert page.evaluate("skykeep.app.map.view.zoom") > zoom
        tab_to(page, ".live-tools button")
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowLeft")
        assert page.evaluate(f"{STATE}.moved")[0] < 44.4
        tab_to(page, ".live-tools button:last-of-type")
        page.keyboard.press("Enter")
        assert page.evaluate(f"{STATE}.moved") is None
        tab_to(page, "rect.mark")
        page.keyboard.press("ArrowRight")
        assert page.evaluate(f"[{STATE}.system, {STATE}.height_agl_m]") == ["alpha-1", 1000]
        tab_to(page, ".dot")
        page.keyboard.press("Enter")
        assert page.locator(".dots-say code").is_visible()
        tab_to(page, "summary")
        page.keyboard.press("Enter")
        assert page.locator("details[open]").count() == 1
        assert page.complaints == []


def test_a_replay_is_worked_with_keys_alone(browser, replay_file):
    with opened(browser, replay_file, painter="canvas") as page:
        tab_to(page, ".stage")
        zoom = page.evaluate(f"{REPLAY}.camera.view.zoom")
        page.keyboard.press("+")
        assert page.evaluate(f"{REPLAY}.camera.view.zoom") > zoom
        tab_to(page, ".transport-play")
        page.keyboard.press("Enter")
        assert page.evaluate(f"{REPLAY}.clock.isRunning")
        page.keyboard.press("Enter")
        assert not page.evaluate(f"{REPLAY}.clock.isRunning")
        tab_to(page, ".transport-time")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        assert page.evaluate(f"{REPLAY}.clock.time_s") > 0.0
        tab_to(page, ".transport-speed")
        speed = page.evaluate(f"{REPLAY}.clock.speed")
        page.keyboard.press("ArrowDown")
        assert page.evaluate(f"{REPLAY}.clock.speed") != speed
        tab_to(page, ".replay-tools select")
        tab_to(page, ".replay-tools input[type=checkbox]")
        page.keyboard.press("Space")
        assert page.complaints == []
