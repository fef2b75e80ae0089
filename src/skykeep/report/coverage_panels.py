"""The coverage map as a picture: both brochure rings dashed, what is seen and engageable filled."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

if TYPE_CHECKING:
    from skykeep.coverage import CoverageResult, HeightCoverage

__all__ = ["draw_coverage_panels"]

COLUMNS = 3
PANEL_INCH = 4.2
KILOMETRE = 1000.0
METRES_PER_DEGREE = 111_195.0
CITY_PEOPLE = 300_000
NAMED_APART_SHARE = 0.11
"""A city is named only if it is farther than this share of the panel's width from every larger named one."""
TITLE_LETTERS_PER_INCH, CAPTION_LETTERS_PER_INCH = 9, 15
DPI = 130


def _text(given: str) -> str:
    """Return text that matplotlib draws as it is: a dollar sign opens no formula."""
    return given.replace("$", r"\$")


def draw_coverage_panels(result: CoverageResult, file: BinaryIO, kind: str = "png") -> None:
    """Draw one panel for each height, in km east and north of the site, as ``png``, ``svg`` or ``pdf``.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    """
    from matplotlib.figure import Figure

    from .print_map import file_metadata

    columns = 2 if len(result.heights) == 4 else min(COLUMNS, len(result.heights))
    rows = math.ceil(len(result.heights) / columns)
    width = columns * PANEL_INCH
    title = textwrap.fill(_text(_title(result)), round(width * TITLE_LETTERS_PER_INCH))
    caption = textwrap.fill(_text(_caption(result)), round(width * CAPTION_LETTERS_PER_INCH))
    lines = title.count("\n") + caption.count("\n")
    figure = Figure(figsize=(width, rows * (PANEL_INCH + 0.5) + 0.9 + 0.14 * lines), layout="constrained")
    panels = figure.subplots(rows, columns, squeeze=False).ravel()
    borders_km = _borders_km(result)
    for panel, height in zip(panels, result.heights, strict=False):
        _draw_height(panel, result, height, borders_km)
    for panel in panels[len(result.heights) :]:
        panel.set_axis_off()
    figure.suptitle(title, fontsize=11)
    figure.supxlabel(caption, fontsize=7)
    figure.savefig(file, format=kind, dpi=DPI, metadata=file_metadata(kind, _title(result)))


def _title(result: CoverageResult) -> str:
    """Return whose coverage it is, and where."""
    site = result.site
    place = site.name or f"{site.lat_deg:.3f}, {site.lon_deg:.3f}"
    rings = ", ".join(f"{ring.kind} {ring.short_words}" for ring in result.rings)
    return f"{result.system_name}, {place}: what is seen and engageable against the brochure rings: {rings}"


def _caption(result: CoverageResult) -> str:
    """Return units, what the brackets mean, and whose data lies under the picture."""
    return (
        "km east and north of the site; shapes and shares are best values, in brackets what public figures "
        f"allow. Elevation: {result.terrain['name']}. Borders: Natural Earth. Cities: GeoNames (CC BY 4.0)."
    )


def _share(share: float, limits: tuple[float, float] | None) -> str:
    """Return a share with its limits, ``30 % (8 to 41)``, or called assumed without them."""
    from .words import limits_outwards, percent

    if limits is None:
        return f"{percent(share)} (assumed)"
    return f"{percent(share)} ({' to '.join(limits_outwards(limits))})"


def _draw_height(
    panel: Any, result: CoverageResult, height: HeightCoverage, borders_km: list[np.ndarray]
) -> None:
    """Draw one height: borders, rings, seen and engageable outlines, cities."""
    bearing = np.radians(np.arange(361.0))

    def outline(ranges_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        closed = np.append(ranges_m, ranges_m[0]) / KILOMETRE
        return closed * np.sin(bearing), closed * np.cos(bearing)

    edge = 1.06 * max(height.detection_ring_m, height.engagement_ring_m) / KILOMETRE
    _draw_borders(panel, borders_km, edge)
    _draw_cities(panel, result, edge)
    panel.fill(*outline(height.seen_range_m), color="#9ecae1", alpha=0.75, lw=0.8, ec="#2171b5", label="seen")
    panel.fill(
        *outline(height.engageable_range_m),
        fc="#e6550d",
        alpha=0.65,
        lw=0.8,
        ec="#7f2704",
        label="engageable",
    )
    for ring, label, style in (
        (height.detection_ring_m, "detection", (0, (6, 3))),
        (height.engagement_ring_m, "engagement", (0, (2, 2))),
    ):
        if ring <= 0.0:
            continue
        words = f"{label} ring, {ring / KILOMETRE:.0f} km"
        panel.plot(*outline(np.full(360, ring)), color="black", lw=1.0, ls=style, label=words)
    panel.plot(0.0, 0.0, marker="^", color="black", ms=5)
    panel.set(xlim=(-edge, edge), ylim=(-edge, edge), aspect="equal")
    panel.tick_params(labelsize=6)
    panel.set_title(
        f"{height.height_agl_m:g} m, {height.polar.target.id.replace('-', ' ')}\n"
        f"seen {_share(height.seen_share_of_detection_ring, height.seen_limits)} of its ring\n"
        f"{_engageable(height)}",
        fontsize=8,
    )
    if height is result.heights[0]:
        panel.legend(fontsize=6, loc="lower left", framealpha=0.9)


def _engageable(height: HeightCoverage) -> str:
    """Return what is engageable, or that there is nothing to engage with."""
    if not height.can_engage:
        return "no interceptors"
    share = _share(height.engageable_share_of_engagement_ring, height.engageable_limits)
    return f"engageable {share} of its own"


def _draw_cities(panel: Any, result: CoverageResult, edge_km: float) -> None:
    """Draw the larger cities, named where there is room."""
    from skykeep.terrain.places import city_label

    named: list[tuple[float, float]] = []
    cities = (
        [] if result.grid is None else [each for each in result.grid.cities if each.population >= CITY_PEOPLE]
    )
    for city in sorted(cities, key=lambda each: -each.population):
        local = _local(result, np.array([city.lon_deg]), np.array([city.lat_deg]))
        east, north = (float(part[0]) for part in local)
        if max(abs(east), abs(north)) > 0.95 * edge_km:
            continue
        panel.plot(east, north, marker="o", ms=2, color="black", alpha=0.7)
        apart = [math.hypot(east - x, north - y) for x, y in named]
        if min(apart, default=math.inf) > NAMED_APART_SHARE * 2.0 * edge_km:
            named.append((east, north))
            left = east > 0.5 * edge_km
            panel.annotate(
                city_label(city),
                (east, north),
                xytext=(-3 if left else 3, 2),
                textcoords="offset points",
                ha="right" if left else "left",
                fontsize=6,
                zorder=6,
                bbox={"boxstyle": "square,pad=0.05", "fc": (1, 1, 1, 0.6), "ec": "none"},
            )


def _borders_km(result: CoverageResult) -> list[np.ndarray]:
    """Return the border of every part of every country, each (points, 2) in km east and north of the site."""
    from skykeep.terrain import load_countries

    rings = [
        np.asarray(part.exterior.coords) for country in load_countries() for part in country.polygon.geoms
    ]
    local = np.column_stack(_local(result, *np.concatenate(rings).T))
    return np.split(local, np.cumsum([len(ring) for ring in rings])[:-1])


def _draw_borders(panel: Any, borders_km: list[np.ndarray], edge_km: float) -> None:
    """Draw the borders that come within the panel, as one artist."""
    from matplotlib.collections import LineCollection

    near = [
        ring
        for ring in borders_km
        if (ring.min(axis=0) < edge_km).all() and (ring.max(axis=0) > -edge_km).all()
    ]
    panel.add_collection(
        LineCollection(near, colors="#666666", linewidths=0.6, joinstyle="round"), autolim=False
    )


def _local(result: CoverageResult, lon_deg: np.ndarray, lat_deg: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return kilometres east and north of the site, by geodesic distance and bearing (azimuthal
    equidistant).
    """
    from skykeep.terrain.geodesic import WGS84

    site = result.site
    bearing, _, distance = WGS84.inv(
        np.full(lon_deg.size, site.lon_deg), np.full(lat_deg.size, site.lat_deg), lon_deg, lat_deg
    )
    angle = np.radians(bearing)
    return distance * np.sin(angle) / KILOMETRE, distance * np.cos(angle) / KILOMETRE
