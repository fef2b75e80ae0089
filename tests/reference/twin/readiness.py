"""How a fire unit gets ready for a threat: its radar locks on, its system reacts, an operator takes it up."""

from math import inf

from . import rules
from .looks import Watcher


class Readiness:
    """The getting ready of a :class:`~.fire_unit.FireUnit`."""

    def expects(self, threat):
        """Its post has recognised a threat: radar, system and operators get ready."""
        now_s, factor = self.raid.now_s, self.raid.reaction_factor
        engagement = self.engagement(threat)
        engagement.locked_s = self.locks_s(threat)
        needed_s = self.needed_s(threat)
        reacted_s = now_s + factor * self.given.reaction_s
        engagement.ready_s = max(needed_s, reacted_s)
        if self.may_engage(threat, -inf):
            engagement.unqueued_s = max(needed_s, reacted_s + factor * self.given.operator_s)
            engagement.ready_s = max(needed_s, self.operated_s(threat, reacted_s, factor))
        elif self.identifies(threat):
            self.operated_s(threat, reacted_s, factor)
        if self.may_engage(threat, engagement.ready_s):
            self.raid.later(engagement.ready_s, "ready", self.becomes_ready, threat, self.returns)
        else:
            self.block(threat, self.why_never(threat), engagement.ready_s)
        if self.raid.parts and self.lost_s <= now_s:
            self.notes_kept_out(threat)

    def identifies(self, threat):
        """Whether an operator looks at a track that is then left alone for whose it is: he does where there
        is traffic."""
        rule = self.raid.scene.recognition
        return rule is not None and rule.traffic and self.leaves_alone(threat)

    def why_never(self, threat):
        """Return why it is never going to look for a shot at a threat."""
        if threat.held_for_decoy:
            return "held_for_decoy"
        if self.track(threat).held_friendly:
            return "held_for_friend"
        if self.leaves_alone(threat):
            return "not_identified"
        return "held_by_doctrine" if self.doctrine(threat).hold_fire else "ready_too_late"

    def locks_s(self, threat):
        """Return when its radar, which is told now where to look, locks on once it radiates."""
        from_s = self.raid.now_s
        if self.raid.duties is not None:
            from_s = max(from_s, self.raid.duties.on_s[self.raid.scene.radars.index(self.radar)])
        return Watcher(self.raid, self.radar, threat, self.given.key).locks_s(from_s)

    def needed_s(self, threat):
        """Return when its radar has locked on, if it needs to: not where a round goes by tracks."""
        if self.raid.duties is not None and self.raid.duties.reacts_to_tracks(self, threat):
            return -inf
        return self.engagement(threat).locked_s

    def operated_s(self, threat, reacted_s, factor):
        """Return when an operator is done with a track, as the queue is now."""
        if self.given.weapons_free and self.salvos:
            return reacted_s
        if not self.given.operators:
            return reacted_s + factor * self.given.operator_s
        engagement = self.engagement(threat)
        engagement.reacted_s = reacted_s
        if self.post.holds_gone(threat):
            engagement.dropped_s = self.raid.now_s
        self.line.append(threat)
        self.serves_line()
        return engagement.operated_s

    def serves_line(self):
        """Whoever is free first takes up the next track, if it flies still and is not held to be dead, and is
        free again at the latest when that is over."""
        free_s = [0.0] * self.given.operators
        for threat in self.line:
            engagement = self.engagement(threat)
            free_s.sort()
            begins_s = max(free_s[0], engagement.reacted_s)
            engagement.operated_s = begins_s + self.raid.reaction_factor * self.given.operator_s
            over_s = min(threat.impact_s, engagement.dropped_s)
            if begins_s < over_s:
                free_s[0] = min(engagement.operated_s, over_s)

    def drops_from_line(self, threat):
        """Its post holds a threat to be dead: who waits behind its track is taken up the earlier."""
        engagement = self.engagement(threat)
        if threat not in self.line or engagement.dropped_s < inf:
            return
        engagement.dropped_s = self.raid.now_s
        before_s = {other.number: self.engagement(other).operated_s for other in self.line}
        self.serves_line()
        for other in self.line:
            behind = self.engagement(other)
            if behind.dropped_s == inf and behind.operated_s < before_s[other.number]:
                ready_s = max(self.needed_s(other), behind.operated_s, self.raid.now_s)
                self.is_ready_by(other, ready_s)

    def frees_weapons(self):
        """It has ordered its first salvo: what waits for operators does so no more."""
        for threat in self.raid.threats:
            reacted_s = self.track(threat).recognised_s + self.raid.reaction_factor * self.given.reaction_s
            ready_s = max(self.needed_s(threat), reacted_s, self.raid.now_s)
            self.is_ready_by(threat, ready_s)

    def is_ready_by(self, threat, ready_s):
        """It is ready for a threat at a time, if that is earlier than it was to be."""
        engagement = self.engagement(threat)
        if ready_s < engagement.ready_s and self.may_engage(threat, ready_s):
            engagement.ready_s = ready_s
            self.raid.later(ready_s, "ready", self.becomes_ready, threat, self.returns)

    def becomes_ready(self, threat, returns):
        """From now on it may shoot at a threat, if it has not had to lock on again since that was planned."""
        engagement = self.engagement(threat)
        if engagement.ready_s >= self.raid.now_s and returns == self.returns:
            self.raid.note("ready", self.number, threat)
            engagement.waiting = True
            self.ranks_again(threat)
            self.wakes()
            self.raid.later(self.raid.now_s, "ask", self.raid.permissions.asks, self, threat)

    def ranks_again(self, threat):
        """It looks at a threat in its turn, by what that may fly at now."""
        if self.raid.scene.known_places:
            self.points[threat.number] = rules.points(self, threat)
            by_arrival = {other.number: place for place, other in enumerate(self.raid.by_impact)}
            self.order.sort(key=lambda other: (-self.points[other.number], by_arrival[other.number]))

    def wakes(self):
        """It looks for shots once what happens now has happened."""
        self.raid.asked.append(self.number)
