"""Foreign names, foreign pages and strangers are turned away, and every answer says how to treat it."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from ...own_loop import run_in_own_loop

PlainTextResponse = pytest.importorskip("starlette.responses").PlainTextResponse
gate = pytest.importorskip("skykeep.web.gate")
Gate, HEADERS = gate.Gate, gate.HEADERS
make_app = pytest.importorskip("skykeep.web.app").make_app
Desk = pytest.importorskip("skykeep.web.desk").Desk
HERE = {"host": "127.0.0.1:8321"}
TOKEN = "0123456789abcdef"


def through(
    headers, *, path="/api/coverage", method="POST", query="", token=None, kind="http", names=(), app=None
):
    """Return status and body of a request that meets the gate; 200 where it was let through.

    ``app`` is what stands behind a gate of its own; without it, one that says yes.
    """
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
    }
    guarded = app or Gate(PlainTextResponse("in"), names=names, token=token)
    run_in_own_loop(guarded(scope, receive, send))
    return sent


def status(*given, **more):
    return through(*given, **more)[0]["status"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8321", "127.0.0.1", "localhost:8321", "LOCALHOST", "[::1]:8321", "10.1.2.3:80", "me"]
)
def test_names_of_this_server_are_let_in(host):
    assert status({"host": host}, names=("me",)) == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8321", "localhost.evil.example", "", "127.1.evil"]
)
def test_a_foreign_name_is_turned_away(host):
    assert status({"host": host}) == 421


def test_no_name_or_two_of_them_are_turned_away():
    assert status({}) == 421
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"host", b"evil.example")],
    }
    sent = []

    async def send(message):
        sent.append(message)

    run_in_own_loop(Gate(PlainTextResponse("in"), names=(), token=None)(scope, None, send))
    assert sent[0]["status"] == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://localhost:8321", "file://"]
)
def test_a_foreign_page_is_turned_away(origin):
    assert status(HERE | {"origin": origin}) == 403


def test_its_own_page_is_let_in():
    assert status(HERE | {"origin": "http://127.0.0.1:8321", "sec-fetch-site": "same-origin"}) == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_picture_or_frame_of_a_foreign_page_is_turned_away_and_a_link_is_not(site):
    asked = HERE | {"sec-fetch-site": site, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
    assert status(asked, method="GET", path="/") == 403
    framed = HERE | {"sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
    assert status(framed, method="GET", path="/") == 403
    link = HERE | {"sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert status(link, method="GET", path="/") == 200
    assert status(link, method="GET", path="/api/jobs") == 403


def test_a_websocket_of_a_foreign_page_is_closed():
    sent = through(HERE | {"origin": "http://evil.example"}, kind="websocket", path="/api/live")
    assert [message["type"] for message in sent] == ["websocket.close"]


def test_the_token_is_taken_from_header_cookie_or_the_address_of_the_page_alone():
    assert status(HERE, token=TOKEN) == 401
    assert status(HERE | {"authorization": f"Bearer {TOKEN}"}, token=TOKEN) == 200
    assert status(HERE | {"authorization": f"Bearer {TOKEN}x"}, token=TOKEN) == 401
    assert status(HERE | {"authorization": TOKEN}, token=TOKEN) == 401
    assert status(HERE | {"cookie": f"a=b; skykeep-token={TOKEN}"}, token=TOKEN) == 200
    assert status(HERE | {"cookie": "skykeep-token=\xff"}, token=TOKEN) == 401
    assert status(HERE, token=TOKEN, query=f"token={TOKEN}", path="/", method="GET") == 200
    assert status(HERE, token=TOKEN, query=f"token={TOKEN}", path="/api/jobs", method="GET") == 401
    assert status(HERE, token=TOKEN, query=TOKEN, path="/", method="GET") == 401


@pytest.mark.parametrize("typed", [str, quote], ids=["as it is", "encoded"])
def test_a_token_with_letters_that_addresses_use_works_in_a_browser(typed):
    token = "a+b&c=d%41;e,f/0123"
    app = make_app(Desk({}, jobs=1), token=token)
    start, _ = through(HERE, query=f"token={typed(token)}", path="/", method="GET", app=app)
    cookie = dict(start["headers"])[b"set-cookie"].decode().partition("; HttpOnly")[0]
    assert start["status"] == 303
    assert status(HERE | {"cookie": cookie}, path="/api/jobs", method="GET", app=app) == 200


def test_a_wrong_token_in_the_address_does_not_replace_the_right_one_in_the_cookie():
    app = make_app(Desk({}, jobs=1), token=TOKEN)
    known = HERE | {"cookie": f"skykeep-token={TOKEN}"}
    start, _ = through(known, query="token=wrong-wrong-wrong", path="/", method="GET", app=app)
    assert f"skykeep-token={TOKEN}" in dict(start["headers"])[b"set-cookie"].decode()


def test_every_answer_says_how_a_browser_shall_treat_it():
    for headers in (HERE, {"host": "evil.example"}):
        told = {name.decode(): value.decode() for name, value in through(headers)[0]["headers"]}
        assert {name.lower(): value for name, value in HEADERS.items()}.items() <= told.items()
        assert "default-src 'self'" in told["content-security-policy"]
        assert "unsafe" not in told["content-security-policy"]


def test_a_hostile_name_comes_back_as_json_alone():
    start, body = through({"host": "<script>alert(1)</script>"})
    assert dict(start["headers"])[b"content-type"] == b"application/json"
    assert json.loads(body["body"])["where"] == "header Host"
