"""The SimPy scenario: one raid of 30 threats on 12 launchers and 6 channels, told twice in Python.

``run_simpy`` is the program that a practised SimPy user would write, ``run_heap`` the same raid on a plain
event heap. Both read the same draws and must give the same outcomes, threat by threat. They are the two sides
that the engagement kernel is paired with.

What happens, in full
---------------------
* Threat i is detected at ``detection_s[i]`` at ``detection_range_m[i]`` and flies straight at the site at
  250 m/s: its range at time t is ``detection_range_m[i] - 250 (t - detection_s[i])``, its impact where
  that is zero.
* It joins the queue 5 s after detection. The queue is in the order of impact time; equal impact times keep
  the order in which they joined.
* When a channel is free the first threat of the queue is looked at, at once and at that time:

  1. The launcher is the one, among those with rounds left, whose ready time is least (that time may lie long
     past or ahead); the lowest index of equals. If no launcher has a round the threat leaves the queue for
     good and leaks; no channel is taken.
  2. The launch is at the later of now and the launcher's ready time. The round flies at 1000 m/s, so it meets
     the threat after ``range at launch / 1250`` seconds at 0.8 times the range at launch. If that is less
     than 3 km the threat leaves the queue for good and leaks; neither channel, launcher nor round is taken.
     (A later launch would only meet it closer.)
  3. Otherwise the channel is taken now, even if the launch is later. The launcher has one round less and is
     ready again 3 s after the launch. The threat's next uniform (its first shot reads number 0) belongs to
     this shot.

* The channel is held until 3 s after the intercept. At that time it is known whether the shot killed (uniform
  less than 0.7). If it did not, the threat joins the queue first and the channel is freed second, so that the
  threat competes for the channel that it held.
* Equal times of events: in the order in which the events were put on the calendar.
* All launchers are ready at time 0. The raid ends when nothing waits and nothing flies; who was not killed
  leaks.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy

THREATS = 30
THREAT_SPEED_MPS = 250.0
DETECTION_RANGE_M = (20e3, 45e3)
DETECTION_S = (0.0, 40.0)
REACTION_S = 5.0
INTERCEPTOR_SPEED_MPS = 1000.0
RANGE_MIN_M = 3e3
LAUNCHERS = 12
ROUNDS = 4
LAUNCH_INTERVAL_S = 3.0
CHANNELS = 6
ASSESSMENT_S = 3.0
KILL_P = 0.7
SHOTS_MAX = 12
"""Uniforms per threat; a threat first seen at 45 km meets its ninth round inside the minimum range."""

_CLOSING_SPEED_MPS = THREAT_SPEED_MPS + INTERCEPTOR_SPEED_MPS
_INTERCEPT_SHARE = INTERCEPTOR_SPEED_MPS / _CLOSING_SPEED_MPS


class Draws(NamedTuple):
    """Everything random, by replication and threat; ``kill_u`` also by shot at that threat."""

    detection_range_m: np.ndarray
    detection_s: np.ndarray
    kill_u: np.ndarray


class Raid(NamedTuple):
    """The draws of one replication as lists, the form that pure Python reads fastest."""

    detection_range_m: list[float]
    detection_s: list[float]
    kill_u: list[list[float]]


class Outcome(NamedTuple):
    """Shots at each threat and whether it was killed."""

    shots: tuple[int, ...]
    killed: tuple[bool, ...]

    @property
    def leakers(self) -> int:
        """Threats that were not killed."""
        return len(self.killed) - sum(self.killed)


def draw(replications: int, seed: int) -> Draws:
    """Return the draws of ``replications`` raids."""
    rng = np.random.default_rng(seed)
    shape = (replications, THREATS)
    return Draws(
        rng.uniform(*DETECTION_RANGE_M, shape),
        rng.uniform(*DETECTION_S, shape),
        rng.random((*shape, SHOTS_MAX)),
    )


def raids_of(draws: Draws) -> list[Raid]:
    """Return the draws of each replication as lists; not part of what is timed."""
    return [Raid(*(part.tolist() for part in row)) for row in zip(*draws, strict=True)]


class Defence:
    """The site: channels to ask for in order of impact, launchers to choose from."""

    def __init__(self, env: simpy.Environment) -> None:
        self.env = env
        self.channels = simpy.PriorityResource(env, capacity=CHANNELS)
        self.ready = [(0.0, launcher) for launcher in range(LAUNCHERS)]  # heap: those with rounds left
        self.rounds = [ROUNDS] * LAUNCHERS
        self.shots = [0] * THREATS
        self.killed = [False] * THREATS

    def engage(self, number: int, raid: Raid) -> Generator[simpy.Event, None, None]:
        """Fight one threat from its detection to its end: shoot, look, shoot."""
        env, channels = self.env, self.channels
        range_m, detection_s = raid.detection_range_m[number], raid.detection_s[number]
        impact_s = detection_s + range_m / THREAT_SPEED_MPS
        yield env.timeout(detection_s + REACTION_S)
        channel = channels.request(priority=impact_s)
        while True:
            yield channel
            if not self.ready:
                break
            ready_s, launcher = self.ready[0]
            launch_s = max(env.now, ready_s)
            launch_range_m = range_m - THREAT_SPEED_MPS * (launch_s - detection_s)
            if _INTERCEPT_SHARE * launch_range_m < RANGE_MIN_M:
                break
            self.rounds[launcher] -= 1
            if self.rounds[launcher] > 0:
                heapq.heapreplace(self.ready, (launch_s + LAUNCH_INTERVAL_S, launcher))
            else:
                heapq.heappop(self.ready)
            u = raid.kill_u[number][self.shots[number]]
            self.shots[number] += 1
            yield env.timeout(launch_s + launch_range_m / _CLOSING_SPEED_MPS + ASSESSMENT_S - env.now)
            if u < KILL_P:
                self.killed[number] = True
                break
            again = channels.request(priority=impact_s)
            channels.release(channel)
            channel = again
        channels.release(channel)


def run_simpy(raid: Raid) -> Outcome:
    """Return the outcome of one raid, told with SimPy."""
    env = simpy.Environment()
    defence = Defence(env)
    for number in range(THREATS):
        env.process(defence.engage(number, raid))
    env.run()
    return Outcome(tuple(defence.shots), tuple(defence.killed))


def run_heap(raid: Raid) -> Outcome:
    """Return the outcome of one raid, told with a heap of events and a heap of waiting threats."""
    ranges_m, detections_s, kill_u = raid
    impacts_s = [s + m / THREAT_SPEED_MPS for s, m in zip(detections_s, ranges_m, strict=True)]
    sequence = itertools.count(THREATS)
    events = [(detections_s[number] + REACTION_S, number, number) for number in range(THREATS)]
    heapq.heapify(events)
    waiting: list[tuple[float, int, int]] = []
    ready_s, rounds = [0.0] * LAUNCHERS, [ROUNDS] * LAUNCHERS
    shots, killed, channels = [0] * THREATS, [False] * THREATS, CHANNELS
    in_flight = [False] * THREATS
    while events:
        now, _, number = heapq.heappop(events)
        if in_flight[number]:
            in_flight[number] = False
            channels += 1
            killed[number] = kill_u[number][shots[number] - 1] < KILL_P
        if not killed[number]:
            heapq.heappush(waiting, (impacts_s[number], next(sequence), number))
        while channels > 0 and waiting:
            number = heapq.heappop(waiting)[2]
            launcher = -1
            for other in range(LAUNCHERS):
                if rounds[other] > 0 and (launcher < 0 or ready_s[other] < ready_s[launcher]):
                    launcher = other
            if launcher < 0:
                continue
            launch_s = max(now, ready_s[launcher])
            launch_range_m = ranges_m[number] - THREAT_SPEED_MPS * (launch_s - detections_s[number])
            if _INTERCEPT_SHARE * launch_range_m < RANGE_MIN_M:
                continue
            rounds[launcher] -= 1
            ready_s[launcher] = launch_s + LAUNCH_INTERVAL_S
            shots[number] += 1
            channels -= 1
            in_flight[number] = True
            free_s = launch_s + launch_range_m / _CLOSING_SPEED_MPS + ASSESSMENT_S
            heapq.heappush(events, (free_s, next(sequence), number))
    return Outcome(tuple(shots), tuple(killed))
