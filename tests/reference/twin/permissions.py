"""Who may fire: fire units ask the post above, by reports that may be late or lost, and hear from it."""

from collections import defaultdict
from dataclasses import dataclass
from math import inf

REQUEST, PERMISSION = 4, 5
"""What a report tells, beside tracks and what is done about them."""
ANSWER_LATE_S = 2.0
"""A unit asks again when an answer is so much later than one over links that are not busy."""


@dataclass
class Permit:
    """How far the permission for a fire unit and a threat has come."""

    waits_for_track: bool = False
    decided_s: float = inf
    has_come: bool = False


class Permissions:
    """All permissions of a raid, by the numbers of fire unit and threat."""

    def __init__(self, raid):
        self.raid = raid
        self.permits = defaultdict(Permit)

    def of(self, unit, threat):
        """Return the permission for a unit and a threat."""
        return self.permits[unit.number, threat.number]

    def needed(self, unit, threat):
        """Whether a unit has to ask: not if it is told what to shoot at from above, or is left alone."""
        duties = self.raid.duties
        if unit.doctrine(threat).permission_s <= 0.0 or unit.given.assigner not in (-1, unit.given.post):
            return False
        return duties is None or not duties.goes_alone(unit)

    def given(self, unit, threat):
        """Whether a unit has the word that it may fire."""
        if unit.doctrine(threat).free_after_first:
            return any(self.of(unit, other).has_come for other in self.raid.threats)
        return self.of(unit, threat).has_come

    def silent_s(self, unit):
        """Return since when a unit need not hope for a word."""
        own = self.raid.posts[unit.given.post]
        if not self.raid.links[own.given.down_link].is_open_both_ways:
            return -inf
        return min(own.lost_s, self.raid.posts[own.given.above].lost_s)

    def asks(self, unit, threat):
        """A unit that is ready asks, and again as long as it has no answer."""
        post, now_s = unit.post, self.raid.now_s
        if post.given.above < 0 or threat.impact_s <= now_s or unit.engagement(threat).closed_s <= now_s:
            return
        if not self.needed(unit, threat) or self.given(unit, threat):
            return
        unit.wakes()
        down = self.raid.links[post.given.down_link]
        up = self.raid.links[down.given.back]
        if not post.lost:
            up.sends(threat, REQUEST, unit.number)
        ways_s = sum(link.given.latency_s + link.given.report_s for link in (down, up))
        takes_s = unit.doctrine(threat).permission_s
        self.raid.later(now_s + ways_s + takes_s + ANSWER_LATE_S, "ask", self.asks, unit, threat)

    def hears_request(self, post, threat, unit):
        """A post is asked: it decides, once it knows the threat, and says again what it has decided."""
        permit = self.of(unit, threat)
        if permit.decided_s < inf:
            if permit.decided_s <= self.raid.now_s:
                self.tells(post, threat, unit)
        elif post.tracks[threat.number].recognised_s < inf:
            self.decides(post, threat, unit)
        else:
            permit.waits_for_track = True

    def recognises(self, post, threat):
        """A post knows a threat now: whoever has asked about it has to wait no longer than it takes."""
        for unit in self.raid.units:
            permit = self.of(unit, threat)
            above = self.raid.posts[unit.given.post].given.above
            if above == post.number and permit.waits_for_track and permit.decided_s == inf:
                self.decides(post, threat, unit)

    def decides(self, post, threat, unit):
        """A post takes its time."""
        permit = self.of(unit, threat)
        permit.decided_s = self.raid.now_s + unit.doctrine(threat).permission_s
        self.raid.later(permit.decided_s, "permit", self.tells, post, threat, unit)

    def tells(self, post, threat, unit):
        """A post says that a unit may fire; one that is lost has decided nothing."""
        if post.lost:
            self.of(unit, threat).decided_s = inf
        else:
            self.raid.links[unit.post.given.down_link].sends(threat, PERMISSION, unit.number)

    def hears_permission(self, threat, unit):
        """A unit may fire."""
        self.of(unit, threat).has_come = True
        unit.wakes()
