"""One raid as a still picture seen from above: who came from where, what was met, what leaked."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from skykeep.engine.scene import Course, Place, Scene
from skykeep.language import as_text, language, name, tell
from skykeep.page.courses import kept_points
from skykeep.terrain.places import load_countries

from .shipped_words import place_name
from .words import kilometres

__all__ = ["drawn_from_left", "plan_svg"]

F64 = npt.NDArray[np.float64]

WIDTH_PX, HEIGHT_LEAST_PX, HEIGHT_MOST_PX = 760.0, 300.0, 620.0
MARGIN_SHARE, MARGIN_DEG = 0.06, 0.08
METRES_PER_DEGREE = 111_195.0
COAST_DEG = 0.004
"""Borders are drawn to within this."""
WITHIN_PX = 0.7
"""Courses are drawn to within this."""
LABEL_PX, LETTER_PX, SYMBOL_PX = 15.0, 7.4, 10.0
"""Height of a line of a label, width of a letter of it, half a symbol."""
LINES_MOST = 60
STYLE = (
    ".p-sea{fill:#eef2f4}.p-land{fill:#fbf9f4;stroke:#8d8a84;stroke-width:.8}"
    ".p-way{fill:none;stroke:#6d6a64;stroke-width:1}.p-leaked{stroke:#7a1f05;stroke-width:2}"
    ".p-other{stroke-dasharray:5 4}.p-shot{stroke:#2f6690;stroke-width:1.1;fill:none}"
    ".p-kill{stroke:#1c1c1c;stroke-width:2;fill:none}.p-leak{fill:#7a1f05;stroke:#fff}"
    ".p-unit{fill:#2f6690;stroke:#fff}.p-asset{fill:none;stroke:#1c1c1c;stroke-width:1.6}"
    ".p-name{font-size:13px;paint-order:stroke;stroke:#fff;stroke-width:3px;fill:#1c1c1c}"
)


class _Frame(NamedTuple):
    """The window of a picture: its south-west corner, pixels a degree of latitude, and its size."""

    south_deg: float
    west_deg: float
    scale: float
    squeeze: float
    width_px: float
    height_px: float

    def points(self, lon_deg: F64, lat_deg: F64) -> F64:
        """Return pixels from the upper left, shape (points, 2)."""
        east_deg = (lon_deg - self.west_deg + 180.0) % 360.0 - 180.0
        x = east_deg * self.squeeze * self.scale
        return np.column_stack((x, self.height_px - (lat_deg - self.south_deg) * self.scale))

    def point(self, place: Place) -> tuple[float, float]:
        """Return pixels of one place."""
        ((x, y),) = self.points(np.array([place.lon_deg]), np.array([place.lat_deg]))
        return float(x), float(y)


def plan_svg(scene: Scene, words: str) -> str:
    """Return a raid as an SVG element; ``words`` say what it shows to who cannot see it."""
    frame = _frame(scene)
    size = f"{frame.width_px:.0f} {frame.height_px:.0f}"
    parts = [
        f'<svg viewBox="0 0 {size}" role="img" aria-label="{_text(words)}" class="plan"{drawn_from_left()}>',
        f'<style>{STYLE}</style><rect width="100%" height="100%" class="p-sea"/>',
        *_land(frame),
        *_ways(scene, frame),
        *_ends(scene, frame),
        *_places(scene, frame),
        "</svg>",
    ]
    return "".join(parts)


def _frame(scene: Scene) -> _Frame:
    """Return the window that holds all courses, with a margin."""
    box = scene.box
    squeeze = math.cos(math.radians((box.south_deg + box.north_deg) / 2.0))
    wide, tall = (box.east_deg - box.west_deg) * squeeze, box.north_deg - box.south_deg
    margin = max(MARGIN_DEG, MARGIN_SHARE * max(wide, tall))
    wide, tall = wide + 2.0 * margin, tall + 2.0 * margin
    tall_px = WIDTH_PX * tall / wide
    height_px = min(max(tall_px, HEIGHT_LEAST_PX), HEIGHT_MOST_PX)
    scale = min(WIDTH_PX / wide, height_px / tall)
    middle = (box.west_deg + box.east_deg) / 2.0
    west = middle - WIDTH_PX / scale / squeeze / 2.0
    south = (box.south_deg + box.north_deg) / 2.0 - height_px / scale / 2.0
    return _Frame(south, west, scale, squeeze, WIDTH_PX, height_px)


def _land(frame: _Frame) -> Iterator[str]:
    """Yield the countries, cut at the window."""
    east = frame.west_deg + frame.width_px / frame.scale / frame.squeeze
    north = frame.south_deg + frame.height_px / frame.scale
    window = shapely.box(frame.west_deg, frame.south_deg, east, north)
    for country in load_countries():
        inside = shapely.intersection(country.polygon.simplify(COAST_DEG), window)
        for part in shapely.get_parts(inside):
            if part.geom_type == "Polygon" and not part.is_empty:
                lon_lat = np.asarray(part.exterior.coords)[:, :2]
                yield f'<path class="p-land" d="{_line(frame.points(lon_lat[:, 0], lon_lat[:, 1]))}Z"/>'


def _ways(scene: Scene, frame: _Frame) -> Iterator[str]:
    """Yield the courses of interceptors under those of threats, those that leaked on top."""
    for actor in scene.of_kind("interceptor"):
        yield f'<path class="p-shot" d="{_way(actor.course, frame)}"/>'
    looks = {"leaked": "p-way p-leaked", "killed": "p-way"}
    threats = sorted(scene.of_kind("threat"), key=lambda each: each.end == "leaked" and not each.decoy)
    for actor in threats:
        look = "p-way p-other" if actor.decoy else looks.get(actor.end, "p-way p-other")
        yield f'<path class="{look}" d="{_way(actor.course, frame)}"/>'


def _ends(scene: Scene, frame: _Frame) -> Iterator[str]:
    """Yield a cross where a threat was killed and a dot where a real one leaked."""
    for actor in scene.of_kind("threat"):
        x, y = frame.point(actor.course.at(actor.ends_s))
        if actor.end == "killed":
            yield f'<path class="p-kill" d="M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8"/>'
        elif actor.end == "leaked" and not actor.decoy:
            yield f'<circle class="p-leak" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'


def _places(scene: Scene, frame: _Frame) -> Iterator[str]:
    """Yield what is defended as rings and fire units as triangles, each with its name, and the scale, none of
    them over another."""
    actors = (*scene.of_kind("asset"), *scene.of_kind("fire_unit"))
    spots = [frame.point(actor.course.at(0.0)) for actor in actors]
    symbols = [_Box(x - SYMBOL_PX, y - SYMBOL_PX, x + SYMBOL_PX, y + SYMBOL_PX) for x, y in spots]
    bar, corner = _scale_bar(frame, symbols)
    taken = [*dict.fromkeys(symbols), corner]
    for actor, (x, y) in zip(actors, spots, strict=True):
        if actor.kind == "asset":
            yield f'<circle class="p-asset" cx="{x:.1f}" cy="{y:.1f}" r="9"/>'
        else:
            yield f'<path class="p-unit" d="M{x:.1f} {y - 8:.1f}l7 13h-14z"/>'
        words = place_name(actor.name) if actor.kind == "asset" else name(actor.id)
        box = _free_box(x, y, LETTER_PX * len(words), frame, taken)
        taken.append(box)
        yield f'<text class="p-name" x="{box.left:.1f}" y="{box.bottom - 4:.1f}">{_text(words)}</text>'
    yield bar


class _Box(NamedTuple):
    """What a symbol or a label covers, pixels from the upper left."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        """Return whether two boxes cover a pixel together."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def _free_box(x: float, y: float, wide: float, frame: _Frame, taken: list[_Box]) -> _Box:
    """Return where the label of a place stands: beside it, or some lines above or below, where it is free."""
    right = x + SYMBOL_PX + 2.0
    low = frame.height_px
    first = _Box(right, y - LABEL_PX / 2.0, right + wide, y + LABEL_PX / 2.0)
    for step in range(LINES_MOST):
        for down in (step * LABEL_PX, -step * LABEL_PX):
            for left in (right, x - SYMBOL_PX - 2.0 - wide):
                box = _Box(left, first.top + down, left + wide, first.bottom + down)
                inside = left > 0.0 and box.right < frame.width_px and box.top > 0.0 and box.bottom < low
                if inside and not any(box.meets(other) for other in taken):
                    return box
    return first


def _text(words: str) -> str:
    """Return text from outside as it may stand in markup."""
    return html.escape(as_text(words))


def drawn_from_left() -> str:
    """Return what keeps the ends of labels in a picture where they are in a page written from the right."""
    return "" if language() == "en" else ' direction="ltr"'


def _way(course: Course, frame: _Frame) -> str:
    kept = kept_points(course, WITHIN_PX / frame.scale * METRES_PER_DEGREE)
    return _line(frame.points(course.lon_deg[kept], course.lat_deg[kept]))


def _line(points: F64) -> str:
    """Return the path through points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _scale_bar(frame: _Frame, symbols: list[_Box]) -> tuple[str, _Box]:
    """Return a bar of a round length in a corner where no symbol stands, the lower left if none is free, and
    what it covers."""
    most_m = 0.25 * frame.width_px / frame.scale * METRES_PER_DEGREE
    power = 10.0 ** math.floor(math.log10(most_m))
    length_m = next(each for each in (5.0, 2.0, 1.0) if each * power <= most_m) * power
    words = kilometres(length_m) if length_m >= 1000.0 else tell("{length:.0f} m", length=length_m)
    wide = length_m / METRES_PER_DEGREE * frame.scale
    far, low = frame.width_px - wide - 28.0, frame.height_px - 44.0
    corners = [_Box(left, top, left + wide + 28.0, top + 44.0) for top in (low, 0.0) for left in (0.0, far)]
    free = (box for box in corners if not any(box.meets(symbol) for symbol in symbols))
    box = next(free, corners[0])
    left, low = box.left + 14.0, box.bottom - 16.0
    return (
        f'<path class="p-kill" d="M{left:.1f} {low - 5:.1f}v5h{wide:.1f}v-5"/>'
        f'<text class="p-name" x="{left + 4:.1f}" y="{low - 8:.1f}">{words}</text>'
    ), box
