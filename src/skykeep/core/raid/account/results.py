"""Results of raids as tables."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ...kernel.bit_set import WORD_BITS
from ...kernel.by_address import lasting
from ...kernel.jit import kernel
from ...kernel.records import Cube, Grid, Rows, as_table
from ..state import Raid
from ..tables.results import LayerResult, RaidResult, ThreatResult, UnitResult
from ..vocabulary.codes import ABORTED, KILLED, LEAKED, NOT_FIRED, RAID, WASTED
from ..vocabulary.reasons import REASON_NAMES
from ..world import Case, World
from .layers import write_layer
from .wear_results import write_wear

__all__ = ["Results", "new_results", "write_raid"]


@lasting
class Results(NamedTuple):
    """Results by raid, by raid and interceptor, reason, layer, threat and fire unit.

    ``engaged_by`` [raid, threat, word] has a bit for each fire unit that shot at a threat; ``heights`` [raid,
    class] is the place of the height at which a class flew, empty where every height is stated.
    """

    raids: Rows[RaidResult]
    rounds_fired: Grid[int]
    ledger: Grid[int]
    layers: Grid[LayerResult]
    threats: Grid[ThreatResult]
    engaged_by: Cube[int]
    units: Grid[UnitResult]
    heights: Grid[int]


def new_results(case: Case, raids: int) -> Results:
    """Return empty results for ``raids`` raids of ``case``."""
    return Results(
        raids=RaidResult.table(raids),
        rounds_fired=as_table(np.zeros((raids, case.interceptors.shape[1]), np.int64)),
        ledger=as_table(np.zeros((raids, len(REASON_NAMES)), np.int64)),
        layers=LayerResult.table(raids, int(case.units["layer"].max(initial=-1)) + 1),
        threats=ThreatResult.table(raids, len(case.threats)),
        engaged_by=as_table(np.zeros((raids, len(case.threats), _words(case)), np.int64)),
        units=UnitResult.table(raids, case.units.shape[1]),
        heights=as_table(np.zeros((raids, _classes_with_heights(case)), np.int64)),
    )


def _words(case: Case) -> int:
    """Return how many whole numbers hold a bit for each fire unit."""
    return -(-case.units.shape[1] // WORD_BITS)


def _classes_with_heights(case: Case) -> int:
    """Return the number of classes if any threat flies at a drawn height, else none."""
    return case.classes.shape[1] if (case.threats["height_step"] > 0).any() else 0


@kernel()
def write_raid(world: World, raid: Raid, results: Results, number: int) -> None:
    """Write the results of a settled raid to row ``number``."""
    result = results.raids[number]
    result.leakers = 0
    result.killed = 0
    result.aborted = 0
    result.decoys_shot_down = 0
    ledger = results.ledger[number]
    for reason in range(len(ledger)):
        ledger[reason] = 0
    for threat in range(len(world.threats)):
        _count_outcome(world, raid, results, number, threat)
        _write_threat(world, raid, results.threats[number, threat], threat)
        _write_engaged(raid, results.engaged_by[number, threat], threat)
    for layer in range(len(results.layers[number])):
        write_layer(world, raid, results.layers[number, layer], layer)
    result.rounds_wasted = _count_shots(world, raid, results, number)
    _count_units(world, raid, result)
    if len(world.wear.supply) > 0:
        write_wear(world, raid, result, results.units[number])
    _count_rounds(world, raid, result, _last_end_s(results, number))
    result.bearing_index = _bearing_index(world, raid)
    _write_heights(world, raid, results.heights[number])


@kernel(inline=True)
def _count_outcome(world: World, raid: Raid, results: Results, number: int, threat: int) -> None:
    """Count what became of a threat; of decoys only those that were shot down, of traffic nothing."""
    result = results.raids[number]
    state = raid.threats[threat]
    if world.threats[threat].side != RAID:
        return
    if world.threats[threat].decoy:
        if state.outcome == KILLED:
            result.decoys_shot_down += 1
    elif state.outcome == KILLED:
        result.killed += 1
    elif state.outcome == ABORTED:
        result.aborted += 1
    elif state.outcome == LEAKED:
        result.leakers += 1
        results.ledger[number, state.reason - 1] += 1


@kernel(inline=True)
def _write_threat(world: World, raid: Raid, result: ThreatResult, threat: int) -> None:
    """Write what became of a threat: times are those of the first post and the first fire unit."""
    state = raid.threats[threat]
    confirmed_s = np.inf
    for post in range(len(raid.tracks)):
        confirmed_s = min(confirmed_s, raid.tracks[post, threat].known_s)
    ready_s = np.inf
    for unit in range(len(world.units)):
        ready_s = min(ready_s, raid.engagements[unit, threat].ready_s)
    result.outcome = state.outcome
    result.reason = state.reason
    result.shots = state.shots
    result.wasted = 0
    result.killer = state.killer
    result.start_s = state.start_s
    result.confirmed_s = confirmed_s
    result.ready_s = ready_s
    result.ended_s = min(state.killed_s, state.impact_s)


@kernel()
def _last_end_s(results: Results, number: int) -> float:
    """Return when the last threat of a raid had ended."""
    last_s = 0.0
    threats = results.threats[number]
    for threat in range(len(threats)):
        last_s = max(last_s, threats[threat].ended_s)
    return last_s


@kernel()
def _count_shots(world: World, raid: Raid, results: Results, number: int) -> int:
    """Count the rounds that were fired, by type and layer, and those that met a threat that was dead, by
    threat and layer; return how many these are."""
    wasted = 0
    fired = results.rounds_fired[number]
    for kind in range(len(fired)):
        fired[kind] = 0
    for place in range(raid.progress.shots):
        shot = raid.shots[place]
        if shot.end == NOT_FIRED:
            continue
        layer = results.layers[number, world.units[shot.unit].layer]
        fired[shot.interceptor] += 1
        layer.fired += 1
        if shot.end == WASTED:
            wasted += 1
            layer.wasted += 1
            results.threats[number, shot.threat].wasted += 1
    return wasted


@kernel()
def _count_units(world: World, raid: Raid, result: RaidResult) -> None:
    """Count the rounds loaded, and the parts lost."""
    result.rounds_loaded = 0
    result.radars_lost = _radars_hit(world, raid)
    result.posts_lost = 0
    result.rounds_lost = 0
    result.launchers_lost = 0
    result.repairs = 0
    for number in range(len(raid.units)):
        unit = raid.units[number]
        result.rounds_loaded += unit.rounds_loaded
        result.rounds_lost += unit.rounds_lost
    for post in range(len(raid.posts)):
        if raid.posts[post].hit:
            result.posts_lost += 1
    for launcher in range(len(world.launchers)):
        if raid.launchers[launcher].hit:
            result.launchers_lost += 1


@kernel()
def _radars_hit(world: World, raid: Raid) -> int:
    """Count the radars that were hit, each once: one radar may stand in several rows, in two roles, for two
    fire units or at two sites."""
    count = 0
    for radar in range(len(world.radars)):
        first = raid.radars[radar].hit
        for before in range(radar):
            if raid.radars[before].hit and world.radars[before].key == world.radars[radar].key:
                first = False
        if first:
            count += 1
    return count


@kernel()
def _count_rounds(world: World, raid: Raid, result: RaidResult, last_s: float) -> None:
    """Count the rounds left, on launchers that are not ready, and in reloads that the raid, whose last threat
    ends at ``last_s``, does not see the end of."""
    result.rounds_left = 0
    result.rounds_reloading = 0
    result.rounds_not_ready = 0
    for number in range(len(world.launchers)):
        given = world.launchers[number]
        launcher = raid.launchers[number]
        if launcher.emptied_s == -np.inf and given.present:
            result.rounds_not_ready += given.rounds
        if last_s < launcher.reloaded_s < np.inf:
            result.rounds_reloading += launcher.rounds
            result.rounds_loaded -= launcher.rounds
        else:
            result.rounds_left += launcher.rounds


@kernel()
def _bearing_index(world: World, raid: Raid) -> int:
    """Return which of the bearings of the case the raid's first axis has."""
    if len(world.threats) == 0:
        return 0
    given = world.threats[0]
    return (raid.threats[0].path - given.first_path - given.bearing_offset) % given.bearings


@kernel()
def _write_heights(world: World, raid: Raid, heights: Rows[int]) -> None:
    """Write the place of the height that each class of a raid has drawn."""
    if len(heights) == 0:
        return
    for threat in range(len(world.threats)):
        given = world.threats[threat]
        if given.height_step > 0:
            heights[given.threat_class] = (raid.threats[threat].path - given.first_path) // given.height_step


@kernel(inline=True)
def _write_engaged(raid: Raid, words: Rows[int], threat: int) -> None:
    """Set the bit of each fire unit that shot at a threat."""
    for word in range(len(words)):
        words[word] = 0
    for unit in range(len(raid.units)):
        if raid.engagements[unit, threat].shots > 0:
            words[unit // WORD_BITS] |= 1 << unit % WORD_BITS
