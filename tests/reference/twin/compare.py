"""The engine's raid and the twin's, event by event."""

from itertools import pairwise
from math import inf, isclose

import numpy as np

from skykeep.core.raid.vocabulary.codes import HIT, MISS, NOT_FIRED, OUTCOME_NAMES, WASTED
from skykeep.core.raid.vocabulary.kinds import LOG_NAMES
from skykeep.core.raid.vocabulary.reasons import REASON_NAMES, SHOT_DOWN_NAMES
from skykeep.engine.replay import play_raid

from .battle import Battle
from .reasons import exhausted_s, layer_tally, outcome, reason, tally
from .scene import read_scene

SAME_S = 1e-6
TOGETHER_S = 1e-9
"""Events so close together happen at the same time but for rounding, in whatever order."""
_REASONS = (*REASON_NAMES, *SHOT_DOWN_NAMES)
_ENDS = {MISS: "miss", HIT: "hit", WASTED: "wasted", NOT_FIRED: "not_fired"}


def differences(case, replication=0, world=0):
    """Return what the engine and the twin tell differently about one raid, as :func:`both` does."""
    return both(case, replication, world)[0]


def both(case, replication=0, world=0):
    """Return what the engine and the twin tell differently about one raid, as lines of text; none if they
    agree in every event, its time within a millionth of a second, and in all that came of it.

    Where nothing but rounding says which of two events comes first, both may be right: what differs then is
    left out if ``rounding_decides``. The twin's raid is returned as well.
    """
    played = play_raid(case, world, replication)
    twin = Battle(read_scene(case, world), replication).play()
    lines = between(played, twin)
    by_rounding = rounding_decides(twin) or meetings_by_rounding(played)
    return ([] if lines and by_rounding else lines), twin


def between(played, twin):
    """Return what a raid that the engine has played and one that the twin has tell differently, as lines."""
    return [
        *_compared("event", in_order(engine_events(played)), in_order(twin.log)),
        *_compared("shot", sorted(engine_shots(played)), sorted(twin_shots(twin))),
        *_compared("threat", engine_threats(played), twin_threats(twin)),
        *_compared("result", engine_results(played, twin), sorted(tally(twin).items())),
        *_compared("layer", engine_layers(played), twin_layers(twin, played)),
        *_compared("fire unit", engine_units(played), twin_units(twin)),
        *_compared("rounds of a type", engine_rounds(played), twin_rounds(twin)),
    ]


def rounding_decides(twin):
    """Whether two events of a raid, told or not, happen at the same time but for rounding."""
    return nearly_together(twin.moments_s)


def nearly_together(moments_s):
    """Whether two of some moments, in order, are the same but for rounding."""
    return any(0.0 < after_s - before_s < TOGETHER_S for before_s, after_s in pairwise(moments_s))


def meetings_by_rounding(played):
    """Whether rounding says which of two rounds meets a threat first in the engine's raid: what is exactly
    together in the twin may be apart there."""
    shots = played.raid.shots[: played.raid.progress.shots]
    met = shots[shots["end"] != NOT_FIRED]
    return any(
        nearly_together(sorted(met["intercept_s"][met["threat"] == threat]))
        for threat in np.unique(met["threat"])
    )


def in_order(events):
    """Return events in order of time, and by name, place and threat where only rounding tells them apart."""
    moment, before_s, keyed = 0, -inf, []
    for event in events:
        moment += event[0] > before_s + TOGETHER_S
        before_s = event[0]
        keyed.append((moment, event[1:4], event))
    return [event for _, _, event in sorted(keyed, key=lambda entry: entry[:2])]


def engine_events(played):
    """Return the log of the engine as (time, kind, who, whom, value)."""
    return [
        (entry.time_s, LOG_NAMES[entry.kind], entry.place, entry.threat, entry.value)
        for entry in played.entries
    ]


def engine_shots(played):
    """Return all shots of the engine, those that were held back too."""
    return [
        (
            shot.threat,
            -1 if shot.end == NOT_FIRED else shot.ordinal,
            _ENDS[shot.end],
            shot.launch_s,
            shot.intercept_s,
            shot.unit,
            shot.launcher,
        )
        for shot in played.raid.shots[: played.raid.progress.shots]
    ]


def twin_shots(twin):
    """Return the same of the twin."""
    return [
        (
            shot.threat.number,
            shot.ordinal,
            shot.end,
            shot.launch_s,
            shot.meet_s,
            shot.unit.number,
            shot.launcher.number,
        )
        for shot in twin.shots
    ]


def engine_threats(played):
    """Return outcome, reason, shots, killer, and times of each threat, as the engine writes them."""
    return [
        (
            OUTCOME_NAMES[row.outcome],
            _REASONS[row.reason - 1] if row.reason else None,
            row.shots,
            row.killer,
            row.start_s,
            row.confirmed_s,
            row.ready_s,
            row.ended_s,
        )
        for row in played.results.threats[0]
    ]


def twin_threats(twin):
    """Return the same of the twin."""
    return [
        (
            outcome(threat),
            reason(twin, threat),
            threat.shots,
            threat.killer,
            threat.start_s,
            min((post.tracks[threat.number].known_s for post in twin.posts), default=inf),
            min((unit.engagement(threat).ready_s for unit in twin.units), default=inf),
            min(threat.killed_s, threat.impact_s),
        )
        for threat in twin.threats
    ]


def engine_results(played, twin):
    """Return the numbers of the raid that the twin tells, too."""
    row = played.results.raids[0]
    return sorted((name, row[name].item()) for name in tally(twin))


def engine_layers(played):
    """Return what came of each layer."""
    return [
        (row.arrived, row.engaged, row.killed, row.passed, row.fired, row.wasted)
        for row in played.results.layers[0]
    ]


def twin_layers(twin, played):
    """Return the same of the twin."""
    return [layer_tally(twin, layer) for layer in range(len(played.results.layers[0]))]


def engine_units(played):
    """Return when each fire unit had launched its last round with none coming, where parts wear."""
    return [(row.exhausted_s,) for row in played.results.units[0]] if len(played.raid.wear.parts) else []


def twin_units(twin):
    """Return the same of the twin."""
    return [(exhausted_s(twin, unit),) for unit in twin.units] if twin.parts else []


def engine_rounds(played):
    """Return rounds fired by type, and after them the fire units that shot at each threat as bits."""
    fired = [(number,) for number in played.results.rounds_fired[0]]
    return [*fired, *((words[0],) for words in played.results.engaged_by[0])]


def twin_rounds(twin):
    """Return the same of the twin."""
    fired = [shot for shot in twin.shots if shot.end != "not_fired"]
    kinds = [shot.launcher.given.interceptor for shot in fired]
    by_threat = [{shot.unit.number for shot in fired if shot.threat is threat} for threat in twin.threats]
    return [
        *((kinds.count(kind),) for kind in range(len(twin.scene.rounds))),
        *((sum(1 << unit for unit in units),) for units in by_threat),
    ]


def _compared(what, engine, twin):
    """Return how two lists of what happened differ: the first place where they do, and their lengths."""
    for number, (one, other) in enumerate(zip(engine, twin, strict=False)):
        if not all(_alike(mine, its) for mine, its in zip(one, other, strict=True)):
            return [f"{what} {number}: the engine says {one}, the twin {other}"]
    if len(engine) != len(twin):
        first = min(len(engine), len(twin))
        more, who = (engine, "engine") if len(engine) > first else (twin, "twin")
        return [f"{what} {first}: only the {who} says {more[first]}"]
    return []


def _alike(one, other):
    """Whether two entries are the same, numbers within a millionth."""
    if isinstance(one, (str, type(None))) or isinstance(other, (str, type(None))):
        return one == other
    return one == other or isclose(one, other, rel_tol=1e-9, abs_tol=SAME_S)
