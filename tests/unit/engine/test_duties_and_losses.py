"""Radars with duties where something is lost or comes back: who stands in, who is told again, who turns."""

import numpy as np
import pytest

from skykeep.core.raid.vocabulary.codes import ON_CUE, STANDS_IN
from skykeep.core.raid.vocabulary.kinds import LOG_FIXED, LOG_SWITCHED_ON, LOG_TURNED_TO_BEARING
from skykeep.engine.replay import play_raid

from .small_cases import SEARCH_BIT, Threat, small_case
from .small_duties import with_duties, with_radar, with_site
from .wear_cases import told, with_wear

SEARCH, ENGAGE, MORE = 0, 1, 2
"""Rows of the radars of a small case of one unit, and of one more."""
FAST = {"speed_mps": 800.0}  # too fast for a round; arrives after 125 s
LATE = Threat(row=(("delay_s", 200.0),))
TWO = [{"end_unit": 1}, {"first_unit": 1, "end_unit": 1}]
PASSIVE = {"bearing_only": True, "crossing_min_rad": 1.0}


def launches_s(case):
    """Return when the rounds of one raid are launched."""
    return play_raid(case, 0, 0).shots["launch_s"].tolist()


def test_an_engagement_radar_stands_in_though_a_passive_sensor_is_left():
    striker = Threat(**FAST, row=(("aim_radar", SEARCH),))
    case = with_radar(with_radar(small_case(striker, LATE), key=98), key=99, sight_bit=1)
    backup = {MORE: PASSIVE, MORE + 1: {"begins": STANDS_IN, "switch_on_s": 60.0}}
    assert [time_s for time_s, _ in told(with_duties(case, backup), LOG_SWITCHED_ON)] == [185.0]


def test_a_post_that_works_again_is_told_the_tracks_that_its_radars_keep():
    # the report of the track comes after 130 s to a post that is out of action from 125 to 225 s
    at_post = Threat(**FAST, row=(("aim_post", 0),))
    case = small_case(at_post, Threat(), posts=TWO, links=[(0, 1, {}), (1, 0, {"latency_s": 130.0})])
    case.radars["link"][0, SEARCH] = 1
    known_s = play_raid(with_wear(with_duties(case), spares=1), 0, 0).raid.tracks["known_s"][0, 1]
    assert known_s == pytest.approx(225.0 + 130.0)


def test_a_unit_whose_post_works_again_waits_no_longer():
    at_post = Threat(**FAST, row=(("aim_post", 1),))
    case = small_case(at_post, Threat(), posts=TWO, links=[(0, 1, {}), (1, 0, {})])
    case = with_duties(case, unit={"above": 1, "autonomous_after_s": 200.0})
    assert launches_s(with_wear(case, spares=1)) == [pytest.approx(225.0)]


def test_weapons_that_are_free_wait_for_no_lock_where_rounds_go_by_tracks():
    low = Threat(seen=((-np.inf, np.inf, SEARCH_BIT),))
    crew = {"operators": 1, "operator_s": 100.0, "weapons_free": True}
    small = small_case(Threat(), low, unit=crew, rounds={"hands_over": True})
    case = with_duties(small, unit={"remote": True}, eyes=[SEARCH])
    assert launches_s(case) == [pytest.approx(150.0, abs=0.5)] * 2  # by its operator the second at 200 s


def turning(*threats, **search):
    """Return a case of a unit that looks south, and of a passive sensor that hears all round."""
    sector = {"sector_half_rad": 0.2}
    facing = {"facing_rad": np.pi, "slew_rate_radps": np.pi / 30.0}
    case = small_case(*threats, search=sector | search, engagement=sector, unit=facing)
    return with_radar(case, key=99, sector_half_rad=np.pi, instrumented_m=np.inf)


def test_a_radar_that_is_turned_to_a_bearing_is_not_told_to_be_switched_on_again():
    silent = {"begins": ON_CUE, "switch_on_s": 10.0}
    case = with_duties(turning(Threat()), {SEARCH: silent, MORE: PASSIVE})
    turned_s = told(case, LOG_TURNED_TO_BEARING)[0][0]
    assert [time_s for time_s, _ in told(case, LOG_SWITCHED_ON)] == [pytest.approx(turned_s + 10.0)]


def test_a_unit_out_of_action_turns_to_no_bearing():
    striker = Threat(**FAST, row=(("aim_unit", 0),))
    east = Threat(start_m=(100_000.0, 0.0), row=(("delay_s", 200.0),))
    case = with_duties(turning(striker, east, instrumented_m=0.0), {MORE: PASSIVE})
    assert len(told(case, LOG_TURNED_TO_BEARING)) == 1
    harmless = with_duties(turning(Threat(**FAST), east, instrumented_m=0.0), {MORE: PASSIVE})
    assert len(told(harmless, LOG_TURNED_TO_BEARING)) == 2


@pytest.mark.parametrize(
    ("east_m", "north_m", "fixes"),
    [
        pytest.param(100_000.0, 100_000.0, 1, id="at a right angle"),
        pytest.param(50_000.0, 150_000.0, 1, id="at 45 degrees from the far side"),
        pytest.param(5_000.0, 120_000.0, 0, id="nearly along the line between them"),
    ],
)
def test_two_bearings_make_a_track_unless_their_lines_are_nearly_one(east_m, north_m, fixes):
    # the threat flies from 100 km in the north to the first sensor; no other radar sees it
    case = with_site(small_case(search={"instrumented_m": 0.0}), east_m, north_m)
    case = with_radar(with_radar(case, key=98, instrumented_m=np.inf), key=99, instrumented_m=np.inf, site=1)
    passive = {"bearing_only": True, "crossing_min_rad": 0.3}
    case = with_duties(case, {MORE: passive, MORE + 1: passive})
    assert len(told(case, LOG_FIXED)) == fixes
    assert np.isfinite(play_raid(case, 0, 0).raid.tracks["known_s"][0, 0]) == bool(fixes)
