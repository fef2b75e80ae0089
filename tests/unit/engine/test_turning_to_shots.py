"""A sector turns to a shot outside it that comes sooner, by more than the turn, than one inside."""

import numpy as np
import pytest

from skykeep.engine import replay_raid

from .small_cases import Threat, small_case

SECTOR = {"sector_half_rad": 0.5}
CROSSES = Threat(start_m=(-100e3, 10e3), end_m=(100e3, 10e3), speed_mps=200.0)
"""From west to east, due north after 500 s; inside a sector to the east after 592 s."""
INSIDE_S = 500.0 + 10e3 / np.tan(0.5) / 200.0


def events_of(*threats, slew_rate_radps, **unit):
    """Return (time, event) of turns and launches of a unit that faces east."""
    facing = {"facing_rad": 0.5 * np.pi, "slew_rate_radps": slew_rate_radps, **unit}
    case = small_case(*threats, engagement=SECTOR, unit=facing)
    return [
        (row["time_s"], row["event"])
        for row in replay_raid(case, 0, 0).events.to_pylist()
        if row["event"] in ("turn", "launch")
    ]


def test_a_radar_turns_to_what_crosses_and_does_not_wait_until_it_flies_into_the_sector():
    (turned_s, turn), (launched_s, launch), *_ = events_of(CROSSES, slew_rate_radps=0.1)
    assert (turn, launch) == ("turn", "launch")
    assert turned_s < launched_s < 0.5 * INSIDE_S


def test_it_waits_for_the_shot_inside_where_the_turn_takes_longer():
    (launched_s, first), *_ = events_of(CROSSES, slew_rate_radps=np.pi / 900.0)
    assert first == "launch"
    assert launched_s == pytest.approx(INSIDE_S, abs=2.0)


def test_it_does_not_turn_away_from_a_shot_that_is_planned_at_something_more_urgent():
    inbound = Threat(start_m=(100e3, 0.0), end_m=(0.0, 0.0), speed_mps=200.0)
    events = events_of(inbound, CROSSES, slew_rate_radps=0.1)
    assert events[0][1] == "launch"
