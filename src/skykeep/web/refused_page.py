"""A refusal for a reader: a browser that asks for a page is told in its language what to do, a program in
JSON."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from starlette.responses import HTMLResponse, Response

from skykeep.language import DIRECTIONS, in_language, tell, to_tell

from .json_answers import refusal_answer
from .refusal import Refused

__all__ = ["answer_for"]

TITLES: Mapping[int, str] = MappingProxyType(
    {
        401: to_tell("This server asks for a token"),
        403: to_tell("Another page led here"),
        404: to_tell("There is nothing here"),
        421: to_tell("This server has another name"),
    }
)
"""Status -> heading; every other refusal is JSON for everybody."""
STEPS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        401: (
            to_tell("It was started with a token, which this browser has not shown, or not the right one."),
            to_tell(
                "Ask whoever started it, then open its address once with the token at the end: "
                "<code>/?token=TOKEN</code>. The browser keeps it until it is closed."
            ),
        ),
        403: (to_tell("Type the address that <code>skykeep serve</code> printed into the address bar."),),
        404: (
            to_tell(
                'The map is at <a href="/">the start</a>; what programs may ask is at '
                '<a href="/api/">/api/</a>.'
            ),
        ),
        421: (
            to_tell(
                "Open the address that <code>skykeep serve</code> printed; another name is given to it with "
                "<code>--name</code> where it is started."
            ),
        ),
    }
)
STYLE = (
    "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem;"
    "color:#1c1c1c}code{direction:ltr;unicode-bidi:isolate}"
)
_QUALITY = re.compile(r"q=([01](?:\.\d{0,3})?)", re.ASCII)
_HASH = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; frame-ancestors 'none'"


def answer_for(refused: Refused, headers: Mapping[str, str]) -> Response:
    """Return a refusal as a page where a browser asks for one, else as JSON; nothing that was given is part
    of the page."""
    if refused.status not in TITLES or not _asks_for_a_page(headers):
        return refusal_answer(refused)
    code = _language(headers.get("accept-language", ""))
    with in_language(code):
        title = escape(tell(TITLES[refused.status]))
        steps = "".join(f"<p>{tell(step)}</p>" for step in STEPS[refused.status])
    page = (
        f'<!doctype html><html lang="{code}" dir="{DIRECTIONS[code]}"><head><meta charset="utf-8"><meta '
        f'name="viewport" content="width=device-width, initial-scale=1"><title>skykeep: {title}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{title}</h1>{steps}</main></body></html>"
    )
    return HTMLResponse(page, refused.status, {**refused.headers, "Content-Security-Policy": _POLICY})


def _asks_for_a_page(headers: Mapping[str, str]) -> bool:
    """Return whether a reader waits for a page, no script for an answer."""
    is_document = headers.get("sec-fetch-dest", "document") == "document"
    return is_document and "text/html" in headers.get("accept", "")


def _language(accepted: str) -> str:
    """Return the language that a browser would read best (``Accept-Language``, RFC 9110), English where it
    names none that is spoken here."""
    best, share = "en", 0.0
    for language in accepted.split(","):
        tag, _, weight = language.partition(";")
        code = tag.strip().partition("-")[0].lower()
        quality = _QUALITY.fullmatch(weight.strip() or "q=1")
        if code in DIRECTIONS and quality and float(quality[1]) > share:
            best, share = code, float(quality[1])
    return best
