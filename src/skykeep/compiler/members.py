"""When and where the members of a raid group come: waves, spacing, and places in the fan."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from ..model.threat import RaidGroup

__all__ = ["Member", "members_of"]

_TWO_PI = 2.0 * math.pi


class Member(NamedTuple):
    """One member of a group: its number, its wave, its angle from the axis, and when it starts.

    ``delay_s`` holds what is stated; to it come one exponential spacing of ``spacing_mean_s`` after the
    member before it in its wave, and an exponential interval of ``wave_mean_s`` for each wave before its own.
    """

    number: int
    wave: int
    angle_rad: float
    delay_s: float
    spacing_mean_s: float
    wave_mean_s: float


def members_of(group: RaidGroup) -> Iterator[Member]:
    """Yield the members of a group, wave after wave; the first waves take what does not divide evenly.

    Each wave spreads evenly over the fan, its ends included (a full circle has no ends: then by equal parts).
    """
    spaced = group.spacing_law == "fixed"
    stated = group.wave_law == "fixed"
    each, more = divmod(group.count, group.waves)
    number = 0
    for wave in range(group.waves):
        strength = each + (wave < more)
        wave_s = wave * group.wave_interval_s if stated else 0.0
        for place in range(strength):
            yield Member(
                number=number,
                wave=wave,
                angle_rad=_fan_place(place, strength, group.fan_rad),
                delay_s=group.delay_s + wave_s + (place * group.spacing_s if spaced else 0.0),
                spacing_mean_s=group.spacing_s if not spaced and place > 0 else 0.0,
                wave_mean_s=group.wave_interval_s if not stated else 0.0,
            )
            number += 1


def _fan_place(place: int, strength: int, fan_rad: float) -> float:
    """Return the angle of one of so many from their axis."""
    if strength == 1:
        return 0.0
    if fan_rad >= _TWO_PI:
        return place / strength * _TWO_PI
    return (place / (strength - 1) - 0.5) * fan_rad
