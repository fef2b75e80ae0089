"""A raid as Cursor on Target (version 2.0): an XML event for each point of each course.

By the schema of the base event, "Event Data Model", MITRE case 11-3895, approved for public release.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from skykeep.engine.scene import Actor, Happening, Scene, motion_of

from .about import clock_time, headline, statement
from .files import write_bytes
from .points import DEGREE_DIGITS, METRE_DIGITS, Point, number, points_of
from .symbols import identity_of, symbol_of
from .words import happening_words
from .xml_text import plain

__all__ = ["to_cot", "write_cot"]

_SIMULATED, _SIMULATION = "m-s", "s-skykeep"
"""How places came about, and what kind of operation it is."""
_UNKNOWN_M = "9999999.0"
"""Errors of places: not known, since no unit of a study is a real one."""
_MARKER = "b-m-p-s-m"
_SHOWN_S = 60.0
_SHORT = "Simulated by skykeep, a study from public figures; not a real unit."
_TOLD = (
    "launched",
    "killed",
    "missed",
    "wasted",
    "leaked",
    "aborted",
    "radar_lost",
    "search_radar_lost",
    "post_lost",
    "launcher_lost",
)


def write_cot(scene: Scene, path: Path) -> None:
    """Write a raid as a document of events in order of time, one on each line.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    write_bytes(path, to_cot(scene))


def to_cot(scene: Scene) -> bytes:
    """Return a raid as a document in UTF-8 whose root holds events; a line with one is a message by itself.

    What moves is told at each point of its course, and stale at the next one; what stands once, for the whole
    raid. What ended or was lost is a marker for a minute.
    """
    events = [event for actor in scene.actors for event in _of_actor(scene, actor)]
    told = [each for each in scene.happenings if each.name in _TOLD]
    events += [_marker(scene, place, happening) for place, happening in enumerate(told)]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<!-- {_comment(scene)} -->", "<events>"]
    lines += [text for _, text in sorted(events, key=lambda event: event[0])]
    return ("\n".join([*lines, "</events>"]) + "\n").encode()


def _comment(scene: Scene) -> str:
    """Return what the file says of itself; a comment holds no two hyphens."""
    return plain(" ".join((headline(scene), *statement(scene)))).replace("--", "- -")


def _of_actor(scene: Scene, actor: Actor) -> Iterator[tuple[float, str]]:
    """Yield the events of an actor, each with its time."""
    points = list(points_of(actor.course))
    motion = motion_of(actor.course.at_times(np.array([point.time_s for point in points])))
    for place, point in enumerate(points):
        stale_s = points[place + 1].time_s if place + 1 < len(points) else _last_s(scene, actor, point)
        event = _event(scene, actor.id, f"a-{identity_of(actor).cot}-{symbol_of(actor).cot}", point, stale_s)
        detail = ET.SubElement(event, "detail")
        ET.SubElement(detail, "contact", callsign=plain(actor.id))
        speed, course = motion.ground_speed_mps[place], np.degrees(motion.heading_rad[place])
        ET.SubElement(detail, "track", speed=number(float(speed), 2), course=number(float(course), 2))
        known = {
            "kind": actor.kind,
            "name": plain(actor.name),
            "sidc": symbol_of(actor).sidc,
            "end": actor.end,
        }
        ET.SubElement(detail, "skykeep", {key: value for key, value in known.items() if value})
        ET.SubElement(detail, "remarks").text = _SHORT
        yield point.time_s, ET.tostring(event, encoding="unicode")


def _last_s(scene: Scene, actor: Actor, point: Point) -> float:
    """Return when the last event of an actor is stale: what stands at the end of the raid, else a step later,
    so that it has a span."""
    return scene.ends_s if actor.course.stands else point.time_s + scene.step_s


def _event(scene: Scene, name: str, kind: str, point: Point, stale_s: float) -> ET.Element:
    """Return an event at a place, without its details."""
    now = _time(point.time_s)
    event = ET.Element(
        "event",
        version="2.0",
        uid=plain(f"skykeep/{scene.scenario_id}/{scene.seed}/{scene.world}/{scene.replication}/{name}"),
        type=kind,
        how=_SIMULATED,
        opex=_SIMULATION,
        time=now,
        start=now,
        stale=_time(stale_s),
    )
    ET.SubElement(
        event,
        "point",
        lat=number(point.lat_deg, DEGREE_DIGITS),
        lon=number(point.lon_deg, DEGREE_DIGITS),
        hae=number(point.alt_msl_m, METRE_DIGITS),
        ce=_UNKNOWN_M,
        le=_UNKNOWN_M,
    )
    return event


def _marker(scene: Scene, place: int, happening: Happening) -> tuple[float, str]:
    """Return something that happened as a marker, with its time."""
    there = happening.place
    point = Point(happening.time_s, there.lon_deg, there.lat_deg, there.alt_msl_m)
    event = _event(scene, f"happening/{place}", _MARKER, point, happening.time_s + _SHOWN_S)
    detail = ET.SubElement(event, "detail")
    ET.SubElement(detail, "contact", callsign=happening.name.replace("_", " "))
    ET.SubElement(detail, "remarks").text = plain(f"{happening_words(scene, happening)}. {_SHORT}")
    return happening.time_s, ET.tostring(event, encoding="unicode")


def _time(time_s: float) -> str:
    """Return a time with thousandths of seconds, as most programs want it."""
    seconds, _, fraction = clock_time(time_s).removesuffix("Z").partition(".")
    return f"{seconds}.{fraction[:3]:0<3}Z"
