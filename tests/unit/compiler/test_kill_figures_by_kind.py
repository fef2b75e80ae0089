"""Kill figures by class and kind of interceptor, and ranges that the horizon has set."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.fields import DATA
from skykeep.compiler.columns import power_range_m
from skykeep.compiler.scenario import compile_scenario
from skykeep.model import Asset, FireUnitSite, Scenario, Study, TerrainChoice

CATALOGUE = load_catalogue()
PLACE = {"lat_deg": 33.3128, "lon_deg": 44.3615}


def kill_p(system, raid):
    """Return the kill figures of each interceptor of a system against the first class, and those drawn."""
    scenario = Scenario(
        id="case",
        name="case",
        assets=(Asset(id="baghdad", name="Baghdad", **PLACE),),
        fire_units=(FireUnitSite(id="unit-1", system=system, **PLACE),),
        raid=CATALOGUE.raids[raid],
        aim="baghdad",
        first_bearing_deg=30.0,
        conditions=False,
        terrain=TerrainChoice(source="flat"),
        study=Study(worlds=5),
    )
    compiled = compile_scenario(scenario, CATALOGUE)
    names = [name.partition("/")[2] for name in compiled.names.interceptors]
    columns = compiled.case.kill_p[:, :, 0]
    return dict(zip(names, columns.T, strict=True)), compiled.figures


def test_hit_to_kill_and_blast_have_figures_of_their_own_against_ballistic_missiles():
    rounds, drawn = kill_p("patriot", "srbm-8")
    assert np.allclose(rounds["mse"], drawn["common/kill_p/srbm@hit_to_kill"])
    assert np.allclose(rounds["gem-t"], drawn["common/kill_p/srbm"])


def test_two_hit_to_kill_rounds_share_figure_and_draw():
    mse, korean = kill_p("patriot", "srbm-8")[0]["mse"], kill_p("m-sam-ii", "srbm-8")[0]["m-sam-ii-round"]
    assert np.array_equal(mse, korean)
    assert CATALOGUE.common_kill_p["srbm@hit_to_kill"].best == 0.75


def test_a_short_range_round_has_a_figure_of_its_own_against_uavs():
    rounds, drawn = kill_p("pantsir-s1", "uav-40")
    assert np.allclose(rounds["57e6"], drawn["common/kill_p/one-way-attack-uav@short_range"])


def test_where_no_text_tells_kinds_apart_the_figure_of_the_class_holds():
    rounds, drawn = kill_p("patriot", "cruise-24-one-axis")
    assert np.allclose(rounds["mse"], drawn["common/kill_p/cruise-missile"])
    assert np.array_equal(rounds["mse"], rounds["gem-t"])


def test_a_kill_figure_that_was_counted_is_cut_where_common_misses_leave_no_room(tmp_path):
    text = (DATA / "systems" / "patriot.toml").read_text(encoding="utf-8")
    count = '{ hits = 13, of = 13, counts = "targets destroyed of targets engaged" }'
    text = text.replace('id = "patriot"', 'id = "mine"')
    (tmp_path / "mine.toml").write_text(
        f'{text}\n[interceptors.gem-t.kill_p.srbm]\nkind = "assumed"\nnote = "Mine."\ntallies = [{count}]\n'
    )
    catalogue = load_catalogue(tmp_path)
    scenario = Scenario(
        id="case",
        name="case",
        assets=(Asset(id="baghdad", name="Baghdad", **PLACE),),
        fire_units=(FireUnitSite(id="unit-1", system="mine", **PLACE),),
        raid=catalogue.raids["srbm-8"],
        aim="baghdad",
        terrain=TerrainChoice(source="flat"),
        study=Study(worlds=200),
    )
    compiled = compile_scenario(scenario, catalogue)
    place = [name.rpartition("/")[2] for name in compiled.names.interceptors].index("gem-t")
    published = compiled.figures["mine/interceptors/gem-t/kill_p/srbm"]
    common = compiled.figures["common/common_kill_p"]
    shot = compiled.case.kill_p[:, place, 0]
    assert (published > common).any()
    assert np.allclose(shot, np.minimum(published / common, 1.0))
    assert published.mean() == pytest.approx(13.5 / 14.0, abs=0.01)


def test_no_system_moves_the_common_mode_figure_of_the_others():
    common = CATALOGUE.conditions.common_kill_p
    assert common.low == max(figure.high for figure in CATALOGUE.common_kill_p.values())
    own = [i.kill_p for system in CATALOGUE.systems.values() for i in system.interceptors]
    assert all(figure.high <= common.low for kill in own for figure in kill.values())


@pytest.mark.parametrize(("height_m", "range_m"), [(1000.0, 120e3), (500.0, 90e3)])
def test_a_range_printed_with_a_height_is_the_same_share_of_the_horizon_and_no_limit_of_power(
    height_m, range_m
):
    power_m = float(power_range_m(range_m, 40.0, height_m))
    assert range_m / power_m == pytest.approx(0.765, abs=0.01)
    assert power_range_m(range_m, 40.0, 10.0) == range_m  # a horizon nearer than the print says nothing


def test_the_printed_height_of_a_low_altitude_radar_raises_its_power_in_runs():
    system = CATALOGUE.system("s-300pmu-2")
    radar = next(radar for radar in system.radars if radar.id == "76n6")
    without = replace(radar, printed_at_height_agl_m=None)
    others = tuple(without if each.id == "76n6" else each for each in system.radars)
    changed = replace(CATALOGUE, systems={system.id: replace(system, radars=others)})

    def snr(catalogue):
        scenario = Scenario(
            id="case",
            name="case",
            assets=(Asset(id="baghdad", name="Baghdad", **PLACE),),
            fire_units=(FireUnitSite(id="unit-1", system=system.id, **PLACE),),
            raid=CATALOGUE.raids["srbm-8"],
            aim="baghdad",
            first_bearing_deg=30.0,
            terrain=TerrainChoice(source="flat"),
            study=Study(worlds=20),
        )
        compiled = compile_scenario(scenario, catalogue)
        row = compiled.names.sensors.index("unit-1/76n6")
        return compiled.case.radars["snr_range4_per_m2"][:, row]

    ratio = (snr(CATALOGUE) / snr(changed)) ** 0.25
    assert ratio.min() > 1.05
    assert ratio.max() == pytest.approx(1 / 0.76, abs=0.03)
