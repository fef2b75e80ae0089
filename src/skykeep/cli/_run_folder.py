"""The folder of ``skykeep run``: what may not be one, and how a run that was stopped goes on."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from skykeep.errors import UsageError

from ._answer_files import CHARTS, TABLES
from ._common import note
from ._guard import EXIT_INTERRUPTED

if TYPE_CHECKING:
    from skykeep.api.playing import Existing
    from skykeep.study.montecarlo import RunResult

__all__ = ["existing_of", "refuse_a_file", "say_how_it_ended", "say_how_to_go_on"]

FILES = frozenset((*TABLES, *CHARTS, ".json", ".txt", ".html", ".geojson", ".kml"))
"""Endings of what other commands write; a folder may have any other, as in seed-0.5."""


def refuse_a_file(out: Path) -> None:
    """Raise UsageError if ``--out`` names a file of a kind that other commands write."""
    if out.suffix.lower() in FILES and not out.is_dir():
        raise UsageError(
            f"{out}: run writes a folder; give a name without {out.suffix}. Charts are drawn by sweep, "
            "saturate, stress, claim, assign and why; maps by coverage and probe; a page by brief"
        )


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
