"""Records of ASTERIX (EUROCONTROL): CAT048, plots and tracks of one radar, and CAT062, tracks of a system.

Items and scalings by EUROCONTROL-SPEC-0149-4 (CAT048 1.32) and 0149-9 (CAT062 1.20). An item whose value does
not fit its bits is left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["Plot", "SystemTrack", "plot_block", "system_track_block"]

_NAUTICAL_MILE_M = 1852.0
_FOOT_M = 0.3048
_DAY_S = 86_400.0
_CIRCLE = 2**16
_PLOT, _SYSTEM_TRACK = 48, 62
_SIMULATED = 0x10
_MORE = 0x01
_GEOMETRIC_HEIGHT = 0x20
_TRACK_SIMULATED, _TRACK_ENDS, _TRACK_BEGINS = 0x80, 0x40, 0x20


class Plot(NamedTuple):
    """A report of one radar; None for what it has not. ``typ`` 1 is a single primary detection.

    Range in metres along the line of sight, azimuth clockwise from north, ``flight_level`` in hundreds of
    feet of a transponder, ``height_msl_m`` that a radar measures itself.
    """

    sac: int
    sic: int
    time_s: float
    range_m: float
    azimuth_rad: float
    track_number: int
    ground_speed_mps: float
    heading_rad: float
    typ: int = 1
    simulated: bool = True
    flight_level: float | None = None
    height_msl_m: float | None = None


class SystemTrack(NamedTuple):
    """A report of a system of radars: place in degrees, velocity and climb; ``x_m`` and ``y_m`` only where
    the system has a plane of its own. ``begins`` and ``ends`` mark the first and last report of a track."""

    sac: int
    sic: int
    time_s: float
    lat_deg: float
    lon_deg: float
    track_number: int
    east_mps: float
    north_mps: float
    alt_msl_m: float
    climb_mps: float
    x_m: float | None = None
    y_m: float | None = None
    simulated: bool = True
    begins: bool = False
    ends: bool = False


def plot_block(plot: Plot) -> bytes:
    """Return a data block of CAT048 with one record."""
    flags = plot.typ << 5 | (_SIMULATED if plot.simulated else 0)
    speed = plot.ground_speed_mps / _NAUTICAL_MILE_M * 2**14
    level = None if plot.flight_level is None else _signed(plot.flight_level * 4.0, 14)
    height = None if plot.height_msl_m is None else _signed(plot.height_msl_m / _FOOT_M / 25.0, 14)
    items = {
        1: bytes((plot.sac, plot.sic)),
        2: _time(plot.time_s),
        3: bytes((flags,)),
        4: _both(_unsigned(plot.range_m / _NAUTICAL_MILE_M * 256.0, 16), _azimuth(plot.azimuth_rad)),
        6: level,
        11: _unsigned(plot.track_number, 16),
        13: _both(_unsigned(speed, 16), _azimuth(plot.heading_rad)),
        19: height,
    }
    return _block(_PLOT, items)


def system_track_block(track: SystemTrack) -> bytes:
    """Return a data block of CAT062 with one record."""
    degree = 2**25 / 180.0
    items = {
        1: bytes((track.sac, track.sic)),
        4: _time(track.time_s),
        5: _both(_signed(track.lat_deg * degree, 32), _signed(track.lon_deg * degree, 32)),
        6: _both(_halves(track.x_m), _halves(track.y_m)),
        7: _both(_signed(track.east_mps * 4.0, 16), _signed(track.north_mps * 4.0, 16)),
        12: _unsigned(track.track_number, 16),
        13: _status(track),
        18: _signed(track.alt_msl_m / _FOOT_M / 6.25, 16),
        20: _signed(track.climb_mps * 60.0 / _FOOT_M / 6.25, 16),
    }
    return _block(_SYSTEM_TRACK, items)


def _status(track: SystemTrack) -> bytes:
    """Return the status of a track; in one octet, all zero, where there is nothing to tell."""
    told = (
        (_TRACK_SIMULATED if track.simulated else 0)
        | (_TRACK_ENDS if track.ends else 0)
        | (_TRACK_BEGINS if track.begins else 0)
    )
    return bytes((_GEOMETRIC_HEIGHT | _MORE, told)) if told else bytes(1)


def _block(category: int, items: Mapping[int, bytes | None]) -> bytes:
    """Return a data block of one record: category, length, which items there are, and the items by their
    field reference numbers."""
    there = {number: item for number, item in items.items() if item is not None}
    octets = math.ceil(max(there) / 7)
    fields = bytearray(octets)
    for number in there:
        fields[(number - 1) // 7] |= 0x80 >> (number - 1) % 7
    for place in range(octets - 1):
        fields[place] |= _MORE
    body = bytes(fields) + b"".join(there[number] for number in sorted(there))
    return bytes((category,)) + (3 + len(body)).to_bytes(2, "big") + body


def _time(time_s: float) -> bytes:
    """Return a time of day in steps of 1/128 s."""
    return (round(time_s * 128.0) % round(_DAY_S * 128.0)).to_bytes(3, "big")


def _azimuth(angle_rad: float) -> bytes:
    """Return an angle as a part of the circle in 16 bits."""
    return (round(angle_rad / (2.0 * math.pi) * _CIRCLE) % _CIRCLE).to_bytes(2, "big")


def _halves(length_m: float | None) -> bytes | None:
    """Return a length in half metres, in 24 bits."""
    return None if length_m is None else _signed(length_m * 2.0, 24)


def _signed(value: float, bits: int) -> bytes | None:
    """Return a number in two's complement, in whole octets; None if it does not fit the bits."""
    whole = round(value)
    if not -(2 ** (bits - 1)) <= whole < 2 ** (bits - 1):
        return None
    modulus = 1 << bits
    return (whole % modulus).to_bytes((bits + 7) // 8, "big")


def _unsigned(value: float, bits: int) -> bytes | None:
    """Return a number from 0 on; None if it does not fit the bits."""
    whole = round(value)
    return whole.to_bytes(bits // 8, "big") if 0 <= whole < 2**bits else None


def _both(first: bytes | None, second: bytes | None) -> bytes | None:
    """Return two numbers of one item; None if one of them is missing."""
    return None if first is None or second is None else first + second
