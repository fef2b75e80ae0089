"""What must hold in every engagement: balances, channels, tracking, replay, re-entry, no trace of the JIT."""

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from skykeep.catalogue import load_catalogue
from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.core.raid.account.results import new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import new_log, new_raid
from skykeep.core.raid.vocabulary.codes import DONE, LOG_FULL, TIME_LIMIT
from skykeep.engine import plain_legend, raid_table, replay_raid, run_worlds, threat_table
from skykeep.scenario.file import read_scenario
from skykeep.study.prepare import prepare

from ..examples import examples

GOLDEN = Path(__file__).parents[1] / "golden" / "small-mixed.toml"
REPLICATIONS = 12

defences = st.builds(
    AbstractDefence,
    launchers=st.integers(1, 4),
    rounds_per_launcher=st.integers(1, 5),
    kill_p=st.floats(0.0, 1.0),
    channels=st.integers(1, 5),
    salvo_size=st.integers(1, 3),
    max_salvos=st.integers(0, 3),
    partial_salvo=st.booleans(),
    launch_interval_s=st.floats(0.0, 10.0),
    assessment_s=st.floats(0.0, 20.0),
    interceptor_speed_mps=st.floats(300.0, 2000.0),
    range_max_m=st.floats(5_000.0, 100_000.0),
    range_min_m=st.floats(0.0, 4_000.0),
    track_raid_p=st.floats(0.5, 1.0),
    track_target_p=st.floats(0.3, 1.0),
    common_kill_p=st.floats(0.3, 1.0),
    missed_kill_p=st.floats(0.0, 0.5),
    false_kill_p=st.floats(0.0, 0.5),
)


@st.composite
def cases(draw):
    """Give a textbook case, its seed and its number of threats drawn too."""
    threats = draw(st.integers(1, 12))
    start_s = np.array(draw(st.lists(st.floats(0.0, 60.0), min_size=threats, max_size=threats)))[None]
    delay_s = np.array(draw(st.lists(st.floats(0.0, 200.0), min_size=threats, max_size=threats)))[None]
    raid = AbstractRaid(
        threats=threats,
        range_m=draw(st.floats(20_000.0, 120_000.0)),
        speed_mps=draw(st.floats(80.0, 900.0)),
        start_s=start_s,
        ready_s=start_s + delay_s,
        spacing_mean_s=draw(st.sampled_from([0.0, 5.0])),
    )
    return abstract_case(draw(defences), raid, seed=draw(st.integers(0, 2**40)), worlds=1)


def compiled(**study):
    scenario = read_scenario(GOLDEN)
    return prepare(replace(scenario, study=replace(scenario.study, **study)), load_catalogue())


def columns_of(case, legend, replications=REPLICATIONS):
    batch = run_worlds(case, 0, case.units.shape[0], replications=replications)
    raids, threats = raid_table(case, legend, batch), threat_table(legend, batch)
    return (
        {name: raids[name].to_numpy() for name in raids.column_names},
        threats.to_pylist(),
        batch,
    )


def check_balances(raids, threats, real, rounds_per_load):
    """Everything launched has one end, every leaker one reason, every round one place."""
    assert np.array_equal(
        raids["killed"] + raids["leakers"] + raids["aborted"], np.full(len(raids["killed"]), real)
    )
    ledger = sum(raids[name] for name in raids if name.startswith("ledger_"))
    assert np.array_equal(ledger, raids["leakers"])
    assert np.array_equal(raids["rounds_fired"] + raids["rounds_left"], raids["rounds_loaded"])
    fired = sum(raids[name] for name in raids if name.startswith("fired_"))
    assert np.array_equal(fired, raids["rounds_fired"])
    assert np.all(raids["engaged"] + raids["leakers"] - raids["engaged_leakers"] <= real)
    shots = np.array([row["shots"] for row in threats])
    assert shots.sum() == raids["rounds_fired"].sum()
    assert np.all(raids["rounds_loaded"] % rounds_per_load == 0)
    for row in threats:
        assert (row["reason"] is not None) <= (row["outcome"] == "leaked")
        if row["shots"]:
            assert row["ready_s"] is not None, "engaged and never tracked"


@examples(60)
@given(cases())
def test_threats_and_rounds_balance_and_nothing_untracked_is_engaged(case):
    raids, threats, _ = columns_of(case, plain_legend(case))
    check_balances(raids, threats, case.threats.shape[0], int(case.launchers["rounds"][0, 0]))


def test_a_raid_over_ground_with_decoys_reloads_and_lost_radars_balances_too():
    prepared = compiled(worlds=40)
    raids, threats, _ = columns_of(prepared.case, prepared.legend)
    real = [row for row in threats if "decoy" not in row["threat_class"]]
    assert len(real) == 9 * len(raids["killed"])
    check_balances(raids, threats, 9, 4)
    assert raids["radars_lost"].sum() > 0
    assert (raids["rounds_loaded"] > 12).any()


def check_events(events, case):
    """Channels, missile channels and tracks as the log of one raid shows them."""
    ready_s, salvos, rounds = {}, [], []
    open_salvo = {}
    shots = {}
    for event in events:
        key = (event["unit"], event["threat"])
        name, time_s = event["event"], event["time_s"]
        if name == "ready":
            ready_s[key] = time_s
        elif name == "launch":
            assert time_s >= ready_s[key], "shot at before it could be engaged"
            open_salvo.setdefault(key, time_s)
            shots.setdefault(key, []).append(time_s)
        elif name in ("kill", "miss", "wasted"):
            launched_s = shots[key].pop(0)
            assert time_s >= launched_s
            rounds += [(launched_s, 1, key[0]), (time_s, -1, key[0])]
        elif name.startswith("assessed"):
            salvos += [(open_salvo.pop(key), 1, key[0]), (time_s, -1, key[0])]
    names = plain_legend(case).units
    for number, unit in enumerate(names):
        for changes, channels in ((salvos, "target_channels"), (rounds, "missile_channels")):
            busy = 0
            for _, change, owner in sorted(changes):
                if owner == unit:
                    busy += change
                    assert busy <= case.units[channels][0, number]


@examples(40)
@given(cases(), st.integers(0, 3))
def test_no_channel_is_used_twice_and_a_replay_is_the_raid_of_the_batch(case, replication):
    replayed = replay_raid(case, 0, replication)
    check_events(replayed.events.to_pylist(), case)
    batch = run_worlds(case, 0, 1, replications=4)
    threats = batch.results.threats[replication]
    assert np.array_equal(threats["outcome"], replayed.threat_outcome)
    assert np.array_equal(threats["reason"], replayed.threat_reason)
    assert np.array_equal(threats["shots"], replayed.threat_shots)


def test_channels_and_missile_channels_hold_over_ground_and_events_are_in_order():
    prepared = compiled(worlds=30)
    turns = 0
    for world in range(30):
        case = prepared.case
        one_world = case._replace(units=case.units[world : world + 1])
        events = replay_raid(case, world, 1).events.to_pylist()
        check_events(events, one_world)
        assert all(first["time_s"] <= second["time_s"] for first, second in pairwise(events))
        turns += sum(event["event"] == "turn" for event in events)
    assert turns > 0


def advanced(case, world, replication, limits_s, rows):
    """Return a raid that is advanced in steps of time, and its log, which grows as it fills."""
    raid, results = new_raid(case)._replace(log=new_log(rows)), new_results(case, 1)
    alone = range(replication, replication + 1)
    for until_s in limits_s:
        code = run_raids(case, world, alone, 0, until_s, raid, results)
        while code not in (DONE, TIME_LIMIT):
            assert code == LOG_FULL
            longer = new_log(len(raid.log) + 100)
            longer[: len(raid.log)] = raid.log
            raid = raid._replace(log=longer)
            code = run_raids(case, world, alone, 0, until_s, raid, results)
        if code == DONE:
            break
    return raid, raid.log[: raid.progress.logged]


@examples(30)
@given(cases(), st.lists(st.floats(0.0, 600.0), max_size=8))
def test_a_raid_in_pieces_with_a_log_that_grows_is_the_raid_in_one_piece(case, limits_s):
    whole, log = advanced(case, 0, 2, [np.inf], 5_000)
    pieces, grown = advanced(case, 0, 2, [*sorted(limits_s), np.inf], 1)
    assert log.tobytes() == grown.tobytes()
    for name in ("threats", "units", "launchers", "engagements"):
        assert getattr(whole, name).tobytes() == getattr(pieces, name).tobytes(), name
    assert whole.shots[: whole.progress.shots].tobytes() == pieces.shots[: pieces.progress.shots].tobytes()


def test_a_batch_does_not_depend_on_how_worlds_are_cut():
    case = compiled(worlds=9).case
    whole = run_worlds(case, 0, 9, replications=5).results
    parts = [run_worlds(case, first, end, replications=5).results for first, end in ((0, 2), (2, 3), (3, 9))]
    for name in whole._fields:
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert getattr(whole, name).tobytes() == joined.tobytes(), name


def test_worlds_and_replications_that_are_added_leave_the_first_as_they_were():
    few, many = compiled(worlds=3).case, compiled(worlds=8).case
    first = run_worlds(few, 0, 3, replications=2).results.raids.reshape(3, 2)
    more = run_worlds(many, 0, 8, replications=6).results.raids.reshape(8, 6)
    assert np.array_equal(first, more[:3, :2])


_WITHOUT_JIT = """
import pickle, sys
from pathlib import Path
from numba import config
from skykeep.engine import replay_raid, run_worlds
assert config.DISABLE_JIT == 1
case = pickle.loads(Path(sys.argv[1]).read_bytes())
found = run_worlds(case, 0, 2, replications=2).results
tables = {name: table.tobytes() for name, table in found._asdict().items()}
Path(sys.argv[2]).write_bytes(pickle.dumps(tables))
print(replay_raid(case, 1, 1).events.to_pylist())
"""


def test_the_interpreted_kernel_gives_the_same_bits(tmp_path):
    case = compiled(worlds=2).case
    (tmp_path / "case").write_bytes(pickle.dumps(case))
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_JIT, str(tmp_path / "case"), str(tmp_path / "results")],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    found = run_worlds(case, 0, 2, replications=2).results
    stored = pickle.loads((tmp_path / "results").read_bytes())
    for name, table in found._asdict().items():
        assert stored[name] == table.tobytes(), name
    assert found.raids["leakers"].sum() > 0
    assert done.stdout.strip() == str(replay_raid(case, 1, 1).events.to_pylist())
