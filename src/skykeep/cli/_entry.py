"""Where the program begins: Ctrl-C is looked after before anything else is imported."""

from __future__ import annotations

import sys

from ._interrupt import EXIT_INTERRUPTED, INTERRUPTED, CtrlC

__all__ = ["main"]

_OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""Python's own few hundred cost a tenth of the time to the first result: imports make objects that stay."""


def main() -> None:
    """Run the command line of this process and leave by ``SystemExit``.

    Ctrl-C, and the signal to terminate, end in one line and exit code 130, also while modules are being
    imported.
    """
    try:
        import gc
        import os
        import signal

        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)

        if sys.stdout is None:  # closed by the caller: nobody wants to read
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 (open to the end)
        ctrl_c = CtrlC()
        sys.unraisablehook = ctrl_c.on_unraisable
        # batch systems send SIGTERM when the time is up
        usual = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: signal.SIG_DFL}
        for number, handler in usual.items():
            if signal.getsignal(number) is handler:  # else whoever started us ignores it
                signal.signal(number, ctrl_c)
        try:
            from ._app import app
            from ._console import take_any_encoding

            take_any_encoding()
            app()
        finally:
            for number in usual:
                if signal.getsignal(number) is ctrl_c:
                    signal.signal(number, signal.SIG_DFL)  # no traceback while Python is being left
    except KeyboardInterrupt:
        sys.stderr.write(f"{INTERRUPTED}\n")
        sys.exit(EXIT_INTERRUPTED)
