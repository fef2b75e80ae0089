"""The folder of ``skykeep run``: what may not be one, and how a run that was stopped goes on."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from skykeep.errors import UsageError

from ._answer_files import CHARTS, TABLES
from ._common import file_to_write, note, progress
from ._guard import EXIT_INTERRUPTED

if TYPE_CHECKING:
    from skykeep.api.playing import Existing
    from skykeep.study.montecarlo import RunResult

__all__ = [
    "existing_of",
    "place_of_answer",
    "refuse_a_file",
    "say_how_it_ended",
    "say_how_to_go_on",
    "write_report",
]

FILES = frozenset((*TABLES, *CHARTS, ".json", ".txt", ".geojson", ".kml"))
"""Endings of what other commands write; a folder may have any other, as in seed-0.5."""
REPORTS = (".html", ".htm")
"""Endings of a report."""


def refuse_a_file(out: Path) -> None:
    """Raise UsageError if ``--out`` names a file of a kind that other commands write."""
    if out.suffix.lower() in FILES and not out.is_dir():
        raise UsageError(
            f"{out}: run writes a folder, or a report as .html; give a name without {out.suffix}. Charts are "
            "drawn by sweep, saturate, stress, claim, assign and why; maps by coverage and probe"
        )


def place_of_answer(out: Path | None) -> tuple[Path | None, Path | None]:
    """Return the run folder and the report that ``--out`` means, None where it means neither: a report has
    its run folder in the usual place.

    Raises
    ------
    UsageError
        If it names a file that run does not write, or no file can be written there.
    """
    if out is None:
        return None, None
    if out.suffix.lower() in REPORTS and not out.is_dir():
        return None, file_to_write(out, out.name, REPORTS)
    refuse_a_file(out)
    return out, None


def existing_of(*, resume: bool, force: bool) -> Existing:
    """Return what becomes of a folder that is not empty."""
    if resume and force:
        raise UsageError("give --resume to go on with a run, or --force to begin anew, not both")
    return "resume" if resume else "replace" if force else "refuse"


def say_how_to_go_on(folder: Path) -> None:
    """Say how a run goes on that Ctrl-C stopped before it could tell what is finished."""
    from skykeep.study.run_folder import read_run

    if read_run(folder) is not None:
        note(f"stopped; go on with: skykeep run --resume {shlex.quote(str(folder))}")


def say_how_it_ended(result: RunResult, worlds: int) -> None:
    """Say what had to be computed anew, and leave with what is finished where Ctrl-C stopped a run."""
    if result.spoiled_chunks:
        note(
            f"{result.spoiled_chunks} finished parts in {result.folder} no longer held what was written: "
            "they were computed anew"
        )
    if result.interrupted:
        note(
            f"stopped: {result.worlds_finished} of {worlds} worlds are finished and kept in "
            f"{result.folder}; go on with: skykeep run --resume {shlex.quote(str(result.folder))}"
        )
        raise typer.Exit(EXIT_INTERRUPTED)


def write_report(folder: Path, target: Path, *, language: str, silent: bool) -> None:
    """Write the report of the finished run in a folder in a language, after showing how it goes."""
    from skykeep.api.run_pages import STEPS, write_run_page
    from skykeep.api.runs import Run

    with progress("report", total=STEPS, silent=silent) as bar:
        done = 0

        def tick(words: str) -> None:
            nonlocal done
            if done:
                bar.advance(1)
            done += 1
            bar.say(f"report: {words}")

        write_run_page(Run.read(folder), target, language=language, tick=tick)
        bar.advance(1)
