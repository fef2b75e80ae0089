"""What a threat may fly at, as its track foretells: where it falls, or the line of its course."""

from dataclasses import dataclass
from math import cos, inf, sin

import numpy as np

BESIDE_M = 2_000.0
"""A place counts that lies no farther from the point of impact, or from the line ahead."""


@dataclass
class Place:
    """A place that a threat may fly at, when it comes there, and how far ahead that is now."""

    known: object
    arrives_s: float
    ahead_m: float


def on_line(threat, site, now_s):
    """Return how far ahead a site lies on the line of a course, how far beside it to the left, and the
    speed over ground."""
    knots, views = threat.course.knots, threat.course.views[site]
    path_s = max(now_s - threat.start_s, 0.0)
    number = threat.course.place(path_s)
    here, there = (
        view.ground_m * np.array([sin(view.azimuth_rad), cos(view.azimuth_rad)])
        for view in views[number : number + 2]
    )
    took_s = knots[number + 1].path_s - knots[number].path_s
    step = there - here
    length_m = float(np.sqrt(step @ step))
    if length_m == 0.0:
        return 0.0, 0.0, 0.0
    now = here + min((path_s - knots[number].path_s) / took_s, 1.0) * step
    course = step / length_m
    left = np.array([-course[1], course[0]])
    return float(-now @ course), float(-now @ left), length_m / took_s


def falls(raid, threat):
    """Whether the end of a path is computed from its track."""
    return raid.scene.classes[threat.given.threat_class].ballistic


def places(raid, threat):
    """Return the places that a threat may fly at, the first that it comes to in front."""
    found = []
    for known, site in standing(raid):
        if falls(raid, threat):
            if threat.course.views[site][-1].ground_m <= BESIDE_M:
                found.append(Place(known, threat.impact_s, inf))
            continue
        ahead_m, beside_m, mps = on_line(threat, site, raid.now_s)
        if ahead_m > 0.0 and abs(beside_m) <= BESIDE_M:
            found.append(Place(known, raid.now_s + ahead_m / mps, ahead_m))
    return sorted(found, key=lambda place: place.arrives_s)


def standing(raid):
    """Yield the places that are somewhere now, and where: what moves is nowhere while it is under way."""
    for known in raid.scene.known_places:
        move = raid.moves[known.move] if known.move >= 0 else None
        if move is None or raid.now_s < move.gone_s:
            yield known, known.site
        elif raid.now_s >= move.arrives_s:
            yield known, known.moved_site


def worth(raid, threat):
    """Return the worth of the most valuable asset that a threat may fly at; told without places."""
    if not raid.scene.known_places:
        return 0.0 if threat.at_part else threat.given.aim_value
    return max((place.known.value for place in places(raid, threat)), default=0.0)


def at_part(raid, threat):
    """Whether it may fly at a part of the defence."""
    if not raid.scene.known_places:
        return threat.at_part
    return any(place.known.is_part for place in places(raid, threat))


def at_unit(unit, threat):
    """Whether it may fly at a part of a fire unit: its own radar, one of its post, its post, a launcher."""
    raid = unit.raid
    if not raid.scene.known_places:
        return unit.is_aim_of(threat)
    own = (unit.number, unit.given.post)
    there = [(place.known.at_unit, place.known.at_post) for place in places(raid, threat)]
    return any(own[0] == at_unit or own[1] == at_post for at_unit, at_post in there)


def ends_within(unit, threat, near_m):
    """Whether its end, or where its course comes to a place that it may fly at, is near a fire unit."""
    raid = unit.raid
    if not raid.scene.known_places or falls(raid, threat):
        return threat.course.views[unit.site][-1].ground_m <= near_m
    ahead_m, beside_m, _ = on_line(threat, unit.site, raid.now_s)
    return any((ahead_m - place.ahead_m) ** 2 + beside_m**2 <= near_m**2 for place in places(raid, threat))
