"""The choice of sites: never worse and never better than trying every set, whatever is asked of it."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skykeep.study.placement.greedy import GREEDY_FLOOR, greedy_sites
from skykeep.study.placement.interchange import interchanged
from skykeep.study.placement.maximal import best_sites, fewest_sites
from skykeep.study.placement.problem import (
    Problem,
    compacted,
    counts_of,
    losses_of,
    value_of,
    without_dominated,
)

SAME = 1e-9


@st.composite
def problems(draw, *, plain=False, goals=2):
    """Return a small problem: plain, or with overlap, spacing, a lost site and fixed ones at random."""
    sites, cells = draw(st.integers(1, 6)), draw(st.integers(1, 9))
    covers = draw(
        st.lists(st.lists(st.booleans(), min_size=cells, max_size=cells), min_size=sites, max_size=sites)
    )
    rows = 1 if plain else draw(st.integers(1, goals))
    weights = np.array(
        draw(
            st.lists(
                st.lists(st.integers(0, 5), min_size=cells, max_size=cells), min_size=rows, max_size=rows
            )
        ),
        dtype=float,
    )
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1.0)
    pairs = list(combinations(range(sites), 2))
    asked = {}
    if not plain:
        asked["fixed"] = tuple(draw(st.lists(st.integers(0, sites - 1), max_size=1)))
        asked["apart"] = (
            tuple(draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3))) if pairs else ()
        )
        asked["overlap"] = draw(st.integers(1, 2))
        asked["one_lost"] = draw(st.booleans())
    return Problem(covers=np.array(covers), weights=weights, count=draw(st.integers(1, sites)), **asked)


def allowed(problem):
    """Return every set of sites, beside the fixed ones, in which no two are too near."""
    free = [site for site in range(problem.covers.shape[0]) if site not in problem.fixed]
    return [
        chosen
        for count in range(len(free) + 1)
        for chosen in combinations(free, count)
        if keeps_apart(problem, (*problem.fixed, *chosen))
    ]


def keeps_apart(problem, sites):
    """Return whether no two sites are too near."""
    return not any(one in sites and other in sites for one, other in problem.apart)


def worth(problem, chosen):
    """Return what sites reach, counted cell by cell and loss by loss, in no clever way."""
    standing = [*problem.fixed, *chosen]
    lost_ones = standing if problem.one_lost else [None]
    found = []
    for lost in lost_ones:
        for row in problem.weights:
            share = 0.0
            for cell, weight in enumerate(row):
                over = sum(bool(problem.covers[site, cell]) for site in standing if site != lost)
                share += weight * (over >= problem.overlap)
            found.append(share)
    return min(found, default=0.0)


@settings(max_examples=120, deadline=None)
@given(problems())
def test_no_set_of_sites_is_better_than_the_choice_and_its_bound_is_its_share(problem):
    best = max(worth(problem, chosen) for chosen in allowed(problem) if len(chosen) <= problem.count)
    found = best_sites(problem, time_limit_s=20.0)
    assert found.is_proven
    assert found.value == pytest.approx(best, abs=SAME)
    assert worth(problem, found.sites) == pytest.approx(best, abs=SAME)
    assert found.bound >= found.value
    assert len(found.sites) <= problem.count
    assert keeps_apart(problem, (*problem.fixed, *found.sites))


@settings(max_examples=80, deadline=None)
@given(problems(), st.sampled_from([0.25, 0.5, 0.9, 1.0]))
def test_the_fewest_sites_for_a_goal_are_the_fewest_of_all_sets(problem, goal):
    meet = [len(chosen) for chosen in allowed(problem) if worth(problem, chosen) >= goal - SAME]
    found = fewest_sites(problem, goal, time_limit_s=20.0)
    assert found.is_proven
    assert found.least == (min(meet) if meet else None)
    if meet:
        assert len(found.sites) == min(meet)
        assert worth(problem, found.sites) >= goal - SAME
    else:
        assert found.sites is None
        assert found.most < goal or problem.apart


@settings(max_examples=80, deadline=None)
@given(problems(plain=True))
def test_greedy_choice_reaches_63_per_cent_of_the_bound_and_never_more_than_it(problem):
    greedy = greedy_sites(problem)
    bound = best_sites(problem, time_limit_s=20.0).bound
    assert len(greedy) <= problem.count
    assert GREEDY_FLOOR * bound - SAME <= value_of(problem, greedy) <= bound + SAME


@settings(max_examples=80, deadline=None)
@given(problems(), st.sampled_from([0.01, 0.2]))
def test_a_choice_within_a_gap_is_within_it_and_its_bound_is_never_exceeded(problem, gap):
    best = max(worth(problem, chosen) for chosen in allowed(problem) if len(chosen) <= problem.count)
    found = best_sites(problem, time_limit_s=20.0, gap=gap)
    assert worth(problem, found.sites) == pytest.approx(found.value, abs=SAME)
    assert found.gap <= gap
    assert found.value - SAME <= best <= found.bound + SAME
    assert len(found.sites) <= problem.count
    assert keeps_apart(problem, (*problem.fixed, *found.sites))


def test_a_small_program_on_which_the_solver_fails_with_a_gap_is_solved_without():
    covers = np.zeros((4, 6), bool)
    for site, cell in ((1, 1), (1, 5), (2, 0), (2, 5), (3, 1), (3, 5)):
        covers[site, cell] = True
    weights = np.array([[0.0, 0.0, 0.0, 0.0, 0.0, 1.0], [1.0 / 3.0, 2.0 / 3.0, 0.0, 0.0, 0.0, 0.0]])
    problem = Problem(covers=covers, weights=weights, count=1, fixed=(2,), overlap=1, one_lost=True)
    found = best_sites(problem, time_limit_s=20.0, gap=0.01)
    best = max(worth(problem, chosen) for chosen in allowed(problem) if len(chosen) <= problem.count)
    assert found.value == pytest.approx(best)
    assert found.gap <= 0.01


@settings(max_examples=80, deadline=None)
@given(problems())
def test_exchanges_never_make_a_greedy_choice_worse_and_keep_what_is_asked(problem):
    found = interchanged(problem)
    assert len(set(found)) == len(found) <= problem.count
    assert not set(found) & set(problem.fixed)
    assert keeps_apart(problem, (*problem.fixed, *found))
    if problem.fixed or found:
        greedy = value_of(problem, (*problem.fixed, *greedy_sites(problem)))
        assert value_of(problem, (*problem.fixed, *found)) >= greedy


@settings(max_examples=80, deadline=None)
@given(problems())
def test_greedy_choice_keeps_what_is_asked(problem):
    greedy = greedy_sites(problem)
    assert len(set(greedy)) == len(greedy) <= problem.count
    assert not set(greedy) & set(problem.fixed)
    assert keeps_apart(problem, (*problem.fixed, *greedy))
    assert value_of(problem, (*problem.fixed, *greedy)) <= best_sites(problem, time_limit_s=20.0).bound + SAME


@settings(max_examples=80, deadline=None)
@given(problems())
def test_compact_cells_and_dropped_sites_change_no_value(problem):
    small = compacted(problem)
    assert small.covers.shape[1] <= problem.covers.shape[1]
    for chosen in allowed(problem):
        standing = (*problem.fixed, *chosen)
        if standing:
            assert value_of(small, standing) == pytest.approx(worth(problem, chosen), abs=SAME)
    reduced, left = without_dominated(small)
    assert reduced.covers.shape[0] == left.size
    best = max(worth(problem, chosen) for chosen in allowed(problem) if len(chosen) <= problem.count)
    kept = max(
        worth(problem, tuple(int(left[site]) for site in chosen))
        for chosen in allowed(reduced)
        if len(chosen) <= problem.count
    )
    assert kept == pytest.approx(best, abs=SAME)


@settings(max_examples=40, deadline=None)
@given(problems())
def test_what_a_loss_leaves_is_what_the_others_cover(problem):
    everyone = range(problem.covers.shape[0])
    for lost, left in zip(everyone, losses_of(problem, everyone), strict=True):
        others = [site for site in everyone if site != lost]
        count = counts_of(problem, others) if others else np.zeros(problem.covers.shape[1])
        assert left == pytest.approx(float((problem.weights @ (count >= problem.overlap)).min()), abs=SAME)
