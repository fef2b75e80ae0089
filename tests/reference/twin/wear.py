"""What a defence loses and gets back: parts that fail, are hit, are mended, or move with their fire unit."""

from math import inf, log, sqrt

ENGAGEMENT_RADAR, SEARCHING_RADAR, COMMAND_POST, LAUNCHER, LINK = range(5)
"""Kinds of parts."""


class LivePart:
    """A part under way: it works, or it is out until the last of what keeps it so is over."""

    def __init__(self, raid, number, given):
        self.raid, self.number, self.given = raid, number, given
        self.until_s = -inf
        self.hit = False
        self.draws = self.repairs = self.planned = 0

    @property
    def is_out(self):
        """Whether something keeps it from work."""
        return self.until_s > self.raid.now_s

    def launchers(self):
        """Return the launcher that it is, or those to which it is the link."""
        end_row = self.given.end_row if self.given.part_kind == LINK else self.given.row + 1
        return [self.raid.launcher(row) for row in range(self.given.row, end_row)]

    def begins(self):
        """A raid begins: it works as often as it does in the long run, MTBF / (MTBF + MTTR)."""
        given = self.given
        if given.mtbf_s < inf:
            if self.draw() < given.mtbf_s / (given.mtbf_s + given.mttr_s):
                self.plans_failure()
            else:
                self.raid.later(0.0, "fail", self.fails, self.planned)

    def draw(self):
        """Return the next of its draws about failures."""
        self.draws += 1
        return self.raid.luck.draw("failure", self.given.key, self.draws - 1)

    def plans_failure(self):
        """It works from now on, for an exponential time; nothing fails after the last arrival."""
        self.planned += 1
        if self.given.mtbf_s < inf and self.raid.threats:
            fails_s = self.raid.now_s - self.given.mtbf_s * log(self.draw())
            if fails_s <= max(threat.impact_s for threat in self.raid.threats):
                self.raid.later(fails_s, "fail", self.fails, self.planned)

    def fails(self, planned):
        """It fails, if it works and has not been mended since that was planned."""
        if planned != self.planned or self.is_out:
            return
        self.raid.note("part_fails", self.number)
        self.goes_out()
        self.stays_out(self.raid.now_s - self.given.mttr_s * log(self.draw()))

    def stays_out(self, until_s):
        """It is out until a time, or longer if something else keeps it out."""
        if until_s > self.until_s:
            self.until_s = until_s
            self.raid.later(until_s, "come_back", self.comes_back)

    def is_hit(self):
        """It was hit: a spare and a drawn time mend it, if there is a spare, else nothing does."""
        if self.hit:
            return
        self.hit = True
        given, raid = self.given, self.raid
        if given.pool < 0 or raid.spares[given.pool] == 0:
            self.until_s = inf
            return
        raid.spares[given.pool] -= 1
        share = raid.luck.draw("repair", given.key, self.repairs)
        self.repairs += 1
        times_s = given.repair_low_s, given.repair_best_s, given.repair_high_s
        self.stays_out(raid.now_s + in_triangle(share, *times_s))

    def goes_out(self):
        """What is to it goes silent."""
        raid, row = self.raid, self.given.row
        if self.given.part_kind == ENGAGEMENT_RADAR:
            raid.units[row].goes_silent()
        elif self.given.part_kind == SEARCHING_RADAR:
            raid.silences_radars(raid.scene.radars[row].key)
            raid.stands_in(raid.scene.radars[row].post)
        elif self.given.part_kind == COMMAND_POST:
            raid.posts[row].goes_silent()
        else:
            for launcher in self.launchers():
                launcher.goes_out()

    def comes_back(self):
        """It works again, unless something keeps it out for longer."""
        if self.until_s != self.raid.now_s:
            return
        raid, row = self.raid, self.given.row
        raid.note("part_works", self.number)
        self.hit = False
        if self.given.part_kind == ENGAGEMENT_RADAR:
            raid.restores_radars(raid.units[row].radar.key)
            raid.units[row].comes_back()
        elif self.given.part_kind == SEARCHING_RADAR:
            raid.restores_radars(raid.scene.radars[row].key)
        elif self.given.part_kind == COMMAND_POST:
            raid.posts[row].comes_back()
        else:
            for launcher in self.launchers():
                launcher.comes_back_if_it_can()
        self.plans_failure()


class LiveMove:
    """A fire unit, or all of a formation, that may go to an alternate site once."""

    def __init__(self, raid, number, given):
        self.raid, self.number, self.given = raid, number, given
        self.left_s = self.gone_s = self.arrives_s = inf

    def begins(self):
        """A raid begins: nothing stands at the alternate site."""
        for row in self.rows(self.given.alternate_radar):
            self.raid.radar_lost_s[row] = -inf
        self.raid.later(self.given.leave_s, "leave", self.leaves)

    def rows(self, first):
        """Return the numbers of its radars at the site where they begin with ``first``."""
        return range(first, first + self.given.end_radar - self.given.first_radar)

    @property
    def units(self):
        """Its fire units."""
        return self.raid.units[self.given.first_unit : self.given.end_unit]

    def is_aim_of(self, threat):
        """Whether a threat aims at a part of it."""
        aim, given = threat.given, self.given
        launchers = [launcher.number for unit in self.units for launcher in unit.launchers]
        return (
            given.first_unit <= aim.aim_unit < given.end_unit
            or given.first_radar <= aim.aim_radar < given.end_radar
            or aim.aim_launcher in launchers
            or (aim.aim_post >= 0 and aim.aim_post == given.post)
        )

    def leaves(self):
        """It packs up: all but its launchers is silent until it has set up."""
        if self.left_s < inf:
            return
        raid, given = self.raid, self.given
        self.left_s = raid.now_s
        self.gone_s = raid.now_s + given.tear_down_s
        self.arrives_s = self.gone_s + given.drive_s + given.set_up_s
        raid.note("unit_leaves", given.first_unit)
        for part in raid.parts:
            if part.given.move == self.number and part.given.part_kind != LAUNCHER:
                if not part.is_out:
                    part.goes_out()
                part.stays_out(self.arrives_s)
        raid.later(self.arrives_s, "arrive", self.arrives)

    def arrives(self):
        """It has set up: radars and launchers are at the other site from now on."""
        raid, given = self.raid, self.given
        raid.note("unit_set_up", given.first_unit)
        shift = given.alternate_radar - given.first_radar
        for unit in self.units:
            unit.radar = raid.scene.radars[unit.given.radar + shift]
            unit.site = unit.radar.site
            for launcher in unit.launchers:
                stand = raid.scene.stands[launcher.number]
                launcher.site, launcher.alt_msl_m = stand.site, stand.alt_msl_m
        for old, new in zip(self.rows(given.first_radar), self.rows(given.alternate_radar), strict=True):
            raid.radar_lost_s[old], raid.radar_lost_s[new] = -inf, raid.now_s


def in_triangle(share, low, best, high):
    """Return where a share of a triangular law lies below."""
    if low == high:
        return best
    if share < (best - low) / (high - low):
        return low + sqrt(share * (high - low) * (best - low))
    return high - sqrt((1.0 - share) * (high - low) * (high - best))
