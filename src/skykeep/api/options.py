"""What may be asked of any computation, checked in the same words from Python and on the command line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from operator import index
from typing import TYPE_CHECKING, SupportsIndex

from skykeep.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from skykeep.model import View

__all__ = [
    "DESIGNS",
    "RAIDS_MAX",
    "SEED_MAX",
    "VIEWS",
    "WORLDS_LIMIT",
    "count_asked",
    "design_asked",
    "heights_asked",
    "job_count",
    "seed_asked",
    "view_asked",
    "whole_asked",
]

SEED_MAX = 2**63 - 1
JOBS_MAX = 1024
"""Most workers; more than any machine has cores that wait for one run."""
WORLDS_LIMIT = 2000
"""Most worlds, unless told otherwise, where they are added until a goal is reached."""
RAIDS_MAX = 1_000_000
"""Most worlds, and most replications in each."""
DESIGNS = ("independent", "sobol")
"""How worlds lie among all that figures allow: each drawn for itself, or spread evenly."""
VIEWS: tuple[View, ...] = ("balanced", "brochure", "sceptic")


def heights_asked(given: Sequence[float] | float) -> tuple[float, ...]:
    """Return the heights above ground that are asked for, m: several, or one.

    Raises
    ------
    UsageError
        If they are no numbers.
    """
    try:
        return (float(given),) if isinstance(given, int | float) else tuple(map(float, given))
    except (TypeError, ValueError):
        raise UsageError(
            f"heights {given!r}: must be heights above ground in metres, as [30, 1000]"
        ) from None


def job_count(jobs: int | None) -> int:
    """Return the number of workers: what was asked for, else the cores this process may use (at least 1).

    Raises
    ------
    UsageError
        If it is not from 1 to ``JOBS_MAX``.
    """
    if jobs is not None:
        return whole_asked("jobs", jobs, 1, JOBS_MAX)
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def view_asked(given: str | None) -> View | None:
    """Return the view that is asked for, None where it is not given.

    Raises
    ------
    UsageError
        If there is no such view.
    """
    for view in VIEWS:
        if given == view:
            return view
    if given is None:
        return None
    raise UsageError(f"view {given!r}: must be one of {', '.join(VIEWS)}.{did_you_mean(str(given), VIEWS)}")


def design_asked(given: str | None) -> str | None:
    """Return the design that is asked for, None where it is not given.

    Raises
    ------
    UsageError
        If there is no such design.
    """
    if given is None or given in DESIGNS:
        return given
    raise UsageError(
        f"design {given!r}: must be one of {', '.join(DESIGNS)}.{did_you_mean(str(given), DESIGNS)}"
    )


def count_asked(name: str, given: int) -> int:
    """Return a number of worlds or replications.

    Raises
    ------
    UsageError
        If it is not a whole number from 1 to ``RAIDS_MAX``.
    """
    return whole_asked(name, given, 1, RAIDS_MAX)


def seed_asked(given: int) -> int:
    """Return a seed.

    Raises
    ------
    UsageError
        If it is not a whole number from 0 to ``SEED_MAX``.
    """
    return whole_asked("seed", given, 0, SEED_MAX)


def whole_asked(name: str, given: SupportsIndex, low: int, high: int) -> int:
    """Return a whole number within limits, whatever library it comes from; true and false are none."""
    try:
        number = index(given) if not isinstance(given, bool) else low - 1
    except TypeError:
        number = low - 1
    if not low <= number <= high:
        raise UsageError(f"{name} {given!r}: must be a whole number from {low} to {high}")
    return number
