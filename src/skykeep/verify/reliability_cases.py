"""Handlers of equipment that is repaired, by closed forms, and of lost messages, by the engine too."""

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
_NO_REPAIR = {"availability": "nothing is repaired in a raid yet"}
_RUNS = 4000
_MESSAGES_MAX = 200
"""More threats, of each of which a message tells, are not played."""
_FLIGHT_S = 20.0
_LATER_S = 1.0
"""How much later the second fire unit could launch than the first."""
_SPEED_MPS = 300.0


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


def _can_be_played(case: Case) -> bool:
    messages = case.values["messages"]
    return isinstance(messages, int) and 1 <= messages <= _MESSAGES_MAX


HANDLERS = (
    Handler("message_loss", "engagement", ("loss_p", "messages"), _messages),
    Handler("availability", "engagement", ("mtbf_s", "mttr_s"), _availability, not_played=_NO_REPAIR),
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
)
