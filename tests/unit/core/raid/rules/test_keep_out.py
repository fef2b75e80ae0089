"""No intercept over what is defended."""

import numpy as np
import pytest

from ....engine.place_cases import HERE, with_places
from ....engine.small_cases import Threat, reasons
from .rule_cases import LATE, launches_s, ruled_case

ASIDE = Threat(start_m=(0.0, 60_000.0), end_m=(0.0, 20_000.0))
"""A threat at an aim 20 km from the launchers, where it arrives after 160 s."""


def test_a_threat_is_not_met_in_the_last_part_of_its_way():
    assert launches_s(ruled_case(LATE, rule={"keep_out_m": 20_000.0})) == launches_s(ruled_case(LATE))
    case = ruled_case(LATE, rule={"keep_out_m": 30_000.0})
    assert launches_s(case) == []
    assert reasons(case) == ("held_by_doctrine",)


@pytest.mark.parametrize(("edge_m", "shots"), [(25_000.0, 1), (35_000.0, 0)])
def test_the_keep_out_lies_round_the_aim_not_round_the_launchers(edge_m, shots):
    # it is in reach from 40 s on, 50 km from the launchers and 30 km from its aim
    assert len(launches_s(ruled_case(ASIDE, rule={"keep_out_m": edge_m}))) == shots


def test_way_left_is_flown_at_the_mean_of_the_speeds_at_both_ends_of_a_step():
    # it slows down from 450 to 50 m/s and is met after some 57 s, with 19 km left to fly
    slowing = Threat(start_m=ASIDE.start_m, end_m=ASIDE.end_m, step_s=40.0)
    shots = []
    for edge_m in (16_000.0, 21_000.0):
        case = ruled_case(slowing, rule={"keep_out_m": edge_m})
        case.nodes["speed_mps"] = [450.0, 350.0, 250.0, 150.0, 50.0]
        shots.append(len(launches_s(case)))
    assert shots == [1, 0]


def test_what_falls_at_no_known_place_is_kept_out_of_none():
    def falling(**rule):
        case = ruled_case(Threat(), rule=rule, rounds={"range_max_ballistic_m": 50_000.0})
        case.interceptors["alt_max_ballistic_msl_m"] = np.inf
        case.classes["ballistic"] = True
        return case

    here, aside = (HERE, {}), ((0.0, -9_000.0), {})
    kept_out = falling(keep_out_m=60_000.0)
    assert launches_s(with_places(kept_out, here)) == []
    assert launches_s(with_places(kept_out, aside)) == launches_s(falling())
