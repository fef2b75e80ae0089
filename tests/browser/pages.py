"""Pages opened from disk in Chromium, with what they asked for and what they complained of."""

import shutil
import time
from contextlib import contextmanager

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
NO_CHROMIUM = "no Chromium on the path: install chromium to run these"
WITH_WEBGL = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-gpu-compositing",
    "--disable-background-networking",
)
"""WebGL drawn by the processor, the rest of the page without it: a page that is composed by a graphics card
that is not there takes three times as long."""
WITHOUT_WEBGL = ("--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--disable-background-networking")
READY_MS = 120_000
OF_THE_DRIVER = "GPU stall due to ReadPixels"
"""What the browser, not the page, remarks where it takes a drawn map back from WebGL to compose the page."""


@contextmanager
def chromium(driver, *arguments):
    """Give a browser started with these arguments."""
    found = driver.chromium.launch(executable_path=CHROMIUM, args=list(arguments or WITH_WEBGL))
    yield found
    found.close()


@contextmanager
def opened(browser, path, *, width_px=1280, height_px=900, wait=True, painter=None, **context):
    """Give the page opened from disk; ``painter`` is who draws its map."""
    page = browser.new_page(viewport={"width": width_px, "height": height_px}, **context)
    page.set_default_timeout(READY_MS)
    listen(page)
    if painter:
        page.add_init_script(f"window.skykeepPainter = {painter!r}")
    page.goto(path.as_uri())
    if wait:
        wait_until(page, "window.skykeepReady === true")
    yield page
    page.close()


def listen(page):
    """Write down from now on what a page asks for, and what it or the browser complains of."""
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: OF_THE_DRIVER in message.text or page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))


def wait_until(page, expression, within_ms=READY_MS):
    """Wait until an expression is true: asked from outside, since the page's policy allows no eval."""
    until_s = time.monotonic() + within_ms / 1000.0
    while not page.evaluate(expression):
        assert time.monotonic() < until_s, f"never true: {expression}; {getattr(page, 'complaints', [])}"
        page.wait_for_timeout(50)


def off_machine(page, path):
    """Return what was asked for besides the page itself and what it holds."""
    return [url for url in page.asked if url != path.as_uri() and not url.startswith(("data:", "blob:"))]
