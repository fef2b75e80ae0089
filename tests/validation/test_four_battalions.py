"""A sentence of 2019, "four S-300 battalions would be enough to cover all Iraq", against the shipped data."""

import pytest

import skykeep
from skykeep.report.placement_words import claim_sentences


@pytest.fixture(scope="module")
def four():
    """Return the placement of four battalions, at all heights of the claim."""
    return skykeep.place("IQ", "s-300pmu-2", 4, heights=1000, worlds=0, front=0)


def test_the_best_four_are_proven_at_every_height_and_cover_more_the_higher_it_flies(four):
    shares = [row.best.share for row in four.heights]
    assert [row.height_agl_m for row in four.heights] == [30.0, 100.0, 300.0, 1000.0, 3000.0, 10000.0]
    assert all(row.best.proven for row in four.heights)
    assert shares == sorted(shares)


def test_low_flyers_have_nearly_all_of_the_country_and_high_ones_a_part_of_it(four):
    low, high = four.heights[0].best.share, four.heights[-1].best.share
    assert low < 0.1
    assert 0.7 < high < 0.95


def test_no_number_of_the_forty_cities_makes_it_true_at_any_height(four):
    for row in four.heights:
        assert row.fewest.reachable is False
        assert row.fewest.proven
        assert row.best.share < row.fewest.all_candidates_share < row.fewest.goal


def test_the_printed_rings_promise_far_more_than_is_engaged_at_a_kilometre(four):
    assert four.flat_ring_share > 1.5 * four.share


def test_the_answer_says_the_claim_and_what_came_of_it(four):
    said, best, number = claim_sentences(four.to_json())
    assert "four S-300 battalions would be enough to cover all Iraq" in said
    assert "2019" in said
    assert best.startswith("The proven best four battalions, chosen anew for each height, engage from ")
    assert number.startswith("At no height is there a number of these 40 sites that would make it true")
