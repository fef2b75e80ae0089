"""Rounds ready on the launchers of each fire unit over time, in a raid that was played."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from skykeep.core.raid.account.results import new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import Raid, new_raid
from skykeep.core.raid.vocabulary.codes import DONE, ORDERED, TIME_LIMIT
from skykeep.core.raid.vocabulary.kinds import (
    LOG_HELD_BACK,
    LOG_LAUNCHER_LOST,
    LOG_ORDERED,
    LOG_PART_FAILS,
    LOG_PART_WORKS,
    LOG_POST_LOST,
    LOG_RADAR_LOST,
    LOG_SEARCH_RADAR_LOST,
    LOG_UNIT_LEAVES,
    LOG_UNIT_SET_UP,
)
from skykeep.core.raid.world import Case

from .batch import kernel_fault
from .built_in_policies import seat_of
from .replay import PlayedRaid

__all__ = ["RoundsReady", "rounds_ready"]

_CHANGES = (
    LOG_ORDERED,
    LOG_HELD_BACK,
    LOG_LAUNCHER_LOST,
    LOG_PART_FAILS,
    LOG_PART_WORKS,
    LOG_POST_LOST,
    LOG_RADAR_LOST,
    LOG_SEARCH_RADAR_LOST,
    LOG_UNIT_LEAVES,
    LOG_UNIT_SET_UP,
)
"""Entries of the log with which rounds, launchers or loads may change."""


class RoundsReady(NamedTuple):
    """From a time on, so many rounds of a type stand ready on the launchers of a fire unit that work.

    A round that was ordered and is not launched yet counts; one that is being loaded does not. Units and
    interceptors are rows of the case.
    """

    unit: int
    interceptor: int
    time_s: float
    rounds: int


def rounds_ready(case: Case, world: int, played: PlayedRaid, until_s: float) -> tuple[RoundsReady, ...]:
    """Return the rounds of each fire unit and type at time 0 and whenever they change, up to a time.

    The raid is played once more, from one time at which something may change to the next, and the kernel's
    launchers are counted there.

    Raises
    ------
    KernelFault
        If the kernel broke off.
    """
    steps = _Steps(case, world, int(played.raid.progress.replication))
    changes_s = played.entries["time_s"][np.isin(played.entries["kind"], _CHANGES)]
    due_s = [0.0, *map(float, changes_s), *map(float, played.shots["launch_s"])]
    heapq.heapify(due_s)
    last: dict[tuple[int, int], int] = {}
    found = []
    now_s = -np.inf
    while due_s:
        time_s = heapq.heappop(due_s)
        if time_s == now_s or time_s > until_s:
            continue
        now_s = time_s
        raid = steps.at(now_s)
        for loaded_s in _loads_to_come(case, raid, now_s):
            heapq.heappush(due_s, loaded_s)
        for (unit, interceptor), rounds in _counted(case, world, raid, now_s).items():
            if last.get((unit, interceptor)) != rounds:
                last[unit, interceptor] = rounds
                found.append(RoundsReady(unit, interceptor, now_s, rounds))
    return tuple(found)


class _Steps:
    """A raid that is played on from one time to the next."""

    def __init__(self, case: Case, world: int, replication: int) -> None:
        self.case, self.world = case, world
        self.alone = range(replication, replication + 1)
        self.raid, self.results, self.seat = new_raid(case), new_results(case, 1), seat_of(case)
        self.over = False

    def at(self, time_s: float) -> Raid:
        """Return the raid as it stands once all that happens up to a time has happened."""
        if not self.over:
            code = self._go_on(time_s)
            if code not in (DONE, TIME_LIMIT):
                raise kernel_fault(self.case, self.world, self.raid, code)
            self.over = code == DONE
        return self.raid

    def _go_on(self, time_s: float) -> int:
        """Play on up to a time and return the exit code."""
        if self.seat is None:
            return run_raids(self.case, self.world, self.alone, 0, time_s, self.raid, self.results)
        return self.seat.run(self.case, self.world, self.alone, 0, self.raid, self.results, until_s=time_s)


def _loads_to_come(case: Case, raid: Raid, now_s: float) -> Iterator[float]:
    """Yield when launchers that are being loaded will be ready."""
    for loaded_s in raid.launchers["reloaded_s"][: case.launchers.shape[1]]:
        if now_s < loaded_s < np.inf:
            yield float(loaded_s)


def _counted(case: Case, world: int, raid: Raid, now_s: float) -> dict[tuple[int, int], int]:
    """Return the rounds by fire unit and type."""
    waiting = raid.shots[: raid.progress.shots]
    waiting = waiting[(waiting["end"] == ORDERED) & (waiting["launch_s"] > now_s)]
    ordered = np.bincount(waiting["launcher"], minlength=case.launchers.shape[1])
    found: dict[tuple[int, int], int] = {}
    for unit, given in enumerate(case.units[world]):
        for number in range(int(given.first_launcher), int(given.end_launcher)):
            launcher, kind = raid.launchers[number], int(case.launchers["interceptor"][world, number])
            loaded = int(launcher.rounds) if launcher.reloaded_s <= now_s else 0
            rounds = 0 if launcher.out else loaded + int(ordered[number])
            found[unit, kind] = found.get((unit, kind), 0) + rounds
    return found
