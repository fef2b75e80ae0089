"""The leak ledger: one reason for each leaker, by written precedence."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...radar.snr import faces, is_in_sight
from ..identity.recognition import held_friendly_by_all
from ..identity.sides import is_real
from ..identity.traffic import why_shot_down
from ..picture.watch import search_centre_rad
from ..state import Raid
from ..vocabulary.codes import (
    ABORTED,
    ENGAGEMENT,
    KILLED,
    LEAKED,
    PASSED,
    RAID,
)
from ..vocabulary.reasons import (
    HELD_BY_DOCTRINE,
    JUDGED_DEAD,
    MISSED,
    NEVER_IN_SIGHT,
    NO_OPERATOR,
    NO_REASON,
    NO_ROUND,
    NOT_DETECTED,
    NOT_IDENTIFIED,
    NOT_TRACKED_BY_LUCK,
    OUT_OF_ENVELOPE,
    OUT_OF_SECTOR,
    SEEN_TOO_LATE,
    STEPS,
    TAKEN_FOR_DECOY,
    TAKEN_FOR_FRIEND,
    UNIT_LOST,
)
from ..world import World
from .reach import ANY_TIME, ROUND_READY, SINCE_READY, feasible_shots, waited_for_operator
from .stood import has_stood

__all__ = ["reason_of_unit", "settle_raid"]


@kernel()
def settle_raid(world: World, raid: Raid) -> None:
    """Set outcome and reason of every threat of a raid that has been advanced to its end.

    Precedence of reasons: ``unit_lost`` (the last shot lost its radar), then for threats shot at what kept a
    fire unit from another shot (``judged_dead``, ``held_by_doctrine``) or ``missed``; then
    ``taken_for_decoy``, ``taken_for_friend``, ``never_in_sight``, ``out_of_sector`` (searching radars had it
    in sight only where they did not look), ``not_tracked_by_luck``, ``not_detected`` (``unit_lost`` where a
    lost radar or post kept a track from others); then by the fire unit that came farthest towards a shot,
    what kept it from one last. What kept units from shots was put down when it happened (``blocks.py``).
    Traffic that is shot down has the reason why it was not known.
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
    if threat.last_lost:
        return UNIT_LOST
    if threat.shots > 0:
        return _why_not_again(world, raid, number)
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
def _why_not_again(world: World, raid: Raid, number: int) -> int:
    """Return why a threat that was shot at leaked: what kept a fire unit from another shot, whether it had
    one before or not, else that every shot missed."""
    reason = 0
    farthest = -1
    for unit in range(len(world.units)):
        found = _why_no_other(world, raid, unit, number)
        if found != MISSED and STEPS[found] > farthest:
            farthest = STEPS[found]
            reason = found
    return reason if farthest >= 0 else MISSED


@kernel()
def _why_no_other(world: World, raid: Raid, unit: int, number: int) -> int:
    """Return why a fire unit did not shoot again at a threat: by its doctrine, or for it held the threat to
    be dead, if it had another shot then."""
    engagement = raid.engagements[unit, number]
    if (
        engagement.kept_by in (HELD_BY_DOCTRINE, JUDGED_DEAD)
        and engagement.ready_s <= engagement.kept_s < raid.threats[number].impact_s
        and feasible_shots(world, raid, unit, number, engagement.kept_s) & SINCE_READY
    ):
        return engagement.kept_by
    return MISSED


@kernel()
def reason_of_unit(world: World, raid: Raid, unit: int, threat: int) -> int:
    """Return why a fire unit did not shoot at a threat, or not again if it did."""
    if raid.engagements[unit, threat].shots > 0:
        return _why_no_other(world, raid, unit, threat)
    return _why_no_shot(world, raid, unit, threat)


@kernel()
def _farthest(world: World, raid: Raid, number: int) -> int:
    """Return why the fire unit that came farthest towards a shot at a threat did not shoot."""
    reason = 0
    farthest = -1
    for unit in range(len(world.units)):
        found = _why_no_shot(world, raid, unit, number)
        if STEPS[found] > farthest:
            farthest = STEPS[found]
            reason = found
    return reason if farthest >= 0 else OUT_OF_ENVELOPE


@kernel()
def _why_no_shot(world: World, raid: Raid, unit: int, number: int) -> int:
    """Return why a fire unit did not shoot at a threat: it had no shot once it was ready, or what kept it
    from one last."""
    engagement = raid.engagements[unit, number]
    from_s = engagement.ready_s if engagement.ready_s < raid.threats[number].impact_s else np.inf
    feasible = feasible_shots(world, raid, unit, number, from_s)
    if engagement.kept_out and not feasible & SINCE_READY:
        return UNIT_LOST
    if not feasible & ANY_TIME:
        return OUT_OF_ENVELOPE
    if not feasible & SINCE_READY:
        return _why_late(world, raid, unit, number)
    kept_by = engagement.kept_by
    if kept_by in (HELD_BY_DOCTRINE, NOT_IDENTIFIED, TAKEN_FOR_FRIEND):
        return kept_by
    if kept_by == NO_REASON or not feasible & ROUND_READY:
        return NO_ROUND
    return kept_by


@kernel()
def _why_late(world: World, raid: Raid, unit: int, threat: int) -> int:
    """Return why a fire unit was ready only when no shot was left."""
    return NO_OPERATOR if waited_for_operator(world, raid, unit, threat) else SEEN_TOO_LATE
