"""The options that commands share: each is declared here once, and means the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from skykeep.api.options import JOBS_MAX, RAIDS_MAX, SEED_MAX

__all__ = [
    "HERE",
    "IDLE",
    "SEED_HELP",
    "AnswerOptions",
    "ChangeOptions",
    "ExecutorOption",
    "ExtraOption",
    "IdleQuietOption",
    "JobsOption",
    "JsonOption",
    "LangOption",
    "LostOption",
    "OneSetOption",
    "OutOption",
    "QuietOption",
    "ScenarioArgument",
    "SchedulerOption",
    "SeedOption",
    "StudyOptions",
    "UntilOption",
    "ViewOption",
    "replications_option",
    "worlds_option",
]

SEED_HELP = "Seed of every random draw. Same seed, same bytes."
QUIET_HELP = "No progress and no remarks on standard error."
IDLE = "Changes nothing here:"
"""Begins the sentence that says why an option, taken everywhere alike, has no effect on a command."""
HERE = "Here:"
"""Begins the sentence that says what an option, taken everywhere alike, decides on a command."""

ScenarioArgument = Annotated[str, typer.Argument(metavar="SCENARIO", help="Scenario file or shipped name.")]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")
]
SeedOption = Annotated[int | None, typer.Option("--seed", min=0, max=SEED_MAX, help=SEED_HELP)]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="File to write, by its ending, or a folder: a name without one."),
]
LangOption = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="CODE",
        help="Language of the page that --out writes as .html: en, or ar for Arabic.",
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", min=1, max=JOBS_MAX, help="Workers; all cores by default. Never changes a result."
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help=QUIET_HELP)]
IdleQuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help=f"{QUIET_HELP} {IDLE} this command has none.")
]
ExecutorOption = Annotated[
    str | None,
    typer.Option(
        "--executor",
        metavar="WHO",
        help="Who does the work: threads (default), processes, or dask. Never changes a result.",
    ),
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar="ADDRESS", help="Scheduler of a Dask cluster, as tcp://10.0.0.5:8786."
    ),
]
ExtraOption = Annotated[
    Path | None,
    typer.Option(
        "--extra", exists=True, help="A system file or folder of your own, beside the shipped catalogue."
    ),
]
LostOption = Annotated[
    list[str] | None,
    typer.Option(
        "--lost",
        metavar="NODE",
        help="Node of the defence that is out of action from the start, as unit-1/76n6; several are given by "
        "repeating it. skykeep stress SCENARIO names them.",
    ),
]
OneSetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Number of the scenario by its path, as raid.count=12; skykeep sweep --list has them.",
    ),
]
UntilOption = Annotated[
    str,
    typer.Option(
        "--until",
        metavar="HALF_WIDTH",
        help="Add worlds until the mean leakers are computed to within this: 0.5 leakers, 5% of the mean, or "
        "0.5,5% for whichever is more.",
    ),
]
ViewOption = Annotated[
    str | None,
    typer.Option("--view", help="Which end of the public figures: balanced, brochure, sceptic."),
]


def worlds_option(default: str, most: int = RAIDS_MAX) -> Any:
    """Return the option of how many worlds are played, with what holds without it in words."""
    return typer.Option(
        "--worlds", "-w", min=1, max=most, help=f"Worlds, joint draws of the public figures; {default}."
    )


def replications_option(default: str, most: int = RAIDS_MAX) -> Any:
    """Return the option of how many raids are played in each world, with what holds without it in words."""
    return typer.Option("--replications", "-r", min=1, max=most, help=f"Raids in each world; {default}.")


@dataclass(frozen=True, kw_only=True)
class ChangeOptions:
    """What is changed in the scenario before it is studied."""

    view: ViewOption = None
    set: OneSetOption = None
    lost: LostOption = None

    def asked(self) -> dict[str, Any]:
        """Return it as functions of ``skykeep`` take it."""
        return {"view": self.view, "set": self.set, "lost": self.lost or ()}


@dataclass(frozen=True, kw_only=True)
class WorkOptions:
    """The seed, and who does the work."""

    seed: SeedOption = None
    jobs: JobsOption = None
    executor: ExecutorOption = None
    scheduler: SchedulerOption = None


@dataclass(frozen=True, kw_only=True)
class AnswerOptions:
    """What an answer is computed from beside the shipped catalogue, and where it goes."""

    extra: ExtraOption = None
    out: OutOption = None
    json: JsonOption = False
    quiet: QuietOption = False

    @property
    def silent(self) -> bool:
        """Whether nobody watches how it goes."""
        return self.json or self.quiet

    def asked(self) -> dict[str, Any]:
        """Return it as functions of ``skykeep`` take it."""
        return {"catalogue": self.extra}


@dataclass(frozen=True, kw_only=True)
class StudyOptions(AnswerOptions, WorkOptions):
    """What every study can be told beside its own question; a group lists its fields from the last base on,
    so that the seed stands first in the help."""

    def asked(self) -> dict[str, Any]:
        """Return it as functions of ``skykeep`` take it."""
        work = {"seed": self.seed, "jobs": self.jobs, "executor": self.executor, "scheduler": self.scheduler}
        return super().asked() | work
