"""A raid under way: threats, posts and links as objects, and a heap of calls to come."""

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import floor, inf, log, nan, pi, tau

from . import rules
from .assign import Command
from .bearings import Bearings
from .duties import Duties
from .fire_unit import FireUnit
from .given import ENGAGEMENT, Scene
from .looks import Watcher
from .luck import CONDITIONS, WHOLE_RAID, Luck
from .permissions import Permissions
from .posts import TRACK, LiveLink, LivePost
from .wear import SEARCHING_RADAR, LiveMove, LivePart

FIRST_TO_LAST = (
    *("report", "intercept", "launch", "impact", "assess", "wake", "ready", "recognise", "order", "decide"),
    *("ask", "permit"),
    *("switch_on", "confirm", "fix", "drop_track", "fail", "arrive", "come_back", "leave", "find"),
    "notice",
    "foreseen",
)
"""What happens first of what happens at the same time."""


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
    last_lost: bool = False
    lost_tracks: int = 0

    @property
    def impact_s(self):
        """When it reaches its aim, or the ground."""
        return self.start_s + self.course.lasts_s

    @property
    def at_part(self):
        """Whether it flies at a part of the defence, not at an asset."""
        given = self.given
        aims = given.aim_unit, given.aim_radar, given.aim_post, given.aim_launcher
        return any(aim >= 0 for aim in aims)


class Battle:
    """One raid, played from its draws to its last event."""

    def __init__(self, scene: Scene, replication):
        self.scene, self.luck = scene, Luck(scene.seed, scene.world, replication)
        self.now_s = 0.0
        self.calls, self.order, self.asked = [], count(), []
        self.log, self.shots, self.moments_s = [], [], []
        chances = scene.chances
        self.reaction_factor = self.luck.condition("reaction", chances.triangle("reaction"))
        self.threats = list(self.draw_threats())
        self.posts = [LivePost(self, number, given) for number, given in enumerate(scene.posts)]
        self.links = [LiveLink(self, number, given) for number, given in enumerate(scene.links)]
        self.radar_lost_s = [inf] * len(scene.radars)
        self.looks = [0] * len(scene.radars)
        self.radars_hit = set()
        shares = [
            self.luck.condition(name, chances.triangle(name))
            for name in ("launchers_ready", "channels_ready")
        ]
        self.units = [FireUnit(self, number, given, *shares) for number, given in enumerate(scene.units)]
        self.by_impact = sorted(self.threats, key=lambda threat: threat.impact_s)
        assigned = any(unit.assigner >= 0 for unit in scene.units)
        self.command = Command(self) if assigned else None
        self.permissions = Permissions(self)
        self.moves = [LiveMove(self, number, given) for number, given in enumerate(scene.moves)]
        for unit in self.units:
            unit.points = [rules.points(unit, threat) for threat in self.threats]
            unit.order = sorted(self.by_impact, key=lambda threat: -unit.points[threat.number])
        self.spares = list(scene.spares)
        self.parts = [LivePart(self, number, given) for number, given in enumerate(scene.parts)]
        self.duties = Duties(self) if scene.radar_duties else None
        self.bearings = Bearings(self) if scene.radar_duties else None
        for worn in (*self.parts, *self.moves):
            worn.begins()
        self.face()
        if self.duties is not None:
            self.duties.begins()
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

    def search_sector(self, radar):
        """Return the sector in which a radar searches, as half its width and its middle; None all round."""
        centre_rad = self.search_centre_rad(radar.post)
        if radar.sector_half_rad >= pi or centre_rad != centre_rad:
            return None
        return radar.sector_half_rad, centre_rad

    def foresee(self):
        """Let every searching radar confirm what it is going to find, and threats reach their aims."""
        for threat in self.threats:
            if threat.at_part and not threat.given.decoy and not threat.course.aborted:
                self.later(threat.impact_s, "impact", self.hits, threat)
        for number, radar in enumerate(self.scene.radars):
            if radar.role == ENGAGEMENT:
                continue
            sector = self.search_sector(radar)
            for threat in self.threats:
                if threat.tracked and self.radar_lost_s[number] > -inf:
                    if self.duties is None:
                        found_s = Watcher(self, radar, threat, radar.key).confirms_s(sector)
                    elif self.duties.on_s[number] == -inf:
                        found_s = self.duties.searches(number, threat, -inf)
                    else:
                        continue
                    self.later(found_s, "foreseen", self.confirms, number, threat, 0)

    def later(self, time_s, kind, call, *what):
        """Let something happen at a time, if it ever comes."""
        if time_s < inf:
            heappush(self.calls, (time_s, FIRST_TO_LAST.index(kind), next(self.order), call, what))

    def note(self, kind, who, threat=None, value=0.0):
        """Write down that something happened to somebody."""
        self.log.append((self.now_s, kind, who, -1 if threat is None else threat.number, float(value)))

    def play(self):
        """Let everything happen, and return the raid."""
        while self.calls:
            self.now_s, _, _, call, what = heappop(self.calls)
            self.moments_s.append(self.now_s)
            call(*what)
            if self.command is not None:
                self.command.after(self.asked)
            asked, self.asked = self.asked, []
            for number in sorted(set(asked)):
                self.units[number].looks_for_shots()
        return self

    def looks_anew(self, number):
        """A searching radar that works again begins its looks anew, for what its post does not know."""
        radar = self.scene.radars[number]
        if radar.role == ENGAGEMENT:
            return
        if self.duties is not None:
            if self.duties.on_s[number] <= self.now_s:
                self.duties.looks_anew(number)
            return
        self.looks[number] += 1
        for threat in self.threats:
            known = self.posts[radar.post].tracks[threat.number].known_s < inf
            if threat.tracked and not known and threat.impact_s > self.now_s:
                found_s = Watcher(self, radar, threat, radar.key).confirms_s(
                    self.search_sector(radar), self.now_s
                )
                self.later(found_s, "find", self.confirms, number, threat, self.looks[number])

    def confirms(self, number, threat, looks, cued=False):
        """A searching radar has a track, and its post learns of it; what it would have found had it not had
        to look anew does not come about."""
        radar = self.scene.radars[number]
        if threat.killed_s <= self.now_s or looks != self.looks[number]:
            return
        if self.radar_lost_s[number] <= self.now_s or self.posts[radar.post].lost:
            threat.lost_tracks += 1
            return
        if self.duties is not None and self.duties.given[number].bearing_only:
            self.bearings.hears(number, threat)
            return
        if self.duties is not None and not self.duties.keeps(number, threat, cued):
            return
        self.note("confirmed", number, threat)
        self.reports(radar, threat)

    def reports(self, radar, threat):
        """A radar tells its post of a track."""
        if radar.link < 0:
            self.posts[radar.post].learns(threat)
        else:
            self.links[radar.link].sends(threat, TRACK, 0.0)

    def told_by(self, radar):
        """Return the post that a radar tells, None over a link that is cut."""
        if radar.link < 0:
            return radar.post
        link = self.scene.links[radar.link]
        return link.to_post if link.loss_p < 1.0 else None

    def heard_by(self, post):
        """Return the posts whose reports come through to a post, itself among them."""
        heard, edge = set(), {post}
        while edge:
            heard |= edge
            edge = {
                other.number
                for other in self.posts
                if any(self.links[link].reaches(heard) for link in other.given.links)
            }
            edge = {number for number in edge - heard if not self.posts[number].lost}
        return set() if self.posts[post].lost else heard

    # --- what is lost and comes back

    def hits(self, threat):
        """A threat reaches a part of the defence that it aims at, if that has not left."""
        given, gone = threat.given, False
        for move in self.moves:
            if move.is_aim_of(threat):
                gone = move.gone_s <= self.now_s
                if move.given.when_shot_at:
                    self.later(self.now_s, "leave", move.leaves)
        if gone or threat.killed_s <= self.now_s:
            return
        if self.duties is not None and self.duties.is_silent_aim(threat):
            return
        if self.spares_aim(given):
            self.notes_unharmed(threat)
            return
        if given.aim_unit >= 0:
            self.units[given.aim_unit].is_hit(threat)
        elif given.aim_radar >= 0:
            self.hits_radar(given.aim_radar, threat)
        elif given.aim_launcher >= 0:
            self.hits_launcher(given.aim_launcher, threat)
        else:
            self.posts[given.aim_post].is_hit(threat)

    def spares_aim(self, given):
        """Whether what reaches a part of the defence does it no harm."""
        flown = self.scene.classes[given.threat_class]
        if max(given.aim_unit, given.aim_radar) >= 0:
            chance = flown.spares_radar_p
        else:
            chance = flown.spares_launcher_p if given.aim_launcher >= 0 else flown.spares_post_p
        return self.luck.happens(chance, "damage", given.key)

    def notes_unharmed(self, threat):
        """What a threat has reached works on."""
        given = threat.given
        aims = {
            "radar": given.aim_unit,
            "search_radar": given.aim_radar,
            "post": given.aim_post,
            "launcher": -1,
        }
        for launcher in self.launchers_at(given.aim_launcher):
            aims["launcher"] = launcher.number
        for name, number in aims.items():
            if number >= 0:
                self.note(f"{name}_unharmed", number, threat)
                return

    def hits_radar(self, number, threat):
        """A searching radar is hit; what is a fire unit's engagement radar, too, is lost as that."""
        self.radars_hit.add(number)
        if self.radar_lost_s[number] == inf:
            self.radar_lost_s[number] = self.now_s
            self.note("search_radar_lost", number, threat)
            self.stands_in(self.scene.radars[number].post, threat)
        for unit in self.units:
            if unit.radar.key == self.scene.radars[number].key:
                unit.is_hit(threat)
        self.hits_part(SEARCHING_RADAR, number)

    def hits_launcher(self, number, threat):
        """A launcher is hit."""
        for launcher in self.launchers_at(number):
            launcher.is_hit(threat)

    def launchers_at(self, number):
        """Return the launcher of a number, alone in a list; one that a world does not have is stood for by
        the others of its fire unit in turn, if there are any."""
        for unit in self.units:
            if unit.given.first_launcher <= number < unit.given.end_launcher:
                there = [launcher for launcher in unit.launchers if launcher.given.present]
                own = [launcher for launcher in there if launcher.number == number]
                if not own and there:
                    own = [there[(number - unit.given.first_launcher) % len(there)]]
                return own
        return []

    def hits_part(self, kind, row):
        """A part is hit, if parts wear at all."""
        for part in self.parts:
            if (part.given.part_kind, part.given.row) == (kind, row):
                part.is_hit()

    def counts_hit(self, key):
        """The antenna of a name is hit, whatever it is used for."""
        self.radars_hit |= {number for number, radar in enumerate(self.scene.radars) if radar.key == key}

    def silences_radars(self, key):
        """The searching radars of a name are out of action."""
        for number, radar in enumerate(self.scene.radars):
            if radar.key == key:
                self.radar_lost_s[number] = min(self.radar_lost_s[number], self.now_s)

    def stands_in(self, post, threat=None):
        """A post may have lost its last searching radar."""
        if self.duties is not None:
            self.duties.stands_in(post, threat)

    def restores_radars(self, key):
        """The searching radars of a name work again, where their unit stands."""
        for number, radar in enumerate(self.scene.radars):
            if radar.key == key and self.radar_lost_s[number] > -inf:
                self.radar_lost_s[number] = inf
                self.looks_anew(number)

    def launcher(self, number):
        """Return a launcher by its number."""
        return next(own for unit in self.units for own in unit.launchers if own.number == number)
