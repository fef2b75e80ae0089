"""A placement in sentences: a share that falls short of a goal is never printed as the goal."""

import pytest

from skykeep.report.placement_words import fewest_sentence


@pytest.mark.parametrize(
    ("share", "told"), [(0.9873, "98.7"), (0.8966, "90"), (0.98996, "98.996"), (0.98, "98"), (0.004, "0.4")]
)
def test_a_share_below_the_goal_is_told_apart_from_it(share, told):
    sentence = fewest_sentence({"goal": 0.99, "reachable": False, "all_candidates_share": share})
    assert sentence == (
        f"99\xa0%: no number of these candidates reaches it; all together reach {told}\xa0% (assumed)."
    )
