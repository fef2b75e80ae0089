"""The pages of the server: its start, and what can be asked; plain HTML, and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from skykeep.api.plain_json import compact_json

from .fixed import FIXED
from .gate import COOKIE
from .json_answers import json_answer
from .key_rows import address_of, command_of, key_rows
from .mechanisms.table import MECHANISMS
from .openapi import VERSION, answer_models, api_description
from .refusal import refused

__all__ = ["api_page", "openapi_text", "start_page", "static_file"]

STYLES = "text/css; charset=utf-8"
SCRIPTS = "text/javascript; charset=utf-8"
OWN: Mapping[str, str] = {"api.css": STYLES, "icon.svg": "image/svg+xml", "ready.js": SCRIPTS}
"""Files of the pages here, with what they are."""
BUILT: Mapping[str, str] = {
    "planner.css": STYLES,
    "planner.js": SCRIPTS,
    "LICENSES.txt": "text/plain; charset=utf-8",
}
"""Files of the page that is built apart, and may be missing."""


async def start_page(request: Request) -> Response:
    """Return the start; the token in its address goes into a cookie, so that it is in no address again.

    The cookie is the server's own token: who comes as far as here has shown it, whatever the address says.
    """
    token = request.app.state.token
    if token is not None and "token" in request.query_params:
        found = RedirectResponse("/", status_code=303)
        found.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
        return found
    built = _built_files()
    return _page(
        "start.html.j2",
        title="skykeep",
        styles=[name for name in built if name.endswith(".css")],
        scripts=[name for name in built if name.endswith(".js")],
    )


async def api_page(request: Request) -> Response:
    """Return the page that tells what can be asked."""
    base = str(request.base_url)
    questions = [
        {
            "name": row.name,
            "says": row.says,
            "methods": "POST, GET" if row.by_address else "POST",
            "rows": list(key_rows(row.question)),
            "command": command_of(row, base),
            "link": address_of(row),
            "answers": [
                {"name": model.__name__, "says": model.__doc__, "rows": list(key_rows(model))}
                for model in answer_models(row.answer)
            ],
        }
        for row in MECHANISMS.values()
    ]
    return _page(
        "api.html.j2",
        title="skykeep: what can be asked",
        styles=["api.css"],
        scripts=["ready.js"],
        questions=questions,
    )


async def openapi_text(_request: Request) -> Response:
    """Return the description of the API."""
    return json_answer(_description())


async def static_file(request: Request) -> Response:
    """Return a file that a page needs: one of a few names, never a path."""
    name = request.path_params["name"]
    if name in OWN:
        return Response(_read("skykeep.web", "static", name), media_type=OWN[name])
    if name in _built_files():
        return Response(_read("skykeep.page", "built", name), media_type=BUILT[name])
    raise refused(404, "there is no such file", "path", allowed=", ".join((*OWN, *_built_files())))


@cache
def _built_files() -> tuple[str, ...]:
    """Return the files of the built page that are there."""
    folder = files("skykeep.page") / "built"
    return tuple(name for name in BUILT if (folder / name).is_file())


@cache
def _read(package: str, folder: str, name: str) -> bytes:
    return (files(package) / folder / name).read_bytes()


@cache
def _description() -> bytes:
    return compact_json(api_description())


@cache
def _templates() -> Environment:
    """Return the templates; what they are given is text, and stays text."""
    found = Environment(
        loader=PackageLoader("skykeep.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    found.filters["code"] = _with_code
    return found


def _with_code(text: str) -> Markup:
    """Return text in which what stands between backticks is code."""
    parts = text.replace("``", "`").split("`")
    return Markup().join(
        Markup("<code>{}</code>").format(part) if number % 2 else part for number, part in enumerate(parts)
    )


def _page(template: str, **given: Any) -> Response:
    """Return a page."""
    return HTMLResponse(_templates().get_template(template).render(openapi=VERSION, fixed=FIXED, **given))
