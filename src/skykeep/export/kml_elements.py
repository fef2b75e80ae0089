"""Elements of KML documents, as all of them are written."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable

import shapely

from .xml_text import plain

__all__ = [
    "GX",
    "KML",
    "add",
    "add_areas",
    "add_style",
    "as_document",
    "coordinates",
    "new_document",
]

KML = "http://www.opengis.net/kml/2.2"
GX = "http://www.google.com/kml/ext/2.2"
"""Namespaces: of KML 2.2, and of Google's extensions, which hold courses over time."""
_COORDINATE_DIGITS = 5


def new_document(name: str, description: str) -> tuple[ET.Element, ET.Element]:
    """Return the root of a document, and the element that holds everything."""
    ET.register_namespace("", KML)
    ET.register_namespace("gx", GX)
    root = ET.Element(_tag("kml"))
    document = add(root, "Document")
    add(document, "name", plain(name))
    add(document, "description", plain(description))
    return root, document


def as_document(root: ET.Element) -> bytes:
    """Return a document in UTF-8."""
    ET.indent(root)
    body: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def add_style(
    document: ET.Element, name: str, line: str, fill: str, width: str, icon_scale: str | None = None
) -> None:
    """Add a style: colours of lines and areas as alpha, blue, green and red; points as lines."""
    style = add(document, "Style")
    style.set("id", name)
    if icon_scale is not None:
        icon = add(style, "IconStyle")
        add(icon, "color", line)
        add(icon, "scale", icon_scale)
    lines = add(style, "LineStyle")
    add(lines, "color", line)
    add(lines, "width", width)
    add(add(style, "PolyStyle"), "color", fill)


def add_areas(mark: ET.Element, area: shapely.MultiPolygon) -> None:
    """Add polygons on the ground, each ring closed, outer rings counter-clockwise."""
    many = add(mark, "MultiGeometry")
    for polygon in area.geoms:
        element = add(many, "Polygon")
        add(element, "tessellate", "1")
        for side, rings in (("outerBoundaryIs", [polygon.exterior]), ("innerBoundaryIs", polygon.interiors)):
            for ring in rings:
                line = add(add(element, side), "LinearRing")
                add(line, "coordinates", coordinates(ring.coords))


def coordinates(points: Iterable[tuple[float, ...]]) -> str:
    """Return longitude and latitude of points, in degrees, as KML writes them."""
    return " ".join(f"{lon:.{_COORDINATE_DIGITS}f},{lat:.{_COORDINATE_DIGITS}f}" for lon, lat in points)


def add(parent: ET.Element, tag: str, text: str | None = None, *, namespace: str = KML) -> ET.Element:
    """Add an element, with its text."""
    child = ET.SubElement(parent, _tag(tag, namespace))
    child.text = text
    return child


def _tag(name: str, namespace: str = KML) -> str:
    return f"{{{namespace}}}{name}"
