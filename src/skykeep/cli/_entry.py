"""Where the program begins: Ctrl-C is looked after before anything else is imported."""

from __future__ import annotations

import sys

__all__ = ["EXIT_INTERRUPTED", "INTERRUPTED", "CtrlC", "main"]

EXIT_INTERRUPTED = 130
INTERRUPTED = "interrupted: what was finished before is kept"
AGAIN_AFTER_S = 0.05


class CtrlC:
    """What Ctrl-C does: it raises ``KeyboardInterrupt``, and ``struck`` remembers that it did.

    Where it strikes in a callback that a library calls from C, the exception is lost, or comes out as an
    error of another kind. Such errors are then no news, and the interrupt is raised once more.
    """

    def __init__(self) -> None:
        self.struck = False

    def __call__(self, _number: int, _frame: object) -> None:
        """Be the handler of SIGINT."""
        self.struck = True
        raise KeyboardInterrupt

    def on_unraisable(self, lost: sys.UnraisableHookArgs) -> None:
        """Be the hook for exceptions that nobody can catch."""
        if not self.struck:
            sys.__unraisablehook__(lost)
        elif issubclass(lost.exc_type, KeyboardInterrupt):
            import os
            import signal
            import threading

            again = threading.Timer(AGAIN_AFTER_S, os.kill, (os.getpid(), signal.SIGINT))
            again.daemon = True
            again.start()


def main() -> None:
    """Run the command line of this process and leave by ``SystemExit``.

    Ctrl-C ends in one line and exit code 130, also while modules are being imported.
    """
    try:
        import os
        import signal

        if sys.stdout is None:  # closed by the caller: nobody wants to read
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 (open to the end)
        ctrl_c = CtrlC()
        sys.unraisablehook = ctrl_c.on_unraisable
        signal.signal(signal.SIGINT, ctrl_c)
        try:
            from ._app import app

            app()
        finally:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # no traceback while the interpreter is being left
    except KeyboardInterrupt:
        sys.stderr.write(f"{INTERRUPTED}\n")
        sys.exit(EXIT_INTERRUPTED)
