"""Areas about a site: a ring all round it is one polygon with a hole, without a seam."""

from types import SimpleNamespace

import numpy as np
import pytest
import shapely

from skykeep.coverage.areas import area_about_site, to_degrees
from skykeep.coverage.question import Site

RAYS, CELLS, STEP_M = 360, 60, 1000.0
RANGE_M = STEP_M * (np.arange(CELLS) + 0.5)


def area(engageable):
    """Return the area of the marked cells [ray, range]."""
    answer = SimpleNamespace(engageable=engageable.astype(np.int8), in_sight=engageable, range_m=RANGE_M)
    return area_about_site(answer, "engageable")


def ring():
    """Return cells with a dead zone inside and an edge that steps outside."""
    marked = np.zeros((RAYS, CELLS), dtype=bool)
    marked[:, 5:40] = True
    marked[::7, 33:] = False
    return marked


def test_a_ring_all_round_has_a_hole_and_no_line_from_it_to_the_edge():
    found = area(ring())
    assert found.is_valid
    assert [len(polygon.interiors) for polygon in found.geoms] == [1]
    edge = 2.0 * np.pi * (1.0 - 0.5 / RAYS)  # of the last ray, where the circle closes
    ranges = STEP_M * np.array([8.0, 30.0])
    across = shapely.LineString(np.column_stack([ranges * np.sin(edge), ranges * np.cos(edge)]))
    assert found.boundary.distance(across) > STEP_M


def test_a_disc_from_the_site_on_is_one_polygon_without_a_hole():
    marked = np.zeros((RAYS, CELLS), dtype=bool)
    marked[:, :30] = True
    found = area(marked)
    assert found.is_valid
    assert [len(polygon.interiors) for polygon in found.geoms] == [0]
    assert shapely.Point(0.0, 0.0).distance(found.boundary) > 29.0 * STEP_M


def test_the_area_is_that_of_the_cells():
    marked = ring()
    inner, outer = STEP_M * np.arange(CELLS), STEP_M * np.arange(1, CELLS + 1)
    cells_m2 = np.pi / RAYS * (outer**2 - inner**2)
    assert area(marked).area == pytest.approx((marked * cells_m2).sum(), rel=1e-4)


def test_a_gap_in_the_north_stays_open():
    marked = ring()
    marked[[0, 1, RAYS - 1]] = False
    found = area(marked)
    assert found.is_valid
    assert [len(polygon.interiors) for polygon in found.geoms] == [0]


def test_the_ring_in_degrees_has_one_hole_too():
    found = to_degrees(area(ring()), Site(lat_deg=33.34, lon_deg=44.4))
    assert [len(polygon.interiors) for polygon in found.geoms] == [1]
