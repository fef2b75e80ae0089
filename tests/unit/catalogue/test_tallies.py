"""Figures that are entered as counts: the interval, the draws, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.fields import load_fields
from skykeep.catalogue.figures import read_figure
from skykeep.catalogue.places import Place
from skykeep.compiler.worlds import draw_worlds
from skykeep.errors import CatalogueError
from skykeep.model import Tally, wilson_interval

RULE = load_fields()["kill_p"]
PLACE = Place("system.toml", ("kill_p",))
ONE = {"hits": 9, "of": 12, "counts": "targets destroyed of targets engaged"}
THEN = {"hits": 7, "of": 9, "counts": "kills of targets hit"}


def figure(*tallies, rule=RULE, **more):
    table = {"kind": "assumed", "note": "invented", "tallies": list(tallies), **more}
    return read_figure(table, PLACE, rule, 1.0)


@pytest.mark.parametrize(
    ("happened", "out_of"), [(0, 1), (0, 20), (1, 10), (7, 9), (9, 12), (13, 13), (81, 263), (5000, 10000)]
)
def test_wilson_is_that_of_scipy(happened, out_of):
    wanted = stats.binomtest(happened, out_of).proportion_ci(confidence_level=0.9, method="wilson")
    assert wilson_interval(happened, out_of) == pytest.approx((wanted.low, wanted.high), abs=1e-12)


@pytest.mark.parametrize(
    ("happened", "out_of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_formula_gives_the_95_percent_limits_that_newcombe_printed(
    happened, out_of, low, high, monkeypatch
):
    """Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3."""
    monkeypatch.setattr("skykeep.model.tally.Z_90", 1.959963984540054)
    assert wilson_interval(happened, out_of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("out_of", [5, 12, 20, 60, 262])
def test_ninety_percent_intervals_hold_the_chance_about_ninety_times_in_a_hundred(out_of):
    """Mean cover over all chances, exact: of each count its probability times whether its interval holds."""
    chances = (np.arange(2000) + 0.5) / 2000
    hits = np.arange(out_of + 1)
    low, high = np.array([wilson_interval(int(k), out_of) for k in hits]).T
    holds = (low <= chances[:, None]) & (chances[:, None] <= high)
    cover = (stats.binom.pmf(hits, out_of, chances[:, None]) * holds).sum(axis=1).mean()
    assert 0.89 < cover < 0.92


@pytest.mark.parametrize("out_of", [10, 12, 20, 60])
def test_what_is_shown_and_what_is_drawn_agree_within_a_few_hundredths(out_of):
    for hits in range(out_of + 1):
        tally = Tally(hits=hits, of=out_of, counts="hits of shots")
        assert stats.beta(*tally.beta).ppf([0.05, 0.95]) == pytest.approx(tally.interval_90, abs=0.045)


def test_a_count_becomes_a_figure_with_the_interval_of_wilson_and_the_mean_of_its_draws():
    found = figure(ONE)
    assert (found.low, found.high) == wilson_interval(9, 12)
    assert found.best == pytest.approx(stats.beta(9.5, 3.5).mean())
    assert found.tallies == (Tally(**ONE),)


def test_all_of_all_is_not_certain():
    found = figure({**ONE, "hits": 13, "of": 13})
    assert found.best == pytest.approx(13.5 / 14.0)
    assert found.low == pytest.approx(13 / (13 + 1.6448536269514722**2))
    assert found.high == 1.0


def test_hits_and_kills_given_hits_are_kept_apart_and_multiplied():
    found = figure(ONE, THEN)
    hit, kill = wilson_interval(9, 12), wilson_interval(7, 9)
    assert (found.low, found.high) == pytest.approx((hit[0] * kill[0], hit[1] * kill[1]))
    assert found.best == pytest.approx(9.5 / 13 * 7.5 / 10)
    assert [tally.counts for tally in found.tallies] == [ONE["counts"], THEN["counts"]]


def test_draws_of_a_count_are_those_of_its_beta_law():
    drawn = draw_worlds({"x/kill_p/srbm": figure(ONE)}, seed=3, worlds=4000)["x/kill_p/srbm"]
    assert stats.kstest(drawn, stats.beta(9.5, 3.5).cdf).pvalue > 1e-3
    assert np.quantile(drawn, [0.05, 0.95]) == pytest.approx(stats.beta(9.5, 3.5).ppf([0.05, 0.95]), abs=0.02)


def test_draws_of_two_counts_are_independent_and_leave_the_first_as_it_was():
    alone = draw_worlds({"x/kill_p/srbm": figure(ONE)}, seed=3, worlds=4000)["x/kill_p/srbm"]
    both = draw_worlds({"x/kill_p/srbm": figure(ONE, THEN)}, seed=3, worlds=4000)["x/kill_p/srbm"]
    second = both / alone
    assert stats.kstest(second, stats.beta(7.5, 2.5).cdf).pvalue > 1e-3
    assert abs(np.corrcoef(alone, second)[0, 1]) < 0.06
    exact = 9.5 / 13 * 7.5 / 10
    assert both.mean() == pytest.approx(exact, abs=4 * both.std() / math.sqrt(4000))


def test_a_count_beside_other_figures_changes_none_of_their_draws():
    figures = dict(load_catalogue().figures())
    names = ["common/kill_p/srbm", "s-400/radars/91n6e/revisit_s"]
    alone = draw_worlds({name: figures[name] for name in names}, seed=1, worlds=20)
    beside = draw_worlds(
        {name: figures[name] for name in names} | {"x/kill_p/a": figure(ONE)}, seed=1, worlds=20
    )
    for name in names:
        assert np.array_equal(alone[name], beside[name])


def test_views_take_the_ends_of_the_interval():
    found = {"x/kill_p/srbm": figure(ONE)}
    low, high = wilson_interval(9, 12)
    assert draw_worlds(found, seed=1, worlds=1, view="sceptic")["x/kill_p/srbm"] == [low]
    assert low < draw_worlds(found, seed=1, worlds=1, view="brochure")["x/kill_p/srbm"] < high


@pytest.mark.parametrize(
    ("tally", "message"),
    [
        ({"hits": 9, "of": 12}, "given a count without 'counts', allowed a count with 'counts'"),
        ({**ONE, "counts": " "}, "given nothing, allowed what was counted of what"),
        ({**ONE, "hits": 13}, "given 13, allowed a whole number of 0 to 12"),
        ({**ONE, "of": 0}, "given 0, allowed a whole number of 1"),
        ({**ONE, "hits": 0.5}, "given 0.5, allowed a whole number"),
        ({**ONE, "shots": 3}, "given the unknown key 'shots'"),
    ],
)
def test_what_is_no_count_is_refused(tally, message):
    with pytest.raises(CatalogueError, match=message):
        figure(tally)


def test_a_count_is_refused_beside_limits_given_by_hand():
    with pytest.raises(CatalogueError, match=r"kill_p\.low: given 'low' beside tallies, allowed one of them"):
        figure(ONE, low=0.1)


def test_a_count_is_refused_for_what_is_no_chance():
    with pytest.raises(
        CatalogueError, match="given a count for reaction_s, allowed a count for a chance only"
    ):
        figure(ONE, rule=load_fields()["reaction_s"])


def test_a_count_needs_a_source_like_any_figure():
    with pytest.raises(CatalogueError, match="kind 'reported' without a source"):
        figure(ONE, kind="reported")


def test_a_tally_that_cannot_be_is_no_tally():
    with pytest.raises(ValueError, match="must have 0 <= hits <= of and of >= 1, given 5 of 4"):
        Tally(hits=5, of=4, counts="x")
