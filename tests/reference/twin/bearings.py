"""Bearings of passive sensors: cues, turns of idle units, and tracks where two lines cross."""

from math import inf, pi

from .given import ENGAGEMENT, turn_rad
from .looks import Watcher, in_limits, in_sight
from .posts import BEARING


class Bearings:
    """What posts make of bearings in a raid."""

    def __init__(self, raid):
        self.raid, self.duties = raid, raid.duties
        self.told = set()

    def view(self, number, threat, at_s):
        """Return a threat as a sensor sees it at a time."""
        site = self.raid.scene.radars[number].site
        return threat.course.views[site][threat.course.place(at_s - threat.start_s)]

    def hears(self, number, threat):
        """A sensor begins to hear a threat, and tells its post the bearing."""
        raid, radar = self.raid, self.raid.scene.radars[number]
        self.duties.antenna(number).heard.add(threat.number)
        raid.note("bearing", number, threat, self.view(number, threat, raid.now_s).azimuth_rad)
        if radar.link < 0:
            self.learns(radar.post, threat, number)
        else:
            raid.links[radar.link].sends(threat, BEARING, number)

    def learns(self, post, threat, number):
        """A post learns of a bearing: a cue, or with another one a track to come."""
        raid = self.raid
        self.told.add((number, threat.number))
        if raid.posts[post].tracks[threat.number].known_s < inf:
            return
        self.duties.cues(post, threat)
        self.turns_units(post, threat, number)
        self.cues_looks(post, threat)
        for other, _, duty in self.duties.of_post(post):
            if duty.bearing_only and other != number and (other, threat.number) in self.told:
                self.raid.later(
                    self.crosses_s(threat, number, other), "fix", self.fixes, threat, number, other
                )

    def crossing_rad(self, threat, number, other, at_s):
        """Return the angle at which two lines cross, at most a right one; 0 unless both sensors see."""
        views = [self.view(each, threat, at_s) for each in (number, other)]
        radars = [self.raid.scene.radars[each] for each in (number, other)]
        sees = zip(radars, views, strict=True)
        if not all(in_sight(radar, view) and in_limits(radar, view) for radar, view in sees):
            return 0.0
        turn = turn_rad(views[0].azimuth_rad, views[1].azimuth_rad)
        return min(turn, pi - turn)

    def crosses_s(self, threat, number, other):
        """Return from when on two lines cross by enough, tried at every look of the slower sensor."""
        both = [self.duties.given[each].crossing_min_rad for each in (number, other)]
        step_s = max(self.raid.scene.radars[each].revisit_s for each in (number, other))
        at_s = self.raid.now_s
        while at_s < threat.impact_s:
            if self.crossing_rad(threat, number, other, at_s) >= max(both):
                return at_s
            at_s += step_s
        return inf

    def fixes(self, threat, number, other):
        """A post has a track where two lines cross, if the sensors and the post are there still."""
        raid, post = self.raid, self.raid.posts[self.raid.scene.radars[number].post]
        there = min(raid.radar_lost_s[number], raid.radar_lost_s[other], threat.killed_s) > raid.now_s
        if there and not post.lost:
            raid.note("fixed", post.number, threat, self.crossing_rad(threat, number, other, raid.now_s))
            post.learns(threat)

    def cues_looks(self, post, threat):
        """Radars of a post confirm at the first look that detects the threat."""
        raid = self.raid
        for number, radar, duty in self.duties.of_post(post):
            if radar.role == ENGAGEMENT or duty.bearing_only:
                continue
            from_s = max(raid.now_s, self.duties.on_s[number])
            if from_s < inf and threat.number not in self.duties.antenna(number).kept_s:
                watcher = Watcher(raid, radar, threat, radar.key)
                seen_s = watcher.confirms_s(raid.search_sector(radar), from_s, (1, 1))
                raid.later(seen_s, "confirm", raid.confirms, number, threat, raid.looks[number], True)

    def turns_units(self, post, threat, number):
        """Fire units that know of no track turn their sectors to the bearing as it was told, and the radars
        that search in the sector of the first of them look anew there."""
        raid = self.raid
        azimuth_rad = self.view(number, threat, raid.now_s).azimuth_rad
        if any(track.known_s < inf for track in raid.posts[post].tracks):
            return
        for unit in (raid.units[place] for place in raid.scene.posts[post].units):
            turn = turn_rad(azimuth_rad, unit.centre_rad)
            half_rad = unit.radar.sector_half_rad
            if half_rad >= pi or turn <= half_rad or unit.turning_until_s > raid.now_s:
                continue
            if unit.lost_s <= raid.now_s:
                continue
            unit.centre_rad = unit.first_centre_rad = azimuth_rad
            unit.turning_until_s = raid.now_s + turn / unit.given.slew_rate_radps
            raid.note("turned_to_bearing", unit.number, threat, azimuth_rad)
            raid.later(unit.turning_until_s, "wake", unit.wakes)
            if unit.number == raid.scene.posts[post].first_unit:
                self.search_turns(post, threat, unit.turning_until_s)

    def search_turns(self, post, threat, until_s):
        """Radars of a post that search a sector find nothing while it is turned."""
        for number, radar, _ in self.duties.of_post(post):
            sector = radar.sector_half_rad < pi and radar.role != ENGAGEMENT
            if sector and self.duties.on_s[number] <= until_s:
                self.raid.looks[number] += 1
                self.raid.later(until_s, "switch_on", self.duties.is_on, number, threat)
