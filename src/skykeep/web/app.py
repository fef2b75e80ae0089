"""The application: every route of the server, behind the gate."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Collection

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp

from .desk import Desk
from .endpoints import ask
from .fixed import FIXED
from .gate import Gate
from .json_answers import refusal_answer
from .live import Live
from .mechanisms.table import MECHANISMS
from .pages import api_page, openapi_text, start_page, static_file
from .refusal import Refused, fault, refused
from .refused_page import answer_for

__all__ = ["make_app"]


def make_app(desk: Desk, *, names: Collection[str] = (), token: str | None = None) -> ASGIApp:
    """Return the application of a server.

    Parameters
    ----------
    desk
        Where jobs are computed.
    names
        Names that the server has, beside ``localhost`` and addresses in numbers.
    token
        What every client must know; None where anyone on this machine may ask.
    """
    app = Starlette(
        routes=list(_routes(desk)),
        exception_handlers={Refused: _refuse, HTTPException: _refuse_by_status, Exception: _admit},
    )
    app.router.redirect_slashes = False
    app.state.token = token
    return Gate(app, names=names, token=token)


def _routes(desk: Desk) -> list[BaseRoute]:
    """Return every route."""
    return [
        Route("/", start_page, methods=["GET"]),
        Route("/static/{name}", static_file, methods=["GET"]),
        Route("/api/", api_page, methods=["GET"]),
        Route("/api/openapi.json", openapi_text, methods=["GET"]),
        WebSocketRoute("/api/live", Live(desk).talk),
        *(
            Route(f"/api/{name}", ask(row, desk), methods=["POST", "GET"] if row.by_address else ["POST"])
            for name, row in MECHANISMS.items()
        ),
        *(_fixed(path, desk) for path in dict.fromkeys(row.path for row in FIXED)),
    ]


def _fixed(path: str, desk: Desk) -> Route:
    """Return the route of a path that no mechanism brings, whatever its methods."""
    made = {str(row.method): row.make(desk) for row in FIXED if row.path == path}

    async def answered(request: Request) -> Response:
        return await made["GET" if request.method == "HEAD" else request.method](request)

    return Route(path, answered, methods=list(made))


async def _refuse(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return refusal_answer(error)


async def _refuse_by_status(request: Request, error: Exception) -> Response:
    """Answer what no route takes: no such path, or not by this method."""
    assert isinstance(error, HTTPException)
    given = f"{request.method} {request.url.path[:200]}"
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "")
        return refusal_answer(
            refused(
                405,
                f"{given}: not by this method",
                "method",
                allowed=allowed,
                do="GET /api/ lists every path with its method",
                headers={"Allow": allowed},
            )
        )
    nothing = refused(
        error.status_code,
        f"{given}: there is nothing here",
        "path",
        allowed="paths that /api/openapi.json has",
        do="GET /api/ lists them",
    )
    return answer_for(nothing, request.headers)


async def _admit(_request: Request, error: Exception) -> Response:
    """Answer a fault of our own, and print where it happened."""
    traceback.print_exception(error, file=sys.stderr)
    return refusal_answer(fault(error))
