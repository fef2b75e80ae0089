"""What all commands share: output, files that are written, and progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, Protocol

from skykeep.api.options import job_count, view_asked
from skykeep.api.plain_json import as_json, json_text
from skykeep.errors import CheckFailedError, ExportError, KernelFault, SkykeepError, UsageError

from ._console import err_console, out_console
from ._interrupt import ctrl_c_struck

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = [
    "STOPPING",
    "ProgressBar",
    "as_json",
    "checked",
    "err_console",
    "file_to_write",
    "folder_to_write",
    "job_count",
    "json_text",
    "make_room",
    "note",
    "out_console",
    "print_json",
    "print_valid",
    "print_whole",
    "progress",
    "view_asked",
    "write_text",
]

WIDEST_TABLE = 1_000
STOPPING = "stopping: waits for what is under way"
"""What stands beside a bar from Ctrl-C until all threads have ended what they had begun."""


def note(text: str, *, quiet: bool = False) -> None:
    """Print one remark on standard error, for example that kernels are compiled once, unless ``quiet``."""
    if not quiet:
        err_console().print(text, style="dim", markup=False, soft_wrap=True)


def print_whole(table: Table, console: Console) -> None:
    """Print a table as wide as it is: a narrower screen wraps its lines, and no number is cut."""
    before = console.width
    needed = console.measure(table, options=console.options.update(max_width=WIDEST_TABLE)).maximum
    console.width = max(before, needed)
    console.print(table)
    console.width = before


def print_json(value: Any) -> None:
    """Print ``value`` as indented JSON on standard output, never coloured or wrapped; see :func:`as_json`.

    Where standard output is not Unicode, letters beyond ASCII are written as JSON's own escapes.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    sys.stdout.write(json_text(value, ascii_only=not encoding.lower().startswith("utf")))


def print_valid(file: str, found_id: str, remarks: list[str], *, as_json: bool, quiet: bool) -> None:
    """Say that a file is valid, and what is odd about it all the same, a line each on standard error."""
    if as_json:
        more = {"remarks": remarks} if remarks else {}
        print_json({"file": file, "id": found_id, "valid": True} | more)
    elif not quiet:
        out_console().print(f"{file}: valid", markup=False, soft_wrap=True)
        for remark in remarks:
            note(f"remark: {remark}")


@contextmanager
def checked(file: str) -> Iterator[None]:
    """Take what is wrong with a file for the answer of a check, exit code 1; that there is none for a call
    that cannot be answered, exit code 2.

    Raises
    ------
    CheckFailedError
        If what is read inside finds something wrong in the file.
    """
    try:
        yield
    except (UsageError, KernelFault, ExportError):
        raise
    except SkykeepError as error:
        if not Path(file).is_file():
            raise
        raise CheckFailedError(str(error)) from error


def page_language(code: str, page: Path | None) -> str:
    """Return the language asked for a page, ``page`` where one is written.

    Raises
    ------
    UsageError
        If no page speaks it, or there is none to write in it.
    """
    from skykeep.language import known_language

    if known_language(code) != "en" and page is None:
        raise UsageError(
            f"--lang {code}: a page alone is written in it: give --out a name that ends in .html"
        )
    return code


def file_to_write(out: Path, name: str, endings: Sequence[str] = (), *, told: Sequence[str] = ()) -> Path:
    """Return the file that ``--out`` means: itself, or ``name`` in the folder that it is.

    Parameters
    ----------
    out
        What was given. Where ``endings`` are, a name without an ending is a folder, too, there or not yet.
    name
        Usual name of the file.
    endings
        Endings that can be written; none where the command takes any name.
    told
        What a refusal names instead of them, where a name may end in several parts.

    Raises
    ------
    UsageError
        If no file can be written there, or none that ends so; asked before the work, not after it.
    """
    is_folder = out.is_dir() or (bool(endings) and not out.suffix and not out.is_file())
    target = out / name if is_folder else out
    if endings and not is_folder and out.suffix not in endings:
        allowed = ", ".join(told or endings)
        raise UsageError(f"{out}: must end in one of {allowed}, or be a folder without an ending")
    if target.is_dir():
        raise UsageError(f"{target}: is a folder, where a file is to be written; give another place")
    _refuse_unwritable(target.parent)
    return target


def folder_to_write(out: Path) -> Path:
    """Return the folder that ``--out`` means.

    Raises
    ------
    UsageError
        If it is a file, or no folder can be made or written to there.
    """
    if os.path.lexists(out) and not out.is_dir():
        raise UsageError(f"{out}: is a file; --out of this command is a folder")
    _refuse_unwritable(out)
    return out


def make_room(target: Path) -> None:
    """Make the folder of a file that is written now."""
    target.parent.mkdir(parents=True, exist_ok=True)


def _refuse_unwritable(folder: Path) -> None:
    """Raise UsageError if a folder cannot be made or takes no file: it is tried, and nothing of it stays.

    Permissions alone tell too little: of root, of file systems that are read-only or no place for files.
    """
    whole = folder.absolute()
    missing = list(takewhile(lambda place: not os.path.lexists(place), (whole, *whole.parents)))
    there = missing[-1].parent if missing else whole
    if not there.is_dir():
        raise UsageError(f"{there}: is a file, where a folder is needed; give another place")
    try:
        whole.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=whole, prefix=".skykeep-"):
            pass
    except OSError as error:
        raise UsageError(f"{folder}: cannot write there ({error.strerror}); give another place") from None
    finally:
        for made in missing:
            with suppress(OSError):
                made.rmdir()


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` as UTF-8, making its folder; an old file stays until then.

    Raises
    ------
    OSError
        If it cannot be written; the error names ``path``.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            partial.write_text(text, encoding="utf-8")
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


class ProgressBar(Protocol):
    """What a command may do with its progress bar."""

    def advance(self, steps: float = 1.0) -> None:
        """Move on by ``steps`` of the stated total."""

    def say(self, label: str) -> None:
        """Replace the words beside the bar."""


class _SilentBar:
    """A bar for output that nobody watches."""

    def advance(self, steps: float = 1.0) -> None:
        """Do nothing."""

    def say(self, label: str) -> None:
        """Do nothing."""


class _RichBar:
    """A bar on standard error; safe to move from several threads."""

    def __init__(self, update: Callable[..., None]) -> None:
        self._update = update

    def advance(self, steps: float = 1.0) -> None:
        """Move on by ``steps``."""
        self._update(advance=steps)

    def say(self, label: str) -> None:
        """Replace the words beside the bar."""
        self._update(description=label)


@contextmanager
def progress(label: str, *, total: float | None, silent: bool = False) -> Iterator[ProgressBar]:
    """Give a progress bar on standard error for the time of a ``with`` block.

    Parameters
    ----------
    label
        Words beside the bar.
    total
        Number of steps, or ``None`` where it is not known.
    silent
        True for ``--quiet`` and ``--json``; without a terminal on standard error the bar is silent too.
    """
    if silent or not sys.stderr.isatty():
        yield _SilentBar()
        return
    from rich.progress import BarColumn, Progress, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.text import Text

    class Said(TextColumn):
        """The words beside the bar; after Ctrl-C, which threads may take a while to follow, those of it."""

        def render(self, task: Task) -> Text:
            """Return what is said now."""
            return Text(STOPPING) if ctrl_c_struck() else super().render(task)

    columns = (Said("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err_console(), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield _RichBar(lambda **changes: bar.update(task, **changes))
