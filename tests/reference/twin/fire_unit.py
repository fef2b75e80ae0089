"""A fire unit: it gets ready for threats, looks for shots, shoots, judges, turns, and may lose its radar."""

from dataclasses import dataclass, field
from math import floor, inf, nextafter, pi, tau

from . import rules
from .given import COUNTED_BELOW, turn_rad
from .gunnery import TOGETHER_S, Chance, Gunnery
from .kept import last_reason
from .launchers import LiveLauncher
from .luck import CONDITIONS
from .readiness import Readiness
from .shots import Shooter, first_shot
from .supply import Supply

SMALLEST_TURN_RAD = 1e-3


@dataclass
class Engagement:
    """How far a fire unit has come with a threat; ``salvo`` holds the shots of the last one."""

    locked_s: float = inf
    unqueued_s: float = inf
    reacted_s: float = inf
    operated_s: float = -inf
    dropped_s: float = inf
    ready_s: float = inf
    not_before_s: float = 0.0
    closed_s: float = inf
    salvos: int = 0
    fired: int = 0
    waiting: bool = False
    diary: list = field(default_factory=list)
    noted: str = ""
    judged_s: float = -inf
    kept_out: bool = False
    salvo: tuple = ()
    spoiled: object = None

    @property
    def kept_by(self):
        """The reason that keeps the unit from a shot, by what the diary says; empty for none."""
        return last_reason(self.diary)[0]


class FireUnit(Gunnery, Readiness):
    """A fire unit under way."""

    def __init__(self, raid, number, given, launchers_share, channels_share):
        self.raid, self.number, self.given = raid, number, given
        self.radar, self.site = raid.scene.radars[given.radar], given.site
        self.channels, self.missiles = given.target_channels, given.missile_channels
        if channels_share < 1.0:
            split = raid.luck.draw("condition", given.key, CONDITIONS["channel_split"])
            self.channels = floor(self.channels * channels_share + split)
            self.missiles = floor(self.missiles * channels_share + split)
        self.free_channels, self.free_missiles = self.channels, self.missiles
        self.launchers = [
            LiveLauncher(
                self,
                place,
                own,
                own.present
                and raid.luck.happens(launchers_share, "condition", own.key, CONDITIONS["launcher_ready"]),
            )
            for place, own in enumerate(raid.scene.launchers)
            if given.first_launcher <= place < given.end_launcher
        ]
        self.supply = Supply(raid.scene.supply[number] if raid.scene.supply else None, self.launchers)
        self.rounds_lost = self.returns = 0
        self.hit = False
        self.loaded = sum(launcher.rounds for launcher in self.launchers)
        self.engagements = [Engagement() for _ in raid.threats]
        self.line = []
        self.order, self.points, self.salvos = [], [], 0
        self.centre_rad = self.first_centre_rad = 0.0
        self.turning_until_s, self.lost_s, self.planned_s = 0.0, inf, inf

    # --- what it knows

    @property
    def post(self):
        """Its command post."""
        return self.raid.posts[self.given.post]

    def is_aim_of(self, threat):
        """Whether a threat flies at a part of it: its own radar, one of its post, its post, a launcher."""
        aim, post = threat.given, self.given.post
        return (
            aim.aim_unit == self.number
            or (aim.aim_radar >= 0 and self.raid.scene.radars[aim.aim_radar].post == post)
            or aim.aim_post == post
            or any(launcher.number == aim.aim_launcher for launcher in self.launchers)
        )

    def doctrine(self, threat):
        """Return its doctrine for the class that its post takes a threat for."""
        return self.given.doctrine[self.track(threat).held_class]

    def track(self, threat):
        """Return what its post knows of a threat."""
        return self.post.tracks[threat.number]

    def choices(self, threat):
        """Return the rounds that it takes for a threat, the preferred type first."""
        return self.given.choices[self.track(threat).held_class]

    def engagement(self, threat):
        """Return how far it has come with a threat."""
        return self.engagements[threat.number]

    def may_engage(self, threat, ready_s):
        """Whether it is ever going to look for a shot at a threat for which it is ready at a time."""
        let_go = threat.held_for_decoy or self.leaves_alone(threat) or self.doctrine(threat).hold_fire
        return ready_s < threat.impact_s and not let_go

    def leaves_alone(self, threat):
        """Whether it never shoots at a threat for whose it is: a friend, or weapons are tight and its post
        has not declared it hostile."""
        track = self.track(threat)
        return track.held_friendly or (self.doctrine(threat).weapons_tight and not track.declared)

    def of_type(self, kind):
        """Return its launchers that hold or wait for rounds of a type, the one ready first in front."""
        own = [place for place in self.launchers if place.given.interceptor == kind and place.ready_s < inf]
        return sorted(own, key=lambda place: (place.ready_s, place.number))

    # --- looking for shots

    def first_shot(self, launcher, threat, from_s, terms, half_rad=None):
        """Return launch and meeting of the first shot of a launcher from a time on; infinite if none."""
        duties, number = self.raid.duties, launcher.given.interceptor
        if duties is not None and duties.goes_by_tracks(self, number):
            shots = [
                self.held_shot(launcher, threat, from_s, terms, tau, radar)
                for radar in duties.eyes(self, threat)
            ]
            return min(shots, key=lambda shot: shot[0], default=(inf, inf))
        half_rad = self.radar.sector_half_rad if half_rad is None else half_rad
        return self.held_shot(launcher, threat, from_s, terms, half_rad, self.radar)

    def held_shot(self, launcher, threat, from_s, terms, half_rad, radar):
        """Return the same of a shot while a radar holds the threat in a sector."""
        kind = self.raid.scene.rounds[launcher.given.interceptor]
        ballistic = self.raid.scene.classes[threat.given.threat_class].ballistic
        reach_m = kind.range_max_ballistic_m if ballistic else kind.range_max_m
        shooter = Shooter(
            kind,
            launcher,
            radar,
            half_rad,
            self.centre_rad,
            radar is not self.radar,
        )
        launch_s, meet_s = first_shot(
            threat.course,
            shooter,
            ballistic,
            from_s - threat.start_s,
            terms.wish(reach_m, threat.start_s),
        )
        return launch_s + threat.start_s, meet_s + threat.start_s

    def chances(self, threat, terms, half_rad):
        """Yield the first shot of each type of round, the preferred type first."""
        for kind in self.choices(threat):
            for launcher in self.of_type(kind)[:1]:
                ordered_s = self.raid.now_s + self.given.order_s
                from_s = max(ordered_s, launcher.ready_s, terms.launch_from_s)
                from_s = max(from_s, self.lock_for_s(threat, kind))
                launch_s, meet_s = self.first_shot(launcher, threat, from_s, terms, half_rad)
                yield Chance(launcher, max(launch_s, self.raid.now_s), max(meet_s, launch_s))

    def best(self, threat, terms):
        """Return the earliest shot, in the sector if there is one, and all first shots that were looked at.

        A share of the reach that leaves no shot is forgotten."""
        while True:
            for half_rad in (self.radar.sector_half_rad, tau):
                found = None
                looked = list(self.chances(threat, terms, half_rad))
                for chance in looked:
                    if chance.launch_s < (inf if found is None else found.launch_s - TOGETHER_S):
                        found = chance
                if found is not None:
                    found.faces = half_rad == self.radar.sector_half_rad or self.radar.sector_half_rad >= pi
                    return found, looked
                if terms.meet_share < inf or self.radar.sector_half_rad >= pi:
                    break
            if terms.meet_share == inf or not looked:
                return None, looked
            terms.meet_share = inf

    def lock_for_s(self, threat, kind):
        """Return when it has the lock that a type of round needs, where others need none."""
        duties = self.raid.duties
        if duties is None or duties.goes_by_tracks(self, kind) or not duties.reacts_to_tracks(self, threat):
            return -inf
        return self.engagement(threat).locked_s

    def due_s(self, threat, expected_s):
        """Return when it has a shot at a threat that another of its post leaves to it, which expects it to be
        ready at a time as long as it is not; infinite if it has none."""
        now_s = self.raid.now_s
        if self.lost_s <= now_s or self.free_channels <= 0:
            return inf
        return self.first_s(threat, now_s if self.engagement(threat).ready_s <= now_s else expected_s)

    def as_armed_s(self, threat, held_class, from_s):
        """Return when it would have its first shot at a threat of a class from a time on, as it is armed and
        wherever its radar faces."""
        launchers = [own for own in self.launchers if own.given.present and own.given.rounds > 0]
        first = {}
        for launcher in launchers:
            first.setdefault(launcher.given.interceptor, launcher)
        return min(
            (
                self.first_shot(first[kind], threat, from_s + self.given.order_s, rules.Terms(), tau)[0]
                for kind in self.given.choices[held_class]
                if kind in first
            ),
            default=inf,
        )

    def first_s(self, threat, from_s):
        """Return when it has its first shot in its sector from a time on, whatever doctrine says."""
        ordered_s = from_s + self.given.order_s
        launches_s = [
            self.first_shot(launcher, threat, max(ordered_s, launcher.ready_s), rules.Terms())[0]
            for kind in self.choices(threat)
            for launcher in self.of_type(kind)[:1]
        ]
        return min(launches_s, default=inf)

    def looks_for_shots(self):
        """It goes through what it may shoot at, and starts all that it can start now."""
        now_s = self.raid.now_s
        if self.lost_s <= now_s:
            return self.blocks_rest(self.order, "unit_lost")
        if self.turning_until_s > now_s:
            return self.blocks_rest(self.order, "turning")
        if self.raid.duties is not None and self.raid.duties.waits_for_orders(self):
            return self.blocks_rest(self.order, "waits_for_orders")
        self.planned_s = inf
        rest = [threat for threat in self.order if self.engagement(threat).waiting]
        while rest and self.free_channels > 0:
            threat = rest.pop(0)
            if threat.impact_s <= now_s:
                self.engagement(threat).waiting = False
                continue
            if self.post.holds_gone(threat):
                self.drops(threat, "held_dead")
                continue
            why = self.looks_at(threat) if self.may_look(threat) else None
            if why is not None:
                return self.blocks_rest([threat, *rest], why)
        if self.free_channels <= 0:
            self.blocks_rest(rest, "no_channel")
        return None

    def may_look(self, threat):
        """Whether nobody of whom the post knows engages a threat, and nothing is to be waited for."""
        command = self.raid.command
        if command is not None and command.keeps_from(self, threat):
            return False
        if self.left_to_others(threat):
            return False
        engagement = self.engagement(threat)
        if engagement.not_before_s <= self.raid.now_s:
            return True
        if engagement.kept_by != "out_of_sector":
            self.planned_s = min(self.planned_s, engagement.not_before_s)
        return False

    def left_to_others(self, threat):
        """Whether somebody engages a threat of whom the post knows."""
        track = self.track(threat)
        if track.engaged:
            self.block(threat, "engaged_by_unit", inf)
        elif track.others_until_s > self.raid.now_s:
            self.block(threat, "engaged_by_others", track.others_until_s)
        else:
            return False
        return True

    def looks_at(self, threat):
        """It starts an engagement, or puts down what that waits for; return why it looks no further, or
        None."""
        now_s = self.raid.now_s
        terms = rules.terms_of(self, threat)
        if terms.hold_until_s > -inf:
            return self.holds(threat, terms.hold_until_s)
        shot, looked = self.best(threat, terms)
        if shot is None:
            return self.gives_up(threat, terms, looked)
        if not shot.faces:
            return self.turns(threat, shot)
        rules.last_chance(self, threat, terms, shot)
        if self.raid.command is not None:
            terms.rounds = min(self.raid.command.rounds(self, threat) or terms.rounds, terms.rounds_most)
        kind = shot.launcher.given.interceptor
        if not self.given.partial_salvo:
            have = [place for place in self.launchers if place.given.interceptor == kind]
            if sum(place.rounds for place in have) < terms.rounds:
                return self.drops(threat, "no_round")
            if sum(place.rounds for place in have if place.loaded_s <= now_s) < terms.rounds:
                loaded_s = min(place.loaded_s for place in have if place.loaded_s > now_s)
                return self.waits(threat, loaded_s, "no_round")
        order_s = self.given.order_s
        there_s = max(now_s + order_s, shot.launcher.ready_s)
        loading, in_reach = shot.launcher.loaded_s > now_s, shot.launch_s <= there_s + TOGETHER_S
        if loading or not in_reach:
            if loading and in_reach:
                return self.waits(threat, shot.launcher.loaded_s, "no_round")
            kind = "waits_by_doctrine" if terms.narrow else "not_in_reach"
            if not in_reach and self.turns_to_sooner(threat, terms, shot):
                return "turning"
            asked_s = max(shot.launch_s, there_s) - order_s
            return self.waits(threat, max(asked_s, shot.launcher.loaded_s) if loading else asked_s, kind)
        if self.given.missile_channels < COUNTED_BELOW:
            if self.given.partial_salvo:
                terms.rounds = min(terms.rounds, self.missiles)
            if self.free_missiles < max(terms.rounds, 1):
                return "no_missile_channel"
        return self.orders(threat, terms, shot)

    def gives_up(self, threat, terms, looked):
        """No shot is left: for want of a round, by doctrine, or at all."""
        if all(chance.launcher.loaded_s > self.raid.now_s for chance in looked):
            return self.drops(threat, "no_round")
        if terms.narrow and self.best(threat, terms.eased())[0] is not None:
            if terms.again_s < inf:
                return self.waits(threat, terms.again_s, "held_by_doctrine")
            return self.drops(threat, "held_by_doctrine")
        return self.drops(threat, "no_shot_left")

    def holds(self, threat, until_s):
        """Doctrine holds fire: for good, until a time, or until something happens."""
        if until_s == inf:
            self.drops(threat, "held_by_doctrine")
        elif until_s > self.raid.now_s:
            self.waits(threat, until_s, "held_by_doctrine")
        else:
            self.block(threat, "held_by_doctrine", until_s)

    def waits(self, threat, until_s, why):
        """It comes back to a threat at a time."""
        self.engagement(threat).not_before_s = until_s
        self.planned_s = min(self.planned_s, until_s)
        self.block(threat, why, until_s)
        self.raid.later(until_s, "wake", self.wakes)

    def drops(self, threat, why):
        """It lets a threat go."""
        self.engagement(threat).waiting = False
        self.block(threat, why, inf)

    def turns(self, threat, shot):
        """There is a shot outside the sector: it turns there, unless something is under way or planned."""
        engagement, idle = self.engagement(threat), self.free_channels == self.channels
        self.jots(threat, "out_of_sector")
        if not self.may_turn:
            engagement.not_before_s = (
                self.planned_s if idle and self.planned_s < inf else nextafter(self.raid.now_s, inf)
            )
            return self.block(threat, "out_of_sector", self.planned_s)
        centre_rad, turn_s = self.faces(threat, shot)
        if turn_s is None:
            return self.drops(threat, "leaves_sector")
        return self.turns_to(threat, centre_rad, turn_s)

    @property
    def may_turn(self):
        """Whether nothing in the sector is planned, nor under way unless it turns all the same."""
        idle = self.free_channels == self.channels
        return self.planned_s == inf and (idle or self.given.slew_when_engaged)

    def turns_to_sooner(self, threat, terms, inside):
        """It turns to a shot outside the sector that comes before the one inside by more than the turn."""
        if self.radar.sector_half_rad >= pi or not self.may_turn:
            return False
        shot = None
        for chance in self.chances(threat, terms, tau):
            if chance.launch_s < (inf if shot is None else shot.launch_s - TOGETHER_S):
                shot = chance
        centre_rad, turn_s = self.faces(threat, shot)
        if turn_s is None or max(shot.launch_s, self.raid.now_s + turn_s) > inside.launch_s - TOGETHER_S:
            return False
        self.jots(threat, "out_of_sector")
        self.turns_to(threat, centre_rad, turn_s)
        return True

    def faces(self, threat, shot):
        """Return where its radar faces both ends of a shot alike, and how long it turns there; None where it
        does so already."""
        views = threat.course.views[self.site]
        first_rad, last_rad = (
            views[threat.course.place(time_s - threat.start_s)].azimuth_rad
            for time_s in (shot.launch_s, shot.meet_s)
        )
        sweep_rad = turn_rad(first_rad, last_rad)
        if turn_rad(first_rad + sweep_rad, last_rad) > turn_rad(first_rad - sweep_rad, last_rad):
            sweep_rad = -sweep_rad
        centre_rad = (first_rad + 0.5 * sweep_rad) % tau
        turn = turn_rad(centre_rad, self.centre_rad)
        return centre_rad, None if turn < SMALLEST_TURN_RAD else turn / self.given.slew_rate_radps

    def turns_to(self, threat, centre_rad, turn_s):
        """It turns its radar, and looks again when that is done."""
        self.centre_rad = centre_rad
        self.turning_until_s = self.raid.now_s + turn_s
        self.raid.note("turn", self.number, threat, centre_rad)
        self.raid.later(self.turning_until_s, "wake", self.wakes)
        return "turning"

    # --- what keeps it from shots

    def block(self, threat, why, until_s):
        """Write down what keeps it from a shot, unless that is what was written last."""
        engagement = self.engagement(threat)
        self.jots(threat, why, until_s)
        if engagement.noted != why:
            engagement.noted = why
            self.raid.note(why, self.number, threat, until_s)

    def jots(self, threat, what, until_s=inf):
        """Put something about a threat into the diary, from which the ledger is told at the end."""
        self.engagement(threat).diary.append((self.raid.now_s, what, until_s))

    def blocks_rest(self, rest, why):
        """Write so for each threat that waits for nothing else."""
        now_s = self.raid.now_s
        for threat in rest:
            engagement = self.engagement(threat)
            if not engagement.waiting or threat.impact_s <= now_s or self.left_to_others(threat):
                continue
            if engagement.not_before_s <= now_s:
                self.block(threat, why, self.turning_until_s if self.turning_until_s > now_s else inf)
