"""A still map of coverage at one height as plain SVG: for readers without scripts, and for print."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from markupsafe import escape

from skykeep.coverage import HeightCoverage
from skykeep.coverage.map_ground import MapGround
from skykeep.language import as_text, tell, to_tell

from .maps import relief_rgb
from .replay_figure import drawn_from_left
from .shipped_words import shipped
from .style import FILLS, INK
from .words import kilometres

__all__ = ["png_of", "still_map_svg"]

SIDE = 520
"""Width and height of the picture, in its own units; lines are as thick in these."""
RELIEF_EVERY = 2
"""Posts a pixel."""
LABEL = 13
EDGE_SHARE = 0.9
"""Cities nearer to the edge than this are not named."""

U8 = npt.NDArray[np.uint8]


def still_map_svg(height: HeightCoverage, ground: MapGround, *, name: str, words: str) -> str:
    """Return what is seen and engageable at a height over shaded relief, between both rings, as an SVG.

    Parameters
    ----------
    height
        Ranges on whole degrees of bearing.
    ground
        Relief, borders and cities about the site.
    name
        Stands before every id, so that maps of one page share none.
    words
        What the map shows, for who cannot see it.
    """
    scale = SIDE / (2.0 * ground.half_width_m)
    parts = [
        f'<image width="{SIDE}" height="{SIDE}" preserveAspectRatio="none" href="data:image/png;base64,'
        f'{base64.b64encode(png_of(relief_rgb(ground)[::-RELIEF_EVERY, ::RELIEF_EVERY])).decode("ascii")}"/>',
        _lines(ground.other_lines_m, scale, f'stroke="{FILLS.border}" stroke-width=".6"'),
        _lines(ground.country_lines_m, scale, f'stroke="{FILLS.border}" stroke-width="1.5"'),
        _lines(ground.disputed_lines_m, scale, 'stroke="#fff" stroke-width="1.5" stroke-dasharray="4 4"'),
        f'<path d="{_outline(height.seen_range_m, scale)}" fill="{FILLS.seen}" fill-opacity=".22" '
        f'stroke="{FILLS.seen}" stroke-width="1.4"/>',
        f'<path d="{_outline(height.engageable_range_m, scale)}" fill="url(#{name}-hatch)" '
        f'stroke="{FILLS.engageable}" stroke-width="1.8"/>',
        _ring(height.detection_ring_m, scale, to_tell("detection ring {radius}"), "12 5", -1.0),
        _ring(height.engagement_ring_m, scale, to_tell("engagement ring {radius}"), "5 4", 1.0),
        *(_city(city, scale) for city in ground.cities),
        f'<path d="M{SIDE / 2} {SIDE / 2 - 7}l6 11h-12z" fill="{INK}" stroke="#fff"/>',
    ]
    hatch = (
        f'<defs><pattern id="{name}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="7" height="7" fill="{FILLS.engageable}" '
        f'fill-opacity=".2"/><path d="M0 0V7" stroke="{FILLS.engageable}" stroke-width="1.6"/></pattern>'
        "</defs>"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{name}" class="still-map" viewBox="0 0 {SIDE} {SIDE}" '
        f'role="img" aria-label="{_text(words)}" font-family="sans-serif" font-size="{LABEL}"'
        f"{drawn_from_left()}>{hatch}"
        f"{''.join(parts)}</svg>"
    )


def png_of(rgb: U8) -> bytes:
    """Return a picture [row from the top, column, red green blue] as PNG (ISO/IEC 15948)."""
    rows, cols, _ = rgb.shape
    # filter 1 of each row: a pixel less the one to its left
    left = np.concatenate([np.zeros((rows, 1, 3), np.uint8), rgb[:, :-1]], axis=1)
    filtered = np.concatenate([np.ones((rows, 1), np.uint8), (rgb - left).reshape(rows, -1)], axis=1)
    head = struct.pack(">IIBBBBB", cols, rows, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(filtered.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _outline(range_m: npt.NDArray[np.float64], scale: float) -> str:
    """Return the closed path through ranges at even bearings from north."""
    angle = np.linspace(0.0, 2.0 * np.pi, len(range_m), endpoint=False)
    return _path(np.column_stack((range_m * np.sin(angle), range_m * np.cos(angle))), scale) + "z"


def _path(points_m: npt.NDArray[np.float64], scale: float) -> str:
    """Return a path through points east and north of the site."""
    places = np.rint((np.array([SIDE / 2.0, SIDE / 2.0]) + points_m * (scale, -scale)) * 10.0) / 10.0
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in places.tolist())


def _lines(lines_m: Sequence[npt.NDArray[np.float64]], scale: float, look: str) -> str:
    """Return lines of one look as one path."""
    path = "".join(_path(line, scale) for line in lines_m)
    return f'<path d="{path}" fill="none" {look}/>' if path else ""


def _ring(radius_m: float, scale: float, named: str, dashes: str, side: float) -> str:
    """Return a ring with its name on its north (-1) or south (1); nothing for a radius of 0."""
    if radius_m <= 0.0:
        return ""
    middle, radius = SIDE / 2.0, radius_m * scale
    circle = (
        f'<circle cx="{middle:g}" cy="{middle:g}" r="{radius:.1f}" fill="none" stroke="{FILLS.ring}" '
        f'stroke-width="1.5" stroke-dasharray="{dashes}"/>'
    )
    inwards = middle + side * (radius - (LABEL if side < 0.0 else 5.0))
    return circle + _label(middle, inwards, tell(named, radius=kilometres(radius_m)), "middle")


def _city(city: tuple[str, float, float], scale: float) -> str:
    """Return the dot and the name of a city; nothing near the edge."""
    name, east_m, north_m = city
    x, y = SIDE / 2.0 + east_m * scale, SIDE / 2.0 - north_m * scale
    if max(abs(x - SIDE / 2.0), abs(y - SIDE / 2.0)) > EDGE_SHARE * SIDE / 2.0:
        return ""
    to_the_left = x > 0.75 * SIDE
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{INK}"/>' if (east_m, north_m) != (0, 0) else ""
    return dot + _label(
        x + (-6 if to_the_left else 6), y - 4, shipped(name), "end" if to_the_left else "start"
    )


def _label(x: float, y: float, text: str, anchor: str) -> str:
    """Return a text that stays readable over relief and lines: it has a pale rim."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{INK}" stroke="#fff" stroke-width="3" '
        f'stroke-opacity=".8" paint-order="stroke">{_text(text)}</text>'
    )


def _text(text: str) -> str:
    """Return text from outside as text inside markup."""
    return str(escape(as_text(text)))
