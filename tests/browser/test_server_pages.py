"""The pages of the server in a real browser: no complaint, nothing from elsewhere, the API from its page."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ..unit.web.conftest import started
from .pages import CHROMIUM, NO_CHROMIUM, listen, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]
ASK = """async () => {
  const found = await fetch("/api/catalogue");
  const socket = new WebSocket(`ws://${location.host}/api/live`);
  await new Promise((open, fail) => { socket.onopen = open; socket.onerror = fail; });
  socket.send(JSON.stringify({ask: "catalogue"}));
  let event = "";
  await new Promise((end) => { socket.onmessage = (message) => {
    event = JSON.parse(message.data).event;
    if (event === "answer" || event === "refusal") end();
  }; });
  return [found.status, event];
}"""
FOREIGN = """async (address) => {
  const asked = async (options) => {
    try { return (await fetch(address + "api/catalogue", options)).type; } catch { return "refused"; }
  };
  const socket = new WebSocket(address.replace("http", "ws") + "api/live");
  const live = await new Promise((end) => {
    socket.onopen = () => end("open"); socket.onerror = () => end("refused");
  });
  const seen = [await asked({}), await asked({mode: "no-cors"})];
  return [...seen, await asked({method: "POST", body: "{}", mode: "no-cors"}), live];
}"""


@pytest.fixture(scope="module")
def server():
    with started() as running:
        yield running


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    listen(page)
    yield page
    page.close()


@pytest.mark.parametrize("path", ["", "api/"])
def test_a_page_opens_without_a_complaint_asks_only_its_server_and_fits_a_phone(server, page, path):
    base = f"http://127.0.0.1:{server.port}/"
    page.goto(base + path)
    wait_until(page, "window.skykeepReady === true")
    assert page.complaints == []
    assert all(url.startswith(base) for url in page.asked)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_its_own_page_asks_by_http_and_websocket(server, page):
    page.goto(f"http://127.0.0.1:{server.port}/")
    assert page.evaluate(ASK) == [200, "answer"]
    assert page.complaints == []


class Blank(BaseHTTPRequestHandler):
    """A page of another origin, with no policy of its own."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>foreign</title>")

    def log_message(self, *words):
        pass


@pytest.fixture
def foreign():
    """Give the address of a page of another origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Blank) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_page_of_another_origin_gets_nothing(server, page, foreign):
    address = f"http://127.0.0.1:{server.port}/"
    page.goto(foreign)
    assert page.evaluate(FOREIGN, address) == ["refused"] * 4
