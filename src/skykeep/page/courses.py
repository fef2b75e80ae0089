"""Courses of a scene in few points: those that a straight and even way between them does not miss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from skykeep.engine.scene import Course

__all__ = ["HEIGHT_SHARE", "MOST_POINTS", "course_columns", "courses_that_fit", "kept_points"]

F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]

WITHIN_M = (15.0, 30.0, 60.0, 120.0, 250.0, 500.0, 1000.0, 2000.0)
"""Courses are drawn to within the first of these with which they have few enough points."""
HEIGHT_SHARE = 0.25
"""Heights are drawn to within this share of it: they are shown several times as high as they are."""
MOST_POINTS = 60_000
METRES_PER_DEGREE = 111_195.0
STEPS_A_S, STEPS_A_DEG, STEPS_A_M = 100.0, 100_000.0, 10.0
"""Times lie on hundredths of a second, places on 1e-5 degrees (1 m), heights on 0.1 m."""


def courses_that_fit(
    courses: Sequence[Course], most_points: int = MOST_POINTS
) -> tuple[list[npt.NDArray[np.int64]], float]:
    """Return which points of each course to keep, and to within how many metres they are then drawn: the
    least of :data:`WITHIN_M` with which all together have no more than ``most_points``, else the greatest."""
    for within_m in WITHIN_M:
        kept = [kept_points(course, within_m) for course in courses]
        if sum(points.size for points in kept) <= most_points:
            break
    return kept, within_m


def kept_points(course: Course, within_m: float) -> npt.NDArray[np.int64]:
    """Return the points of a course without which it would be drawn farther off than ``within_m`` at some
    time, with its ends.

    Notes
    -----
    Douglas and Peucker (1973), "Algorithms for the reduction of the number of points required to represent a
    digitized line or its caricature", Cartographica 10, 112-122, with the distance at the same time.
    """
    east_m, north_m, up_m = _metres(course)
    last = course.time_s.size - 1
    kept = {0, last}
    spans = [(0, last)]
    while spans:
        first, end = spans.pop()
        if end - first < 2:
            continue
        inner = slice(first + 1, end)
        share = (course.time_s[inner] - course.time_s[first]) / (course.time_s[end] - course.time_s[first])
        off = [
            each[inner] - (each[first] + share * (each[end] - each[first]))
            for each in (east_m, north_m, up_m)
        ]
        away_m = np.maximum(np.hypot(off[0], off[1]), np.abs(off[2]) / HEIGHT_SHARE)
        worst = int(away_m.argmax())
        if away_m[worst] > within_m:
            middle = first + 1 + worst
            kept.add(middle)
            spans += [(first, middle), (middle, end)]
    return np.array(sorted(kept), dtype=np.int64)


def _metres(course: Course) -> tuple[F64, F64, F64]:
    """Return a course in metres east, north and up, well enough to tell how far apart its points are."""
    lon_deg = np.unwrap(course.lon_deg, period=360.0)
    east_m = lon_deg * METRES_PER_DEGREE * np.cos(np.radians(course.lat_deg.mean()))
    return east_m, course.lat_deg * METRES_PER_DEGREE, course.alt_msl_m


def course_columns(
    courses: Iterable[tuple[Course, npt.NDArray[np.int64]]], west_deg: float
) -> dict[str, I32]:
    """Return the kept points of courses, one course after another, in whole steps of time, longitude,
    latitude and height; longitudes begin within a turn east of ``west_deg`` and go on without a jump."""
    columns: dict[str, list[F64]] = {"time": [], "lon": [], "lat": [], "alt": []}
    for course, kept in courses:
        columns["time"].append(course.time_s[kept] * STEPS_A_S)
        lon_deg = np.unwrap(course.lon_deg, period=360.0)[kept]
        lon_deg += west_deg + (lon_deg[0] - west_deg) % 360.0 - lon_deg[0]
        columns["lon"].append(lon_deg * STEPS_A_DEG)
        columns["lat"].append(course.lat_deg[kept] * STEPS_A_DEG)
        columns["alt"].append(course.alt_msl_m[kept] * STEPS_A_M)
    return {
        name: np.rint(np.concatenate([np.zeros(0), *parts])).astype(np.int32)
        for name, parts in columns.items()
    }
