"""What every file of a raid says of itself: what it shows, what it does not, and what stands for a date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from skykeep._version import __version__
from skykeep.engine.scene import Scene

__all__ = ["EPOCH", "clock_time", "headline", "statement"]

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for second 0 of a raid in formats that want a date: no raid has one."""


def headline(scene: Scene) -> str:
    """Return what raid it is, in one line."""
    return f"{scene.title} (seed {scene.seed}, world {scene.world}, replication {scene.replication})"


def statement(scene: Scene) -> tuple[str, ...]:
    """Return what a reader of the file has to know, a sentence each."""
    return (
        f"Written by skykeep {__version__}: one raid of the scenario '{scene.scenario_id}', seed "
        f"{scene.seed}, world {scene.world}, replication {scene.replication}.",
        "A study from public figures; positions of units are of the scenario, not of real units.",
        "One raid as it was drawn: it shows what can happen, not what is to be expected.",
        "An interceptor is launched and meets its threat when and where the study computes it; between the "
        "two it is drawn on a straight line, evenly: no flight of it is modelled.",
        f"Points every {scene.step_s:g} s and at both ends; heights are above mean sea level, taken for "
        "heights above the ellipsoid.",
        f"Second 0 of the raid is written as {clock_time(0.0)}, which stands for no date.",
    )


def clock_time(time_s: float, digits: int = 3) -> str:
    """Return a time on the raid's clock as a date and time in UTC, cut of zeros behind the second.

    Examples
    --------
    >>> clock_time(61.5)
    '2000-01-01T00:01:01.5Z'
    """
    when = EPOCH + timedelta(microseconds=round(round(time_s, digits) * 1e6))
    seconds = f"{when:%Y-%m-%dT%H:%M:%S}"
    fraction = f"{when.microsecond:06d}".rstrip("0")
    return f"{seconds}.{fraction}Z" if fraction else f"{seconds}Z"
