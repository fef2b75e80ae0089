"""What keeps a fire unit from a shot at a threat is put down when it begins, and taken away when it ends.

The ledger and ``why`` read it from the pair of unit and threat (``Engagement.kept_by``); a raid that has a
log has it there, too.
"""

from __future__ import annotations

import numpy as np

from ...kernel.bit_set import add_member, drop_member, next_common, next_member
from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..state import Raid
from ..vocabulary.block_table import GIVES_WAY, IS_TIMED, LEFT_AS_IT_IS, REASON_OF_BLOCK
from ..vocabulary.kinds import FIRST_BLOCK, LOG_ENGAGED_BY_OTHERS, LOG_ENGAGED_BY_UNIT
from ..vocabulary.reasons import NO_REASON
from ..world import World
from .log import record

__all__ = ["note_block", "note_engaged", "note_waiting", "put_down", "set_block"]


@kernel(inline=True)
def set_block(raid: Raid, reason: int, unit: int, threat: int) -> None:
    """Let a reason keep a fire unit from a threat from now on, until another does; NO_REASON for nothing."""
    engagement = raid.engagements[unit, threat]
    if engagement.kept_by != reason:
        engagement.kept_by = reason
        engagement.kept_s = raid.progress.now_s
    engagement.kept_until_s = np.inf
    if reason == NO_REASON:
        add_member(raid.unkept[unit], engagement.rank)
    else:
        drop_member(raid.unkept[unit], engagement.rank)


@kernel()
def note_block(raid: Raid, kind: int, unit: int, threat: int, until_s: float) -> None:
    """Put down what keeps a fire unit from a shot at a threat, and write it into the log, if there is one,
    unless the same kept it before."""
    put_down(raid, kind, unit, threat, until_s)
    if len(raid.log) > 0 and raid.engagements[unit, threat].noted != kind:
        _write_block(raid, kind, unit, threat, until_s)


@kernel()
def put_down(raid: Raid, kind: int, unit: int, threat: int, until_s: float) -> None:
    """Put down what keeps a fire unit from a shot at a threat, and until when if that is known."""
    place = kind - FIRST_BLOCK
    reason = REASON_OF_BLOCK[place]
    engagement = raid.engagements[unit, threat]
    if reason != LEFT_AS_IT_IS and not (GIVES_WAY[place] and _is_in_force(raid, unit, threat)):
        set_block(raid, reason, unit, threat)
        if IS_TIMED[place] and raid.progress.now_s < until_s < np.inf:
            engagement.kept_until_s = until_s
            add_member(raid.unkept[unit], engagement.rank)


@kernel(inline=True)
def _is_in_force(raid: Raid, unit: int, threat: int) -> bool:
    """Whether something keeps a fire unit from a threat, and not only until a time that is over."""
    engagement = raid.engagements[unit, threat]
    return engagement.kept_by != NO_REASON and engagement.kept_until_s > raid.progress.now_s


@kernel_on_demand()
def _write_block(raid: Raid, kind: int, unit: int, threat: int, until_s: float) -> None:
    """Write a block that is new."""
    raid.engagements[unit, threat].noted = kind
    record(raid, kind, unit, threat, until_s)


@kernel()
def note_engaged(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Put down that a fire unit leaves a threat to another: of its post, or of one that has told its post."""
    track = raid.tracks[world.units[unit].post, threat]
    if track.engaged > 0:
        note_block(raid, LOG_ENGAGED_BY_UNIT, unit, threat, np.inf)
    else:
        note_block(raid, LOG_ENGAGED_BY_OTHERS, unit, threat, track.others_until_s)


@kernel(inline=True)
def note_waiting(world: World, raid: Raid, unit: int, rank: int, kind: int) -> None:
    """Put down what keeps a fire unit from looking at the threats after a rank, for each that flies on and
    waits for nothing else."""
    first = _next_to_note(raid, unit, rank, kind)
    if first >= 0:
        _note_each(world, raid, unit, first, kind)


@kernel()
def _note_each(world: World, raid: Raid, unit: int, rank: int, kind: int) -> None:
    """Put it down for the threat at a rank, and for those that come after it."""
    now_s = raid.progress.now_s
    slewing_until_s = raid.units[unit].slewing_until_s
    until_s = slewing_until_s if slewing_until_s > now_s else np.inf
    while rank >= 0:
        threat = raid.order[unit, rank]
        track = raid.tracks[world.units[unit].post, threat]
        if raid.threats[threat].impact_s > now_s:
            if track.engaged > 0 or track.others_until_s > now_s:
                note_engaged(world, raid, unit, threat)
            elif raid.engagements[unit, threat].not_before_s <= now_s:
                note_block(raid, kind, unit, threat, until_s)
        rank = _next_to_note(raid, unit, rank, kind)


@kernel(inline=True)
def _next_to_note(raid: Raid, unit: int, rank: int, kind: int) -> int:
    """Return the rank of the next threat of which a unit that cannot look has something to put down; -1 if
    there is none.

    Where what keeps it gives way, and so does that another shoots, threats that something keeps already stay
    as they are: a unit with no free channel looks often, at few that are new. A log tells all of it.
    """
    waiting = raid.waiting[unit]
    if GIVES_WAY[kind - FIRST_BLOCK] and len(raid.log) == 0:
        return next_common(waiting, raid.unkept[unit], rank + 1)
    return next_member(waiting, rank + 1)
