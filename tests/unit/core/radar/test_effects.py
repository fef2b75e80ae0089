"""What effects make of one look: each alone against its formula, all together as their product."""

import math

import numpy as np
import pytest

from skykeep.core.kernel.by_address import from_python
from skykeep.core.radar import air_loss, clutter, effects, multipath
from skykeep.core.radar.effects import Cell, EffectTables, Receiver, no_effects
from skykeep.core.radar.jamming import Interference

affected_snr = from_python(effects.affected_snr)
two_ray_power_factor = from_python(multipath.two_ray_power_factor)
clutter_to_noise = from_python(clutter.clutter_to_noise)
sea_level_length_m = from_python(air_loss.sea_level_length_m)

SNR4 = 1e22


def receiver(**changes):
    row = Receiver.one()
    usual = {
        "beam_rad": 0.03,
        "wavelength_m": 0.1,
        "antenna_height_m": 10.0,
        "site_alt_msl_m": 100.0,
        "earth_radius_m": 8.5e6,
    }
    for name, value in (usual | changes).items():
        row[name] = value
    return row


def look(changed=None, sources=None, **changes):
    cell = Cell(20e3, 20e3, 1.0, 200.0, 100.0, np.inf, True, True, 1.0, 0.0, 0.0, 0.0)._replace(**changes)
    rows = Interference.table(0) if sources is None else sources
    return affected_snr(50.0, SNR4, changed if changed is not None else receiver(), rows, cell)


def test_where_all_is_off_the_ratio_is_as_it_was():
    assert look() == 50.0


def test_fifteen_times_the_noise_leaves_a_sixteenth():
    sources = Interference.table(1)
    sources["half_rad"], sources["inside_factor"], sources["end_s"] = math.pi, 15.0, math.inf
    assert look(sources=sources) == 50.0 / 16.0
    assert look(self_screening_m2=15.0 * 20e3**2) == pytest.approx(50.0 / 16.0)
    assert look(sources=sources, self_screening_m2=16.0 * 20e3**2) == pytest.approx(50.0 / 32.0)


def test_a_blanked_sector_leaves_nothing_inside_and_all_outside():
    sources = Interference.table(1)
    sources["azimuth_rad"], sources["half_rad"], sources["inside_factor"] = 1.0, 0.1, math.inf
    sources["end_s"] = math.inf
    assert look(sources=sources) == 0.0
    assert look(sources=sources, azimuth_rad=1.2) == 50.0


def test_clutter_counts_where_the_ground_is_in_sight():
    changed = receiver(residue_m2_per_m=1e-4)
    share = math.exp(-8.0 * math.log(2.0) * (100.0 / 20e3 / 0.03) ** 2)
    noise = clutter_to_noise(SNR4, 20e3, 1e-4, share)
    assert noise > 0.01
    assert look(changed) == pytest.approx(50.0 / (1.0 + noise))
    assert look(changed, ground_seen=False) == 50.0


def test_in_the_notch_nothing_is_seen():
    changed = receiver(least_speed_mps=20.0)
    assert look(changed, radial_speed_mps=-19.9) == 0.0
    assert look(changed, radial_speed_mps=-20.1) == 50.0


def test_two_rays_reckon_from_the_ground_of_the_site():
    changed = receiver(reflects=True)
    factor = two_ray_power_factor(20e3, 10.0, 100.0, 8.5e6, 0.1, 0.03, 0.0, False, False)
    assert look(changed) == pytest.approx(50.0 * factor)
    assert abs(factor - 1.0) > 0.05


def test_what_is_hidden_is_seen_by_its_bent_echo_alone():
    assert look(in_sight=False, diffracted=0.0) == 0.0
    assert look(in_sight=False, diffracted=1e-3) == pytest.approx(0.05)
    assert look(receiver(reflects=True), in_sight=False, diffracted=1e-3) == pytest.approx(0.05)


def test_air_and_rain_lose_there_and_back():
    changed = receiver(
        dry_db_per_m=7e-6, wet_db_per_m=3e-6, rain_db_per_m=1e-4, rain_top_msl_m=4e3, rain_extent_m=15e3
    )
    gas_db = 7e-6 * sea_level_length_m(20e3, 110.0, 200.0, 6000.0)
    gas_db += 3e-6 * sea_level_length_m(20e3, 110.0, 200.0, 2000.0)
    assert look(changed) == pytest.approx(50.0 * 10.0 ** (-0.2 * (gas_db + 1.5)))


def test_tables_of_all_worlds_give_those_of_one():
    receivers = Receiver.table(2, 1)
    receivers["beam_rad"] = [[0.1], [0.2]]
    empty = no_effects()
    tables = EffectTables(receivers, Interference.table(2, 1, 0), np.zeros((2, 0, 0)), *empty[3:])
    assert tables.world(1).receivers["beam_rad"][0] == 0.2
    assert len(tables._replace(receivers=Receiver.table(0, 0)).world(0).receivers) == 0
