"""A refusal for a reader: a browser that asks for a page is told in words what to do, a program in JSON."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from starlette.responses import HTMLResponse, Response

from .json_answers import refusal_answer
from .refusal import Refused

__all__ = ["answer_for"]

TITLES: Mapping[int, str] = MappingProxyType(
    {
        401: "This server asks for a token",
        403: "Another page led here",
        404: "There is nothing here",
        421: "This server has another name",
    }
)
"""Status -> heading; every other refusal is JSON for everybody."""
STEPS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        401: (
            "It was started with a token, which this browser has not shown, or not the right one.",
            "Ask whoever started it, then open its address once with the token at the end: <code>/?token="
            "TOKEN</code>. The browser keeps it until it is closed.",
        ),
        403: ("Type the address that <code>skykeep serve</code> printed into the address bar.",),
        404: (
            'The map is at <a href="/">the start</a>; what programs may ask is at <a href="/api/">/api/</a>.',
        ),
        421: (
            "Open the address that <code>skykeep serve</code> printed; another name is given to it with "
            "<code>--name</code> where it is started.",
        ),
    }
)
STYLE = (
    "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem;"
    "color:#1c1c1c}"
)
_HASH = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; frame-ancestors 'none'"


def answer_for(refused: Refused, headers: Mapping[str, str]) -> Response:
    """Return a refusal as a page where a browser asks for one, else as JSON; nothing that was given is part
    of the page."""
    if refused.status not in TITLES or not _asks_for_a_page(headers):
        return refusal_answer(refused)
    title = escape(TITLES[refused.status])
    steps = "".join(f"<p>{step}</p>" for step in STEPS[refused.status])
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>skykeep: {title}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{title}</h1>{steps}</main></body></html>"
    )
    return HTMLResponse(page, refused.status, {**refused.headers, "Content-Security-Policy": _POLICY})


def _asks_for_a_page(headers: Mapping[str, str]) -> bool:
    """Return whether a reader waits for a page, no script for an answer."""
    is_document = headers.get("sec-fetch-dest", "document") == "document"
    return is_document and "text/html" in headers.get("accept", "")
