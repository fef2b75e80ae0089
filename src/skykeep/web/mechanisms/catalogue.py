"""``/api/catalogue``: what there is to ask about, and every public figure of it with its source."""

from __future__ import annotations

from typing import Any

from pydantic import Field, JsonValue

from ..mechanism import Answer, Mechanism, Question, Report
from .sight_asked import NAME_MAX

__all__ = ["CATALOGUE", "CatalogueQuestion", "EntryAnswer", "ListAnswer", "RaidAnswer"]


class CatalogueQuestion(Question):
    """One entry by its id, or, without one, the list of all entries."""

    id: str | None = Field(None, max_length=NAME_MAX)
    """Id of a system, threat class or raid; or `common`, `cost`, `effects`, `outside`, `upkeep`."""


class EntryRow(Answer):
    """One entry, and how many of its figures are how well known."""

    id: str
    name: str
    what: str
    figures: int | None = None
    assumed: int | None = None
    low: int | None = None
    hobby: int | None = None


class ListAnswer(Answer):
    """Every entry: what ``skykeep catalogue list --json`` prints."""

    systems: list[EntryRow]
    threats: list[EntryRow]
    raids: list[EntryRow]


class Claim(Answer):
    """What else was printed of a figure."""

    value: float
    claimant: str
    sources: list[str]
    kind: str
    note: str


class FigureTold(Answer):
    """A public figure with its limits, its kind and its sources."""

    id: str
    unit: str
    favours_defender: str | None
    not_used: str | None
    best: float
    low: float
    high: float
    kind: str
    confidence: str
    scale: str
    claimant: str
    sources: list[str]
    year: int | None
    note: str
    alternatives: list[Claim]
    same_draw: str
    default_limits: bool
    tallies: list[dict[str, JsonValue]]


class EntryAnswer(Answer):
    """Every figure of an entry: what ``skykeep catalogue show --json`` prints."""

    id: str
    name: str
    notes: list[str]
    figures: list[FigureTold]


class RaidAnswer(Answer):
    """A standard raid with its groups."""

    id: str
    name: str
    description: str
    groups: list[dict[str, JsonValue]]
    axis_angle_rad: float
    sources: list[str]


def compute_catalogue(question: CatalogueQuestion, report: Report) -> dict[str, Any]:
    """Return the list, or one entry."""
    from skykeep.api.catalogue_entries import catalogue_list, entry_json
    from skykeep.catalogue import load_catalogue

    report.begin("entries", 1)
    catalogue = load_catalogue()
    return catalogue_list(catalogue) if question.id is None else entry_json(catalogue, question.id)


CATALOGUE = Mechanism(
    name="catalogue",
    says="What there is to ask about, and every public figure of it with its limits, kind and sources.",
    question=CatalogueQuestion,
    answer=ListAnswer | EntryAnswer | RaidAnswer,
    compute=compute_catalogue,
    lane="quick",
    by_address=True,
    example={},
)
