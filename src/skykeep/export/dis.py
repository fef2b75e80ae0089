"""A raid as protocol data units of DIS (IEEE 1278.1): to a file, one after the other, or to this computer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from skykeep.engine.scene import Actor, Happening, RadarReach, Scene, Spell, motion_of
from skykeep.errors import ExportError

from .about import headline, statement
from .dis_pdus import (
    NOBODY,
    Beam,
    EntityId,
    EntityState,
    Header,
    comment_pdu,
    detonation_pdu,
    emission_pdu,
    entity_state_pdu,
    euler_angles,
    fire_pdu,
    timestamp_at,
)
from .files import write_bytes
from .loopback import Loopback, Timed, send_timed
from .symbols import identity_of, symbol_of

__all__ = ["pdus_of", "send_dis", "write_dis"]

_EXERCISE, _SITE, _APPLICATION = 1, 1, 1
_HEARTBEAT_S = 5.0
"""How often what stands, and what radiates, is told again."""
_MOST_ENTITIES = 0xFFFD
_STANDS, _GOES_ON = 1, 2
"""Dead reckoning: static, or on at its velocity."""
_DESTROYED, _DEACTIVATED = 3 << 3, 1 << 23
_RESULTS = {"killed": 1, "leaked": 3, "missed": 6, "wasted": 6}
"""Results of a detonation: entity impact, ground impact, none."""
_MUNITION = 2


def write_dis(scene: Scene, path: Path) -> None:
    """Write a raid as units one after the other; each says its length.

    Raises
    ------
    ExportError
        If the file cannot be written, or the raid has more actors than there are numbers for.
    """
    write_bytes(path, b"".join(each.content for each in pdus_of(scene)))


def send_dis(scene: Scene, to: Loopback, *, speed: float) -> int:
    """Send a raid to a program on this computer, ``speed`` seconds of it in a second; return how many units
    were sent.

    Raises
    ------
    UsageError
        If the speed is out of range.
    ExportError
        If the raid has more actors than there are numbers for.
    """
    return send_timed(pdus_of(scene), to, speed=speed)


def pdus_of(scene: Scene) -> list[Timed]:
    """Return the units of a raid in order of time.

    A comment says what they are. Every actor is an entity, whose number is its place among the actors from 1
    on: told at each point of its course, what stands every 5 s. Launches, meetings and impacts are fires and
    detonations; radars tell what they radiate whenever that changes, and every 5 s.

    Raises
    ------
    ExportError
        If there are more actors than there are numbers for.
    """
    if len(scene.actors) > _MOST_ENTITIES:
        raise ExportError(
            f"the raid has {len(scene.actors)} actors; DIS has numbers for {_MOST_ENTITIES} entities: export "
            "a smaller raid, or another format"
        )
    ids = {
        actor.id: EntityId(_SITE, _APPLICATION, place) for place, actor in enumerate(scene.actors, start=1)
    }
    sender = EntityId(_SITE, _APPLICATION, 0)
    told = " ".join((headline(scene), *statement(scene)))
    units = [Timed(0.0, comment_pdu(_header(0.0), sender, told))]
    for actor in scene.actors:
        units += _states(scene, actor, ids[actor.id])
    for actor in scene.of_kind("radar"):
        if actor.reach is not None and not actor.passive:
            units += _emissions(scene, actor, actor.reach, ids)
    for happening in scene.happenings:
        units += _warfare(scene, happening, ids)
    return sorted(units, key=lambda unit: unit.time_s)


def _header(time_s: float) -> Header:
    """Return the header of a unit that is sent at a time."""
    return Header(_EXERCISE, timestamp_at(time_s))


def _type_of(actor: Actor) -> tuple[int, int, int, int, int, int, int]:
    """Return the seven numbers of a type; those of a model are not told."""
    return (*symbol_of(actor).dis, 0, 0)


def _states(scene: Scene, actor: Actor, own: EntityId) -> Iterator[Timed]:
    """Yield how an actor is at each point of its course, and at last that it is there no more."""
    motion, course = motion_of(actor.course), actor.course
    for place, time_s in enumerate(course.time_s):
        state = EntityState(
            id=own,
            force=identity_of(actor).dis,
            kind=_type_of(actor),
            velocity_mps=_vector(motion.velocity_ecef_mps[place]),
            location_m=_vector(motion.pos_ecef_m[place]),
            orientation_rad=euler_angles(
                float(course.lat_deg[place]),
                float(course.lon_deg[place]),
                (
                    float(motion.heading_rad[place]),
                    math.atan2(motion.up_mps[place], motion.ground_speed_mps[place]),
                    0.0,
                ),
            ),
            appearance=_appearance(actor, last=place == course.time_s.size - 1),
            dead_reckoning=_STANDS if course.stands else _GOES_ON,
            marking=_marking(actor),
        )
        times = [float(time_s)] if not course.stands else _beats(0.0, scene.ends_s)
        yield from (Timed(each, entity_state_pdu(_header(each), state)) for each in times)


def _appearance(actor: Actor, *, last: bool) -> int:
    """Return how an entity looks: as always, or at its end destroyed or gone."""
    if not last or actor.kind not in ("threat", "interceptor"):
        return 0
    return _DEACTIVATED | (_DESTROYED if actor.kind == "threat" and actor.end == "killed" else 0)


def _marking(actor: Actor) -> str:
    """Return the name of an entity in eleven characters: of an id the last two parts, cut."""
    stem, _, number = actor.id.rpartition("/")
    return f"{stem.rpartition('/')[2][: 10 - len(number)]}/{number}" if len(number) < 10 else number[:11]


def _vector(values: object) -> tuple[float, float, float]:
    """Return three numbers of an array."""
    x, y, z = (float(each) for each in values)  # type: ignore[attr-defined]
    return x, y, z


def _beats(from_s: float, until_s: float) -> list[float]:
    """Return the times of a heartbeat from one time to before another."""
    first = math.ceil(from_s / _HEARTBEAT_S)
    times = [number * _HEARTBEAT_S for number in range(first, math.ceil(until_s / _HEARTBEAT_S))]
    return times if times and times[0] == from_s else [from_s, *times]


def _emissions(scene: Scene, actor: Actor, reach: RadarReach, ids: Mapping[str, EntityId]) -> Iterator[Timed]:
    """Yield what a radar radiates whenever that changes, and every heartbeat; at last that it is silent."""
    holds = list(scene.spells_of(actor.id, "holds"))
    faces = list(scene.spells_of(actor.id, "faces"))
    event = 0
    for span in scene.spells_of(actor.id, "radiates"):
        changes = {each for spell in (*holds, *faces) for each in (spell.from_s, spell.until_s)}
        times = {*_beats(span.from_s, span.until_s), *(t for t in changes if span.from_s < t < span.until_s)}
        for time_s in sorted(times):
            event += 1
            beam = _beam_at(actor, reach, (holds, faces), time_s, ids)
            pdu = emission_pdu(_header(time_s), ids[actor.id], event=event & 0xFFFF, beam=beam)
            yield Timed(time_s, pdu)
        event += 1
        pdu = emission_pdu(_header(span.until_s), ids[actor.id], event=event & 0xFFFF, beam=None)
        yield Timed(span.until_s, pdu)


def _beam_at(
    actor: Actor,
    reach: RadarReach,
    spells: tuple[list[Spell], list[Spell]],
    time_s: float,
    ids: Mapping[str, EntityId],
) -> Beam:
    """Return the beam of a radar at a time; its front is north, since a radar that stands has no heading."""
    holds, faces = spells
    facing = [spell.value for spell in faces if spell.from_s <= time_s]
    held = tuple(ids[spell.about] for spell in holds if spell.from_s <= time_s < spell.until_s)
    return Beam(
        azimuth_rad=math.remainder(facing[-1], 2.0 * math.pi) if facing else 0.0,
        azimuth_half_rad=reach.sector_half_rad if facing else math.pi,
        elevation_rad=0.5 * (reach.elevation_min_rad + reach.elevation_max_rad),
        elevation_half_rad=0.5 * (reach.elevation_max_rad - reach.elevation_min_rad),
        tracks=bool(actor.belongs_to),
        threats=held,
    )


def _warfare(scene: Scene, happening: Happening, ids: Mapping[str, EntityId]) -> Iterator[Timed]:
    """Yield the launch of a round, how it met, or the impact of a munition of the raid; the number of the
    round's entity ties its launch to its meeting."""
    actor, header = scene.by_id[happening.actor], _header(happening.time_s)
    if happening.name == "launched":
        shot = scene.by_id[happening.interceptor]
        motion = motion_of(shot.course)
        pdu = fire_pdu(
            header,
            ids[actor.id],
            ids[happening.about],
            ids[shot.id],
            event=ids[shot.id].number,
            location_m=_vector(motion.pos_ecef_m[0]),
            kind=_type_of(shot),
            velocity_mps=_vector(motion.velocity_ecef_mps[0]),
            range_m=math.dist(motion.pos_ecef_m[0], motion.pos_ecef_m[-1]),
        )
        yield Timed(happening.time_s, pdu)
    elif actor.kind == "interceptor" or (happening.name == "leaked" and _explodes(actor)):
        is_shot = actor.kind == "interceptor"
        motion = motion_of(actor.course)
        pdu = detonation_pdu(
            header,
            ids[actor.belongs_to] if is_shot else NOBODY,
            ids[happening.about] if is_shot else NOBODY,
            ids[actor.id],
            event=ids[actor.id].number,
            location_m=_vector(motion.pos_ecef_m[-1]),
            kind=_type_of(actor),
            velocity_mps=_vector(motion.velocity_ecef_mps[-1]),
            result=_RESULTS[happening.name],
        )
        yield Timed(happening.time_s, pdu)


def _explodes(actor: Actor) -> bool:
    """Whether a threat that reaches its aim is told as a detonation: a munition, and no decoy."""
    return symbol_of(actor).dis[0] == _MUNITION and not actor.decoy
