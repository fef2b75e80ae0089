"""What must hold in every raid, whatever is on: posts that assign, links, rules, duties of radars, radar
effects, recognition, traffic, losses, repair, moves and supply, waves, shared luck.

Raids are those made at random for the twin. Here the engine alone is held to balances and orders, to the same
bytes for whoever plays, and to the bits of its own interpreted kernel.
"""

import os
import pickle
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.kernel.bit_set import WORD_BITS
from skykeep.core.raid.identity.sides import real_threats
from skykeep.core.raid.vocabulary.codes import NOT_FIRED, OUTCOME_NAMES, UNLIMITED
from skykeep.core.raid.vocabulary.kinds import LOG_NAMES
from skykeep.core.raid.vocabulary.reasons import NO_REASON
from skykeep.engine import run_worlds
from skykeep.engine.batch import repeat_world
from skykeep.engine.replay import play_raid

from ..examples import examples
from ..reference.twin.random_scenes import FEATURES, Sizes, random_case

DUTIES = {"alone", "dwell", "passive", "remote", "room", "silence", "turns"}
LOSSES = {"aims", "failures", "moves", "repair", "strikers", "transloaders"}
BEYOND_SIGHT = {"bending", "mirror"}
CALM = frozenset(FEATURES) - DUTIES - LOSSES - BEYOND_SIGHT - {"policies", "recognition", "traffic"}
"""Nothing of the defence is hit, lost or silent, nobody waits for what a post believes, and no effect helps a
radar."""
sizes = st.builds(
    Sizes,
    seed=st.integers(0, 2**32),
    units=st.integers(1, 3),
    threats=st.integers(1, 8),
    on=st.frozensets(st.sampled_from(FEATURES), min_size=len(FEATURES) // 2),
)


whatever_is_on = given(size=sizes)


def happened(played):
    """Yield time, name, place and threat of each entry of a log."""
    for entry in played.entries:
        yield entry.time_s, LOG_NAMES[entry.kind], int(entry.place), int(entry.threat)


def rounds_supplied(case):
    """Return the rounds on all launchers of a case, with all loads that they may get; a load that launchers
    share is as large as the largest of them."""
    rounds = 0
    for number, unit in enumerate(case.units[0]):
        own = case.launchers[0, unit.first_launcher : unit.end_launcher]
        rounds += own["rounds"].sum()
        supply = case.wear.supply[0, number] if case.wear is not None and case.wear.supply.size else None
        if supply is None or supply.transloaders == 0:
            rounds += (own["rounds"] * own["reload_sets"]).sum()
        else:
            stock = supply.stock if supply.stock >= 0 else own["reload_sets"].sum()
            rounds += own["rounds"].max() * (stock + supply.depot)
    return rounds


@examples(60)
@whatever_is_on
def test_threats_and_rounds_balance(size):
    case = random_case(size)
    played = play_raid(case, 0, 0)
    raid, threats = played.results.raids[0], played.results.threats[0]
    outcomes = Counter(OUTCOME_NAMES[row.outcome] for row in threats[real_threats(case.threats)])
    assert outcomes["in_flight"] == 0
    assert (outcomes["killed"], outcomes["leaked"], outcomes["aborted"]) == (
        raid.killed,
        raid.leakers,
        raid.aborted,
    )
    assert played.results.ledger[0].sum() == raid.leakers
    fired = played.results.rounds_fired[0].sum()
    assert fired == threats["shots"].sum() == len(played.shots)
    assert fired + raid.rounds_left + raid.rounds_lost == raid.rounds_loaded
    assert raid.rounds_loaded + raid.rounds_reloading <= rounds_supplied(case)
    held = played.raid.launchers["rounds"][: case.launchers.shape[1]]
    assert np.all((held >= 0) & (held <= case.launchers[0]["rounds"]))
    layers = played.results.layers[0]
    assert layers["fired"].sum() == fired
    assert layers["killed"].sum() == raid.killed
    assert np.all(layers["passed"] + layers["killed"] == layers["arrived"])
    assert np.all(layers["engaged"] <= layers["arrived"])


@examples(60)
@whatever_is_on
def test_channels_are_never_overdrawn_and_end_free(size):
    case = random_case(size)
    played = play_raid(case, 0, 0)
    busy = Counter()
    for _, name, unit, _ in happened(played):
        if name == "ordered":
            busy[unit] += 1
            assert busy[unit] <= case.units[0, unit].target_channels
        elif name in ("assessed_dead", "assessed_alive", "held_back"):
            busy[unit] -= 1
    assert not any(busy.values())
    ready = played.raid.units["channels_ready"]
    assert played.raid.units["channels_free"].tolist() == ready.tolist()
    counted = case.units[0]["missile_channels"] < UNLIMITED
    missiles = played.raid.units[["missiles_free", "missile_channels_ready"]][counted]
    assert missiles["missiles_free"].tolist() == missiles["missile_channels_ready"].tolist()


@examples(60)
@whatever_is_on
def test_missile_channels_hold_every_round_from_its_order_until_its_salvo_has_met(size):
    case = random_case(size)
    played = play_raid(case, 0, 0)
    for unit, given_unit in enumerate(case.units[0]):
        own = [shot for shot in played.shots if shot.unit == unit]
        for shot in own:
            flying = [other for other in own if other.launch_s <= shot.launch_s < other.intercept_s]
            assert len(flying) <= given_unit.missile_channels


@examples(60)
@whatever_is_on
def test_what_nothing_keeps_for_good_is_in_the_set_of_it_by_rank(size):
    hold_unkept_to_what_keeps(play_raid(random_case(size), 0, 0).raid)


def test_threats_that_change_ranks_take_along_what_keeps_units_from_them():
    for seed in range(80):
        asked = Sizes(seed=seed, units=2, threats=8, on=frozenset({"known_places", "rules"}))
        hold_unkept_to_what_keeps(play_raid(random_case(asked), 0, 0).raid)


def hold_unkept_to_what_keeps(raid):
    """Assert that the sets of threats that nothing keeps a unit from for good are what the pairs say."""
    for unit, engagements in enumerate(raid.engagements):
        assert raid.order[unit][engagements["rank"]].tolist() == list(range(len(engagements)))
        for engagement in engagements:
            word, bit = divmod(int(engagement.rank), WORD_BITS)
            free = engagement.kept_by == NO_REASON or engagement.kept_until_s < np.inf
            assert bool(raid.unkept[unit, word] >> bit & 1) == free


@examples(60)
@whatever_is_on
def test_nothing_is_engaged_that_its_post_does_not_know(size):
    case = random_case(size)
    posts = case.units[0]["post"]
    known, ready = set(), set()
    for _, name, place, threat in happened(play_raid(case, 0, 0)):
        if name == "known":
            known.add((place, threat))
        elif name == "ready":
            assert (posts[place], threat) in known
            ready.add((place, threat))
        elif name == "ordered":
            assert (place, threat) in ready


@examples(60)
@whatever_is_on
def test_nothing_happens_after_its_end_or_before_its_time(size):
    case = random_case(size)
    played = play_raid(case, 0, 0)
    times_s = [entry[0] for entry in happened(played)]
    assert times_s == sorted(times_s)
    threats = played.results.threats[0]
    lost_s = played.raid.units["lost_s"]
    for shot in played.raid.shots[: played.raid.progress.shots]:
        assert shot.launch_s <= shot.intercept_s
        if shot.end != NOT_FIRED:
            assert shot.launch_s <= lost_s[shot.unit] + 1e-6
            assert shot.intercept_s <= played.raid.threats[shot.threat].impact_s + 1e-6
            if not len(played.raid.wear.parts):  # a unit that comes back has to lock on once more
                assert shot.launch_s >= threats[shot.threat].ready_s - 1e-6


@pytest.mark.parametrize("change", ["echo", "sight", "noise"])
@examples(30)
@given(seed=st.integers(0, 2**32), threats=st.integers(1, 6))
def test_more_echo_lower_ground_or_less_noise_never_delays_a_track(change, seed, threats):
    case = random_case(Sizes(seed=seed, units=2, threats=threats, on=CALM))
    # nothing dies and no report is lost: then what is found earlier is known earlier
    case = case._replace(kill_p=0.0 * case.kill_p, raid_kill_p=None)
    case.links["loss_p"], case.links["report_s"] = 0.0, 0.0
    better = case._replace(classes=case.classes.copy(), sights=case.sights.copy())
    if change == "echo":
        better.classes["rcs_m2"] *= 3.0
        better.classes["rcs_low_band_m2"] *= 3.0
    elif change == "sight":
        better.sights["seen"] = 3
        first = np.repeat(case.paths["first_node"][:, None], case.radars.shape[1], axis=1)
        better = better._replace(first_sight=np.ascontiguousarray(first))
    else:
        better = better._replace(effects=None)
    before, after = (play_raid(each, 0, 0).results.threats[0]["confirmed_s"] for each in (case, better))
    assert np.all(after <= before)


RAIDS = 3


@examples(20)
@whatever_is_on
def test_the_bytes_do_not_depend_on_who_plays_which_worlds(size):
    case = repeat_world(random_case(size), 0, 4)
    whole = run_worlds(case, 0, 4, replications=RAIDS).results
    parts = [run_worlds(case, first, end, replications=RAIDS).results for first, end in ((0, 1), (1, 4))]
    for name, table in whole._asdict().items():
        assert b"".join(getattr(part, name).tobytes() for part in parts) == table.tobytes(), name
    alone = play_raid(case, 3, RAIDS - 1).results
    assert alone.threats[0].tobytes() == whole.threats[-1].tobytes()
    assert alone.raids[0].tobytes() == whole.raids[-1].tobytes()


WITHOUT_JIT = """
import pickle, sys
from numba.core import config
from skykeep.engine import run_worlds
assert config.DISABLE_JIT
found = [run_worlds(case, 0, 1, replications=2).results for case in pickle.load(sys.stdin.buffer)]
pickle.dump([{name: table.tobytes() for name, table in each._asdict().items()} for each in found],
            sys.stdout.buffer)
"""


def test_with_everything_on_the_interpreted_kernel_gives_the_same_bits():
    asked = [Sizes(seed=seed, units=2, threats=5, on=frozenset(FEATURES)) for seed in range(12)]
    cases = [random_case(each) for each in asked]
    done = subprocess.run(
        [sys.executable, "-W", "ignore::RuntimeWarning", "-c", WITHOUT_JIT],  # hashes wrap round
        input=pickle.dumps(cases),
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        check=True,
        capture_output=True,
    )
    found = [run_worlds(case, 0, 1, replications=2).results for case in cases]
    for asked_for, compiled, interpreted in zip(asked, found, pickle.loads(done.stdout), strict=True):
        for name, table in compiled._asdict().items():
            assert interpreted[name] == table.tobytes(), (asked_for, name)
    assert sum(each.rounds_fired.sum() for each in found) > 0
