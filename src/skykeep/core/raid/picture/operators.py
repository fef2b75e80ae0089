"""Operators of a fire unit: a queue of tracks, the first of them that is free takes up the next track.

An operator takes up what the post knows of and does not leave alone, and works on it for the time that the
unit gives him: only then it shows whether the radar locks on and a shot is left. A threat that arrives, or
that the post holds to be dead, needs him no more; where that comes before anybody is free, it takes no time.
Once a track has left the queue so, those behind it are taken up the earlier.
"""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ..duties.remote import reacts_to_tracks
from ..identity.gone import holds_gone
from ..state import Raid
from ..timeline.queue import drop_events, push_event
from ..vocabulary.kinds import NOTICE, UNIT_READY
from ..world import World
from .may_engage import may_engage

__all__ = ["drop_from_lines", "expect_notice", "has_lines", "operated_s", "ready_by", "start_line"]


@kernel(inline=True)
def has_lines(raid: Raid) -> bool:
    """Whether any fire unit has a queue of tracks before its operators."""
    return len(raid.lines[0]) > 0


@kernel()
def start_line(world: World, raid: Raid, unit: int) -> None:
    """Begin a raid: nobody stands in the queue of a fire unit's operators."""
    raid.units[unit].in_line = 0
    for operator in range(world.units[unit].operators):
        raid.operators_free_s[unit, operator] = 0.0
    for threat in range(len(raid.threats)):
        raid.engagements[unit, threat].operated_s = -np.inf
        raid.engagements[unit, threat].dropped_s = np.inf


@kernel()
def operated_s(world: World, raid: Raid, unit_number: int, threat: int) -> float:
    """Return when an operator of a fire unit is done with a track that its post learns of now."""
    unit = world.units[unit_number]
    factor = raid.progress.reaction_factor
    reacted_s = raid.progress.now_s + factor * unit.reaction_s
    if unit.weapons_free and raid.units[unit_number].salvos > 0:
        return reacted_s
    if unit.operators == 0:
        return reacted_s + factor * unit.operator_s
    engagement = raid.engagements[unit_number, threat]
    engagement.reacted_s = reacted_s
    if holds_gone(world, raid, unit.post, threat):
        engagement.dropped_s = raid.progress.now_s
    raid.lines[unit_number, raid.units[unit_number].in_line] = threat
    raid.units[unit_number].in_line += 1
    _take_up(world, raid, unit_number, threat)
    if raid.threats[threat].killed_s <= raid.progress.now_s:
        expect_notice(world, raid, unit.post, threat)
    return engagement.operated_s


@kernel()
def _take_up(world: World, raid: Raid, unit_number: int, threat: int) -> None:
    """Let the operator that is free first take up a track, if its threat still needs him then."""
    unit = world.units[unit_number]
    first = 0
    for operator in range(unit.operators):
        if raid.operators_free_s[unit_number, operator] < raid.operators_free_s[unit_number, first]:
            first = operator
    engagement = raid.engagements[unit_number, threat]
    begun_s = max(engagement.reacted_s, raid.operators_free_s[unit_number, first])
    engagement.operated_s = begun_s + raid.progress.reaction_factor * unit.operator_s
    over_s = min(raid.threats[threat].impact_s, engagement.dropped_s)
    if begun_s < over_s:
        raid.operators_free_s[unit_number, first] = min(engagement.operated_s, over_s)


@kernel()
def expect_notice(world: World, raid: Raid, post: int, threat: int) -> None:
    """Let a post look again at a track that its operators have, once it may notice that others have killed
    the threat."""
    noticed_s = raid.threats[threat].killed_s + world.posts[post].notice_s
    if world.units[raid.threats[threat].killer].post == post or noticed_s <= raid.progress.now_s:
        return
    for unit in range(world.posts[post].first_unit, world.posts[post].end_unit):
        if raid.engagements[unit, threat].operated_s > noticed_s:
            push_event(raid, noticed_s, NOTICE, post, threat, 0, 0.0)
            return


@kernel()
def drop_from_lines(world: World, raid: Raid, post: int, threat: int) -> None:
    """Let the operators of a post drop a track, if the post holds its threat to be dead by now."""
    for unit in range(world.posts[post].first_unit, world.posts[post].end_unit):
        engagement = raid.engagements[unit, threat]
        if engagement.operated_s > raid.progress.now_s and engagement.dropped_s == np.inf:
            if not holds_gone(world, raid, post, threat):
                return
            engagement.dropped_s = raid.progress.now_s
            _serve_anew(world, raid, unit)


@kernel_on_demand()
def _serve_anew(world: World, raid: Raid, unit: int) -> None:
    """Find again who is taken up when, since a track has left the queue: for those that were taken up before
    nothing changes."""
    for operator in range(world.units[unit].operators):
        raid.operators_free_s[unit, operator] = 0.0
    for place in range(raid.units[unit].in_line):
        threat = raid.lines[unit, place]
        engagement = raid.engagements[unit, threat]
        before_s = engagement.operated_s
        _take_up(world, raid, unit, threat)
        if engagement.dropped_s == np.inf and engagement.operated_s < before_s:
            ready_s = ready_by(world, raid, unit, threat, engagement.operated_s)
            if ready_s < np.inf:
                engagement.ready_s = ready_s
                drop_events(raid, UNIT_READY, unit, threat)  # else all that wait would leave one behind
                push_event(raid, ready_s, UNIT_READY, unit, threat, 0, 0.0)


@kernel()
def ready_by(world: World, raid: Raid, unit: int, threat: int, taken_up_s: float) -> float:
    """Return when a fire unit is ready for a track that is taken up by a time: its radar has locked on, too;
    infinite if that is no earlier than it was to be, or it never engages the threat."""
    engagement = raid.engagements[unit, threat]
    needed_s = engagement.locked_s
    if len(world.duties.units) > 0 and reacts_to_tracks(world, raid, unit, threat):
        needed_s = -np.inf
    ready_s = max(needed_s, taken_up_s, raid.progress.now_s)
    if ready_s < engagement.ready_s and may_engage(world, raid, unit, threat, ready_s):
        return ready_s
    return np.inf
