"""Courses in few points: never farther off than said, with their ends, and few enough."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skykeep.engine.scene import Course
from skykeep.page.courses import (
    HEIGHT_SHARE,
    METRES_PER_DEGREE,
    course_columns,
    courses_that_fit,
    kept_points,
)


def wandering(seed, points, *, lon_deg=44.0):
    """Return a course that wanders about, with heights."""
    random = np.random.default_rng(seed)
    time_s = np.cumsum(random.uniform(0.2, 4.0, points))
    lat_deg = 33.0 + np.cumsum(random.normal(0.0, 0.004, points))
    lon = lon_deg + np.cumsum(random.normal(0.0, 0.004, points))
    alt_msl_m = 500.0 + np.cumsum(random.normal(0.0, 20.0, points))
    return Course(time_s, lat_deg, (lon + 180.0) % 360.0 - 180.0, alt_msl_m)


def worst_m(course, kept):
    """Return how far the kept points miss the course at worst: over ground, and in height."""
    lon_deg = np.unwrap(course.lon_deg, period=360.0)
    squeeze = np.cos(np.radians(course.lat_deg.mean()))

    def off(values):
        return np.interp(course.time_s, course.time_s[kept], values[kept]) - values

    ground_m = np.hypot(off(lon_deg) * squeeze, off(course.lat_deg)) * METRES_PER_DEGREE
    return float(ground_m.max()), float(np.abs(off(course.alt_msl_m)).max())


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 120), st.sampled_from([10.0, 100.0, 1000.0]), st.booleans())
def test_no_point_is_missed_by_more_than_was_asked(seed, points, within_m, over_antimeridian):
    course = wandering(seed, points, lon_deg=179.99 if over_antimeridian else 44.0)
    kept = kept_points(course, within_m)
    assert kept[0] == 0
    assert kept[-1] == points - 1
    ground_m, height_m = worst_m(course, kept)
    assert ground_m <= within_m + 1e-6
    assert height_m <= HEIGHT_SHARE * within_m + 1e-6


def test_a_straight_and_even_course_is_its_two_ends():
    time_s = np.linspace(0.0, 100.0, 301)
    course = Course(time_s, 33.0 + 0.001 * time_s, 44.0 + 0.002 * time_s, 100.0 + time_s)
    assert kept_points(course, 1.0).tolist() == [0, 300]


def test_a_course_that_waits_keeps_when_it_sets_out():
    time_s = np.arange(0.0, 101.0)
    lat_deg = np.where(time_s < 50.0, 33.0, 33.0 + 0.01 * (time_s - 50.0))
    course = Course(time_s, lat_deg, np.full(101, 44.0), np.zeros(101))
    assert 50 in kept_points(course, 10.0)


def test_courses_are_drawn_as_well_as_there_is_room_for():
    courses = [wandering(seed, 300) for seed in range(4)]
    kept, within_m = courses_that_fit(courses)
    assert within_m == 15.0
    few, coarse_m = courses_that_fit(courses, most_points=200)
    assert sum(points.size for points in few) <= 200 < sum(points.size for points in kept)
    assert coarse_m > 15.0
    for course, points in zip(courses, few, strict=True):
        assert worst_m(course, points)[0] <= coarse_m


def test_columns_are_whole_steps_one_course_after_another_and_do_not_jump_at_the_antimeridian():
    course = Course(
        np.array([0.0, 10.004]), np.array([1.0, 1.5]), np.array([179.9, -179.9]), np.array([0.0, 12.34])
    )
    columns = course_columns([(course, np.array([0, 1])), (course, np.array([1]))], 178.0)
    assert columns["time"].tolist() == [0, 1000, 1000]
    assert columns["lon"].tolist() == pytest.approx([17_990_000, 18_010_000, 18_010_000])
    assert columns["lat"].tolist() == [100_000, 150_000, 150_000]
    assert columns["alt"].tolist() == [0, 123, 123]
    assert {values.dtype for values in columns.values()} == {np.dtype(np.int32)}
