"""Radars with duties: when they radiate, how many tracks they keep, and what time they have for them."""

from collections import deque
from dataclasses import dataclass, field
from math import inf

from .given import ENGAGEMENT
from .looks import Watcher

ALWAYS, ON_CUE, STANDS_IN = range(3)
"""When a radar begins to radiate."""


@dataclass(eq=False)
class Antenna:
    """What one antenna keeps, whatever rows stand for it: tracks by threat since when, those dropped, the
    line of those for which it had no room; and what a passive sensor has heard, which is no track."""

    kept_s: dict = field(default_factory=dict)
    dropped: set = field(default_factory=set)
    line: deque = field(default_factory=deque)
    heard: set = field(default_factory=set)

    @property
    def tracks(self):
        """How many tracks it keeps."""
        return len(self.kept_s) - len(self.dropped)


class Duties:
    """The duties of all radars in a raid."""

    def __init__(self, raid):
        self.raid, self.given = raid, raid.scene.radar_duties
        self.antennas = {duty.antenna: Antenna() for duty in self.given}
        self.on_s = [-inf if duty.begins == ALWAYS else inf for duty in self.given]
        self.shift_s = [
            duty.period_s * raid.luck.draw("turn", duty.turn_key, 0)
            if duty.period_s and duty.turn_key
            else 0.0
            for duty in self.given
        ]

    def begins(self):
        """A raid begins: what has lost all searching radars before is stood in for."""
        for post in range(len(self.raid.posts)):
            self.stands_in(post)

    def antenna(self, number):
        """Return the antenna of a radar."""
        return self.antennas[self.given[number].antenna]

    def of_post(self, post):
        """Yield number, radar and duty of each radar of a post."""
        for number, (radar, duty) in enumerate(zip(self.raid.scene.radars, self.given, strict=True)):
            if radar.post == post:
                yield number, radar, duty

    # --- who radiates

    def has_its_turn(self, number, at_s):
        """Whether a radar that takes turns with others has its turn at a time."""
        duty = self.given[number]
        into_s = at_s - duty.turn_from_s - self.shift_s[number]
        return duty.period_s <= 0.0 or into_s % duty.period_s < duty.turn_s

    def radiates(self, number):
        """Whether a radar radiates now."""
        now_s = self.raid.now_s
        works = self.raid.radar_lost_s[number] > now_s and self.on_s[number] <= now_s
        return works and not self.given[number].bearing_only and self.has_its_turn(number, now_s)

    def is_silent_aim(self, threat):
        """Whether a threat that homes on radiation arrives at a radar that does not radiate."""
        aim = threat.given
        if not self.raid.scene.class_duties[aim.threat_class].homes_on_emission:
            return False
        number = self.raid.scene.units[aim.aim_unit].radar if aim.aim_unit >= 0 else aim.aim_radar
        if number < 0 or self.radiates(number):
            return False
        self.raid.note("met_silence", number, threat)
        return True

    def cues(self, post, threat):
        """A post is told of something: radars that wait for that are switched on."""
        for number, _, duty in self.of_post(post):
            if duty.begins == ON_CUE:
                self.switches_on(number, threat)

    def stands_in(self, post, threat=None):
        """Where no searching radar of a post is left, engagement radars search in its place."""
        for number, radar, duty in self.of_post(post):
            searches = radar.role != ENGAGEMENT and not duty.bearing_only and duty.begins != STANDS_IN
            if searches and self.raid.radar_lost_s[number] > self.raid.now_s and radar.instrumented_m > 0.0:
                return
        for number, _, duty in self.of_post(post):
            if duty.begins == STANDS_IN:
                self.switches_on(number, threat)

    def switches_on(self, number, threat):
        """A radar is told to radiate, once."""
        if self.on_s[number] == inf:
            self.on_s[number] = self.raid.now_s + self.given[number].switch_on_s
            self.raid.later(self.on_s[number], "switch_on", self.is_on, number, threat)

    def is_on(self, number, threat):
        """A radar is switched on, or has been turned: it looks anew, if it works."""
        if self.raid.radar_lost_s[number] <= self.raid.now_s:
            return
        if self.on_s[number] == self.raid.now_s:
            self.raid.note("switched_on", number, threat)
        if self.raid.scene.radars[number].role != ENGAGEMENT:
            self.looks_anew(number)

    # --- what it finds

    def searches(self, number, threat, from_s):
        """Return when a radar that begins its looks at a time finds a threat; a passive sensor hears what
        radiates at the first look."""
        raid, radar = self.raid, self.raid.scene.radars[number]
        watcher = Watcher(raid, radar, threat, radar.key)
        if not self.given[number].bearing_only:
            return watcher.confirms_s(raid.search_sector(radar), from_s)
        chance = raid.scene.class_duties[threat.given.threat_class].radiates_p
        if not raid.luck.happens(chance, "radiates", threat.given.key):
            return inf
        return watcher.confirms_s(raid.search_sector(radar), from_s, (1, 1))

    def looks_anew(self, number):
        """What was foreseen of a radar is void: it begins its looks anew."""
        self.raid.looks[number] += 1
        for threat in self.raid.threats:
            self.looks_for(number, threat)

    def looks_for(self, number, threat):
        """A radar begins its looks for a threat that it does not keep; return whether it is going to find
        it."""
        now_s = self.raid.now_s
        over = min(threat.killed_s, threat.impact_s) <= now_s
        antenna = self.antenna(number)
        if not threat.tracked or over or threat.number in {*antenna.kept_s, *antenna.heard}:
            return False
        found_s = self.searches(number, threat, now_s)
        self.raid.later(found_s, "confirm", self.raid.confirms, number, threat, self.raid.looks[number])
        return found_s < inf

    # --- what it keeps

    def stretch(self, number):
        """Return by how much the load of now stretches the time between two looks."""
        duty, revisit_s = self.given[number], self.raid.scene.radars[number].revisit_s
        if duty.dwell_s <= 0.0:
            return 1.0
        engaged = sum(
            unit.channels - unit.free_channels
            for unit in self.raid.units
            if self.given[unit.given.radar].antenna == duty.antenna
        )
        looks_s = (self.antenna(number).tracks + engaged) * duty.dwell_s
        return max(1.0, duty.search_share + looks_s / revisit_s)

    def keeps(self, number, threat, cued):
        """Whether a radar keeps a track whose confirmation comes due: it may keep it already, be short of
        time, unless a bearing told it where to look, or have no room."""
        raid, antenna, duty = self.raid, self.antenna(number), self.given[number]
        if threat.number in antenna.kept_s or threat in antenna.line:
            return False
        stretch = self.stretch(number)
        if stretch > 1.0 and not cued:
            due_s = self.searches(number, threat, self.on_s[number])
            if due_s == inf:
                due_s = raid.now_s + stretch * raid.scene.radars[number].revisit_s
            if due_s > raid.now_s:
                raid.note("radar_busy", number, threat, stretch)
                if due_s < threat.impact_s:
                    raid.later(due_s, "confirm", raid.confirms, number, threat, raid.looks[number])
                return False
        if 0 < duty.tracks_max <= antenna.tracks:
            raid.note("radar_full", number, threat, antenna.tracks)
            antenna.line.append(threat)
            return False
        antenna.kept_s[threat.number] = raid.now_s
        raid.later(threat.impact_s, "drop_track", self.drops, number, threat)
        return True

    def drops_all(self, threat):
        """Every radar drops its track of a threat that is dead."""
        for number in self.antennas:
            self.drops(number, threat)

    def drops(self, number, threat):
        """A radar drops a track, if it has it; whoever has waited longest for room is looked for anew."""
        antenna = self.antenna(number)
        if threat.number not in antenna.kept_s or threat.number in antenna.dropped:
            return
        antenna.dropped.add(threat.number)
        self.raid.note("track_dropped", number, threat, antenna.tracks)
        while antenna.line:
            if self.looks_for(number, antenna.line.popleft()):
                return

    def tells_again(self, post):
        """A post works again: its radars report what they keep."""
        for number, radar, duty in self.of_post(post):
            if duty.bearing_only or self.raid.radar_lost_s[number] <= self.raid.now_s:
                continue
            antenna = self.antenna(number)
            for threat in self.raid.threats:
                kept = threat.number in antenna.kept_s and threat.number not in antenna.dropped
                if kept and self.raid.posts[post].tracks[threat.number].known_s == inf:
                    self.raid.reports(radar, threat)

    # --- rounds that go by tracks of others

    def eyes(self, unit, threat):
        """Return the radars that keep a track of a threat for a fire unit, whose post knows of it and hears
        of them."""
        if unit.track(threat).known_s == inf:
            return []
        heard = self.raid.heard_by(unit.given.post)
        return [
            self.raid.scene.radars[number]
            for number in self.raid.scene.eyes[unit.number]
            if threat.number in self.antenna(number).kept_s
            and not self.given[number].bearing_only
            and self.raid.radar_lost_s[number] > self.raid.now_s
            and self.raid.told_by(self.raid.scene.radars[number]) in heard
        ]

    def goes_by_tracks(self, unit, kind):
        """Whether rounds of a type go by tracks of other radars: those that need no more, and, where it is
        allowed, those that find their threat by themselves at the end."""
        given = self.raid.scene.rounds[kind]
        return given.any_track or (given.hands_over and self.raid.scene.unit_duties[unit.number].remote)

    def reacts_to_tracks(self, unit, threat):
        """Whether a fire unit has a type of round for a threat that goes by tracks: it need not lock on."""
        return any(self.goes_by_tracks(unit, kind) for kind in unit.choices(threat))

    # --- without the post above

    def above_lost_s(self, unit):
        """Return since when a fire unit is without the post above, and until when it waits then; infinite
        while it is not, or waits for nobody."""
        duty = self.raid.scene.unit_duties[unit.number]
        if duty.above < 0 or duty.autonomous_after_s <= 0.0:
            return inf, inf
        lost_s = self.raid.posts[duty.above].lost_s
        return lost_s, lost_s + duty.autonomous_after_s

    def waits_for_orders(self, unit):
        """Whether a fire unit that no post assigns for holds fire because it has lost the post above it."""
        if unit.given.assigner >= 0:
            return False
        lost_s, alone_s = self.above_lost_s(unit)
        return lost_s <= self.raid.now_s < alone_s

    def goes_alone(self, unit):
        """Whether a fire unit asks nobody any more."""
        return self.above_lost_s(unit)[1] <= self.raid.now_s

    def below(self, post):
        """Return the fire units that wait for the orders of a post, and how long without them."""
        duties = zip(self.raid.units, self.raid.scene.unit_duties, strict=True)
        return [
            (unit, duty.autonomous_after_s)
            for unit, duty in duties
            if duty.above == post and duty.autonomous_after_s > 0.0
        ]
