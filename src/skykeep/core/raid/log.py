"""The log of a raid: what happened, and when, and what keeps fire units from their shots."""

from __future__ import annotations

import numpy as np

from ..kernel.bit_set import next_member
from ..kernel.jit import kernel
from ..kernel.on_demand import kernel_on_demand
from .codes import BLOCKED_BY_ROUND
from .kinds import (
    LOG_ENGAGED_BY_OTHERS,
    LOG_ENGAGED_BY_UNIT,
    LOG_NO_ROUND,
    LOG_NOT_IN_REACH,
    LOG_WAITS_BY_DOCTRINE,
)
from .state import Raid
from .world import World

__all__ = ["note_block", "note_engaged", "note_later", "note_waiting", "record"]


@kernel(inline=True)
def record(raid: Raid, kind: int, place: int, threat: int, value: float) -> None:
    """Write the next row of the log, at the time that it is; nothing if the log has no rows."""
    if len(raid.log) == 0:
        return
    entry = raid.log[raid.progress.logged]
    entry.time_s = raid.progress.now_s
    entry.kind = kind
    entry.place = place
    entry.threat = threat
    entry.value = value
    raid.progress.logged += 1


@kernel(inline=True)
def note_block(raid: Raid, kind: int, unit: int, threat: int, until_s: float) -> None:
    """Write what keeps a fire unit from a shot at a threat, unless the same did so before; nothing if the log
    has no rows."""
    if len(raid.log) > 0:
        _write_block(raid, kind, unit, threat, until_s)


@kernel_on_demand()
def _write_block(raid: Raid, kind: int, unit: int, threat: int, until_s: float) -> None:
    """Write a block that is new."""
    engagement = raid.engagements[unit, threat]
    if engagement.noted != kind:
        engagement.noted = kind
        record(raid, kind, unit, threat, until_s)


@kernel(inline=True)
def note_engaged(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Write that a fire unit leaves a threat to another: of its post, or of one that has told its post."""
    if len(raid.log) > 0:
        track = raid.tracks[world.units[unit].post, threat]
        if track.engaged > 0:
            _write_block(raid, LOG_ENGAGED_BY_UNIT, unit, threat, np.inf)
        else:
            _write_block(raid, LOG_ENGAGED_BY_OTHERS, unit, threat, track.others_until_s)


@kernel(inline=True)
def note_later(raid: Raid, unit: int, threat: int, later_s: float, narrowed: bool) -> None:
    """Write what puts the option of a fire unit at a threat off: a load, or its reach; ``narrowed`` by
    doctrine, which may be what it waits for."""
    if len(raid.log) == 0:
        return
    if raid.engagements[unit, threat].blocked == BLOCKED_BY_ROUND:
        _write_block(raid, LOG_NO_ROUND, unit, threat, later_s)
    else:
        _write_block(raid, LOG_WAITS_BY_DOCTRINE if narrowed else LOG_NOT_IN_REACH, unit, threat, later_s)


@kernel(inline=True)
def note_waiting(world: World, raid: Raid, unit: int, rank: int, kind: int) -> None:
    """Write what keeps a fire unit from looking at the threats that arrive after a rank."""
    if len(raid.log) > 0:
        _write_waiting(world, raid, unit, rank, kind)


@kernel_on_demand()
def _write_waiting(world: World, raid: Raid, unit: int, rank: int, kind: int) -> None:
    """Write so for each threat that waits for nothing else."""
    now_s = raid.progress.now_s
    slewing_until_s = raid.units[unit].slewing_until_s
    until_s = slewing_until_s if slewing_until_s > now_s else np.inf
    rank = next_member(raid.waiting[unit], rank + 1)
    while rank >= 0:
        threat = raid.order[unit, rank]
        track = raid.tracks[world.units[unit].post, threat]
        if track.engaged > 0 or track.others_until_s > now_s:
            note_engaged(world, raid, unit, threat)
        elif raid.engagements[unit, threat].not_before_s <= now_s:
            _write_block(raid, kind, unit, threat, until_s)
        rank = next_member(raid.waiting[unit], rank + 1)
