"""No page has a serious or critical finding of axe-core, the usual checker for assistive programs."""

import json
from pathlib import Path

import pytest

from .pages import CHROMIUM, NO_CHROMIUM, opened

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]

AXE = Path(__file__).parent / "axe" / "axe.min.js"
FRONTEND = Path(__file__).parents[2] / "frontend"
PHONE_PX, DESK_PX = 390, 1280
FINDINGS = """axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(
  ({ id, impact, nodes }) => ({ id, impact, found: nodes.map(({ html }) => html.slice(0, 200)) })))"""


def findings(page):
    """Return what axe finds once all that is folded is open."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(FINDINGS)


def grave(found):
    return [each for each in found if each["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("name", ["page_file", "replay_file"])
def test_axe_finds_nothing_serious(browser, request, name):
    with opened(browser, request.getfixturevalue(name), width_px=DESK_PX, painter="canvas") as page:
        assert grave(findings(page)) == []
        page.set_viewport_size({"width": PHONE_PX, "height": 844})
        assert grave(findings(page)) == []


def test_axe_finds_a_control_without_a_name(browser):
    page = browser.new_page()
    page.set_content("<!doctype html><html lang=en><title>x</title><main><h1>x</h1><button></button></main>")
    assert [each["id"] for each in grave(findings(page))] == ["button-name"]
    page.close()


def test_the_checker_is_the_one_that_the_lock_names():
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))["devDependencies"][
        "axe-core"
    ]
    assert AXE.read_text(encoding="utf-8").startswith(f"/*! axe v{wanted}\n")
