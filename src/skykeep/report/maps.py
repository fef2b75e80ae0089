"""Maps of the brief: true reach over shaded relief, with both brochure rings dashed beside it."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.coverage.map_ground import MapGround
from skykeep.language import name as named
from skykeep.language import tell, to_tell
from skykeep.study.brief_data import BriefData, CoverageRow, SiteCoverage, SystemRow

from .shipped_words import place_name, shipped
from .style import FILLS, INK
from .svg import INCH_PT, drawing, to_inline_svg
from .words import kilometres, metres_high, share_with_limits

__all__ = ["frame_id", "height_map", "map_frame", "relief_id", "relief_picture", "relief_rgb"]

F64 = npt.NDArray[np.float64]

PANEL_IN = 2.55
MARGIN = 1.06
"""Half width of a map over the radius of the larger ring."""
SUN_AZIMUTH_RAD = np.radians(315.0)
SUN_ELEVATION_RAD = np.radians(45.0)
RELIEF_EXAGGERATION = 6.0
RELIEF_PALEST, RELIEF_DARKEST = 252, 168
"""Grey levels of the relief: pale enough for what lies over it to be read in print."""
RING_NAME_SHARES = 0.6, 0.07
"""Half the width and the height that the name of a ring needs, in shares of a map's half width."""
RELIEF_STEP = 4
"""Grey levels come in steps, which packs the picture better."""
RELIEF_EVERY = 2
"""Posts a pixel of a still map: it is a hand wide, and a live one takes its place on screens."""
RELIEF_BITS = np.uint8(0xF8)
"""Grey levels of a still map come in steps of eight."""
LABEL_PT = 6.4
LABELLED_SHARE, RIGHT_HAND_SHARE = 0.95, 0.55
"""Cities nearer to the edge than the first are left out; east of the second their names stand to the left."""


def relief_rgb(ground: MapGround) -> npt.NDArray[np.uint8]:
    """Return the shaded relief of a map as RGB, rows from south to north; water is pale blue-grey.

    Light falls from the north-west at 45 degrees on slopes six times as steep as they are (Lambert shading).
    """
    height = np.nan_to_num(ground.ground_alt_msl_m.astype(np.float64))
    step = 2.0 * ground.half_width_m / (height.shape[0] - 1)
    north, east = np.gradient(height * RELIEF_EXAGGERATION, step)
    slope = np.arctan(np.hypot(north, east))
    aspect = np.arctan2(-east, -north)
    light = np.sin(SUN_ELEVATION_RAD) * np.cos(slope) + np.cos(SUN_ELEVATION_RAD) * np.sin(slope) * np.cos(
        SUN_AZIMUTH_RAD - aspect
    )
    flat = np.sin(SUN_ELEVATION_RAD)
    shade = np.clip(light / flat, 0.0, 1.15) / 1.15
    grey = RELIEF_DARKEST + (RELIEF_PALEST - RELIEF_DARKEST) * shade
    grey = np.clip(np.rint(grey / RELIEF_STEP) * RELIEF_STEP, 0, 255).astype(np.uint8)
    rgb = np.repeat(grey[:, :, None], 3, axis=2)
    water = FILLS.water
    rgb[~ground.is_land] = [int(water[at : at + 2], 16) for at in (1, 3, 5)]
    return rgb


def height_map(data: BriefData, coverage: SiteCoverage, level: int, *, ground: MapGround, name: str) -> str:
    """Return the map of one height as SVG: seen and engageable, between what all heights share.

    Under them lies the picture of :func:`relief_picture`, over them that of :func:`map_frame`; the page holds
    each once.
    """
    row = coverage.rows[level]
    system = data.system(coverage.system)
    half_width_m = _half_width_m(system)
    with drawing(PANEL_IN, PANEL_IN, name=name) as figure:
        axes = _axes(figure, half_width_m)
        _closed(axes, row.seen_range_m, fill=FILLS.seen, alpha=0.22)
        _closed(axes, row.seen_range_m, color=FILLS.seen, lw=0.8)
        _hatched_cells(axes, coverage.engageable_cells[level], system.engagement_ring_m)
        if coverage.possible_edges_m is not None:
            for edge in coverage.possible_edges_m[level]:
                _closed(axes, edge, color=FILLS.engageable, lw=0.4, alpha=0.8)
        svg = to_inline_svg(figure, name=name, words=_words(data, coverage, row, system))
    side = PANEL_IN * INCH_PT
    scaled = side * ground.half_width_m / half_width_m
    corner = (side - scaled) / 2.0
    place = f"translate({corner:.2f} {corner:.2f}) scale({scaled:.2f})"
    under = f'<use href="#{relief_id(ground)}" transform="{place}"/>'
    over = f'<use href="#{frame_id(coverage)}"/>'
    opened, closed = svg.index(">") + 1, svg.rindex("</svg>")
    return svg[:opened] + under + svg[opened:closed] + over + svg[closed:]


def frame_id(coverage: SiteCoverage) -> str:
    """Return the id of what all maps of a system at a site share."""
    return f"frame-{coverage.system}-{coverage.site}"


def map_frame(data: BriefData, coverage: SiteCoverage, *, ground: MapGround) -> str:
    """Return what the maps of all heights lay over themselves, as an SVG group: borders, cities, rings."""
    system, name = data.system(coverage.system), frame_id(coverage)
    with drawing(PANEL_IN, PANEL_IN, name=name) as figure:
        axes = _axes(figure, _half_width_m(system))
        _borders_and_cities(axes, ground, system)
        _rings(axes, system)
        axes.plot(0.0, 0.0, marker="^", ms=3.6, color=INK, mec="white", mew=0.4, zorder=9)
        svg = to_inline_svg(figure, name=name, words=name)
    return f'<g id="{name}">{svg[svg.index(">") + 1 : svg.rindex("</svg>")]}</g>'


def _half_width_m(system: SystemRow) -> float:
    """Return the half width of a map: a little more than the larger ring."""
    return MARGIN * max(system.detection_ring_m, system.engagement_ring_m)


def _axes(figure: Any, half_width_m: float) -> Any:
    """Return axes in metres east and north that let through what lies below."""
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    figure.patch.set_visible(False)
    axes.patch.set_visible(False)
    axes.set(xlim=(-half_width_m, half_width_m), ylim=(-half_width_m, half_width_m), aspect="equal")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def relief_id(ground: MapGround) -> str:
    """Return the id of a ground's shaded relief on the page."""
    return f"relief-{ground.key}-{ground.half_width_m:.0f}"


def relief_picture(ground: MapGround) -> str:
    """Return the shaded relief of a ground once, as an SVG image of side 1 that maps lay under themselves."""
    from PIL import Image

    pixels = relief_rgb(ground)[::-RELIEF_EVERY, ::RELIEF_EVERY]
    colours, places = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True)
    # A relief has a few dozen greys: a table of them and a byte for each pixel take a third of the room.
    picture = Image.fromarray(places.reshape(pixels.shape[:2]).astype(np.uint8), mode="P")
    picture.putpalette(colours.tobytes())
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    packed = base64.b64encode(buffer.getvalue()).decode("ascii")
    return (
        f'<image id="{relief_id(ground)}" width="1" height="1" preserveAspectRatio="none" '
        f'href="data:image/png;base64,{packed}"/>'
    )


def _borders_and_cities(axes: Any, ground: MapGround, system: SystemRow) -> None:
    """Draw borders, cities with their names, but where a ring has its own, and a bar for the scale."""
    half_width_m = _half_width_m(system)
    for line in ground.other_lines_m:
        axes.plot(*line.T, color=FILLS.border, lw=0.35, zorder=3)
    for line in ground.country_lines_m:
        axes.plot(*line.T, color=FILLS.border, lw=0.9, zorder=3)
    for line in ground.disputed_lines_m:
        axes.plot(*line.T, color="white", lw=0.9, ls=(0, (2, 2)), zorder=3)
    for city, east, north in ground.cities:
        if max(abs(east), abs(north)) > LABELLED_SHARE * half_width_m:
            continue
        if (east, north) != (0.0, 0.0):
            axes.plot(east, north, marker="o", ms=1.6, color=INK, zorder=5)
        if _under_a_ring_name(east, north, system):
            continue
        side = -1.0 if east > RIGHT_HAND_SHARE * half_width_m else 1.0
        _halo(
            axes,
            east + side * 0.018 * half_width_m,
            north + 0.018 * half_width_m,
            shipped(city),
            ha="left" if side > 0.0 else "right",
            va="bottom",
        )
    _scale_bar(axes, half_width_m)


def _under_a_ring_name(east_m: float, north_m: float, system: SystemRow) -> bool:
    """Return whether a city stands where the name of a ring is written."""
    wide, high = (share * _half_width_m(system) for share in RING_NAME_SHARES)
    rings = (system.detection_ring_m, -system.engagement_ring_m)
    return abs(east_m) < wide and any(abs(north_m - ring) < high for ring in rings)


def _halo(axes: Any, east_m: float, north_m: float, text: str, **more: Any) -> None:
    """Write a label that stays readable over relief and lines: a pale plate lies under it."""
    plate = {"boxstyle": "square,pad=0.08", "fc": (1.0, 1.0, 1.0, 0.62), "ec": "none"}
    axes.text(east_m, north_m, text, fontsize=LABEL_PT, zorder=8, bbox=plate, **more)


def _scale_bar(axes: Any, half_width_m: float) -> None:
    """Draw a bar of 100 or 200 km at the lower left."""
    length = 100_000.0 if half_width_m < 400_000.0 else 200_000.0
    left, low = -0.94 * half_width_m, -0.93 * half_width_m
    axes.plot([left, left + length], [low, low], color=INK, lw=1.6, zorder=8)
    _halo(axes, left, low + 0.02 * half_width_m, kilometres(length), ha="left", va="bottom")


def _circle(radius_m: float) -> tuple[F64, F64]:
    angle = np.linspace(0.0, 2.0 * np.pi, 181)
    return radius_m * np.sin(angle), radius_m * np.cos(angle)


def _rings(axes: Any, system: SystemRow) -> None:
    """Draw both brochure rings, long dashes for detection, named in the north, short ones for engagement,
    named in the south, where fewer cities lie in the way.
    """
    for radius, words, dashes, side in (
        (system.detection_ring_m, to_tell("detection ring {radius}"), (0, (7, 3)), 1.0),
        (system.engagement_ring_m, to_tell("engagement ring {radius}"), (0, (2.5, 1.8)), -1.0),
    ):
        axes.plot(*_circle(radius), color=FILLS.ring, lw=0.9, ls=dashes, zorder=7)
        _halo(axes, 0.0, side * radius, tell(words, radius=kilometres(radius)), ha="center", va="center")


def _closed(axes: Any, range_m: Sequence[float] | F64, *, fill: str | None = None, **line: Any) -> None:
    """Draw a closed outline through ranges at even bearings from north, filled or as a line."""
    angle = np.linspace(0.0, 2.0 * np.pi, len(range_m) + 1)
    reach = np.array([*range_m, range_m[0]], dtype=np.float64)
    east, north = reach * np.sin(angle), reach * np.cos(angle)
    if fill is not None:
        axes.fill(east, north, fc=fill, ec="none", zorder=4, **line)
    else:
        axes.plot(east, north, zorder=6, **line)


def _hatched_cells(axes: Any, cells: npt.NDArray[np.bool_], ring_m: float) -> None:
    """Hatch and outline the engageable cells, holes included."""
    if not cells.any():
        return
    from matplotlib.patches import PathPatch

    axis = np.linspace(-ring_m, ring_m, cells.shape[0])
    level = cells.astype(np.float64)
    filled = axes.contourf(axis, axis, level, levels=[0.5, 1.5])
    shape = filled.get_paths()[0]
    filled.remove()
    tint = (*_rgb(FILLS.engageable), 0.2)
    axes.add_artist(PathPatch(shape, fc=tint, ec="none", zorder=4.5))
    axes.add_artist(PathPatch(shape, fc="none", ec=FILLS.engageable, hatch="///", lw=1.1, zorder=5))


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5))
    return red, green, blue


def _words(data: BriefData, coverage: SiteCoverage, row: CoverageRow, system: SystemRow) -> str:
    """Return what a map shows, for who cannot see it."""
    return tell(
        "Map round {site} at {height} above ground. One {system} {unit} sees {seen} of its {detection} "
        "detection ring and can engage {engaged} of its {engagement} engagement ring.",
        site=place_name(data.site(coverage.site).name),
        height=metres_high(row.height_agl_m),
        system=named(system.name),
        unit=shipped(system.unit_name),
        seen=share_with_limits(row.seen_share),
        detection=kilometres(system.detection_ring_m),
        engaged=share_with_limits(row.engageable_share),
        engagement=kilometres(system.engagement_ring_m),
    )
