"""The height that a raid is about, of the raids of the catalogue."""

from dataclasses import replace

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.study.raid_heights import main_height_m, main_threat


@pytest.mark.parametrize(
    ("raid", "height_m", "threat"),
    [
        ("cruise-24-one-axis", 50, "cruise-missile"),
        ("uav-40", 300, "one-way-attack-uav"),
        ("waves", 300, "one-way-attack-uav"),
        ("mixed", 50, "cruise-missile"),
        ("srbm-8", None, None),
    ],
)
def test_it_is_where_most_fly_that_are_no_decoys_and_do_not_fall(raid, height_m, threat):
    catalogue = load_catalogue()
    assert main_height_m(catalogue.raids[raid], catalogue) == height_m
    assert main_threat(catalogue.raids[raid], catalogue) == threat


def test_a_stated_height_goes_before_that_of_the_class():
    catalogue = load_catalogue()
    raid = catalogue.raids["uav-40"]
    stated = replace(raid, groups=tuple(replace(group, height_m=1200.0) for group in raid.groups))
    assert main_height_m(stated, catalogue) == 1200


@pytest.mark.parametrize("beside", [(), ("srbm",)])
def test_where_only_decoys_do_not_fall_it_is_theirs(beside):
    catalogue = load_catalogue()
    group = catalogue.raids["srbm-8"].groups[0]
    classes = ("decoy-uav", "decoy-air-launched", *beside)
    groups = [replace(group, threat_class=each, count=3 + at) for at, each in enumerate(classes)]
    raid = replace(catalogue.raids["srbm-8"], groups=tuple(groups))
    assert main_height_m(raid, catalogue) == catalogue.threats["decoy-air-launched"].set_height_m.best
    assert main_threat(raid, catalogue) == "decoy-air-launched"
