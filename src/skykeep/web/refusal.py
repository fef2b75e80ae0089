"""What every error is for a client: what is wrong, where, what is allowed and what to do, as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from skykeep.catalogue.loader import OWN_SYSTEM
from skykeep.errors import ExecutorError, ExportError, KernelFault, SkykeepError
from skykeep.plain_text import visible

__all__ = ["TOML_LABEL", "Refusal", "Refused", "fault", "refused", "refused_by_model", "refused_by_skykeep"]

NO_HEADERS: Mapping[str, str] = MappingProxyType({})
SHOWN_MAX = 80
"""Letters of what was given that a message repeats."""
PROBLEMS_MAX = 5
"""Problems of one question that a message tells."""
TOML_LABEL = "scenario.toml"
"""What messages call the text of a scenario that a client gives."""
LOOK_UP = "change the question; GET /api/ describes every key"
_NOT_THE_QUESTION = (KernelFault, ExportError, ExecutorError)
_ALLOWED = re.compile(
    r"(?:must be|allowed:|[Ss]hipped are:|there are|systems are) .*?(?=\. |\.$|; |$)", re.DOTALL
)
_TO_DO = re.compile(r"Did you mean [^?]*\?|(?<=; )(?:give|take|leave|ask|free) .*", re.DOTALL)
_WHERE = re.compile(r"[a-z_]+(?:[.\[][\w.\[\]-]+)?(?=:| ['\"\d-])")


class Refusal(BaseModel):
    """Why there is no answer."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    what: str
    """What is wrong, with what was given."""
    where: str
    """The key of the question, the header, path or job that it is about."""
    allowed: str
    """What would be right; empty where ``what`` says all there is."""
    do: str
    """What to do about it."""


class Refused(Exception):  # noqa: N818 (of the client's doing or not)
    """A request that gets no answer: its HTTP status, what is said, and headers that go with it."""

    def __init__(self, status: int, refusal: Refusal, headers: Mapping[str, str] = NO_HEADERS) -> None:
        super().__init__(refusal.what)
        self.status = status
        self.refusal = refusal
        self.headers = headers


def refused(
    status: int,
    what: str,
    where: str,
    *,
    allowed: str = "",
    do: str = LOOK_UP,
    headers: Mapping[str, str] = NO_HEADERS,
) -> Refused:
    """Return a refusal in words of the server's own."""
    told = Refusal(what=visible(what), where=visible(where), allowed=allowed, do=do)
    return Refused(status, told, headers)


def refused_by_skykeep(error: SkykeepError) -> Refused:
    """Return the refusal that says what an error of skykeep says: 422 for a question that has no answer, 500
    for what went wrong here. What to do is said once, and nothing that takes a command line.
    """
    text = visible(str(error)).replace(OWN_SYSTEM, "")
    allowed, to_do = _ALLOWED.search(text), _TO_DO.search(text)
    return refused(
        500 if isinstance(error, _NOT_THE_QUESTION) else 422,
        text if to_do is None else _without(text, *to_do.span()),
        _where(text),
        allowed="" if allowed is None else allowed[0],
        do=LOOK_UP if to_do is None else to_do[0],
    )


def _without(text: str, start: int, end: int) -> str:
    """Return a text without a part of it."""
    return f"{text[:start].rstrip(' ;')} {text[end:].lstrip(' ;')}".strip()


def _where(text: str) -> str:
    """Return what an error of skykeep is about: the words before what it says of it, or the question."""
    if text.startswith(TOML_LABEL):
        return "scenario_toml"
    place = _WHERE.match(text)
    return "question" if place is None else place[0]


def refused_by_model(error: ValidationError) -> Refused:
    """Return the refusal of a question that does not fit its model: 400 for what is no JSON, else 422."""
    problems = error.errors(include_url=False, include_context=False)
    told = [_problem(problem) for problem in problems[:PROBLEMS_MAX]]
    more = len(problems) - len(told)
    what = "; ".join(f"{where}: {words}" for where, words in told) + (f"; and {more} more" if more else "")
    no_json = any(problem["type"] == "json_invalid" for problem in problems)
    return refused(
        400 if no_json else 422,
        what,
        told[0][0],
        allowed="a JSON object in UTF-8" if no_json else "what /api/openapi.json says of this key",
    )


def _problem(problem: Mapping[str, Any]) -> tuple[str, str]:
    """Return where in a question something is wrong, and what, with what was given."""
    where = ".".join(str(part) for part in problem["loc"]) or "question"
    words = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"] in ("missing", "json_invalid", "value_error"):
        return where, words
    given = repr(problem["input"])
    return where, f"{words}; given {given if len(given) <= SHOWN_MAX else given[:SHOWN_MAX] + '...'}"


def fault(error: BaseException) -> Refused:
    """Return the refusal for a fault of skykeep itself."""
    return refused(
        500,
        f"This is a fault of skykeep, not a mistake of yours: {type(error).__name__}: {error}",
        "server",
        do="report it with the question and what the terminal of 'skykeep serve' says",
    )
