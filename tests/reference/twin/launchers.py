"""A launcher: rounds of the load that it holds or waits for, and what becomes of it."""

from math import inf

from .gunnery import ORDERED
from .wear import LAUNCHER, LINK


class LiveLauncher:
    """A launcher of a fire unit under way.

    It is ready for the next round at ``ready_s``, the load that it holds or waits for is on it at
    ``loaded_s``, and the last round of the load before went at ``emptied_s``.
    """

    def __init__(self, unit, number, given, ready):
        self.unit, self.number, self.given, self.ready = unit, number, given, ready
        self.site, self.alt_msl_m = given.site, given.alt_msl_m
        self.ready_s, self.loaded_s, self.emptied_s = inf, inf, -inf
        if ready and given.rounds > 0:
            self.ready_s, self.loaded_s, self.emptied_s = 0.0, 0.0, inf
        self.rounds, self.loads = given.rounds * ready, given.reload_sets * ready
        self.out = self.hit = False
        self.last = None

    def gives(self, shot):
        """It gives a round, to go when the shot says; with the last one it is to be loaded."""
        self.rounds -= 1
        if self.rounds > 0:
            self.ready_s = shot.launch_s + self.given.interval_s
        else:
            self.last, self.emptied_s = shot, shot.launch_s
            self.loads_from(shot.launch_s)

    def keeps(self, shot):
        """A round that was to go does not. With its last round it is not empty: it waits for no load,
        which is there for whoever is. Return whether that may be another."""
        may_be_another = False
        if shot is self.last:
            if self.loaded_s < inf:
                may_be_another = self.unit.supply.cancels(self, shot.launch_s)
                self.unit.loaded -= self.given.rounds
                self.rounds -= self.given.rounds
            self.loaded_s, self.emptied_s, self.ready_s = 0.0, inf, inf
        self.rounds += 1
        return may_be_another

    def loads_from(self, from_s):
        """It is loaded from a time on, if there is a load for it."""
        self.loaded_s = inf
        plan = self.unit.supply.loads(self, from_s)
        if plan is not None:
            self.loaded_s = plan[1]
            self.rounds = self.given.rounds
            self.unit.loaded += self.rounds
        self.ready_s = self.loaded_s

    def is_hit(self, threat):
        """It is hit with its rounds, and those being handed over to it; a load that was still to come for it
        goes to another."""
        raid, unit = self.unit.raid, self.unit
        own = [
            part for part in raid.parts if (part.given.part_kind, part.given.row) == (LAUNCHER, self.number)
        ]
        if own[0].hit if own else self.hit:
            return
        self.hit = True
        raid.note("launcher_lost", self.number, threat)
        self.goes_out()
        given_back = unit.supply.takes_back(self, raid.now_s)
        if given_back:
            unit.loaded -= self.given.rounds
            self.rounds -= self.given.rounds
        unit.rounds_lost += self.rounds
        self.rounds = 0
        self.emptied_s, self.loaded_s = min(self.emptied_s, raid.now_s), inf
        if given_back:
            unit.loads_empty()
            unit.reconsiders()
        raid.hits_part(LAUNCHER, self.number)

    def goes_out(self):
        """It is out of action: what it was to launch stays on it, and others may launch instead."""
        self.out, self.ready_s = True, inf
        for_others = False
        for shot in self.unit.raid.shots:
            if shot.launcher is self and shot.end == ORDERED:
                for_others |= self.keeps(shot)
                if self.unit.holds_back(shot):
                    engagement = self.unit.engagement(shot.threat)
                    engagement.waiting, engagement.not_before_s = True, self.unit.raid.now_s
        if for_others:
            self.unit.loads_empty()
            self.unit.reconsiders()
        self.unit.post.asks()

    def comes_back_if_it_can(self):
        """It works again, if neither itself nor its link is out of action for longer."""
        needed = [
            part
            for part in self.unit.raid.parts
            if part.given.part_kind in (LAUNCHER, LINK) and self in part.launchers()
        ]
        if self.out and not any(part.is_out for part in needed):
            self.comes_back()

    def comes_back(self):
        """It works again, with the rounds on it or the next load."""
        self.out = False
        if self.rounds > 0:
            self.is_ready_again()
        else:
            self.unit.loads_empty()
        self.unit.reconsiders()

    def is_ready_again(self):
        """It has rounds and works: it is ready once they are on it."""
        self.ready_s = max(self.loaded_s, self.unit.raid.now_s)
