"""Decisive moments of scenes made by hand: each is found where it is, and only where it is."""

import pytest

from skykeep.engine.scene import DECISIVE_NAMES, Happening, Spell, decisive_moments

from .hand_made_scenes import (
    HOME,
    RADAR,
    UNIT,
    engages,
    fire_unit,
    hand_made,
    knows,
    leaks,
    shot,
    threat,
)
from .scene_cases import scene

A, B, C = "raid/a/0", "raid/a/1", "raid/a/2"


def found(scene_, **more):
    """Return the decisive moments by name; the last one of a name that comes twice."""
    return {moment.name: moment for moment in decisive_moments(scene_, **more)}


def test_a_raid_in_which_nothing_happens_begins_and_is_over():
    moments = decisive_moments(hand_made([threat(A, 0.0, 300.0, "aborted")]))
    assert [(each.name, each.time_s, each.rank) for each in moments] == [
        ("begins", 0.0, 2),
        ("over", 300.0, 1),
    ]
    assert moments[1].counts == {"threats": 1, "leaked": 0, "killed": 0}


def test_the_first_leak_comes_before_everything_else_and_counts_all_leakers():
    threats = [
        threat(A, 0.0, 300.0, "leaked"),
        threat(B, 5.0, 280.0, "leaked"),
        threat(C, 0.0, 90.0, "killed"),
    ]
    first = found(hand_made(threats, happenings=leaks(threats[0], threats[1])))["first_leak"]
    assert (first.actor, first.time_s, first.rank) == (B, 280.0, 1)
    assert first.counts == {"leaked": 2, "threats": 3}
    assert first.place == HOME


def test_decoys_and_traffic_that_arrive_do_not_leak():
    others = [
        threat(A, 0.0, 300.0, "leaked", decoy=True),
        threat(B, 0.0, 300.0, "passed", side="friendly"),
        threat(C, 0.0, 310.0, "killed"),
    ]
    assert "first_leak" not in found(hand_made(others, happenings=leaks(others[0])))


def test_channels_are_full_when_as_many_threats_are_engaged_as_there_are_channels():
    threats = [threat(name, 0.0, 300.0, "leaked") for name in (A, B, C)]
    spells = [
        engages(A, 100.0, 130.0),
        engages(B, 120.0, 150.0),
        *(knows(name, 90.0, 300.0) for name in (A, B, C)),
    ]
    full = found(hand_made(threats, spells=spells))["channels_full"]
    assert (full.actor, full.time_s) == (UNIT, 120.0)
    assert full.counts == {"channels": 2, "waiting": 1}


def test_engagements_one_after_another_fill_no_channels():
    threats = [threat(name, 0.0, 300.0, "killed") for name in (A, B)]
    spells = [engages(A, 100.0, 130.0), engages(B, 130.0, 150.0)]
    assert "channels_full" not in found(hand_made(threats, spells=spells))


def test_the_first_fire_unit_whose_channels_are_full_is_told_alone():
    threats = [threat(name, 0.0, 300.0, "killed") for name in (A, B)]
    units = [fire_unit(channels=1), fire_unit(channels=1, name="unit-2")]
    spells = [engages(A, 100.0, 130.0), engages(B, 90.0, 150.0, unit="unit-2")]
    moments = decisive_moments(hand_made(threats, spells=spells, units=units))
    assert [each.actor for each in moments if each.name == "channels_full"] == ["unit-2"]


def test_the_last_round_is_the_launch_after_which_none_is_ready_and_says_when_one_is_again():
    threats = [threat(A, 0.0, 300.0, "leaked"), threat(B, 0.0, 310.0, "leaked")]
    shots = [shot(0, A, 100.0, 120.0, "missed"), shot(1, B, 110.0, 130.0, "missed")]
    stocks = [(0.0, 2), (100.0, 1), (110.0, 0)]
    last = found(hand_made(threats, shots=shots, stocks=stocks))["last_round"]
    assert (last.actor, last.about, last.time_s) == (UNIT, B, 110.0)
    assert last.counts == {"fired": 2, "flying": 2}
    again = found(hand_made(threats, shots=shots, stocks=[*stocks, (170.0, 4)]))["last_round"]
    assert again.counts["reloaded_after_s"] == 60


def test_a_unit_that_never_fired_has_not_fired_its_last_round():
    assert "last_round" not in found(hand_made([threat(A, 0.0, 300.0, "leaked")], stocks=[(0.0, 0)]))


def test_the_leaker_most_shot_at_survives_the_last_round_that_met_it():
    threats = [
        threat(A, 0.0, 300.0, "leaked"),
        threat(B, 0.0, 310.0, "leaked"),
        threat(C, 0.0, 320.0, "leaked"),
    ]
    shots = [
        shot(0, A, 100.0, 120.0, "missed"),
        shot(1, B, 110.0, 130.0, "missed"),
        shot(2, B, 150.0, 170.0, "missed"),
    ]
    survived = found(hand_made(threats, shots=shots, happenings=leaks(*threats)))["survived"]
    assert (survived.actor, survived.about, survived.time_s) == (UNIT, B, 170.0)
    assert survived.counts == {"rounds": 2, "others": 1}


def test_a_leaker_that_was_held_dead_is_told_and_a_dead_one_is_not():
    threats = [threat(A, 0.0, 300.0, "leaked"), threat(B, 0.0, 130.0, "killed")]
    judged = [Happening(140.0, "assessed_dead", UNIT, name, "", HOME) for name in (A, B)]
    too_late = Happening(310.0, "assessed_dead", UNIT, A, "", HOME)
    moments = decisive_moments(hand_made(threats, happenings=[*leaks(threats[0]), *judged, too_late]))
    assert [(each.about, each.time_s) for each in moments if each.name == "judged_dead"] == [(A, 140.0)]


def test_first_track_engagement_and_kill_are_the_first_ones():
    threats = [threat(A, 0.0, 120.0, "killed"), threat(B, 0.0, 130.0, "killed")]
    shots = [
        shot(0, A, 100.0, 120.0, "missed"),
        shot(1, A, 100.0, 120.0, "killed"),
        shot(2, B, 110.0, 130.0, "killed"),
    ]
    tracked = [Happening(time_s, "confirmed", RADAR, A, "", HOME) for time_s in (60.0, 50.0)]
    told = found(hand_made(threats, shots=shots, happenings=tracked))
    assert told["first_track"].time_s == 50.0
    assert told["first_track"].counts == {"flying": 2}
    assert (told["first_engagement"].about, told["first_engagement"].counts["rounds"]) == (A, 2)
    assert (told["first_kill"].actor, told["first_kill"].time_s) == (UNIT, 120.0)
    assert told["first_kill"].counts == {"killed": 2}


def test_rounds_at_decoys_are_counted_and_traffic_that_is_shot_down_is_told():
    threats = [
        threat(A, 0.0, 120.0, "killed", decoy=True),
        threat(B, 0.0, 130.0, "killed", side="friendly"),
        threat(C, 0.0, 140.0, "killed"),
    ]
    shots = [
        shot(0, A, 90.0, 110.0, "missed"),
        shot(1, A, 100.0, 120.0, "killed"),
        shot(2, B, 110.0, 130.0, "killed"),
    ]
    told = found(hand_made(threats, shots=shots))
    assert told["decoy_engaged"].counts == {"rounds": 2}
    assert (told["traffic_shot_down"].actor, told["traffic_shot_down"].about) == (UNIT, B)


def test_losses_are_told_and_a_unit_that_only_fails_is_out_of_action():
    threats = [threat(A, 0.0, 300.0, "leaked")]
    hit = Happening(200.0, "radar_lost", UNIT, A, "", HOME)
    spells = [Spell(UNIT, "out_of_action", 200.0, 250.0), Spell(UNIT, "out_of_action", 260.0, 270.0)]
    moments = decisive_moments(hand_made(threats, happenings=[hit], spells=spells))
    told = [(each.name, each.time_s) for each in moments if each.name in ("radar_lost", "out_of_action")]
    assert told == [("radar_lost", 200.0), ("out_of_action", 260.0)]


def test_of_one_name_three_are_told_and_of_all_as_many_as_asked_for():
    threats = [threat(f"raid/a/{number}", 0.0, 300.0, "leaked") for number in range(6)]
    judged = [
        Happening(100.0 + n, "assessed_dead", UNIT, each.id, "", HOME) for n, each in enumerate(threats)
    ]
    made = hand_made(threats, happenings=[*leaks(*threats), *judged])
    moments = decisive_moments(made)
    assert sum(each.name == "judged_dead" for each in moments) == 3
    few = decisive_moments(made, most=2)
    assert [each.name for each in few] == ["judged_dead", "first_leak"]
    with pytest.raises(ValueError, match="at least 1"):
        decisive_moments(made, most=0)


@pytest.mark.parametrize("key", [(3, 1), (0, 0)])
def test_moments_of_a_raid_of_the_kernel_are_in_order_ranked_and_within_it(key):
    made = scene(world=key[0], replication=key[1])
    moments = decisive_moments(made)
    assert [each.time_s for each in moments] == sorted(each.time_s for each in moments)
    assert sorted(each.rank for each in moments) == list(range(1, len(moments) + 1))
    by_rank = sorted(moments, key=lambda each: each.rank)
    assert [DECISIVE_NAMES.index(each.name) for each in by_rank] == sorted(
        DECISIVE_NAMES.index(each.name) for each in by_rank
    )
    for each in moments:
        assert 0.0 <= each.time_s <= made.ends_s
        assert each.actor in made.by_id
        assert not each.about or each.about in made.by_id
    assert {"first_engagement", "over"} <= {each.name for each in moments}


def test_the_same_scene_gives_the_same_moments():
    assert decisive_moments(scene()) == decisive_moments(scene())
