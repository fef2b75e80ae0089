"""When fire units may engage threats: looks, reaction and locks by hand, and which pairs wait for it."""

import math

import numpy as np
import pytest

from skykeep.core.kernel.streams import stream_key, uniform
from skykeep.core.raid.tables.entities import Given
from skykeep.core.raid.vocabulary.kinds import LOG_READY
from skykeep.core.raid.vocabulary.purposes import SCAN_PHASE
from skykeep.engine.replay import play_raid

from ....engine.small_cases import Threat, small_case

ARRIVES_S = 400.0


def played(case, replication=0):
    """Return a raid at its end."""
    return play_raid(case, 0, replication).raid


def phase(case, radar, replication):
    """Return the phase of a radar's looks as a share of its revisit period."""
    key = stream_key(case.seed, SCAN_PHASE, 0)
    return uniform(key, case.radars[0, radar].key, replication, 0)


def waiting_pairs(raid):
    """Return (unit, threat) of the pairs that become ready, in order."""
    ready = raid.log[: raid.progress.logged]
    ready = ready[ready["kind"] == LOG_READY]
    assert np.all(np.diff(ready["time_s"]) >= 0.0)
    assert np.array_equal(ready["time_s"], raid.engagements["ready_s"][ready["place"], ready["threat"]])
    return list(zip(ready["place"].tolist(), ready["threat"].tolist(), strict=True))


@pytest.mark.parametrize("replication", range(4))
@pytest.mark.parametrize("reaction_s", [0.0, 10.0])
def test_a_unit_is_ready_once_its_radar_has_locked_and_its_crew_has_reacted(replication, reaction_s):
    revisit_s, revisit_lock_s = 7.0, 3.0
    case = small_case(
        search={"revisit_s": revisit_s},
        engagement={"revisit_s": revisit_lock_s},
        unit={"reaction_s": reaction_s},
    )
    raid = played(case, replication)
    confirmed_s = phase(case, 0, replication) * revisit_s
    own = phase(case, 1, replication)
    locked_s = (math.ceil(confirmed_s / revisit_lock_s - own) + own) * revisit_lock_s
    assert raid.tracks[0, 0].known_s == pytest.approx(confirmed_s)
    ready_s = max(locked_s, confirmed_s + reaction_s)
    assert raid.engagements[0, 0].ready_s == pytest.approx(ready_s)
    assert waiting_pairs(raid) == [(0, 0)]


def test_pairs_that_may_engage_come_in_order_of_time_and_the_others_not_at_all():
    late, gone = 60.0, ((-np.inf, -1.0, 0),)
    threats = (
        Threat(row=(("delay_s", late),)),
        Threat(),
        Threat(seen=gone),
        Threat(row=(("decoy", True),)),
    )
    case = small_case(
        *threats,
        units=3,
        unit=[{"reaction_s": 5.0}, {"reaction_s": 30.0}, {"reaction_s": 1.0}],
        doctrine=[[[1, 0, 0]], [[1, 0, 1]], [[1, 1, 2]]],
        luck={"decoy_recognised": 1.0},
    )
    raid = played(case)
    assert waiting_pairs(raid) == [(0, 1), (1, 1), (0, 0), (1, 0)]
    assert np.isinf(raid.engagements["ready_s"][:, 2]).all()
    assert raid.threats["held_for_decoy"].tolist() == [False, False, False, True]


def test_what_luck_leaves_untracked_is_never_ready_though_it_is_in_sight():
    raid = played(small_case(luck={"track_target": 0.0}))
    assert raid.engagements[0, 0].ready_s == math.inf
    assert waiting_pairs(raid) == []


def test_a_unit_that_would_be_ready_after_the_arrival_waits_for_nothing():
    for reaction_s, pairs in ((ARRIVES_S - 5.0, [(0, 0)]), (ARRIVES_S + 5.0, [])):
        assert waiting_pairs(played(small_case(unit={"reaction_s": reaction_s}))) == pairs


@pytest.mark.parametrize(
    ("posts", "ready"),
    [
        (None, [True, True]),
        ([{"end_unit": 1}, {"first_unit": 1, "end_unit": 2}], [True, False]),
    ],
)
def test_a_track_serves_the_units_of_its_post_and_no_other(posts, ready):
    raid = played(small_case(units=2, search=[{}, {"instrumented_m": 0.0}], posts=posts))
    assert np.isfinite(raid.engagements["ready_s"][:, 0]).tolist() == ready


@pytest.mark.parametrize(("facing_rad", "found"), [(0.2, True), (math.pi, False)])
def test_a_searching_radar_with_a_sector_looks_where_the_first_unit_of_its_post_began(facing_rad, found):
    case = small_case(search={"sector_half_rad": 0.5}, unit={"facing_rad": facing_rad})
    assert np.isfinite(played(case).tracks[0, 0].known_s) == found


def test_a_given_picture_holds_as_it_is_and_moves_with_the_spacing_that_is_drawn():
    spaced = (("spacing_mean_s", 20.0),)
    case = small_case(Threat(row=spaced), Threat(row=spaced))
    given = Given.table(1, 2)
    given["start_s"], given["ready_s"] = [[10.0, 30.0]], [[25.0, 31.0]]
    raid = played(case._replace(given=given))
    waited_s = raid.threats["start_s"] - given["start_s"][0]
    assert 0.0 < waited_s[0] < waited_s[1]
    assert raid.engagements["ready_s"][0] == pytest.approx(given["ready_s"][0] + waited_s)
    assert np.isinf(raid.tracks["known_s"]).all()
