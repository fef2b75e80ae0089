"""Experiments on every kind of interval that a command prints: studies of known truth, one for each seed.

``python -m tests.statistical.printed_intervals`` prints the table of docs/explanation/interval-coverage.md.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import numpy as np
from scipy import stats

from skykeep.catalogue import iter_figures, load_catalogue
from skykeep.compiler.worlds import draw_worlds
from skykeep.model import Study, wilson_interval
from skykeep.study.backtest.comparison import correlation_interval
from skykeep.study.backtest.readings import Day
from skykeep.study.backtest.weeks import WeekBlocks
from skykeep.study.choice.acceptability import acceptability, all_weightings
from skykeep.study.choice.pairs import beats, resampled_worlds
from skykeep.study.convergence import convergence
from skykeep.study.costing.sums import interval_of
from skykeep.study.costing.times import FirstCapability
from skykeep.study.intervals import (
    estimate_outcome,
    estimate_probability,
    estimate_ratio,
    ignorance_interval,
    luck_interval,
    total_interval,
)
from skykeep.study.knee import KNEES, find_knee
from skykeep.study.measures import intraclass_correlation
from skykeep.study.placement.place_units import share_doubt
from skykeep.study.sensitivity.analysis import PER_RAID, doubt_of
from skykeep.study.sensitivity.design import mixed, trajectories
from skykeep.study.sensitivity.elementary import elementary_effects, screened
from skykeep.study.sensitivity.indices import first_and_total, remainder, share_row, split_of
from skykeep.study.sovereignty.intrusions import tracked_at_most

SEEDS, MORE = 300, 1500
"""Studies of each kind; and of those that lie outside by the luck of 300, whose standard error is 1.7 %."""
TRUTH = 2**63 - 25
"""Key of the long runs that stand for a truth without a closed form."""


def rng_of(case, seed):
    return np.random.default_rng([sum(case.encode()), len(case), seed])


def holds(ends, truth):
    """Return 1 where an interval holds the truth, else 0."""
    return float(ends[0] <= truth <= ends[1])


def normal_share(ends, centre, deviation):
    """Return the share of a normal law between two ends."""
    return float(np.diff(stats.norm.cdf(np.asarray(ends), centre, deviation))[0])


# ---- intervals of the computation, which shrink with more work

CENTRE, BETWEEN, WITHIN = 12.0, 2.0, 3.0


def raids(rng, worlds, replications, between=BETWEEN, within=WITHIN):
    expected = CENTRE + between * rng.standard_normal((worlds, 1))
    return expected, expected + within * rng.standard_normal((worlds, replications))


def computed_mean(seed):
    return holds(estimate_outcome(raids(rng_of("mean", seed), 60, 4)[1]).mc_error_90, CENTRE)


def half_width_row(seed):
    """The last row of a run's convergence: a mean and half of its interval."""
    row = convergence(raids(rng_of("convergence", seed), 64, 4)[1])[-1]
    return holds((row["mean"] - row["half_width_90"], row["mean"] + row["half_width_90"]), CENTRE)


def chance(seed):
    """A chance that differs from world to world, beta(2, 3): the truth is 0.4."""
    rng = rng_of("chance", seed)
    happened = rng.random((100, 4)) < rng.beta(2.0, 3.0, (100, 1))
    return holds(estimate_probability(happened).mc_error_90, 0.4)


def ratio(seed):
    """Rounds for each kill: both totals go with the world."""
    rng = rng_of("ratio", seed)
    kills = rng.poisson(rng.gamma(4.0, 2.0, 60))
    return holds(estimate_ratio(kills + rng.poisson(1.3 * kills), kills)[1], 2.3)


def counted(seed):
    """So many of so many (Wilson): the share differs from study to study, from 5 to 95 %."""
    rng = rng_of("count", seed)
    out_of, share = int(rng.integers(20, 400)), rng.uniform(0.05, 0.95)
    return holds(wilson_interval(rng.binomial(out_of, share), out_of), share)


def alike(seed):
    """How alike the shots of a raid are: world shares are beta, so that rho is known."""
    rng = rng_of("alike", seed)
    rho, share = 0.2, 0.4
    size = (1.0 - rho) / rho
    p = rng.beta(share * size, (1.0 - share) * size, (60, 4))
    found = intraclass_correlation(rng.binomial(24, p), 24)
    return holds(found["all_raids_mc_error_90"], rho)


def another_is_better(seed):
    """How sure we are that one option beats another, on average over the raids of a world."""
    rng = rng_of("better", seed)
    ahead = rng.uniform(-2.0, 2.0)
    first, second = expected_pair(rng, ahead)
    found = beats(first, second, resampled_worlds(seed, len(first))).expected
    return holds(found.computed_90, stats.norm.cdf(ahead / BETWEEN))


def another_is_better_in_one_raid(seed):
    rng = rng_of("one raid", seed)
    ahead = rng.uniform(-2.0, 2.0)
    first, second = expected_pair(rng, ahead)
    found = beats(first, second, resampled_worlds(seed, len(first))).one_raid
    return holds(found.computed_90, stats.norm.cdf(ahead / np.hypot(BETWEEN, WITHIN)))


def expected_pair(rng, ahead):
    """Return leakers past two options in 60 worlds of 8: the first lets ``ahead`` fewer through."""
    apart = -ahead + BETWEEN * rng.standard_normal((60, 1)) + WITHIN * rng.standard_normal((60, 8))
    second = rng.normal(20.0, 4.0, (60, 8))
    return second + apart, second


def goodness(rng, worlds):
    """Return what three options are worth by two criteria [world, option, criterion]."""
    means = np.array([[0.5, 0.4], [0.3, 0.7], [0.45, 0.5]])
    return means + 0.25 * rng.standard_normal((worlds, 3, 2))


@cache
def ranked_truth():
    """Return the acceptability of the first option in very many worlds."""
    rng = np.random.default_rng(TRUTH)
    return acceptability(goodness(rng, 20_000), rng.dirichlet((1.0, 1.0), (20_000, 20)))[0]


@cache
def ranked(seed):
    weights = all_weightings((0, 1), worlds=60, seed=seed, count=25)
    return acceptability(goodness(rng_of("ranks", seed), 60), weights)[0]


def first_rank(seed):
    return holds(ranked(seed).ranks[0].computed_90, ranked_truth().ranks[0].p)


def central_weight(seed):
    return holds(ranked(seed).central_weights[0].computed_90, ranked_truth().central_weights[0].p)


def confidence(seed):
    return holds(ranked(seed).confidence.computed_90, ranked_truth().confidence.p)


def knee(seed):
    """The smallest raid that passes a threshold: the same worlds meet all sizes."""
    rng = rng_of("knee", seed)
    world, found = rng.standard_normal((60, 1)), []
    for size in range(14, 27):
        leakers = 0.05 * size + 0.4 * world + 0.8 * rng.standard_normal((60, 4))
        found.append({"n": size, "leakers": estimate_outcome(leakers).as_row()})
    early, late = find_knee(found, KNEES[0])["mc_error_90"]
    return holds((early or 0, late or np.inf), 20)


WEEKS = range(104)
SINGLE_DAYS = tuple(date(2023, 1, 2) + timedelta(days=7 * week) for week in range(52))
DAYS = tuple(
    Day(date(2023, 1, 2) + timedelta(days=7 * week + 3 * day), 10, 5) for week in WEEKS for day in (0, 1)
)


def by_weeks(seed):
    """A mean over days of a record: those of a week go together."""
    rng = rng_of("weeks", seed)
    values = np.repeat(rng.standard_normal(len(WEEKS)), 2) + rng.standard_normal(len(DAYS))
    return holds(WeekBlocks(DAYS, seed, "printed").mean(values)["sampling_90"], 0.0)


def likeness_of_days(seed):
    """How alike the threats of a day fare: shares of days are beta, so that rho is known."""
    rng, rho, share = rng_of("days", seed), 0.2, 0.6
    size = (1.0 - rho) / rho
    p = rng.beta(share * size, (1.0 - share) * size, len(SINGLE_DAYS))
    days = [Day(day, 10, int(stopped)) for day, stopped in zip(SINGLE_DAYS, rng.binomial(10, p), strict=True)]
    return holds(correlation_interval(days, "as_written", WeekBlocks(days, seed, "printed")), rho)


# ---- sensitivity: shares of variance and elementary effects

WEIGHTS = np.array([3.0, 2.0, 2.0, 1.0])
PARTS = {f"x{number}": (number,) for number in range(4)}
VARIANCE = float((WEIGHTS**2).sum()) / 12.0
JOINT = 3.0
WHOLE = VARIANCE + JOINT**2 / 144.0
"""Of the weighted sum of uniforms, and with it the joint effect of the first two."""


def played(points, seed, noise=1.0, replications=2):
    """Return a sum of uniforms with a joint effect and luck of its own."""
    rng = rng_of("played", seed)
    return [
        (each @ WEIGHTS + JOINT * (each[:, 0] - 0.5) * (each[:, 1] - 0.5))[:, None]
        + noise * rng.standard_normal((len(each), replications))
        for each in points
    ]


@cache
def split(seed, rows=256):
    a, b = rng_of("split", seed).random((2, rows, len(PARTS)))
    first, second, *between = played([a, b, *(mixed(a, b, part) for part in PARTS.values())], seed)
    return split_of(first, second, dict(zip(PARTS, between, strict=True)), seed=seed)


def first_order(seed):
    return holds(first_and_total(split(seed), "x0")["first"]["share_90"], 9.0 / 12.0 / WHOLE)


def share_of_the_doubt(seed):
    """What a figure takes off the doubt of figures alone: the last stands for what is drawn for each raid."""
    found = split(seed)
    of_raids = f"group/{PER_RAID}"
    apart = replace(found, total=found.total | {of_raids: found.total["x3"]})
    return holds(share_row(found.first["x0"], doubt_of(apart))["share_90"], 9.0 / 12.0 / (WHOLE - 1.0 / 12.0))


def total_order(seed):
    truth = (9.0 / 12.0 + JOINT**2 / 144.0) / WHOLE
    return holds(first_and_total(split(seed), "x0")["total"]["share_90"], truth)


def joint_effects(seed):
    return holds(remainder(split(seed), list(PARTS))["share_90"], JOINT**2 / 144.0 / WHOLE)


def variance(seed):
    whole = split(seed).whole[1:]
    return holds(np.quantile(whole, (0.05, 0.95)), WHOLE)


def curved(points):
    """Return a model whose effects differ from place to place: squares and a joint effect."""
    return [(4.0 * x[:, 0] ** 2 + x[:, 1] * x[:, 2] + 0.5 * x[:, 3])[:, None] for x in points]


@cache
def effects(seed, rows=20):
    design = trajectories(PARTS, list(PARTS), rows, seed)
    return {row["figure"]: row for row in screened(elementary_effects(curved, design, PARTS), list(PARTS))}


@cache
def effects_truth():
    return effects(0, 40_000)


def mean_effect(seed):
    """``mu_star`` of the square."""
    return holds(effects(seed + 1)["x0"]["mu_star_90"], effects_truth()["x0"]["mu_star"])


def signed_effect(seed):
    return holds(effects(seed + 1)["x1"]["mu_90"], effects_truth()["x1"]["mu"])


def root_mean_square_effect(seed):
    """``effect`` of the square."""
    return holds(effects(seed + 1)["x0"]["effect_90"], effects_truth()["x0"]["effect"])


def spread_of_effects(seed):
    """``sigma`` of a product: the effect takes one of four values."""
    return holds(effects(seed + 1)["x1"]["sigma_90"], effects_truth()["x1"]["sigma"])


def spread_of_two_effects(seed):
    """``sigma`` where a factor is one of two alternatives that matters in two thirds of the places."""
    found = np.where(rng_of("two", seed).random((1, 20, 1)) < 1.0 / 3.0, 0.0, 3.0)
    return holds(screened(found, ["x"])[0]["sigma_90"], np.sqrt(2.0))


def spread_of_normal_effects(seed):
    """``sigma`` where effects are normal."""
    found = rng_of("sigma", seed).normal(1.0, 2.0, (1, 20, 1))
    return holds(screened(found, ["x"])[0]["sigma_90"], 2.0)


# ---- spreads, which do not shrink: the share of what they speak of that they hold


def luck(seed):
    """Of one raid in the median world."""
    rng = rng_of("luck", seed)
    _, found = raids(rng, 100, 20, between=0.5)
    return normal_share(luck_interval(found), CENTRE, WITHIN)


def ignorance(seed):
    """Of expected outcomes over draws of the figures."""
    _, found = raids(rng_of("ignorance", seed), 100, 20)
    return normal_share(ignorance_interval(found), CENTRE, BETWEEN)


def total(seed):
    """Of one raid, whatever the figures."""
    _, found = raids(rng_of("total", seed), 100, 4)
    return normal_share(total_interval(found), CENTRE, np.hypot(BETWEEN, WITHIN))


def cost(seed):
    """Of joint draws of prices, log-normal."""
    money = interval_of(np.exp(rng_of("cost", seed).normal(5.0, 0.4, 4000)))
    return normal_share(np.log((money.low_usd, money.high_usd)), 5.0, 0.4)


def years(seed):
    drawn = rng_of("years", seed).normal(3.0, 0.5, 4000)
    found = FirstCapability(years=drawn, leads=(), assumed_for=(), assumed_beside=(), held=False)
    return normal_share((found.interval[0], found.interval[2]), 3.0, 0.5)


def placed(seed):
    """Of the share that sites cover over draws of the figures."""
    shares = rng_of("placed", seed).normal(0.4, 0.05, 50)
    return normal_share(share_doubt(0.4, (), shares.tolist()).ignorance_90, 0.4, 0.05)


@cache
def tracked_truth():
    """Return very many draws of the chance that luck leaves to radars, in order."""
    catalogue = load_catalogue()
    names = ("common/track_raid_p", "common/track_target_p")
    figures = {name: each for name, each in iter_figures(catalogue.conditions) if name in names}
    drawn = draw_worlds(figures, seed=TRUTH % 2**31, worlds=100_000, view="balanced")
    return np.sort(np.prod(list(drawn.values()), axis=0))


def tracked(seed):
    found = tracked_at_most(load_catalogue(), Study(worlds=60, replications=1, seed=seed + 1))
    low, high = np.searchsorted(tracked_truth(), (found["low"], found["high"]))
    return float(high - low) / tracked_truth().size


@dataclass(frozen=True)
class Kind:
    """A kind of interval: where it is printed, the experiment, and what share of it is honest."""

    name: str
    printed: str
    study: Callable
    least: float = 0.87
    most: float = 0.93
    why: str = ""
    seeds: int = SEEDS

    def held(self, seeds=SEEDS):
        """Share of the seeds, or mean share of what the interval speaks of, that it holds."""
        return float(np.mean([self.study(seed) for seed in range(seeds)]))

    def judged(self):
        """Return what it holds of its seeds, or of more where these lie outside, and how many there were."""
        first = self.held(self.seeds)
        return (first, self.seeds) if self.least <= first <= self.most else (self.held(MORE), MORE)


FEW_STUDIES = (
    "Each study fits forty redrawn records: 100 of them are played in place of 300, which tell the share to "
    "within 3 %."
)
WHOLE_SIZES = (
    "Sizes are whole, and the first size at which a curve passes is taken: the ends lie outwards, and they "
    "hold more."
)
TWO_VALUES = (
    "Of 20 effects that take one of two values a spread takes few values too: what holds it jumps with the "
    "share of the places."
)
KINDS = (
    Kind("computed mean", "`mc_error_90` of every mean, change and tornado", computed_mean),
    Kind("row of a convergence", "`half_width_90`", half_width_row),
    Kind("computed chance", "`p_no_leaker`, `nothing_stopped`, `alike`, shares of `sovereignty`", chance),
    Kind("ratio of totals", "leakage, rounds per kill, means by height and bearing, `claim`", ratio),
    Kind("count", "Wilson: records, `p_least`, `worlds_that_hold`", counted),
    Kind("likeness of shots", "`intraclass_correlation`", alike),
    Kind("one beats another", "P(A beats B) of `compare` and the brief", another_is_better),
    Kind("one beats another in a raid", "`one_raid` of `compare`", another_is_better_in_one_raid),
    Kind("rank acceptability", "first and later ranks of `compare`", first_rank),
    Kind("central weights", "`central_weights` of `compare`", central_weight),
    Kind("confidence of weights", "`confidence` of `compare`", confidence),
    Kind("knee", "`saturate`, sizes of the brief", knee, most=0.985, why=WHOLE_SIZES),
    Kind("mean over days of a record", "`sampling_90` of `backtest`, 104 weeks", by_weeks),
    Kind(
        "likeness of a day's threats",
        "`correlation_test_90` of `backtest`, 52 weeks",
        likeness_of_days,
        least=0.82,
        most=0.98,
        why=FEW_STUDIES,
        seeds=100,
    ),
    Kind("first order", "`first` of `sensitivity`", first_order),
    Kind("share of the doubt", "`of_doubt` of `sensitivity`, facts worth finding", share_of_the_doubt),
    Kind("total order", "`total` of `sensitivity`", total_order),
    Kind("joint effects", "`interactions` of `sensitivity`", joint_effects),
    Kind("variance", "`variance_90` of `sensitivity`", variance),
    Kind("mean size of effects", "`mu_star_90` of `sensitivity`", mean_effect),
    Kind("root mean square of effects", "`effect_90` of `sensitivity`", root_mean_square_effect),
    Kind("mean of effects", "`mu_90` of `sensitivity`", signed_effect),
    Kind("spread of effects", "`sigma_90` of `sensitivity`, normal effects", spread_of_normal_effects),
    Kind(
        "spread of two effects",
        "`sigma_90` of `sensitivity`, alternatives",
        spread_of_two_effects,
        least=0.78,
        why=TWO_VALUES,
    ),
    Kind("spread of effects of a product", "`sigma_90` of `sensitivity`", spread_of_effects),
    Kind("luck of a raid", "`luck_90`, “90 of 100 raids”", luck),
    Kind("ignorance", "`ignorance_90`, “we are 90 % sure”", ignorance),
    Kind("all raids", "`total_90`", total),
    Kind("cost", "low and high of `cost`, `compare`, the brief", cost),
    Kind("years to a first capability", "low and high of `cost`", years),
    Kind("share that sites cover", "`ignorance_90` of `place`", placed),
    Kind("share that luck leaves to radars", "`tracked_at_most` of `sovereignty`", tracked),
)


def table():
    """Return the table of the documentation."""
    rows = ["| interval | printed as | holds | studies |", "| --- | --- | --- | --- |"]
    for each in KINDS:
        held, studies = each.judged()
        rows.append(f"| {each.name} | {each.printed} | {100.0 * held:.1f} % | {studies} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
