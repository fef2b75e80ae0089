"""Loads for launchers: each launcher's own, or those that transloaders bring one after another."""

from dataclasses import dataclass, field
from math import inf, nextafter

AT_HAND, DEPOT, NOWHERE = "at hand", "depot", "nowhere"


@dataclass(eq=False)
class Transloader:
    """A vehicle, when it is free, whether it has a load then, and what it is to do: each launcher that it is
    to load, from when on, and where its load after that is from."""

    free_s: float = 0.0
    loaded: bool = False
    jobs: list = field(default_factory=list)


class Supply:
    """The supply of a fire unit."""

    def __init__(self, given, launchers):
        self.given = given
        own = sum(launcher.loads for launcher in launchers)
        self.left = {AT_HAND: 0, DEPOT: 0}
        self.vehicles = []
        if given is None:
            return
        self.left = {AT_HAND: given.stock if given.stock >= 0 else own, DEPOT: given.depot}
        for _ in range(given.transloaders):
            self.vehicles.append(Transloader(loaded=self.takes() != NOWHERE))

    def takes(self):
        """Take a load from where there is one, and say from where."""
        for where in (AT_HAND, DEPOT):
            if self.left[where] > 0:
                self.left[where] -= 1
                return where
        return NOWHERE

    def loads(self, launcher, from_s):
        """Plan the next load of an empty launcher; return when it has begun and is over, None if never."""
        if not self.vehicles:
            if launcher.loads == 0:
                return None
            launcher.loads -= 1
            return from_s, from_s + launcher.given.reload_s
        there = [vehicle for vehicle in self.vehicles if vehicle.loaded]
        if not there:
            return None
        vehicle = min(there, key=lambda each: each.free_s)
        begin_s = max(from_s, vehicle.free_s)
        vehicle.free_s = end_s = begin_s + self.given.load_s
        after = self.takes()
        vehicle.jobs.append((launcher, begin_s, after))
        vehicle.loaded = after != NOWHERE
        if after == DEPOT:
            vehicle.free_s += self.given.trip_s
        return begin_s, end_s

    def cancels(self, launcher, since_s):
        """A launcher needs no load that was planned for when it would be empty; return whether others may
        have that."""
        if not self.vehicles:
            launcher.loads += 1
            return False
        return self.takes_back(launcher, nextafter(since_s, -inf))

    def takes_back(self, launcher, now_s):
        """A launcher is gone: return whether a load was still to come for it, which others may have now.

        Where its transloader has planned nothing after it, that keeps the load; else the load is at hand.
        """
        for vehicle in self.vehicles:
            for job in vehicle.jobs:
                whose, begin_s, after = job
                if whose is not launcher or begin_s <= now_s:
                    continue
                if job is vehicle.jobs[-1]:
                    if after != NOWHERE:
                        self.left[after] += 1
                    vehicle.loaded, vehicle.free_s = True, begin_s
                else:
                    self.left[AT_HAND] += 1
                vehicle.jobs.remove(job)
                return True
        return False
