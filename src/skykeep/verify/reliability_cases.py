"""Handlers of equipment that is repaired, and of lost messages: by closed forms, and by the engine."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.textbook import reliability

from .casefile import Case
from .handler import Handler, checks, numbers, whole
from .judge import Check, Expected
from .played import case_seed, parts, play_case
from .simulated import SimulatedHandler

__all__ = ["HANDLERS", "SIMULATED"]

_RELATIVE = Expected(("rel",), 1e-12, relative=True)
_RUNS = 4000
_MESSAGES_MAX = 200
"""More threats, of each of which a message tells, are not played."""
_FLIGHT_S = 20.0
_LATER_S = 1.0
"""How much later the second fire unit could launch than the first."""
_SPEED_MPS = 300.0
_SETTLED = 40.0
"""How often the time in which a start is forgotten passes before a threat comes: what is left is exp(-40)."""
_BRIEF = 1e-6
"""How long a threat can be shot at, of the shorter of the mean times: within it nothing changes."""


def _messages(case: Case) -> list[Check]:
    (loss_p,), (messages,) = numbers(case, "loss_p"), whole(case, "messages")
    return checks(case, {"p_none_lost": reliability.none_lost_p(loss_p, messages)}, _RELATIVE)


def _availability(case: Case) -> list[Check]:
    works_s, repair_s = numbers(case, "mtbf_s", "mttr_s")
    return checks(case, {"availability": reliability.availability(works_s, repair_s)}, _RELATIVE)


def _exact_messages(case: Case) -> dict[str, float]:
    return {"p_none_lost": numbers(case, "p_none_lost")[0]}


def _play_messages(case: Case, runs: int, key: int) -> dict[str, npt.ArrayLike]:
    """Let a fire unit tell another of each engagement: who is not told shoots at the same threat.

    Nothing is ever killed, the first engagement outlasts the path, and each unit shoots once at a threat.
    """
    (loss_p,), (messages,) = numbers(case, "loss_p"), whole(case, "messages")
    reach_m = 0.5 * _LATER_S * _SPEED_MPS
    first, second = (
        AbstractDefence(
            launchers=1,
            rounds_per_launcher=messages,
            kill_p=0.0,
            max_salvos=1,
            flight_time_s=_FLIGHT_S,
            assessment_s=_FLIGHT_S,
            range_max_m=range_max_m,
        )
        for range_max_m in (np.inf, reach_m)
    )
    raid = AbstractRaid(
        threats=messages,
        range_m=(_FLIGHT_S + _LATER_S) * _SPEED_MPS + reach_m,
        speed_mps=_SPEED_MPS,
        start_s=np.zeros((1, messages)),
        ready_s=np.zeros((1, messages)),
    )
    seed, none_lost = case_seed(case, key), []
    for part, raids in parts(messages, runs):
        played = play_case(
            abstract_case(first, raid, seed=seed + part, others=(second,), link_loss_p=loss_p), raids
        )
        none_lost.append(played.shots.sum(axis=1) == messages)
    return {"p_none_lost": np.concatenate(none_lost)}


def _exact_availability(case: Case) -> dict[str, float]:
    return {"availability": numbers(case, "availability")[0]}


def _play_availability(case: Case, runs: int, key: int) -> dict[str, npt.ArrayLike]:
    """Let a launcher fail and be repaired until its start is forgotten; then a threat can be shot at for a
    moment, and is where the launcher works."""
    works_s, repair_s = numbers(case, "mtbf_s", "mttr_s")
    moment_s = _BRIEF * min(works_s, repair_s)
    defence = AbstractDefence(
        launchers=1,
        rounds_per_launcher=1,
        kill_p=1.0,
        range_min_m=moment_s * _SPEED_MPS,
        mtbf_s=works_s,
        mttr_s=repair_s,
    )
    start_s = np.full((1, 1), _SETTLED / (1.0 / works_s + 1.0 / repair_s))
    raid = AbstractRaid(
        threats=1,
        range_m=2.0 * moment_s * _SPEED_MPS,
        speed_mps=_SPEED_MPS,
        start_s=start_s,
        ready_s=start_s,
    )
    played = play_case(abstract_case(defence, raid, seed=case_seed(case, key)), runs)
    return {"availability": played.shots[:, 0] > 0}


def _can_fail(case: Case) -> bool:
    """Whether both times are above zero and finite."""
    times = [case.values[name] for name in ("mtbf_s", "mttr_s")]
    return all(isinstance(time, int | float) and 0.0 < time < np.inf for time in times)


def _can_be_played(case: Case) -> bool:
    messages = case.values["messages"]
    return isinstance(messages, int) and 1 <= messages <= _MESSAGES_MAX


HANDLERS = (
    Handler("message_loss", "engagement", ("loss_p", "messages"), _messages),
    Handler("availability", "engagement", ("mtbf_s", "mttr_s"), _availability),
)
"""Handlers by the fields of their cases."""
SIMULATED = (
    SimulatedHandler(
        frozenset(),
        "engagement",
        ("loss_p", "messages", "p_none_lost"),
        _exact_messages,
        _play_messages,
        _RUNS,
        also=_can_be_played,
    ),
    SimulatedHandler(
        frozenset(),
        "engagement",
        ("mtbf_s", "mttr_s", "availability"),
        _exact_availability,
        _play_availability,
        _RUNS,
        also=_can_fail,
    ),
)
