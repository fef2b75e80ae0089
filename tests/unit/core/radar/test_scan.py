"""Looks of scanning radars in a raid: against a plain loop, and against what coverage computes."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skykeep.core import layout as at
from skykeep.core.earth.sight import polar_sweep
from skykeep.core.radar import scan
from skykeep.core.radar.detection import LookTable, look_p_detect, p_detect_table
from skykeep.core.radar.inbound import KEEP_ALL, RadarColumns, look_chances, make_rays
from skykeep.core.radar.integration import m_of_n_cumulative
from skykeep.core.streams import uniform
from skykeep.verify.two_run import proportion

TABLE = p_detect_table(1, 1, 1e-6)
GRID_DB = (TABLE.snr_first_db, TABLE.snr_step_db)
KEY, ENTITY = np.uint64(12345), np.uint64(678)


def straight_track(times_s, slant_m, sight=None):
    """Return a path seen from one site: nodes at times and ranges, in sight unless said otherwise."""
    track = np.zeros((1, len(times_s), at.NODE_PLACES))
    track[0, :, at.NODE_T_S] = times_s
    track[0, :, at.NODE_SLANT_M] = slant_m
    track[0, :, at.NODE_SIGHT] = 1.0 if sight is None else sight
    return track


def radar(revisit_s=1.0, per_m2=1.0, instrumented_m=1e6):
    """Return the row of a radar that sees all round."""
    row = np.zeros(at.SENSOR_PLACES)
    row[at.SENSOR_SNR_RANGE4_PER_M2] = per_m2
    row[at.SENSOR_INSTRUMENTED_M] = instrumented_m
    row[at.SENSOR_REVISIT_S] = revisit_s
    row[at.SENSOR_ELEVATION_MIN_RAD], row[at.SENSOR_ELEVATION_MAX_RAD] = -1.0, 1.0
    row[at.SENSOR_SECTOR_HALF_RAD] = math.pi
    return row


def confirmed_s(track, row, rule, *, phase=0.0, replication=0, start_s=0.0):
    """Return when a track is confirmed."""
    target = (1.0, 0, track.shape[1], start_s)
    draw = (KEY, ENTITY, replication)
    return scan.confirm_track_s(track, row, target, TABLE.p_detect, GRID_DB, (phase, math.nan), rule, draw)


def plain_confirmed_s(track, row, rule, *, phase, replication, start_s):
    """Return the same by a plain loop over looks that keeps a list of hits."""
    times = track[0, :, at.NODE_T_S]
    revisit_s = row[at.SENSOR_REVISIT_S]
    hits = []
    first = math.ceil(start_s / revisit_s - phase)
    for look in range(first, first + 10_000):
        path_s = (phase + look) * revisit_s - start_s
        if path_s >= times[-1]:
            return math.inf
        node = min(int(np.searchsorted(times, path_s, side="right")) - 1, times.size - 2)
        slant_m, sight = track[0, node, at.NODE_SLANT_M], track[0, node, at.NODE_SIGHT]
        p = 0.0
        if sight and slant_m <= row[at.SENSOR_INSTRUMENTED_M]:
            p = look_p_detect(TABLE.p_detect, GRID_DB, row[at.SENSOR_SNR_RANGE4_PER_M2] / slant_m**4)
        hits.append(uniform(KEY, ENTITY, replication, look) < p)
        if hits[-1] and sum(hits[-rule[1] :]) >= rule[0]:
            return (phase + look) * revisit_s
    raise AssertionError


@settings(deadline=None, max_examples=200)
@given(
    seed=st.integers(0, 2**31),
    m=st.integers(1, 4),
    slack=st.integers(0, 6),
    phase=st.floats(0.0, 1.0),
    start_s=st.floats(0.0, 100.0),
    replication=st.integers(0, 1000),
)
def test_a_confirmation_is_that_of_a_plain_list_of_hits(seed, m, slack, phase, start_s, replication):
    rng = np.random.default_rng(seed)
    times = np.concatenate([[0.0], np.cumsum(rng.uniform(0.3, 5.0, 25))])
    track = straight_track(times, np.linspace(3.0, 1.0, 26), rng.integers(0, 2, 26).astype(float))
    row = radar(revisit_s=float(rng.uniform(0.5, 3.0)), per_m2=30.0, instrumented_m=2.5)
    given_ = {"phase": phase, "replication": replication, "start_s": start_s}
    found = confirmed_s(track, row, (m, m + slack), **given_)
    assert found == plain_confirmed_s(track, row, (m, m + slack), **given_)


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


@settings(deadline=None, max_examples=100)
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
    snr = scan._snr(track, row, 2.0, math.nan, 0)
    looked = look_p_detect(TABLE.p_detect, GRID_DB, snr) if snr > 0.0 else 0.0
    if abs(height_m - lowest[0, point]) > 0.02 and abs(slant_m - 150e3) > 1e-3:
        assert chance[point] == pytest.approx(looked, abs=1e-10)


def test_a_lock_comes_with_the_first_look_that_detects():
    track = straight_track(np.arange(30.0), np.linspace(3.0, 0.5, 30), [0.0] * 12 + [1.0] * 18)
    sure = LookTable(np.ones(2), -500.0, 1000.0)
    draw = (KEY, ENTITY, 0)
    target = (1.0, 0, 30, 0.0)
    found = scan.lock_track_s(track, radar(), target, sure.p_detect, (-500.0, 1000.0), 3.5, draw)
    assert found == 12.5
    none = np.zeros(2)
    assert scan.lock_track_s(track, radar(), target, none, (-500.0, 1000.0), 3.5, draw) == math.inf
