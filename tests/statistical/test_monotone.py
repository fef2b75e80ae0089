"""More of a good thing never raises mean leakers; two axes leak no less than one; turning all turns nothing.

Options are compared raid by raid under common luck. A difference counts only outside its 99.9 % interval, and
only if a second run of ten times the worlds under another seed shows it too.
"""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from skykeep.catalogue import load_catalogue
from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.core.raid.vocabulary.reasons import HELD_BY_DOCTRINE
from skykeep.engine import run_worlds
from skykeep.model import Doctrine
from skykeep.scenario.file import parse_scenario
from skykeep.study.prepare import prepare

WORLDS, REPLICATIONS = 30, 10

SCENARIO = """
schema_version = 1
name = "One axis"
aim = "town"
first_bearing_deg = 270
[[assets]]
id = "town"
name = "Town"
lat_deg = 33.0
lon_deg = 44.0
[[fire_units]]
id = "unit-1"
system = "s-300pmu-2"
lat_deg = 33.0
lon_deg = 44.0
facing_deg = 270
[raid]
name = "twelve cruise missiles"
axis_angle_deg = 180
[[raid.groups]]
threat_class = "cruise-missile"
count = 6
speed_mps = 240
height_agl_m = 150
standoff_km = 160
spacing_s = 12
[[raid.groups]]
threat_class = "cruise-missile"
count = 6
speed_mps = 240
height_agl_m = 150
standoff_km = 160
spacing_s = 12
delay_s = 6
[terrain]
source = "flat"
[refraction]
k = 1.3333
"""


def scenario(tmp_path):
    return parse_scenario(SCENARIO, path=tmp_path / "one-axis.toml", catalogue=load_catalogue())


def over_worlds(compiled_for, seed, worlds):
    """Return mean leakers of each world of one option."""
    case = compiled_for(seed, worlds)
    batch = run_worlds(case, 0, worlds, replications=REPLICATIONS)
    return batch.leakers.reshape(worlds, -1).mean(axis=1)


def never_more(first, second):
    """Whether the first option leaks no more than the second, by the two-run rule."""
    for seed, worlds in ((1, WORLDS), (2, 10 * WORLDS)):
        difference = over_worlds(first, seed, worlds) - over_worlds(second, seed, worlds)
        spread = difference.std(ddof=1) / np.sqrt(worlds)
        if difference.mean() <= stats.t.ppf(0.9995, worlds - 1) * spread:
            return True
    return False


BASE = {
    "launchers": 2,
    "rounds_per_launcher": 10,
    "kill_p": 0.5,
    "channels": 1,
    "launch_interval_s": 3.0,
    "assessment_s": 5.0,
    "interceptor_speed_mps": 1000.0,
}


def textbook(**changes):
    def compiled(seed, worlds):
        start_s = np.linspace(0.0, 30.0, 10)[None]
        raid = AbstractRaid(
            threats=10,
            range_m=60_000.0,
            speed_mps=260.0,
            start_s=start_s,
            ready_s=start_s + 30.0,
            spacing_mean_s=4.0,
        )
        return abstract_case(AbstractDefence(**(BASE | changes)), raid, seed=seed, worlds=worlds)

    return compiled


BETTER = [
    {"channels": 2},
    {"channels": 8},
    {"rounds_per_launcher": 11},
    {"rounds_per_launcher": 14},
    {"launchers": 3},
    {"channels": 3, "rounds_per_launcher": 14},
]


@pytest.mark.parametrize("better", BETTER, ids=str)
@pytest.mark.parametrize(
    "also", [{}, {"common_kill_p": 0.8, "false_kill_p": 0.1}, {"salvo_size": 2}], ids=str
)
def test_more_of_what_a_defence_has_never_raises_mean_leakers(better, also):
    assert never_more(textbook(**also, **better), textbook(**also))


def missile_channels(count, **changes):
    """Return how to compile the textbook raid with so many missile channels."""

    def compiled(seed, worlds):
        case = textbook(channels=8, salvo_size=2, **changes)(seed, worlds)
        case.units["missile_channels"] = count
        return case

    return compiled


@pytest.mark.parametrize("count", range(3, 9))
@pytest.mark.parametrize("rounds", [3, 10])
def test_from_one_whole_salvo_on_a_missile_channel_more_never_raises_mean_leakers(count, rounds):
    few = {"rounds_per_launcher": rounds}
    assert never_more(missile_channels(count, **few), missile_channels(count - 1, **few))


def test_the_comparison_can_fail():
    assert not never_more(textbook(), textbook(channels=8))
    assert not never_more(textbook(channels=8), textbook(channels=8, rounds_per_launcher=14))


def with_columns(prepared_scenario, change):
    """Return how to compile a scenario for a seed and a number of worlds, with columns changed afterwards."""

    def compiled(seed, worlds):
        study = replace(prepared_scenario.study, seed=seed, worlds=worlds)
        case = prepare(replace(prepared_scenario, study=study), load_catalogue()).case
        return change(case)

    return compiled


def more_channels(case):
    units = case.units.copy()
    units["target_channels"] += 2
    units["missile_channels"] += 4
    return case._replace(units=units)


def more_rounds(case):
    launchers = case.launchers.copy()
    launchers["rounds"] += 2
    return case._replace(launchers=launchers)


def unchanged(case):
    return case


@pytest.mark.parametrize("more", [more_channels, more_rounds])
def test_more_channels_or_rounds_of_a_whole_system_never_raise_mean_leakers(more, tmp_path):
    raid = scenario(tmp_path)
    assert never_more(with_columns(raid, more), with_columns(raid, unchanged))


def no_slewing(case):
    units = case.units.copy()
    units["slew_rate_radps"] = 1e-9
    return case._replace(units=units)


@pytest.mark.parametrize("slewing", [unchanged, no_slewing])
def test_two_axes_further_apart_than_the_sector_leak_at_least_as_much_as_one(slewing, tmp_path):
    one = scenario(tmp_path)
    second = replace(one.raid.groups[1], axis=1)
    two = replace(one, raid=replace(one.raid, groups=(one.raid.groups[0], second)))
    assert never_more(with_columns(one, slewing), with_columns(two, slewing))
    if slewing is no_slewing:
        assert not never_more(with_columns(two, slewing), with_columns(one, slewing))


def turned(raid, angle_deg):
    """Return a scenario with the first bearing and the sector turned."""
    unit = replace(raid.fire_units[0], facing_deg=(raid.fire_units[0].facing_deg + angle_deg) % 360.0)
    return replace(raid, first_bearing_deg=(raid.first_bearing_deg + angle_deg) % 360.0, fire_units=(unit,))


@pytest.mark.parametrize("angle_deg", [30.0, 90.0, 180.0])
def test_turning_raid_and_sector_over_flat_ground_changes_nothing(angle_deg, tmp_path):
    raid = scenario(tmp_path)
    as_it_was = over_worlds(with_columns(raid, unchanged), 1, WORLDS)
    found = over_worlds(with_columns(turned(raid, angle_deg), unchanged), 1, WORLDS)
    # the ellipsoid is not the same in all directions: a shot at the very edge may come to be or not
    assert np.mean(found == as_it_was) > 0.7
    assert abs(found.mean() - as_it_was.mean()) < 0.05


def test_a_defence_that_holds_its_fire_leaks_everything_and_says_why(tmp_path):
    raid = scenario(tmp_path)
    silent = replace(raid.fire_units[0], doctrine=Doctrine(hold_fire_classes=("cruise-missile",)))
    held = replace(raid, fire_units=(silent,), conditions=False)
    case = prepare(replace(held, study=replace(held.study, worlds=3)), load_catalogue()).case
    results = run_worlds(case, 0, 3, replications=2).results
    assert np.all(results.raids["leakers"] == 12)
    assert np.all(results.ledger[:, HELD_BY_DOCTRINE - 1] == 12)
