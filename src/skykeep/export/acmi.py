"""A raid as a flight recording of Tacview: ACMI 2.2 as text, or packed (``.zip.acmi``).

Technical reference: https://www.tacview.net/documentation/acmi/
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from skykeep.engine.scene import Actor, Happening, Scene
from skykeep.plain_text import visible

from .about import clock_time, headline, statement
from .files import write_bytes, zipped
from .points import DEGREE_DIGITS, METRE_DIGITS, SECOND_DIGITS, number, points_of, unbroken_deg
from .symbols import identity_of, symbol_of
from .words import happening_words

__all__ = ["to_acmi", "write_acmi"]

_BYTE_ORDER_MARK = "\ufeff"
_FIRST_ID = 0x100
"""Ids are hexadecimal numbers from here on; 0 is the recording itself."""
_DESTROYED = ("killed",)
_TOLD = ("launched", "missed", "wasted", "leaked", "aborted", "passed")
_LOST = ("radar_lost", "search_radar_lost", "post_lost", "launcher_lost")

Frames = dict[float, list[str]]
"""Lines by time."""


def write_acmi(scene: Scene, path: Path) -> None:
    """Write a raid as a flight recording, packed where the name ends in ``.zip.acmi``.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    content = to_acmi(scene)
    packed = path.name.lower().endswith(".zip.acmi")
    write_bytes(path, zipped({"raid.txt.acmi": content}) if packed else content)


def to_acmi(scene: Scene) -> bytes:
    """Return a raid as text in UTF-8 with a byte-order mark: a frame for each time at which something is
    told.

    Threats and interceptors are removed at their ends. What a radar does is told by ``RadarMode``, where it
    faces by ``RadarAzimuth``; its range is the instrumented one, not what it sees.
    """
    numbers = {actor.id: f"{_FIRST_ID + place:x}" for place, actor in enumerate(scene.actors)}
    corner = (math.floor(scene.box.west_deg), math.floor(scene.box.south_deg))
    frames: Frames = defaultdict(list)
    for actor in scene.actors:
        _tell_course(frames, actor, numbers, corner)
    for actor in scene.of_kind("radar"):
        _tell_radar(frames, scene, actor, numbers)
    for happening in scene.happenings:
        _tell_happening(frames, scene, happening, numbers)
    for actor in scene.of_kind("threat", "interceptor"):
        frames[round(actor.ends_s, SECOND_DIGITS)].append(f"-{numbers[actor.id]}")
    lines = [*_header(scene, corner)]
    for time_s in sorted(frames):
        lines += [f"#{number(time_s, SECOND_DIGITS)}", *frames[time_s]]
    return (_BYTE_ORDER_MARK + "\n".join(lines) + "\n").encode()


def _header(scene: Scene, corner: tuple[int, int]) -> Iterator[str]:
    """Yield the lines before the first frame."""
    yield "FileType=text/acmi/tacview"
    yield "FileVersion=2.2"
    yield f"0,ReferenceTime={clock_time(0.0)}"
    yield f"0,ReferenceLongitude={corner[0]}"
    yield f"0,ReferenceLatitude={corner[1]}"
    yield "0,DataSource=skykeep"
    yield f"0,Title={_escaped(headline(scene))}"
    yield "0,Category=Study"
    yield f"0,Comments={_escaped(' '.join(statement(scene)))}"


def _tell_course(frames: Frames, actor: Actor, numbers: Mapping[str, str], corner: tuple[int, int]) -> None:
    """Add the points of an actor, the first with all that does not change."""
    name = numbers[actor.id]
    for place, point in enumerate(points_of(actor.course)):
        east = number(unbroken_deg(point.lon_deg, corner[0] + 180.0) - corner[0], DEGREE_DIGITS)
        north = number(point.lat_deg - corner[1], DEGREE_DIGITS)
        where = f"{name},T={east}|{north}|{number(point.alt_msl_m, METRE_DIGITS)}"
        frames[point.time_s].append(where if place else f"{where},{_description(actor, numbers)}")


def _description(actor: Actor, numbers: Mapping[str, str]) -> str:
    """Return what is told of an actor once."""
    symbol, identity = symbol_of(actor), identity_of(actor)
    told = {
        "Type": symbol.acmi,
        "Name": actor.name,
        "CallSign": actor.id,
        "Color": identity.colour,
        "Coalition": identity.coalition,
        "Parent": numbers.get(actor.belongs_to, ""),
        "LockedTarget": numbers.get(actor.at, ""),
    }
    return ",".join(f"{name}={_escaped(value)}" for name, value in told.items() if value)


def _tell_radar(frames: Frames, scene: Scene, actor: Actor, numbers: Mapping[str, str]) -> None:
    """Add how far a radar may look, and from when to when it radiates and faces where."""
    name, reach = numbers[actor.id], actor.reach
    if reach is None or actor.passive:
        return
    width_deg = number(2.0 * math.degrees(reach.sector_half_rad), 2)
    height_deg = number(math.degrees(reach.elevation_max_rad - reach.elevation_min_rad), 2)
    middle_deg = number(0.5 * math.degrees(reach.elevation_max_rad + reach.elevation_min_rad), 2)
    frames[0.0].append(
        f"{name},RadarMode=0,RadarRange={number(reach.range_m, 0)},RadarElevation={middle_deg},"
        f"RadarHorizontalBeamwidth={width_deg},RadarVerticalBeamwidth={height_deg}"
    )
    for spell in scene.spells_of(actor.id, "radiates", "faces"):
        from_s, until_s = (round(each, SECOND_DIGITS) for each in (spell.from_s, spell.until_s))
        if spell.state == "faces":
            frames[from_s].append(f"{name},RadarAzimuth={number(math.degrees(spell.value), 2)}")
        else:
            frames[from_s].append(f"{name},RadarMode=1")
            frames[until_s].append(f"{name},RadarMode=0")


def _tell_happening(frames: Frames, scene: Scene, happening: Happening, numbers: Mapping[str, str]) -> None:
    """Add an event: what was destroyed, and messages of what else ended or was lost."""
    lines = frames[round(happening.time_s, SECOND_DIGITS)]
    if happening.name in _DESTROYED:
        lines.append(f"0,Event=Destroyed|{numbers[happening.about]}|")
    if happening.name in (*_DESTROYED, *_TOLD, *_LOST):
        named = (scene.by_id[each] for each in (happening.actor, happening.about) if each)
        there = [numbers[each.id] for each in named if each.ends_s >= happening.time_s]
        text = _escaped(happening_words(scene, happening)).replace("|", "/")
        lines.append(f"0,Event=Message|{'|'.join(there)}|{text}")


def _escaped(text: str) -> str:
    """Return text on one line, with the commas escaped that would end a value; a backslash, which would
    escape what follows, becomes a slash."""
    plain = " ".join(visible(text).split())
    return plain.replace("\\", "/").replace(",", "\\,")
