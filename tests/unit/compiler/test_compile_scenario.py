"""A scenario compiled: complete columns, shared draws, and raids that the kernel can run."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler import raid_grid
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.columns import power_range_m, reference_snr
from skykeep.compiler.heights import HEIGHTS
from skykeep.compiler.scenario import compile_scenario
from skykeep.core.radar.detection import p_detect
from skykeep.core.raid.world import DRAWN
from skykeep.engine import run_worlds
from skykeep.errors import CatalogueError, CompileError
from skykeep.model import (
    Alternative,
    Asset,
    Detection,
    Doctrine,
    FireUnitSite,
    RaidConditions,
    Refraction,
    Scenario,
    Study,
    TerrainChoice,
    fixed,
)
from skykeep.rng import entity_key

CATALOGUE = load_catalogue()
ARMED = sorted(system.id for system in CATALOGUE.systems.values() if system.interceptors)
BAGHDAD = (33.34058, 44.40088)
WORLDS = 30


def fire_unit(system="s-300pmu-2", **changes):
    values = {"id": "unit-1", "system": system, "lat_deg": BAGHDAD[0], "lon_deg": BAGHDAD[1]}
    return FireUnitSite(**(values | changes))


def scenario(*fire_units, raid="cruise-24-one-axis", **changes):
    values = {
        "id": "case",
        "name": "case",
        "assets": (Asset(id="baghdad", name="Baghdad", lat_deg=BAGHDAD[0], lon_deg=BAGHDAD[1]),),
        "fire_units": fire_units or (fire_unit(),),
        "raid": CATALOGUE.raids[raid],
        "aim": "baghdad",
        "first_bearing_deg": 30.0,
        "terrain": TerrainChoice(source="flat"),
        "study": Study(worlds=WORLDS),
    }
    return Scenario(**(values | changes))


def compiled(*fire_units, cache=None, catalogue=CATALOGUE, **changes):
    return compile_scenario(scenario(*fire_units, **changes), catalogue, cache=cache)


@pytest.fixture(scope="module")
def baghdad():
    """Return the S-300PMU-2 at Baghdad against cruise missiles from one bearing over flat ground."""
    return compiled()


def figure(result, name):
    return result.figures[name]


def columns(table):
    """Return the columns of a table by name; a table of numbers is one without a name."""
    return {name: table[name] for name in table.dtype.names} if table.dtype.names else {"": table}


def assert_alike(first, second, name=""):
    """Two tables hold the same in every column."""
    assert first.dtype == second.dtype, name
    for column, numbers in columns(first).items():
        assert np.array_equal(numbers, columns(second)[column], equal_nan=True), f"{name} {column}"


@pytest.mark.parametrize("system", ARMED)
def test_columns_of_every_system_are_complete(system):
    case = compiled(fire_unit(system), raid="mixed").case
    for name, table in case._asdict().items():
        if isinstance(table, np.ndarray) and name != "flyout_time_s":
            for column, numbers in columns(table).items():
                assert np.isfinite(numbers).all() or column == "facing_rad", f"{name} {column}"
            assert table.flags.c_contiguous, name
    worlds, radars, units = WORLDS, case.radars.shape[1], case.units.shape[1]
    assert case.radars.shape == (worlds, radars)
    assert case.units.shape == (worlds, units)
    assert case.first_sight.shape == (len(case.paths), radars)
    assert case.sights.shape[1] == len(case.nodes)
    assert case.kill_p.shape == (*case.interceptors.shape, case.classes.shape[1])
    assert case.doctrine.shape == (case.units.shape[0], units, case.classes.shape[1])
    assert case.choices.shape[:3] == case.doctrine.shape
    assert case.threats.shape == (38,)
    assert case.given.size == 0


@pytest.mark.parametrize("system", ["s-300pmu-2", "patriot", "pantsir-s1"])
def test_the_kernel_runs_what_was_compiled(system):
    case = compiled(fire_unit(system)).case
    results = run_worlds(case, 0, WORLDS, replications=1).results
    assert np.ptp(results.raids["leakers"]) > 0
    assert results.rounds_fired.sum() > 0


def test_cruise_missiles_are_found_about_where_the_masts_see_over_the_horizon():
    result = compiled(
        conditions=False,
        refraction=Refraction(k=4.0 / 3.0, region=None),
        study=Study(worlds=1, view="brochure"),
    )
    case = result.case
    results = run_worlds(case, 0, 1, replications=20).results
    start, end = case.paths[0].first_node, case.paths[0].end_node
    flown_s = case.nodes["path_s"][start:end]
    confirmed_s = results.threats["confirmed_s"][:, 0]
    assert np.isfinite(confirmed_s).all()
    range_m = np.interp(confirmed_s, flown_s, case.sights["ground_m"][0, start:end])
    # 40 m mast against 50 m above ground: 26.1 + 29.1 km; two of three looks of 6 s cost a few kilometres
    assert range_m.max() < 55.3e3
    assert range_m.min() > 45e3


def test_rows_carry_the_drawn_figures(baghdad):
    case = baghdad.case
    path = "s-300pmu-2/radars/76n6"
    low = case.radars[:, baghdad.names.sensors.index("unit-1/76n6")]
    assert np.array_equal(low["revisit_s"], figure(baghdad, f"{path}/revisit_s"))
    snr = reference_snr(path, figure(baghdad, f"{path}/reference_p_detect"), Detection())
    at_reference = (
        low["snr_range4_per_m2"]
        * figure(baghdad, f"{path}/reference_rcs_m2")
        / power_range_m(
            figure(baghdad, f"{path}/detection_range_m"),
            figure(baghdad, f"{path}/antenna_height_m"),
            figure(baghdad, f"{path}/printed_at_height_agl_m"),
        )
        ** 4
    )
    assert at_reference == pytest.approx(snr)
    unit = case.units[:, 0]
    post = "s-300pmu-2/command_post"
    for field, name in (("reaction_s", "reaction_s"), ("operator_s", "operator_delay_s")):
        assert unit[field] == pytest.approx(figure(baghdad, f"{post}/{name}"))
    slew_s = figure(baghdad, "s-300pmu-2/radars/30n6e2/slew_time_s")
    assert unit["slew_rate_radps"] * slew_s == pytest.approx(np.full(WORLDS, 0.5 * math.pi))
    assert np.unique(unit["target_channels"]).tolist() == [6.0]


@pytest.mark.parametrize("pulses", [1, 8])
def test_at_the_reference_ratio_a_look_has_the_reference_probability(pulses):
    wanted = np.array([0.5, 0.8, 0.9])
    snr = reference_snr("a/radars/b", wanted, Detection(pulses=pulses))
    assert p_detect(1, pulses, 1e-6, snr) == pytest.approx(wanted, abs=1e-4)


def test_sight_bits_name_the_drawn_antenna_height_and_factor(baghdad):
    case = baghdad.case
    factors = CATALOGUE.refraction["baghdad"].k
    mast = baghdad.names.sensors.index("unit-1/76n6")
    bits = case.radars["sight_bit"][:, mast]
    heights_m = figure(baghdad, "s-300pmu-2/radars/76n6/antenna_height_m")
    assert set(heights_m) == {24.0, 40.0}
    assert [factors[bit % len(factors)] for bit in bits] == figure(baghdad, "refraction/k").tolist()
    by_height = {bit // len(factors): height for bit, height in zip(bits, heights_m, strict=True)}
    assert sorted(by_height.values()) == [24.0, 40.0]
    # over flat ground the higher antenna sees each path earlier
    sight = case.sights["seen"][0]
    first = {
        height: int(np.flatnonzero(sight >> (place * len(factors)) & 1)[0])
        for place, height in by_height.items()
    }
    assert first[40.0] < first[24.0]


def test_masts_by_radar_set_every_antenna_height():
    masts_m = {"64n6e2": 18.0, "76n6": 18.0, "30n6e2": 18.0}
    result = compiled(fire_unit(mast_m=masts_m), refraction=Refraction(k=1.3, region=None))
    assert (result.case.radars["sight_bit"] == 0).all()
    assert set(np.unique(result.case.sights["seen"])) == {0, 1}
    assert np.unique(figure(result, "s-300pmu-2/radars/64n6e2/antenna_height_m")).tolist() == [18.0]


def test_one_mast_raises_the_engagement_radar_alone():
    result = compiled(fire_unit(mast_m=18.0), refraction=Refraction(k=1.3))
    own = compiled(refraction=Refraction(k=1.3))
    for radar in ("64n6e2", "76n6"):
        name = f"s-300pmu-2/radars/{radar}/antenna_height_m"
        assert np.array_equal(figure(result, name), figure(own, name))
    assert np.unique(figure(result, "s-300pmu-2/radars/30n6e2/antenna_height_m")).tolist() == [18.0]


def test_first_sight_is_before_the_first_node_that_any_world_sees(baghdad):
    case = baghdad.case
    sight = case.sights["seen"][0]
    for sensor in range(case.radars.shape[1]):
        bits = np.unique(case.radars["sight_bit"][:, sensor])
        for number, path in enumerate(case.paths):
            start, end = path.first_node, path.end_node
            first = case.first_sight[number, sensor]
            assert start <= first <= end
            for bit in bits:
                assert not (sight[start:first] >> bit & 1).any()


def test_launchers_are_present_as_drawn_and_held_up_to_the_most_of_any_world(baghdad):
    present = baghdad.case.launchers["present"].sum(axis=1)
    assert np.array_equal(present, figure(baghdad, "s-300pmu-2/launchers/main/launchers"))
    assert set(present) <= {4.0, 6.0, 8.0, 12.0}
    assert len(set(present)) >= 3
    assert baghdad.case.launchers.shape[1] == 12
    assert np.array_equal(baghdad.units[0].ready_rounds, 4.0 * present)


def test_a_scenario_can_set_launchers_and_rounds_and_forbid_reloads():
    place = fire_unit(launchers=3, rounds_per_launcher=2, doctrine=Doctrine(reload_in_raid=False))
    case = compiled(place).case
    assert case.launchers.shape[1] == 3
    assert case.launchers["present"].all()
    assert (case.launchers["rounds"] == 2.0).all()
    assert not case.launchers["reload_sets"].any()


def test_engagement_sets_are_fire_units_that_share_a_site_and_a_post():
    result = compiled(fire_unit("pantsir-s1"))
    units, radars = result.case.units[0], result.case.radars[0]
    assert result.names.units == ("unit-1", *(f"unit-1/{number}" for number in range(1, 6)))
    assert units["radar"].tolist() == [1, 2, 3, 4, 5, 6]
    assert radars["role"].tolist() == [0, 2, 2, 2, 2, 2, 2]
    for column in ("site", "post"):
        assert not units[column].any()
    assert np.unique(radars["sight_bit"][1:]).size == 1
    assert units["first_launcher"].tolist() == [0, *units["end_launcher"][:-1]]
    assert np.unique(units["key"]).size == 6


def test_fire_units_at_one_place_share_the_site_but_not_the_post():
    second = fire_unit("pantsir-s1", id="unit-2")
    case = compiled(fire_unit(), second).case
    assert case.sights.shape[0] == 1
    assert np.unique(case.units["post"]).tolist() == [0.0, 1.0]
    apart = compiled(fire_unit(), replace(second, lat_deg=33.4)).case
    assert apart.sights.shape[0] == 2
    assert apart.units["site"][0, 1:].tolist() == [1.0] * 6


def test_a_multi_function_radar_takes_the_same_draws_in_both_roles():
    case = compiled(fire_unit("m-sam-ii")).case
    search, engage = case.radars[:, 0], case.radars[:, 1]
    assert np.ptp(search["snr_range4_per_m2"]) > 0.0
    for column in ("snr_range4_per_m2", "instrumented_m", "sight_bit"):
        assert np.array_equal(search[column], engage[column])


def test_options_share_luck_conditions_threats_and_common_figures(baghdad):
    other = compiled(fire_unit("bavar-373"))
    assert_alike(baghdad.case.chances, other.case.chances)
    assert_alike(baghdad.case.classes, other.case.classes)
    assert baghdad.case.seed == other.case.seed
    assert np.array_equal(baghdad.case.threats["key"][:24], other.case.threats["key"][:24])
    assert np.array_equal(baghdad.case.units["key"][:, :1], other.case.units["key"][:, :1])
    assert np.array_equal(figure(baghdad, "refraction/k"), figure(other, "refraction/k"))
    assert np.array_equal(baghdad.case.kill_p[:, 0, 0], other.case.kill_p[:, 0, 0])
    delays = [
        figure(baghdad, "s-300pmu-2/command_post/operator_delay_s"),
        figure(other, "bavar-373/command_post/operator_delay_s"),
    ]
    assert np.array_equal(*delays)


def test_keys_are_made_of_ids_of_the_scenario_and_of_radars_and_launchers(baghdad):
    case = baghdad.case
    assert (case.units["key"][:, 0] == entity_key("unit-1")).all()
    radars = case.radars["key"]
    assert radars[0, :3].tolist() == [entity_key(name) for name in baghdad.names.sensors[:3]]
    assert (radars == radars[0]).all()
    assert (case.launchers["key"][:, 1] == entity_key("unit-1/main/1")).all()
    assert case.threats["key"][5] == entity_key("raid/axis-0/cruise-missile/5")


def test_without_common_luck_options_have_seeds_of_their_own():
    study = Study(worlds=2, common_luck=False)
    first, again, other = (
        compiled(fire_unit(system), study=study).case.seed for system in ("s-400", "s-400", "bavar-373")
    )
    assert first == again != other
    assert 0 <= first < 2**63


def test_more_worlds_leave_the_first_ones_as_they_were(baghdad):
    many = compiled(study=Study(worlds=WORLDS + 7)).case
    drawn = many.drawn()
    assert drawn.keys() == baghdad.case.drawn().keys() <= set(DRAWN)
    for name, table in drawn.items():
        assert_alike(getattr(baghdad.case, name), table[:WORLDS], name)
    assert np.array_equal(baghdad.case.flyout_time_s, many.flyout_time_s)
    assert_alike(baghdad.case.nodes, many.nodes)
    assert_alike(baghdad.case.sights, many.sights)


@pytest.mark.parametrize(
    ("system", "round_", "figure_id"),
    [
        ("m-sam-ii", "m-sam-ii-round", "common/kill_p/srbm@hit_to_kill"),
        ("patriot", "gem-t", "common/kill_p/srbm"),
        ("patriot", "mse", "common/kill_p/srbm@hit_to_kill"),
    ],
)
def test_the_published_kill_figure_is_the_product_of_both_chances(system, round_, figure_id):
    result = compiled(fire_unit(system), raid="srbm-8")
    case = result.case
    product = case.kill_p[:, :, 0] * case.chances["common_kill"][:, None]
    row = result.names.interceptors.index(f"{system}/{round_}")
    assert product[:, row] == pytest.approx(figure(result, figure_id))


def test_fly_out_tables_bracket_the_drawn_speed(baghdad):
    case = baghdad.case
    level = case.interceptors["flyout_level"][:, 0]
    speed = figure(baghdad, "s-300pmu-2/interceptors/48n6e2/peak_speed_mps")
    assert np.interp(level, [0.0, 1.0, 2.0], [1700.0, 2000.0, 2200.0]) == pytest.approx(speed)
    # near the launcher the faster round is first; farther out the fit to one public range makes it blunter
    slow, middle, fast = case.flyout_time_s[0][:, 10, 8]
    assert slow > middle > fast
    step_m = case.interceptors["range_step_m"][0, 0]
    assert step_m * (case.flyout_time_s.shape[3] - 1) > case.interceptors["range_max_m"][:, 0].max()


def test_radar_support_is_read_by_kind():
    handover = compiled(fire_unit("m-sam-ii")).case.interceptors
    assert handover["support_before_s"][:, 0].min() > 0.0
    to_the_end = compiled(fire_unit("s-400")).case.interceptors
    assert not to_the_end["support_before_s"][:, 0].any()
    assert not handover["any_track"][:, 0].any()


def test_doctrine_prefers_as_said_and_treats_decoys_as_what_they_imitate():
    doctrine = Doctrine(
        salvo_size=1,
        later_salvo_size=2,
        salvo_by_class={"srbm": 3, "one-way-attack-uav": 4},
        hold_fire_classes=("one-way-attack-uav",),
        prefer={"srbm": ("mse",), "one-way-attack-uav": ("mse", "gem-t")},
    )
    result = compiled(fire_unit("patriot", doctrine=doctrine), raid="mixed")
    salvos, choices = result.case.doctrine[0, 0], result.case.choices[0, 0]
    rows = {
        name: [row.salvo_size, row.later_salvo_size, row.hold_fire, *kinds.tolist()]
        for name, row, kinds in zip(result.names.classes, salvos, choices, strict=True)
    }
    gem, mse = (result.names.interceptors.index(f"patriot/{kind}") for kind in ("gem-t", "mse"))
    assert rows["srbm"] == [3, 3, False, mse, -1]
    assert rows["cruise-missile"] == [1, 2, False, gem, mse]
    assert rows["one-way-attack-uav"] == [4, 4, True, mse, gem]
    assert rows["decoy-uav"] == rows["one-way-attack-uav"]


def test_threats_that_decoys_of_the_raid_imitate_are_marked():
    result = compiled(raid="mixed")
    marked = result.case.threats["imitated"]
    kinds = np.array(result.names.threat_class)
    assert set(kinds[marked]) == {"one-way-attack-uav"}
    assert result.case.threats["decoy"].tolist() == (kinds == "decoy-uav").tolist()


def test_emitter_seekers_aim_at_the_engagement_radars_in_turn():
    result = compiled(fire_unit(), fire_unit(id="unit-2", lat_deg=33.5), raid="mixed")
    aims = result.case.threats["aim_unit"]
    seekers = np.array(result.names.threat_class) == "emitter-seeking-weapon"
    assert aims[seekers].tolist() == [0, 1]
    assert (aims[~seekers] == -1).all()


def test_without_conditions_every_raid_is_met_ready_cued_and_tracked():
    chances = compiled(conditions=False).case.chances
    for name in ("cued", "track_raid", "track_target", "common_kill"):
        assert (chances[name] == 1.0).all()
    for name in (*triangle("launchers_ready"), *triangle("channels_ready"), *triangle("reaction")):
        assert (chances[name] == 1.0).all()
    for name in ("missed_kill", "false_kill", "decoy_recognised", "taken_for_decoy"):
        assert not chances[name].any()


def triangle(condition):
    """Return the names of the three chances that a condition of the raid is drawn from."""
    return [f"{condition}_{end}" for end in ("low", "best", "high")]


def test_conditions_are_chances_of_the_world_and_triangles_of_the_raid(baghdad):
    chances = baghdad.case.chances
    assert np.array_equal(chances["track_raid"], figure(baghdad, "common/track_raid_p"))
    share = CATALOGUE.conditions.launchers_ready_share
    ends = np.array([chances[name] for name in triangle("launchers_ready")])
    assert ends[:, 0].tolist() == [share.low, share.best, share.high]
    assert np.ptp(ends, axis=1).tolist() == [0.0, 0.0, 0.0]


def test_a_condition_that_is_not_given_is_off():
    catalogue = replace(CATALOGUE, conditions=RaidConditions(kill_p=CATALOGUE.conditions.kill_p))
    chances = compiled(catalogue=catalogue).case.chances
    assert (chances["track_raid"] == 1.0).all()
    assert not chances["false_kill"].any()
    assert all((chances[name] == 1.0).all() for name in triangle("reaction"))


def test_the_sceptic_sees_the_same_in_every_world_and_less_than_the_brochure():
    sceptic, brochure = (compiled(study=Study(worlds=3, view=view)).case for view in ("sceptic", "brochure"))
    for case in (sceptic, brochure):
        for table in (case.radars, case.chances):
            assert all((numbers == numbers[0]).all() for numbers in columns(table).values())
    reach = "snr_range4_per_m2"
    assert (sceptic.radars[reach][0] < brochure.radars[reach][0]).all()
    assert sceptic.classes["rcs_m2"][0, 0] < brochure.classes["rcs_m2"][0, 0]
    assert sceptic.kill_p[0, 0, 0] < brochure.kill_p[0, 0, 0]


def test_a_facing_is_in_radians_from_north_and_none_is_not_a_number(baghdad):
    assert np.isnan(baghdad.case.units["facing_rad"]).all()
    facing = compiled(fire_unit(facing_deg=90.0)).case.units["facing_rad"][:, 0]
    assert facing == pytest.approx(np.full(WORLDS, 0.5 * math.pi))


def test_launchers_that_stand_off_have_a_site_of_their_own():
    system = CATALOGUE.systems["s-300pmu-2"]
    group = replace(system.launchers[0], offset_m=5000.0)
    catalogue = replace(CATALOGUE, systems={"s-300pmu-2": replace(system, launchers=(group,))})
    case = compiled(catalogue=catalogue).case
    assert case.sights.shape[0] == 2
    assert (case.launchers["site"] == 1).all()
    assert not case.sights["seen"][1].any()
    last = case.paths[0].end_node - 1
    assert case.sights["ground_m"][1, last] == pytest.approx(5000.0, abs=5.0)


def test_a_shared_cache_changes_nothing():
    cache = CompileCache()
    terrain = TerrainChoice(source="shipped")
    compiled(fire_unit("s-400"), cache=cache, terrain=terrain)
    with_cache = compiled(cache=cache, terrain=terrain).case
    again = compiled(cache=cache, terrain=terrain).case
    alone = compiled(terrain=terrain).case
    for name, table in alone._asdict().items():
        if isinstance(table, np.ndarray):
            assert_alike(table, getattr(with_cache, name), name)
            assert_alike(table, getattr(again, name), name)


def test_without_a_first_bearing_every_bearing_of_the_grid_has_its_path():
    result = compiled(first_bearing_deg=None)
    assert len(result.names.first_bearing_rad) == 360
    assert len(result.case.paths) == 360 * HEIGHTS
    assert (result.case.threats["bearings"] == 360.0).all()


def test_a_first_bearing_is_rounded_to_the_grid_and_named(baghdad):
    assert baghdad.names.first_bearing_rad == pytest.approx((math.radians(30.0),))
    start = baghdad.case.paths[baghdad.case.threats[12].first_path].first_node
    # the fan of 20 degrees lies about the axis, seen from the site at the aim point
    assert math.degrees(baghdad.case.sights["azimuth_rad"][0, start]) == pytest.approx(30.5, abs=0.6)


def test_ground_and_rings_are_named(baghdad):
    assert "flat" in baghdad.terrain.name
    assert any("flat" in sentence for sentence in baghdad.warnings)
    facts = baghdad.units[0]
    assert (facts.system, facts.detection_ring_m, facts.engagement_ring_m) == ("s-300pmu-2", 300e3, 200e3)
    assert baghdad.catalogue_digest == CATALOGUE.digest


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"aim": "bagdad"}, r"aim = 'bagdad' is not one of its assets \(baghdad\)\. Did you mean 'baghdad'"),
        ({"fire_units": ()}, r"no fire unit; give at least one"),
        ({"detection": Detection(confirm_m=4, confirm_n=3)}, r"confirm_m = 4 of confirm_n = 3; allowed"),
        (
            {"detection": Detection(confirm_m=2, confirm_n=13)},
            r"confirm_n = 13; allowed: 1 <= confirm_m <= confirm_n <= 12",
        ),
        (
            {"detection": Detection(p_false_alarm=0.95)},
            r"64n6e2: reference_p_detect = .* detection\.p_false_alarm = 0\.95; give",
        ),
        ({"study": Study(worlds=0)}, r"study\.worlds = 0 .*at least one world"),
    ],
)
def test_what_cannot_be_compiled_is_refused_with_what_to_do(changes, message):
    with pytest.raises(CompileError, match=message):
        compile_scenario(replace(scenario(), **changes), CATALOGUE)


def test_an_unknown_system_is_refused_with_the_known_ones():
    with pytest.raises(CatalogueError, match=r"no system 's-300'.*s-300pmu-2"):
        compiled(fire_unit("s-300"))


def test_a_kill_figure_above_the_chance_of_a_common_kill_is_refused():
    conditions = replace(CATALOGUE.conditions, common_kill_p=fixed(0.5))
    with pytest.raises(CompileError, match=r"common/kill_p/cruise-missile: .* is above common/common_kill_p"):
        compiled(catalogue=replace(CATALOGUE, conditions=conditions))


def test_a_threat_class_without_kill_figure_is_refused():
    conditions = replace(CATALOGUE.conditions, kill_p={})
    with pytest.raises(CompileError, match=r"48n6e2: there is no kill figure against 'cruise-missile'"):
        compiled(catalogue=replace(CATALOGUE, conditions=conditions))


def test_a_system_without_engagement_radar_is_refused():
    system = CATALOGUE.systems["s-300pmu-2"]
    searching = tuple(radar for radar in system.radars if radar.role != "engagement")
    catalogue = replace(CATALOGUE, systems={"s-300pmu-2": replace(system, radars=searching)})
    with pytest.raises(CompileError, match=r"'s-300pmu-2' has no radar of role 'engagement'"):
        compiled(catalogue=catalogue)


def test_an_interceptor_that_no_flight_fits_is_refused():
    system = CATALOGUE.systems["s-300pmu-2"]
    kind = replace(system.interceptors[0], peak_speed_mps=fixed(0.0))
    catalogue = replace(CATALOGUE, systems={"s-300pmu-2": replace(system, interceptors=(kind,))})
    with pytest.raises(CompileError, match=r"48n6e2: no fly-out fits peak_speed_mps"):
        compiled(catalogue=catalogue)


def test_a_raid_with_many_nodes_gets_a_coarser_grid_of_bearings_and_says_so(monkeypatch):
    monkeypatch.setattr(raid_grid, "_MOST_NODES", 60_000 * HEIGHTS)
    result = compiled(first_bearing_deg=None)
    # 201 nodes on each bearing and at each height over flat ground: 180 bearings fit, 360 do not
    assert len(result.names.first_bearing_rad) == 180
    assert any("a grid of 2 degrees instead of 1" in sentence for sentence in result.warnings)


def test_a_raid_with_more_nodes_than_can_be_held_is_refused(monkeypatch):
    monkeypatch.setattr(raid_grid, "_MOST_NODES", 10_000)
    with pytest.raises(
        CompileError, match=rf"{201 * HEIGHTS} nodes on each bearing; at most 208 are held\. Give first_b"
    ):
        compiled(first_bearing_deg=None)


def test_more_antenna_heights_than_bits_are_refused():
    system = CATALOGUE.systems["s-300pmu-2"]
    claims = tuple(Alternative(value=float(height)) for height in range(5, 25))
    radar = replace(
        system.radars[0],
        antenna_height_m=replace(system.radars[0].antenna_height_m, low=5.0, high=24.0, alternatives=claims),
    )
    catalogue = replace(CATALOGUE, systems={system.id: replace(system, radars=(radar, *system.radars[1:]))})
    with pytest.raises(
        CompileError, match=r"'unit-1' \(s-300pmu-2\): 2\d antenna heights with 3 .* give mast_m by radar id"
    ):
        compiled(catalogue=catalogue)


def test_fire_units_at_one_place_whose_bits_do_not_fit_together_get_sites_of_their_own():
    # 3 refraction factors for each of 22 masts are 66 bits, and a number holds 62
    units = [fire_unit(id=f"unit-{number}", mast_m=10.0 + number) for number in range(22)]
    case = compiled(*units).case
    assert case.sights.shape[0] == 2
    assert np.unique(case.units["site"][:, 20]).tolist() == [1]
    assert case.radars["sight_bit"].max() < 62
    assert case.sights["seen"].max() < 2**62
