"""The leak ledger: one reason for each leaker, by written precedence."""

from __future__ import annotations

import math

import numpy as np

from ..kernel.jit import kernel
from ..radar.snr import faces, is_in_sight
from .codes import (
    ABORTED,
    BLOCKED_BY_ROUND,
    BLOCKED_BY_RULE,
    BLOCKED_BY_SECTOR,
    ENGAGEMENT,
    KILLED,
    LEAKED,
    PASSED,
    RAID,
)
from .left_alone import why_left_alone
from .options import plan_shot
from .picture.ideal import search_centre_rad
from .reasons import (
    HELD_BY_DOCTRINE,
    MISSED,
    NEVER_IN_SIGHT,
    NO_CHANNEL,
    NO_OPERATOR,
    NO_ROUND,
    NOT_DETECTED,
    NOT_IDENTIFIED,
    NOT_TRACKED_BY_LUCK,
    OUT_OF_ENVELOPE,
    OUT_OF_SECTOR,
    SEEN_TOO_LATE,
    TAKEN_FOR_DECOY,
    TAKEN_FOR_FRIEND,
    UNIT_LOST,
)
from .recognition import held_class, held_friendly_by_all
from .sides import is_real
from .state import Raid
from .stood import has_stood, plan_where_it_stood
from .traffic import why_shot_down
from .world import World

__all__ = ["ROUND_READY", "feasible_shots", "settle_raid", "waited_for_operator"]

_ANY_TIME, _SINCE_READY, ROUND_READY = 1, 2, 4
"""Bits of ``feasible_shots``."""
_LONG_AGO_S = -1e12


@kernel()
def settle_raid(world: World, raid: Raid) -> None:
    """Set outcome and reason of every threat of a raid that has been advanced to its end.

    Precedence of reasons: ``unit_lost`` (a shot lost its radar), then for threats shot at
    ``held_by_doctrine`` (the engagement was closed while another shot was feasible, or a rule held it back)
    or ``missed``; then ``taken_for_decoy``, ``taken_for_friend``, ``never_in_sight``, ``out_of_sector``
    (searching radars had it in sight only where they did not look), ``not_tracked_by_luck``,
    ``not_detected`` (``unit_lost`` where a lost radar or post kept a track from others); then by the fire
    unit that came farthest towards a shot. Traffic that is shot down has the reason why it was not known.
    """
    for number in range(len(world.threats)):
        threat = raid.threats[number]
        if threat.killed_s <= threat.impact_s:
            threat.outcome = KILLED
            if world.threats[number].side != RAID:
                threat.reason = why_shot_down(world, raid, number)
        elif world.paths[threat.path].aborted:
            threat.outcome = ABORTED
        elif world.threats[number].side != RAID:
            threat.outcome = PASSED
        else:
            threat.outcome = LEAKED
            if is_real(world.threats[number]):
                threat.reason = _reason(world, raid, number)


@kernel()
def _reason(world: World, raid: Raid, number: int) -> int:
    """Return why a threat leaked."""
    threat = raid.threats[number]
    if threat.lost_shots > 0:
        return UNIT_LOST
    if threat.shots > 0:
        return HELD_BY_DOCTRINE if _another_shot(world, raid, number) else MISSED
    if threat.held_for_decoy:
        return TAKEN_FOR_DECOY
    if len(world.recognition) > 0 and held_friendly_by_all(world, raid, number):
        return TAKEN_FOR_FRIEND
    if len(world.given) == 0:
        if not _ever_in_sight(world, raid, threat.path):
            return _why_unseen(world, raid)
        if _looked_elsewhere(world, raid, threat.path):
            return OUT_OF_SECTOR
    if not threat.tracked:
        return NOT_TRACKED_BY_LUCK
    if len(world.given) == 0 and not _confirmed(raid, number):
        return UNIT_LOST if threat.lost_tracks > 0 else NOT_DETECTED
    return _farthest(world, raid, number)


@kernel()
def _confirmed(raid: Raid, threat: int) -> bool:
    """Whether any post has learnt of a track of a threat."""
    first_s = np.inf
    for post in range(len(raid.tracks)):
        first_s = min(first_s, raid.tracks[post, threat].known_s)
    return first_s < np.inf


@kernel()
def _why_unseen(world: World, raid: Raid) -> int:
    """Return why nobody had a threat in sight: it was hidden, or no radar was left."""
    for number in range(len(world.radars)):
        if world.radars[number].instrumented_m > 0.0 and _was_there(world, raid, number):
            return NEVER_IN_SIGHT
    return UNIT_LOST


@kernel()
def _ever_in_sight(world: World, raid: Raid, path: int) -> bool:
    """Whether any radar has a path in sight at any node."""
    for number in range(len(world.radars)):
        radar = world.radars[number]
        if not _was_there(world, raid, number):
            continue
        seen = world.sights[radar.site]
        for node in range(world.first_sight[path, number], world.paths[path].end_node):
            if is_in_sight(seen[node], radar):
                return True
    return False


@kernel()
def _was_there(world: World, raid: Raid, radar: int) -> bool:
    """Whether a radar was in its place for any part of a raid."""
    if raid.radars[radar].lost_s > -np.inf:
        return True
    return len(world.wear.moves) > 0 and has_stood(world, raid, radar)


@kernel()
def _looked_elsewhere(world: World, raid: Raid, path: int) -> bool:
    """Whether searching radars had the path in sight, but only where their sectors did not look."""
    in_sight = False
    for number in range(len(world.radars)):
        radar = world.radars[number]
        if radar.role == ENGAGEMENT or not _was_there(world, raid, number):
            continue
        seen = world.sights[radar.site]
        centre_rad = search_centre_rad(world, raid, radar.post, 0.0)
        for node in range(world.first_sight[path, number], world.paths[path].end_node):
            if is_in_sight(seen[node], radar):
                if faces(seen[node], radar.sector_half_rad, centre_rad):
                    return False
                in_sight = True
    return in_sight


@kernel()
def _another_shot(world: World, raid: Raid, number: int) -> bool:
    """Whether a fire unit closed its engagement of a threat while another shot was feasible."""
    impact_s = raid.threats[number].impact_s
    for unit in range(len(world.units)):
        if raid.engagements[unit, number].blocked == BLOCKED_BY_RULE:
            return True
        closed_s = raid.engagements[unit, number].closed_s
        if closed_s < impact_s and feasible_shots(world, raid, unit, number, closed_s) & _SINCE_READY:
            return True
    return False


@kernel()
def _farthest(world: World, raid: Raid, number: int) -> int:
    """Return why the fire unit that came farthest towards a shot at a threat did not shoot."""
    reason = 0
    farthest = -1
    for unit in range(len(world.units)):
        found = _why_no_shot(world, raid, unit, number)
        if _steps(found) > farthest:
            farthest = _steps(found)
            reason = found
    return reason if farthest >= 0 else OUT_OF_ENVELOPE


@kernel()
def _why_no_shot(world: World, raid: Raid, unit: int, number: int) -> int:
    """Return why a fire unit did not shoot at a threat."""
    threat = raid.threats[number]
    engagement = raid.engagements[unit, number]
    from_s = engagement.ready_s if engagement.ready_s < threat.impact_s else np.inf
    feasible = feasible_shots(world, raid, unit, number, from_s)
    if engagement.kept_out and not feasible & _SINCE_READY:
        return UNIT_LOST
    if not feasible & _ANY_TIME:
        return OUT_OF_ENVELOPE
    if not feasible & _SINCE_READY:
        return _why_late(world, raid, unit, number)
    if len(world.recognition) > 0:
        left_alone = why_left_alone(world, raid, unit, number)
        if left_alone > 0:
            return left_alone
    if world.doctrine[unit, held_class(world, raid, unit, number)].hold_fire:
        return HELD_BY_DOCTRINE
    if engagement.blocked == BLOCKED_BY_RULE:
        return HELD_BY_DOCTRINE
    if engagement.blocked == BLOCKED_BY_ROUND or not feasible & ROUND_READY:
        return NO_ROUND
    if raid.units[unit].lost_s < threat.impact_s or engagement.kept_out:
        return UNIT_LOST
    if engagement.blocked == BLOCKED_BY_SECTOR:
        return OUT_OF_SECTOR
    return NO_CHANNEL


@kernel()
def _why_late(world: World, raid: Raid, unit: int, threat: int) -> int:
    """Return why a fire unit was ready only when no shot was left."""
    return NO_OPERATOR if waited_for_operator(world, raid, unit, threat) else SEEN_TOO_LATE


@kernel()
def waited_for_operator(world: World, raid: Raid, unit: int, threat: int) -> bool:
    """Whether a fire unit would have had a shot if one of its operators had been free at once."""
    unqueued_s = raid.engagements[unit, threat].unqueued_s
    return (
        world.units[unit].operators > 0
        and feasible_shots(world, raid, unit, threat, unqueued_s) >= _SINCE_READY
    )


@kernel()
def _steps(reason: int) -> int:
    """Return how far a fire unit came towards a shot: the reason of the one that came farthest is the
    leaker's."""
    if reason == OUT_OF_ENVELOPE:
        return 0
    if reason == SEEN_TOO_LATE:
        return 1
    if reason == NO_OPERATOR:
        return 2
    if reason == TAKEN_FOR_FRIEND:
        return 3
    if reason == NOT_IDENTIFIED:
        return 4
    if reason == OUT_OF_SECTOR:
        return 5
    if reason == HELD_BY_DOCTRINE:
        return 6
    if reason == UNIT_LOST:
        return 7
    if reason == NO_ROUND:
        return 8
    return 9


@kernel()
def feasible_shots(world: World, raid: Raid, unit: int, threat: int, ready_s: float) -> int:
    """Return which shots a free channel and a facing radar could make at a threat: bits, the later ones with
    the earlier.

    A shot at all, with unlimited warning and rounds; one from ``ready_s`` on; one from then on by a launcher
    that was loaded.
    """
    choices = world.choices[unit, held_class(world, raid, unit, threat)]
    found = 0
    for place in range(len(choices)):
        if choices[place] < 0:
            break
        found |= _feasible_with(world, raid, unit, threat, choices[place], ready_s)
    return found


@kernel()
def _feasible_with(world: World, raid: Raid, unit: int, threat: int, interceptor: int, ready_s: float) -> int:
    """Return the same bits for the launchers of one type of round.

    They stand side by side: one of them speaks for all, loaded until the last is empty and again from the
    first reload on.
    """
    place = -1
    emptied_s = 0.0
    reloaded_s = np.inf
    for number in range(world.units[unit].first_launcher, world.units[unit].end_launcher):
        launcher = world.launchers[number]
        if launcher.interceptor == interceptor and launcher.present:
            place = number
            emptied_s = max(emptied_s, raid.launchers[number].emptied_s)
            reloaded_s = min(reloaded_s, raid.launchers[number].reloaded_s)
    if place < 0 or _first_shot_s(world, raid, unit, place, threat, _LONG_AGO_S) == np.inf:
        return 0
    if ready_s == np.inf:
        return _ANY_TIME
    launch_s = _first_shot_s(world, raid, unit, place, threat, ready_s)
    if launch_s == np.inf:
        return _ANY_TIME
    reload_in_time = reloaded_s < np.inf and (
        _first_shot_s(world, raid, unit, place, threat, max(reloaded_s, ready_s)) < np.inf
    )
    if launch_s < emptied_s or reload_in_time:
        return _ANY_TIME | _SINCE_READY | ROUND_READY
    return _ANY_TIME | _SINCE_READY


@kernel()
def _first_shot_s(world: World, raid: Raid, unit: int, launcher: int, threat: int, from_s: float) -> float:
    """Return the first launch at a threat from a time on, whatever the radar faces, from where its fire unit
    stood then; infinite if none."""
    if len(world.wear.moves) > 0:
        plan_where_it_stood(world, raid, unit, launcher, threat, from_s)
        return raid.option.launch_s
    first_node = raid.threats[threat].first_node
    launch_s, _ = plan_shot(world, raid, unit, launcher, threat, first_node, from_s, math.pi, raid.free_terms)
    return launch_s
