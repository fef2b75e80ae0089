"""Operators of a fire unit are a queue: tracks that come at random wait for them as queueing theory says.

Arrivals are exponential and each operator takes the same time for every track, so the queue is M/D/c.
"""

import math

import numpy as np
import pytest

from skykeep.engine.replay import play_raid
from skykeep.textbook import queueing

from ..unit.engine.small_cases import SEARCH_BIT, Threat, keys, small_case

REACTION_S, SERVICE_S, NOTICE_S = 4.0, 20.0, 5.0
THREATS, WARM_UP, RAIDS = 900, 150, 16
AT_ONCE = {"revisit_s": 1e-3}


def waiting(operators, load, capacity=250):
    """Return the share of arrivals that wait and the mean wait of all, in services, of M/D/c.

    What is in service now has left one service later, and no other: so the number then is that of the queue
    now and of a service's arrivals. The chain of this is solved; arrivals at random see its law. Crommelin
    (1932), *Post Office Electrical Engineers' Journal* 25, 41-50.
    """
    came = np.exp(
        -load + np.arange(capacity) * math.log(load) - [math.lgamma(k + 1.0) for k in range(capacity)]
    )
    law = np.zeros(capacity)
    law[0] = 1.0
    step = np.zeros((capacity, capacity))
    for now in range(capacity):
        left = max(now - operators, 0)
        step[now, left:] = came[: capacity - left]
    for _ in range(12):  # doubles the time each turn: 4096 services
        step = step @ step
    law = law @ step
    law /= law.sum()
    return law[operators:].sum(), (law @ np.arange(capacity) - load) / load


def queue_of(operators, load, unlocked=0):
    """Return a case of one fire unit and many threats that come at random, all on one path; on ``unlocked``
    of three its radar never locks."""
    near = {"start_m": (0.0, 60_000.0), "step_s": 240.0}
    case = small_case(
        Threat(**near),
        Threat(**near, seen=((-np.inf, np.inf, SEARCH_BIT),)),
        unit={"reaction_s": REACTION_S, "operators": operators, "operator_s": SERVICE_S},
        launcher={"rounds": 0},
        search=AT_ONCE,
        engagement=AT_ONCE,
    )
    threats = np.repeat(case.threats[:1], THREATS).view(np.recarray)
    threats["first_path"] = np.arange(THREATS) % 3 < unlocked
    threats["key"] = keys("threat", THREATS)
    threats["spacing_mean_s"][1:] = SERVICE_S / load
    return case._replace(
        threats=threats,
        given=case.given[:, :0].repeat(THREATS, axis=1),
        given_kill_u=np.zeros((0, 0, THREATS)),
    )


def waits(case, raid):
    """Return how long each track of a raid waited for an operator, in services, after the warm-up."""
    played = play_raid(case, 0, raid).raid
    ready_s, known_s = played.engagements["ready_s"][0], played.tracks["known_s"][0]
    order = np.argsort(known_s)
    found = (ready_s - known_s)[order][WARM_UP:] - REACTION_S - SERVICE_S
    found = found[np.isfinite(found)]
    assert found.min() > -0.01
    return found / SERVICE_S


@pytest.mark.parametrize(("operators", "load", "unlocked"), [(1, 0.6, 0), (3, 2.1, 0), (1, 0.6, 2)])
def test_tracks_wait_for_an_operator_as_often_and_as_long_as_in_theory(operators, load, unlocked):
    share, mean = waiting(operators, load)
    assert share < queueing.delay(operators, load, 1.0).p_wait
    case = queue_of(operators, load, unlocked)  # what is never locked on is worked on as well
    found = np.array(
        [(np.mean(wait > 1e-3), wait.mean()) for wait in (waits(case, raid) for raid in range(RAIDS))]
    )
    error = found.std(axis=0, ddof=1) / math.sqrt(RAIDS)
    assert (error < (0.03, 0.1)).all()
    assert (np.abs(found.mean(axis=0) - (share, mean)) < 4.0 * error).all()


@pytest.mark.parametrize("load", [0.2, 0.6, 0.9])
def test_the_theory_of_one_operator_is_that_of_pollaczek_and_khinchine(load):
    share, mean = waiting(1, load)
    assert share == pytest.approx(load, rel=1e-9)
    assert mean == pytest.approx(load / (2.0 * (1.0 - load)), rel=1e-9)
