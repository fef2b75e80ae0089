"""Command posts and what they know, and the links over which they tell it."""

from collections import Counter
from dataclasses import dataclass
from math import inf

from .luck import joined
from .permissions import PERMISSION, REQUEST
from .recognition import declared_hostile, taken_class, taken_for_friend
from .wear import COMMAND_POST

TRACK, ENGAGED, DEAD, BEARING = range(4)
"""What a report tells."""


@dataclass
class Track:
    """What a post knows of a threat."""

    known_s: float = inf
    recognised_s: float = inf
    others_until_s: float = -inf
    engaged: int = 0
    gone: bool = False
    held_class: int = -1
    held_friendly: bool = False
    declared: bool = True


class LivePost:
    """A command post and its picture."""

    def __init__(self, raid, number, given):
        self.raid, self.number, self.given = raid, number, given
        self.lost_s, self.hit = inf, False
        self.tracks = [Track(held_class=threat.given.threat_class) for threat in raid.threats]
        if raid.scene.recognition is not None:
            for threat, track in zip(raid.threats, self.tracks, strict=True):
                track.held_class = taken_class(raid, given, threat)
                track.held_friendly = taken_for_friend(raid, given, threat)
                track.declared = not track.held_friendly and declared_hostile(raid, given, threat)

    def goes_silent(self):
        """It is out of action from now on: it learns nothing and tells nothing."""
        if self.lost_s == inf:
            self.lost_s = self.raid.now_s
            if self.raid.command is not None:
                self.raid.command.cuts_off(self)
            for unit, alone_s in self.below():
                self.raid.later(self.raid.now_s + alone_s, "wake", unit.wakes)

    def below(self):
        """Return the fire units that wait for its orders, and how long they do without them."""
        return [] if self.raid.duties is None else self.raid.duties.below(self.number)

    def is_hit(self, threat):
        """It is hit."""
        self.hit = True
        if not self.lost:
            self.raid.note("post_lost", self.number, threat)
            self.goes_silent()
        self.raid.hits_part(COMMAND_POST, self.number)

    def comes_back(self):
        """It works again: its radars look anew, and whoever has a link to it tells all that flies."""
        self.lost_s = inf
        for number, radar in enumerate(self.raid.scene.radars):
            if radar.post == self.number and self.raid.radar_lost_s[number] == inf:
                self.raid.looks_anew(number)
        for other in self.raid.posts:
            for link in other.given.links:
                if not other.lost and self.raid.links[link].given.to_post == self.number:
                    other.tells_all(self.raid.links[link])
        if self.raid.scene.recognition is not None:
            for threat, track in zip(self.raid.threats, self.tracks, strict=True):
                if track.known_s < inf and track.recognised_s == inf:
                    self.recognises_later(threat)
        if self.raid.duties is not None:
            self.raid.duties.tells_again(self.number)
        if self.raid.command is not None:
            self.raid.command.joins(self)
        for unit, _ in self.below():
            self.raid.later(self.raid.now_s, "wake", unit.wakes)
        self.asks()

    def tells_all(self, link):
        """It reports over a link what it knows of all that flies."""
        for threat in self.raid.threats:
            if self.tracks[threat.number].known_s < inf and threat.impact_s > self.raid.now_s:
                link.sends(threat, TRACK, 0.0)

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
        if self.raid.duties is not None:
            self.raid.duties.cues(self.number, threat)
        if self.raid.scene.recognition is None:
            self.recognises(threat)
        else:
            self.recognises_later(threat)
        self.tells(threat, TRACK, 0.0, over)

    def recognises_later(self, threat):
        """It takes its time to recognise a track."""
        rule = self.raid.scene.recognition
        told_s = self.raid.now_s + max(rule.classify_s, rule.identify_s)
        self.raid.later(told_s, "recognise", self.recognises, threat)

    def recognises(self, threat):
        """It has made up its mind what a threat is: its units get ready."""
        track = self.tracks[threat.number]
        if self.raid.scene.recognition is not None:
            if self.lost or threat.killed_s <= self.raid.now_s or track.recognised_s < inf:
                return
            self.raid.note("classified", self.number, threat, track.held_class)
            if track.held_friendly:
                self.raid.note("held_friendly", self.number, threat)
        track.recognised_s = self.raid.now_s
        self.raid.permissions.recognises(self, threat)
        for number in self.given.units:
            self.raid.units[number].expects(threat)

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
            threat.lost_tracks += what not in (REQUEST, PERMISSION)
            return
        self.raid.note("report_received", link.number, threat, what)
        back = link.given.back
        if what == REQUEST:
            self.raid.permissions.hears_request(self, threat, self.raid.units[until_s])
        elif what == PERMISSION:
            self.raid.permissions.hears_permission(threat, self.raid.units[until_s])
        elif what == BEARING:
            self.raid.bearings.learns(self.number, threat, until_s)
        elif what == TRACK:
            self.learns(threat, back)
        elif what == ENGAGED and until_s > track.others_until_s:
            track.others_until_s = until_s
            if until_s > self.raid.now_s:
                for number in self.given.units:
                    self.raid.later(until_s, "wake", self.raid.units[number].wakes)
            self.tells(threat, what, until_s, back)
            self.asks()
        elif what == DEAD and not track.gone:
            track.gone = True
            self.notices(threat)
            self.tells(threat, what, until_s, back)
            self.asks()

    def asks(self):
        """Its fire units look for shots once all that happens now has happened."""
        self.raid.asked.extend(self.given.units)

    def holds_gone(self, threat):
        """Whether it holds a threat to be dead."""
        track = self.tracks[threat.number]
        if track.gone or track.engaged or threat.killer in self.given.units:
            return track.gone
        return threat.killed_s + self.given.notice_s <= self.raid.now_s

    def notices(self, threat):
        """Operators drop a track, if it holds the threat to be dead by now."""
        if self.holds_gone(threat):
            for number in self.given.units:
                self.raid.units[number].drops_from_line(threat)


class LiveLink:
    """One direction between two posts, or from a radar to its post."""

    def __init__(self, raid, number, given):
        self.raid, self.number, self.given = raid, number, given
        self.free_s = 0.0
        self.sent = Counter()

    @property
    def is_open_both_ways(self):
        """Whether reports go over it and back."""
        back = self.given.back
        return self.given.loss_p < 1.0 and back >= 0 and self.raid.links[back].given.loss_p < 1.0

    def reaches(self, posts):
        """Whether it leads to any of some posts, and is not cut."""
        return self.given.to_post in posts and self.given.loss_p < 1.0

    def sends(self, threat, what, until_s):
        """A report goes out: it waits its turn, and arrives late or never."""
        self.free_s = max(self.free_s, self.raid.now_s) + self.given.report_s
        whose = joined(threat.given.key, self.given.key)
        alike = self.sent[threat.number, what]
        self.sent[threat.number, what] += 1
        if self.raid.luck.happens(self.given.loss_p, "report_lost", whose, 6 * alike + what):
            self.raid.note("report_lost", self.number, threat, what)
            return
        self.raid.note("report_sent", self.number, threat, what)
        post = self.raid.posts[self.given.to_post]
        there_s = self.free_s + self.given.latency_s
        self.raid.later(there_s, "report", post.hears, self, threat, what, until_s)
