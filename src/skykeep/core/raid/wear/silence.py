"""Parts of a defence go out of action: units and radars are silent, posts give no orders."""

from __future__ import annotations

import numpy as np

from ...kernel.bit_set import add_member
from ...kernel.jit import kernel
from ..assignment.orders import wake_cut_off
from ..duties.radiation import stand_in
from ..picture.kept_out import note_kept_out
from ..shots.launchers import load_empty, relink_launcher, unit_of
from ..state import Raid
from ..timeline.attention import ask_post
from ..timeline.queue import push_event
from ..vocabulary.codes import LINK_PART, ORDERED, POST_PART, RADAR_PART, UNIT_PART
from ..vocabulary.kinds import WAKE
from ..world import World
from .held_back import hold_back, withdraw_round
from .restore import reconsider
from .still_open import is_known, is_open

__all__ = [
    "leave_without_orders",
    "let_stand_in",
    "put_launcher_out",
    "silence_own_radars",
    "silence_part",
    "silence_unit",
]


@kernel()
def silence_part(world: World, raid: Raid, number: int) -> None:
    """Put a part of the defence out of action that works."""
    part = world.wear.parts[number]
    now_s = raid.progress.now_s
    if part.part_kind == UNIT_PART:
        if raid.units[part.row].lost_s > now_s:
            silence_unit(world, raid, part.row)
            silence_own_radars(world, raid, part.row)
            let_stand_in(world, raid, world.units[part.row].post, -1)
            ask_post(world, raid, world.units[part.row].post)
    elif part.part_kind == RADAR_PART:
        _silence_radars(world, raid, world.radars[part.row].key)
        let_stand_in(world, raid, world.radars[part.row].post, -1)
    elif part.part_kind == POST_PART:
        if raid.posts[part.row].lost_s == np.inf:
            raid.posts[part.row].lost_s = now_s
            leave_without_orders(world, raid, part.row, -1)
    elif part.part_kind == LINK_PART:
        for launcher in range(part.row, part.end_row):
            put_launcher_out(world, raid, launcher)
    else:
        put_launcher_out(world, raid, part.row)


@kernel()
def silence_unit(world: World, raid: Raid, unit: int) -> None:
    """Put a fire unit out of action: rounds that still need its radar are lost when they meet, rounds that
    wait for their launch stay where they are."""
    raid.units[unit].lost_s = raid.progress.now_s
    if len(world.wear.parts) > 0:
        _note_kept_out(world, raid, unit)
    hold_back(world, raid, unit)


@kernel()
def silence_own_radars(world: World, raid: Raid, unit: int) -> None:
    """Put out of action the searching radar that the engagement radar of a fire unit may be, too."""
    _silence_radars(world, raid, world.radars[raid.units[unit].radar].key)


@kernel()
def _silence_radars(world: World, raid: Raid, key: np.uint64) -> None:
    """Put the searching radars of a name out of action."""
    for radar in range(len(world.radars)):
        if world.radars[radar].key == key:
            raid.radars[radar].lost_s = min(raid.radars[radar].lost_s, raid.progress.now_s)


@kernel()
def let_stand_in(world: World, raid: Raid, post: int, threat: int) -> None:
    """Let engagement radars search in place of what a post has lost, where a scenario has it so."""
    if len(world.duties.radars) > 0:
        stand_in(world, raid, post, threat)


@kernel()
def leave_without_orders(world: World, raid: Raid, post: int, threat: int) -> None:
    """Let fire units under a post that is out of action look again once they have waited long enough."""
    if len(raid.orders) > 0:
        wake_cut_off(world, raid, post)
    for unit in range(len(world.duties.units)):
        duty = world.duties.units[unit]
        if duty.above == post and duty.autonomous_after_s > 0.0:
            push_event(raid, raid.progress.now_s + duty.autonomous_after_s, WAKE, unit, threat, 0, 0.0)


@kernel()
def put_launcher_out(world: World, raid: Raid, number: int) -> None:
    """Put a launcher out of action: rounds that wait for their launch stay on it, and others take its place
    in the salvos."""
    raid.launchers[number].out = True
    raid.launchers[number].ready_s = np.inf
    unit = unit_of(world, number)
    relink_launcher(world, raid, unit, number)
    given_back = False
    for place in range(raid.progress.shots):
        shot = raid.shots[place]
        if shot.launcher != number or shot.end != ORDERED:
            continue
        given_back = withdraw_round(world, raid, place) or given_back
        engagement = raid.engagements[unit, shot.threat]
        if engagement.to_come == 0 and engagement.fired == 0:
            engagement.not_before_s = raid.progress.now_s
            add_member(raid.waiting[unit], engagement.rank)
    if given_back:
        load_empty(world, raid, unit)
        reconsider(raid, unit)
    ask_post(world, raid, world.units[unit].post)


@kernel()
def _note_kept_out(world: World, raid: Raid, unit: int) -> None:
    """Put down for which threats a fire unit that goes out of action now had a shot still to come."""
    for threat in range(len(raid.threats)):
        if is_open(raid, unit, threat) and is_known(world, raid, unit, threat):
            note_kept_out(world, raid, unit, threat)
