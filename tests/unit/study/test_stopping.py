"""Enough runs, not too many: looks, goals, and where a study stops."""

from __future__ import annotations

import numpy as np
import pytest

from skykeep.errors import UsageError
from skykeep.study.outcomes import Outcomes
from skykeep.study.stopping import HalfWidth, SettledOrder, half_width, looks, parse_goal, play_until


def outcomes_of(leakers):
    """Return outcomes in which everything but the leakers is zero."""
    zero = np.zeros_like(leakers)
    return Outcomes(
        leakers=leakers,
        killed=zero,
        aborted=zero,
        seen=zero,
        engaged=zero,
        none_leaked=zero,
        shots=zero,
        rounds_left=zero,
        ledger=np.zeros((*leakers.shape, 1)),
    )


def player(spread, *, options=1):
    """Return a function that plays worlds whose leakers scatter about each option's number."""
    rng = np.random.default_rng(5)
    table = 10.0 + spread * rng.standard_normal((4000, 2))

    def play(worlds):
        rows = table[worlds.start : worlds.stop]
        return [outcomes_of(rows + 0.1 * option) for option in range(options)]

    return play


def test_looks_are_few_and_end_with_the_limit():
    assert list(looks(400)) == [100, 150, 225, 350, 400]
    assert list(looks(30)) == [30]
    assert len(list(looks(100_000))) < 22


@pytest.mark.parametrize(
    ("spread", "limit", "reached"), [(1.0, 4000, True), (8.0, 4000, True), (8.0, 150, False)]
)
def test_worlds_are_added_until_the_half_width_or_the_limit_is_reached(spread, limit, reached):
    (found,), stopped = play_until(player(spread), HalfWidth(leakers=0.5), limit)
    assert stopped.reached is reached
    assert stopped.worlds == found.worlds <= limit
    assert (half_width(found.leakers) <= 0.5) is reached
    assert stopped.worlds in list(looks(limit))
    before = [worlds for worlds in looks(limit) if worlds < stopped.worlds]
    for worlds in before:
        assert half_width(found.leakers[:worlds]) > 0.5


def test_a_paired_goal_looks_at_differences_alone():
    play = player(8.0, options=3)
    _, paired = play_until(play, HalfWidth(leakers=0.05, paired=True), 4000)
    assert (paired.worlds, paired.reached) == (100, True)
    _, single = play_until(play, HalfWidth(leakers=0.05), 4000)
    assert single.worlds == 4000


def test_an_order_is_settled_when_neighbours_differ_beyond_the_error_or_not_at_all():
    rng = np.random.default_rng(1)
    base = rng.standard_normal((200, 2))
    apart = base + 2.0 + 0.1 * rng.standard_normal((200, 2))
    near = base + 0.5 * rng.standard_normal((200, 2))
    assert SettledOrder().is_reached([base, apart, base])
    assert not SettledOrder().is_reached([base, near, apart])


@pytest.mark.parametrize(
    ("given", "goal"),
    [
        ("0.5", HalfWidth(leakers=0.5)),
        (0.5, HalfWidth(leakers=0.5)),
        ("5%", HalfWidth(share=0.05)),
        ("0.5,5%", HalfWidth(leakers=0.5, share=0.05)),
        ("order", SettledOrder()),
    ],
)
def test_goals_are_read(given, goal):
    assert parse_goal(given) == goal


@pytest.mark.parametrize("given", ["", "0", "-1", "five", "5%,6%", "nan", "inf", "1,2"])
def test_what_is_no_goal_is_refused(given):
    with pytest.raises(UsageError, match="must be a half-width above 0 in leakers"):
        parse_goal(given)
