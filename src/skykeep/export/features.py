"""Features of a map, whatever file they go to: a shape, and what is known of it by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import shapely

from skykeep.engine.scene import Actor, Course, Happening, Scene

from .about import clock_time
from .points import Point, points_of, unbroken_deg
from .symbols import symbol_of
from .words import happening_words

__all__ = [
    "DATE_TIMES",
    "Feature",
    "Value",
    "cell_of",
    "courses_of_raid",
    "lines_of",
    "places_of_raid",
    "positions_of_raid",
]

Value = str | float | int | bool | list[str] | None
"""What a table holds of a feature; a list only where the format has them."""


DATE_TIMES = ("time", "begins", "ends")
"""Properties that hold a date and time, as text in UTC."""


class Feature(NamedTuple):
    """A shape in longitude, latitude and, of raids, height in metres; None where there is no shape.

    ``layer`` is the table of a file with several that it belongs to.
    """

    layer: str
    shape: shapely.Geometry | None
    properties: Mapping[str, Value]


def cell_of(value: Value) -> str | float | int | bool | None:
    """Return what a cell of a table holds of a property; a list is told in one line."""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def lines_of(course: Course) -> list[list[Point]]:
    """Return a course as lines that do not cross the antimeridian, each with its points in order of time."""
    lines: list[list[Point]] = [[]]
    for point in points_of(course):
        before = lines[-1][-1] if lines[-1] else None
        if before is not None and abs(point.lon_deg - before.lon_deg) > 180.0:
            side_deg = 180.0 if before.lon_deg > 0.0 else -180.0
            share = (side_deg - before.lon_deg) / (
                unbroken_deg(point.lon_deg, before.lon_deg) - before.lon_deg
            )
            there = Point(*(a + share * (b - a) for a, b in zip(before, point, strict=True)))
            lines[-1].append(there._replace(lon_deg=side_deg))
            lines.append([there._replace(lon_deg=-side_deg)])
        lines[-1].append(point)
    return lines


def courses_of_raid(scene: Scene) -> Iterator[tuple[Feature, list[list[float]]]]:
    """Yield what moves, each as the lines of its course, and the times of their points."""
    for actor in scene.actors:
        if actor.course.stands:
            continue
        lines = [line for line in lines_of(actor.course) if len(line) > 1]
        shapes = [shapely.LineString([(p.lon_deg, p.lat_deg, p.alt_msl_m) for p in line]) for line in lines]
        shape = shapes[0] if len(shapes) == 1 else shapely.MultiLineString(shapes)
        yield Feature("courses", shape, _of_actor(actor)), [[p.time_s for p in line] for line in lines]


def places_of_raid(scene: Scene) -> Iterator[Feature]:
    """Yield what stands, each with what its radar may look at, and what happened, each where and when."""
    for actor in scene.actors:
        if actor.course.stands:
            point = next(points_of(actor.course))
            yield Feature("places", _shape(point), _of_actor(actor))
    for happening in scene.happenings:
        yield Feature("happenings", _shape_of_place(happening), _of_happening(scene, happening))


def positions_of_raid(scene: Scene) -> Iterator[Feature]:
    """Yield every point of every course as a feature of its own, with its time."""
    for actor in scene.actors:
        known, points = _of_actor(actor), list(points_of(actor.course))
        shapes = shapely.points([(point.lon_deg, point.lat_deg, point.alt_msl_m) for point in points])
        for point, shape in zip(points, shapes, strict=True):
            when: dict[str, Value] = {"time_s": point.time_s, "time": clock_time(point.time_s)}
            yield Feature("positions", shape, when | known)


def _shape(point: Point) -> shapely.Point:
    """Return a point of a course as a shape."""
    return shapely.Point(point.lon_deg, point.lat_deg, point.alt_msl_m)


def _shape_of_place(happening: Happening) -> shapely.Point:
    """Return where something happened, rounded as courses are."""
    place = happening.place
    return shapely.Point(round(place.lon_deg, 7), round(place.lat_deg, 7), round(place.alt_msl_m, 2))


def _of_actor(actor: Actor) -> dict[str, Value]:
    """Return what is known of an actor; angles in degrees, None for what it has not."""
    reach = actor.reach
    return {
        "id": actor.id,
        "kind": actor.kind,
        "what": actor.what,
        "name": actor.name,
        "side": actor.side,
        "decoy": actor.decoy,
        "sidc": symbol_of(actor).sidc,
        "belongs_to": actor.belongs_to or None,
        "at": actor.at or None,
        "begins_s": round(actor.begins_s, 3),
        "ends_s": round(actor.ends_s, 3),
        "begins": clock_time(actor.begins_s),
        "ends": clock_time(actor.ends_s),
        "end": actor.end or None,
        "channels": actor.channels,
        "instrumented_range_m": None if reach is None else round(reach.range_m, 1),
        "elevation_min_deg": None if reach is None else _degrees(reach.elevation_min_rad),
        "elevation_max_deg": None if reach is None else _degrees(reach.elevation_max_rad),
        "sector_deg": None if reach is None else _degrees(2.0 * reach.sector_half_rad),
    }


def _degrees(angle_rad: float) -> float:
    """Return an angle in degrees, rounded to a hundredth."""
    return round(angle_rad * 57.29577951308232, 2)


def _of_happening(scene: Scene, happening: Happening) -> dict[str, Value]:
    """Return what is known of something that happened."""
    return {
        "time_s": round(happening.time_s, 3),
        "time": clock_time(happening.time_s),
        "happening": happening.name,
        "actor": happening.actor,
        "about": happening.about or None,
        "interceptor": happening.interceptor or None,
        "words": happening_words(scene, happening),
    }
