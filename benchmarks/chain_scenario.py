"""The whole chain in SimPy: detection, confirmation, report, operators, lock, launch, intercept, reload.

What happens
------------
* Threat i begins at ``DELAY_S[i]`` and flies at 250 m/s along the ground straight to the site, 100 km away.
* The searching radar looks every 4 s. Where a threat is at a look is known in steps of 5 s of its flight; the
  chance of the look follows from the power ratio there. Two of three looks confirm a track.
* The radar reports it over a link that carries one report at a time for 0.3 s and needs 2 s more.
* The system reacts in 4 s, then one of two operators takes 6 s for the track, whoever is free first. The
  engagement radar looks every second and locks at its first look after the report.
* A fire unit looks whenever something changes, at threats in order of their impact. It has six channels.
  The launcher that is ready first shoots (the lowest number of equals) if the round meets the threat at 3 to
  50 km; farther away the threat waits until it can. A launcher that is being loaded is waited for; a salvo is
  one round. Launchers need 3 s between launches; the last of four rounds begins a load of 60 s, once.
* A shot kills by its own draw. Three seconds after the intercept it is judged, with both errors. What is held
  to be alive is shot at again.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import NamedTuple

import simpy

THREATS = 20
SPEED_MPS = 250.0
FAR_M = 100_000.0
DELAY_S = tuple(7.3 * number + 0.11 * number * number % 5.0 for number in range(THREATS))
NODE_S = 5.0
SEARCH_S, LOCK_S = 4.0, 1.0
CONFIRM_M, CONFIRM_N = 2, 3
SNR_RANGE4_M4 = 10.0 ** (4.0 * math.log10(60_000.0) + 1.0)
"""Ten decibels at 60 km."""
P_DETECT = tuple(1.0 / (1.0 + math.exp((10.0 - decibel) / 1.5)) for decibel in range(60))
REPORT_S, LATENCY_S = 0.3, 2.0
REACTION_S, OPERATORS, OPERATOR_S = 4.0, 2, 6.0
CHANNELS = 6
LAUNCHERS, ROUNDS, INTERVAL_S, RELOAD_S = 5, 4, 3.0, 60.0
ROUND_MPS, NEAR_M, REACH_M = 1000.0, 3_000.0, 50_000.0
ASSESSMENT_S = 3.0
KILL_P, MISSED_KILL_P, FALSE_KILL_P = 0.45, 0.1, 0.05
LOOKS, SHOTS = 140, 24
"""Draws for each threat."""

_SHARE = ROUND_MPS / (ROUND_MPS + SPEED_MPS)
_TOGETHER_S = 1e-6


class Draws(NamedTuple):
    """What one raid draws: phases of both radars, then by threat and look, shot and judgement."""

    search_phase: float
    lock_phase: float
    look_u: list[list[float]]
    first_look: list[int]
    kill_u: list[list[float]]
    judge_u: list[list[float]]


class Outcome(NamedTuple):
    """Shots at each threat, and whether it was killed."""

    shots: tuple[int, ...]
    killed: tuple[bool, ...]


def chance_of_look(range_m: float) -> float:
    """Return the chance of a look, linear between the places of the table."""
    place = 10.0 * math.log10(SNR_RANGE4_M4 / max(range_m, 1.0) ** 4)
    if place <= 0.0:
        return 0.0
    if place >= len(P_DETECT) - 1:
        return P_DETECT[-1]
    below = int(place)
    return P_DETECT[below] + (place - below) * (P_DETECT[below + 1] - P_DETECT[below])


class Launcher:
    """A launcher with its rounds, when it is ready, and whether it waits for a load."""

    def __init__(self) -> None:
        self.ready_s, self.rounds, self.loads, self.loaded_s = 0.0, ROUNDS, 1, 0.0

    def fire(self, launch_s: float) -> None:
        """Give a round."""
        self.rounds -= 1
        self.ready_s = launch_s + INTERVAL_S
        if self.rounds == 0:
            self.ready_s = self.loaded_s = math.inf
            if self.loads:
                self.loads, self.rounds = 0, ROUNDS
                self.ready_s = self.loaded_s = launch_s + RELOAD_S


class Chain:
    """One raid."""

    def __init__(self, env: simpy.Environment, draws: Draws) -> None:
        self.env, self.draws = env, draws
        self.link = simpy.Resource(env, capacity=1)
        self.operators = simpy.Resource(env, capacity=OPERATORS)
        self.launchers = [Launcher() for _ in range(LAUNCHERS)]
        self.channels = CHANNELS
        self.impact_s = [delay_s + FAR_M / SPEED_MPS for delay_s in DELAY_S]
        self.waiting: dict[int, float] = {}
        self.shots, self.salvos = [0] * THREATS, [0] * THREATS
        self.killed_s = [math.inf] * THREATS

    def search(self) -> Generator[simpy.Event, None, None]:
        """Look at all threats that fly, and follow up those of which a look makes a track."""
        env, draws = self.env, self.draws
        hits: dict[int, list[bool]] = {threat: [] for threat in range(THREATS)}
        number = min(draws.first_look)
        while hits:
            look_s = (draws.search_phase + number) * SEARCH_S
            yield env.timeout(look_s - env.now)
            for threat in list(hits):
                place = number - draws.first_look[threat]
                if look_s >= self.impact_s[threat]:
                    del hits[threat]
                elif place >= 0:
                    flown_s = NODE_S * math.floor((look_s - DELAY_S[threat]) / NODE_S)
                    chance = chance_of_look(FAR_M - SPEED_MPS * flown_s)
                    found = draws.look_u[threat][place] < chance
                    hits[threat] = [*hits[threat][-(CONFIRM_N - 1) :], found]
                    if found and sum(hits[threat]) >= CONFIRM_M:
                        del hits[threat]
                        env.process(self.follow(threat))
            number += 1

    def follow(self, threat: int) -> Generator[simpy.Event, None, None]:
        """Report a track and get ready for it."""
        env = self.env
        with self.link.request() as turn:
            yield turn
            yield env.timeout(REPORT_S)
        yield env.timeout(LATENCY_S)
        lock_look = math.ceil(env.now / LOCK_S - self.draws.lock_phase)
        locked_s = (self.draws.lock_phase + lock_look) * LOCK_S
        yield env.timeout(REACTION_S)
        if max(locked_s, env.now) >= self.impact_s[threat]:
            return
        with self.operators.request() as turn:
            yield turn
            yield env.timeout(OPERATOR_S)
        if locked_s > env.now:
            yield env.timeout(locked_s - env.now)
        if env.now < self.impact_s[threat]:
            self.waiting[threat] = env.now
            self.look()

    def look(self) -> None:
        """Start every engagement that can start now, the most urgent first."""
        now_s = self.env.now
        for threat in sorted(self.waiting, key=self.impact_s.__getitem__):
            if self.channels == 0:
                return
            if self.waiting[threat] <= now_s:
                self.try_shot(threat, now_s)

    def try_shot(self, threat: int, now_s: float) -> None:
        """Shoot at a threat, wait for it or for a load, or let it go."""
        launcher = min(self.launchers, key=lambda each: each.ready_s)
        begins_s, impact_s = max(now_s, launcher.ready_s), self.impact_s[threat]
        reach_s = impact_s - REACH_M / _SHARE / SPEED_MPS
        launch_s = max(begins_s, reach_s)
        meet_m = _SHARE * SPEED_MPS * (impact_s - launch_s)
        if now_s >= impact_s or not meet_m >= NEAR_M:
            del self.waiting[threat]
        elif launcher.loaded_s > now_s or launch_s > begins_s + _TOGETHER_S:
            self.waiting[threat] = max(launch_s, begins_s)
            self.env.process(self.wake(self.waiting[threat]))
        else:
            del self.waiting[threat]
            self.channels -= 1
            launcher.fire(launch_s)
            self.salvos[threat] += 1
            self.env.process(self.shoot(threat, launch_s, launch_s + meet_m / ROUND_MPS))

    def wake(self, until_s: float) -> Generator[simpy.Event, None, None]:
        """Look again at a time."""
        yield self.env.timeout(until_s - self.env.now)
        self.look()

    def shoot(self, threat: int, launch_s: float, meet_s: float) -> Generator[simpy.Event, None, None]:
        """Launch, meet, judge."""
        env = self.env
        yield env.timeout(launch_s - env.now)
        ordinal = self.shots[threat]
        self.shots[threat] += 1
        yield env.timeout(meet_s - env.now)
        if self.killed_s[threat] == math.inf and self.draws.kill_u[threat][ordinal] < KILL_P:
            self.killed_s[threat] = env.now
        yield env.timeout(ASSESSMENT_S)
        self.channels += 1
        dead = self.killed_s[threat] < math.inf
        wrong = self.draws.judge_u[threat][self.salvos[threat]] < (MISSED_KILL_P if dead else FALSE_KILL_P)
        if dead == wrong and env.now < self.impact_s[threat]:
            self.waiting[threat] = env.now
        self.look()


def run_simpy(draws: Draws) -> Outcome:
    """Return the outcome of one raid."""
    env = simpy.Environment()
    chain = Chain(env, draws)
    env.process(chain.search())
    env.run()
    return Outcome(tuple(chain.shots), tuple(killed_s < math.inf for killed_s in chain.killed_s))
