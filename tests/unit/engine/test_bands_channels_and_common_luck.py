"""What a raid does with the band of a radar, with missile channels of short salvos, and with common luck."""

import numpy as np
import pytest

from skykeep.engine import replay_raid

from .small_cases import reasons, small_case

TINY_M2 = 1.0e-12


def seen_in_band(low_band, rcs_m2, rcs_low_band_m2):
    """Return the reason of a threat that a searching radar of a band sees with 40 dB at 1 m2, if it does."""
    case = small_case(search={"snr_range4_per_m2": 1.0e24, "low_band": low_band})
    case.classes["rcs_m2"] = rcs_m2
    case.classes["rcs_low_band_m2"] = rcs_low_band_m2
    return reasons(case._replace(p_detect=np.array([[0.0, 1.0]])))


@pytest.mark.parametrize(
    ("low_band", "rcs_m2", "rcs_low_band_m2", "seen"),
    [
        (True, TINY_M2, 1.0, True),
        (True, 1.0, TINY_M2, False),
        (False, TINY_M2, 1.0, False),
        (False, 1.0, TINY_M2, True),
    ],
)
def test_a_raid_meets_a_radar_with_the_cross_section_of_its_band(low_band, rcs_m2, rcs_low_band_m2, seen):
    assert seen_in_band(low_band, rcs_m2, rcs_low_band_m2) == (None if seen else "not_detected",)


def launches(case):
    """Return the times of all launches of the first raid, s."""
    events = replay_raid(case, 0, 0).events.to_pylist()
    return [event["time_s"] for event in events if event["event"] == "launch"]


@pytest.mark.parametrize("channels", [3.0, 4.0])
def test_a_salvo_that_is_cut_short_takes_only_the_channels_of_the_rounds_it_fired(channels):
    # of the first kind one round is there: a salvo of three ends with it, and the next has three of the other
    case = small_case(
        unit={"missile_channels": channels},
        launcher=[{"rounds": 1}, {"interceptor": 1, "rounds": 3}],
        launchers=2,
        rounds=[{"kill_p": 0.0}, {"kill_p": 0.0}],
        doctrine=[[[3, 0, 0, 1]]],
    )
    first, *second = launches(case)
    assert len(second) == 3
    assert first < min(second) == max(second)


def test_channels_of_a_short_salvo_come_back_when_its_last_round_arrives():
    # two threats, two channels, single shots after one another: nothing is lost over many salvos
    case = small_case(
        unit={"missile_channels": 2},
        launcher={"rounds": 7},
        rounds={"kill_p": 0.0},
        doctrine=[[[2, 0, 0]]],
    )
    launched_s = launches(case)
    assert len(launched_s) == 7
    assert [launched_s.count(when) for when in sorted(set(launched_s))] == [2, 2, 2, 1]


@pytest.mark.parametrize("salvo", [1, 3])
def test_what_spoils_one_shot_at_a_threat_spoils_all_of_them_to_the_last(salvo):
    rounds, good_p, raids = 8, 0.6, 400
    case = small_case(
        launcher={"rounds": rounds},
        rounds={"range_min_m": 10.0},
        unit={"assessment_s": 0.5},
        luck={"common_kill": good_p},
        doctrine=[[[salvo, 0, 0]]],
    )
    good = 0
    for replication in range(raids):
        events = [event["event"] for event in replay_raid(case, 0, replication).events.to_pylist()]
        shots, kills = events.count("launch"), events.count("kill")
        assert (shots, kills > 0) in ((salvo, True), (rounds, False))
        good += kills > 0
    spread = (good_p * (1.0 - good_p) / raids) ** 0.5
    assert abs(good / raids - good_p) < 4.0 * spread
