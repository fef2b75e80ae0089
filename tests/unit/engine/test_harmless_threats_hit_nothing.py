"""A decoy does no harm, and what flies into the ground hits no radar."""

import pytest

from skykeep.engine import run_worlds

from .small_cases import Threat, reasons, small_case

AT_UNIT = ("aim_unit", 0)


@pytest.mark.parametrize(
    "harmless",
    [
        Threat(speed_mps=800.0, row=(AT_UNIT, ("decoy", True))),
        Threat(speed_mps=800.0, row=(AT_UNIT,), aborted=True),
    ],
    ids=["decoy", "aborted"],
)
def test_a_radar_is_not_lost_to_what_does_no_harm(harmless):
    case = small_case(harmless, Threat())
    assert run_worlds(case, 0, 1, replications=1).results.raids["radars_lost"][0] == 0
    assert reasons(case) == (None, None)
