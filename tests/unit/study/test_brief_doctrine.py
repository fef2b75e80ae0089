"""Raids in growing sizes: groups keep their proportions, and one round at a time stretches a magazine."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.catalogue import load_catalogue
from skykeep.model import TerrainChoice
from skykeep.scenario.file import read_scenario
from skykeep.study import brief_doctrine
from skykeep.study.brief_case import read_brief_case
from skykeep.study.brief_doctrine import play_sizes, resized
from skykeep.study.executors import SerialExecutor
from skykeep.terrain import choose_terrain

CATALOGUE = load_catalogue()


DECOYS = [name for name, threat in CATALOGUE.threats.items() if threat.is_decoy]


def launched(raid):
    return sum(group.count for group in raid.groups if group.threat_class not in DECOYS)


@given(st.sampled_from(sorted(CATALOGUE.raids)), st.integers(1, 200))
def test_a_raid_of_another_size_has_so_many_real_threats_and_its_proportions(name, threats):
    raid = CATALOGUE.raids[name]
    found = resized(raid, threats, decoys=DECOYS)
    assert launched(found) == threats
    imitating = (raid.count - launched(raid)) * threats / launched(raid)
    assert abs(found.count - threats - imitating) <= 0.5
    for group in raid.groups:
        if group.threat_class not in DECOYS:
            same = [each.count for each in found.groups if replace(each, count=0) == replace(group, count=0)]
            assert abs(sum(same) - threats * group.count / launched(raid)) < len(raid.groups)


def test_the_same_size_is_the_same_raid():
    raid = CATALOGUE.raids["mixed"]
    assert resized(raid, launched(raid), decoys=DECOYS) == raid


def test_a_raid_of_decoys_alone_has_no_size():
    raid = CATALOGUE.raids["mixed"]
    every = {group.threat_class for group in raid.groups}
    with pytest.raises(ValueError, match="launches no real threat"):
        resized(raid, 5, decoys=every)


@pytest.fixture(scope="module")
def curves():
    case = read_brief_case("iraq")
    scenario = read_scenario("iraq-baghdad-s300pmu2-cruise")
    scenario = replace(scenario, terrain=TerrainChoice(source="flat"), first_bearing_deg=270.0)
    flat = choose_terrain("flat", lat_deg=33.3, lon_deg=44.4, radius_m=1e5)
    ticks = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brief_doctrine, "RAID_SIZES", (5, 40))
        found = play_sizes(
            case, CATALOGUE, scenario, terrain=flat, executor=SerialExecutor(), tick=ticks.append
        )
    assert ticks == ["doctrine"] * 2
    return found


def test_there_is_a_curve_for_each_alternative_with_both_doubts(curves):
    assert [curve.id for curve in curves] == [each.id for each in CATALOGUE.firing.alternatives]
    for curve in curves:
        assert [point.threats for point in curve.points] == [5, 40]
        for point in curve.points:
            assert point.killed["ignorance_90"] is not None
            assert point.killed["luck_90"] is not None
            assert point.stopped_share["mean"] == pytest.approx(point.killed["mean"] / point.threats)


def test_one_round_at_a_time_stops_most_of_a_raid_larger_than_the_magazine(curves):
    large = {curve.id: curve.points[1].killed["mean"] for curve in curves}
    assert large["one-look-one"] > large["two-then-one"] >= large["two-look-two"]
    assert all(mean < curves[0].ready_rounds[0] for mean in large.values())


def test_ready_rounds_are_those_of_ready_launchers_whatever_the_doctrine(curves):
    assert len({curve.ready_rounds for curve in curves}) == 1
    mean, low, high = curves[0].ready_rounds
    assert low < mean < high


def test_an_alternative_that_a_source_rules_out_for_the_raid_is_not_played():
    name = next(name for name, raid in CATALOGUE.raids.items() if raid.groups[0].threat_class == "srbm")
    case = read_brief_case("iraq")
    scenario = read_scenario("iraq-baghdad-s300pmu2-cruise")
    scenario = replace(
        scenario,
        raid=CATALOGUE.raids[name],
        terrain=TerrainChoice(source="flat"),
        first_bearing_deg=270.0,
    )
    flat = choose_terrain("flat", lat_deg=33.3, lon_deg=44.4, radius_m=1e5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brief_doctrine, "RAID_SIZES", (5,))
        patch.setattr(brief_doctrine, "WORLDS", 2)
        found = play_sizes(case, CATALOGUE, scenario, terrain=flat, executor=SerialExecutor(), tick=len)
    assert [bool(curve.points) for curve in found] == [False, True, True]
