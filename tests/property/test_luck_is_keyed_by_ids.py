"""Luck is keyed by ids of group, radar and launcher: what else stands in a file, or first, changes none."""

from dataclasses import replace
from types import MappingProxyType

from skykeep.catalogue import load_catalogue
from skykeep.engine import raid_table, run_worlds, threat_table
from skykeep.model import Doctrine, RaidGroup, StandardRaid, fixed, group_ids
from skykeep.scenario.file import read_scenario
from skykeep.study.prepare import prepare

CATALOGUE = load_catalogue()
WORLDS, REPLICATIONS = 4, 10
LONG_AFTER_S = 50_000.0


def group(**changes):
    usual = {
        "threat_class": "cruise-missile",
        "count": 8,
        "speed_mps": 240.0,
        "height_m": 150.0,
        "standoff_m": 120e3,
        "spacing_s": 15.0,
        "spacing_law": "exponential",
        "fan_rad": 0.3,
    }
    return RaidGroup(**(usual | changes))


def played(*groups, system="patriot", catalogue=CATALOGUE):
    """Return the rows of threats and raids of a scenario on one bearing, conditions drawn."""
    found = read_scenario("iraq-baghdad-s300pmu2-cruise")
    unit = replace(found.fire_units[0], system=system, doctrine=Doctrine(salvo_size=1, reload_in_raid=False))
    raid = StandardRaid(id="few", name="few", description="Few.", groups=groups, axis_angle_rad=1.5)
    study = replace(found.study, worlds=WORLDS, replications=REPLICATIONS)
    scenario = replace(found, fire_units=(unit,), raid=raid, first_bearing_deg=270.0, study=study)
    prepared = prepare(scenario, catalogue)
    batch = run_worlds(prepared.case, 0, WORLDS, replications=REPLICATIONS)
    threats = threat_table(prepared.legend, batch).to_pylist()
    raids = raid_table(prepared.case, prepared.legend, batch).to_pylist()
    return {(row["world"], row["replication"], row["threat"]): row for row in threats}, raids


FIRST = group()
LATER = group(axis=1, delay_s=LONG_AFTER_S)


def test_another_group_first_changes_nobody_elses_luck():
    alone, _ = played(FIRST)
    behind, _ = played(LATER, FIRST)
    assert len({row["outcome"] for row in alone.values()}) > 1
    assert len({row["confirmed_s"] for row in alone.values()}) > 1
    assert {key: behind[key] for key in alone} == alone


def test_the_order_of_groups_changes_nothing():
    assert played(FIRST, LATER)[0] == played(LATER, FIRST)[0]


def test_a_group_without_an_id_is_named_by_its_axis_among_those_of_its_class():
    other = group(threat_class="srbm")
    groups = (group(axis=1), other, group(), group(id="mine"), group())
    assert group_ids(groups) == ("axis-1", "axis-0", "axis-0", "mine", "axis-0-2")
    assert group_ids((group(), group(id="axis-0"))) == ("axis-0-2", "axis-0")


def with_system(system):
    return replace(CATALOGUE, systems=MappingProxyType({**CATALOGUE.systems, system.id: system}))


def test_another_radar_first_changes_nobody_elses_luck():
    system = CATALOGUE.system("s-300pmu-2")
    blind = replace(
        next(radar for radar in system.radars if radar.role == "acquisition"),
        id="blind",
        detection_range_m=fixed(1_000.0),
        instrumented_range_m=fixed(1_000.0),
    )
    plain, _ = played(FIRST, system=system.id)
    more, _ = played(
        FIRST, system=system.id, catalogue=with_system(replace(system, radars=(blind, *system.radars)))
    )
    assert len({row["confirmed_s"] for row in plain.values()}) > 1
    assert more == plain


def test_the_order_of_launcher_groups_changes_no_launchers_luck():
    system = CATALOGUE.system("patriot")
    turned = replace(system, launchers=system.launchers[::-1])
    not_ready = [row["rounds_not_ready"] for row in played(FIRST)[1]]
    assert len(set(not_ready)) > 2
    assert [row["rounds_not_ready"] for row in played(FIRST, catalogue=with_system(turned))[1]] == not_ready


def test_a_cued_radar_looks_at_the_first_axis_whatever_group_stands_first():
    found = read_scenario("iraq-baghdad-s300pmu2-cruise")
    raid = StandardRaid(id="few", name="few", description="Few.", groups=(LATER, FIRST), axis_angle_rad=1.5)
    scenario = replace(found, raid=raid, study=replace(found.study, worlds=1))
    case = prepare(scenario, CATALOGUE).case
    (cue,) = case.threats["cue"].nonzero()[0]
    assert case.threats["group"][cue] == 1
