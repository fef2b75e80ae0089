"""The launchers of a fire unit and its salvos against lists in Python."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.kernel.by_address import from_python
from skykeep.core.kernel.jit import kernel
from skykeep.core.raid.shots.launchers import link_launcher, ready_launcher, relink_launcher, take_round
from skykeep.core.raid.shots.salvo import loaded_rounds, next_load_s, rounds_at_hand, wanted_rounds
from skykeep.core.raid.state import Raid, new_raid
from skykeep.core.raid.world import World

from ....engine.small_cases import small_case

LINK, RELINK, TAKE = range(3)


@kernel()
def _act(world: World, raid: Raid, unit: int, number: int, what: int, launch_s: float) -> None:
    """Do one thing to a launcher."""
    if what == LINK:
        link_launcher(world, raid, unit, number)
    elif what == RELINK:
        relink_launcher(world, raid, unit, number)
    else:
        take_round(world, raid, unit, number, launch_s)


@kernel()
def _say(world: World, raid: Raid, unit: int, interceptor: int) -> tuple[int, int, int, float, int]:
    """Return all that is asked of a fire unit and a type of round."""
    return (
        ready_launcher(world, raid, unit, interceptor),
        loaded_rounds(world, raid, unit, interceptor),
        rounds_at_hand(world, raid, unit, interceptor),
        next_load_s(world, raid, unit, interceptor),
        wanted_rounds(raid, world.doctrine[unit, 0], unit, 0),
    )


# what unpacks a world and a raid takes longer to compile than the kernels: so there are two, not eight
act, say = from_python(_act), from_python(_say)

PER_UNIT = 4
UNIT = 1
OWN = range(PER_UNIT, 2 * PER_UNIT)
"""Launchers of the second of two fire units."""

groups = st.lists(
    st.fixed_dictionaries(
        {
            "interceptor": st.integers(0, 1),
            "rounds": st.integers(0, 3),
            "interval_s": st.sampled_from([0.0, 2.0, 5.0]),
            "reload_s": st.sampled_from([10.0, 30.0]),
            "reload_sets": st.integers(0, 2),
        }
    ),
    min_size=2 * PER_UNIT,
    max_size=2 * PER_UNIT,
)


def loaded(rows):
    """Return a world with these launchers, and a raid in which all are loaded."""
    case = small_case(units=2, launchers=PER_UNIT, launcher=rows)
    world, raid = case.world(0), new_raid(case)
    for unit in range(2):
        ends = len(rows) + unit
        raid.launchers[ends].after = raid.launchers[ends].before = ends
        for number in range(unit * PER_UNIT, (unit + 1) * PER_UNIT):
            state, given_row = raid.launchers[number], world.launchers[number]
            state.rounds, state.reload_sets = given_row.rounds, given_row.reload_sets
            state.ready_s = 0.0 if state.rounds > 0 else math.inf
            state.reloaded_s = 0.0 if state.rounds > 0 else math.inf
            state.emptied_s = math.inf if state.rounds > 0 else -math.inf
            act(world, raid, unit, number, LINK, 0.0)
    return world, raid


def in_order(raid, unit):
    """Return the launchers of a fire unit as they are linked, and the same read backwards."""
    ends = 2 * PER_UNIT + unit
    forwards, number = [], raid.launchers[ends].after
    while number != ends:
        forwards.append(int(number))
        number = raid.launchers[number].after
    backwards, number = [], raid.launchers[ends].before
    while number != ends:
        backwards.append(int(number))
        number = raid.launchers[number].before
    return forwards, backwards[::-1]


@given(groups, st.lists(st.tuples(st.integers(0, 1), st.floats(0.0, 4.0)), max_size=25))
def test_rounds_are_taken_from_the_launcher_that_is_ready_first_ties_by_number(rows, steps):
    world, raid = loaded(rows)
    model = {
        number: {
            "ready": 0.0 if row["rounds"] else math.inf,
            "left": row["rounds"],
            "sets": row["reload_sets"],
        }
        for number, row in enumerate(rows)
    }
    now_s, fired = 0.0, 0
    for kind, wait_s in steps:
        now_s += wait_s
        own = [(model[number]["ready"], number) for number in OWN if rows[number]["interceptor"] == kind]
        ready_s, expected = min(own, default=(math.inf, -1))
        found = say(world, raid, UNIT, kind)[0]
        assert found == (expected if ready_s < math.inf else -1)
        if found < 0:
            continue
        launch_s = max(now_s, ready_s)
        act(world, raid, UNIT, found, TAKE, launch_s)
        fired += 1
        row, mine = rows[found], model[found]
        mine["left"] -= 1
        mine["ready"] = launch_s + row["interval_s"]
        if mine["left"] == 0:
            mine["ready"] = launch_s + row["reload_s"] if mine["sets"] else math.inf
            mine["left"] = row["rounds"] if mine["sets"] else 0
            mine["sets"] = max(mine["sets"] - 1, 0)
        assert raid.launchers[found].ready_s == mine["ready"]
        assert raid.launchers[found].rounds == mine["left"]
        order = sorted(OWN, key=lambda number: (model[number]["ready"], number))
        assert in_order(raid, UNIT) == (order, order)
    first = [number for number in range(PER_UNIT) if rows[number]["rounds"]]
    empty = [number for number in range(PER_UNIT) if not rows[number]["rounds"]]
    assert in_order(raid, 0)[0] == [*first, *empty]
    loads = sum(row["rounds"] for number, row in enumerate(rows) if number in OWN)
    on_launchers = sum(raid.launchers[number].rounds for number in OWN)
    assert loads + raid.units[UNIT].rounds_loaded - fired == on_launchers


def test_a_launcher_that_is_ready_at_another_time_moves_to_its_place():
    world, raid = loaded([{"rounds": 2}] * 2 * PER_UNIT)
    raid.launchers[5].ready_s = 3.0
    act(world, raid, UNIT, 5, RELINK, 0.0)
    assert in_order(raid, UNIT)[0] == [4, 6, 7, 5]
    raid.launchers[4].ready_s = 3.0
    act(world, raid, UNIT, 4, RELINK, 0.0)
    assert in_order(raid, UNIT)[0] == [6, 7, 4, 5]
    raid.launchers[5].ready_s = 0.0
    act(world, raid, UNIT, 5, RELINK, 0.0)
    assert in_order(raid, UNIT) == ([5, 6, 7, 4],) * 2


@given(groups, st.lists(st.tuples(st.integers(0, 3), st.floats(0.0, 50.0)), max_size=4), st.floats(0.0, 50.0))
def test_rounds_loaded_are_those_at_hand_and_those_of_loads_to_come(rows, loading, now_s):
    world, raid = loaded(rows)
    raid.progress.now_s = now_s
    for number, until_s in loading:
        raid.launchers[PER_UNIT + number].reloaded_s = until_s
    for kind in (0, 1):
        mine = [number for number in OWN if rows[number]["interceptor"] == kind]
        to_come = [number for number in mine if raid.launchers[number].reloaded_s > now_s]
        whole = sum(rows[number]["rounds"] for number in mine)
        _, loaded_now, ready_now, load_s, _ = say(world, raid, UNIT, kind)
        assert loaded_now == whole
        at_hand = whole - sum(rows[number]["rounds"] for number in to_come)
        assert ready_now == at_hand
        loads_s = [raid.launchers[number].reloaded_s for number in to_come]
        assert load_s == min(loads_s, default=math.inf)


@pytest.mark.parametrize(("salvos", "wanted"), [(0, 3), (1, 2), (5, 2)])
def test_the_first_salvo_is_as_large_as_doctrine_says_and_so_are_those_after_it(salvos, wanted):
    case = small_case(units=2)
    case.doctrine["salvo_size"][0, UNIT], case.doctrine["later_salvo_size"][0, UNIT] = 3, 2
    raid = new_raid(case)
    raid.engagements[UNIT, 0].salvos = salvos
    assert say(case.world(0), raid, UNIT, 0)[-1] == wanted
    assert say(case.world(0), raid, 0, 0)[-1] == 1
