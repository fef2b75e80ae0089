"""What radars see: one look after the other, from the beginning of a path to its end."""

from collections import deque
from dataclasses import dataclass
from itertools import count
from math import ceil, inf, log10, pi

from .effects import power_ratio
from .given import ENGAGEMENT, turn_rad
from .luck import joined


def in_sight(radar, view):
    """Whether a radar sees a knot over the terrain."""
    return bool(view.seen >> radar.sight_bit & 1)


def in_limits(radar, view):
    """Whether a knot is near enough, and neither too low nor too high."""
    return (
        view.slant_m <= radar.instrumented_m
        and radar.elevation_min_rad <= view.elevation_rad <= radar.elevation_max_rad
    )


def in_sector(view, half_rad, centre_rad):
    """Whether a knot lies in a sector."""
    return half_rad >= pi or turn_rad(view.azimuth_rad, centre_rad) <= half_rad


def chance_of_look(table, grid_db, ratio):
    """Return the chance of one look at a power ratio, read from a table between its entries."""
    place = (10.0 * log10(max(ratio, 1e-30)) - grid_db[0]) / grid_db[1]
    if place <= 0.0:
        return 0.0
    if place >= len(table) - 1:
        return table[-1]
    below = int(place)
    return table[below] + (place - below) * (table[below + 1] - table[below])


@dataclass(frozen=True)
class Look:
    """One look: who looks, where the threat is and how it is seen, when, whether over the terrain, what of
    the echo bends over it, the noise of its own jammer, and where the raid's first axis lies."""

    radar: object
    knot: object
    view: object
    look_s: float
    in_sight: bool
    bent: float
    screening_m2: float
    axis_rad: float


class Watcher:
    """A radar that looks for one threat; its luck is that of ``looker``, a radar or fire unit."""

    def __init__(self, raid, radar, threat, looker):
        self.raid, self.radar, self.threat = raid, radar, threat
        self.entity = joined(threat.given.key, looker)
        self.phase = raid.luck.draw("scan_phase", radar.key, 0)
        self.duties = raid.duties
        self.number = raid.scene.radars.index(radar) if self.duties is not None else -1
        stretch = 1.0 if self.duties is None else self.duties.stretch(self.number)
        self.revisit_s = radar.revisit_s * stretch
        self.kind = raid.scene.classes[threat.given.threat_class]

    def looks(self, from_s):
        """Yield number and time of each look at the threat from a time on."""
        begin_s = max(from_s, self.threat.start_s)
        for number in count(ceil(begin_s / self.revisit_s - self.phase)):
            look_s = (self.phase + number) * self.revisit_s
            if look_s - self.threat.start_s >= self.threat.course.lasts_s:
                return
            yield number, look_s

    def detects(self, number, look_s, sector):
        """Whether one look finds the threat; ``sector`` is (half width, centre), or None for all round."""
        if self.duties is not None and not self.duties.has_its_turn(self.number, look_s):
            return False
        radar, course = self.radar, self.threat.course
        place = course.place(look_s - self.threat.start_s)
        view = course.views[radar.site][place]
        if not in_limits(radar, view) or (sector is not None and not in_sector(view, *sector)):
            return False
        rcs_m2 = self.kind.rcs_low_band_m2 if radar.low_band else self.kind.rcs_m2
        ratio = radar.snr_range4_per_m2 * rcs_m2 / max(view.slant_m**4, 1.0)
        if radar.receiver is not None:
            ratio = power_ratio(self.look(place, look_s), radar.receiver, ratio)
        elif not in_sight(radar, view):
            return False
        if not ratio > 0.0:
            return False
        chance = chance_of_look(self.kind.p_detect, self.raid.scene.snr_grid_db, ratio)
        return self.raid.luck.draw("detect", self.entity, number, more=radar.role) < chance

    def look(self, place, look_s):
        """Return what effects ask of a look at a knot."""
        radar, course = self.radar, self.threat.course
        view = course.views[radar.site][place]
        seen = in_sight(radar, view)
        return Look(
            radar,
            course.knots[place],
            view,
            look_s,
            seen,
            course.bent[radar.receiver.diffraction_row][place] if course.bent else float(seen),
            radar.screening_m2[self.threat.given.threat_class],
            self.raid.first_axis_rad(radar.site),
        )

    def confirms_s(self, sector, from_s=-inf, confirm=None):
        """Return when m of the last n looks from a time on have found the threat; infinite if never."""
        least, window = confirm or self.raid.scene.confirm
        found = deque(maxlen=window)
        for number, look_s in self.looks(from_s):
            found.append(self.detects(number, look_s, sector))
            if sum(found) >= least:
                return look_s
        return inf

    def locks_s(self, cue_s):
        """Return when a radar that is told where to look finds the threat; infinite if never."""
        assert self.radar.role == ENGAGEMENT
        for number, look_s in self.looks(cue_s):
            if self.detects(number, look_s, None):
                return look_s
        return inf
