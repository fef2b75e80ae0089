"""A raid under way: threats, posts and links as objects, and a heap of calls to come."""

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import floor, inf, log, nan, pi, tau

from . import rules
from .fire_unit import FireUnit
from .looks import Watcher
from .luck import CONDITIONS, WHOLE_RAID, Luck, joined
from .scene import ENGAGEMENT, Scene

FIRST_TO_LAST = ("report", "intercept", "launch", "impact", "assess", "wake", "ready", "foreseen")
"""What happens first of what happens at the same time."""
TRACK, ENGAGED, DEAD = range(3)
"""What a report tells."""


@dataclass(eq=False)
class LiveThreat:
    number: int
    given: object
    course: object
    bearing: int
    start_s: float
    tracked: bool
    held_for_decoy: bool
    killed_s: float = inf
    killer: int = -1
    shots: int = 0
    lost_shots: int = 0
    lost_tracks: int = 0

    @property
    def impact_s(self):
        """When it reaches its aim, or the ground."""
        return self.start_s + self.course.lasts_s


@dataclass
class Track:
    """What a post knows of a threat."""

    known_s: float = inf
    others_until_s: float = -inf
    engaged: int = 0
    salvos: int = 0
    gone: bool = False


class LivePost:
    """A command post and its picture."""

    def __init__(self, raid, number, given):
        self.raid, self.number, self.given = raid, number, given
        self.lost_s = inf
        self.tracks = [Track() for _ in raid.threats]

    @property
    def lost(self):
        """Whether it is out of action by now."""
        return self.lost_s <= self.raid.now_s

    def learns(self, threat, over=None):
        """It learns of a track: its units get ready, others are told."""
        track = self.tracks[threat.number]
        if track.known_s < inf:
            return
        track.known_s = self.raid.now_s
        self.raid.note("known", self.number, threat)
        for number in self.given.units:
            self.raid.units[number].expects(threat)
        self.tells(threat, TRACK, 0.0, over)

    def tells(self, threat, what, until_s, over=None):
        """It reports over all its links but one."""
        if not self.lost:
            for link in self.given.links:
                if link != over:
                    self.raid.links[link].sends(threat, what, until_s)

    def hears(self, link, threat, what, until_s):
        """A report has come."""
        track = self.tracks[threat.number]
        if self.lost:
            threat.lost_tracks += 1
            return
        self.raid.note("report_received", link.number, threat, what)
        back = link.given.back
        if what == TRACK:
            self.learns(threat, back)
        elif what == ENGAGED and until_s > track.others_until_s:
            track.others_until_s = until_s
            for number in self.given.units:
                self.raid.later(until_s, "wake", self.raid.units[number].wakes)
            self.tells(threat, what, until_s, back)
            self.asks()
        elif what == DEAD and not track.gone:
            track.gone = True
            self.tells(threat, what, until_s, back)
            self.asks()

    def asks(self):
        """Its fire units look for shots once all that happens now has happened."""
        self.raid.asked.extend(self.given.units)

    def holds_gone(self, threat):
        """Whether it holds a threat to be dead."""
        track = self.tracks[threat.number]
        if track.gone or track.salvos:
            return track.gone
        return threat.killed_s + self.given.notice_s <= self.raid.now_s


class LiveLink:
    """One direction between two posts, or from a radar to its post."""

    def __init__(self, raid, number, given):
        self.raid, self.number, self.given = raid, number, given
        self.free_s = 0.0

    def sends(self, threat, what, until_s):
        """A report goes out: it waits its turn, and arrives late or never."""
        self.free_s = max(self.free_s, self.raid.now_s) + self.given.report_s
        whose = joined(threat.given.key, self.given.key)
        if self.raid.luck.happens(self.given.loss_p, "report_lost", whose, 3 * threat.shots + what):
            self.raid.note("report_lost", self.number, threat, what)
            return
        self.raid.note("report_sent", self.number, threat, what)
        post = self.raid.posts[self.given.to_post]
        there_s = self.free_s + self.given.latency_s
        self.raid.later(there_s, "report", post.hears, self, threat, what, until_s)


class Battle:
    """One raid, played from its draws to its last event."""

    def __init__(self, scene: Scene, replication):
        self.scene, self.luck = scene, Luck(scene.seed, scene.world, replication)
        self.now_s = 0.0
        self.calls, self.order, self.asked = [], count(), []
        self.log, self.shots = [], []
        chances = scene.chances
        self.reaction_factor = self.luck.condition("reaction", chances.triangle("reaction"))
        self.threats = list(self.draw_threats())
        self.posts = [LivePost(self, number, given) for number, given in enumerate(scene.posts)]
        self.links = [LiveLink(self, number, given) for number, given in enumerate(scene.links)]
        self.radar_lost_s = [inf] * len(scene.radars)
        shares = [
            self.luck.condition(name, chances.triangle(name))
            for name in ("launchers_ready", "channels_ready")
        ]
        self.units = [FireUnit(self, number, given, *shares) for number, given in enumerate(scene.units)]
        by_impact = sorted(self.threats, key=lambda threat: threat.impact_s)
        for unit in self.units:
            unit.order = sorted(by_impact, key=lambda threat: -rules.points(unit, threat))
        self.face()
        self.foresee()

    def draw_threats(self):
        """Yield the threats as this raid has them."""
        chances, condition = self.scene.chances, CONDITIONS["track_raid"]
        tracked = self.luck.happens(chances.track_raid, "condition", WHOLE_RAID, condition)
        bearing = self.luck.draw("bearing", WHOLE_RAID, 0)
        group, spaced_s = None, 0.0
        for number, given in enumerate(self.scene.threats):
            axis = floor(bearing * given.bearings) % given.bearings
            turn = (axis + given.bearing_offset) % given.bearings
            if (given.group, given.wave) != group:
                group, spaced_s = (given.group, given.wave), self.wave_s(given)
            if given.spacing_mean_s > 0.0:
                spaced_s += given.spacing_mean_s * -log(self.luck.draw("spacing", given.key, 0))
            held = chances.decoy_recognised if given.decoy else given.imitated * chances.taken_for_decoy
            yield LiveThreat(
                number,
                given,
                self.scene.courses[
                    given.first_path
                    + (turn if given.bearings > 1 else 0)
                    + given.height_step * self.height_place(given)
                ],
                axis,
                given.delay_s + spaced_s,
                tracked and self.luck.happens(chances.track_target, "track_target", given.key),
                self.luck.happens(held, "decoy", given.key),
            )

    def wave_s(self, given):
        """Return when the wave of a threat starts: so many drawn intervals after the first."""
        if given.wave_mean_s <= 0.0:
            return 0.0
        waits = (-log(self.luck.draw("wave", WHOLE_RAID, before)) for before in range(given.wave))
        return given.wave_mean_s * sum(waits)

    def height_place(self, given):
        """Return the place of the height that all threats of a class have drawn."""
        kind = self.scene.classes[given.threat_class]
        if kind.heights < 2:
            return kind.first_height
        drawn = self.luck.draw("raid_height", kind.height_key, 0)
        return kind.first_height + min(floor(drawn * kind.heights), kind.heights - 1)

    def first_axis_rad(self, site):
        """Return the azimuth at which a site sees the beginning of the raid's first axis; 0 without one."""
        marked = [threat for threat in self.threats if threat.given.cue]
        return marked[0].course.views[site][0].azimuth_rad if marked else 0.0

    def kill_p(self, kind, threat):
        """Return the chance of a round: its figure, or what this raid draws about that, alike for all."""
        if not kind.kill_law:
            return kind.kill_p[threat.given.threat_class]
        parts = kind.kill_law[threat.given.threat_class]
        return parts[min(floor(self.luck.draw("raid_kill", WHOLE_RAID, 0) * len(parts)), len(parts) - 1)]

    def face(self):
        """Turn each sector to its declared axis, to that of the raid if it is cued, else anywhere."""
        cued = self.luck.happens(self.scene.chances.cued, "condition", WHOLE_RAID, CONDITIONS["cued"])
        marked = [threat for threat in self.threats if threat.given.cue] or self.threats[:1]
        for unit in self.units:
            facing_rad = unit.given.facing_rad
            if facing_rad != facing_rad and cued and marked:
                facing_rad = marked[-1].course.views[unit.given.site][0].azimuth_rad
            elif facing_rad != facing_rad:
                facing_rad = tau * self.luck.draw("sector", unit.given.key, 0)
            unit.centre_rad = unit.first_centre_rad = facing_rad

    def search_centre_rad(self, post, default=nan):
        """Return where the searching radars of a post look: where its first fire unit began to."""
        units = self.scene.posts[post].units
        return self.units[units[0]].first_centre_rad if units else default

    def foresee(self):
        """Let every searching radar confirm what it is going to find, and threats reach their aims."""
        for threat in self.threats:
            given = threat.given
            aims = max(given.aim_unit, given.aim_radar, given.aim_post, given.aim_launcher) >= 0
            if aims and not given.decoy and not threat.course.aborted:
                self.later(threat.impact_s, "impact", self.hits, threat)
        for number, radar in enumerate(self.scene.radars):
            if radar.role == ENGAGEMENT:
                continue
            sector = None
            if radar.sector_half_rad < pi:
                centre_rad = self.search_centre_rad(radar.post)
                sector = None if centre_rad != centre_rad else (radar.sector_half_rad, centre_rad)
            for threat in self.threats:
                if threat.tracked:
                    found_s = Watcher(self, radar, threat, radar.key).confirms_s(sector)
                    self.later(found_s, "foreseen", self.confirms, number, threat)

    def later(self, time_s, kind, call, *what):
        """Let something happen at a time, if it ever comes."""
        if time_s < inf:
            heappush(self.calls, (time_s, FIRST_TO_LAST.index(kind), next(self.order), call, what))

    def note(self, kind, who, threat, value=0.0):
        """Write down that something happened to somebody."""
        self.log.append((self.now_s, kind, who, threat.number, float(value)))

    def play(self):
        """Let everything happen, and return the raid."""
        while self.calls:
            self.now_s, _, _, call, what = heappop(self.calls)
            call(*what)
            asked, self.asked = self.asked, []
            for number in sorted(set(asked)):
                self.units[number].looks_for_shots()
        return self

    def confirms(self, number, threat):
        """A searching radar has a track, and its post learns of it."""
        radar = self.scene.radars[number]
        if threat.killed_s <= self.now_s:
            return
        if self.radar_lost_s[number] <= self.now_s or self.posts[radar.post].lost:
            threat.lost_tracks += 1
            return
        self.note("confirmed", number, threat)
        if radar.link < 0:
            self.posts[radar.post].learns(threat)
        else:
            self.links[radar.link].sends(threat, TRACK, 0.0)

    def hits(self, threat):
        """A threat reaches a part of the defence that it aims at."""
        given = threat.given
        if threat.killed_s <= self.now_s:
            return
        if given.aim_unit >= 0:
            self.units[given.aim_unit].loses_radar(threat)
        elif given.aim_radar >= 0:
            self.loses_radar(given.aim_radar, threat)
        elif given.aim_launcher >= 0:
            for unit in self.units:
                if unit.given.first_launcher <= given.aim_launcher < unit.given.end_launcher:
                    unit.loses_launcher(given.aim_launcher, threat)
        elif self.posts[given.aim_post].lost_s == inf:
            self.posts[given.aim_post].lost_s = self.now_s
            self.note("post_lost", given.aim_post, threat)

    def loses_radar(self, number, threat):
        """A searching radar is hit; what is a fire unit's engagement radar, too, is lost as that."""
        if self.radar_lost_s[number] < inf:
            return
        self.radar_lost_s[number] = self.now_s
        self.note("search_radar_lost", number, threat)
        for unit in self.units:
            if unit.radar.key == self.scene.radars[number].key:
                unit.loses_radar(threat)
