"""What must hold in every raid of mixed threats on several fire units, read off the events of its replay."""

import itertools
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.raid.vocabulary.codes import KILLED, UNLIMITED
from skykeep.engine import plain_legend, raid_table, replay_raid, run_worlds, threat_table

from ..examples import examples
from ..unit.engine.small_cases import BOTH, Threat, small_case

FOREVER_S = 1e9
EDGE_S = 1e-6
SHOT_AT = {"missed", "held_by_doctrine", "judged_dead", "unit_lost"}


def often(strategy, plain):
    """Give a plain value as often as a drawn one."""
    return st.just(plain) | strategy


@st.composite
def threats(draw, units):
    """Give a threat from anywhere to the units or past them, real or decoy, at the town or at a radar."""
    bearing_rad = draw(st.floats(0.0, 6.28))
    start_m = draw(st.floats(40e3, 90e3))
    end_m = draw(often(st.tuples(st.floats(-20e3, 20e3), st.floats(-20e3, 20e3)), (0.0, 0.0)))
    first_s = draw(often(st.floats(0.0, 300.0), -np.inf))
    row = [("delay_s", draw(st.floats(0.0, 120.0)))]
    decoy = draw(st.sampled_from([False, False, False, True]))
    if decoy:
        row.append(("decoy", True))
    elif draw(st.booleans()):
        row.append(("imitated", True))
    aborted = draw(st.sampled_from([False, False, False, True]))
    if not decoy and not aborted and draw(st.booleans()):
        row.append(("aim_unit", draw(st.integers(0, units - 1))))
    return Threat(
        start_m=(start_m * math.sin(bearing_rad), start_m * math.cos(bearing_rad)),
        end_m=end_m,
        speed_mps=draw(st.sampled_from([90.0, 250.0, 600.0])),
        height_m=draw(st.sampled_from([50.0, 1_000.0, 12_000.0])),
        step_s=5.0,
        seen=((first_s, np.inf, BOTH),),
        aborted=aborted,
        row=tuple(row),
    )


unit_rows = st.fixed_dictionaries(
    {
        "target_channels": st.sampled_from([1, 2, 6]),
        "missile_channels": st.sampled_from([1, 2, 12, UNLIMITED]),
        "partial_salvo": st.booleans(),
        "max_salvos": st.sampled_from([0, 1, 2]),
        "slew_when_engaged": st.booleans(),
        "slew_rate_radps": st.sampled_from([0.02, 0.5, 3.0]),
        "assessment_s": st.sampled_from([0.0, 5.0, 40.0]),
        "reaction_s": st.sampled_from([0.0, 10.0, 60.0]),
        "facing_rad": st.floats(0.0, 6.28),
    }
)
launcher_rows = st.fixed_dictionaries(
    {
        "rounds": st.sampled_from([1, 2, 4]),
        "interval_s": st.sampled_from([0.0, 3.0, 20.0]),
        "reload_s": st.sampled_from([30.0, 300.0]),
        "reload_sets": st.sampled_from([0, 0, 1, 2]),
    }
)
round_rows = st.fixed_dictionaries(
    {
        "range_max_m": st.sampled_from([15e3, 50e3]),
        "alt_min_agl_m": st.sampled_from([0.0, 0.0, 100.0]),
        "alt_max_msl_m": st.sampled_from([5e3, 30e3]),
        "any_track": st.sampled_from([False, False, True]),
        "coast_s": st.sampled_from([0.0, 4.0]),
        "kill_p": st.sampled_from([0.0, 0.5, 1.0]),
    }
)
chances = st.fixed_dictionaries(
    {
        "track_target": st.sampled_from([0.7, 1.0]),
        "common_kill": st.sampled_from([0.7, 1.0]),
        "missed_kill": st.sampled_from([0.0, 0.3]),
        "false_kill": st.sampled_from([0.0, 0.3]),
        "decoy_recognised": st.sampled_from([0.0, 0.5]),
        "taken_for_decoy": st.sampled_from([0.0, 0.3]),
    }
)


@st.composite
def cases(draw):
    """Give up to three fire units with two kinds of round each, against up to eight threats."""
    units = draw(st.integers(1, 3))
    launchers = draw(st.integers(1, 3))
    rows = [draw(launcher_rows) for _ in range(units * launchers)]
    kinds = [draw(st.integers(0, 1)) + 2 * (number // launchers) for number in range(len(rows))]
    orders = st.sampled_from([(0, 1), (1, 0), (0, -1)])
    doctrine = []
    for number in range(units):
        choices = [2 * number + kind if kind >= 0 else -1 for kind in draw(orders)]
        doctrine.append([[draw(st.integers(1, 3)), draw(st.sampled_from([0, 0, 0, 1])), *choices]])
    sector = {"sector_half_rad": draw(st.sampled_from([0.6, 1.5, np.pi]))}
    return small_case(
        *draw(st.lists(threats(units), min_size=1, max_size=8)),
        units=units,
        unit=[draw(unit_rows) for _ in range(units)],
        engagement=sector,
        launchers=launchers,
        launcher=[row | {"interceptor": kind} for row, kind in zip(rows, kinds, strict=True)],
        rounds=[draw(round_rows) for _ in range(2 * units)],
        doctrine=doctrine,
        luck=draw(chances),
        seed=draw(st.integers(0, 2**40)),
    )


@examples(60)
@given(cases())
def test_threats_rounds_and_reasons_balance(case):
    batch = run_worlds(case, 0, 1, replications=4)
    raids = raid_table(case, plain_legend(case), batch).to_pylist()
    decoys = case.threats["decoy"]
    rows = threat_table(plain_legend(case), batch).to_pylist()
    by_raid = [list(group) for _, group in itertools.groupby(rows, key=lambda row: row["replication"])]
    sets = 1 + case.launchers["reload_sets"][0]
    loads = int(np.sum(sets * case.launchers["rounds"][0]))
    for raid, ends in zip(raids, by_raid, strict=True):
        real = [end for end, decoy in zip(ends, decoys, strict=True) if not decoy]
        assert raid["killed"] + raid["leakers"] + raid["aborted"] == len(real)
        for name in ("killed", "leaked", "aborted"):
            count = "leakers" if name == "leaked" else name
            assert raid[count] == sum(end["outcome"] == name for end in real)
        ledger = {name.removeprefix("ledger_"): raid[name] for name in raid if name.startswith("ledger_")}
        assert sum(ledger.values()) == raid["leakers"]
        for reason, count in ledger.items():
            assert count == sum(end["reason"] == reason for end in real)
        assert raid["rounds_fired"] + raid["rounds_left"] == raid["rounds_loaded"]
        assert raid["rounds_loaded"] + raid["rounds_reloading"] <= loads
        assert raid["rounds_fired"] == sum(end["shots"] for end in ends)
        for end, decoy in zip(ends, decoys, strict=True):
            assert (end["reason"] is not None) == (end["outcome"] == "leaked" and not decoy)
            if end["reason"] == "missed":
                assert end["shots"] > 0
            if end["shots"] > 0:
                assert end["reason"] in {*SHOT_AT, None}
                assert end["ready_s"] < end["ended_s"] + EDGE_S or end["outcome"] == "killed"
            assert end["outcome"] != "killed" or end["shots"] > 0


def salvos_of(events):
    """Return (unit, threat, launches, intercepts, assessed) of each salvo, in order of assessment."""
    shots, salvos, lost = {}, [], set()
    for event in events:
        key = event["unit"], event["threat"]
        if event["event"] == "radar_lost":
            lost.add(event["unit"])
        elif event["event"] == "launch":
            shots.setdefault(key, ([], []))[0].append(event["time_s"])
        elif event["event"] in ("kill", "miss", "wasted"):
            shots[key][1].append(event["time_s"])
        elif event["event"].startswith("assessed"):
            launches, intercepts = shots.pop(key)
            assert len(launches) == len(intercepts)
            salvos.append((*key, launches, intercepts, event["time_s"]))
    assert not shots, "a salvo that nobody assessed"
    return salvos


def most_at_once(spans):
    """Return how many spans overlap at most; one that ends when another begins does not overlap it."""
    changes = sorted([(first, 1) for first, _ in spans] + [(end, -1) for _, end in spans])
    return max(itertools.accumulate(change for _, change in changes), default=0)


def seen_from(case, threat, time_s):
    """Return the azimuth of a threat at a time."""
    nodes = slice(case.paths[threat].first_node, case.paths[threat].end_node)
    path_s = time_s - case.threats["delay_s"][threat]
    azimuth_rad = np.unwrap(case.sights["azimuth_rad"][0, nodes])
    return float(np.interp(path_s, case.nodes["path_s"][nodes], azimuth_rad))


@examples(60)
@given(cases())
def test_channels_launchers_sectors_and_turns_hold_at_every_moment(case):
    replayed = replay_raid(case, 0, 1)
    events = replayed.events.to_pylist()
    salvos = salvos_of(events)
    for number, unit in enumerate(plain_legend(case).units):
        columns = case.units[0, number]
        own = [salvo for salvo in salvos if salvo[0] == unit]
        rounds = [span for salvo in own for span in zip(salvo[2], salvo[3], strict=True)]
        engaged = [(salvo[2][0], salvo[4]) for salvo in own]
        assert most_at_once(engaged) <= columns["target_channels"]
        assert most_at_once(rounds) <= columns["missile_channels"]
        mine = case.launchers[0, columns.first_launcher : columns.end_launcher]
        shortest_s = mine["interval_s"].min()
        busy = [(launched_s, launched_s + shortest_s - EDGE_S) for launched_s, _ in rounds]
        if shortest_s > 0.0:
            assert most_at_once(busy) <= len(mine)
        check_turns(case, number, events, own, engaged)
    for threat in plain_legend(case).threats:
        at_it = [(salvo[2][0], salvo[4]) for salvo in salvos if salvo[1] == threat]
        assert most_at_once(at_it) <= 1, "two fire units at one threat"


def check_turns(case, number, events, salvos, engaged):
    """A sector turns at its rate, not while the unit is engaged unless it may, and holds every shot."""
    columns = case.units[0, number]
    unit = plain_legend(case).units[number]
    half_rad = case.radars[0, columns.radar].sector_half_rad
    centre_rad, faced_s = columns["facing_rad"], -FOREVER_S
    turns = [(-FOREVER_S, centre_rad, -FOREVER_S)]
    for event in events:
        if event["event"] != "turn" or event["unit"] != unit:
            continue
        assert event["time_s"] >= faced_s - EDGE_S, "turns again while it turns"
        if not columns["slew_when_engaged"]:
            assert not any(first + EDGE_S < event["time_s"] < end - EDGE_S for first, end in engaged)
        turn_rad = abs((event["azimuth_rad"] - centre_rad + math.pi) % (2.0 * math.pi) - math.pi)
        centre_rad = event["azimuth_rad"]
        faced_s = event["time_s"] + turn_rad / columns["slew_rate_radps"]
        turns.append((event["time_s"], centre_rad, faced_s))
    assert half_rad < math.pi or len(turns) == 1
    for _, threat, launches, _, _ in salvos:
        begun_s, centre_rad, faced_s = max(turn for turn in turns if turn[0] < launches[0] - EDGE_S)
        if begun_s > -FOREVER_S:
            assert launches[0] >= faced_s - EDGE_S, "launched while the radar turned"
        needs_no_radar = case.interceptors["any_track"][0].any()
        if half_rad < math.pi and not needs_no_radar and not columns["slew_when_engaged"]:
            azimuth_rad = seen_from(case, int(threat.split("-")[1]), launches[0])
            turn_rad = abs((azimuth_rad - centre_rad + math.pi) % (2.0 * math.pi) - math.pi)
            assert turn_rad <= half_rad + 0.35, "launched where the radar does not look"


@examples(60)
@given(cases())
def test_outcomes_are_those_of_the_events(case):
    replayed = replay_raid(case, 0, 2)
    events = replayed.events.to_pylist()
    lost = any(event["event"] == "radar_lost" for event in events)
    for number, threat in enumerate(plain_legend(case).threats):
        own = [event for event in events if event["threat"] == threat]
        assert sum(event["event"] == "launch" for event in own) == replayed.threat_shots[number]
        ready = {event["unit"] for event in own if event["event"] == "ready"}
        assert {event["unit"] for event in own if event["event"] == "launch"} <= ready
        kills_s = [event["time_s"] for event in own if event["event"] == "kill"]
        killed = replayed.threat_outcome[number] == KILLED
        assert kills_s or not killed
        if not lost:
            assert killed == bool(kills_s)
        for event in own:
            if event["event"].startswith("assessed") and not lost:
                assert event["dead"] == (min(kills_s, default=FOREVER_S) <= event["time_s"])


def turned(case, angle_rad):
    """Return the case with every path and every sector turned about the place of the fire units."""
    sights, units = case.sights.copy(), case.units.copy()
    for table, column in ((sights, "azimuth_rad"), (units, "facing_rad")):
        table[column] = (table[column] + angle_rad) % (2.0 * math.pi)
    return case._replace(sights=sights, units=units)


@examples(60)
@given(cases(), st.floats(0.0, 6.28))
def test_turning_everything_changes_nothing(case, angle_rad):
    as_it_was = run_worlds(case, 0, 1, replications=3).results
    found = run_worlds(turned(case, angle_rad), 0, 1, replications=3).results
    for column in ("outcome", "reason", "shots"):
        assert np.array_equal(found.threats[column], as_it_was.threats[column])
    for column in found.raids.dtype.names:
        assert np.array_equal(found.raids[column], as_it_was.raids[column])
    assert np.array_equal(found.ledger, as_it_was.ledger)
