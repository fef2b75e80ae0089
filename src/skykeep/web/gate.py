"""The gate: foreign names, foreign pages and strangers are turned away before anything else is done."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Collection, Mapping, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .refusal import Refused, refused
from .refused_page import answer_for

__all__ = ["COOKIE", "HEADERS", "Gate"]

COOKIE = "skykeep-token"
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",  # symbols and shaded relief are made in the page
        "frame-src blob:",  # a report is shown before it is shared, in a frame that may run nothing
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer says to a browser."""
PAGES = ("/", "/api/")
"""What another page may link to."""


class Gate:
    """Lets a request through if it names this server, comes from no foreign page, and has the token.

    A name in ``Host`` that is not this server's is how a foreign page reaches a local one (DNS rebinding); a
    number is never such a name, so any address that the server answers at may stand there.
    """

    def __init__(self, app: ASGIApp, *, names: Collection[str], token: str | None) -> None:
        self._app = app
        self._names = {name.lower() for name in names} | {"localhost"}
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] not in ("http", "websocket"):
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            self._check(scope, headers)
        except Refused as refusal:
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await answer_for(refusal, headers)(scope, receive, _with_headers(send))
            return
        await self._app(scope, receive, _with_headers(send))

    def _check(self, scope: Scope, headers: Mapping[str, str]) -> None:
        """Raise Refused if the request may not pass."""
        host = headers.get("host", "")
        if [name for name, _ in scope["headers"]].count(b"host") != 1 or not self._is_here(host):
            raise refused(
                421,
                f"this server is not called {host!r}",
                "header Host",
                allowed="localhost, an address in numbers, or a name given with --name",
                do="ask at the address that 'skykeep serve' printed",
            )
        if not _is_own_page(scope, headers, host):
            raise refused(
                403,
                "another page asks",
                "header Origin",
                allowed="pages of this server, and programs",
                do="open the address that 'skykeep serve' printed",
            )
        if self._token is not None and not self._knows(scope, headers):
            raise refused(
                401,
                "the token is missing or wrong",
                "header Authorization",
                allowed="Authorization: Bearer TOKEN; in a browser once /?token=TOKEN",
                do="ask whoever started the server for the token",
                headers={"WWW-Authenticate": "Bearer"},
            )

    def _is_here(self, host: str) -> bool:
        """Return whether a ``Host`` names this server."""
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        return name.lower() in self._names or _is_number(name)

    def _knows(self, scope: Scope, headers: Mapping[str, str]) -> bool:
        """Return whether the client has the token: in a header, a cookie, or the address of the page."""
        assert self._token is not None
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        given = [bearer] if scheme.lower() == "bearer" else []
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
            given += [cookie.value] if cookie is not None else []
        except CookieError:
            pass
        key, _, typed = scope["query_string"].decode("latin-1").partition("=")
        if scope["type"] == "http" and scope["path"] == "/" and key == "token":
            given += [typed, unquote(typed)]  # a plus and a percent sign may stand for themselves
        expected = self._token.encode()
        return any(hmac.compare_digest(each.encode("latin-1", "replace"), expected) for each in given)


def _is_number(name: str) -> bool:
    """Return whether a name is an address in numbers."""
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _is_own_page(scope: Scope, headers: Mapping[str, str], host: str) -> bool:
    """Return whether no foreign page asks; a link to a page may be followed from anywhere."""
    origin = headers.get("origin")
    if origin is not None and origin.lower() not in (f"http://{host.lower()}", f"https://{host.lower()}"):
        return False
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return True
    return bool(
        headers.get("sec-fetch-mode") == "navigate"
        and scope.get("method") in ("GET", "HEAD")
        and scope["path"] in PAGES
        and headers.get("sec-fetch-dest") == "document"
    )


def _with_headers(send: Send) -> Send:
    """Return ``send`` with the headers that every answer has."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            _add_headers(message)
        await send(message)

    return sending


def _add_headers(message: MutableMapping[str, Any]) -> None:
    """Add the headers that every answer has, and that are not there."""
    there = {name.lower() for name, _ in message.get("headers", ())}
    more = [
        (name.lower().encode(), value.encode())
        for name, value in HEADERS.items()
        if name.lower().encode() not in there
    ]
    message["headers"] = [*message.get("headers", ()), *more]
