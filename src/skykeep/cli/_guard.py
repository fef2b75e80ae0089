"""The outermost layer of the command line: turns every exception into one clear message and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

from typer.exceptions import Abort, TyperException

from skykeep.errors import CheckFailedError, ExportError, KernelFault, SkykeepError

from ._help import HelpGroup
from ._interrupt import EXIT_INTERRUPTED, INTERRUPTED, ctrl_c_struck

__all__ = ["EXIT_FAILURE", "EXIT_INTERRUPTED", "EXIT_OK", "EXIT_USAGE", "GuardedGroup", "report_error"]

EXIT_OK = 0
EXIT_FAILURE = 1
EXIT_USAGE = 2

DEBUG_FLAG = "--debug"
DEBUG_VARIABLE = "SKYKEEP_DEBUG"

_NOT_THE_INPUT = (CheckFailedError, KernelFault, ExportError)
"""Errors that say nothing against what was given: a check that found something, and what went wrong here."""

EXTRA_OF_MODULE = {
    "matplotlib": "report",
    "rasterio": "geo",
    "starlette": "web",
    "uvicorn": "web",
    "websockets": "web",
}
"""Optional dependency -> the extra of skykeep that installs it."""


class GuardedGroup(HelpGroup):
    """The root command: a user's mistake never ends in a traceback, whatever the command did."""

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run the command line and leave by ``SystemExit``: 0 done, 1 a check or the work failed, 2 a call or
        an input that cannot be used, 130 stopped.
        """
        words = list(sys.argv[1:] if args is None else args)
        debug = DEBUG_FLAG in words or os.environ.get(DEBUG_VARIABLE, "") not in ("", "0")
        extra["standalone_mode"] = False
        try:
            result = super().main(args=[word for word in words if word != DEBUG_FLAG], **extra)
            sys.stdout.flush()
        except (Exception, KeyboardInterrupt) as error:
            # what goes wrong after Ctrl-C is no news, but a failed write is
            no_news = ctrl_c_struck() and not isinstance(error, ExportError)
            code = report_error(KeyboardInterrupt() if no_news else error, debug=debug)
            try:
                sys.stdout.flush()
            except (
                OSError
            ):  # what could not be written is still in the buffer, and Python would try once more
                _silence_stdout()
            sys.exit(code)
        code = result if isinstance(result, int) else EXIT_OK
        if code == EXIT_INTERRUPTED:
            _say(INTERRUPTED)
        sys.exit(code)


def report_error(error: BaseException, *, debug: bool = False) -> int:
    """Return the exit code for ``error`` after saying on standard error what is wrong and what to do."""
    if isinstance(error, Abort) and isinstance(error.__cause__, EOFError):
        error = error.__cause__  # typer takes the end of any file for the end of what is typed
    if debug and not isinstance(error, TyperException | Abort | BrokenPipeError):
        traceback.print_exception(error)
    if isinstance(error, BrokenPipeError):
        _silence_stdout()
        return EXIT_FAILURE
    if isinstance(error, KeyboardInterrupt | Abort):
        _say(INTERRUPTED)
        return EXIT_INTERRUPTED
    if isinstance(error, TyperException):
        return _report_bad_arguments(error)
    if isinstance(error, SkykeepError):
        _say(f"error: {error}")
        return EXIT_FAILURE if isinstance(error, _NOT_THE_INPUT) else EXIT_USAGE
    if isinstance(error, ModuleNotFoundError) and (extra := _missing_extra(error)):
        needed = (error.name or "").partition(".")[0]
        _say(f"error: this needs {needed}, which is not installed: pip install 'skykeep[{extra}]'")
        return EXIT_FAILURE
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename is not None else ""
        _say(f"error: {where}{error.strerror or error}")
        return EXIT_FAILURE
    if isinstance(error, MemoryError):
        _say("error: not enough memory: ask for fewer worlds, replications or heights, or fewer --jobs")
        return EXIT_FAILURE
    _say(
        f"This is a fault of skykeep, not a mistake of yours: {type(error).__name__}: {error}\n"
        f"Please report it with the command, the scenario file and the traceback that {DEBUG_FLAG} "
        f"(or {DEBUG_VARIABLE}=1) prints."
    )
    return EXIT_FAILURE


def _report_bad_arguments(error: TyperException) -> int:
    """Return 2 after printing what is wrong with the arguments; a bare group prints its help instead."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return EXIT_USAGE
    _say(
        f"error: {error.format_message().replace(': Value error, ', ': ').replace('Input should', 'it must')}"
    )
    context = getattr(error, "ctx", None)
    if context is not None:
        _say(f"{context.get_usage()}\nTry '{context.command_path} --help'.")
    return error.exit_code


def _missing_extra(error: ModuleNotFoundError) -> str:
    """Return the extra that would install the missing module, or an empty string."""
    return EXTRA_OF_MODULE.get((error.name or "").partition(".")[0], "")


def _say(text: str) -> None:
    """Print ``text`` on standard error, never wrapped; ``error:`` in red where colour is wanted."""
    from ._console import err_console, words

    message = words(text)
    message.highlight_regex(r"\A(error|interrupted):", "bold red")
    err_console().print(message, soft_wrap=True)


def _silence_stdout() -> None:
    """Point standard output at nothing, so that the last flush into a closed pipe stays quiet."""
    with contextlib.suppress(OSError, ValueError):  # a test's captured output has no file number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
