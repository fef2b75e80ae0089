"""The body of a request: so many bytes within so much time, JSON by its own word, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request

from .json_answers import JSON
from .limits import BODY_BYTES, BODY_S
from .mechanism import Question
from .refusal import Refused, refused, refused_by_model

__all__ = ["checked_question", "question_of_json", "read_question"]


async def read_question(request: Request, model: type[Question]) -> dict[str, Any]:
    """Return the question in the body of a request as plain data, checked.

    Raises
    ------
    Refused
        415, 413, 408, 400 or 422: not JSON by its header, too large, too slow, no JSON, or no such question.
    """
    _refuse_other_type(request)
    try:
        async with asyncio.timeout(BODY_S):
            body = await _read(request)
    except TimeoutError:
        raise refused(
            408,
            f"the body did not arrive within {BODY_S:g} s",
            "body",
            allowed=f"{BODY_BYTES} bytes within {BODY_S:g} s",
            do="send it at once",
            headers={"Connection": "close"},
        ) from None
    return question_of_json(model, body)


def question_of_json(model: type[Question], body: bytes) -> dict[str, Any]:
    """Return what is asked as plain data, checked.

    Raises
    ------
    Refused
        400 or 422, if it is no JSON or no such question.
    """
    return checked_question(lambda: model.model_validate_json(body))


def checked_question(validated: Callable[[], Question]) -> dict[str, Any]:
    """Return a question as the worker takes it.

    Raises
    ------
    Refused
        If it is none.
    """
    try:
        return validated().model_dump(mode="json", exclude_unset=True)
    except ValidationError as error:
        raise refused_by_model(error) from None


def _refuse_other_type(request: Request) -> None:
    """Refuse what a form of a foreign page could send, and what is no text in UTF-8."""
    given = request.headers.get("content-type", "")
    kind, _, more = given.partition(";")
    charset = more.partition("charset=")[2].strip(' "').lower()
    if kind.strip().lower() != JSON or charset not in ("", "utf-8", "utf8"):
        raise refused(
            415,
            f"the body is {given[:80]!r}",
            "header Content-Type",
            allowed=JSON,
            do=f"send JSON in UTF-8 with Content-Type: {JSON}",
        )


async def _read(request: Request) -> bytes:
    """Return the body, which is not larger than it may be."""
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > BODY_BYTES:
        raise _too_large()
    found = bytearray()
    try:
        async for chunk in request.stream():
            found += chunk
            if len(found) > BODY_BYTES:
                raise _too_large()
    except ClientDisconnect:
        raise refused(400, "the client left before its body was there", "body") from None
    return bytes(found)


def _too_large() -> Refused:
    """Return the refusal of a body that is too large. The connection stays open while its client sends the
    rest, which is thrown away: closed at once, it would be reset before the client reads why.
    """
    return refused(
        413,
        f"the body has more than {BODY_BYTES} bytes",
        "body",
        allowed=f"{BODY_BYTES} bytes",
        do="ask for less at once",
    )
