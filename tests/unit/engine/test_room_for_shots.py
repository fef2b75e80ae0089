"""What becomes of a raid whose tables are too short: it is broken off, and nothing outside is written."""

import numpy as np

from skykeep.core.raid.account.results import new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import new_raid
from skykeep.core.raid.tables.entities import Shot
from skykeep.core.raid.vocabulary.codes import DONE, FAULT

from .small_cases import Threat, small_case


def _exit_code(shots):
    case = small_case(*[Threat() for _ in range(4)], rounds={"kill_p": 0.0})
    raid = new_raid(case)._replace(shots=Shot.table(shots))
    results = new_results(case, 1)
    run_raids(case, 0, range(1), 0, np.inf, raid, results)
    assert raid.progress.shots <= shots
    return results.raids["exit_code"][0]


def test_a_raid_without_room_for_one_more_shot_is_broken_off():
    assert _exit_code(64) == DONE
    assert _exit_code(2) == FAULT
