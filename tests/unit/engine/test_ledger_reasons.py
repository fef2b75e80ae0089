"""One reason for each leaker: the smallest raid that must have it, and the order in which reasons count."""

from itertools import product

import numpy as np
import pytest

from skykeep.engine import replay_raid, run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import BOTH, ENGAGEMENT_BIT, SEARCH_BIT, Threat, reasons, small_case

HIDDEN = Threat(seen=())
FAST = Threat(speed_mps=800.0)  # too fast for every round; arrives after 125 s
STRIKER = Threat(speed_mps=800.0, row=(("aim_unit", 0),))  # the same, into the radar of unit 0
LOOKS_AWAY = {"facing_rad": np.pi, "slew_rate_radps": 1e-9}  # and cannot turn
NARROW = {"sector_half_rad": 0.5}
NO_KILL = {"kill_p": 0.0}
SHOWN_LATE = Threat(seen=((0.0, 360.0, ENGAGEMENT_BIT), (361.0, np.inf, BOTH)))
SILENT = [[[1, 1, 0]]]  # doctrine that holds fire
ONE_SALVO = {"max_salvos": 1}


def always(condition, value):
    """Return the luck of a raid that draws this value of a condition every time."""
    return {f"{condition}_{limit}": value for limit in ("low", "best", "high")}


def reason(*threats, **changes):
    """Return the reason of the last threat."""
    return reasons(small_case(*threats, **changes))[-1]


def test_a_threat_in_reach_of_a_ready_unit_does_not_leak():
    assert reasons(small_case()) == (None,)


# --- operators


def test_what_would_have_been_shot_at_had_an_operator_been_free_waited_for_one():
    crew = {"operators": 1, "operator_s": 250.0}
    case = small_case(Threat(), Threat(), unit=crew)
    assert reasons(case) == (None, "no_operator")
    assert reasons(small_case(Threat(), Threat(), unit={**crew, "operators": 2})) == (None, None)
    assert reasons(small_case(Threat(), Threat(), unit={**crew, "operators": 0})) == (None, None)


def test_what_even_a_free_operator_takes_up_too_late_is_seen_too_late():
    crew = {"operators": 1, "operator_s": 1000.0}
    assert reasons(small_case(Threat(), Threat(), unit=crew)) == ("seen_too_late", "seen_too_late")


# --- never in sight, not detected


def test_what_no_radar_has_in_sight_is_never_in_sight_whatever_else_would_have_stopped_the_shot():
    assert reason(HIDDEN) == "never_in_sight"
    assert reason(HIDDEN, search={"instrumented_m": 1.0}) == "never_in_sight"
    assert reason(HIDDEN, luck={"track_raid": 0.0}) == "never_in_sight"
    assert reason(HIDDEN, doctrine=SILENT) == "never_in_sight"


@pytest.mark.parametrize(
    "changes",
    [
        {"search": {"instrumented_m": 500.0}},
        {"search": {"elevation_min_rad": 1.56}},
        {"search": {"elevation_max_rad": 0.001}},
        {"search": {"snr_range4_per_m2": 1.0}},
        {"search": {"snr_range4_per_m2": 1e18}, "rcs_m2": 1e-19},
        {"confirm": (2, 3), "search": {"revisit_s": 390.0}},
    ],
    ids=str,
)
def test_what_is_in_sight_and_never_confirmed_is_not_detected(changes):
    assert reason(**changes) == "not_detected"


def test_what_only_the_engagement_radar_sees_is_in_sight_but_not_detected():
    assert reason(Threat(seen=((-np.inf, np.inf, ENGAGEMENT_BIT),))) == "not_detected"


def test_not_detected_comes_before_anything_a_fire_unit_could_say():
    blind = {"instrumented_m": 500.0}
    assert reason(search=blind, doctrine=SILENT) == "not_detected"
    assert reason(search=blind, rounds={"alt_max_msl_m": 500.0}) == "not_detected"
    assert reason(search=blind, launcher={"rounds": 0}) == "not_detected"


# --- seen too late, out of envelope


@pytest.mark.parametrize(
    ("threat", "changes"),
    [
        (Threat(), {"unit": {"reaction_s": 395.0}}),
        (Threat(), {"unit": {"reaction_s": 500.0}}),
        (Threat(), {"luck": always("reaction", 39.6)}),
        (Threat(), {"search": {"instrumented_m": 3_000.0}}),
        (SHOWN_LATE, {"unit": {"reaction_s": 30.0}}),
    ],
    ids=["reaction", "ready after impact", "slow that day", "short radar", "hidden from search"],
)
def test_what_is_ready_only_when_no_shot_is_left_is_seen_too_late(threat, changes):
    assert reason(threat, **changes) == "seen_too_late"


def test_a_radar_that_never_locks_after_the_track_is_confirmed_sees_too_late():
    # it could support a shot at what it saw before the track was confirmed
    early = Threat(seen=((0.0, 250.0, ENGAGEMENT_BIT), (251.0, np.inf, SEARCH_BIT)))
    assert reason(early) == "seen_too_late"


@pytest.mark.parametrize(
    ("threat", "changes"),
    [
        (Threat(), {"rounds": {"alt_max_msl_m": 900.0}}),
        (Threat(), {"rounds": {"alt_min_agl_m": 1_100.0}}),
        (FAST, {}),
        (Threat(start_m=(60_000.0, 60_000.0), end_m=(60_000.0, -60_000.0)), {}),
        (Threat(end_m=(0.0, 50_100.0)), {}),
        (Threat(start_m=(0.0, 1_500.0)), {"unit": {"reaction_s": 0.0}}),
        (Threat(), {"engagement": {"instrumented_m": 2_100.0}}),
        (Threat(), {"engagement": {"elevation_min_rad": 0.6}}),
        (Threat(seen=((0.0, 400.0, SEARCH_BIT), (394.0, 400.0, ENGAGEMENT_BIT))), {}),
        (Threat(seen=((0.0, 400.0, SEARCH_BIT),)), {}),
        (Threat(), {"launcher": {"present": False}}),
    ],
    ids=[
        "too high",
        "too low",
        "too fast",
        "passes by",
        "ends before",
        "begins too near",
        "support too short",
        "support too flat",
        "hidden from support too long",
        "never supported",
        "no launcher",
    ],
)
def test_what_cannot_be_engaged_anywhere_is_out_of_envelope(threat, changes):
    assert reason(threat, **changes) == "out_of_envelope"


def test_ballistic_limits_hold_for_ballistic_threats_alone():
    high = {"alt_max_ballistic_msl_m": 900.0, "range_max_ballistic_m": 50_000.0}
    case = small_case(rounds=high)
    assert reasons(case) == (None,)
    classes = case.classes.copy()
    classes["ballistic"] = True
    assert reasons(case._replace(classes=classes)) == ("out_of_envelope",)


# --- sector, channel, round, doctrine


def test_a_search_that_only_looks_elsewhere_is_out_of_sector():
    assert reason(search=NARROW, unit={"facing_rad": np.pi}) == "out_of_sector"
    assert reason(search=NARROW, unit={"facing_rad": 0.4}) is None
    # the engagement radar's sight does not count: it does not search
    assert reason(search=NARROW, engagement=NARROW, unit=LOOKS_AWAY) == "out_of_sector"


def test_a_search_that_looks_elsewhere_and_has_nothing_in_sight_there_is_not_out_of_sector():
    assert reason(HIDDEN, search=NARROW, unit={"facing_rad": np.pi}) == "never_in_sight"
    unseen = Threat(seen=((-np.inf, np.inf, ENGAGEMENT_BIT),))
    assert reason(unseen, search=NARROW, unit={"facing_rad": np.pi}) == "not_detected"
    # part of the path lies in the sector, and is too far away there
    passing = Threat(start_m=(-100_000.0, 20_000.0), end_m=(100_000.0, 20_000.0))
    west = {"facing_rad": 1.5 * np.pi, "slew_rate_radps": 1e-9}
    assert reason(passing, search=NARROW | {"instrumented_m": 21_000.0}, unit=west) == "not_detected"


def test_an_engagement_radar_that_faces_elsewhere_until_it_is_too_late_is_out_of_sector():
    assert reason(engagement=NARROW, unit=LOOKS_AWAY) == "out_of_sector"
    slow = {"facing_rad": np.pi, "slew_rate_radps": np.pi / 385.0}
    assert reason(engagement=NARROW, unit=slow) == "out_of_sector"
    assert reason(engagement=NARROW, unit=slow | {"slew_rate_radps": np.pi / 100.0}) is None


def test_what_finds_every_channel_taken_has_no_channel():
    one = {"target_channels": 1, "assessment_s": 500.0}
    assert reasons(small_case(Threat(), Threat(), unit=one)) == (None, "no_channel")
    assert reason(unit={"target_channels": 0}) == "no_channel"
    assert reason(unit={"missile_channels": 0}) == "no_channel"


def test_a_channel_that_is_free_again_in_time_is_used():
    one = {"target_channels": 1, "assessment_s": 100.0}
    assert reasons(small_case(Threat(), Threat(), unit=one)) == (None, None)


@pytest.mark.parametrize("chance", ["track_target", "track_raid"])
def test_what_luck_leaves_untracked_is_told_apart_from_what_radars_do_not_find(chance):
    luck = {chance: 0.0}
    assert reason(luck=luck) == "not_tracked_by_luck"
    assert reason(HIDDEN, luck=luck) == "never_in_sight"
    assert reason(luck=luck, search={"instrumented_m": 0.0}) == "not_tracked_by_luck"


def test_missile_channels_that_are_taken_while_the_shot_lasts_are_no_channel():
    # rounds fly 60 s and meet their threat in the last 10 s before 2 km: a second one after them is too late
    slow = {"flyout_mode": 2.0, "flyout_level": 60.0}
    short = slow | {"range_max_m": 4_500.0}
    one = {"missile_channels": 1}
    assert reasons(small_case(Threat(), Threat(), unit=one, rounds=short)) == (None, "no_channel")
    whole = {"missile_channels": 3, "partial_salvo": False}
    pairs = [[[2, 0, 0]]]
    assert reasons(small_case(Threat(), Threat(), unit=whole, rounds=short, doctrine=pairs)) == (
        None,
        "no_channel",
    )
    part = whole | {"partial_salvo": True}
    assert reasons(small_case(Threat(), Threat(), unit=part, rounds=short, doctrine=pairs)) == (
        None,
        "no_channel",
    )
    single = part | {"missile_channels": 1}  # no salvo of two ever finds its channels: one is fired
    assert reasons(small_case(Threat(), unit=single, rounds=short, doctrine=pairs)) == (None,)


def test_what_finds_no_round_on_any_launcher_has_no_round():
    assert reasons(small_case(Threat(), Threat(), launcher={"rounds": 1})) == (
        None,
        "no_round",
    )
    assert reason(launcher={"rounds": 0}) == "no_round"
    unready = always("launchers_ready", 0.0)
    assert reason(luck=unready) == "no_round"


def test_a_reload_that_ends_too_late_is_no_round_and_one_that_ends_in_time_is_none():
    reload = {"rounds": 1, "reload_sets": 1}
    for reload_s, last in ((500.0, "no_round"), (250.0, "no_round"), (200.0, None)):
        case = small_case(Threat(), Threat(), launcher=reload | {"reload_s": reload_s})
        assert reasons(case) == (None, last), reload_s


def test_a_unit_that_fires_whole_salvos_only_has_no_round_for_part_of_one():
    whole = {"partial_salvo": False}
    three = {"rounds": 3}
    pairs = [[[2, 0, 0]]]
    assert reasons(small_case(Threat(), Threat(), unit=whole, launcher=three, doctrine=pairs)) == (
        None,
        "no_round",
    )
    assert reasons(small_case(Threat(), Threat(), launcher=three, doctrine=pairs)) == (None, None)


def test_fire_that_is_held_for_a_class_is_held_by_doctrine():
    assert reason(doctrine=SILENT) == "held_by_doctrine"


@pytest.mark.parametrize(
    ("threat", "changes", "expected"),
    [
        (Threat(), {"unit": {"reaction_s": 500.0}}, "seen_too_late"),
        (FAST, {}, "out_of_envelope"),
        (Threat(), {"launcher": {"rounds": 0}}, "held_by_doctrine"),
        (Threat(), {"unit": {"target_channels": 0}}, "held_by_doctrine"),
        (Threat(), {"unit": LOOKS_AWAY, "engagement": NARROW}, "held_by_doctrine"),
    ],
    ids=["too late", "out of envelope", "no round", "no channel", "sector"],
)
def test_fire_held_comes_after_what_cannot_be_shot_at_and_before_what_is_lacking(threat, changes, expected):
    assert reason(threat, doctrine=SILENT, **changes) == expected


def test_no_round_comes_before_the_sector_and_the_sector_before_the_channel():
    empty = {"rounds": 0}
    no_channel = {"target_channels": 0}
    assert reason(launcher=empty, engagement=NARROW, unit=LOOKS_AWAY) == "no_round"
    assert reason(launcher=empty, unit=no_channel) == "no_round"
    # the first keeps the only channel, the second comes where the radar does not look
    south = Threat(start_m=(0.0, -100_000.0))
    north = LOOKS_AWAY | {"facing_rad": 0.0, "assessment_s": 500.0, "target_channels": 1}
    assert reasons(small_case(Threat(), south, engagement=NARROW, unit=north)) == (None, "out_of_sector")


# --- shot at: missed, held by doctrine


def test_what_is_shot_at_until_no_shot_is_left_is_missed():
    assert reason(rounds=NO_KILL) == "missed"
    assert reason(rounds=NO_KILL, launcher={"rounds": 1}) == "missed"
    assert reason(rounds=NO_KILL, unit={"assessment_s": 300.0}) == "missed"


def test_what_is_let_go_after_its_last_permitted_salvo_is_held_if_another_shot_was_feasible():
    assert reason(rounds=NO_KILL, unit=ONE_SALVO) == "held_by_doctrine"
    assert reason(rounds=NO_KILL, unit=ONE_SALVO | {"assessment_s": 300.0}) == "missed"


def test_what_is_judged_dead_and_lives_is_so_if_another_shot_was_feasible():
    wrong = {"false_kill": 1.0}
    assert reason(rounds=NO_KILL, luck=wrong) == "judged_dead"
    assert reason(rounds=NO_KILL, luck=wrong, unit=ONE_SALVO) == "judged_dead"
    assert reason(rounds=NO_KILL, luck=wrong, unit={"assessment_s": 300.0}) == "missed"


def test_an_engagement_that_one_unit_closed_counts_though_the_other_never_closed_its_own():
    # the first lets go after one salvo, the second has one round; both miss
    case = small_case(
        units=2,
        unit=[ONE_SALVO, {}],
        rounds=[NO_KILL, NO_KILL],
        launcher=[{}, {"rounds": 1, "interceptor": 1}],
    )
    assert reasons(case) == ("held_by_doctrine",)


def test_what_others_judged_dead_is_not_shot_at_and_the_judgement_is_the_reason():
    # the second unit is ready later, and would have had a shot
    case = small_case(
        units=2,
        unit=[{"assessment_s": 100.0}, {"reaction_s": 295.0}],
        rounds=[NO_KILL, NO_KILL],
        luck={"false_kill": 1.0},
        launcher=[{"rounds": 1}, {"interceptor": 1}],
    )
    assert reasons(case) == ("judged_dead",)


def test_a_hold_that_has_ended_is_no_reason_any_more():
    # the first unit leaves the threat to the second, which fires its only round at 150 s and misses; when the
    # first may shoot again its only channel is taken
    left = {"leave_to_partner": [[True], [False]]}
    loaded = [{"present": True, "rounds": 8}, {"present": True, "rounds": 1, "interceptor": 1}]
    later = Threat(row=(("delay_s", 1.0),))
    busy = [{"target_channels": 1, "assessment_s": 500.0}, {"target_channels": 1, "assessment_s": 20.0}]
    case = small_case(Threat(), later, units=2, unit=busy, rounds=[NO_KILL, NO_KILL], launcher=loaded)
    for name, value in left.items():
        case.doctrine[name] = value
        case.doctrine["without_rules"] = False
    shots = play_raid(case, 0, 0).shots
    assert [(shot.unit, shot.threat) for shot in shots] == [(1, 0), (0, 1)]
    assert reasons(case) == ("missed", "missed")


def test_a_shot_counts_before_anything_that_kept_the_other_unit_from_one():
    for blocked in ({"target_channels": 0}, {"reaction_s": 500.0}):
        case = small_case(units=2, unit=[{}, blocked], rounds=[NO_KILL, NO_KILL])
        assert reasons(case) == ("missed",)


# --- lost units


def test_a_unit_whose_radar_is_hit_before_it_could_shoot_is_lost():
    case = small_case(STRIKER, Threat())
    assert reasons(case) == ("out_of_envelope", "unit_lost")
    assert run_worlds(case, 0, 1, replications=1).results.raids["radars_lost"][0] == 1


@pytest.mark.parametrize(
    ("threat", "changes", "expected"),
    [
        (FAST, {}, "out_of_envelope"),
        (Threat(), {"unit": {"reaction_s": 500.0}}, "seen_too_late"),
        (Threat(), {"doctrine": SILENT}, "held_by_doctrine"),
        (Threat(), {"unit": {"target_channels": 0}}, "unit_lost"),
    ],
    ids=["out of envelope", "too late", "held", "no channel"],
)
def test_a_lost_unit_counts_after_what_cannot_and_may_not_be_shot_at(threat, changes, expected):
    assert reason(STRIKER, threat, **changes) == expected


def test_a_radar_that_is_hit_while_its_round_flies_loses_the_shot():
    # the shot at the slow threat flies from 150 s to 200 s; the striker arrives between
    late = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 50.0)))
    assert reasons(small_case(Threat(), late)) == ("unit_lost", "out_of_envelope")


@pytest.mark.parametrize(
    "rounds",
    [{"any_track": True}, {"support_before_s": 40.0}],
    ids=["any track", "handed over"],
)
def test_a_round_that_no_longer_needs_the_radar_is_not_lost_with_it(rounds):
    late = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 50.0)))
    assert reasons(small_case(Threat(), late, rounds=rounds)) == (None, "out_of_envelope")


@pytest.mark.parametrize(
    ("second", "expected"),
    [({}, "missed"), (ONE_SALVO, "held_by_doctrine"), ({"target_channels": 0}, "unit_lost")],
    ids=["shoots on", "lets go", "does not shoot"],
)
def test_the_last_shot_decides_whether_a_unit_was_lost(second, expected):
    # the first unit is hit while its round flies; what the second fires meets with it or later, and misses
    late = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 50.0)))
    case = small_case(Threat(), late, units=2, unit=[{}, second], rounds=[NO_KILL, NO_KILL])
    assert reasons(case) == (expected, "out_of_envelope")


def test_a_shot_that_is_lost_after_many_misses_is_the_reason():
    # the radar is hit after 352 s, while the last of eight rounds flies
    late = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 227.0)))
    case = small_case(Threat(), late, rounds=NO_KILL, unit={"assessment_s": 0.1})
    shots = play_raid(case, 0, 0).raid.shots
    assert shots["cut"].nonzero()[0].tolist() == [7]
    assert reasons(case) == ("unit_lost", "out_of_envelope")


def test_a_threat_that_is_killed_by_another_unit_after_a_lost_shot_is_no_leaker():
    late = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 50.0)))
    assert reasons(small_case(Threat(), late, units=2)) == (None, "out_of_envelope")


def test_a_killed_threat_hits_nothing():
    killed = Threat(row=(("aim_unit", 0),))
    raid = run_worlds(small_case(killed, Threat()), 0, 1, replications=1).results.raids[0]
    assert raid.radars_lost == raid.leakers == 0


# --- decoys


IMITATED = (("imitated", True),)
MISTAKEN = {"taken_for_decoy": 1.0}


def test_a_real_threat_that_is_held_to_be_a_decoy_is_let_through():
    assert reason(Threat(row=IMITATED), luck=MISTAKEN) == "taken_for_decoy"
    assert reason(Threat(), luck=MISTAKEN) is None, "no decoy looks like it"


@pytest.mark.parametrize(
    "changes",
    [
        {"search": {"instrumented_m": 500.0}},
        {"search": NARROW, "unit": {"facing_rad": np.pi}},
        {"doctrine": SILENT},
        {"unit": {"target_channels": 0}},
        {"launcher": {"rounds": 0}},
    ],
    ids=["not detected", "out of sector", "held", "no channel", "no round"],
)
def test_held_to_be_a_decoy_comes_before_every_reason_but_a_shot(changes):
    assert reason(Threat(row=IMITATED), luck=MISTAKEN, **changes) == "taken_for_decoy"
    assert reason(Threat(row=IMITATED, seen=()), luck=MISTAKEN) == "taken_for_decoy"


def test_decoys_and_what_flies_into_the_ground_have_no_reason():
    decoy = Threat(row=(("decoy", True),))
    grounded = Threat(aborted=True)
    case = small_case(decoy, grounded, doctrine=SILENT)
    assert reasons(case) == (None, None)
    raid = run_worlds(case, 0, 1, replications=1).results.raids[0]
    assert raid.leakers == raid.decoys_shot_down == 0
    shot_at = run_worlds(small_case(decoy), 0, 1, replications=1).results.raids[0]
    assert shot_at.decoys_shot_down == 1


# --- several fire units: the one that came farthest towards a shot

BY_RANK = (
    "out_of_envelope",
    "seen_too_late",
    "out_of_sector",
    "held_by_doctrine",
    "unit_lost",
    "no_round",
    "no_channel",
)
"""From the least to the farthest, as the reference says."""


def kept_from_a_shot(why):
    """Return what of a unit's rows gives one reason: unit, engagement radar, launcher, round, doctrine."""
    return {
        "out_of_envelope": ({}, {}, {}, {"alt_max_msl_m": 10.0}, 0),
        "seen_too_late": ({"reaction_s": 500.0}, {}, {}, {}, 0),
        "out_of_sector": (LOOKS_AWAY, NARROW, {}, {}, 0),
        "held_by_doctrine": ({}, {}, {}, {}, 1),
        "unit_lost": ({}, {}, {}, {}, 0),
        "no_round": ({}, {}, {"rounds": 0}, {}, 0),
        "no_channel": ({"target_channels": 0}, {}, {}, {}, 0),
    }[why]


def two_units(whys):
    """Return a case of two fire units, each kept from the shot at threat 0 by its own reason."""
    units, radars, launchers, rounds, held = zip(*map(kept_from_a_shot, whys), strict=True)
    strikers = [
        Threat(speed_mps=800.0, row=(("aim_unit", number),))
        for number, why in enumerate(whys)
        if why == "unit_lost"
    ]
    return small_case(
        Threat(),
        *strikers,
        units=2,
        unit=list(units),
        engagement=list(radars),
        launcher=[row | {"interceptor": number} for number, row in enumerate(launchers)],
        rounds=list(rounds),
        doctrine=[[[1, hold, number]] for number, hold in enumerate(held)],
    )


@pytest.mark.parametrize("whys", list(product(BY_RANK, repeat=2)), ids="-".join)
def test_of_two_units_the_one_that_came_farthest_gives_the_reason(whys):
    assert reasons(two_units(whys))[0] == max(whys, key=BY_RANK.index)


def test_a_replay_gives_the_same_reasons_as_the_batch():
    case = two_units(("no_round", "unit_lost"))
    codes = run_worlds(case, 0, 1, replications=1).results.threats[0]["reason"]
    assert np.array_equal(replay_raid(case, 0, 0).threat_reason, codes)
