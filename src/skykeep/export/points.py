"""Courses as files tell them: rounded, and still one point after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from skykeep.engine.scene import Course

__all__ = ["DEGREE_DIGITS", "METRE_DIGITS", "SECOND_DIGITS", "Point", "number", "points_of", "unbroken_deg"]

DEGREE_DIGITS, METRE_DIGITS, SECOND_DIGITS = 7, 2, 3
"""Digits behind the point: a centimetre on the ground, a centimetre of height, a millisecond."""


class Point(NamedTuple):
    """A point of a course, rounded."""

    time_s: float
    lon_deg: float
    lat_deg: float
    alt_msl_m: float


def points_of(course: Course) -> Iterator[Point]:
    """Yield the points of a course, rounded; of those whose times round to one the last counts."""
    time_s = np.round(course.time_s, SECOND_DIGITS)
    keep = np.append(np.diff(time_s) > 0.0, True)
    columns = (
        time_s,
        np.round(course.lon_deg, DEGREE_DIGITS),
        np.round(course.lat_deg, DEGREE_DIGITS),
        np.round(course.alt_msl_m, METRE_DIGITS),
    )
    return (Point(*row) for row in zip(*((column[keep] + 0.0).tolist() for column in columns), strict=True))


def number(value: float, digits: int) -> str:
    """Return a number rounded, as short as it goes, without an exponent.

    Examples
    --------
    >>> number(44.10, 7), number(-0.000001, 3), number(1200.0, 2)
    ('44.1', '0', '1200')
    """
    text = f"{value:.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def unbroken_deg(lon_deg: float, near_deg: float) -> float:
    """Return a longitude as it counts on from another one: beyond 180 degrees where that is nearer."""
    return near_deg + (lon_deg - near_deg + 180.0) % 360.0 - 180.0
