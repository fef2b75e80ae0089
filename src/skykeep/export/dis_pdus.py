"""Protocol data units of DIS (IEEE 1278.1-2012, version 7), packed as they go over a network.

Big-endian; places are earth-centred metres in float64, velocities and angles float32. What a study has no
model of, such as frequencies or what a round carries, is zero, which stands for other or not known.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = [
    "Beam",
    "EntityId",
    "EntityState",
    "Header",
    "Vector",
    "comment_pdu",
    "detonation_pdu",
    "emission_pdu",
    "entity_state_pdu",
    "euler_angles",
    "fire_pdu",
    "timestamp_at",
]

F64 = npt.NDArray[np.float64]
Vector = tuple[float, float, float]

_VERSION = 7
_ENTITY_STATE, _FIRE, _DETONATION, _COMMENT, _EMISSION = 1, 2, 3, 22, 23
_ENTITY_FAMILY, _WARFARE_FAMILY, _MANAGEMENT_FAMILY, _EMISSION_FAMILY = 1, 2, 5, 6
_HEADER_BYTES = 12
_HOUR_S = 3600.0
_ASCII = 1
_DESCRIPTION_DATUM = 0
_MOST_TARGETS = 15
"""Threats that a beam lists; more are told by a flag alone."""
_LOCAL_BEAM, _LOCAL_SYSTEM = 1, 1


class EntityId(NamedTuple):
    """Who: site, application, number; all zero for nobody."""

    site: int
    application: int
    number: int


NOBODY = EntityId(0, 0, 0)


class Header(NamedTuple):
    """What every unit begins with."""

    exercise: int
    timestamp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityState:
    """How an entity is at a time; ``kind`` are the seven numbers of its type, ``orientation_rad`` psi, theta
    and phi. With ``dead_reckoning`` 2 a receiver carries it on at its velocity."""

    id: EntityId
    force: int
    kind: tuple[int, int, int, int, int, int, int]
    velocity_mps: Vector
    location_m: Vector
    orientation_rad: Vector
    appearance: int
    dead_reckoning: int
    marking: str


class Beam(NamedTuple):
    """Where a radar may look: middle and half width in azimuth from its front, and in elevation; the threats
    that it holds. ``tracks`` tells a radar of a fire unit from one that only searches."""

    azimuth_rad: float
    azimuth_half_rad: float
    elevation_rad: float
    elevation_half_rad: float
    tracks: bool
    threats: tuple[EntityId, ...]


def timestamp_at(time_s: float) -> int:
    """Return a time of the hour as a relative timestamp: 2^31 steps an hour, the last bit 0."""
    return (int(math.fmod(time_s, _HOUR_S) / _HOUR_S * 2.0**31) & 0x7FFFFFFF) << 1


def euler_angles(lat_deg: float, lon_deg: float, heading_pitch_roll_rad: Vector) -> Vector:
    """Return psi, theta and phi of a body with heading, pitch and roll at a place.

    They turn the axes of the earth to those of the body (front, right, down) about z, y and x in turn, IEEE
    1278.1-2012, 5.2.4.
    """
    lat, lon = math.radians(lat_deg), math.radians(lon_deg)
    heading, pitch, roll = heading_pitch_roll_rad
    north = np.array([-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)])
    east = np.array([-math.sin(lon), math.cos(lon), 0.0])
    down = -np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])
    ahead = math.cos(heading) * north + math.sin(heading) * east
    front = math.cos(pitch) * ahead - math.sin(pitch) * down
    beneath = math.sin(pitch) * ahead + math.cos(pitch) * down
    level = -math.sin(heading) * north + math.cos(heading) * east
    right = math.cos(roll) * level + math.sin(roll) * beneath
    floor = -math.sin(roll) * level + math.cos(roll) * beneath
    return (
        math.atan2(front[1], front[0]),
        -math.asin(min(max(float(front[2]), -1.0), 1.0)),
        math.atan2(right[2], floor[2]),
    )


def entity_state_pdu(header: Header, state: EntityState) -> bytes:
    """Return how an entity is; 144 bytes."""
    kind = _kind(state.kind)
    body = b"".join(
        (
            struct.pack(">3H2B", *state.id, state.force, 0),
            kind,
            kind,
            struct.pack(
                ">3f3d3fI", *state.velocity_mps, *state.location_m, *state.orientation_rad, state.appearance
            ),
            struct.pack(">B15x3f3f", state.dead_reckoning, *(0.0,) * 6),
            struct.pack(">B11sI", _ASCII, state.marking.encode("ascii", "replace")[:11], 0),
        )
    )
    return _headed(header, _ENTITY_STATE, _ENTITY_FAMILY, body)


def fire_pdu(
    header: Header,
    firing: EntityId,
    at: EntityId,
    round_id: EntityId,
    *,
    event: int,
    location_m: Vector,
    kind: Sequence[int],
    velocity_mps: Vector,
    range_m: float,
) -> bytes:
    """Return that a round was launched; 96 bytes."""
    body = b"".join(
        (
            struct.pack(">3H3H3H", *firing, *at, *round_id),
            struct.pack(">3HI", firing.site, firing.application, event, 0),
            struct.pack(">3d", *location_m),
            _kind(kind),
            struct.pack(">4H3ff", 0, 0, 1, 0, *velocity_mps, range_m),
        )
    )
    return _headed(header, _FIRE, _WARFARE_FAMILY, body)


def detonation_pdu(
    header: Header,
    firing: EntityId,
    at: EntityId,
    exploding: EntityId,
    *,
    event: int,
    location_m: Vector,
    kind: Sequence[int],
    velocity_mps: Vector,
    result: int,
) -> bytes:
    """Return how something that was fired has ended; 104 bytes."""
    body = b"".join(
        (
            struct.pack(">3H3H3H", *firing, *at, *exploding),
            struct.pack(">3H", firing.site, firing.application, event),
            struct.pack(">3f3d", *velocity_mps, *location_m),
            _kind(kind),
            struct.pack(">4H3f", 0, 0, 1, 0, *(0.0,) * 3),
            struct.pack(">2BH", result, 0, 0),
        )
    )
    return _headed(header, _DETONATION, _WARFARE_FAMILY, body)


def emission_pdu(header: Header, emitter: EntityId, *, event: int, beam: Beam | None) -> bytes:
    """Return what a radar radiates; without a beam that it is silent."""
    beams = b"" if beam is None else _beam(beam)
    function = 0 if beam is None else 6 if beam.tracks else 2  # tracker, early warning and surveillance
    system = struct.pack(">HBB3f", 0, function, _LOCAL_SYSTEM, *(0.0,) * 3)
    words = (4 + len(system) + len(beams)) // 4
    body = b"".join(
        (
            struct.pack(">3H3H", *emitter, emitter.site, emitter.application, event),
            struct.pack(">BBH", 0, 1, 0),
            struct.pack(">BBH", words if words < 256 else 0, int(beam is not None), 0),
            system,
            beams,
        )
    )
    return _headed(header, _EMISSION, _EMISSION_FAMILY, body)


def _beam(beam: Beam) -> bytes:
    """Return the record of a beam, with the threats that it holds."""
    listed = beam.threats if len(beam.threats) <= _MOST_TARGETS else ()
    sweep = (beam.azimuth_rad, beam.azimuth_half_rad, beam.elevation_rad, beam.elevation_half_rad, 0.0)
    function = 5 if beam.tracks else 1  # acquisition and tracking, search
    return b"".join(
        (
            struct.pack(">BBH", 13 + 2 * len(listed), _LOCAL_BEAM, 0),
            struct.pack(">5f5f", *(0.0,) * 5, *sweep),
            struct.pack(">4B4x", function, len(listed), int(len(listed) < len(beam.threats)), 0),
            *(struct.pack(">3HBB", *threat, 0, 0) for threat in listed),
        )
    )


def comment_pdu(header: Header, sender: EntityId, text: str) -> bytes:
    """Return text as a comment to everybody."""
    told = text.encode("ascii", "replace")
    padded = told + b"\0" * (-len(told) % 8)
    body = b"".join(
        (
            struct.pack(">3H3H2I", *sender, 0xFFFF, 0xFFFF, 0xFFFF, 0, 1),
            struct.pack(">2I", _DESCRIPTION_DATUM, 8 * len(told)),
            padded,
        )
    )
    return _headed(header, _COMMENT, _MANAGEMENT_FAMILY, body)


def _kind(kind: Sequence[int]) -> bytes:
    """Return the type of an entity: kind, domain, country, category, subcategory, specific, extra."""
    return struct.pack(">2BH4B", *kind)


def _headed(header: Header, pdu_type: int, family: int, body: bytes) -> bytes:
    """Return a unit with its header, which holds its length."""
    length = _HEADER_BYTES + len(body)
    return (
        struct.pack(">4BIHH", _VERSION, header.exercise, pdu_type, family, header.timestamp, length, 0) + body
    )
