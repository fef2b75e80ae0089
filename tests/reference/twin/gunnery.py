"""How a fire unit shoots: salvos, rounds on their way, judging them, and when its radar is hit."""

from dataclasses import dataclass
from math import inf

from .luck import joined
from .scene import COUNTED_BELOW

TOGETHER_S = 1e-6
"""Launches as close together as this are at the same time."""
NOT_FIRED, ORDERED, MISS, HIT, WASTED = "not_fired", "ordered", "miss", "hit", "wasted"


@dataclass(eq=False)
class LiveLauncher:
    """A launcher: rounds of the load that it holds or waits for, and loads after it."""

    number: int
    given: object
    ready: bool
    rounds: int = 0
    loads: int = 0
    ready_s: float = inf
    loaded_s: float = inf
    emptied_s: float = -inf
    hit: bool = False

    def __post_init__(self):
        if self.ready and self.given.rounds > 0:
            self.ready_s, self.loaded_s, self.emptied_s = 0.0, 0.0, inf
        self.rounds = self.given.rounds * self.ready
        self.loads = self.given.reload_sets * self.ready

    def fires(self, launch_s):
        """It gives a round; return how many are loaded because of that."""
        self.rounds -= 1
        if self.rounds > 0:
            self.ready_s = launch_s + self.given.interval_s
            return 0
        self.emptied_s, self.loaded_s = launch_s, inf
        if self.loads > 0:
            self.loads -= 1
            self.rounds = self.given.rounds
            self.loaded_s = launch_s + self.given.reload_s
        self.ready_s = self.loaded_s
        return self.rounds


@dataclass(eq=False)
class Shot:
    unit: object
    threat: object
    launcher: LiveLauncher
    launch_s: float
    meet_s: float
    end: str = ORDERED
    ordinal: int = -1
    met: bool = False


@dataclass
class Chance:
    """The best shot that a fire unit has now."""

    launcher: LiveLauncher
    launch_s: float
    meet_s: float
    faces: bool = True


class Gunnery:
    """The shooting of a :class:`~.fire_unit.FireUnit`."""

    def orders(self, threat, terms, shot):
        """It orders a salvo: the shot found, and more rounds of that type as far as they can go now."""
        engagement, track = self.engagement(threat), self.post.tracks[threat.number]
        engagement.salvos += 1
        engagement.salvo = ()
        while shot is not None and len(engagement.salvo) < max(terms.rounds, 1):
            self.orders_round(threat, shot)
            shot = self.next_shot(threat, terms, shot)
        salvo = engagement.salvo
        self.raid.note("ordered", self.number, threat, len(salvo))
        engagement.noted, engagement.waiting = "ordered", False
        self.free_channels -= 1
        track.engaged += 1
        track.salvos += 1
        self.salvos += 1
        if self.salvos == 1 and self.given.weapons_free:
            self.frees_weapons()
        self.free_missiles -= len(salvo)
        judged_s = max(one.meet_s for one in salvo) + self.given.assessment_s
        self.raid.later(judged_s, "assess", self.judges, threat, salvo)
        self.post.tells(threat, 1, judged_s)

    def orders_round(self, threat, shot):
        """A launcher gives a round, to be launched when the shot says."""
        fired = Shot(self, threat, shot.launcher, shot.launch_s, shot.meet_s)
        self.loaded += shot.launcher.fires(shot.launch_s)
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
        shot.met = True
        if threat.killed_s <= self.raid.now_s:
            shot.end = WASTED
        elif not kind.any_track and self.lost_s < shot.meet_s - kind.support_before_s:
            threat.lost_shots += 1
        elif self.kills(shot, self.raid.kill_p(kind, threat)):
            shot.end, threat.killed_s, threat.killer = HIT, self.raid.now_s, self.number
        over = all(one.met or one.end == NOT_FIRED for one in engagement.salvo)
        if over and self.given.missile_channels < COUNTED_BELOW:
            self.free_missiles += sum(one.end != NOT_FIRED for one in engagement.salvo)
            self.wakes()

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
            self.post.tracks[threat.number].gone = True
            self.post.tells(threat, 2, now_s)
        elif 0 < self.given.max_salvos <= engagement.salvos:
            engagement.closed_s = now_s
            self.raid.note("let_go", self.number, threat)
        elif threat.impact_s > now_s:
            engagement.waiting, engagement.not_before_s = True, now_s

    def loses_radar(self, threat):
        """Its engagement radar is hit: rounds that wait for their launch stay where they are."""
        now_s = self.raid.now_s
        if self.lost_s <= now_s:
            return
        self.lost_s = now_s
        for shot in self.raid.shots:
            if shot.unit is self and shot.end == ORDERED:
                self.holds_back(shot)
        self.raid.note("radar_lost", self.number, threat)
        for number, radar in enumerate(self.raid.scene.radars):
            if radar.key == self.radar.key:
                self.raid.radar_lost_s[number] = min(self.raid.radar_lost_s[number], now_s)
        self.post.asks()

    def loses_launcher(self, number, threat):
        """A launcher is hit with all its rounds; one that a world does not have is stood for by the others of
        the unit in turn. What it was to launch others may."""
        there = [launcher for launcher in self.launchers if launcher.given.present]
        own = [launcher for launcher in there if launcher.number == number]
        if not own and there:
            own = [there[(number - self.given.first_launcher) % len(there)]]
        if not own or own[0].hit:
            return
        launcher, now_s = own[0], self.raid.now_s
        launcher.hit = True
        self.raid.note("launcher_lost", launcher.number, threat)
        launcher.ready_s = launcher.loaded_s = inf
        launcher.emptied_s = min(launcher.emptied_s, now_s)
        for shot in self.raid.shots:
            if shot.launcher is launcher and shot.end == ORDERED and self.holds_back(shot):
                engagement = self.engagement(shot.threat)
                engagement.waiting, engagement.not_before_s = True, now_s
        self.rounds_lost += launcher.rounds
        launcher.rounds = 0
        self.post.asks()

    def holds_back(self, shot):
        """A round that was ordered stays on its launcher; return whether no other of its salvo went, so that
        its threat is free for others."""
        shot.end = NOT_FIRED
        shot.launcher.rounds += 1
        engagement, track = self.engagement(shot.threat), self.post.tracks[shot.threat.number]
        self.free_missiles += 1
        if all(one.end == NOT_FIRED for one in engagement.salvo):
            track.engaged -= 1
            track.salvos -= 1
            engagement.salvos -= 1
            self.free_channels += 1
            self.raid.note("held_back", self.number, shot.threat)
            return True
        if all(one.met or one.end == NOT_FIRED for one in engagement.salvo):
            self.free_missiles += sum(one.end != NOT_FIRED for one in engagement.salvo)
        return False
