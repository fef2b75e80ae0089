"""Imports what a run needs next while the scenario is still being compiled."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from threading import Thread

__all__ = ["import_meanwhile"]

LATER = ("scipy.special", "skykeep.study.montecarlo", "skykeep.study.one_at_a_time")
"""Modules whose imports take long, in the order in which a run comes to need them."""


def import_meanwhile(modules: tuple[str, ...] = LATER) -> Thread:
    """Return the thread, begun, in which modules are imported.

    Laying paths over the ground is work on whole columns, in which numpy lets other threads run; imports are
    the work of Python. Whoever imports one of the modules waits for it, and meets what is wrong with it.
    """

    def import_all() -> None:
        for name in modules:
            with suppress(Exception):  # said where the module is needed
                import_module(name)

    thread = Thread(target=import_all, name="skykeep imports")
    thread.start()
    return thread
