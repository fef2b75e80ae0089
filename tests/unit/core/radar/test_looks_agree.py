"""The looks of a raid against those that coverage computes: the same chance, the same confirmation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core import layout as at
from skykeep.core.earth.sight import polar_sweep
from skykeep.core.radar import scan
from skykeep.core.radar.detection import p_detect_table
from skykeep.core.radar.inbound import KEEP_ALL, RadarColumns, look_chances, make_rays
from skykeep.core.radar.integration import m_of_n_cumulative
from skykeep.core.radar.look import look_p_detect
from skykeep.core.rows import by_address
from skykeep.verify.two_run import proportion

from ....examples import examples

confirm_track_s = by_address(scan.confirm_track_s)
one_snr = by_address(scan._snr)

TABLE = p_detect_table(1, 1, 1e-6)
GRID_DB = (TABLE.snr_first_db, TABLE.snr_step_db)
KEY, ENTITY = np.uint64(12345), np.uint64(678)


def straight_track(times_s, slant_m, sight=None):
    """Return a path seen from one site: nodes at times and ranges, in sight unless said otherwise."""
    track = np.zeros((1, len(times_s), at.NODE_PLACES))
    track["path_s"][0] = times_s
    track["slant_m"][0] = slant_m
    track["seen"][0] = 1.0 if sight is None else sight
    return track


def radar(revisit_s=1.0, per_m2=1.0, instrumented_m=1e6):
    """Return the row of a radar that sees all round."""
    row = np.zeros(at.SENSOR_PLACES)
    row["snr_range4_per_m2"] = per_m2
    row["instrumented_m"] = instrumented_m
    row["revisit_s"] = revisit_s
    row["elevation_min_rad"], row["elevation_max_rad"] = -1.0, 1.0
    row["sector_half_rad"] = math.pi
    return row


def confirmed_s(track, row, rule, *, phase, replication):
    """Return when a track is confirmed."""
    target = (1.0, 0, track.shape[1], 0.0)
    draw = (KEY, ENTITY, replication)
    table = (TABLE.p_detect, TABLE.p_detect.size)
    return confirm_track_s(track[0], row, target, table, GRID_DB, (phase, math.nan), rule, draw)


@pytest.mark.parametrize(("m", "n"), [(1, 1), (2, 3), (3, 5), (4, 4), (2, 12)])
def test_the_share_of_confirmed_tracks_is_the_exact_probability_of_the_sliding_window(m, n):
    looks, runs = 14, 20_000
    # a look stands half a second after each node, so that each has one node and a chance of its own
    slant_m = np.linspace(2.6, 1.4, looks + 1)
    track = straight_track(np.arange(looks + 1.0), slant_m)
    snr = 50.0 / slant_m[:looks] ** 4
    p = [look_p_detect(TABLE.p_detect, GRID_DB, one) for one in snr]
    exact = m_of_n_cumulative(p, m, n)
    row = radar(per_m2=50.0)
    when = np.array([confirmed_s(track, row, (m, n), phase=0.5, replication=run) for run in range(runs)])
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
    columns = RadarColumns(
        lowest[None], *(np.array([one]) for one in (mast_m, per_m2 * 2.0, 150e3, 5.0, -math.inf, math.inf))
    )
    chance = np.empty(200)
    look_chances(columns, make_rays(ground, range_m, radius_m), TABLE, (0, 0, KEEP_ALL), height_m, chance)
    angle = range_m[point] / radius_m
    across, up = (radius_m + height_m) * np.sin(angle), (radius_m + height_m) * np.cos(angle)
    slant_m = math.hypot(across, up - radius_m - mast_m)
    track = straight_track([0.0, 1.0], slant_m, float(height_m >= lowest[0, point]))
    row = radar(per_m2=per_m2, instrumented_m=150e3)
    snr = one_snr(track[0, 0], row, 2.0, math.nan)
    looked = look_p_detect(TABLE.p_detect, GRID_DB, snr) if snr > 0.0 else 0.0
    if abs(height_m - lowest[0, point]) > 0.02 and abs(slant_m - 150e3) > 1e-3:
        assert chance[point] == pytest.approx(looked, abs=1e-10)
