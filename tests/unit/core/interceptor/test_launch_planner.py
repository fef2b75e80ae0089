"""The launch planner against a slow search over a fine grid of intercept times, on straight paths.

The planner judges a path at its nodes, so it must lie between two searches: one with every limit a node's
step stricter, one with every limit a step looser.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import RegularGridInterpolator

from skykeep.core.earth.path_tables import Node, Sight
from skykeep.core.interceptor import launch_planner
from skykeep.core.interceptor.interceptor_table import (
    CONSTANT_SPEED,
    CONSTANT_TIME,
    FLYOUT_TABLE,
    Interceptor,
)
from skykeep.core.interceptor.launch_planner import Shooting
from skykeep.core.kernel.by_address import from_python
from skykeep.core.radar.radar_table import Radar

from ....examples import examples

plan_launch = from_python(launch_planner.plan_launch)
find_node = from_python(launch_planner.find_node)
flight_time_s = from_python(launch_planner.flight_time_s)

STEP_S = 0.5  # between nodes
GRID_S = 0.1  # of the search
HALF_TURN = math.pi
NO_TABLES_S = np.zeros((2, 2, 2))


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A straight path, a launcher, a radar beside it and a round at constant speed."""

    start_m: tuple[float, float, float] = (0.0, 60_000.0, 3_000.0)
    end_m: tuple[float, float, float] = (0.0, 0.0, 3_000.0)
    speed_mps: float = 250.0
    radar_m: tuple[float, float] = (0.0, 0.0)
    round_mps: float = 1_000.0
    range_min_m: float = 2_000.0
    range_max_m: float = 50_000.0
    alt_min_m: float = 0.0
    alt_max_m: float = 30_000.0
    speed_max_mps: float = 1e4
    earliest_s: float = 0.0
    before_s: float = 0.0
    coast_s: float = 0.0
    any_track: bool = False
    ballistic: bool = False
    reach_m: float = 1e6
    lowest_rad: float = -HALF_TURN
    highest_rad: float = HALF_TURN
    half_rad: float = HALF_TURN
    centre_rad: float = 0.0
    hidden: tuple[tuple[float, float], ...] = ()
    step_s: float = STEP_S

    @property
    def last_s(self):
        return math.dist(self.start_m, self.end_m) / self.speed_mps

    def place_m(self, t_s):
        """Return positions east, north, up."""
        share = np.asarray(t_s)[..., None] / self.last_s
        return np.array(self.start_m) + (np.array(self.end_m) - np.array(self.start_m)) * share

    def view(self, t_s, from_m):
        """Return slant and ground range, azimuth and elevation from a place."""
        east_m, north_m, up_m = np.moveaxis(self.place_m(t_s) - np.array([*from_m, 0.0]), -1, 0)
        ground_m = np.hypot(east_m, north_m)
        azimuth_rad = np.arctan2(east_m, north_m) % (2.0 * np.pi)
        return np.hypot(ground_m, up_m), ground_m, azimuth_rad, np.arctan2(up_m, ground_m)


def filled(row, **fields):
    """Return a row with some fields set, the others left at zero."""
    for name, value in fields.items():
        row[name] = value
    return row


def path_of(shot):
    """Return the nodes of a path, and what is seen of them from the launcher and by the radar, whose sight
    is bit 3."""
    t_s = np.append(np.arange(0.0, shot.last_s - 1e-6, shot.step_s), shot.last_s)
    nodes = Node.table(t_s.size)
    nodes["path_s"] = t_s
    nodes["alt_msl_m"] = nodes["height_agl_m"] = shot.place_m(t_s)[:, 2]
    nodes["speed_mps"] = shot.speed_mps
    sights = Sight.table(2, t_s.size)
    sights["seen"][1] = 8
    for first_s, end_s in shot.hidden:
        sights["seen"][1, (t_s >= first_s) & (t_s < end_s)] = 7  # what other bits see does not count
    for site, place_m in enumerate([(0.0, 0.0), shot.radar_m]):
        columns = ("slant_m", "ground_m", "azimuth_rad", "elevation_rad")
        for column, values in zip(columns, shot.view(t_s, place_m), strict=True):
            sights[column][site] = values
    return nodes, sights


def plan(shot):
    """Return what the planner says: launch, intercept and intercept range."""
    nodes, (met, held) = path_of(shot)
    other = not shot.ballistic
    interceptor = filled(
        Interceptor.one(),
        flyout_mode=CONSTANT_SPEED,
        flyout_level=shot.round_mps,
        any_track=shot.any_track,
        range_max_m=shot.range_max_m if other else 1.0,
        range_min_m=shot.range_min_m,
        alt_max_msl_m=shot.alt_max_m if other else 1.0,
        alt_min_agl_m=shot.alt_min_m,
        range_max_ballistic_m=shot.range_max_m if shot.ballistic else 1.0,
        alt_max_ballistic_msl_m=shot.alt_max_m if shot.ballistic else 1.0,
        target_speed_max_mps=shot.speed_max_mps,
        support_before_s=shot.before_s,
        coast_s=shot.coast_s,
    )
    radar = filled(
        Radar.one(),
        sight_bit=3,
        instrumented_m=shot.reach_m,
        elevation_min_rad=shot.lowest_rad,
        elevation_max_rad=shot.highest_rad,
    )
    shooting = Shooting(
        nodes=nodes,
        met=met,
        held=held,
        interceptor=interceptor,
        flyout_time_s=NO_TABLES_S,
        radar=radar,
        ballistic=shot.ballistic,
        launcher_alt_msl_m=0.0,
        sector_half_rad=float(shot.half_rad),
        sector_centre_rad=float(shot.centre_rad),
    )
    end = len(nodes)
    return plan_launch(shooting, 0, find_node(nodes, end, shot.earliest_s, 0), end, shot.earliest_s)


def seen(shot, t_s):
    """Return whether the radar sees the path at times."""
    slant_m, _, azimuth_rad, elevation_rad = shot.view(t_s, shot.radar_m)
    turn_rad = np.abs((azimuth_rad - shot.centre_rad + np.pi) % (2.0 * np.pi) - np.pi)
    inside = (slant_m <= shot.reach_m) & (elevation_rad >= shot.lowest_rad)
    inside &= (elevation_rad <= shot.highest_rad) & ((turn_rad <= shot.half_rad) | (shot.half_rad >= np.pi))
    for first_s, end_s in shot.hidden:
        inside &= (t_s < first_s) | (t_s >= end_s)
    return inside


def search(shot):
    """Return the earliest launch on a fine grid of intercept times.

    From launch until support ends the threat is in sight, or in a gap that is no longer than the coasting
    time; a gap counts from its beginning, whenever that was, and one at the start of the path has none.
    """
    grid_s = np.arange(0.0, shot.last_s + 0.5 * GRID_S, GRID_S)
    last_seen = np.maximum.accumulate(np.where(seen(shot, grid_s), np.arange(grid_s.size), -(10**9)))
    unseen_s = GRID_S * (np.arange(grid_s.size) - last_seen - 1)
    slant_m, height_m = shot.view(grid_s, (0.0, 0.0))[0], shot.place_m(grid_s)[:, 2]
    for meets_s, range_m, up_m in zip(grid_s, slant_m, height_m, strict=True):
        launch_s = meets_s - range_m / shot.round_mps
        if launch_s < shot.earliest_s or not shot.range_min_m <= range_m <= shot.range_max_m:
            continue
        if not shot.alt_min_m <= up_m <= shot.alt_max_m or shot.speed_mps > shot.speed_max_mps:
            continue
        first = math.ceil(launch_s / GRID_S)
        end = max(math.floor((meets_s - shot.before_s) / GRID_S), first) + 1
        if shot.any_track or unseen_s[first:end].max(initial=0.0) <= shot.coast_s + 1e-9:
            return launch_s
    return math.inf


def moved(shot, sign):
    """Return the shot with every limit stricter (1) or looser (-1) by what a node's step can change."""
    way_m = 2.0 * sign * shot.speed_mps * STEP_S
    near_m = min(float(np.min(shot.view(np.linspace(0.0, shot.last_s, 500), shot.radar_m)[0])), 1e9)
    turn_rad = sign * min(2.0 * shot.speed_mps * STEP_S / max(near_m, 1.0), HALF_TURN)
    step_s = 2.0 * sign * STEP_S
    climb_m = abs(shot.end_m[2] - shot.start_m[2]) / shot.last_s * abs(step_s) * sign
    whole = shot.half_rad >= HALF_TURN
    return replace(
        shot,
        range_min_m=shot.range_min_m + way_m,
        range_max_m=shot.range_max_m - way_m,
        alt_min_m=shot.alt_min_m + climb_m,
        alt_max_m=shot.alt_max_m - climb_m,
        earliest_s=shot.earliest_s + (step_s if sign < 0 else 0.0),
        before_s=shot.before_s - step_s,
        coast_s=shot.coast_s - step_s,
        reach_m=shot.reach_m - way_m,
        lowest_rad=shot.lowest_rad + turn_rad,
        highest_rad=shot.highest_rad - turn_rad,
        half_rad=HALF_TURN if whole else min(shot.half_rad - turn_rad, HALF_TURN),
        hidden=tuple((first_s - step_s, end_s + step_s) for first_s, end_s in shot.hidden),
    )


def metres(low, high):
    return st.floats(low, high, allow_nan=False)


@st.composite
def shots(draw):
    """Give a shot: near enough to be short, with limits that matter about half of the time."""
    maybe = st.booleans()
    hidden, from_s = [], 0.0
    for _ in range(draw(st.integers(0, 2))):
        from_s += draw(metres(5.0, 60.0))
        until_s = from_s + draw(metres(2.0, 25.0))
        hidden.append((from_s, until_s))
        from_s = until_s
    crossing = draw(maybe)
    round_mps, range_min_m = draw(metres(650.0, 2_000.0)), draw(metres(0.0, 6e3))
    before_s = draw(metres(0.0, 20.0)) if draw(maybe) else 0.0
    return Shot(
        start_m=(draw(metres(-20e3, 20e3)), draw(metres(20e3, 40e3)), draw(metres(500.0, 9e3))),
        end_m=(
            (draw(metres(-30e3, 30e3)), draw(metres(-20e3, 5e3)), draw(metres(500.0, 9e3)))
            if crossing
            else (0.0, 0.0, 500.0)
        ),
        speed_mps=draw(metres(200.0, 600.0)),
        radar_m=(draw(metres(-3e3, 3e3)), draw(metres(-3e3, 3e3))) if draw(maybe) else (0.0, 0.0),
        round_mps=round_mps,
        range_min_m=range_min_m,
        range_max_m=draw(metres(5e3, 45e3)),
        alt_min_m=draw(metres(0.0, 4e3)) if draw(maybe) else 0.0,
        alt_max_m=draw(metres(2e3, 10e3)) if draw(maybe) else 30e3,
        earliest_s=draw(metres(0.0, 90.0)),
        before_s=before_s,
        coast_s=draw(metres(0.0, 15.0)) if draw(maybe) else 0.0,
        any_track=draw(st.sampled_from([False, False, False, True])),
        ballistic=draw(maybe),
        reach_m=draw(metres(5e3, 40e3)) if draw(maybe) else 1e6,
        lowest_rad=draw(metres(-0.1, 0.3)) if draw(maybe) else -HALF_TURN,
        highest_rad=draw(metres(0.2, 1.4)) if draw(maybe) else HALF_TURN,
        half_rad=draw(metres(0.2, 2.0)) if draw(maybe) else HALF_TURN,
        centre_rad=draw(metres(0.0, 6.28)),
        hidden=tuple(hidden),
    )


@examples(150)
@given(shots())
def test_the_planned_launch_is_the_earliest_that_a_search_finds(shot):
    launch_s, intercept_s, range_m = plan(shot)
    looser_s = search(moved(shot, -1.0))
    stricter_s = search(moved(shot, 1.0))
    assert looser_s - 2.0 * STEP_S <= launch_s <= stricter_s + 2.0 * STEP_S
    if launch_s < math.inf:
        assert launch_s >= shot.earliest_s
        assert range_m == pytest.approx(float(shot.view(intercept_s, (0.0, 0.0))[0]), abs=30.0)
        assert intercept_s - launch_s == pytest.approx(range_m / shot.round_mps, abs=0.05)


@given(
    range_m=metres(5e3, 100e3),
    speed_mps=metres(50.0, 900.0),
    round_mps=metres(300.0, 3_000.0),
    range_max_m=metres(1e3, 120e3),
    earliest_s=metres(0.0, 200.0),
)
def test_a_constant_round_against_a_straight_inbound_path_is_exact(
    range_m, speed_mps, round_mps, range_max_m, earliest_s
):
    shot = Shot(
        start_m=(0.0, range_m, 0.0),
        end_m=(0.0, 0.0, 0.0),
        speed_mps=speed_mps,
        round_mps=round_mps,
        range_min_m=500.0,
        range_max_m=range_max_m,
        earliest_s=earliest_s,
    )
    launch_s, intercept_s, met_m = plan(shot)
    # meets at range r: launched (R - r) / v - r / w after the start
    at_edge_s = (range_m - range_max_m) / speed_mps - range_max_m / round_mps
    expected_s = max(earliest_s, at_edge_s)
    expected_m = min(range_max_m, (range_m - speed_mps * expected_s) * round_mps / (speed_mps + round_mps))
    if expected_m < 500.0 - 1e-3:
        assert launch_s == math.inf
    elif expected_m > 500.0 + 1e-3:
        assert launch_s == pytest.approx(expected_s, rel=1e-9, abs=1e-9)
        assert met_m == pytest.approx(expected_m, rel=1e-9)
        assert range_m - speed_mps * intercept_s == pytest.approx(expected_m, rel=1e-9)


def test_gaps_are_bridged_up_to_the_coasting_time_and_no_longer():
    hidden = replace(Shot(), hidden=((20.0, 28.0),))
    assert plan(Shot())[0] == 0.0
    assert plan(hidden)[0] == 28.0
    assert plan(replace(hidden, coast_s=7.0))[0] == 28.0
    assert plan(replace(hidden, coast_s=8.0))[0] == 0.0


def test_support_that_ends_before_the_intercept_need_not_see_the_last_of_it():
    blind_at_the_end = replace(Shot(start_m=(0.0, 20_000.0, 3_000.0)), hidden=((25.0, 1e3),), earliest_s=15.0)
    assert plan(blind_at_the_end)[0] == math.inf
    assert plan(replace(blind_at_the_end, before_s=20.0))[0] == 15.0
    assert plan(replace(blind_at_the_end, any_track=True))[0] == 15.0
    assert plan(replace(blind_at_the_end, coast_s=20.0))[0] == 15.0


def by_table(level):
    """Return a round whose time of flight stands in tables with steps of a kilometre."""
    return filled(
        Interceptor.one(),
        flyout_mode=FLYOUT_TABLE,
        flyout_level=level,
        range_step_m=1_000.0,
        height_step_m=1_000.0,
    )


@given(
    level=metres(0.0, 1.0),
    ground_m=metres(0.0, 4_500.0),
    height_m=metres(-500.0, 3_500.0),
    seed=st.integers(0, 1_000),
)
def test_a_time_of_flight_is_linear_in_level_height_and_range(level, ground_m, height_m, seed):
    tables_s = np.random.default_rng(seed).uniform(1.0, 60.0, (2, 4, 5))
    found_s = flight_time_s(by_table(level), tables_s, math.nan, ground_m, height_m)
    if ground_m > 4_000.0 or height_m > 3_000.0:
        assert found_s == math.inf
    else:
        grid = (np.arange(2.0), 1e3 * np.arange(4.0), 1e3 * np.arange(5.0))
        expected_s = RegularGridInterpolator(grid, tables_s)((level, max(height_m, 0.0), ground_m))
        assert found_s == pytest.approx(float(expected_s), rel=1e-12)


def test_a_time_of_flight_beside_a_place_out_of_reach_is_infinite():
    tables_s = np.full((2, 3, 3), 10.0)
    tables_s[:, 2, 2] = np.inf
    row = by_table(0.0)
    assert flight_time_s(row, tables_s, 0.0, 1_500.0, 1_500.0) == math.inf
    assert flight_time_s(row, tables_s, 0.0, 500.0, 1_500.0) == 10.0
    assert flight_time_s(row, tables_s, 0.0, 2_000.0, 1_000.0) == 10.0
    assert flight_time_s(row, tables_s, 0.0, 1_000.0, 2_000.0) == 10.0
    assert flight_time_s(row, tables_s, 0.0, 2_000.0, 2_000.0) == math.inf


def test_a_time_of_flight_without_a_table_is_that_of_a_speed_or_is_given():
    by_speed = filled(Interceptor.one(), flyout_mode=CONSTANT_SPEED, flyout_level=800.0)
    assert flight_time_s(by_speed, NO_TABLES_S, 4_000.0, math.nan, math.nan) == 5.0
    given = filled(Interceptor.one(), flyout_mode=CONSTANT_TIME, flyout_level=12.5)
    assert flight_time_s(given, NO_TABLES_S, math.nan, math.nan, math.nan) == 12.5


@given(
    steps_s=st.lists(metres(0.1, 20.0), min_size=1, max_size=30),
    start=st.integers(0, 5),
    share=metres(-0.2, 1.3),
    cursor=st.integers(0, 40),
)
def test_the_node_found_is_the_last_at_or_before_the_time_that_has_a_successor(steps_s, start, share, cursor):
    t_s = np.concatenate([np.full(start, -1.0), [0.0], np.cumsum(steps_s)])
    nodes = Node.table(t_s.size)
    nodes["path_s"] = t_s
    cursor = start + cursor % len(steps_s)
    time_s = share * t_s[-1]
    before = [node for node in range(start, t_s.size - 1) if t_s[node] <= time_s]
    assert find_node(nodes, t_s.size, time_s, cursor) == max([cursor, *before])


def test_waiting_longer_never_brings_the_launch_forward():
    gap = replace(Shot(), hidden=((20.0, 28.0),), coast_s=5.0)
    assert plan(gap)[0] <= plan(replace(gap, earliest_s=23.1))[0]


def test_what_is_never_seen_is_never_shot_at():
    # the whole flight is shorter than the coasting time
    near = Shot(start_m=(0.0, 10_000.0, 500.0), end_m=(0.0, 0.0, 500.0), hidden=((0.0, 1e3),), coast_s=5.0)
    assert plan(replace(near, earliest_s=25.0))[0] == math.inf


@given(shots(), metres(0.0, 60.0))
def test_a_shot_that_can_be_made_later_can_be_found_earlier(shot, wait_s):
    later_s = plan(replace(shot, earliest_s=shot.earliest_s + wait_s))[0]
    assert plan(shot)[0] <= later_s + 1e-6


@pytest.mark.parametrize("before_s", [0.0, 3.0, 15.0])
def test_support_that_would_end_before_the_launch_delays_nothing(before_s):
    # comes into sight 20 s before it arrives; the flight lasts 4 s
    pops_up = replace(
        Shot(start_m=(0.0, 30_000.0, 500.0), end_m=(0.0, 0.0, 500.0), earliest_s=0.0, range_min_m=500.0),
        hidden=((0.0, 100.0),),
    )
    launch_s, intercept_s, _ = plan(replace(pops_up, before_s=before_s))
    assert launch_s == pytest.approx(100.0, abs=0.5)
    assert intercept_s == pytest.approx(104.0, abs=0.6)


@given(shots(), st.floats(0.0, 15.0))
def test_less_support_never_delays_a_launch(shot, less_s):
    needs_more = plan(shot)[0]
    assert plan(replace(shot, before_s=shot.before_s + less_s))[0] <= needs_more + 1e-6


@given(shots(), metres(0.0, 10.0))
def test_wider_limits_never_delay_a_launch(shot, more):
    narrower_s = plan(shot)[0]
    for change in (
        {"coast_s": shot.coast_s + more},
        {"range_max_m": shot.range_max_m + 1e3 * more},
        {"range_min_m": shot.range_min_m / (1.0 + more)},
        {"alt_max_m": shot.alt_max_m + 1e3 * more},
        {"reach_m": shot.reach_m + 1e3 * more},
        {"half_rad": min(shot.half_rad + 0.1 * more, HALF_TURN)},
        {"hidden": shot.hidden[:-1]},
        {"any_track": True},
    ):
        assert plan(replace(shot, **change))[0] <= narrower_s + 1e-6, change


@pytest.mark.parametrize("step_s", [0.5, 4.0, 16.0])
@pytest.mark.parametrize(
    ("start_up_m", "limits", "met_up_m"),
    [
        (45_000.0, {"alt_max_m": 20_000.0}, 20_000.0),
        (45_000.0, {"alt_max_m": 11_111.0}, 11_111.0),
        (45_000.0, {"alt_max_m": 20_000.0, "ballistic": True}, 20_000.0),
    ],
)
def test_a_descending_threat_is_met_at_the_ceiling_itself_whatever_the_nodes(
    step_s, start_up_m, limits, met_up_m
):
    shot = Shot(
        start_m=(0.0, 80_000.0, start_up_m),
        end_m=(0.0, 0.0, 0.0),
        speed_mps=1_600.0,
        round_mps=4_000.0,
        range_max_m=200e3,
        alt_max_m=30e3,
        step_s=step_s,
    )
    launch_s, intercept_s, range_m = plan(replace(shot, **limits))
    met_s = shot.last_s * (1.0 - met_up_m / start_up_m)
    met_m = math.hypot(80_000.0, start_up_m) * met_up_m / start_up_m
    assert intercept_s == pytest.approx(met_s, abs=1e-9)
    assert range_m == pytest.approx(met_m, rel=1e-12)
    assert launch_s == pytest.approx(met_s - met_m / 4_000.0, abs=1e-9)


def test_a_climbing_threat_is_met_where_it_leaves_the_floor():
    shot = Shot(
        start_m=(0.0, 60_000.0, 0.0),
        end_m=(0.0, 20_000.0, 400.0),
        round_mps=1e6,
        range_max_m=1e5,
        alt_min_m=25.0,
        step_s=8.0,
    )
    assert plan(shot)[1] == pytest.approx(shot.last_s * 25.0 / 400.0, rel=1e-9)


def test_a_threat_that_never_comes_below_the_ceiling_is_not_shot_at():
    assert plan(Shot(alt_max_m=2_999.0)) == (math.inf, math.inf, math.inf)
