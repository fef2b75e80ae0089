"""Parts of a defence work again: radars look anew, units lock again, posts are told again."""

from __future__ import annotations

import numpy as np

from ...kernel.bit_set import add_member, drop_member
from ...kernel.jit import kernel
from ..assignment.slot import call_over
from ..command.links import send_report
from ..duties.radiation import begins_to_look_s
from ..duties.remote import reacts_to_tracks
from ..identity.recognition import recognised_after_s
from ..picture.held_tracks import look_anew, tell_kept
from ..picture.may_engage import may_engage, why_never
from ..picture.search import search_s
from ..picture.watch import locked_s
from ..shots.launchers import load_empty, relink_launcher, unit_of
from ..state import Raid
from ..timeline.attention import ask_post, ask_unit
from ..timeline.blocks import note_block, set_block
from ..timeline.queue import drop_events, push_event
from ..vocabulary.codes import ENGAGEMENT, LINK_PART, POST_PART, RADAR_PART, UNIT_PART
from ..vocabulary.kinds import FIND, RECOGNISE, TELLS_TRACK, UNIT_READY, WAKE
from ..vocabulary.reasons import NO_REASON, NO_ROUND
from ..world import World
from .launcher_links import is_kept_out
from .still_open import is_known, is_open

__all__ = ["reconsider", "restore_part"]


@kernel()
def restore_part(world: World, raid: Raid, number: int) -> None:
    """Let a part work again."""
    part = world.wear.parts[number]
    raid.wear.parts[number].hit = False
    if part.part_kind == UNIT_PART:
        _restore_radars(world, raid, world.radars[raid.units[part.row].radar].key)
        _restore_unit(world, raid, part.row)
    elif part.part_kind == RADAR_PART:
        _restore_radars(world, raid, world.radars[part.row].key)
    elif part.part_kind == POST_PART:
        _restore_post(world, raid, part.row)
    elif part.part_kind == LINK_PART:
        for launcher in range(part.row, part.end_row):
            _restore_launcher(world, raid, launcher)
    else:
        _restore_launcher(world, raid, part.row)


@kernel()
def _restore_radars(world: World, raid: Raid, key: np.uint64) -> None:
    """Let the searching radars of a name look anew, where their unit stands."""
    for radar in range(len(world.radars)):
        if world.radars[radar].key == key and raid.radars[radar].lost_s > -np.inf:
            raid.radars[radar].lost_s = np.inf
            _look_anew(world, raid, radar)


@kernel()
def _look_anew(world: World, raid: Raid, radar: int) -> None:
    """Let a searching radar find what its post does not know, from now on."""
    now_s = raid.progress.now_s
    if len(world.given) > 0 or world.radars[radar].role == ENGAGEMENT:
        return
    if len(world.duties.radars) > 0:
        if begins_to_look_s(raid, radar) <= now_s:
            look_anew(world, raid, radar)
        return
    raid.radars[radar].looks_anew = True
    drop_events(raid, FIND, radar, -1)
    for threat in range(len(world.threats)):
        state = raid.threats[threat]
        known = raid.tracks[world.radars[radar].post, threat].known_s < np.inf
        if state.tracked and not known and state.impact_s > now_s:
            seen_s = search_s(world, raid, radar, threat, now_s)
            if seen_s < np.inf:
                push_event(raid, seen_s, FIND, radar, threat, 0, 0.0)


@kernel()
def _restore_post(world: World, raid: Raid, post: int) -> None:
    """Let a post work again: its radars report what they see, and those linked to it what they know."""
    raid.posts[post].lost_s = np.inf
    for radar in range(len(world.radars)):
        if world.radars[radar].post == post and raid.radars[radar].lost_s == np.inf:
            _look_anew(world, raid, radar)
    for other in range(len(world.posts)):
        if raid.posts[other].lost_s < np.inf:
            continue
        for link in range(world.posts[other].first_link, world.posts[other].end_link):
            if world.links[link].to_post == post:
                _tell_all(world, raid, other, link)
    if len(world.recognition) > 0:
        _recognise_anew(world, raid, post)
    if len(world.duties.radars) > 0:
        tell_kept(world, raid, post)
    _hear_orders_again(world, raid, post)
    if len(raid.orders) > 0:
        call_over(world, raid, post)
    ask_post(world, raid, post)


@kernel()
def _hear_orders_again(world: World, raid: Raid, post: int) -> None:
    """Let fire units under a post that works again look at once."""
    for unit in range(len(world.duties.units)):
        duty = world.duties.units[unit]
        if duty.above == post and duty.autonomous_after_s > 0.0:
            push_event(raid, raid.progress.now_s, WAKE, unit, -1, 0, 0.0)


@kernel()
def _recognise_anew(world: World, raid: Raid, post: int) -> None:
    """Let a post that works again recognise the tracks that it knew before."""
    recognised_s = raid.progress.now_s + recognised_after_s(world)
    for threat in range(len(world.threats)):
        track = raid.tracks[post, threat]
        if track.known_s < np.inf and track.recognised_s == np.inf:
            push_event(raid, recognised_s, RECOGNISE, post, threat, 0, 0.0)


@kernel()
def _tell_all(world: World, raid: Raid, post: int, link: int) -> None:
    """Report over a link every track that a post knows."""
    for threat in range(len(world.threats)):
        known = raid.tracks[post, threat].known_s < np.inf
        if known and raid.threats[threat].impact_s > raid.progress.now_s:
            send_report(world, raid, link, threat, TELLS_TRACK, 0.0)


@kernel()
def _restore_launcher(world: World, raid: Raid, number: int) -> None:
    """Let a launcher work again: with the rounds that are on it, or with a load where there is one for it,
    unless its link, or itself, is out of action for longer."""
    launcher = raid.launchers[number]
    if not launcher.out or is_kept_out(world, raid, number):
        return
    unit = unit_of(world, number)
    launcher.out = False
    if launcher.rounds > 0:
        _make_ready(world, raid, unit, number)
    else:
        load_empty(world, raid, unit)
    reconsider(raid, unit)


@kernel()
def _make_ready(world: World, raid: Raid, unit: int, number: int) -> None:
    """Put a launcher with rounds into the order of its fire unit again."""
    launcher = raid.launchers[number]
    launcher.ready_s = max(launcher.reloaded_s, raid.progress.now_s)
    relink_launcher(world, raid, unit, number)


@kernel()
def _restore_unit(world: World, raid: Raid, unit: int) -> None:
    """Let a fire unit work again: its radar locks anew on every track that its post knows."""
    raid.units[unit].lost_s = np.inf
    for number in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        launcher = raid.launchers[number]
        if launcher.rounds > 0 and launcher.ready_s == np.inf and not launcher.out:
            _make_ready(world, raid, unit, number)
    drop_events(raid, UNIT_READY, unit, -1)
    for threat in range(len(raid.threats)):
        if is_open(raid, unit, threat) and is_known(world, raid, unit, threat):
            _lock_again(world, raid, unit, threat)
    ask_unit(raid, unit)


@kernel()
def _lock_again(world: World, raid: Raid, unit: int, threat: int) -> None:
    """Let a fire unit engage a threat once its radar has locked on it again, and not before it would have."""
    engagement = raid.engagements[unit, threat]
    now_s = raid.progress.now_s
    ready_s = now_s
    if len(world.given) == 0:
        engagement.locked_s = locked_s(world, raid, unit, threat)
        ready_s = engagement.locked_s
    if len(world.duties.units) > 0 and reacts_to_tracks(world, raid, unit, threat):
        ready_s = now_s
    if engagement.ready_s < np.inf:
        ready_s = max(ready_s, engagement.ready_s)
    else:
        ready_s = max(ready_s, now_s + raid.progress.reaction_factor * world.units[unit].reaction_s)
    engagement.ready_s = ready_s
    set_block(raid, NO_REASON, unit, threat)
    engagement.not_before_s = now_s
    drop_member(raid.waiting[unit], engagement.rank)
    if may_engage(world, raid, unit, threat, ready_s):
        push_event(raid, ready_s, UNIT_READY, unit, threat, 0, 0.0)
    else:
        note_block(raid, why_never(world, raid, unit, threat), unit, threat, ready_s)


@kernel()
def reconsider(raid: Raid, unit: int) -> None:
    """Let a fire unit look again at the threats for which it had no round."""
    for threat in range(len(raid.threats)):
        engagement = raid.engagements[unit, threat]
        if engagement.kept_by == NO_ROUND and is_open(raid, unit, threat):
            engagement.not_before_s = raid.progress.now_s
            add_member(raid.waiting[unit], engagement.rank)
    ask_unit(raid, unit)
