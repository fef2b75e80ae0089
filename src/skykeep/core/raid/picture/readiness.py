"""When a fire unit will be ready for a threat that its post knows: its radar locks on, its system reacts, an
operator takes the track up."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..duties.remote import reacts_to_tracks
from ..identity.left_alone import takes_operator
from ..state import Raid
from ..timeline.blocks import note_block
from ..timeline.queue import push_event
from ..vocabulary.kinds import UNIT_READY
from ..world import World
from .may_engage import may_engage, why_never
from .operators import operated_s, ready_by
from .watch import locked_s

__all__ = ["expect_ready", "free_weapons"]


@kernel()
def expect_ready(world: World, raid: Raid, unit_number: int, threat: int) -> None:
    """Expect a fire unit, whose post learns of a track now, to be ready for it: once its engagement radar has
    locked on, its system has reacted and an operator has taken it up."""
    unit = world.units[unit_number]
    engagement = raid.engagements[unit_number, threat]
    now_s = raid.progress.now_s
    engagement.locked_s = locked_s(world, raid, unit_number, threat)
    needed_s = engagement.locked_s
    if len(world.duties.units) > 0 and reacts_to_tracks(world, raid, unit_number, threat):
        needed_s = -np.inf
    ready_s = max(needed_s, now_s + raid.progress.reaction_factor * unit.reaction_s)
    if may_engage(world, raid, unit_number, threat, -np.inf):
        served_s = now_s + raid.progress.reaction_factor * (unit.reaction_s + unit.operator_s)
        engagement.unqueued_s = max(needed_s, served_s)
        ready_s = max(needed_s, operated_s(world, raid, unit_number, threat))
    elif len(world.recognition) > 0 and takes_operator(world, raid, unit_number, threat):
        operated_s(world, raid, unit_number, threat)
    engagement.ready_s = ready_s
    if may_engage(world, raid, unit_number, threat, ready_s):
        push_event(raid, ready_s, UNIT_READY, unit_number, threat, 0, 0.0)
    else:
        note_block(raid, why_never(world, raid, unit_number, threat), unit_number, threat, ready_s)


@kernel()
def free_weapons(world: World, raid: Raid, unit_number: int) -> None:
    """Let a fire unit that has just ordered its first salvo wait for its operators no more: tracks that stand
    before them are ready as soon as its system has reacted and its radar has locked on."""
    unit = world.units[unit_number]
    reaction_s = raid.progress.reaction_factor * unit.reaction_s
    for threat in range(len(raid.threats)):
        recognised_s = raid.tracks[unit.post, threat].recognised_s
        ready_s = ready_by(world, raid, unit_number, threat, recognised_s + reaction_s)
        if ready_s < np.inf:
            raid.engagements[unit_number, threat].ready_s = ready_s
            push_event(raid, ready_s, UNIT_READY, unit_number, threat, 0, 0.0)
