"""Events of what most raids do without, each to its file: permissions, radars with duties, wear."""

from __future__ import annotations

from ..kernel.on_demand import kernel_on_demand
from .command.permission import ask_for_permission, send_permission
from .events.come_back import come_back
from .events.detect import confirm_track
from .events.fail import fail_part
from .events.find import find_threat
from .events.move import arrive, leave
from .events.switch_on import switch_on
from .picture.bearings import fix_track
from .picture.held_tracks import drop_track
from .picture.operators import drop_from_lines
from .state import Raid
from .vocabulary.kinds import (
    ARRIVE,
    ASK,
    COME_BACK,
    CONFIRM,
    DROP_TRACK,
    DUTY_EVENTS,
    FAIL,
    FIX,
    LEAVE,
    NOTICE,
    PERMISSION_EVENTS,
    SWITCH_ON,
)
from .world import World

__all__ = ["follow_rare"]


@kernel_on_demand()
def follow_rare(
    world: World, raid: Raid, kind: int, place: int, threat: int, count: int, value: float
) -> None:
    """Let an event happen that most raids do without."""
    if kind in PERMISSION_EVENTS:
        _follow_permission(world, raid, kind, place, threat)
    elif kind in DUTY_EVENTS:
        _follow_duty(world, raid, kind, place, threat, count, value)
    elif kind == NOTICE:
        drop_from_lines(world, raid, place, threat)
    else:
        _follow_wear(world, raid, kind, place, threat)


@kernel_on_demand()
def _follow_permission(world: World, raid: Raid, kind: int, unit: int, threat: int) -> None:
    """Let one of ``PERMISSION_EVENTS`` happen."""
    if kind == ASK:
        ask_for_permission(world, raid, unit, threat)
    else:
        send_permission(world, raid, unit, threat)


@kernel_on_demand()
def _follow_duty(
    world: World, raid: Raid, kind: int, radar: int, threat: int, count: int, value: float
) -> None:
    """Let one of ``DUTY_EVENTS`` happen; ``count`` and ``value`` are what its kind makes of them."""
    if kind == CONFIRM:
        confirm_track(world, raid, radar, threat, count, value > 0.0)
    elif kind == DROP_TRACK:
        drop_track(world, raid, radar, threat)
    elif kind == FIX:
        fix_track(world, raid, radar, threat, count)
    elif kind == SWITCH_ON:
        switch_on(world, raid, radar, threat)


@kernel_on_demand()
def _follow_wear(world: World, raid: Raid, kind: int, place: int, threat: int) -> None:
    """Let one of ``WEAR_EVENTS`` happen."""
    if kind == FAIL:
        fail_part(world, raid, place)
    elif kind == COME_BACK:
        come_back(world, raid, place)
    elif kind == LEAVE:
        leave(world, raid, place)
    elif kind == ARRIVE:
        arrive(world, raid, place)
    else:
        find_threat(world, raid, place, threat)
