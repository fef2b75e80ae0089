"""How a fire unit gets ready for a threat: its radar locks on, its system reacts, an operator takes it up."""

from math import inf

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
        """Return when an operator is done with a track; whoever is free first takes it up, if it flies still,
        and is free again at the latest when it arrives."""
        if self.given.weapons_free and self.salvos:
            return reacted_s
        if not self.operators_free_s:
            return reacted_s + factor * self.given.operator_s
        self.operators_free_s.sort()
        begins_s = max(self.operators_free_s[0], reacted_s)
        ends_s = begins_s + factor * self.given.operator_s
        if begins_s < threat.impact_s:
            self.operators_free_s[0] = min(ends_s, threat.impact_s)
        return ends_s

    def frees_weapons(self):
        """It has ordered its first salvo: what waits for operators does so no more."""
        for threat in self.raid.threats:
            engagement = self.engagement(threat)
            reacted_s = self.track(threat).recognised_s + self.raid.reaction_factor * self.given.reaction_s
            ready_s = max(self.needed_s(threat), reacted_s, self.raid.now_s)
            if ready_s < engagement.ready_s and self.may_engage(threat, ready_s):
                engagement.ready_s = ready_s
                self.raid.later(ready_s, "ready", self.becomes_ready, threat, self.returns)

    def becomes_ready(self, threat, returns):
        """From now on it may shoot at a threat, if it has not had to lock on again since that was planned."""
        engagement = self.engagement(threat)
        if engagement.ready_s >= self.raid.now_s and returns == self.returns:
            self.raid.note("ready", self.number, threat)
            engagement.waiting = True
            self.wakes()
            self.raid.later(self.raid.now_s, "ask", self.raid.permissions.asks, self, threat)

    def wakes(self):
        """It looks for shots once what happens now has happened."""
        self.raid.asked.append(self.number)
