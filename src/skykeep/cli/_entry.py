"""Where the program begins: Ctrl-C is looked after before anything else is imported."""

from __future__ import annotations

import atexit
import gc
import os
import sys

from ._interrupt import EXIT_INTERRUPTED, CtrlC

__all__ = ["main"]

_OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""Python's own few hundred cost a tenth of the time to the first result: imports make objects that stay."""


def main() -> None:
    """Run the command line of this process and leave by ``SystemExit``.

    Ctrl-C, and the signal to terminate, end in one line and exit code 130, also while modules are being
    imported and while Python is being left.
    """
    ctrl_c = CtrlC()
    try:
        ctrl_c.look_after()
        _run(ctrl_c)
    except SystemExit:
        ctrl_c.leave(said=ctrl_c.struck)
        raise
    except (Exception, KeyboardInterrupt) as error:
        ctrl_c.leave()
        if not ctrl_c.struck and not isinstance(error, KeyboardInterrupt):
            raise
        ctrl_c.say()
        sys.exit(EXIT_INTERRUPTED)


def _run(ctrl_c: CtrlC) -> None:
    """Import the command line and run it."""
    atexit.register(ctrl_c.ignore)  # registered first, called last
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    if sys.stdout is None:  # closed by the caller: nobody wants to read
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 (open to the end)
    from ._app import app
    from ._console import take_any_encoding

    take_any_encoding()
    app()
