"""A raid as KML 2.2 for Google Earth and GIS, or packed (KMZ): courses over time, places, what happened."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from skykeep.coverage import Site
from skykeep.coverage.areas import disc_about_site, to_degrees
from skykeep.engine.scene import Actor, ActorKind, Happening, Scene, Spell
from skykeep.errors import ExportError

from .about import clock_time, headline, statement
from .files import write_bytes, zipped
from .kml_elements import GX, add, add_areas, add_style, as_document, new_document
from .points import DEGREE_DIGITS, METRE_DIGITS, Point, number, points_of
from .reach import sector_of
from .symbols import symbol_of
from .words import happening_words
from .xml_text import plain

__all__ = ["raid_kml", "write_kml", "write_kmz"]

_FOLDERS: tuple[tuple[str, tuple[ActorKind, ...]], ...] = (
    ("Threats and traffic", ("threat",)),
    ("Interceptors (straight lines, drawn for the eye)", ("interceptor",)),
    ("Fire units, command posts, what is defended", ("fire_unit", "post", "asset")),
)
_STYLES = {
    "raid": ("ff2a2ad4", "00ffffff", "2"),
    "defence": ("ffc87a1e", "00ffffff", "2"),
    "friendly": ("ffd0c040", "00ffffff", "2"),
    "neutral": ("ff50a050", "00ffffff", "2"),
    "interceptor": ("ffe0a030", "00ffffff", "1.5"),
    "reach": ("ffc87a1e", "18c87a1e", "1"),
}
"""Colour of line and point, colour of area, width of the line; by side, for interceptors and for reaches."""
_SHOWN = ("launched", "killed", "missed", "wasted", "leaked", "aborted", "radar_lost", "search_radar_lost")
"""What happened and is shown at first; the rest is switched off."""


def write_kml(scene: Scene, path: Path) -> None:
    """Write a raid as KML.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    write_bytes(path, raid_kml(scene))


def write_kmz(scene: Scene, path: Path) -> None:
    """Write a raid as KMZ: packed KML.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    write_bytes(path, zipped({"doc.kml": raid_kml(scene)}))


def raid_kml(scene: Scene) -> bytes:
    """Return a raid as a document in UTF-8.

    What moves is a ``gx:Track`` that a time slider plays; heights are above mean sea level. Reaches of radars
    are switched off at first: their instrumented range, in the sector that they face, not what they see. No
    icon is fetched from anywhere.
    """
    root, document = new_document(headline(scene), "\n".join(statement(scene)))
    for name, (line, fill, width) in _STYLES.items():
        add_style(document, name, line, fill, width, icon_scale="0.6")
    for name, kinds in _FOLDERS:
        folder = add(document, "Folder")
        add(folder, "name", name)
        for actor in scene.of_kind(*kinds):
            _add_actor(folder, actor)
    radars = add(document, "Folder")
    add(radars, "name", "Radars")
    for actor in scene.of_kind("radar"):
        _add_actor(radars, actor)
        _add_reaches(radars, scene, actor)
    told = add(document, "Folder")
    add(told, "name", "What happened")
    for happening in scene.happenings:
        _add_happening(told, scene, happening)
    return as_document(root)


def _add_actor(folder: ET.Element, actor: Actor) -> None:
    """Add an actor where it stands, or its course over time."""
    mark = add(folder, "Placemark")
    add(mark, "name", plain(f"{actor.name}, {actor.id}"))
    add(mark, "description", plain("\n".join(_facts(actor))))
    span = add(mark, "TimeSpan")
    add(span, "begin", clock_time(actor.begins_s))
    add(span, "end", clock_time(actor.ends_s))
    add(mark, "styleUrl", f"#{'interceptor' if actor.kind == 'interceptor' else actor.side}")
    data = add(mark, "ExtendedData")
    for name, value in (("id", actor.id), ("kind", actor.kind), ("sidc", symbol_of(actor).sidc)):
        entry = add(data, "Data")
        entry.set("name", name)
        add(entry, "value", plain(value))
    if actor.course.stands:
        point = add(mark, "Point")
        add(point, "altitudeMode", "absolute")
        add(point, "coordinates", _coordinate(next(points_of(actor.course)), ","))
        return
    track = add(mark, "Track", namespace=GX)
    add(track, "altitudeMode", "absolute")
    points = list(points_of(actor.course))
    for each in points:
        add(track, "when", clock_time(each.time_s))
    for each in points:
        add(track, "coord", _coordinate(each, " "), namespace=GX)


def _coordinate(point: Point, between: str) -> str:
    """Return longitude, latitude and height."""
    degrees = [number(each, DEGREE_DIGITS) for each in (point.lon_deg, point.lat_deg)]
    return between.join([*degrees, number(point.alt_msl_m, METRE_DIGITS)])


def _facts(actor: Actor) -> Iterator[str]:
    """Yield what is told of an actor, a line each."""
    if actor.kind in ("threat", "interceptor"):
        yield f"From {actor.begins_s:.1f} to {actor.ends_s:.1f} s of the raid; {actor.end}."
    if actor.at:
        yield f"Fired by {actor.belongs_to} at {actor.at}."
    if actor.decoy:
        yield "A decoy."
    if actor.channels is not None:
        yield f"Can engage {actor.channels} threats at a time in this raid."
    if actor.reach is not None:
        yield (
            f"Instrumented range in this world {actor.reach.range_m / 1000.0:.0f} km (drawn from public "
            "figures, assumed where none is public)."
        )


def _add_reaches(folder: ET.Element, scene: Scene, actor: Actor) -> None:
    """Add how far a radar may look: all round, or in its sector for each time that it faces one way."""
    if actor.reach is None:
        return
    faces = list(scene.spells_of(actor.id, "faces")) or [Spell(actor.id, "faces", 0.0, scene.ends_s)]
    here = actor.course.at(0.0)
    site = Site(lat_deg=here.lat_deg, lon_deg=here.lon_deg)
    for spell in faces:
        area = sector_of(disc_about_site(actor.reach.range_m), actor.reach, spell.value)
        try:
            placed = to_degrees(area, site)
        except ExportError:  # a pole lies in it
            continue
        mark = add(folder, "Placemark")
        add(mark, "name", plain(f"Instrumented range of {actor.id}, not what it sees"))
        add(mark, "visibility", "0")
        span = add(mark, "TimeSpan")
        add(span, "begin", clock_time(spell.from_s))
        add(span, "end", clock_time(spell.until_s))
        add(mark, "styleUrl", "#reach")
        add_areas(mark, placed)


def _add_happening(folder: ET.Element, scene: Scene, happening: Happening) -> None:
    """Add something that happened, where and when."""
    mark = add(folder, "Placemark")
    add(mark, "name", plain(happening_words(scene, happening)))
    add(mark, "visibility", "1" if happening.name in _SHOWN else "0")
    add(mark, "description", f"{happening.time_s:.1f} s of the raid")
    add(add(mark, "TimeStamp"), "when", clock_time(happening.time_s))
    add(mark, "styleUrl", f"#{scene.by_id[happening.actor].side}")
    point = add(mark, "Point")
    add(point, "altitudeMode", "absolute")
    place = happening.place
    add(
        point,
        "coordinates",
        _coordinate(Point(happening.time_s, place.lon_deg, place.lat_deg, place.alt_msl_m), ","),
    )
