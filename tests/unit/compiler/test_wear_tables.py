"""What a scenario asks of losses, moves, supply and sites, as tables of worlds."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.offsets import OFFSET_PLACES
from skykeep.compiler.scenario import compile_scenario
from skykeep.core.raid.vocabulary.codes import (
    LAUNCHER_PART,
    LINK_PART,
    POST_PART,
    RADAR_PART,
    UNIT_PART,
)
from skykeep.errors import CompileError
from skykeep.scenario.file import parse_scenario, shipped_scenarios

CATALOGUE = load_catalogue()
BASE = """
schema_version = 1
name = "a battery in the plain"
aim = "town"
first_bearing_deg = 0
terrain = {source = "flat"}
refraction = {k = 1.3333}

[[assets]]
id = "town"
name = "Town"
lat_deg = 33.0
lon_deg = 44.0

[[fire_units]]
id = "battery"
system = "s-300pmu-2"
lat_deg = 33.0
lon_deg = 44.0
"""
RAID = """
[raid]
name = "a few"
[[raid.groups]]
threat_class = "cruise-missile"
count = 2
speed_mps = 240
height_agl_m = 100
standoff_km = 60
aim = "AIM"
"""


def compiled(own="", common="", *, aim="defended_point", worlds=40, **more):
    """Return the compiled scenario of a battery with some tables."""
    text = BASE + own + "\n" + common + RAID.replace("AIM", aim)
    scenario = parse_scenario(text, path=Path("mine.toml"))
    return compile_scenario(
        replace(scenario, study=replace(scenario.study, worlds=worlds), **more), CATALOGUE
    )


def test_a_scenario_that_asks_for_nothing_has_no_tables():
    found = compiled()
    assert found.case.wear is None
    assert found.case.first_paths is None
    assert found.names.parts == ()


def test_every_radar_post_and_launcher_is_a_part_and_nobody_repairs_it_unasked():
    found = compiled(aim="launcher", worlds=2)
    parts = found.case.wear.parts[0]
    counts = np.bincount(parts["part_kind"], minlength=4)
    launchers = found.case.launchers.shape[1]
    assert counts[[UNIT_PART, RADAR_PART, POST_PART, LAUNCHER_PART]].tolist() == [1, 2, 1, launchers]
    assert np.all(np.isinf(parts["mtbf_s"]))
    assert np.all(parts["pool"] == -1)
    assert found.names.parts[0] == "battery/30n6e2"


def test_links_to_launchers_are_parts_where_they_fail_one_for_each_group_and_nothing_repairs_them():
    found = compiled(
        "[fire_units.alternate]\nlat_deg = 33.1\nlon_deg = 44.0\n",
        "[upkeep]\nlink_failures = true\nmttr_min = 3\nrepair = true\nspares = 1",
        worlds=30,
    )
    parts = found.case.wear.parts
    of_links = parts["part_kind"][0] == LINK_PART
    launchers = [name.rsplit("/", 1)[0] for name in found.names.launchers]
    rows = {group: (launchers.index(group), launchers.count(group)) for group in launchers}
    links = parts[0, of_links]
    names = [name for name, is_link in zip(found.names.parts, of_links, strict=True) if is_link]
    assert names == [f"{group}/link" for group in rows]
    assert [(row.row, row.end_row - row.row) for row in links] == list(rows.values())
    assert np.all(links["pool"] == -1)
    assert np.all(links["move"] == -1)
    assert np.all(np.isinf(parts["mtbf_s"][:, ~of_links]))
    assert np.all((parts["mtbf_s"][:, of_links] >= 72e3) & (parts["mtbf_s"][:, of_links] <= 7.2e6))
    assert len(np.unique(parts["mtbf_s"][:, of_links])) == 30
    assert np.all(parts["mttr_s"][:, of_links] == 180.0)


def test_the_time_that_orders_take_to_launchers_is_that_of_the_scenario():
    assert np.all(compiled(worlds=2).case.units["order_s"] == 0.0)
    assert np.all(compiled("order_s = 4.5\n", worlds=2).case.units["order_s"] == 4.5)


def test_links_that_fail_leave_all_other_parts_as_they_are():
    alone, both = (
        compiled(common=f"[upkeep]\nfailures = true\n{more}", worlds=5).case
        for more in ("", "link_failures = true")
    )
    others = alone.wear.parts.shape[1]
    assert both.wear.parts.shape[1] > others
    assert alone.wear.parts.tobytes() == both.wear.parts[:, :others].tobytes()


def test_what_the_scenario_says_of_times_replaces_the_figures_in_every_world():
    found = compiled(
        common="[upkeep]\nrepair = true\nspares = 4\nrepair_min = 5\n"
        "failures = true\nmtbf_min = 100\nmttr_min = 2\n"
        "[supply]\ntransloaders = 2\nload_min = 6\nloads_at_hand = 3\ndepot_loads = 1\ndepot_km = 12\n"
        "road_speed_kmh = 36\ndepot_handling_min = 10"
    ).case.wear
    for name, value in (
        ("repair_low_s", 300.0),
        ("repair_high_s", 300.0),
        ("mtbf_s", 6000.0),
        ("mttr_s", 120.0),
    ):
        assert np.all(found.parts[name] == value)
    assert found.pools["spares"].tolist() == [[4]] * 40
    supply = found.supply[0, 0]
    assert (supply.transloaders, supply.load_s, supply.stock, supply.depot) == (2, 360.0, 3, 1)
    assert supply.trip_s == pytest.approx(2 * 12_000.0 / 10.0 + 600.0)


def test_a_unit_whose_radar_stands_on_a_mast_takes_the_times_of_a_mast_to_move():
    move = "[fire_units.alternate]\nlat_deg = 33.1\nlon_deg = 44.0\n"
    low = compiled("mast_m = {30n6e2 = 8, 76n6 = 8, 64n6e2 = 8}\n" + move).case.wear.moves
    high = compiled("mast_m = {30n6e2 = 24, 76n6 = 24, 64n6e2 = 8}\n" + move).case.wear.moves
    assert np.all((low["set_up_s"] >= 300.0) & (low["set_up_s"] <= 1800.0))
    assert np.all((high["set_up_s"] >= 3600.0) & (high["set_up_s"] <= 7200.0))
    straight_m = 11_091.0  # a tenth of a degree of latitude
    speed_mps = straight_m / low["drive_s"]
    assert np.all((speed_mps > 15.0 / 3.6 - 0.1) & (speed_mps < 50.0 / 3.6 + 0.1))


def test_radars_have_rows_at_the_alternate_site_with_the_same_figures_and_names():
    found = compiled("[fire_units.alternate]\nlat_deg = 33.1\nlon_deg = 44.0\n")
    radars, move = found.case.radars[0], found.case.wear.moves[0, 0]
    here = slice(move.first_radar, move.end_radar)
    there = slice(move.alternate_radar, move.alternate_radar + move.end_radar - move.first_radar)
    for name in ("key", "role", "snr_range4_per_m2", "revisit_s"):
        assert np.array_equal(radars[name][here], radars[name][there])
    assert set(radars["site"][here]).isdisjoint(radars["site"][there])
    sites = found.case.wear.stands["site"][0]
    assert set(sites) == set(radars["site"][there])
    # 11 km nearer to where the raid comes from
    last = found.case.paths["end_node"][0] - 1
    assert found.case.sights["ground_m"][sites[0], last] == pytest.approx(11_100.0, abs=50.0)


def test_a_battery_that_is_set_off_stands_at_drawn_places_within_the_figure_and_its_parts_with_it():
    found = compiled("[fire_units.offset]\n", worlds=200)
    sites = found.case.units["site"][:, 0]
    assert len(set(sites)) == OFFSET_PLACES
    assert np.array_equal(found.case.launchers["site"][:, 0], sites)
    assert np.array_equal(found.case.radars["site"][:, 0], sites)
    last = found.case.paths["end_node"][0] - 1
    away_m = found.case.sights["ground_m"][sites, last]
    assert 0.0 < away_m.min() < away_m.max() < 20_000.0
    shares = np.bincount(sites) / sites.size
    assert shares.max() < 0.25


def test_where_a_battery_stands_is_the_same_for_every_system():
    first, second = (
        compile_scenario(replace(found, study=replace(found.study, worlds=30)), CATALOGUE).case.units["site"][
            :, 0
        ]
        for found in (
            parse_scenario(
                (BASE + "[fire_units.offset]\n" + RAID.replace("AIM", "defended_point")).replace(
                    "s-300pmu-2", name
                ),
                path=Path("mine.toml"),
            )
            for name in ("s-300pmu-2", "s-400")
        )
    )
    assert np.array_equal(first, second)


def test_a_stated_offset_is_one_place():
    found = compiled("[fire_units.offset]\ndistance_km = 10\nbearing_deg = 0\n")
    last = found.case.paths["end_node"][0] - 1
    site = found.case.units["site"][0, 0]
    assert found.case.sights["ground_m"][site, last] == pytest.approx(10_000.0, abs=20.0)
    assert len(set(found.case.units["site"][:, 0])) == 1


def test_what_aims_at_a_battery_at_a_drawn_place_flies_there_in_every_world():
    case = compiled("[fire_units.offset]\n", aim="engagement_radar").case
    for number in range(case.worlds):
        world = case.world(number)
        last = case.paths["end_node"][world.threats["first_path"][0]] - 1
        assert world.sights["ground_m"][world.units["site"][0], last] < 15.0
    assert len(set(case.first_paths[:, 0])) > 4


def test_a_drawn_place_and_radar_effects_do_not_go_together():
    with pytest.raises(CompileError, match=r"an offset is drawn while radar effects are on.*bearing_deg"):
        compiled("[fire_units.offset]\n", "[radar_effects]\nnotch = true\n")


def test_the_shipped_scenario_has_all_of_it():
    found = parse_scenario(
        shipped_scenarios()["iraq-baghdad-s300pmu2-struck"].read_text(encoding="utf-8"),
        path=Path("struck.toml"),
    )
    (unit,) = found.fire_units
    assert all((unit.offset, unit.alternate, unit.supply.transloaders, unit.upkeep.failures))
