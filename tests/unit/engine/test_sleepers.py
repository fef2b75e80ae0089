"""Threats that sleep until they are in reach: a raid ends as if its units looked at all of them."""

import numpy as np
import pytest

from skykeep.core.raid.account.results import new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import new_raid
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import Threat, small_case

MIDWAY_S = 60.0
"""Threats are tracked by then, and far out of reach."""


def random_case(seed):
    """Return a raid in which many threats wait for the same, some side by side, some known for long."""
    rng = np.random.default_rng(seed)
    starts_m = rng.choice([60e3, 100e3, 100e3, 130e3, 160e3], rng.integers(2, 9))
    units = int(rng.integers(1, 4))
    apart = units > 1 and rng.random() < 0.5
    return small_case(
        *(Threat(start_m=(0.0, float(start_m)), step_s=5.0) for start_m in starts_m),
        units=units,
        unit={
            "target_channels": int(rng.integers(1, 4)),
            "missile_channels": int(rng.integers(1, 5)),
            "partial_salvo": bool(rng.random() < 0.5),
            "max_salvos": int(rng.integers(0, 3)),
        },
        launcher={"rounds": int(rng.integers(1, 4)), "reload_s": 90.0, "reload_sets": 2, "interval_s": 4.0},
        rounds={"range_max_m": float(rng.choice([20e3, 35e3, 50e3])), "kill_p": 0.6},
        luck={"missed_kill": 0.1, "false_kill": 0.1},
        doctrine=[[[int(rng.integers(1, 3)), 0, number]] for number in range(units)],
        posts=[{"first_unit": 0, "end_unit": 1}, {"first_unit": 1, "end_unit": units}] if apart else None,
        links=[(0, 1, {"latency_s": 2.0}), (1, 0, {"latency_s": 30.0})] if apart else (),
        seed=seed,
    )


def asleep_midway(case):
    """Return how many pairs of fire unit and threat sleep while the raid is still far."""
    raid = new_raid(case)
    run_raids(case, 0, range(1), 0, MIDWAY_S, raid, new_results(case, 1))
    return int(raid.engagements["asleep"].sum())


@pytest.mark.parametrize("seed", range(40))
def test_a_raid_ends_as_one_that_is_logged_whose_threats_stay_awake(seed):
    case = random_case(seed)
    found = run_worlds(case, 0, 1, replications=1).results
    logged = play_raid(case, 0, 0).results
    for name in found._fields:
        assert np.array_equal(getattr(found, name), getattr(logged, name)), name


def test_threats_sleep_in_most_of_these_raids():
    assert np.mean([asleep_midway(random_case(seed)) > 0 for seed in range(40)]) > 0.5


def test_threats_stay_awake_for_a_radar_with_a_sector_which_heeds_the_next_launch_planned():
    far = Threat(start_m=(0.0, 150e3))
    assert asleep_midway(small_case(far)) == 1
    assert asleep_midway(small_case(far, engagement={"sector_half_rad": 1.0})) == 0
