"""``/api/run``: what a raid does to a defence, raid by raid while they are played."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from ..mechanism import Mechanism, Report
from .run_answer import RunAnswer
from .scenario_asked import refuse_grounds_set
from .scenario_question import RaidQuestion, Setting, Text

if TYPE_CHECKING:
    from skykeep.api.runs import Run

__all__ = ["RUN", "RunQuestion"]

SETTINGS_MAX = 100


class RunQuestion(RaidQuestion):
    """What a raid does to a defence."""

    set: dict[Text, Setting] | None = Field(None, max_length=SETTINGS_MAX)
    """Numbers of the scenario by their path, as `{"fire_units.0.launchers": 4}`."""
    lost: list[Text] | None = Field(None, max_length=SETTINGS_MAX)
    """Nodes of the defence that are out of action from the start."""
    design: Literal["independent", "sobol"] | None = None
    """How worlds are drawn."""
    page: bool = False
    """Whether the answer holds the report of the run too, as one HTML file. While the worker still has the
    run of the same question no raid is played again, and no `worlds` are told as progress."""


def compute_run(question: RunQuestion, report: Report) -> dict[str, Any]:
    """Return the summary of a run, which is not played where its page is asked for and it is still here."""
    asked = question.model_dump_json(exclude={"page", "lang"})
    found = report.runs.find(asked) if question.page else None
    if found is None:
        found = _played(question, report)
        report.runs.keep(asked, found)
    return found.to_json() | ({"html": _page(found, question.lang, report)} if question.page else {})


def _played(question: RunQuestion, report: Report) -> Run:
    """Return a run; raids are told as they end, with how the answer stands so far."""
    from skykeep.api.runs import run
    from skykeep.catalogue import load_catalogue

    refuse_grounds_set(question.set or ())
    catalogue = load_catalogue()
    scenario = question.scenario_given(catalogue)
    worlds = question.refuse_too_many(scenario)
    report.begin("worlds", 0 if question.until is not None else worlds)

    def watch(so_far: Mapping[str, Any]) -> None:
        report.part(so_far)
        if so_far["worlds"] == so_far["worlds_asked"]:
            report.begin("what would change the answer", 0)

    return run(
        scenario,
        worlds=question.worlds,
        replications=question.replications,
        seed=question.seed,
        view=question.view,
        set=question.set,
        lost=question.lost or (),
        until=question.until,
        design=question.design,
        jobs=report.jobs,
        catalogue=catalogue,
        terrain=question.terrain,
        tick=report.step,
        watch=watch,
    )


def _page(found: Run, lang: str, report: Report) -> str:
    """Return the report of a run: what ``skykeep run --out run.html --lang LANG`` writes."""
    from skykeep.api.run_pages import STEPS, write_run_page

    report.begin("page", STEPS)
    with TemporaryDirectory() as folder:
        target = Path(folder) / "run.html"
        file = write_run_page(found, target, language=lang, tick=lambda _: report.step())
        return file.read_text(encoding="utf-8")


RUN = Mechanism(
    name="run",
    says="What a raid does to a defence: who leaks and why, with both doubts; raids are told as they end.",
    question=RunQuestion,
    answer=RunAnswer,
    compute=compute_run,
    lane="long",
    example={"scenario": "iraq-baghdad-s300pmu2-cruise", "worlds": 2, "replications": 2},
)
