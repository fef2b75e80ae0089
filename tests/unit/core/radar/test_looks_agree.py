"""The looks of a raid against those that coverage computes: the same chance, the same confirmation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.earth.path_tables import Node, Sight
from skykeep.core.earth.sight import polar_sweep
from skykeep.core.kernel.by_address import from_python
from skykeep.core.radar import scan, snr
from skykeep.core.radar.detection import p_detect_table
from skykeep.core.radar.inbound import RadarColumns, look_chances, make_rays
from skykeep.core.radar.look import look_p_detect
from skykeep.core.radar.radar_table import Radar
from skykeep.core.radar.scan import LookLuck, LookTimes, Watch
from skykeep.textbook.binary_integration import m_of_n_cumulative
from skykeep.verify.two_run import proportion

from ....examples import examples

confirm_track_s = from_python(scan.confirm_track_s)
look_snr = from_python(snr.look_snr)

TABLE = p_detect_table(1, 1, 1e-6)
GRID_DB = (TABLE.snr_first_db, TABLE.snr_step_db)
KEY, ENTITY = np.uint64(12345), np.uint64(678)


def straight_path(times_s, slant_m, sight=1):
    """Return a path seen from one site: nodes at times and ranges, in sight unless said otherwise."""
    nodes, seen = Node.table(len(times_s)), Sight.table(len(times_s))
    nodes["path_s"] = times_s
    seen["slant_m"] = slant_m
    seen["seen"] = sight
    return nodes, seen


def radar(revisit_s=1.0, per_m2=1.0, instrumented_m=1e6):
    """Return the row of a radar that sees all round."""
    row = Radar.one()
    row.snr_range4_per_m2 = per_m2
    row.instrumented_m = instrumented_m
    row.revisit_s = revisit_s
    row.elevation_min_rad, row.elevation_max_rad = -1.0, 1.0
    row.sector_half_rad = math.pi
    return row


def confirmed_s(path, row, rule, *, phase, replication):
    """Return when a track is confirmed."""
    nodes, seen = path
    watch = Watch(
        nodes=nodes,
        seen=seen,
        first=0,
        end=len(nodes),
        start_s=0.0,
        radar=row,
        times=LookTimes(phase=phase),
        rcs_m2=1.0,
        p_detect=TABLE.p_detect,
        snr_grid_db=GRID_DB,
        luck=LookLuck(key=KEY, entity=ENTITY, replication=replication),
    )
    return confirm_track_s(watch, math.nan, *rule)


@pytest.mark.parametrize(("m", "n"), [(1, 1), (2, 3), (3, 5), (4, 4), (2, 12)])
def test_the_share_of_confirmed_tracks_is_the_exact_probability_of_the_sliding_window(m, n):
    looks, runs = 14, 20_000
    # a look stands half a second after each node, so that each has one node and a chance of its own
    slant_m = np.linspace(2.6, 1.4, looks + 1)
    path = straight_path(np.arange(looks + 1.0), slant_m)
    snr = 50.0 / slant_m[:looks] ** 4
    p = [look_p_detect(TABLE.p_detect, GRID_DB, one) for one in snr]
    exact = m_of_n_cumulative(p, m, n)
    row = radar(per_m2=50.0)
    when = np.array([confirmed_s(path, row, (m, n), phase=0.5, replication=run) for run in range(runs)])
    for look in (n - 1, looks - 1):
        found = proportion(int(np.count_nonzero(when <= look + 0.6)), runs)
        assert found.holds(float(exact[look]))


@examples(100)
@given(
    snr_db=st.floats(-20.0, 40.0),
    height_m=st.floats(10.0, 2e4),
    mast_m=st.floats(1.0, 40.0),
    point=st.integers(0, 199),
)
def test_coverage_and_a_raid_look_at_a_target_with_the_same_chance(snr_db, height_m, mast_m, point):
    range_m, radius_m = np.arange(1, 201) * 1000.0, 4.0 / 3.0 * 6_371_000.0
    ground = np.zeros((1, 200), dtype=np.float32)
    lowest = polar_sweep(ground, range_m, mast_m, 4.0 / 3.0, 6_371_000.0)
    per_m2 = 10.0 ** (snr_db / 10.0) * 1e5**4
    row = radar(per_m2=per_m2, instrumented_m=150e3)
    row.elevation_min_rad, row.elevation_max_rad = -math.pi, math.pi
    rows = Radar.table(1)
    rows[0] = row
    columns = RadarColumns(rows, np.array([mast_m]), np.array([2.0]), lowest[None])
    chance = np.empty(200)
    look_chances(columns, make_rays(ground, range_m, radius_m), TABLE, (0, 0), height_m, chance)
    angle = range_m[point] / radius_m
    across, up = (radius_m + height_m) * np.sin(angle), (radius_m + height_m) * np.cos(angle)
    slant_m = math.hypot(across, up - radius_m - mast_m)
    _, seen = straight_path([0.0, 1.0], slant_m, height_m >= lowest[0, point])
    snr = look_snr(seen[0], row, 2.0, math.nan)
    looked = look_p_detect(TABLE.p_detect, GRID_DB, snr) if snr > 0.0 else 0.0
    if abs(height_m - lowest[0, point]) > 0.02 and abs(slant_m - 150e3) > 1e-3:
        assert chance[point] == pytest.approx(looked, abs=1e-10)
