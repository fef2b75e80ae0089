"""Cases that lack something: no threat, no fire unit, no launcher; and launchers with two owners."""

import numpy as np
import pytest

from skykeep.core.engagement_state import new_log, new_state
from skykeep.core.raid_batch import run_raids
from skykeep.core.raid_columns import LEAKERS, THREAT_READY_S, new_columns

from .small_cases import small_case


def play(case):
    """Return the columns of three raids."""
    columns = new_columns(case, 3)
    assert run_raids(case, (0, 0, 3), 0, np.inf, new_state(case), new_log(0), columns) == 0
    return columns


def test_without_a_fire_unit_every_threat_leaks_and_none_is_ever_ready():
    case = small_case()
    columns = play(case._replace(units=case.units[:, :0].copy(), doctrine=case.doctrine[:, :0].copy()))
    assert np.all(columns.counts[:, LEAKERS] == case.threats.shape[0])
    assert np.all(columns.threat_s[:, :, THREAT_READY_S] == np.inf)


def test_without_a_launcher_every_threat_leaks():
    case = small_case()
    units = case.units.copy()
    units["first_launcher"] = units["end_launcher"] = 0.0
    columns = play(case._replace(units=units, launchers=case.launchers[:, :0].copy()))
    assert np.all(columns.counts[:, LEAKERS] == case.threats.shape[0])


def test_without_a_threat_nothing_leaks():
    case = small_case()
    columns = play(case._replace(threats=case.threats[:0].copy()))
    assert np.all(columns.counts[:, LEAKERS] == 0)


def test_fire_units_that_share_launchers_are_refused():
    case = small_case()
    twice = case._replace(units=np.repeat(case.units, 2, axis=1))
    with pytest.raises(ValueError, match="each fire unit needs launchers of its own"):
        new_state(twice)
