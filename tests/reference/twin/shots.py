"""The first shot of a launcher at a threat: meetings are tried along the path, edges found by bisection.

A round that is launched at L meets the threat at m; L is m less the time of flight, which is known at the
knots of the path and even between them. A meeting is allowed where it lies inside the envelope, where L is
not before a time, and where the radar holds the threat from L until the support ends. Support is judged once
for each part of a path between two knots: as if the round met at the end of it.
"""

from dataclasses import dataclass
from itertools import product
from math import inf, isinf

from .given import CONSTANT_SPEED, CONSTANT_TIME
from .looks import in_limits, in_sector, in_sight

HALVINGS = 80


@dataclass(frozen=True)
class Wish:
    """What whoever shoots wants of a meeting."""

    meet_min_m: float = 0.0
    meet_max_m: float = inf
    meet_until_s: float = inf


@dataclass(frozen=True)
class Shooter:
    """A round on its launcher, the radar that supports it, and the sector that this one is allowed."""

    round: object
    launcher: object
    radar: object
    half_rad: float
    centre_rad: float
    remote: bool


def flight_s(round_, view, height_m):
    """Return the time of flight to a knot."""
    if round_.flyout_mode == CONSTANT_TIME:
        return round_.flyout_level
    if round_.flyout_mode == CONSTANT_SPEED:
        return view.slant_m / round_.flyout_level
    place = (
        round_.flyout_level,
        max(height_m / round_.height_step_m, 0.0),
        view.ground_m / round_.range_step_m,
    )
    return between(round_.times_s, place)


def between(table, place):
    """Return what a table of three axes says between its entries; infinite outside, and next to what cannot
    be reached."""
    sizes = len(table), len(table[0]), len(table[0][0])
    if any(not 0.0 <= at <= size - 1 for at, size in zip(place, sizes, strict=True)):
        return inf
    total = 0.0
    for corner in product((0, 1), repeat=3):
        weight = 1.0
        for at, step in zip(place, corner, strict=True):
            weight *= at - int(at) if step else 1.0 - (at - int(at))
        if weight > 0.0:
            plane, row, column = (int(at) + step for at, step in zip(place, corner, strict=True))
            total += weight * table[plane][row][column]
    return total


def gaps_of(course, shooter):
    """Return spans of a path in which the radar does not hold the threat; what begins with the path has
    lasted for ever."""
    gaps, since_s = [], None
    for number, (knot, view) in enumerate(zip(course.knots, course.views[shooter.radar.site], strict=True)):
        held = (
            in_sight(shooter.radar, view)
            and in_limits(shooter.radar, view)
            and in_sector(view, shooter.half_rad, shooter.centre_rad)
        )
        if not held and since_s is None:
            since_s = knot.path_s if number else -inf
        if held and since_s is not None:
            gaps.append((since_s, knot.path_s))
            since_s = None
    return gaps if since_s is None else [*gaps, (since_s, inf)]


def first_supported_s(gaps, round_, support_end_s, from_s):
    """Return the first launch from a time on that has support until another; infinite if none."""
    for begin_s, end_s in gaps:
        if begin_s > support_end_s or end_s <= from_s:
            continue
        if end_s <= support_end_s:
            if end_s - begin_s > round_.coast_s:
                from_s = end_s
        elif support_end_s - begin_s > round_.coast_s:
            return inf
    return from_s


def first_true(margins):
    """Return the least share from 0 to 1 at which no margin is below zero; None if there is none.

    Margins are linear, so each has one edge at most; the answer is 0 or one of these.
    """
    edges = [0.0]
    for margin in margins:
        low, high = 0.0, 1.0
        if (margin(low) >= 0.0) == (margin(high) >= 0.0):
            continue
        grows = margin(high) >= 0.0
        for _ in range(HALVINGS):
            middle = 0.5 * (low + high)
            if (margin(middle) >= 0.0) == grows:
                high = middle
            else:
                low = middle
        edges.append(high if grows else low)
    return next((edge for edge in sorted(edges) if all(margin(edge) >= 0.0 for margin in margins)), None)


def line(before, after):
    """Return what goes evenly from one number to another as a function of the share of the way."""
    return lambda share: after if share == 1.0 else before + share * (after - before)


@dataclass(frozen=True)
class Part:
    """A part of a path between two knots: everything as a function of the share of the way."""

    met_s: object
    launch_s: object
    range_m: object
    alt_m: object
    height_m: object
    speed_mps: object

    def margins(self, round_, wish, ends_m, earliest_s):
        """Return what must not be below zero where a round meets; ``ends_m`` are its greatest range and
        altitude."""
        farthest_m, highest_m = ends_m
        return [
            lambda share: self.launch_s(share) - earliest_s,
            lambda share: min(farthest_m, wish.meet_max_m) - self.range_m(share),
            lambda share: self.range_m(share) - max(round_.range_min_m, wish.meet_min_m),
            lambda share: wish.meet_until_s - self.met_s(share),
            lambda share: highest_m - self.alt_m(share),
            lambda share: self.height_m(share) - round_.alt_min_agl_m,
            lambda share: round_.target_speed_max_mps - self.speed_mps(share),
        ]


def first_shot(course, shooter, ballistic, from_s, wish):
    """Return launch and meeting of the first shot at a path from a time on, on the clock of the path; both
    infinite if there is none."""
    round_, launcher = shooter.round, shooter.launcher
    seen = course.views[launcher.site]
    gaps = [] if round_.any_track and not shooter.remote else gaps_of(course, shooter)
    launches_s = [
        knot.path_s - flight_s(round_, view, knot.alt_msl_m - launcher.alt_msl_m)
        for knot, view in zip(course.knots, seen, strict=True)
    ]
    farthest_m = round_.range_max_ballistic_m if ballistic else round_.range_max_m
    highest_m = round_.alt_max_ballistic_msl_m if ballistic else round_.alt_max_msl_m
    for number in range(1, len(course.knots)):
        before, after = course.knots[number - 1], course.knots[number]
        if after.path_s < from_s or isinf(launches_s[number]):
            continue
        support_end_s = max(after.path_s - round_.support_before_s, launches_s[number])
        earliest_s = first_supported_s(gaps, round_, support_end_s, from_s)
        part = Part(
            line(before.path_s, after.path_s),
            line(launches_s[number - 1], launches_s[number]),
            line(seen[number - 1].slant_m, seen[number].slant_m),
            line(before.alt_msl_m, after.alt_msl_m),
            line(before.height_agl_m, after.height_agl_m),
            line(before.speed_mps, after.speed_mps),
        )
        margins = part.margins(round_, wish, (farthest_m, highest_m), earliest_s)
        if isinf(launches_s[number - 1]):  # nothing flies to the knot before: the meeting is at this one
            margins = [lambda _, own=margin: own(1.0) for margin in margins[1:]]
            if launches_s[number] < earliest_s or first_true(margins) is None:
                continue
            return launches_s[number], after.path_s
        share = first_true(margins)
        if share is not None:
            return max(part.launch_s(share), from_s), part.met_s(share)
    return inf, inf
