"""What one mechanism of the API is: its question, its answer, and what computes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from .kept_runs import KeptRuns

__all__ = ["Answer", "InLanguage", "Lane", "Mechanism", "Question", "Report"]

Lane = Literal["quick", "long"]
"""Who waits for whom: no quick question waits for a raid."""


class Question(BaseModel):
    """What a client asks: unknown keys, wrong types and numbers that are not finite are refused."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class InLanguage(Question):
    """A question whose answer, or refusal, says something in sentences."""

    lang: Literal["en", "ar"] = "en"
    """Language of the sentences in the answer, of the page it may hold, and of a refusal. Names, ids and
    numbers are the same, and what is not known in it stays in English."""


class Answer(BaseModel):
    """What a client is told; describes answers and checks them in tests, and computes nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Report(Protocol):
    """Tells the client how far its job is; every call raises where the job shall stop."""

    jobs: int
    """Threads that the job may take."""
    runs: KeptRuns
    """Runs that were played here before."""

    def begin(self, what: str, of: int) -> None:
        """Say what is done now, and of how many steps that is."""

    def step(self, steps: int = 1) -> None:
        """Say that some steps are done; from any thread."""

    def part(self, values: Mapping[str, Any]) -> None:
        """Tell a part of the answer before the rest; from any thread."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Mechanism:
    """One row of the table of endpoints: ``POST /api/NAME`` takes ``question`` and gives ``answer``."""

    name: str
    says: str
    """What it answers, in one line."""
    question: type[Question]
    answer: Any
    """Model of the answer."""
    compute: Callable[[Any, Report], Any]
    """Computes it in the process of a worker; what is heavy is imported inside."""
    lane: Lane
    by_address: bool = False
    """Whether the question may stand in the query of an address, for ``GET``."""
    example: Mapping[str, Any]
    """A question that is quickly answered."""
