"""``skykeep.describe``: what a scenario asks, in plain words."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from skykeep.catalogue import Catalogue
from skykeep.model import Scenario
from skykeep.scenario.words import scenario_sentences, scenario_statements

from .inputs import catalogue_of, scenario_of
from .kinds import refuses_wrong_kinds
from .records import Record

__all__ = ["Description", "describe"]


class Description(Record):
    """What a scenario asks: ``sentences``, and ``statements`` with what each part rests on."""

    __slots__ = ()

    id: str
    name: str
    description: str
    sentences: tuple[str, ...]
    statements: tuple[Record, ...]

    def __str__(self) -> str:
        return " ".join(self.sentences)

    def _repr_html_(self) -> str:
        from .html import grid_html

        rows = [(row.about, row.value, row.source) for row in self.statements]
        return grid_html(self.name, ("about", "what", "rests on"), rows, str(self))


@refuses_wrong_kinds
def describe(
    scenario: Scenario | Path | str, *, catalogue: Catalogue | Path | str | None = None
) -> Description:
    """Return what a scenario asks in plain words, and what each part of it rests on.

    Parameters
    ----------
    scenario
        Path of a scenario file, name of a shipped one, or a ``Scenario``.
    catalogue
        A catalogue, or a system file or folder of your own to be read beside the shipped one.

    Raises
    ------
    ScenarioError
        If there is no such scenario, or it is not valid.

    Examples
    --------
    >>> describe("iraq-baghdad-s300pmu2-cruise").sentences[0]
    '1 x S-300PMU-2 defends Baghdad.'
    """
    facts = catalogue_of(catalogue)
    asked = scenario_of(scenario, facts)
    rows: list[dict[str, Any]] = [asdict(row) for row in scenario_statements(asked, facts)]
    return Description(
        {
            "id": asked.id,
            "name": asked.name,
            "description": asked.description,
            "sentences": scenario_sentences(asked, facts),
            "statements": rows,
        }
    )
