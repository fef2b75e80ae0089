"""How a fire unit shoots: salvos, rounds on their way, judging them, and when it is out of action."""

from dataclasses import dataclass
from math import inf

from .given import COUNTED_BELOW
from .luck import joined
from .wear import ENGAGEMENT_RADAR

TOGETHER_S = 1e-6
"""Launches as close together as this are at the same time."""
NOT_FIRED, ORDERED, MISS, HIT, WASTED = "not_fired", "ordered", "miss", "hit", "wasted"


@dataclass(eq=False)
class Shot:
    unit: object
    threat: object
    launcher: object
    launch_s: float
    meet_s: float
    end: str = ORDERED
    ordinal: int = -1
    met: bool = False
    cut: bool = False


@dataclass
class Chance:
    """The best shot that a fire unit has now."""

    launcher: object
    launch_s: float
    meet_s: float
    faces: bool = True


class Gunnery:
    """The shooting of a :class:`~.fire_unit.FireUnit`."""

    def orders(self, threat, terms, shot):
        """It orders a salvo: the shot found, and more rounds of that type as far as they can go now."""
        engagement, track = self.engagement(threat), self.track(threat)
        engagement.salvos += 1
        engagement.salvo = ()
        while shot is not None and len(engagement.salvo) < max(terms.rounds, 1):
            self.orders_round(threat, shot)
            shot = self.next_shot(threat, terms, shot)
        salvo = engagement.salvo
        self.raid.note("ordered", self.number, threat, len(salvo))
        self.jots(threat, "ordered")
        engagement.noted, engagement.waiting = "ordered", False
        self.free_channels -= 1
        track.engaged += 1
        self.salvos += 1
        if self.raid.command is not None:
            self.raid.command.is_followed(self, threat)
        if self.salvos == 1 and self.given.weapons_free:
            self.frees_weapons()
        self.free_missiles -= len(salvo)
        judged_s = max(one.meet_s for one in salvo) + self.given.assessment_s
        engagement.judged_s = judged_s
        self.raid.later(judged_s, "assess", self.judges, threat, salvo)
        self.post.tells(threat, 1, judged_s)

    def orders_round(self, threat, shot):
        """A launcher gives a round, to be launched when the shot says."""
        fired = Shot(self, threat, shot.launcher, shot.launch_s, shot.meet_s)
        shot.launcher.gives(fired)
        self.raid.shots.append(fired)
        self.engagement(threat).salvo += (fired,)
        if shot.launch_s <= self.raid.now_s + TOGETHER_S:
            self.launches(fired)
        else:
            self.raid.later(shot.launch_s, "launch", self.launches, fired)

    def next_shot(self, threat, terms, last):
        """Return a shot of the same type that goes as soon as launchers and spacing allow; None if none."""
        for launcher in self.of_type(last.launcher.given.interceptor)[:1]:
            if launcher.loaded_s > self.raid.now_s:
                return None
            from_s = max(self.raid.now_s, launcher.ready_s, last.launch_s + terms.spacing_s)
            launch_s, meet_s = self.first_shot(launcher, threat, from_s, terms)
            if launch_s > from_s + TOGETHER_S:
                return None
            return Chance(launcher, max(launch_s, self.raid.now_s), max(meet_s, launch_s))
        return None

    def launches(self, shot):
        """A round goes, if it was not held back since it was ordered."""
        if shot.end == ORDERED:
            shot.end, shot.ordinal = MISS, shot.threat.shots
            shot.threat.shots += 1
            self.engagement(shot.threat).fired += 1
            self.raid.later(shot.meet_s, "intercept", self.meets, shot)

    def meets(self, shot):
        """A round meets its threat."""
        threat, engagement = shot.threat, self.engagement(shot.threat)
        kind = self.raid.scene.rounds[shot.launcher.given.interceptor]
        shot.met, threat.last_lost = True, False
        if threat.killed_s <= self.raid.now_s:
            shot.end = WASTED
        elif self.loses(shot, kind):
            threat.last_lost = True
        elif self.kills(shot, self.raid.kill_p(kind, threat)):
            shot.end, threat.killed_s, threat.killer = HIT, self.raid.now_s, self.number
            if self.raid.duties is not None:
                self.raid.duties.drops_all(threat)
            for post in self.raid.posts:
                noticed_s = threat.killed_s + post.given.notice_s
                self.raid.later(noticed_s, "notice", post.notices, threat)
        over = all(one.met or one.end == NOT_FIRED for one in engagement.salvo)
        if over and self.given.missile_channels < COUNTED_BELOW:
            self.free_missiles += sum(one.end != NOT_FIRED for one in engagement.salvo)
            self.wakes()

    def loses(self, shot, kind):
        """Whether a round has lost the radar that it needed: its own while it did, or one that goes by tracks
        any that keeps one."""
        duties = self.raid.duties
        if duties is not None and duties.goes_by_tracks(self, shot.launcher.given.interceptor):
            return not duties.eyes(self, shot.threat)
        return shot.cut and not kind.any_track

    def kills(self, shot, kill_p):
        """Whether a round kills: by its own luck, and by that of all shots of the unit at the threat."""
        chances, threat = self.raid.scene.chances, shot.threat
        engagement = self.engagement(threat)
        if not self.raid.luck.draw("kill", threat.given.key, shot.ordinal) < kill_p:
            return False
        if engagement.spoiled is None:
            whose = joined(threat.given.key, self.given.key)
            engagement.spoiled = not self.raid.luck.happens(chances.common_kill, "common_kill", whose)
        return not engagement.spoiled

    def judges(self, threat, salvo):
        """A salvo is judged, rightly or wrongly."""
        if all(one.end == NOT_FIRED for one in salvo):
            return
        now_s, engagement = self.raid.now_s, self.engagement(threat)
        self.free_channels += 1
        self.post.tracks[threat.number].engaged -= 1
        self.post.asks()
        dead = threat.killed_s <= now_s
        chances = self.raid.scene.chances
        error = chances.missed_kill if dead else chances.false_kill
        wrong = error > 0.0 and (
            self.raid.luck.draw("assessment", joined(threat.given.key, self.given.key), engagement.salvos)
            < error
        )
        held_dead = dead != wrong
        self.raid.note("assessed_dead" if held_dead else "assessed_alive", self.number, threat, dead)
        if held_dead:
            engagement.closed_s = now_s
            self.jots(threat, "judged_dead")
            self.post.tracks[threat.number].gone = True
            self.post.tells(threat, 2, now_s)
        elif 0 < self.given.max_salvos <= engagement.salvos:
            engagement.closed_s = now_s
            self.jots(threat, "let_go")
            self.raid.note("let_go", self.number, threat)
        elif threat.impact_s > now_s:
            engagement.waiting, engagement.not_before_s = True, now_s
        self.post.notices(threat)

    def goes_silent(self, threat=None):
        """It goes out of action: rounds that wait for their launch stay where they are, and those under way
        that still need its radar are cut off."""
        now_s = self.raid.now_s
        if self.lost_s <= now_s:
            return
        self.lost_s = now_s
        if self.raid.parts:
            for other in self.raid.threats:
                if self.is_open(other) and self.track(other).recognised_s < inf:
                    self.notes_kept_out(other)
        for_others = False
        for shot in self.raid.shots:
            if shot.unit is self and shot.end == ORDERED:
                for_others |= shot.launcher.keeps(shot)
                self.holds_back(shot)
            elif shot.unit is self:
                kind = self.raid.scene.rounds[shot.launcher.given.interceptor]
                shot.cut |= now_s < shot.meet_s - kind.support_before_s
        if for_others:
            self.loads_empty()
        self.raid.silences_radars(self.radar.key)
        self.raid.stands_in(self.given.post, threat)
        self.post.asks()

    def is_hit(self, threat):
        """Its engagement radar is hit."""
        self.hit = True
        if self.lost_s > self.raid.now_s:
            self.raid.note("radar_lost", self.number, threat)
            self.goes_silent(threat)
        self.raid.counts_hit(self.radar.key)
        self.raid.hits_part(ENGAGEMENT_RADAR, self.number)

    def comes_back(self):
        """It works again: its radar locks anew on what its post knows, and the rounds that stayed on their
        launchers are there."""
        self.lost_s = inf
        for launcher in self.launchers:
            if launcher.rounds > 0 and launcher.ready_s == inf and not launcher.out:
                launcher.is_ready_again()
        self.returns += 1
        for threat in self.raid.threats:
            if self.is_open(threat) and self.track(threat).recognised_s < inf:
                self.locks_again(threat)
        self.wakes()

    def locks_again(self, threat):
        """Its radar looks for a threat anew; it is ready then, and not before it was to be."""
        now_s, engagement = self.raid.now_s, self.engagement(threat)
        engagement.locked_s = self.locks_s(threat)
        before_s = engagement.ready_s
        if before_s == inf:
            before_s = now_s + self.raid.reaction_factor * self.given.reaction_s
        engagement.ready_s = max(self.needed_s(threat), before_s, now_s)
        engagement.waiting, engagement.not_before_s = False, now_s
        self.jots(threat, "locks_again")
        if self.may_engage(threat, engagement.ready_s):
            self.raid.later(engagement.ready_s, "ready", self.becomes_ready, threat, self.returns)
        else:
            self.block(threat, self.why_never(threat), engagement.ready_s)

    def is_open(self, threat):
        """Whether it neither engages a threat that flies nor has let it go."""
        engagement = self.engagement(threat)
        engaged = engagement.judged_s > self.raid.now_s
        return threat.impact_s > self.raid.now_s and engagement.closed_s == inf and not engaged

    def notes_kept_out(self, threat):
        """It is out of action while it has a shot at a threat still to come."""
        engagement = self.engagement(threat)
        engagement.kept_out |= self.first_s(threat, self.raid.now_s) < inf

    def reconsiders(self):
        """It has a round again, or is to have one: it looks again at threats that it had none for."""
        for threat in self.raid.threats:
            engagement = self.engagement(threat)
            if engagement.kept_by == "no_round" and self.is_open(threat):
                engagement.waiting, engagement.not_before_s = True, self.raid.now_s
        self.wakes()

    def loads_empty(self):
        """Its empty launchers that work are loaded from now on, or from when they are empty, as far as there
        are loads."""
        for launcher in self.launchers:
            if launcher.emptied_s > -inf and not launcher.out and launcher.rounds == 0:
                launcher.loads_from(max(self.raid.now_s, launcher.emptied_s))

    def holds_back(self, shot):
        """A round that was ordered is not launched; return whether no other of its salvo went, so that
        its threat is free for others."""
        shot.end = NOT_FIRED
        engagement, track = self.engagement(shot.threat), self.post.tracks[shot.threat.number]
        self.free_missiles += 1
        if all(one.end == NOT_FIRED for one in engagement.salvo):
            track.engaged -= 1
            engagement.salvos -= 1
            engagement.judged_s = -inf
            self.free_channels += 1
            self.raid.note("held_back", self.number, shot.threat)
            self.jots(shot.threat, "held_back")
            self.post.notices(shot.threat)
            return True
        if all(one.met or one.end == NOT_FIRED for one in engagement.salvo):
            self.free_missiles += sum(one.end != NOT_FIRED for one in engagement.salvo)
        return False
