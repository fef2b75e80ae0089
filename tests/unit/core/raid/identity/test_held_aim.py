"""Decisions go by what a threat may fly at as its track foretells, whatever it truly flies at.

The fire unit stands at one place, and threats come there from the north."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.core.raid.tables.known_places import BESIDE_M
from skykeep.engine.replay import play_raid

from ....engine.place_cases import HERE, with_places
from ....engine.small_cases import Threat
from ....engine.wear_cases import with_wear
from ..rules.rule_cases import LATE, launches_s, ruled_case, shots

PRICELESS = replace(Threat(), row=(("aim_value", 9.0),))
WORTHLESS = replace(Threat(), row=(("aim_value", 0.0),))


def engaged(threat, *places, least=2.0):
    """Return whether a unit that lets go what flies at too little shoots at a threat."""
    return launches_s(with_places(ruled_case(threat, rule={"least_value": least}), *places)) != []


def test_what_is_let_go_is_what_the_track_points_at_not_what_the_threat_is_sent_to():
    assert not engaged(PRICELESS, (HERE, {"value": 1.0}))
    assert engaged(WORTHLESS, (HERE, {"value": 3.0}))
    assert not engaged(PRICELESS, ((50_000.0, 0.0), {"value": 3.0}))


@pytest.mark.parametrize(("beside_m", "counts"), [(BESIDE_M - 50.0, True), (BESIDE_M + 50.0, False)])
def test_a_place_counts_that_lies_near_the_line_of_the_course(beside_m, counts):
    assert engaged(WORTHLESS, ((beside_m, 10_000.0), {"value": 3.0})) == counts


def test_of_several_places_the_most_valuable_is_at_stake_and_a_part_of_the_defence_always_is_enough():
    assert engaged(WORTHLESS, (HERE, {"value": 1.0}), ((0.0, 5_000.0), {"value": 3.0}))
    assert engaged(WORTHLESS, (HERE, {"value": 1.0}), ((500.0, 0.0), {"at_post": 0}))


@pytest.mark.parametrize("falls", [False, True])
def test_what_flies_may_be_headed_for_a_place_behind_what_falls_comes_down_where_its_track_says(falls):
    case = ruled_case(WORTHLESS, rule={"least_value": 2.0}, rounds={"range_max_ballistic_m": 50_000.0})
    case.interceptors["alt_max_ballistic_msl_m"] = np.inf
    case.classes["ballistic"] = falls
    behind = with_places(case, ((0.0, -30_000.0), {"value": 3.0}))
    assert (launches_s(behind) != []) is not falls
    assert launches_s(with_places(case, (HERE, {"value": 3.0}))) != []


def test_a_place_that_has_been_passed_counts_no_more():
    assert not engaged(
        replace(LATE, row=PRICELESS.row), ((0.0, 60_000.0), {"value": 9.0}), (HERE, {"value": 1.0})
    )


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ({"self_defence_priority": 1.0}, {"at_unit": 0}),
        ({"value_priority": 1.0}, {"value": 3.0}),
        ({"point_defence_m": 3_000.0}, {"value": 0.0}),
    ],
)
def test_who_is_served_first_is_settled_when_the_unit_is_ready_by_what_the_track_points_at(rule, fields):
    passing = Threat(start_m=(12_000.0, 97_000.0), end_m=(12_000.0, 0.0), seen=LATE.seen)
    case = ruled_case(LATE, passing, LATE, rule=rule, unit={"target_channels": 1})
    case = with_places(case, (HERE, fields))
    assert next(threat for _, _, threat in shots(case)) != 1
    ranks = play_raid(case, 0, 0).raid.engagements["rank"][0]
    assert ranks.tolist() == [0, 2, 1]  # without a rule what passes by arrives first
    plain = with_places(ruled_case(LATE, passing, LATE, unit={"target_channels": 1}), (HERE, fields))
    assert play_raid(plain, 0, 0).raid.engagements["rank"][0].tolist() == [1, 0, 2]


@pytest.mark.parametrize(
    ("leaves_to_here", "steps", "counts"),
    [
        (True, {"leave_s": 100.0, "tear_down_s": 20.0, "drive_s": 80.0}, True),
        (True, {"leave_s": 100.0, "tear_down_s": 20.0, "drive_s": 800.0}, False),
        (False, {"leave_s": 100.0, "tear_down_s": 20.0, "drive_s": 80.0}, False),
        (False, {"leave_s": 100.0, "tear_down_s": 20.0, "drive_s": 800.0}, False),
        (False, {"leave_s": 200.0, "tear_down_s": 100.0, "drive_s": 80.0}, True),
    ],
)
def test_what_moves_is_a_place_where_it_stands_and_none_while_it_is_under_way(leaves_to_here, steps, counts):
    # a unit is ready for the threat after 260 s
    aside = (50_000.0, 0.0)
    spots = [aside, HERE] if leaves_to_here else [HERE, aside]
    case = ruled_case(replace(LATE, row=WORTHLESS.row), rule={"least_value": 2.0})
    moved = {"value": 3.0, "move": 0, "moved_site": 2}
    case = with_wear(with_places(case, (spots[0], moved), (spots[1], {})), moves=[{"post": -1} | steps])
    case.wear.parts["move"] = -1  # nothing of the fire unit goes with it
    assert (launches_s(case) != []) is counts


def test_shot_timing_counts_to_the_first_place_that_a_threat_may_fly_at():
    case = ruled_case(Threat(), rule={"launch_last_s": 100.0})
    assert launches_s(with_places(case, (HERE, {}))) == [300.0]
    assert launches_s(with_places(case, (HERE, {}), ((0.0, 20_000.0), {}))) == [220.0]


def test_what_has_passed_a_place_without_flying_at_it_is_shot_at_behind_the_keep_out_of_that():
    case = ruled_case(LATE, rule={"keep_out_m": 12_000.0})
    near, here = ((0.0, 20_000.0), {"value": 1.0}), (HERE, {"value": 1.0})
    assert launches_s(with_places(case, here)) == launches_s(ruled_case(LATE))
    late = replace(LATE, seen=((290.0, np.inf, LATE.seen[0][2]),))
    case = ruled_case(late, rule={"keep_out_m": 2_000.0})
    assert launches_s(with_places(case, here)) == launches_s(ruled_case(late))
    (launch_s,) = launches_s(with_places(case, near, here))
    assert launch_s == pytest.approx(321.0, abs=0.01)  # it is past the first place after 320 s
