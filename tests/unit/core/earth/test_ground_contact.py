"""Where a path first meets the ground."""

import numpy as np

from skykeep.core.earth.paths import first_ground_contact


def test_a_path_without_a_leg_to_look_at_meets_nothing():
    alt_msl_m = np.array([[10.0, 5.0, 0.0]])
    before, share = first_ground_contact(alt_msl_m, np.zeros_like(alt_msl_m), first_node=2, last_node=1)
    assert before.tolist() == [2]
    assert share.tolist() == [0.0]


def test_contact_lies_where_the_straight_leg_crosses_the_ground():
    alt_msl_m = np.array([[10.0, 5.0, -5.0]])
    before, share = first_ground_contact(alt_msl_m, np.zeros_like(alt_msl_m), first_node=0, last_node=2)
    assert before.tolist() == [1]
    assert share.tolist() == [0.5]
