"""A map of coverage for print: one system, one height, with its rings, their sources, and its doubt."""

from __future__ import annotations

import textwrap
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import shapely

from skykeep._version import __version__
from skykeep.coverage import CoverageResult, HeightCoverage
from skykeep.coverage.areas import AreaKind, area_about_site
from skykeep.coverage.effects import effect_notes
from skykeep.coverage.map_ground import MapGround
from skykeep.coverage.possible_edges import PossibleEdges

from .maps import relief_rgb
from .style import FILLS, INK, RC

__all__ = ["MAP_KINDS", "PRINT_DPI", "draw_print_map", "file_metadata", "map_half_width_m"]

F64 = npt.NDArray[np.float64]

MAP_KINDS = ("svg", "pdf", "png")
PRINT_DPI = 300
PAGE_WIDTH_IN = 7.2
"""Width of the figure: it stands on A4 and on letter paper within usual margins, inches."""
TITLE_IN, LINE_IN, BELOW_IN = 0.62, 0.142, 0.22
"""Height of the title, of a line of the caption, and of the space about the caption, inches."""
MAP_IN = 6.9
MARGIN = 1.06
"""Half width of the map over the radius of the larger ring."""
CAPTION_LETTERS = 118
MAP_SOURCES = "Borders: Natural Earth 1:10m (its choice of lines). Cities: GeoNames (CC BY 4.0)."
EDGE_ALPHA, EDGE_PT = 0.35, 0.5
CAPTION_PT, LABEL_PT, TITLE_PT = 7.4, 7.0, 11.5
KILOMETRE = 1000.0
NAMED_WITHIN, NAME_LEFT_FROM = 0.93, 0.55
"""Cities farther out than the first are not named, east of the second names stand to the left: in shares of
the half width."""


def map_half_width_m(result: CoverageResult) -> float:
    """Return the distance from the site to the edge of the map, m: a little more than the larger ring."""
    return MARGIN * max(ring.range_m for ring in result.rings)


def draw_print_map(
    result: CoverageResult, ground: MapGround, edges: PossibleEdges | None, file: BinaryIO, kind: str
) -> None:
    """Draw the map of a result with one height as ``svg``, ``pdf`` or ``png`` at 300 dots an inch.

    Areas are those of best figures, shadows as holes; each thin line of the bundle is the edge of one joint
    draw of the figures. The caption says whose rings these are, what the shares are of and how far public
    figures let them range, and the version and seed that draw it again. The same result gives the same bytes.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    (height,) = result.heights
    title = _title(result, height)
    lines = [
        part for line in _caption(result, height, edges) for part in textwrap.wrap(line, CAPTION_LETTERS)
    ]
    tall = TITLE_IN + MAP_IN + BELOW_IN + LINE_IN * len(lines)
    settings: Any = {**RC, "svg.hashsalt": "skykeep", "pdf.fonttype": 42}
    with mpl.rc_context(settings):
        figure = Figure(figsize=(PAGE_WIDTH_IN, tall))
        left, low = 0.5 * (1.0 - MAP_IN / PAGE_WIDTH_IN), 1.0 - (TITLE_IN + MAP_IN) / tall
        axes = figure.add_axes((left, low, MAP_IN / PAGE_WIDTH_IN, MAP_IN / tall))
        _draw_ground(axes, ground)
        _draw_reach(axes, height)
        if edges is not None:
            _draw_bundle(axes, edges)
        _draw_rings(axes, result)
        _draw_names(axes, ground)
        _key(axes, edges, can_engage=height.can_engage)
        words: Any = {"va": "top", "parse_math": False}
        figure.text(left, 1.0 - 0.1 / tall, title, fontsize=TITLE_PT, weight="bold", **words)
        below = low - 0.1 / tall
        figure.text(left, below, "\n".join(lines), fontsize=CAPTION_PT, linespacing=1.35, **words)
        figure.savefig(file, format=kind, dpi=PRINT_DPI, metadata=file_metadata(kind, title))


def _title(result: CoverageResult, height: HeightCoverage) -> str:
    """Return whose coverage it is, where, how high and against what."""
    site = result.site
    place = site.name or f"{site.lat_deg:.3f}, {site.lon_deg:.3f}"
    target = height.polar.target.name
    return (
        f"{result.system_name} at {place}: reach at {height.height_agl_m:g} m above ground\nagainst: {target}"
    )


def _caption(result: CoverageResult, height: HeightCoverage, edges: PossibleEdges | None) -> list[str]:
    """Return the lines below the map."""
    question = result.question
    seen = _share(height.seen_share_of_detection_ring, height.seen_limits)
    lines = [f"Seen: {seen} of the detection ring; {_reach(height.seen_range_m)}."]
    if len(result.rings) > 1:
        met = _share(height.engageable_share_of_engagement_ring, height.engageable_limits)
        lines.append(f"Engageable: {met} of the engagement ring; {_reach(height.engageable_range_m)}.")
    lines += [
        f"{ring.kind.capitalize()} ring: {ring.words}. {_sources(ring.sources)}" for ring in result.rings
    ]
    if edges is not None:
        lines.append(
            f"Thin lines: edges in {edges.seen_range_m.shape[0]} joint draws of the public figures, seed "
            f"{edges.seed}; each is one whole answer. Brackets: every figure at the end against, and for, "
            "the defender."
        )
    lines += effect_notes(question.effects)
    lines.append(
        f"View {question.view}, best figures (many assumed), k = {question.k:.2f}, track probability "
        f"{question.detection.p_detect:g}. Elevation: {result.terrain['name']}, step "
        f"{result.terrain['step_m']:.0f} m. {MAP_SOURCES} skykeep {__version__}."
    )
    return lines


def _share(share: float, limits: tuple[float, float] | None) -> str:
    """Return a share with its limits, or called assumed without them."""
    from .words import limits_outwards, percent

    if limits is None:
        return f"{percent(share)} (assumed)"
    return f"{percent(share)} ({' to '.join(limits_outwards(limits))})"


def _reach(range_m: F64) -> str:
    """Return least, median and greatest reach over the bearings."""
    least, middle, most = (float(value) / KILOMETRE for value in np.quantile(range_m, (0.0, 0.5, 1.0)))
    return f"{least:.0f} to {most:.0f} km out by bearing, {middle:.0f} km in the median (best figures)"


def _sources(sources: tuple[tuple[str, str], ...]) -> str:
    """Return the titles of sources, or that there is none."""
    return f"Source: {'; '.join(title for title, _ in sources)}." if sources else "No source: assumed."


def _draw_ground(axes: Any, ground: MapGround) -> None:
    """Draw relief and borders."""
    half = ground.half_width_m
    axes.imshow(
        relief_rgb(ground), extent=(-half, half, -half, half), origin="lower", interpolation="bilinear"
    )
    axes.set(xlim=(-half, half), ylim=(-half, half), aspect="equal", xticks=[], yticks=[])
    for lines, width, colour, dashes in (
        (ground.other_lines_m, 0.5, FILLS.border, "solid"),
        (ground.country_lines_m, 1.1, FILLS.border, "solid"),
        (ground.disputed_lines_m, 1.1, "white", (0, (2, 2))),
    ):
        for line in lines:
            axes.plot(*line.T, color=colour, lw=width, ls=dashes, zorder=3)


def _draw_reach(axes: Any, height: HeightCoverage) -> None:
    """Draw what is seen and what is engageable, shadows left out."""
    from matplotlib.patches import PathPatch

    kinds: tuple[tuple[AreaKind, str, float, str], ...] = (
        ("seen", FILLS.seen, 0.24, ""),
        ("engageable", FILLS.engageable, 0.2, "////"),
    )
    for kind, colour, alpha, hatch in kinds:
        shape = _path(area_about_site(height.polar, kind))
        if shape is None:
            continue
        axes.add_artist(PathPatch(shape, fc=colour, alpha=alpha, ec="none", zorder=4))
        axes.add_artist(PathPatch(shape, fc="none", ec=colour, lw=0.9, hatch=hatch, zorder=5))


def _path(area: shapely.MultiPolygon) -> Any:
    """Return polygons with holes as one path, None where there are none."""
    from matplotlib.path import Path as Outline

    if area.is_empty:
        return None
    rings = [ring for polygon in area.geoms for ring in (polygon.exterior, *polygon.interiors)]
    return Outline.make_compound_path(*[Outline(np.asarray(ring.coords), closed=True) for ring in rings])


def _draw_bundle(axes: Any, edges: PossibleEdges) -> None:
    """Draw one thin edge for each world."""
    for ranges, colour in ((edges.seen_range_m, FILLS.seen), (edges.engageable_range_m, FILLS.engageable)):
        if not ranges.any():
            continue
        angle = np.linspace(0.0, 2.0 * np.pi, ranges.shape[1] + 1)
        for each in ranges:
            reach = np.append(each, each[0])
            axes.plot(
                reach * np.sin(angle),
                reach * np.cos(angle),
                color=colour,
                lw=EDGE_PT,
                alpha=EDGE_ALPHA,
                zorder=6,
            )


def _draw_rings(axes: Any, result: CoverageResult) -> None:
    """Draw the brochure rings dashed, the detection ring named in the north, the other in the south."""
    angle = np.linspace(0.0, 2.0 * np.pi, 361)
    styles = {"detection": ((0, (7, 3)), 1.0), "engagement": ((0, (2.5, 1.8)), -1.0)}
    for ring in result.rings:
        dashes, side = styles[ring.kind]
        axes.plot(
            ring.range_m * np.sin(angle),
            ring.range_m * np.cos(angle),
            color=FILLS.ring,
            lw=1.1,
            ls=dashes,
            zorder=7,
        )
        words = f"{ring.kind} ring {ring.range_m / KILOMETRE:.0f} km, {ring.figure_kind}"
        _label(axes, 0.0, side * ring.range_m, words, ha="center", va="center")
    axes.plot(0.0, 0.0, marker="^", ms=6, color=INK, mec="white", mew=0.6, zorder=9)


def _draw_names(axes: Any, ground: MapGround) -> None:
    """Draw the larger cities with their names, and a bar for the scale."""
    half = ground.half_width_m
    for name, east, north in ground.cities:
        if max(abs(east), abs(north)) > NAMED_WITHIN * half:
            continue
        if (east, north) != (0.0, 0.0):
            axes.plot(east, north, marker="o", ms=2.4, color=INK, zorder=8)
        left = east > NAME_LEFT_FROM * half
        shift = (-0.014 if left else 0.014) * half
        _label(axes, east + shift, north + 0.014 * half, name, ha="right" if left else "left", va="bottom")
    length = 10.0 ** np.floor(np.log10(half)) * (
        1.0 if half / 10.0 ** np.floor(np.log10(half)) < 4.0 else 2.0
    )
    start, low = -0.95 * half, -0.94 * half
    axes.plot([start, start + length], [low, low], color=INK, lw=2.0, zorder=8)
    _label(axes, start, low + 0.015 * half, f"{length / KILOMETRE:g} km", ha="left", va="bottom")


def _label(axes: Any, east_m: float, north_m: float, text: str, **more: Any) -> None:
    """Write a label on a pale plate, so that it reads over relief and lines."""
    plate = {"boxstyle": "square,pad=0.1", "fc": (1.0, 1.0, 1.0, 0.72), "ec": "none"}
    axes.text(east_m, north_m, text, fontsize=LABEL_PT, zorder=10, bbox=plate, parse_math=False, **more)


def _key(axes: Any, edges: PossibleEdges | None, *, can_engage: bool) -> None:
    """Draw the key of areas and lines."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    kinds = [("seen", FILLS.seen, 0.24, "")]
    if can_engage:
        kinds.append(("engageable", FILLS.engageable, 0.2, "////"))
    entries: list[Any] = [
        Patch(fc=(*_rgb(colour), alpha), ec=colour, hatch=hatch, label=f"{name} (best figures)")
        for name, colour, alpha, hatch in kinds
    ]
    if edges is not None:
        entries += [
            Line2D([], [], color=colour, lw=0.8, alpha=0.6, label=f"possible edges: {name}")
            for name, colour, _, _ in kinds
        ]
    key = axes.legend(handles=entries, loc="lower right", fontsize=LABEL_PT, framealpha=0.9, handlelength=2.4)
    key.set_zorder(11)


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5))
    return red, green, blue


def file_metadata(kind: str, title: str) -> dict[str, Any]:
    """Return what a file says of itself, without the time at which it was written."""
    words = " ".join(title.split())
    if kind == "pdf":
        return {"Title": words, "Creator": f"skykeep {__version__}", "CreationDate": None}
    if kind == "svg":
        return {"Title": words, "Creator": f"skykeep {__version__}", "Date": None}
    return {"Title": words, "Software": f"skykeep {__version__}"}
