"""A raid as CZML for CesiumJS: courses over time, places, and what radars may look at as plain geometry.

Guide to the format: https://github.com/AnalyticalGraphicsInc/czml-writer/wiki/CZML-Guide
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from skykeep.engine.scene import Actor, Happening, RadarReach, Scene

from .about import clock_time, headline, statement
from .files import write_bytes
from .points import points_of
from .symbols import symbol_of
from .words import happening_words

__all__ = ["to_czml", "write_czml"]

_COLOURS = {
    "raid": [212, 42, 42, 255],
    "defence": [30, 122, 200, 255],
    "friendly": [64, 192, 208, 255],
    "neutral": [80, 160, 80, 255],
}
"""Red, green, blue and opacity by side."""
_SIZES = {"threat": 8, "interceptor": 5, "radar": 7, "fire_unit": 10, "post": 7, "asset": 10}
"""Pixels of a point by kind."""
_LABELLED = ("fire_unit", "asset")
_VOLUME_OPACITY, _EDGE_OPACITY = 10, 70
_INNERMOST_M = 1.0
_TRAIL_S = 120.0
_SHOWN_S = 20.0
"""How long what happened stays on the screen."""
_SHOWN = ("killed", "missed", "wasted", "leaked", "aborted", "radar_lost", "search_radar_lost", "post_lost")
_RATE = 10
"""Seconds of the raid in a second of the clock, at first."""


def write_czml(scene: Scene, path: Path) -> None:
    """Write a raid as CZML.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    text = json.dumps(to_czml(scene), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    write_bytes(path, f"{text}\n".encode())


def to_czml(scene: Scene) -> list[dict[str, Any]]:
    """Return a raid as packets: the document, a packet for each actor, and one for what ended or was lost.

    A radar's volume is the part of a ball that its instrumented range, elevations and sector leave, while it
    radiates; a sector turns as the radar does. It is not what the radar sees.
    """
    packets = [_document(scene)]
    packets += [_actor(scene, actor) for actor in scene.actors]
    shown = [happening for happening in scene.happenings if happening.name in _SHOWN]
    return packets + [_happening(scene, number, each) for number, each in enumerate(shown)]


def _document(scene: Scene) -> dict[str, Any]:
    """Return the first packet."""
    return {
        "id": "document",
        "name": headline(scene),
        "version": "1.0",
        "description": " ".join(statement(scene)),
        "clock": {
            "interval": _interval(0.0, scene.ends_s),
            "currentTime": clock_time(0.0),
            "multiplier": _RATE,
            "range": "LOOP_STOP",
            "step": "SYSTEM_CLOCK_MULTIPLIER",
        },
    }


def _interval(from_s: float, until_s: float) -> str:
    """Return a span of time."""
    return f"{clock_time(from_s)}/{clock_time(until_s)}"


def _actor(scene: Scene, actor: Actor) -> dict[str, Any]:
    """Return the packet of an actor."""
    colour = _COLOURS[actor.side]
    packet: dict[str, Any] = {
        "id": actor.id,
        "name": f"{actor.name}, {actor.id}",
        "availability": _interval(actor.begins_s, actor.ends_s),
        "properties": _properties(actor),
        "position": _position(actor),
        "point": {"pixelSize": _SIZES[actor.kind], "color": {"rgba": colour}},
    }
    if not actor.course.stands:
        packet["path"] = {
            "leadTime": 0,
            "trailTime": _TRAIL_S,
            "width": 1 if actor.kind == "interceptor" else 2,
            "material": {"solidColor": {"color": {"rgba": colour}}},
        }
    if actor.kind in _LABELLED:
        packet["label"] = _label(actor.name, colour, below=actor.kind == "asset")
    if actor.reach is not None and not actor.passive:
        packet["ellipsoid"] = _volume(scene, actor, actor.reach)
    return packet


def _properties(actor: Actor) -> dict[str, Any]:
    """Return what is known of an actor besides where it is, as custom properties."""
    known = {
        "kind": actor.kind,
        "what": actor.what,
        "side": actor.side,
        "end": actor.end,
        "at": actor.at,
        "sidc": symbol_of(actor).sidc,
    }
    return {name: {"string": value} for name, value in known.items() if value}


def _position(actor: Actor) -> dict[str, Any]:
    """Return where an actor stands, or the points of its course."""
    points = list(points_of(actor.course))
    if actor.course.stands:
        return {"cartographicDegrees": [points[0].lon_deg, points[0].lat_deg, points[0].alt_msl_m]}
    return {
        "epoch": clock_time(0.0),
        "cartographicDegrees": [number for point in points for number in point],
        "interpolationAlgorithm": "LINEAR",
        "interpolationDegree": 1,
    }


def _label(text: str, colour: list[int], *, below: bool = False) -> dict[str, Any]:
    """Return words beside a point, above or below it."""
    return {
        "text": text,
        "font": "13px sans-serif",
        "fillColor": {"rgba": colour},
        "outlineColor": {"rgba": [255, 255, 255, 255]},
        "outlineWidth": 3,
        "style": "FILL_AND_OUTLINE",
        "horizontalOrigin": "LEFT",
        "pixelOffset": {"cartesian2": [10, 12 if below else -10]},
    }


def _volume(scene: Scene, actor: Actor, reach: RadarReach) -> dict[str, Any]:
    """Return where a radar may look, about its place: clock angles run from east to north, cones from
    straight up."""
    red, green, blue, _ = _COLOURS[actor.side]
    spans = [(spell.from_s, spell.until_s) for spell in scene.spells_of(actor.id, "radiates")]
    middles = list(_clock_angles(scene, actor))
    known = any(True for _ in scene.spells_of(actor.id, "faces"))
    half_rad = reach.sector_half_rad if known else math.pi
    return {
        "show": list(_shown(spans, scene.ends_s)),
        "radii": {"cartesian": [round(reach.range_m, 1)] * 3},
        "innerRadii": {"cartesian": [_INNERMOST_M] * 3},
        "minimumClock": _angle(middles, -half_rad),
        "maximumClock": _angle(middles, half_rad),
        "minimumCone": round(0.5 * math.pi - reach.elevation_max_rad, 6),
        "maximumCone": round(0.5 * math.pi - max(reach.elevation_min_rad, 0.0), 6),
        "material": {"solidColor": {"color": {"rgba": [red, green, blue, _VOLUME_OPACITY]}}},
        "outline": True,
        "outlineColor": {"rgba": [red, green, blue, _EDGE_OPACITY]},
        "slicePartitions": 24,
        "stackPartitions": 12,
    }


def _shown(spans: list[tuple[float, float]], ends_s: float) -> Iterator[dict[str, Any]]:
    """Yield when something is shown, from the beginning to the end of the raid without a gap."""
    at_s = 0.0
    for from_s, until_s in spans:
        if from_s > at_s:
            yield {"interval": _interval(at_s, from_s), "boolean": False}
        yield {"interval": _interval(from_s, until_s), "boolean": True}
        at_s = until_s
    if at_s < ends_s or not spans:
        yield {"interval": _interval(at_s, ends_s), "boolean": False}


def _clock_angles(scene: Scene, actor: Actor) -> Iterator[tuple[float, float]]:
    """Yield times and clock angles of the middle of a radar's sector, which turns evenly between two; one for
    one that turns all round."""
    faces = list(scene.spells_of(actor.id, "faces"))
    if not faces:
        yield 0.0, 0.0
    before_rad = None
    for spell in faces:
        clock_rad = 0.5 * math.pi - spell.value
        if before_rad is not None:  # the shorter way from the facing before
            clock_rad = before_rad + math.remainder(clock_rad - before_rad, 2.0 * math.pi)
        before_rad = clock_rad
        yield spell.from_s, clock_rad
        yield spell.until_s, clock_rad


def _angle(middles: list[tuple[float, float]], off_rad: float) -> Any:
    """Return the angle of one side of a sector over time; a number where it does not change."""
    if len({angle for _, angle in middles}) == 1:
        return round(middles[0][1] + off_rad, 6)
    numbers = [each for time_s, angle in middles for each in (round(time_s, 3), round(angle + off_rad, 6))]
    return {"epoch": clock_time(0.0), "number": numbers, "interpolationAlgorithm": "LINEAR"}


def _happening(scene: Scene, number: int, happening: Happening) -> dict[str, Any]:
    """Return the packet of something that happened, which is shown for a while where it did."""
    place, colour = happening.place, _COLOURS[scene.by_id[happening.actor].side]
    return {
        "id": f"happening/{number}",
        "name": happening_words(scene, happening),
        "availability": _interval(happening.time_s, happening.time_s + _SHOWN_S),
        "position": {
            "cartographicDegrees": [
                round(place.lon_deg, 7),
                round(place.lat_deg, 7),
                round(place.alt_msl_m, 2),
            ]
        },
        "point": {
            "pixelSize": 12,
            "color": {"rgba": [0, 0, 0, 0]},
            "outlineColor": {"rgba": colour},
            "outlineWidth": 2,
        },
        "label": _label(happening.name.replace("_", " "), colour),
    }
