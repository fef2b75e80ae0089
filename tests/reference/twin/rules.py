"""Doctrine: what it leaves of a shot, and which threats come first, each rule as its words say."""

from dataclasses import dataclass
from math import inf

from . import foretold
from .shots import HALVINGS, Wish

LOOK_AGAIN_S = 1.0
"""After the shot of a partner was due, time to see that it has been fired."""
STILL_THERE_S = 10.0
"""A unit that waits for partners looks so often whether they are still there."""
SEEN_PAST_S = 1.0
"""A threat that flies on so long behind a place is seen not to have flown at it."""
POINT_DEFENCE = 1.0e6
"""Points of what ends near a fire unit that defends a point: more than all other rules give."""


@dataclass
class Terms:
    """What is left of the next shot; ``hold_until_s`` minus infinite is no hold, up to now until something
    happens, infinite for good."""

    rounds: int = 1
    rounds_most: float = inf
    spacing_s: float = 0.0
    launch_from_s: float = -inf
    meet_min_m: float = 0.0
    meet_max_m: float = inf
    meet_share: float = inf
    meet_until_s: float = inf
    hold_until_s: float = -inf
    again_s: float = inf

    @property
    def narrow(self):
        """Whether they limit when or where a shot may meet."""
        return (
            self.launch_from_s > -inf
            or self.meet_min_m > 0.0
            or min(self.meet_max_m, self.meet_share, self.meet_until_s) < inf
        )

    def eased(self):
        """Return the same salvo, to be shot whenever and wherever it can."""
        return Terms(rounds=self.rounds, spacing_s=self.spacing_s)

    def wish(self, reach_m, start_s):
        """Return them for a round of some reach, on the clock of a path that begins at ``start_s``."""
        farthest_m = min(self.meet_max_m, inf if self.meet_share == inf else self.meet_share * reach_m)
        return Wish(self.meet_min_m, farthest_m, self.meet_until_s - start_s)


def points(unit, threat):
    """Return how urgent a threat is to a fire unit."""
    rules = unit.doctrine(threat)
    total = rules.priority
    if foretold.at_unit(unit, threat):
        total += rules.self_defence_priority
    total += rules.value_priority * foretold.worth(unit.raid, threat)
    near_m = rules.point_defence_m
    return total + (POINT_DEFENCE if near_m > 0.0 and foretold.ends_within(unit, threat, near_m) else 0.0)


def terms_of(unit, threat):
    """Return what doctrine leaves of the next shot of a fire unit at a threat."""
    rules = unit.doctrine(threat)
    again = unit.engagement(threat).salvos > 0
    terms = Terms(rounds=rules.later_salvo_size if again else rules.salvo_size)
    if rules.without_rules:
        return terms
    holds = []
    start_at = [
        within_s(unit, threat, rules.launch_within_m) if rules.launch_within_m > 0.0 else -inf,
        first_arrival_s(unit, threat) - rules.launch_last_s if rules.launch_last_s > 0.0 else -inf,
        permitted_s(unit, threat, rules),
    ]
    if start_at[-1] == inf:
        start_at.pop()
        holds.append(unit.raid.now_s)
    terms.launch_from_s = max(start_at)
    terms.spacing_s = rules.round_spacing_s
    terms.meet_min_m = rules.meet_beyond_m
    terms.meet_max_m = rules.meet_within_m or inf
    terms.meet_share = rules.hold_share or inf
    if rules.keep_out_m > 0.0:
        keeps_out(unit, threat, rules.keep_out_m, terms)
    if rules.reserve_rounds:
        above = sum(launcher.rounds for launcher in unit.launchers) - rules.reserve_rounds
        terms.rounds_most = above
        terms.rounds = min(terms.rounds, above)
        holds += [unit.raid.now_s] if above <= 0 else []
    if foretold.worth(unit.raid, threat) < rules.least_value and not foretold.at_part(unit.raid, threat):
        holds.append(inf)
    if rules.leave_to_partner:
        waits_s = waits_for_partners_s(unit, threat)
        holds += [min(*waits_s, unit.raid.now_s + STILL_THERE_S)] if waits_s else []
    terms.hold_until_s = max(holds, default=-inf)
    return terms


def first_arrival_s(unit, threat):
    """Return when a threat comes to the first place that it may fly at; minus infinite if to none."""
    if not unit.raid.scene.known_places:
        return threat.impact_s
    return min((place.arrives_s for place in foretold.places(unit.raid, threat)), default=-inf)


def keeps_out(unit, threat, edge_m, terms):
    """Let no round meet a threat once it is so near to the first place that it may fly at; when it is past
    that it may fly at one behind."""
    raid = unit.raid
    found = foretold.places(raid, threat)
    if not raid.scene.known_places or (found and foretold.falls(raid, threat)):
        terms.meet_until_s = threat.start_s + left_to_fly_s(threat.course, edge_m)
    elif found:
        knot = threat.course.knots[threat.course.place(raid.now_s - threat.start_s)]
        terms.meet_until_s = found[0].arrives_s - edge_m / knot.speed_mps
        if found[-1].arrives_s > found[0].arrives_s:
            terms.again_s = found[0].arrives_s + SEEN_PAST_S


def last_chance(unit, threat, terms, shot):
    """Enlarge a salvo where the launcher could not shoot again after it has been judged; a reserve stays."""
    rules = unit.doctrine(threat)
    together = min(rules.last_chance_rounds, terms.rounds_most)
    if rules.without_rules or together <= terms.rounds:
        return
    judged_s = shot.meet_s + unit.given.assessment_s
    ordered_s = judged_s + unit.given.order_s
    if unit.first_shot(shot.launcher, threat, ordered_s, terms)[0] == inf:
        terms.rounds = together


def permitted_s(unit, threat, rules):
    """Return when a superior has permitted to fire; with one word for all, when the first was permitted.

    The post above is the superior where there is one, and is asked. Where no word can come a unit fires alone
    after a time; infinite while it waits.
    """
    raid, post = unit.raid, unit.post.given
    if not raid.permissions.needed(unit, threat):
        return -inf
    if post.above < 0:
        asked = raid.threats if rules.free_after_first else [threat]
        return min(unit.engagement(other).ready_s for other in asked) + rules.permission_s
    if raid.permissions.given(unit, threat):
        return -inf
    alone_s = raid.permissions.silent_s(unit) + raid.posts[post.above].given.autonomous_s
    return max(alone_s, unit.engagement(threat).ready_s)


def within_s(unit, threat, gate_m):
    """Return the first time from now on at which a threat is within a slant range; infinite if never."""
    knots, views = threat.course.knots, threat.course.views[unit.site]
    now_s = unit.raid.now_s - threat.start_s
    for number in range(1, len(knots)):
        begin_s, end_s = knots[number - 1].path_s, knots[number].path_s
        if end_s < now_s:
            continue

        def range_m(path_s, number=number, begin_s=begin_s, end_s=end_s):
            share = (path_s - begin_s) / (end_s - begin_s)
            return views[number - 1].slant_m + share * (views[number].slant_m - views[number - 1].slant_m)

        low_s, high_s = max(begin_s, now_s), end_s
        if range_m(low_s) <= gate_m:
            return low_s + threat.start_s
        if views[number].slant_m <= gate_m:
            for _ in range(HALVINGS):
                middle_s = 0.5 * (low_s + high_s)
                low_s, high_s = (low_s, middle_s) if range_m(middle_s) <= gate_m else (middle_s, high_s)
            return high_s + threat.start_s
    return inf


def left_to_fly_s(course, edge_m):
    """Return when a threat has just so far left to fly, on the clock of its path; 0 if it never has more.

    Between two knots it flies at the mean of their speeds.
    """
    steps = [
        (before.path_s, after.path_s, 0.5 * (before.speed_mps + after.speed_mps))
        for before, after in zip(course.knots[:-1], course.knots[1:], strict=True)
    ]
    flown_m = sum((end_s - begin_s) * speed_mps for begin_s, end_s, speed_mps in steps) - edge_m
    for begin_s, end_s, speed_mps in steps:
        step_m = (end_s - begin_s) * speed_mps
        if flown_m <= step_m:
            return max(begin_s + flown_m / speed_mps, 0.0)
        flown_m -= step_m
    return course.lasts_s


def waits_for_partners_s(unit, threat):
    """Return until when a fire unit waits for each partner that may still take a threat.

    Its own post sees what its units can do. Of those of other posts it knows how they are armed and how fast,
    and what it was told: they shoot once they may have heard of the threat, and what was told to engage it is
    over; word of the shot takes the way back.
    """
    raid, track = unit.raid, unit.track(threat)
    until_s = []
    for number, way_s in posts_in_touch(unit).items():
        for other in raid.posts[number].given.units:
            partner = raid.units[other]
            rules = partner.given.doctrine[track.held_class]
            if rules.leave_to_partner or rules.hold_fire or (rules.weapons_tight and not track.declared):
                continue
            reacts_s = raid.reaction_factor * (partner.given.reaction_s + partner.given.operator_s)
            if number == unit.given.post:
                shot_s = partner.due_s(threat, track.recognised_s + reacts_s)
            elif partner.given.target_channels > 0:
                told_s = track.recognised_s + way_s + reacts_s
                shot_s = partner.as_armed_s(threat, track.held_class, max(told_s, track.others_until_s))
            else:
                shot_s = inf
            until_s.append(shot_s + way_s + LOOK_AGAIN_S)
    return [time_s for time_s in until_s if raid.now_s < time_s < inf]


def posts_in_touch(unit):
    """Return the posts with which that of a fire unit exchanges reports, over at most two links, and how long
    a report takes to each: its own, those linked with it both ways, and those linked with these."""
    raid, own = unit.raid, unit.given.post
    found, edge = {own: 0.0}, {own: 0.0}
    for _ in range(2):
        beyond = {}
        for post, before_s in edge.items():
            for link in (raid.links[number] for number in raid.posts[post].given.links):
                there, both = link.given.to_post, link.is_open_both_ways
                if there == own or not both or raid.posts[there].lost:
                    continue
                way_s = before_s + link.given.latency_s + link.given.report_s
                beyond[there] = min(beyond.get(there, inf), way_s)
        for there, way_s in beyond.items():
            found[there] = min(found.get(there, inf), way_s)
        edge = beyond
    return found
