"""Answers as HTTP sees them: JSON, and refusals as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel
from starlette.responses import Response

from .refusal import NO_HEADERS, Refused

__all__ = ["JSON", "json_answer", "model_answer", "refusal_answer"]

JSON = "application/json"


def json_answer(body: bytes, status: int = 200, headers: Mapping[str, str] = NO_HEADERS) -> Response:
    """Return an answer that is JSON already."""
    return Response(body, status_code=status, media_type=JSON, headers=dict(headers))


def model_answer(found: BaseModel, status: int = 200, headers: Mapping[str, str] = NO_HEADERS) -> Response:
    """Return an answer of the server's own."""
    return json_answer(found.model_dump_json(by_alias=True).encode(), status, headers)


def refusal_answer(refused: Refused) -> Response:
    """Return a refusal, always as JSON: what was given is never part of a page."""
    return model_answer(refused.refusal, refused.status, refused.headers)
