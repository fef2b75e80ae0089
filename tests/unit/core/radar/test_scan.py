"""Scanning radars against a plain loop over looks that draws and counts in Python."""

import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.earth.path_tables import Node, Sight
from skykeep.core.kernel.by_address import from_python
from skykeep.core.kernel.streams import uniform
from skykeep.core.radar import scan as kernels
from skykeep.core.radar.effects import Receiver, no_effects
from skykeep.core.radar.jamming import Interference
from skykeep.core.radar.look import look_p_detect
from skykeep.core.radar.radar_table import Radar
from skykeep.core.radar.scan import LookLuck, LookTimes, Watch

from ....examples import examples

confirm_track_s = from_python(kernels.confirm_track_s)
lock_track_s = from_python(kernels.lock_track_s)

BIT = 2
GRID_DB = (-10.0, 2.0)
P_DETECT = np.linspace(0.0, 1.0, 16)
KEY, ENTITY = np.uint64(77), np.uint64(1234)
LAST = np.array([0.0, 0.4, 0.4, 0.9])


@dataclass(frozen=True)
class Path:
    """Nodes of a path: times, what is seen, slant ranges, elevations, azimuths."""

    t_s: np.ndarray
    seen: np.ndarray
    slant_m: np.ndarray
    elevation_rad: np.ndarray
    azimuth_rad: np.ndarray

    def nodes(self):
        """Return the nodes of the path, behind three nodes of another, and what the radar sees of them."""
        nodes, seen = Node.table(3 + self.t_s.size), Sight.table(3 + self.t_s.size)
        nodes["path_s"][3:] = self.t_s
        seen["seen"][3:] = np.where(self.seen, 1 << BIT, ~(1 << BIT) & 7)
        seen["slant_m"][3:] = self.slant_m
        seen["elevation_rad"][3:] = self.elevation_rad
        seen["azimuth_rad"][3:] = self.azimuth_rad
        return nodes, seen

    @property
    def first_seen(self):
        """Return the first node that the radar sees, counted in all nodes."""
        return 3 + int(np.flatnonzero(self.seen)[0]) if self.seen.any() else 3 + self.t_s.size


def radar_row(revisit_s, reach_m, elevations_rad, half_rad):
    row = Radar.one()
    row.sight_bit = BIT
    row.snr_range4_per_m2 = 1e18
    row.instrumented_m = reach_m
    row.revisit_s = revisit_s
    row.elevation_min_rad, row.elevation_max_rad = elevations_rad
    row.sector_half_rad = half_rad
    return row


def watch_of(path, row, rcs_m2, start_s, phase, replication):
    """Return what a radar is given of a path."""
    nodes, seen = path.nodes()
    return Watch(
        nodes=nodes,
        seen=seen,
        first=path.first_seen,
        end=len(nodes),
        start_s=start_s,
        radar=row,
        times=LookTimes(phase=phase),
        rcs_m2=rcs_m2,
        p_detect=P_DETECT,
        snr_grid_db=GRID_DB,
        luck=LookLuck(key=KEY, entity=ENTITY, replication=replication),
    )


def p_of_look(path, row, rcs_m2, centre_rad, path_s):
    """Return the chance of a look at a time of the path: that of the last node passed."""
    node = max(number for number in range(path.t_s.size - 1) if path.t_s[number] <= path_s)
    if not path.seen[node] or path.slant_m[node] > row["instrumented_m"]:
        return 0.0
    if not row["elevation_min_rad"] <= path.elevation_rad[node] <= row["elevation_max_rad"]:
        return 0.0
    if not math.isnan(centre_rad):
        turn_rad = (path.azimuth_rad[node] - centre_rad + math.pi) % (2.0 * math.pi) - math.pi
        if abs(turn_rad) > row["sector_half_rad"]:
            return 0.0
    snr_db = 10.0 * math.log10(1e18 * rcs_m2 / path.slant_m[node] ** 4)
    grid_db = GRID_DB[0] + GRID_DB[1] * np.arange(P_DETECT.size)
    return float(np.interp(snr_db, grid_db, P_DETECT))


def slow_confirm_s(path, row, rcs_m2, start_s, phase, centre_rad, confirm, replication):
    """Return when m of the last n looks have seen the path, by looking at every look there is."""
    revisit_s, hits = row["revisit_s"], []
    scan = math.ceil(start_s / revisit_s - phase)
    while True:
        look_s = (phase + scan) * revisit_s
        if look_s - start_s >= path.t_s[-1]:
            return math.inf
        chance = p_of_look(path, row, rcs_m2, centre_rad, max(look_s - start_s, 0.0))
        drawn = uniform(KEY, ENTITY, replication, scan)
        hits.append(chance > 0.0 and drawn < chance)
        if sum(hits[-confirm[1] :]) >= confirm[0]:
            return look_s
        scan += 1


def slow_lock_s(path, row, rcs_m2, start_s, cue_s, phase, replication):
    """Return the first look from the cue on that sees the path."""
    look = math.ceil(cue_s / row["revisit_s"] - phase)
    while True:
        path_s = (phase + look) * row["revisit_s"] - start_s
        if path_s >= path.t_s[-1]:
            return math.inf
        drawn = uniform(KEY, ENTITY, replication, look)
        if path_s >= 0.0 and drawn < p_of_look(path, row, rcs_m2, math.nan, path_s):
            return start_s + path_s
        look += 1


def floats(low, high):
    return st.floats(low, high, allow_nan=False)


@st.composite
def paths(draw):
    """Give a path of a few dozen nodes, often hidden, that comes near and goes away again."""
    steps_s = draw(st.lists(floats(0.5, 9.0), min_size=2, max_size=40))
    t_s = np.concatenate([[0.0], np.cumsum(steps_s)])
    drawn = np.random.default_rng(draw(st.integers(0, 10_000)))
    return Path(
        t_s,
        drawn.random(t_s.size) < draw(st.sampled_from([0.1, 0.5, 0.9, 1.0])),
        drawn.uniform(5e3, 60e3, t_s.size),
        drawn.uniform(0.0, 0.5, t_s.size),
        drawn.uniform(0.0, 2.0 * math.pi, t_s.size),
    )


radars = st.builds(
    radar_row,
    floats(0.7, 15.0),
    st.sampled_from([25e3, 50e3, np.inf]),
    st.sampled_from([(-1.0, 1.0), (0.1, 0.4)]),
    floats(0.3, 3.0),
)


@examples(150)
@given(
    path=paths(),
    row=radars,
    rcs_m2=st.sampled_from([0.01, 0.3, 5.0]),
    start_s=floats(-20.0, 500.0),
    phase=floats(0.0, 0.999),
    centre_rad=floats(0.0, 6.28) | st.just(math.nan),
    confirm=st.tuples(st.integers(1, 4), st.integers(0, 5)),
    replication=st.integers(0, 50),
)
def test_a_track_is_confirmed_when_a_plain_loop_says_so(
    path, row, rcs_m2, start_s, phase, centre_rad, confirm, replication
):
    confirm = (confirm[0], confirm[0] + confirm[1])
    watch = watch_of(path, row, rcs_m2, start_s, phase, replication)
    found_s = confirm_track_s(watch, centre_rad, *confirm)
    expected_s = slow_confirm_s(path, row, rcs_m2, start_s, phase, centre_rad, confirm, replication)
    assert found_s == pytest.approx(expected_s, rel=1e-12)


@examples(150)
@given(
    path=paths(),
    row=radars,
    rcs_m2=st.sampled_from([0.01, 0.3, 5.0]),
    start_s=floats(-20.0, 500.0),
    cue_s=floats(0.0, 150.0),
    phase=floats(0.0, 1.0),
    replication=st.integers(0, 50),
)
def test_a_lock_is_the_first_look_that_a_plain_loop_finds(
    path, row, rcs_m2, start_s, cue_s, phase, replication
):
    watch = watch_of(path, row, rcs_m2, start_s, phase, replication)
    found_s = lock_track_s(watch, start_s + cue_s)
    expected_s = slow_lock_s(path, row, rcs_m2, start_s, start_s + cue_s, phase, replication)
    assert found_s == pytest.approx(expected_s, rel=1e-12)


def test_threats_that_are_locked_on_in_one_look_are_locked_on_at_the_same_time():
    path = Path(*(np.array([value, value]) for value in (0.0, 1, 1e3, 0.0, 0.0)))
    path.t_s[1] = 1000.0
    row = radar_row(1.7, 1e6, (-1.0, 1.0), math.pi)
    # where a threat starts before zero, its own clock has fewer digits than that of the raid
    starts_s = np.linspace(-40.0, 40.0, 97)
    locked_s = {lock_track_s(watch_of(path, row, 1e6, start_s, 0.3, 0), 41.0) for start_s in starts_s}
    assert locked_s == {(0.3 + math.ceil(41.0 / 1.7 - 0.3)) * 1.7}


@given(floats(1e-12, 1e12))
def test_the_chance_of_a_look_is_linear_between_the_places_of_the_table(snr):
    grid_db = GRID_DB[0] + GRID_DB[1] * np.arange(LAST.size)
    expected = np.interp(10.0 * math.log10(snr), grid_db, LAST, left=0.0)
    assert look_p_detect(LAST, GRID_DB, snr) == pytest.approx(expected, abs=1e-9)


def test_the_chance_of_a_look_at_nothing_is_zero_and_at_anything_huge_the_last():
    assert look_p_detect(LAST, GRID_DB, 0.0) == 0.0
    assert look_p_detect(LAST, GRID_DB, math.inf) == 0.9


def first_seen_m(sources=None):
    """Return at which range a radar without luck confirms a threat that flies straight at it, with noise of
    some sources: it detects whatever echoes more strongly than its noise, and nothing else."""
    ranges_m = np.linspace(200e3, 10e3, 1901)
    flat = np.zeros(ranges_m.size)
    path = Path(np.arange(ranges_m.size, dtype=float), flat == 0.0, ranges_m, flat, flat)
    row = radar_row(1.0, np.inf, (-1.0, 1.0), math.pi)
    row.snr_range4_per_m2 = 160e3**4
    watch = watch_of(path, row, 1.0, 0.0, 0.5, 0)
    sure = {"p_detect": np.array([0.0, 1.0, 1.0]), "snr_grid_db": (-1e-6, 1e-6)}
    effects = no_effects()
    if sources is not None:
        receivers = Receiver.table(1)
        receivers["least_speed_mps"] = 0.0
        effects = effects._replace(receivers=receivers, sources=sources[None])
    watch = watch._replace(effects=effects, **sure)
    return ranges_m[int(confirm_track_s(watch, math.nan, 1, 1))]


def jammer(inside, azimuth_rad=0.0, **fields):
    """Return a jammer that works at any time."""
    row = Interference.table(1)
    given = {"azimuth_rad": azimuth_rad, "inside_factor": inside, "start_s": -math.inf, "end_s": math.inf}
    for name, value in (given | fields).items():
        row[name] = value
    return row


def test_noise_of_fifteen_times_its_own_halves_the_range_at_which_a_radar_sees():
    clear_m = first_seen_m()
    assert clear_m == pytest.approx(160e3, abs=200.0)
    assert first_seen_m(jammer(15.0, half_rad=math.pi)) == pytest.approx(0.5 * clear_m, abs=200.0)
    assert first_seen_m(jammer(15.0, beamwidth_rad=0.1)) == pytest.approx(0.5 * clear_m, abs=200.0)


def test_a_jammer_one_beamwidth_off_takes_away_what_the_beam_leaves_of_it_and_far_off_nothing():
    jammed_m = first_seen_m(jammer(15.0 * 16.0, azimuth_rad=0.1, beamwidth_rad=0.1))  # 12 dB down: 15
    assert jammed_m == pytest.approx(80e3, abs=200.0)
    assert first_seen_m(jammer(15.0, azimuth_rad=1.0, beamwidth_rad=0.1)) == pytest.approx(160e3, abs=200.0)
