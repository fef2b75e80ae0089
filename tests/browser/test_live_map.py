"""The live map of a brief in a real browser: it starts from disk, draws, and asks nobody."""

import shutil
from contextlib import contextmanager

import pytest

from skykeep.report.page import render_brief

from ..unit.report.brief_cases import brief_data

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path: install chromium to run these"),
]
WITH_WEBGL = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
)
WITHOUT_WEBGL = ("--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--disable-background-networking")
READY_MS = 60_000


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "brief.html"
    path.write_text(render_brief(brief_data()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def driver():
    with playwright.sync_playwright() as found:
        yield found


@pytest.fixture(scope="module")
def browser(driver):
    chromium = driver.chromium.launch(executable_path=CHROMIUM, args=list(WITH_WEBGL))
    yield chromium
    chromium.close()


@contextmanager
def opened(browser, path, *, width_px=1280, wait=True, **context):
    """Give the page opened from disk, with what it asked for and what it complained of."""
    page = browser.new_page(viewport={"width": width_px, "height": 900}, **context)
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(path.as_uri())
    if wait:
        page.wait_for_function("window.skykeepReady === true", timeout=READY_MS)
    yield page
    page.close()


def off_machine(page, path):
    """Return what was asked for besides the page itself and what it holds."""
    return [url for url in page.asked if url != path.as_uri() and not url.startswith(("data:", "blob:"))]


GREYS = """canvas => {
  const copy = document.createElement('canvas');
  copy.width = canvas.width; copy.height = canvas.height;
  const paint = copy.getContext('2d');
  paint.drawImage(canvas, 0, 0);
  const found = new Set();
  const data = paint.getImageData(0, 0, copy.width, copy.height).data;
  for (let at = 0; at < data.length; at += 4 * 97) found.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
  return found.size;
}"""


def test_the_map_starts_from_disk_without_a_complaint_and_asks_nobody(browser, page_file):
    with opened(browser, page_file) as page:
        assert page.complaints == []
        assert off_machine(page, page_file) == []
        assert page.locator("[data-live-map]").is_visible()
        assert page.locator("[data-live-says]").is_hidden()
        assert page.locator("[data-live-map] canvas.map-text").evaluate(GREYS) > 3


def test_without_webgl_a_plain_canvas_draws_and_one_line_says_so(driver, page_file):
    chromium = driver.chromium.launch(executable_path=CHROMIUM, args=list(WITHOUT_WEBGL))
    with opened(chromium, page_file) as page:
        assert page.evaluate("document.createElement('canvas').getContext('webgl2')") is None
        assert "WebGL is missing" in page.locator("[data-live-says]").inner_text()
        assert page.locator("[data-live-map] canvas.map-ground").evaluate(GREYS) > 20
        assert [each for each in page.complaints if "WebGL" not in each] == []
    chromium.close()


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
        frame.wait_for_function("window.skykeepReady === true", timeout=READY_MS)
        assert page.complaints == []
        assert off_machine(page, outer) == []


def test_without_decompression_the_still_page_says_why_the_map_is_missing(browser, page_file):
    page = browser.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(page_file.as_uri())
    assert "lacks DecompressionStream" in page.locator("[data-live-says]").inner_text()
    assert page.locator("[data-live]").is_hidden()
    page.close()
