"""``unit_lost`` is given only where a loaded launcher lost its radar."""

import pytest

from .small_cases import Threat, reasons, small_case

STRIKER = Threat(speed_mps=800.0, row=(("aim_unit", 0),))  # arrives after 125 s, too fast for a round


def test_a_unit_without_a_round_that_loses_its_radar_has_no_round():
    case = small_case(STRIKER, Threat(), launcher={"rounds": 0})
    assert reasons(case) == ("out_of_envelope", "no_round")


def test_a_unit_that_has_fired_its_last_round_when_it_loses_its_radar_has_no_round():
    # the only round kills the first threat at 200 s, the radar is hit at 225 s
    late = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 100.0)))
    case = small_case(Threat(), late, Threat(), launcher={"rounds": 1})
    assert reasons(case) == (None, "out_of_envelope", "no_round")


@pytest.mark.parametrize("reload_s", [50.0, 1000.0])
def test_a_unit_whose_only_rounds_are_being_reloaded_when_it_loses_its_radar(reload_s):
    # reloaded from 150 s on: at 225 s it is loaded again, or not before every threat has arrived
    late = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 100.0)))
    reload = {"rounds": 1, "reload_sets": 1, "reload_s": reload_s}
    slow = Threat(row=(("delay_s", 150.0),))  # in reach from 300 s on
    case = small_case(Threat(), late, slow, launcher=reload)
    assert reasons(case) == (None, "out_of_envelope", "unit_lost" if reload_s < 100.0 else "no_round")
