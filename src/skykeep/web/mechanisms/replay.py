"""``/api/replay``: chosen raids of a scenario as one HTML file that plays them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from pydantic import Field

from ..mechanism import Answer, Mechanism, Report
from .scenario_question import REPLICATIONS_MAX, WORLDS_MAX, WithScenario

__all__ = ["REPLAY", "ReplayAnswer", "ReplayQuestion"]

PAGES_MAX = 5
World = Annotated[int, Field(ge=0, lt=WORLDS_MAX)]
Replication = Annotated[int, Field(ge=0, lt=REPLICATIONS_MAX)]


class ReplayQuestion(WithScenario):
    """Raids of a scenario to be played in a page."""

    keys: list[tuple[World, Replication]] = Field(min_length=1, max_length=PAGES_MAX)
    """World and replication of each raid, from 0, as a run tells them."""


class RaidPlayed(Answer):
    """A raid that the page plays."""

    world: int
    replication: int


class ReplayAnswer(Answer):
    """A page in one file."""

    html: str
    """The file: what ``skykeep replay --out raid.html`` writes."""
    raids: list[RaidPlayed]


def compute_replay(question: ReplayQuestion, report: Report) -> dict[str, Any]:
    """Return the page of some raids."""
    from skykeep.api.replay_pages import replay_page
    from skykeep.catalogue import load_catalogue

    catalogue = load_catalogue()
    scenario = question.scenario_given(catalogue)
    report.begin("raids", len(question.keys))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "raid.html"
        page = replay_page(
            scenario, out=file, keys=question.keys, catalogue=catalogue, language=question.lang
        )
        html = file.read_text(encoding="utf-8")
    report.step(len(question.keys))
    return {
        "html": html,
        "raids": [{"world": raid.world, "replication": raid.replication} for raid in page.raids],
    }


REPLAY = Mechanism(
    name="replay",
    says="Chosen raids as one HTML file that plays them and asks nothing of any network.",
    question=ReplayQuestion,
    answer=ReplayAnswer,
    compute=compute_replay,
    lane="long",
    example={"scenario": "iraq-baghdad-s300pmu2-cruise", "keys": [[0, 0]]},
)
