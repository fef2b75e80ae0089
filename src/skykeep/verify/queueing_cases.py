"""Handlers of channel saturation: by closed forms, and Erlang's loss formula by the engine."""

from __future__ import annotations

import math
import re

import numpy as np
import numpy.typing as npt

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid
from skykeep.textbook import queueing

from .casefile import Case
from .handler import Handler, checks, numbers, whole
from .judge import Check, Expected
from .played import case_seed, play
from .simulated import SimulatedHandler

__all__ = ["HANDLERS", "SIMULATED", "offered_load"]

_RELATIVE = Expected(("rel",), 1e-10, relative=True)
_LOSS = "erlang_B_loss"
_LOSS_LEAST = 1e-3
"""Rarer losses need more raids than a check may take."""
_RAIDS = 100
_ARRIVALS = 4000
"""Arrivals of each raid that count."""
_WARM_UP_SERVICES = 10.0
"""Mean service times after which the first arrivals, who met empty channels, are forgotten."""
_CHANNELS_MAX = 10_000
_SERVICE_S = 60.0
"""Mean service where a case gives the offered load alone; the loss does not depend on it."""
_FLIGHT_SHARE = 0.75
"""Share of the service that is flight; the rest is assessment."""
_WINDOW = 1e-9
"""How long an arrival could wait for a channel, in flight times: there is no queue."""
_SPEED_MPS = 300.0
_WAIT_OVER = re.compile(r"prob_wait_over_(\d+(?:\.\d+)?)s")


def offered_load(case: Case) -> float:
    """Return the offered load of a case in erlangs: stated, or arrival rate times mean service time."""
    if case.values.get("offered_load_erlang") is not None:
        return numbers(case, "offered_load_erlang")[0]
    rate, service = numbers(case, "arrival_rate_per_s", "mean_service_s")
    return rate * service


def _saturation(case: Case) -> list[Check]:
    servers, load = whole(case, "servers")[0], offered_load(case)
    service = (
        numbers(case, "mean_service_s")[0] if case.values.get("mean_service_s") is not None else math.nan
    )
    computed = {
        "erlang_B_loss": queueing.erlang_b(servers, load),
        "carried_erlang": queueing.carried_load(servers, load),
        "erlang_C_wait_prob": queueing.erlang_c(servers, load),
    }
    if service > 0.0:
        waiting = queueing.delay(servers, load, service)
        computed |= {"mean_wait_s": waiting.mean_wait_s, "mean_queue": waiting.mean_queue}
        computed["offered_load_erlang"] = (
            float(case.values.get("arrival_rate_per_s") or load / service) * service
        )
        for field in case.values:
            if match := _WAIT_OVER.fullmatch(field):
                limit = float(match.group(1))
                computed[field] = queueing.p_wait_over(servers, load, service, wait_s=limit)
    if case.values.get("K") is not None:
        finite = queueing.finite_queue(servers, load, whole(case, "K")[0])
        computed |= {"mmck_loss": finite.p_loss, "mmck_mean_in_system": finite.mean_in_system}
    return checks(case, computed, _RELATIVE)


def _has_load(case: Case) -> bool:
    return "offered_load_erlang" in case.values or {"arrival_rate_per_s", "mean_service_s"} <= set(
        case.values
    )


HANDLERS = (Handler("channel_saturation", "queueing", ("servers",), _saturation, also=_has_load),)


def _play_loss(case: Case, runs: int, key: int) -> dict[str, npt.ArrayLike]:
    """Share of arrivals that found no channel, for each raid.

    Threats arrive as a Poisson stream (exponential spacing by keyed draws); each holds a channel for a
    constant service, the flight of one round and the assessment after it. Erlang's loss does not depend on
    the law of the service, only on its mean (Sevastyanov 1957). A threat can be met at the very moment of its
    arrival only, so one that finds all channels taken is lost.
    """
    servers, load = whole(case, "servers")[0], offered_load(case)
    if not (1 <= servers <= _CHANNELS_MAX and 0.0 < load < math.inf):
        raise ValueError(f"servers = {servers} and an offered load of {load:g} erlang cannot be played")
    service_s = (
        numbers(case, "mean_service_s")[0] if case.values.get("mean_service_s") is not None else _SERVICE_S
    )
    flight_s = _FLIGHT_SHARE * service_s
    warm_up = math.ceil(_WARM_UP_SERVICES * load)
    arrivals = warm_up + _ARRIVALS
    defence = AbstractDefence(
        launchers=1,
        rounds_per_launcher=arrivals,
        kill_p=1.0,
        channels=servers,
        flight_time_s=flight_s,
        assessment_s=service_s - flight_s,
    )
    raid = AbstractRaid(
        threats=arrivals,
        range_m=flight_s * (1.0 + _WINDOW) * _SPEED_MPS,
        speed_mps=_SPEED_MPS,
        start_s=np.zeros((1, arrivals)),
        ready_s=np.zeros((1, arrivals)),
        spacing_mean_s=service_s / load,
    )
    parts = play(defence, raid, runs, seed=case_seed(case, key))
    return {_LOSS: np.concatenate([(part.shots[:, warm_up:] == 0).mean(axis=1) for part in parts])}


def _exact_loss(case: Case) -> dict[str, float]:
    return {_LOSS: numbers(case, _LOSS)[0]}


def _can_be_played(case: Case) -> bool:
    loss = case.values[_LOSS]
    return _has_load(case) and isinstance(loss, int | float) and loss > _LOSS_LEAST


SIMULATED = (
    SimulatedHandler(
        frozenset(), "queueing", ("servers", _LOSS), _exact_loss, _play_loss, _RAIDS, also=_can_be_played
    ),
)
