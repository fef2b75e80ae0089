"""The pages of the server: links that work, nothing from elsewhere or inline, the token in a cookie."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from skykeep.web.mechanisms.table import MECHANISMS

TOKEN = "0123456789abcdef"


class Links(HTMLParser):
    """What a page links to and loads, and what could run in it."""

    def __init__(self, text):
        super().__init__()
        self.links, self.loads, self.inline = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a":
            self.links.append(given["href"])
        self.loads += [given[name] for name in ("src",) if name in given]
        if tag == "link":
            self.loads.append(given["href"])
        self.inline += [tag] * (
            tag in ("style", "form", "iframe") or (tag == "script" and "src" not in given)
        )
        self.inline += [name for name in given if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("path", ["/", "/api/"])
def test_every_link_works_and_nothing_is_from_elsewhere_or_inline(server, path):
    reply = server.get(path)
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    page = Links(reply.body.decode())
    assert page.inline == []
    assert page.loads
    for link in {*page.links, *page.loads}:
        assert link.startswith("/"), link
        assert server.get(link.partition("#")[0]).status == 200, link


def test_the_page_of_the_api_tells_every_key_of_every_question(server):
    text = server.get("/api/").body.decode()
    for name, row in MECHANISMS.items():
        assert f'id="{name}"' in text
        for key in row.question.model_fields:
            assert f"<code>{key}</code>" in text, key


def test_the_description_is_served_as_json(server):
    found = server.get("/api/openapi.json")
    assert found.headers["content-type"] == "application/json"
    assert found.json["openapi"] == "3.1.0"


def test_with_a_token_a_browser_takes_it_once_from_the_address(own_server):
    server = own_server("--token", TOKEN)
    assert server.get("/").json["where"] == "header Authorization"
    shown = server.get("/", headers={"Accept": "text/html,*/*;q=0.8", "Sec-Fetch-Dest": "document"})
    assert (shown.status, shown.headers["content-type"]) == (401, "text/html; charset=utf-8")
    assert "/?token=TOKEN" in shown.body.decode()
    assert server.get("/?token=wrong-wrong-wrong").status == 401
    reply = server.get(f"/?token={TOKEN}")
    assert (reply.status, reply.headers["location"]) == (303, "/")
    cookie = reply.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    kept = cookie.partition(";")[0]
    assert server.get("/", headers={"Cookie": kept}).status == 200
    assert server.get("/api/catalogue", headers={"Cookie": kept}).status == 200
    assert server.get("/api/catalogue", headers={"Authorization": f"Bearer {TOKEN}"}).status == 200
    assert server.get("/api/catalogue").status == 401
    _, _, err = server.end()
    assert TOKEN not in err


def test_the_token_may_stand_in_the_environment(own_server):
    server = own_server(SKYKEEP_TOKEN=TOKEN)
    assert server.get("/api/catalogue").status == 401
    assert server.get("/api/catalogue", headers={"Authorization": f"Bearer {TOKEN}"}).status == 200
