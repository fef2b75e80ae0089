"""The engine against its twin, which was written for itself: event by event, on small random raids."""

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.compiler.assigning import with_policy
from skykeep.core.raid.tables import entities as rows
from skykeep.core.raid.vocabulary.codes import USER_POLICY
from skykeep.core.raid.vocabulary.kinds import LOG_NAMES
from skykeep.core.raid.vocabulary.reasons import REASON_NAMES, SHOT_DOWN_NAMES
from skykeep.engine.replay import play_raid

from ..examples import examples
from ..unit.engine.small_cases import Threat, small_case
from .twin.battle import Battle
from .twin.compare import between, both, differences, rounding_decides
from .twin.gunnery import NOT_FIRED
from .twin.random_scenes import FEATURES, Sizes, drawn_sizes, random_case
from .twin.reasons import reason
from .twin.scene import TwinDoesNotKnowError, read_scene

MANY = 300
RARE = (611, 381)
"""Raids in which a unit waits for orders, and an order is lost."""


class Told(NamedTuple):
    """What came of a raid that engine and twin have played."""

    differences: list
    by_rounding: bool
    events: frozenset
    reasons: frozenset


def played(seed):
    """Return what came of a random raid."""
    return told(drawn_sizes(seed))


@cache
def told(size):
    """Return what came of a random raid of a size."""
    lines, twin = both(random_case(size))
    reasons = frozenset(reason(twin, threat) for threat in twin.threats)
    return Told(lines, rounding_decides(twin), frozenset(entry[1] for entry in twin.log), reasons)


sizes = st.builds(
    Sizes,
    seed=st.integers(0, 2**32),
    units=st.integers(1, 3),
    threats=st.integers(1, 8),
    on=st.frozensets(st.sampled_from(FEATURES)),
)


def held_back(**launcher):
    """Return a case in which a unit is hit before any round of a salvo that it has ordered is launched;
    figures of its launcher may change."""
    striker = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 30.0)))
    return small_case(
        Threat(),
        striker,
        Threat(start_m=(1.0, 100_003.0)),
        units=2,
        launcher=[{"interval_s": 60.0} | launcher, {"interceptor": 1}],
        unit=[{}, {"reaction_s": 155.0}],
        rounds=[{}, {"range_min_m": 30_000.0}],
    )


def test_engine_and_twin_tell_the_same_of_a_raid_with_everything_on():
    assert differences(random_case(Sizes(seed=2))) == []


def test_engine_and_twin_tell_the_same_of_a_salvo_that_is_never_launched():
    assert differences(held_back()) == []


@pytest.mark.parametrize("rounds", [2, 3])
def test_engine_and_twin_tell_the_same_of_last_rounds_that_stay_on_their_launcher(rounds):
    case = held_back(rounds=rounds, reload_sets=1, reload_s=30.0)
    case.doctrine["salvo_size"] = rounds
    assert differences(case) == []
    played = Battle(read_scene(case, 0), 0).play()
    assert played.units[0].launchers[0].rounds == sum(shot.end == NOT_FIRED for shot in played.shots) > 0


@examples(100)
@given(size=sizes)
def test_engine_and_twin_tell_the_same_of_a_small_raid(size):
    assert differences(random_case(size)) == []


@pytest.mark.parametrize("first", range(0, MANY, 10))
def test_engine_and_twin_tell_the_same_of_hundreds_of_raids(first):
    found = {seed: played(seed).differences for seed in range(first, first + 10)}
    assert {seed: lines for seed, lines in found.items() if lines} == {}


def test_rounding_decides_hardly_any_raid():
    assert sum(played(seed).by_rounding for seed in range(MANY)) <= 3


def test_every_kind_of_event_and_every_reason_is_among_hundreds_of_raids():
    held = Battle(read_scene(held_back(), 0), 0).play()
    events, reasons = {entry[1] for entry in held.log}, set()
    for size in map(drawn_sizes, (*range(MANY), *RARE)):
        events |= told(size).events
        reasons |= told(size).reasons
    assert set(LOG_NAMES) - events == set()
    assert {*REASON_NAMES, *SHOT_DOWN_NAMES} - reasons == set()


def test_replications_of_a_raid_agree_too():
    case = random_case(Sizes(seed=5, units=2, threats=3))
    assert [differences(case, replication) for replication in range(5)] == [[]] * 5


@pytest.mark.parametrize(
    ("table", "figure", "change"),
    [
        ("units", "assessment_s", 1e-3),
        ("radars", "revisit_s", 1e-3),
        ("launchers", "rounds", 1),
        ("threats", "delay_s", 1e-3),
    ],
)
def test_the_comparison_finds_a_figure_that_the_engine_alone_has_otherwise(table, figure, change):
    case = random_case(Sizes(seed=1, units=1, threats=2, on=frozenset()))
    twin = Battle(read_scene(case, 0), 0).play()
    assert between(play_raid(case, 0, 0), twin) == []
    changed = getattr(case, table).copy()
    changed[figure] += change
    assert between(play_raid(case._replace(**{table: changed}), 0, 0), twin) != []


def test_the_comparison_finds_what_the_engine_alone_writes_of_a_raid_otherwise():
    case = random_case(Sizes(seed=1, units=1, threats=2, on=frozenset()))
    twin = Battle(read_scene(case, 0), 0).play()
    for table, figure in (("raids", "rounds_left"), ("threats", "reason"), ("layers", "arrived")):
        played = play_raid(case, 0, 0)
        getattr(played.results, table)[figure] += 1
        assert between(played, twin) != [], figure


def test_the_twin_refuses_a_field_that_it_does_not_know():
    case = random_case(Sizes(seed=1))
    kinds = [(name, case.units.dtype[name]) for name in case.units.dtype.names]
    units = np.zeros(case.units.shape, [*kinds, ("spare_radars", np.int64)])
    for name in case.units.dtype.names:
        units[name] = case.units[name]
    assert read_scene(case._replace(units=units), 0).units
    units["spare_radars"] = 1
    with pytest.raises(TwinDoesNotKnowError, match=r"does not know Unit\.spare_radars = 1"):
        read_scene(case._replace(units=units), 0)


def test_the_twin_refuses_pictures_that_are_given_and_policies_of_a_user():
    case = random_case(Sizes(seed=1, on=frozenset()))
    given = case._replace(given=rows.Given.table(1, len(case.threats)))
    with pytest.raises(TwinDoesNotKnowError, match="does not know pictures that are given"):
        read_scene(given, 0)
    with pytest.raises(TwinDoesNotKnowError, match="does not know policy user"):
        read_scene(with_policy(case, USER_POLICY), 0)


@pytest.mark.parametrize("name", ["air", "bending", "clutter", "mirror", "notch"])
def test_each_radar_effect_decides_some_raid(name):
    for seed in range(40):
        case = random_case(Sizes(seed=seed, units=1, threats=2, on=frozenset([name])))
        if case.effects is None:
            continue
        bare = case._replace(effects=None)
        if Battle(read_scene(case, 0), 0).play().log != Battle(read_scene(bare, 0), 0).play().log:
            return
    raise AssertionError(f"{name} decides nothing")
