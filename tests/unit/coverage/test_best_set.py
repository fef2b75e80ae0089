"""The best set of a few sites against trying every set in plain Python."""

from itertools import combinations

import numpy as np
import pytest

from skykeep.coverage.best_set import best_sites, can_try_all
from skykeep.coverage.place import greedy_sites


def tried(masks, count):
    """Return the most places that any set of sites covers."""
    return max(
        int(np.logical_or.reduce(masks[list(chosen)]).sum())
        for chosen in combinations(range(len(masks)), count)
    )


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", range(4))
def test_no_set_covers_more(count, seed):
    masks = np.random.default_rng(seed).random((9, 130)) < 0.2
    chosen = best_sites(masks, count)
    assert len(set(chosen)) == count
    assert int(np.logical_or.reduce(masks[list(chosen)]).sum()) == tried(masks, count)


def test_it_beats_a_greedy_choice_where_the_first_site_misleads():
    masks = np.zeros((3, 12), dtype=bool)
    masks[0, 3:9] = True
    masks[1, :5] = True
    masks[2, 5:10] = True
    weight = np.ones(12)
    assert best_sites(masks, 2) == (1, 2)
    greedy = greedy_sites(masks, weight, 2)
    assert masks[list(greedy)].any(axis=0).sum() < masks[[1, 2]].any(axis=0).sum()


def test_too_many_sets_are_refused():
    assert can_try_all(40, 4)
    assert not can_try_all(40, 6)
    with pytest.raises(ValueError, match="6 of 40 sites: there are too many sets"):
        best_sites(np.ones((40, 8), dtype=bool), 6)
