"""Doctrine: what it leaves of a shot, and which threats come first, each rule as its words say."""

from dataclasses import dataclass
from math import inf

from .shots import HALVINGS, Wish

LOOK_AGAIN_S = 1.0
"""After the shot of a partner was due, time to see that it has been fired."""
ASK_AGAIN_S = 2.0
"""A superior does not know of a threat yet: time until it is asked again."""
POINT_DEFENCE = 1.0e6
"""Points of what ends near a fire unit that defends a point: more than all other rules give."""


@dataclass
class Terms:
    """What is left of the next shot; ``hold_until_s`` minus infinite is no hold, up to now until something
    happens, infinite for good."""

    rounds: int = 1
    spacing_s: float = 0.0
    launch_from_s: float = -inf
    meet_min_m: float = 0.0
    meet_max_m: float = inf
    meet_share: float = inf
    meet_until_s: float = inf
    hold_until_s: float = -inf

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
    if threat.given.aim_unit == unit.number:
        total += rules.self_defence_priority
    if threat.given.aim_unit < 0:
        total += rules.value_priority * threat.given.aim_value
    ends_m = threat.course.views[unit.site][-1].ground_m
    return total + (POINT_DEFENCE if rules.point_defence_m > 0.0 and ends_m <= rules.point_defence_m else 0.0)


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
        threat.impact_s - rules.launch_last_s if rules.launch_last_s > 0.0 else -inf,
        permitted_s(unit, threat, rules),
    ]
    if start_at[-1] == inf:
        start_at.pop()
        holds.append(unit.raid.now_s + ASK_AGAIN_S)
    terms.launch_from_s = max(start_at)
    terms.spacing_s = rules.round_spacing_s
    terms.meet_min_m = rules.meet_beyond_m
    terms.meet_max_m = rules.meet_within_m or inf
    terms.meet_share = rules.hold_share or inf
    if rules.keep_out_m > 0.0:
        terms.meet_until_s = threat.start_s + left_to_fly_s(threat.course, rules.keep_out_m)
    if rules.reserve_rounds:
        above = sum(launcher.rounds for launcher in unit.launchers) - rules.reserve_rounds
        terms.rounds = min(terms.rounds, above)
        holds += [unit.raid.now_s] if above <= 0 else []
    if threat.given.aim_unit < 0 and threat.given.aim_value < rules.least_value:
        holds.append(inf)
    if rules.leave_to_partner:
        due_s = min((partner.due_s(threat) for partner in partners(unit)), default=inf)
        holds += [due_s + LOOK_AGAIN_S] if due_s < inf else []
    terms.hold_until_s = max(holds, default=-inf)
    return terms


def last_chance(unit, threat, terms, shot):
    """Enlarge a salvo where the launcher could not shoot again after it has been judged."""
    rules = unit.doctrine(threat)
    if rules.without_rules or rules.last_chance_rounds <= terms.rounds:
        return
    judged_s = shot.meet_s + unit.given.assessment_s
    if unit.first_shot(shot.launcher, threat, judged_s, terms)[0] == inf:
        terms.rounds = rules.last_chance_rounds


def permitted_s(unit, threat, rules):
    """Return when a superior has permitted to fire; with one word for all, when the first was permitted.

    The post above is the superior where there is one: it permits what is in its own picture, over the link
    both ways. Lost or cut off it permits nothing, and the unit fires alone after a time. Who shoots by orders
    of a post above asks for nothing.
    """
    raid, post = unit.raid, unit.post.given
    if raid.duties is not None and raid.duties.goes_alone(unit):
        return -inf
    if rules.permission_s <= 0.0 or unit.given.assigner not in (-1, unit.given.post):
        return -inf
    asked = raid.threats if rules.free_after_first else [threat]
    if post.above < 0:
        return min(unit.engagement(other).ready_s for other in asked) + rules.permission_s
    above = raid.posts[post.above]
    asked_s = min(
        max(unit.engagement(other).ready_s, above.tracks[other.number].recognised_s) for other in asked
    )
    down = raid.links[post.down_link].given
    both = down, raid.links[down.back].given
    permitted_s = asked_s + rules.permission_s + sum(link.latency_s + link.report_s for link in both)
    cut_s = -inf if down.loss_p >= 1.0 else above.lost_s
    if permitted_s > cut_s:
        return max(unit.engagement(threat).ready_s, cut_s + above.given.autonomous_s)
    return permitted_s


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


def partners(unit):
    """Yield the fire units that may take over: of the same post, and of those at most two links away."""
    scene = unit.raid.scene
    posts, edge = {unit.given.post}, {unit.given.post}
    for _ in range(2):
        edge = {scene.links[link].to_post for post in edge for link in scene.posts[post].links}
        posts |= edge
    return [other for other in unit.raid.units if other.given.post in posts]
