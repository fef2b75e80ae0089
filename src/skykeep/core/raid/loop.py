"""A raid as discrete events in continuous time.

A raid can be gone on with after a longer log or a later limit, to the same events. Ties go by time, kind of
event, and the order in which events were put in; what the picture has foreseen for the same time comes last.
"""

from __future__ import annotations

import numpy as np

from ..kernel.bit_set import drop_member, next_member
from ..kernel.jit import kernel
from .assignment.orders import receive_order
from .assignment.slot import decide_at_post, follow_answer, take_seat
from .decide import seek_shots
from .dispatch import follow_rare
from .events.assess import assess_salvo
from .events.detect import confirm_track
from .events.impact import hit_aim
from .events.intercept import meet_threat
from .events.launch import launch_round
from .events.ready import become_ready
from .events.recognise import recognise_track
from .events.report import receive_report
from .events.wake import wake_unit
from .state import Raid
from .timeline.foreseen import take_foreseen
from .timeline.queue import first_event, take_event
from .vocabulary.codes import DECISION, DONE, FAULT, LOG_FULL, TIME_LIMIT
from .vocabulary.kinds import (
    ASSESS,
    DECIDE,
    IMPACT,
    INTERCEPT,
    LAUNCH,
    ORDER,
    RECOGNISE,
    REPORT,
    UNIT_READY,
    WAKE,
)
from .world import World

__all__ = ["advance"]


@kernel()
def advance(world: World, raid: Raid, until_s: float) -> int:
    """Run a raid that has been started on; return DONE, LOG_FULL, TIME_LIMIT, FAULT or DECISION.

    After LOG_FULL give a longer log that begins with the same rows; after TIME_LIMIT (no event left before
    ``until_s``) call again with a later limit. FAULT means that the queue overflowed. After DECISION put an
    answer into ``raid.answer`` and ``raid.slot``.
    """
    progress = raid.progress
    assigns = len(raid.orders) > 0
    if assigns and raid.slot.answered:
        follow_answer(world, raid, raid.slot)
    while True:
        _let_asked_look(world, raid)
        if progress.overflowed:
            return FAULT
        if _log_is_short(raid):
            return LOG_FULL
        foreseen_s = _next_foreseen_s(raid)
        queued_s = _next_queued_s(raid)
        now_s = min(foreseen_s, queued_s)
        if now_s == np.inf:
            return DONE
        if now_s > until_s:
            return TIME_LIMIT
        progress.now_s = now_s
        if foreseen_s < queued_s:
            _handle_foreseen(world, raid)
        else:
            _handle_first(world, raid)
        if assigns and decide_at_post(world, raid, raid.slot):
            return DECISION


@kernel(inline=True)
def _let_asked_look(world: World, raid: Raid) -> None:
    """Let every fire unit that was asked look for shots, by number."""
    unit = next_member(raid.asked, 0)
    while unit >= 0:
        drop_member(raid.asked, unit)
        seek_shots(world, raid, unit)
        unit = next_member(raid.asked, unit + 1)


@kernel(inline=True)
def _log_is_short(raid: Raid) -> bool:
    """Whether the log may overflow: one event may be told over every link, every fire unit may turn, and each
    may be kept from a shot at every threat by another block than before."""
    if len(raid.log) == 0:
        return False
    links = len(raid.links)
    if len(raid.wear.parts) > 0:  # a post that works again is told of every threat over every link
        links += links * len(raid.threats) + len(raid.wear.parts)
    rows = 4 + links + len(raid.shots) + len(raid.units) * (3 + 2 * len(raid.threats))
    rows += 2 * len(raid.duty)
    return len(raid.log) < raid.progress.logged + rows


@kernel(inline=True)
def _next_foreseen_s(raid: Raid) -> float:
    """Return when the next of what is foreseen comes about; infinite if nothing is left."""
    progress = raid.progress
    return raid.foreseen_s[progress.next_foreseen] if progress.next_foreseen < progress.foreseen else np.inf


@kernel(inline=True)
def _next_queued_s(raid: Raid) -> float:
    """Return when the next event in the queue happens; infinite if it is empty."""
    progress = raid.progress
    return raid.queue[progress.queue_first].time_s if progress.queue_first < progress.queue_end else np.inf


@kernel(inline=True)
def _handle_foreseen(world: World, raid: Raid) -> None:
    """Let the next of what is foreseen come about."""
    who, threat = take_foreseen(raid)
    if len(world.given) > 0:
        become_ready(world, raid, who, threat)
    elif not raid.radars[who].looks_anew:
        confirm_track(world, raid, who, threat, 0, False)


@kernel(inline=True)
def _handle_first(world: World, raid: Raid) -> None:
    """Take the first event off the queue and let it happen."""
    event = first_event(raid)
    kind, place, threat, count, value = event.kind, event.place, event.threat, event.count, event.value
    take_event(raid)
    if kind == INTERCEPT:
        meet_threat(world, raid, count)
    elif kind == ASSESS:
        assess_salvo(world, raid, place, threat)
    elif kind == UNIT_READY:
        become_ready(world, raid, place, threat)
    elif kind == REPORT:
        receive_report(world, raid, place, threat, count, value)
    elif kind == LAUNCH:
        launch_round(raid, count)
    elif kind == IMPACT:
        hit_aim(world, raid, threat)
    elif kind == RECOGNISE:
        recognise_track(world, raid, place, threat)
    elif kind == ORDER:
        receive_order(raid, place, threat, count, raid.slot)
    elif kind == DECIDE:
        take_seat(raid, place, raid.slot)
    elif kind == WAKE:
        wake_unit(raid, place, threat)
    else:
        follow_rare(world, raid, kind, place, threat, count, value)
