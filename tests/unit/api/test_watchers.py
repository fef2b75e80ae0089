"""Who watches for the fire units of a scenario: radars at command posts and outside eyes that are linked."""

from dataclasses import replace

import pytest

from skykeep.api.coverages import Asked, coverage_cases
from skykeep.api.probes import one_case
from skykeep.api.watchers import own_system, raised, told_by, watchers_of
from skykeep.catalogue import load_catalogue
from skykeep.errors import UsageError
from skykeep.scenario.file import read_scenario, shipped_scenarios
from skykeep.terrain import flat_ground

CATALOGUE = load_catalogue()


def shipped(name, **changes):
    return replace(read_scenario(shipped_scenarios()[name]), **changes)


EYES = shipped("iraq-baghdad-outside-eyes")
REGIMENT = shipped("iraq-baghdad-s300pmu2-regiment")
ALONE = shipped("iraq-baghdad-s300pmu2-cruise")


def names(scenario):
    return [site.name for _, site in watchers_of(scenario, CATALOGUE)]


def cases_of(scenario, **asked):
    return coverage_cases(scenario, CATALOGUE, Asked(**asked))[0]


def test_a_unit_without_post_or_eyes_is_asked_as_it_was():
    ((system, site, _),) = cases_of(ALONE)
    assert system is CATALOGUE.system("s-300pmu-2")
    assert (site.name, site.surroundings, site.antenna_alt_msl_m) == (ALONE.fire_units[0].id, None, None)
    assert watchers_of(ALONE, CATALOGUE) == ()


def test_the_radar_at_the_post_of_a_regiment_stands_there_and_not_with_its_battalions():
    cases = cases_of(REGIMENT)
    assert [site.name for _, site, _ in cases] == [*(unit.id for unit in REGIMENT.fire_units), "regiment"]
    for system, _, _ in cases[:-1]:
        assert [radar.id for radar in system.radars] == ["76n6", "30n6e2"]
        assert system.can_engage
    system, site, _ = cases[-1]
    assert [radar.id for radar in system.radars] == ["64n6e2"]
    assert not system.can_engage
    post = REGIMENT.formations[0]
    assert (site.lat_deg, site.lon_deg) == (post.lat_deg, post.lon_deg)


def test_a_post_without_radars_adds_nothing():
    found = shipped("iraq-baghdad-patriot-msam2-mixed")
    assert watchers_of(found, CATALOGUE) == ()
    for unit in found.fire_units:
        assert own_system(unit, found, CATALOGUE) is CATALOGUE.system(unit.system)


def test_eyes_with_radars_are_there_and_passive_sensors_are_not():
    assert names(EYES) == ["regiment", "aircraft", "neighbour"]
    assert {eye.id for eye in EYES.watch.eyes} - set(names(EYES)) == {"passive-north", "passive-south"}


@pytest.mark.parametrize(
    ("lost", "left"),
    [
        (("aircraft",), ["regiment", "neighbour"]),
        (("aircraft/link",), ["regiment", "neighbour"]),
        (("power/western-grid",), ["regiment", "aircraft"]),
        (("regiment/64n6e2",), ["aircraft", "neighbour"]),
        (("regiment",), []),
        (tuple(f"regiment-{number}/link" for number in (1, 2)), ["regiment", "aircraft", "neighbour"]),
        (tuple(f"regiment-{number}/link" for number in (1, 2, 3)), []),
    ],
)
def test_what_is_lost_or_cut_off_tells_nobody(lost, left):
    assert names(replace(EYES, lost=lost)) == left


def test_an_eye_may_tell_one_fire_unit_that_has_lost_its_post():
    own = replace(EYES.watch, eyes=tuple(replace(eye, tells="regiment-1") for eye in EYES.watch.eyes))
    assert names(replace(EYES, watch=own, lost=("regiment",))) == ["aircraft", "neighbour"]


def test_all_below_a_post_hear_of_it():
    assert told_by(EYES)["regiment"] == ("regiment-1", "regiment-2", "regiment-3")
    assert told_by(EYES)["regiment-2"] == ("regiment-2",)


def test_antennas_of_what_flies_are_at_its_altitude_over_the_ground_there():
    aircraft = next(case for case in cases_of(EYES) if case[1].name == "aircraft")
    system, site, _ = aircraft
    assert site.antenna_alt_msl_m == 9000.0
    flown = raised(system, site, flat_ground())
    assert [radar.antenna_height_m.best for radar in flown.radars] == [9000.0]
    on_ground = raised(system, replace(site, antenna_alt_msl_m=-50.0), flat_ground())
    assert on_ground.radars[0].antenna_height_m.best == 0.5
    assert system.name.endswith("(in the middle of its orbit)")


def test_one_radar_asked_for_is_looked_for_where_it_stands():
    assert [site.name for _, site, _ in cases_of(REGIMENT, radar="64n6e2")] == ["regiment"]
    assert "regiment" not in [site.name for _, site, _ in cases_of(REGIMENT, radar="76n6")]


def test_a_mast_named_for_the_radar_of_a_post_is_put_there():
    *units, (_, post, _) = cases_of(REGIMENT, mast_m={"64n6e2": 24.0})
    assert post.mast_m == {"64n6e2": 24.0}
    assert all(site.mast_m is None for _, site, _ in units)


def test_a_probe_asks_the_only_fire_unit_unless_it_is_told_whom():
    cases = cases_of(EYES)
    assert one_case(cases, "neighbour")[1].name == "neighbour"
    with pytest.raises(UsageError, match="has 3 fire units and 3 that watch for them; name one with unit"):
        one_case(cases, None)
    single = [cases[0], *cases[3:]]
    assert one_case(single, None)[1].name == "regiment-1"
