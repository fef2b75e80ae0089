"""The SimPy scenario told with cimba 0.9.6: its models are Python that Numba compiles for an engine in C.

``simpy_scenario`` says what happens. Two idioms of cimba tell it here, both as its documentation has them:

* ``EventSite``: every change is an event, a callback on cimba's calendar; no process ever sleeps. This is the
  fastest idiom that cimba has.
* ``ProcessSite``: channels are servers that take threats out of a priority store and hold; threats are
  processes that put themselves in. This is the idiom that reads like the SimPy program.

Both draw from cimba's own inputs, threat by threat and judgement by judgement. The results know the rows of
the inputs, so that the plain heap can be given the same draws afterwards (``raid_of``).
"""

from __future__ import annotations

from collections.abc import Iterator

import cimba
import numpy as np
from cimba import inputs

import simpy_scenario as scenario
from simpy_scenario import KILL_P, LAUNCHERS, THREATS, Outcome, Raid

CLOSING_SPEED_MPS = scenario.THREAT_SPEED_MPS + scenario.INTERCEPTOR_SPEED_MPS
INTERCEPT_SHARE = scenario.INTERCEPTOR_SPEED_MPS / CLOSING_SPEED_MPS
THREAT_SPEED_MPS = scenario.THREAT_SPEED_MPS
REACTION_S = scenario.REACTION_S
ASSESSMENT_S = scenario.ASSESSMENT_S
LAUNCH_INTERVAL_S = scenario.LAUNCH_INTERVAL_S
RANGE_MIN_M = scenario.RANGE_MIN_M
NEVER = -1.0
PRIORITY_PER_S = 1e12
"""A priority of cimba is a whole number: picoseconds keep apart what the clock keeps apart."""


class Threat(cimba.Model):
    """One threat, and what comes of it."""

    range_m: float = 0.0
    detection_s: float = 0.0
    impact_s: float = 0.0
    shots: cimba.Output[int] = 0
    killed: cimba.Output[bool] = False


class Site(cimba.Model):
    """What both idioms share: the draws, and the launchers with their rounds."""

    detection_range_m: cimba.Input[float] = inputs.dist.uniform(
        low=scenario.DETECTION_RANGE_M[0], high=scenario.DETECTION_RANGE_M[1]
    )
    detection_s: cimba.Input[float] = inputs.dist.uniform(
        low=scenario.DETECTION_S[0], high=scenario.DETECTION_S[1]
    )
    kill_u: cimba.Input[float] = inputs.dist.uniform(low=0.0, high=1.0)
    ready_s: cimba.Array[float] = cimba.Array(LAUNCHERS)
    rounds: cimba.Array[int] = cimba.Array([scenario.ROUNDS] * LAUNCHERS)

    @cimba.function
    def detects(self, threat: Threat) -> None:
        """Draw where and when a threat is detected."""
        threat.range_m = self.detection_range_m.next()
        threat.detection_s = self.detection_s.next()
        threat.impact_s = threat.detection_s + threat.range_m / THREAT_SPEED_MPS

    @cimba.function
    def shoots(self, threat: Threat) -> float:
        """Launch at a threat, and return how long the channel is held; negative if there is no shot."""
        launcher = -1
        for other in range(LAUNCHERS):
            if self.rounds[other] > 0 and (launcher < 0 or self.ready_s[other] < self.ready_s[launcher]):
                launcher = other
        if launcher < 0:
            return NEVER
        launch_s = max(cimba.now(), self.ready_s[launcher])
        range_m = threat.range_m - THREAT_SPEED_MPS * (launch_s - threat.detection_s)
        if INTERCEPT_SHARE * range_m < RANGE_MIN_M:
            return NEVER
        self.rounds[launcher] -= 1
        self.ready_s[launcher] = launch_s + LAUNCH_INTERVAL_S
        threat.shots += 1
        return launch_s + range_m / CLOSING_SPEED_MPS + ASSESSMENT_S - cimba.now()


class EventThreat(Threat):
    """A threat whose events change the site."""

    site: cimba.Ref[EventSite]
    number: int

    @cimba.event
    def joins(self):
        """The threat joins the queue."""
        self.site.queues(self.number)
        self.site.assigns()

    @cimba.event
    def is_judged(self):
        """It is known whether the shot killed: the threat joins again, and the channel is free."""
        site = self.site
        if site.kill_u.next() < KILL_P:
            self.killed = True
        else:
            site.queues(self.number)
        site.free += 1
        site.assigns()


class EventSite(Site):
    """The site by events: a count of free channels, and a queue in the order of impact."""

    threats: list[EventThreat]
    free: int = scenario.CHANNELS
    queued: int = 0
    queue: cimba.Array[int] = cimba.Array(THREATS)

    def __init__(self) -> None:
        self.threats = [EventThreat() for _ in range(THREATS)]
        for number, threat in enumerate(self.threats):
            threat.site, threat.number = self, number

    @cimba.on_start
    def begins(self):
        """Put what joins the queue on the calendar."""
        for number in range(THREATS):
            threat = self.threats[number]
            self.detects(threat)
            cimba.schedule(threat.joins, threat.detection_s + REACTION_S)

    @cimba.function
    def queues(self, number: int) -> None:
        """Put a threat into the queue, whose last is the most urgent."""
        impact_s = self.threats[number].impact_s
        place = self.queued
        while place > 0 and self.threats[self.queue[place - 1]].impact_s <= impact_s:
            self.queue[place] = self.queue[place - 1]
            place -= 1
        self.queue[place] = number
        self.queued += 1

    @cimba.function
    def assigns(self) -> None:
        """Give free channels to the most urgent threats."""
        while self.free > 0 and self.queued > 0:
            self.queued -= 1
            threat = self.threats[self.queue[self.queued]]
            held_s = self.shoots(threat)
            if held_s > NEVER:
                self.free -= 1
                cimba.schedule(threat.is_judged, held_s)


class ProcessThreat(Threat):
    """A threat that is a process."""

    site: cimba.Ref[ProcessSite]

    @cimba.process
    def comes(self):
        """Be detected, and join the queue."""
        self.site.detects(self)
        cimba.hold(self.detection_s + REACTION_S)
        self.site.waiting.put(self, self.urgency())

    @cimba.function
    def urgency(self) -> int:
        """Return the place in the queue: the highest is served first."""
        return -int(self.impact_s * PRIORITY_PER_S)


class ProcessSite(Site):
    """The site by processes: each channel serves threats from a store."""

    threats: list[ProcessThreat]
    waiting: cimba.PriorityStore[ProcessThreat]

    def __init__(self) -> None:
        self.waiting = cimba.PriorityStore()
        self.threats = [ProcessThreat() for _ in range(THREATS)]
        for threat in self.threats:
            threat.site = self

    @cimba.process(copies=scenario.CHANNELS)
    def channel(self):
        """Shoot, look, and let the threat join the queue again before the channel is free."""
        while True:
            threat = self.waiting.get()
            held_s = self.shoots(threat)
            if held_s > NEVER:
                cimba.hold(held_s)
                if self.kill_u.next() < KILL_P:
                    threat.killed = True
                else:
                    self.waiting.put(threat, threat.urgency())


class _NextDraw:
    """Kill draws as cimba took them: one after the other, whatever threat they judge."""

    def __init__(self, draws: Iterator[float]) -> None:
        self.draws = draws

    def __getitem__(self, shot: int) -> float:
        return next(self.draws)


def experiment(site: Site, replications: int, seed: int) -> cimba.Experiment:
    """Return raids ready to run; seeds are given, since cimba takes long to derive them one by one."""
    seeds = np.random.default_rng(seed).integers(0, 2**63, replications, dtype=np.uint64)
    return cimba.Experiment(site, replications=replications, seeds=seeds)


def outcomes_of(site: EventSite | ProcessSite, results: cimba.Results) -> list[Outcome]:
    """Return the outcomes of an experiment in the form of the twins."""
    shots = np.array([results[threat].shots[0] for threat in site.threats], int).T
    killed = np.array([results[threat].killed[0] for threat in site.threats], bool).T
    return [
        Outcome(tuple(shot), tuple(kill)) for shot, kill in zip(shots.tolist(), killed.tolist(), strict=True)
    ]


def raid_of(site: Site, results: cimba.Results, replication: int) -> Raid:
    """Return the draws that cimba took in a replication; for ``run_heap``, which judges in the same order,
    and only once."""
    rows = [
        getattr(results[site], name).rows(0, replication).tolist()
        for name in ("detection_range_m", "detection_s", "kill_u")
    ]
    ranges_m, detections_s, kill_u = rows
    draws = _NextDraw(iter(kill_u))
    return Raid(ranges_m, detections_s, [draws] * THREATS)
