"""A salvo is judged, with both errors; the channel is free; the fire unit shoots again or lets go."""

from __future__ import annotations

from ...kernel.bit_set import add_member
from ...kernel.jit import kernel
from ...kernel.streams import combine_keys, stream_key, uniform
from ..command.links import tell_others
from ..picture.operators import drop_from_lines, has_lines
from ..state import Raid
from ..timeline.attention import ask_post
from ..timeline.blocks import set_block
from ..timeline.log import record
from ..vocabulary.codes import NO_LINK
from ..vocabulary.kinds import LOG_ASSESSED_ALIVE, LOG_ASSESSED_DEAD, LOG_LET_GO, TELLS_DEAD
from ..vocabulary.purposes import ASSESSMENT
from ..vocabulary.reasons import HELD_BY_DOCTRINE, JUDGED_DEAD
from ..world import World

__all__ = ["assess_salvo"]


@kernel(inline=True)
def assess_salvo(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Judge the last salvo of a fire unit at a threat; where it was held back there is nothing to judge."""
    now_s = raid.progress.now_s
    given = world.units[unit]
    engagement = raid.engagements[unit, threat]
    track = raid.tracks[given.post, threat]
    state = raid.threats[threat]
    if engagement.fired == 0 or engagement.judged_s != now_s:
        return
    raid.units[unit].channels_free += 1
    track.engaged -= 1
    ask_post(world, raid, given.post)
    dead = state.killed_s <= now_s
    error_p = world.chances.missed_kill if dead else world.chances.false_kill
    judged_dead = dead if error_p <= 0.0 else dead != _errs(world, raid, unit, threat, error_p)
    record(raid, LOG_ASSESSED_DEAD if judged_dead else LOG_ASSESSED_ALIVE, unit, threat, 1.0 if dead else 0.0)
    if judged_dead:
        engagement.closed_s = now_s
        set_block(raid, JUDGED_DEAD, unit, threat)
        track.gone = True
        tell_others(world, raid, given.post, threat, TELLS_DEAD, now_s, NO_LINK)
    elif given.max_salvos > 0 and engagement.salvos >= given.max_salvos:
        engagement.closed_s = now_s
        set_block(raid, HELD_BY_DOCTRINE, unit, threat)
        record(raid, LOG_LET_GO, unit, threat, 0.0)
    elif state.impact_s > now_s:
        add_member(raid.waiting[unit], engagement.rank)
        engagement.not_before_s = now_s
    if has_lines(raid):
        drop_from_lines(world, raid, given.post, threat)


@kernel()
def _errs(world: World, raid: Raid, unit: int, threat: int, error_p: float) -> bool:
    """Whether a fire unit takes what has become of a threat for the contrary."""
    key = stream_key(world.seed, ASSESSMENT, world.number)
    entity = combine_keys(world.threats[threat].key, world.units[unit].key)
    return uniform(key, entity, raid.progress.replication, raid.engagements[unit, threat].salvos) < error_p
