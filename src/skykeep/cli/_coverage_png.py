"""The coverage map as a picture: both brochure rings dashed, what is seen and engageable filled."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from skykeep.coverage import CoverageResult, HeightCoverage
    from skykeep.terrain import Country

__all__ = ["write_coverage_png"]

COLUMNS = 3
PANEL_INCH = 4.2
KILOMETRE = 1000.0
METRES_PER_DEGREE = 111_195.0
CITY_PEOPLE = 300_000
DPI = 130


def write_coverage_png(result: CoverageResult, path: Path) -> None:
    """Write one panel for each height, in kilometres east and north of the site.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    columns = min(COLUMNS, len(result.heights))
    rows = math.ceil(len(result.heights) / columns)
    figure = Figure(figsize=(columns * PANEL_INCH, rows * (PANEL_INCH + 0.35) + 0.9), layout="constrained")
    FigureCanvasAgg(figure)
    panels = figure.subplots(rows, columns, squeeze=False).ravel()
    for panel, height in zip(panels, result.heights, strict=False):
        _draw_height(panel, result, height)
    for panel in panels[len(result.heights) :]:
        panel.set_axis_off()
    figure.suptitle(
        f"{result.system_name}, "
        f"{result.site.name or f'{result.site.lat_deg:.3f}, {result.site.lon_deg:.3f}'}: "
        "what is seen and engageable against the brochure rings",
        fontsize=11,
    )
    figure.supxlabel(
        f"km east and north of the site. Elevation: {result.terrain['name']}. Borders: Natural Earth. "
        "Cities: GeoNames (CC BY 4.0). Best values; see the table for their limits.",
        fontsize=7,
    )
    figure.savefig(path, dpi=DPI)


def _draw_height(panel: Any, result: CoverageResult, height: HeightCoverage) -> None:
    """Draw one height: borders, rings, seen and engageable outlines, cities."""
    bearing = np.radians(np.arange(361.0))

    def outline(ranges_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        closed = np.append(ranges_m, ranges_m[0]) / KILOMETRE
        return closed * np.sin(bearing), closed * np.cos(bearing)

    _draw_ground(panel, result)
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
        (height.detection_ring_m, "detection ring", (0, (6, 3))),
        (height.engagement_ring_m, "engagement ring", (0, (2, 2))),
    ):
        panel.plot(*outline(np.full(360, ring)), color="black", lw=1.0, ls=style, label=label)
    panel.plot(0.0, 0.0, marker="^", color="black", ms=5)
    edge = 1.06 * max(height.detection_ring_m, height.engagement_ring_m) / KILOMETRE
    panel.set(xlim=(-edge, edge), ylim=(-edge, edge), aspect="equal")
    panel.tick_params(labelsize=6)
    panel.set_title(
        f"{height.height_agl_m:g} m, {height.polar.target.id}\nseen "
        f"{height.seen_share_of_detection_ring:.1%} of its "
        f"ring, engageable {height.engageable_share_of_engagement_ring:.1%}",
        fontsize=8,
    )
    if height is result.heights[0]:
        panel.legend(fontsize=6, loc="lower left", framealpha=0.9)


def _draw_ground(panel: Any, result: CoverageResult) -> None:
    """Draw borders and the larger cities."""
    from skykeep.terrain import load_countries

    for country in load_countries():
        _draw_border(panel, result, country)
    if result.grid is None:
        return
    for city in result.grid.cities:
        if city.population >= CITY_PEOPLE:
            east, north = _local(result, np.array([city.lon_deg]), np.array([city.lat_deg]))
            panel.plot(east, north, marker="o", ms=2, color="black", alpha=0.7)


def _draw_border(panel: Any, result: CoverageResult, country: Country) -> None:
    for polygon in country.polygon.geoms:
        lon, lat = np.asarray(polygon.exterior.coords).T
        panel.plot(*_local(result, lon, lat), color="#666666", lw=0.6)


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
