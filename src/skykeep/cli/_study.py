"""What the studies of a whole defence share: ``saturate``, ``stress`` and ``claim``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

import typer

from ._answer_files import Answer, answer_target, write_answer
from ._common import note, out_console, print_json, progress
from ._guard import EXIT_INTERRUPTED
from ._options import AnswerOptions

__all__ = [
    "StudyAnswer",
    "answer_study",
    "print_dim",
    "print_title",
]


class StudyAnswer(Answer, Protocol):
    """A result that Ctrl-C may have left ``partial``."""

    state: str

    @property
    def finished(self) -> str:
        """What there is of it, in words."""


Found = TypeVar("Found", bound=StudyAnswer)


def answer_study(
    command: str,
    label: str,
    ask: Callable[..., Found],
    show: Callable[[Found], object],
    options: AnswerOptions,
) -> None:
    """Ask a study, write its answer where ``--out`` says, and print it.

    What Ctrl-C leaves unfinished is written and printed as far as it is finished, and the command then ends
    as a stopped one.

    Parameters
    ----------
    command
        Name of the command, and of the files in a folder.
    label
        Words beside the progress bar.
    ask
        Computes the answer; it is given what the options say, and what is to be called after each part.
    show
        Prints the answer for people.
    """
    target = answer_target(options.out)
    with progress(label, total=None, silent=options.silent) as bar:
        found = ask(**options.asked(), keep_on_stop=True, tick=bar.advance)
    write_answer(found, target, command, quiet=options.quiet)
    if options.json:
        print_json(found.to_json())
    else:
        show(found)
    if found.state == "partial":
        note(f"stopped, incomplete: {found.finished}")
        raise typer.Exit(EXIT_INTERRUPTED)


def print_title(found: StudyAnswer) -> None:
    """Print which scenario was asked, and that the answer is incomplete where it is."""
    console = out_console()
    console.print(found.to_json()["scenario"]["name"], style="bold", markup=False)
    if found.state == "partial":
        console.print(f"Incomplete, stopped before its end: {found.finished}.", markup=False)


def print_dim(*sentences: str) -> None:
    """Print sentences that stand below an answer."""
    for sentence in sentences:
        out_console().print(sentence, style="dim", markup=False)
