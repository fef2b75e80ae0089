"""Coverage as KML 2.2 for Google Earth and GIS: sites, brochure rings and reaches as areas on the ground."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from typing import Any

import shapely

from skykeep._version import __version__
from skykeep.coverage import CoverageResult, HeightCoverage
from skykeep.coverage.areas import area_about_site, disc_about_site, to_degrees

from .coverage_features import area_shares, shown_kinds
from .kml_elements import add, add_areas, add_style, as_document, coordinates, new_document
from .xml_text import plain

__all__ = ["to_kml"]

# KML writes colours as alpha, blue, green, red.
_STYLES = {
    "ring": ("ff303030", "00ffffff", "1.5"),
    "in_sight": ("ffaaaaaa", "30ffffff", "1"),
    "seen": ("ffb57121", "50e1ca9e", "1.5"),
    "engageable": ("ff04277f", "700d55e6", "1.5"),
}
"""Colour of the line, of the area, and width of the line, by kind."""


def to_kml(results: Sequence[CoverageResult]) -> bytes:
    """Return a KML document in UTF-8: one folder for each unit, in it its site, rings and reaches by height.

    Areas lie on the ground; those of the lowest height are shown, the others are switched off. Names
    and numbers that a reader sees carry their limits; the description of each reach says of which ring
    its share is.

    Raises
    ------
    ExportError
        If an area holds a pole.
    """
    root, document = new_document(
        "skykeep coverage", f"Computed by skykeep {__version__} from public figures."
    )
    for name, (line, fill, width) in _STYLES.items():
        add_style(document, name, line, fill, width)
    for result in results:
        _add_unit(document, result)
    return as_document(root)


def _add_unit(document: ET.Element, result: CoverageResult) -> None:
    """Add the folder of one unit."""
    site = result.site
    folder = add(document, "Folder")
    add(folder, "name", plain(f"{result.system_name}{f', {site.name}' if site.name else ''}"))
    add(folder, "description", plain("\n".join(_stands_on(result))))
    place = add(folder, "Placemark")
    add(place, "name", plain(site.name or result.system_name))
    add(add(place, "Point"), "coordinates", coordinates([(site.lon_deg, site.lat_deg)]))
    for ring in result.rings:
        words = f"Brochure {ring.kind} ring: {ring.words}"
        sources = "\n".join(f"{title}: {address}" for title, address in ring.sources)
        area = to_degrees(disc_about_site(ring.range_m), site)
        _add_area(folder, words, sources or "No source: assumed.", "ring", area, shown=True)
    lowest = min(height.height_agl_m for height in result.heights)
    for height in result.heights:
        _add_height(folder, result, height, shown=height.height_agl_m == lowest)


def _add_height(folder: ET.Element, result: CoverageResult, height: HeightCoverage, *, shown: bool) -> None:
    """Add the areas of one height."""
    inner = add(folder, "Folder")
    add(inner, "name", f"{height.height_agl_m:g} m above ground, {height.polar.target.id.replace('-', ' ')}")
    add(inner, "visibility", "1" if shown else "0")
    for kind in shown_kinds(height):
        facts = area_shares(height, kind)
        share = _share_words(facts)
        name = f"{kind.replace('_', ' ')}: {share} of the {facts['ring']} ring"
        area = to_degrees(area_about_site(height.polar, kind), result.site)
        if not area.is_empty:
            about = f"Ring of {facts['ring_range_m'] / 1000.0:.0f} km; view {result.question.view}."
            _add_area(inner, name, about, kind, area, shown=shown)


def _share_words(facts: dict[str, Any]) -> str:
    """Return a share with its limits, or called assumed without them."""
    share = f"{facts['share_of_ring']:.1%}"
    if facts["share_low"] is None:
        return f"{share} (assumed)"
    return f"{share} ({facts['share_low']:.1%} to {facts['share_high']:.1%})"


def _stands_on(result: CoverageResult) -> Iterable[str]:
    """Return what an answer stands on, a line each."""
    yield f"View {result.question.view}, k = {result.question.k:.2f}; nothing is drawn at random."
    yield f"Elevation: {result.terrain['name']}, step {result.terrain['step_m']:.0f} m."
    yield from result.notes


def _add_area(
    parent: ET.Element, name: str, description: str, style: str, area: shapely.MultiPolygon, *, shown: bool
) -> None:
    """Add an area as a placemark of polygons, each ring closed, outer rings counter-clockwise."""
    mark = add(parent, "Placemark")
    add(mark, "name", plain(name))
    add(mark, "visibility", "1" if shown else "0")
    add(mark, "description", plain(description))
    add(mark, "styleUrl", f"#{style}")
    add_areas(mark, area)
