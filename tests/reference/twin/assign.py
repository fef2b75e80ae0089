"""Posts that assign: what they know of shots, whom they order to take which, and what units make of it."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import inf, pi, prod

import numpy as np
from scipy.optimize import linear_sum_assignment

from . import foretold, rules
from .given import COUNTED_BELOW
from .gunnery import TOGETHER_S
from .luck import joined

VALUE_GREEDY, MARGINAL, ROLLING, EXACT, COLUMNS = range(1, 6)
"""Policies that the twin knows. It takes ``marginal`` and ``rolling``, which mend by exchanges until none
helps, to find the best of all plans, as ``exact`` and ``columns`` do: so it is for so few."""
LOOK_AHEAD = (ROLLING, COLUMNS)
SALVOS_AHEAD = 2
"""Salvos at one threat of a plan of all rounds."""
FOLLOWED_WITHIN_S = 10.0


@dataclass
class Order:
    """What a post has ordered of a fire unit at a threat: rounds that have come and were not followed, until
    when the post counts on it, and how many were sent."""

    rounds: int = 0
    until_s: float = -inf
    pending: bool = False
    sent: int = 0


@dataclass(eq=False)
class Aim:
    """The earliest shot of a fire unit that an order of now could bring about."""

    unit: object
    threat: object
    launch_s: float
    rounds: int
    worth: float
    missed: float
    due: bool

    @property
    def saves(self):
        """What it takes off the value of its threat."""
        return self.worth * (1.0 - self.missed)


class Command:
    """All that posts decide in a raid."""

    def __init__(self, raid):
        self.raid = raid
        self.orders = {
            (unit.number, threat.number): Order() for unit in raid.units for threat in raid.threats
        }
        self.decides_s = [inf] * len(raid.posts)
        self.decided_s = [-inf] * len(raid.posts)
        self.obeying = False

    # --- the way down

    def units(self, post):
        """Return the fire units for which a post assigns."""
        return [unit for unit in self.raid.units if unit.given.assigner == post]

    def way(self, unit):
        """Return the posts below the one that assigns, down to that of a fire unit, the lowest first."""
        posts, number = [], unit.given.post
        while number != unit.given.assigner:
            posts.append(self.raid.posts[number])
            number = posts[-1].given.above
        return posts

    def links(self, unit):
        """Return the links over which orders go, the lowest first."""
        return [self.raid.links[post.given.down_link] for post in self.way(unit)]

    def way_s(self, unit):
        """Return how long an order takes where no link is busy."""
        return sum(link.given.latency_s + link.given.report_s for link in self.links(unit))

    def cut_s(self, unit):
        """Return since when a fire unit hears no orders; infinite while it does."""
        if any(link.given.loss_p >= 1.0 for link in self.links(unit)):
            return -inf
        return min(post.lost_s for post in [*self.way(unit), self.raid.posts[unit.given.assigner]])

    def obeys(self, unit):
        """Whether a fire unit waits for orders; cut off it does so for a time."""
        if unit.given.assigner < 0:
            return False
        alone_s = self.raid.posts[unit.given.assigner].given.autonomous_s
        return self.cut_s(unit) + alone_s > self.raid.now_s

    def cuts_off(self, post):
        """A post is lost: units that get no orders any more look for shots once they fight alone."""
        for unit in self.below(post):
            alone_s = self.raid.now_s + self.raid.posts[unit.given.assigner].given.autonomous_s
            self.raid.later(alone_s, "wake", unit.wakes)

    def joins(self, post):
        """A post works again: whoever assigns over it decides."""
        for unit in self.below(post):
            self.calls(unit.given.assigner, self.raid.now_s)

    def below(self, post):
        """Return the units whose orders come from a post, or through it."""
        assigned = [unit for unit in self.raid.units if unit.given.assigner >= 0]
        return [unit for unit in assigned if post.number == unit.given.assigner or post in self.way(unit)]

    # --- when a post decides

    def after(self, asked):
        """After an event fire units are asked to look for shots: their post decides; none does because one
        follows an order."""
        if self.obeying:
            self.obeying = False
        elif asked:
            for number in sorted(set(asked)):
                self.calls(self.raid.units[number].given.assigner, self.raid.now_s)

    def calls(self, post, when_s):
        """Let a post decide at a time, or by its clock after that; an earlier call holds."""
        if post < 0 or self.raid.posts[post].lost:
            return
        due_s = max(when_s, self.decided_s[post] + self.raid.posts[post].given.period_s)
        if due_s < self.decides_s[post]:
            self.decides_s[post] = due_s
            self.raid.later(due_s, "decide", self.decides, post)

    def decides(self, number):
        """A post decides, if it works and was not called for another time."""
        if self.decides_s[number] != self.raid.now_s:
            return
        self.decides_s[number] = inf
        post = self.raid.posts[number]
        if post.lost:
            return
        self.next_s = inf
        ahead = post.given.policy in LOOK_AHEAD
        units = [unit for unit in self.units(number) if self.reaches(unit)]
        units = [unit for unit in units if ahead or self.spare(unit) > 0]
        aims = self.aims(post, units)
        if any(aim.due and self.spare(aim.unit) > 0 for aim in aims):
            self.decided_s[number] = self.raid.now_s
            self.gives_orders(post, units, aims)
        if any(aim.due or ahead for aim in aims) and post.given.period_s > 0.0:
            self.next_s = min(self.next_s, self.raid.now_s + post.given.period_s)
        if self.next_s < inf:
            self.calls(number, self.next_s)

    def reaches(self, unit):
        """Whether a fire unit is there and hears its post."""
        return unit.lost_s > self.raid.now_s and self.cut_s(unit) > self.raid.now_s

    # --- what it knows

    def spare(self, unit):
        """Return how many engagements a fire unit can begin beside those ordered of it."""
        ordered = [self.orders[unit.number, threat.number] for threat in self.raid.threats]
        spare = unit.free_channels - sum(
            order.pending and order.until_s > self.raid.now_s for order in ordered
        )
        if unit.given.missile_channels < COUNTED_BELOW:
            spare = min(spare, unit.free_missiles)
        return max(min(spare, sum(launcher.rounds for launcher in unit.launchers)), 0)

    def aims(self, post, units):
        """Return the shots that units have at threats that need one, as these arrive."""
        found = []
        for threat in self.raid.by_impact:
            if units and self.needs_shot(post, threat):
                found += [aim for aim in (self.aim(post, unit, threat) for unit in units) if aim is not None]
        return found

    def needs_shot(self, post, threat):
        """Whether a post knows a threat that flies, and that nobody engages or was ordered to."""
        now_s, track = self.raid.now_s, post.tracks[threat.number]
        if track.known_s > now_s or track.engaged or track.others_until_s > now_s:
            return False
        if threat.impact_s <= now_s or post.holds_gone(threat):
            return False
        ordered = [self.orders[unit.number, threat.number].until_s for unit in self.units(post.number)]
        waits_s = next((until_s for until_s in ordered if until_s > now_s), inf)
        self.next_s = min(self.next_s, waits_s)
        return waits_s == inf

    def aim(self, post, unit, threat):
        """Return the shot of a unit at a threat, None if there is none."""
        if not unit.engagement(threat).waiting:
            return None
        now_s, way_s = self.raid.now_s, self.way_s(unit)
        terms = rules.terms_of(unit, threat)
        terms.launch_from_s = max(terms.launch_from_s, now_s + way_s + unit.given.order_s)
        if terms.hold_until_s > -inf:
            if terms.hold_until_s > now_s:
                self.next_s = min(self.next_s, terms.hold_until_s)
            return None
        shot, _ = unit.best(threat, terms)
        may_turn = unit.given.slew_when_engaged or unit.free_channels == unit.channels
        if shot is None or not (shot.faces or may_turn):
            return None
        rules.last_chance(unit, threat, terms, shot)
        rounds = max(terms.rounds, 1)
        kind = self.raid.scene.rounds[shot.launcher.given.interceptor]
        missed = (1.0 - kind.believed_kill_p[unit.track(threat).held_class]) ** rounds
        due_s = shot.launch_s - unit.given.order_s - way_s - post.given.look_ahead_s
        due = due_s <= now_s + TOGETHER_S
        if not due:
            self.next_s = min(self.next_s, due_s)
        return Aim(unit, threat, shot.launch_s, rounds, self.worth(post, threat), missed, due)

    def worth(self, post, threat):
        """Return what a post takes to be lost with a threat that gets through."""
        part = post.given.part_value if foretold.at_part(self.raid, threat) else 0.0
        return max(foretold.worth(self.raid, threat), part)

    # --- what it orders

    def gives_orders(self, post, units, aims):
        """Order what the policy chooses, and put down from which threats units are kept that could shoot."""
        due = [aim for aim in aims if aim.due]
        chosen = self.chooses(post.given.policy, aims)
        for aim in [aim for aim in aims if aim in chosen]:  # as threats arrive, however it chose
            self.sends(aim)
        ordered = {aim.threat.number for aim in chosen}
        could = {(aim.unit, aim.threat.number) for aim in due}
        for unit in units:
            for number in {aim.threat.number for aim in due}:
                threat = self.raid.threats[number]
                if number in ordered:
                    unit.jots(threat, "order_due")
                elif self.spare(unit) > 0 and (unit, number) in could:
                    unit.block(threat, "not_ordered", inf)

    def chooses(self, policy, aims):
        """Return the salvos that a policy orders now."""
        due = [aim for aim in aims if aim.due]
        if policy in LOOK_AHEAD:
            return greedy(
                kept(aims, {unit: loads(unit, aims) for unit in {aim.unit for aim in aims}}), self.spare
            )
        return greedy(due, self.spare) if policy == VALUE_GREEDY else best(due, self.spare)

    def sends(self, aim):
        """An order goes down, and may be late or lost; links are busy with it one after the other."""
        raid, unit, threat = self.raid, aim.unit, aim.threat
        order = self.orders[unit.number, threat.number]
        comes_s = raid.now_s
        for link in self.links(unit):
            whose = joined(joined(threat.given.key, unit.given.key), link.given.key)
            if raid.luck.happens(link.given.loss_p, "order_lost", whose, order.sent):
                comes_s = inf
            begins_s = max(raid.now_s, link.free_s)
            link.free_s = begins_s + link.given.report_s
            comes_s += link.free_s - raid.now_s + link.given.latency_s
        order.sent += 1
        order.rounds, order.pending = 0, True
        order.until_s = max(aim.launch_s, raid.now_s) + FOLLOWED_WITHIN_S
        if unit.radar.sector_half_rad < pi:
            order.until_s += pi / unit.given.slew_rate_radps
        self.next_s = min(self.next_s, order.until_s)
        raid.note("order_lost" if comes_s == inf else "order_sent", unit.number, threat, aim.rounds)
        raid.later(comes_s, "order", self.comes, unit, threat, aim.rounds)

    def comes(self, unit, threat, rounds):
        """An order comes: its unit looks whether it can follow it."""
        if unit.lost_s > self.raid.now_s:
            self.orders[unit.number, threat.number].rounds = rounds
            unit.jots(threat, "order_came")
            self.raid.note("assigned", unit.number, threat, rounds)
            self.obeying = True
            unit.wakes()

    def keeps_from(self, unit, threat):
        """Whether a unit leaves a threat alone because it was not ordered to shoot at it."""
        if not self.obeys(unit):
            return False
        order = self.orders[unit.number, threat.number]
        if order.rounds > 0 and order.until_s >= self.raid.now_s:
            return False
        held = unit.engagement(threat).kept_by == "held_by_doctrine"
        unit.block(threat, "not_ordered" if held else "awaits_order", inf)
        return True

    def rounds(self, unit, threat):
        """Return how many rounds a unit was ordered to shoot at a threat; 0 if that is left to it."""
        return self.orders[unit.number, threat.number].rounds if self.obeys(unit) else 0

    def is_followed(self, unit, threat):
        """A unit shoots: its own post sees that, another counts on it until it is told."""
        order = self.orders[unit.number, threat.number]
        order.rounds, order.pending = 0, False
        if unit.given.assigner == unit.given.post:
            order.until_s = -inf


def greedy(aims, spare):
    """Return the salvos that are ordered where each in turn goes where it takes most value off, by the unit
    that misses least; at most one at a threat."""
    left = {aim.unit.number: spare(aim.unit) for aim in aims}
    open_, chosen = list(aims), []
    while True:
        open_ = [aim for aim in open_ if left[aim.unit.number] > 0 and aim.saves > 0.0]
        if not open_:
            return chosen
        taken = max(open_, key=lambda aim: aim.saves)
        chosen.append(taken)
        left[taken.unit.number] -= 1
        open_ = [aim for aim in open_ if aim.threat is not taken.threat]


def best(aims, spare):
    """Return the salvos that save most together, at most one at a threat."""
    columns = sorted({aim.threat.number for aim in aims})
    seats = [unit for unit in {aim.unit for aim in aims} for _ in range(min(spare(unit), len(columns)))]
    saved = np.zeros((len(seats), len(columns)))
    for aim in aims:
        for row, unit in enumerate(seats):
            if unit is aim.unit:
                saved[row, columns.index(aim.threat.number)] = aim.saves
    pairs = list(zip(*linear_sum_assignment(saved, maximize=True), strict=True))
    chosen = {(seats[row].number, columns[column]) for row, column in pairs if saved[row, column] > 0.0}
    return [aim for aim in aims if (aim.unit.number, aim.threat.number) in chosen]


def loads(unit, aims):
    """Return the salvos that a unit has rounds for, of the greatest size that is asked of it."""
    rounds = sum(launcher.rounds for launcher in unit.launchers)
    return max(rounds // max(aim.rounds for aim in aims if aim.unit is unit), min(rounds, 1))


def kept(aims, salvos):
    """Return what is due of the best plan of all rounds at all that is known: the salvos that it chose, and
    of units with salvos to spare those at threats that it shoots at."""
    plan = far_sighted(aims, salvos)
    sent = [aim for salvo in plan for aim in salvo]
    spare = {unit for unit in salvos if salvos[unit] > sum(aim.unit is unit for aim in sent)}
    shot_at = {aim.threat for aim in sent}
    chosen = [aim for aim in aims if aim in sent or (aim.threat in shot_at and aim.unit in spare)]
    return [aim for aim in chosen if aim.due]


def far_sighted(aims, salvos):
    """Return the salvos at each threat of a plan that saves most with those that units have, at most two at
    a threat: the best for every number of salvos that threats before have left."""
    units = sorted(salvos, key=lambda unit: unit.number)
    best_of = {tuple(salvos[unit] for unit in units): (0.0, [])}
    for threat in {aim.threat: None for aim in aims}:
        at_it = [aim for aim in aims if aim.threat is threat]
        ways = [
            way for count in range(SALVOS_AHEAD + 1) for way in combinations_with_replacement(at_it, count)
        ]
        after = {}
        for left, (saved, plan) in best_of.items():
            for way in ways:
                uses = Counter(aim.unit for aim in way)
                then = tuple(has - uses[unit] for has, unit in zip(left, units, strict=True))
                if min(then) < 0:
                    continue
                total = saved + at_it[0].worth * (1.0 - prod(aim.missed for aim in way))
                if total > after.get(then, (-inf, []))[0]:
                    after[then] = total, [*plan, way]
        best_of = after
    return max(best_of.values(), key=lambda found: found[0])[1]
