"""Friendly and neutral traffic: it answers or not, is left alone or shot at, and never leaks."""

import numpy as np
import pytest

from skykeep.core.raid.tables.recognition import Recognition
from skykeep.core.raid.vocabulary.codes import ABORTED, KILLED, PASSED
from skykeep.core.raid.vocabulary.reasons import ANSWER_MISSED, DID_NOT_ANSWER, REASON_NAMES
from skykeep.engine import plain_legend, raid_table, replay_raid, run_worlds, threat_table
from skykeep.engine.replay import play_raid
from skykeep.engine.why import explain_threat
from skykeep.report.why_words import SAVINGS, difference_sentences

from .small_cases import Threat, reasons, small_case

FRIEND, NEUTRAL = (Threat(row=(("side", side),)) for side in (1, 2))


def amid(*threats, tight=False, unit=None, rounds=None, launcher=None, **rule):
    """Return a case with traffic among the threats, whose post identifies tracks with the chances given."""
    case = small_case(*threats, unit=unit, rounds=rounds, launcher=launcher)
    rows = Recognition.table(1, 1)
    for name, value in ({"class_right_p": 1.0, "traffic": True} | rule).items():
        rows[name] = value
    case.doctrine["weapons_tight"] = tight
    return case._replace(recognition=rows)


def played(case, raids=1):
    return run_worlds(case, 0, 1, replications=raids).results


def test_traffic_that_answers_is_left_alone_and_flies_on():
    results = played(amid(FRIEND, NEUTRAL, Threat()))
    assert results.threats["outcome"][0].tolist() == [PASSED, PASSED, KILLED]
    assert results.threats["shots"][0].tolist() == [0, 0, 1]
    assert results.raids["leakers"][0] == 0
    assert results.raids["killed"][0] == 1


def test_as_many_friends_are_shot_down_as_are_not_heard():
    # shots always kill: of n friends in the zone n e are lost, e = s + (1 - s) m
    raids, friends, silent_p, missed_p = 400, 4, 0.1, 0.2
    error_p = silent_p + (1.0 - silent_p) * missed_p
    case = amid(*[FRIEND] * friends, friend_silent_p=silent_p, answer_missed_p=missed_p)
    down = (played(case, raids).threats["outcome"] == KILLED).sum(axis=1)
    assert down.mean() == pytest.approx(
        friends * error_p, abs=4.0 * (friends * error_p * (1.0 - error_p) / raids) ** 0.5
    )
    assert down.var() == pytest.approx(friends * error_p * (1.0 - error_p), rel=0.3)


def test_each_side_has_its_own_chance_of_silence():
    case = amid(FRIEND, NEUTRAL, neutral_silent_p=1.0)
    assert played(case).threats["outcome"][0].tolist() == [PASSED, KILLED]
    case = amid(FRIEND, NEUTRAL, friend_silent_p=1.0)
    assert played(case).threats["outcome"][0].tolist() == [KILLED, PASSED]


def test_the_reason_of_traffic_that_is_shot_down_says_why_it_was_not_known():
    for rule, reason in (
        ({"friend_silent_p": 1.0}, DID_NOT_ANSWER),
        ({"answer_missed_p": 1.0}, ANSWER_MISSED),
    ):
        results = played(amid(FRIEND, **rule))
        assert results.threats["reason"][0].tolist() == [reason]
        assert results.ledger.sum() == 0


def test_silence_is_the_same_for_every_post_and_a_missed_answer_its_own():
    posts = [{"first_unit": 0, "end_unit": 1}, {"first_unit": 1, "end_unit": 2}]
    case = small_case(FRIEND, units=2, posts=posts)
    rows = Recognition.table(1, 1)
    rows["class_right_p"], rows["traffic"] = 1.0, True

    def alike(name):
        rows[name] = 0.5
        held = [
            play_raid(case._replace(recognition=rows), 0, raid).raid.tracks["held_friendly"][:, 0]
            for raid in range(40)
        ]
        rows[name] = 0.0
        return np.mean([first == second for first, second in held])

    assert alike("friend_silent_p") == 1.0
    assert 0.2 < alike("answer_missed_p") < 0.8


def test_weapons_tight_leave_alone_what_nobody_has_declared_hostile():
    silent = {"friend_silent_p": 1.0}
    assert played(amid(FRIEND, tight=True, **silent)).threats["shots"].sum() == 0
    assert played(amid(FRIEND, tight=True, traffic_declared_p=1.0, **silent)).threats["shots"].sum() == 1
    held = amid(Threat(), tight=True, threat_undeclared_p=1.0)
    assert reasons(held) == ("not_identified",)
    assert played(amid(Threat(), tight=True)).threats["shots"].sum() == 1


def test_where_no_post_identifies_tracks_weapons_tight_hold_nothing_back():
    case = amid(Threat(), tight=True)._replace(recognition=None)
    assert played(case).threats["shots"].sum() == 1


def test_an_operator_looks_at_what_is_left_alone_too():
    busy = {"operators": 1, "operator_s": 30.0}
    early = Threat(start_m=(0.0, 90_000.0), row=(("side", 1),))
    ready_s = [
        played(amid(*threats, unit=busy)).threats["ready_s"][0, 0]
        for threats in ((Threat(),), (Threat(), early))
    ]
    assert ready_s[1] - ready_s[0] in (0.0, pytest.approx(30.0))  # who is taken up first is the order of rows
    later = Threat(start_m=(0.0, 90_000.0))
    ready_s = [
        played(amid(*threats, unit=busy)).threats["ready_s"][0, -1] for threats in ((later,), (FRIEND, later))
    ]
    assert ready_s[1] - ready_s[0] == pytest.approx(30.0)


def test_a_friend_takes_channels_and_rounds_from_the_raid():
    busy = {"target_channels": 1}
    alone = amid(Threat(), unit=busy, launcher={"rounds": 1}, friend_silent_p=1.0)
    assert played(alone).raids["leakers"][0] == 0
    amid_friends = amid(FRIEND, Threat(), unit=busy, launcher={"rounds": 1}, friend_silent_p=1.0)
    assert played(amid_friends).raids["leakers"][0] == 1


def test_every_round_is_counted_once_by_what_it_was_fired_at():
    decoy = Threat(row=(("decoy", 1),))
    threats = (FRIEND, NEUTRAL, decoy, Threat(), Threat(end_m=(0.0, 42_000.0), aborted=True))
    case = amid(
        *threats, rounds={"kill_p": 0.5}, launcher={"rounds": 40}, friend_silent_p=0.5, neutral_silent_p=0.5
    )
    case.doctrine["salvo_size"] = case.doctrine["later_salvo_size"] = 2
    batch = run_worlds(case, 0, 1, replications=60)
    columns = raid_table(case, plain_legend(case), batch).to_pydict()
    wasted = ("wasted", "at_decoys", "at_friendly", "at_neutral", "at_harmless")
    parts = np.array([columns[f"rounds_{name}"] for name in wasted])
    assert np.all(parts.sum(axis=1) > 0)
    shots, late, outcome = (batch.results.threats[name] for name in ("shots", "wasted", "outcome"))
    used = ((shots - late) * (outcome != ABORTED))[:, 3:].sum(axis=1)  # at what would have done harm
    assert np.array_equal(parts.sum(axis=0) + used, columns["rounds_fired"])
    assert np.array_equal(late.sum(axis=1), columns["rounds_wasted"])
    sides = threat_table(plain_legend(case), batch).column("side").to_pylist()[:5]
    assert sides == ["friendly", "neutral", "raid", "raid", "raid"]


def test_without_traffic_the_tables_do_not_know_of_it():
    case = small_case(Threat())
    batch, legend = run_worlds(case, 0, 1, replications=1), plain_legend(case)
    names = raid_table(case, legend, batch).column_names + threat_table(legend, batch).column_names
    assert not [name for name in names if "friendly" in name or "side" in name or "not_identified" in name]


def test_what_an_aircraft_of_the_traffic_went_through_is_told():
    case = amid(FRIEND, Threat())
    told = explain_threat(case, 0, 0, 0, legend=plain_legend(case))
    assert told.threat["side"] == "friendly"
    assert told.threat["reason"] is None
    assert [row["moment"] for row in told.moments][-1] == "passed"
    assert "held_for_friend" in [row["moment"] for row in told.moments]
    assert not told.trials
    events = replay_raid(case, 0, 0).events.column("event").to_pylist()
    assert "held_friendly" in events


def test_who_takes_a_threat_for_a_friend_kept_it_from_its_shot_though_another_post_did_not():
    posts = [{"first_unit": 0, "end_unit": 1}, {"first_unit": 1, "end_unit": 2}]
    short = [{}, {"range_max_m": 2_500.0, "range_min_m": 2_400.0, "alt_max_msl_m": 10.0}]
    case = small_case(Threat(), units=2, posts=posts, rounds=short)
    rows = Recognition.table(1, 1)
    rows["class_right_p"], rows["threat_for_friend_p"] = 1.0, 0.5
    case, found = case._replace(recognition=rows), set()
    for raid in range(12):
        alone = play_raid(case, 0, raid)
        first, second = alone.raid.tracks["held_friendly"][:, 0].tolist()
        row = alone.results.threats[0, 0]
        reason = REASON_NAMES[row.reason - 1] if row.reason else None
        found.add((first, second, reason))
    assert found == {
        (False, False, None),
        (False, True, None),
        (True, False, "taken_for_friend"),
        (True, True, "taken_for_friend"),
    }


def test_nobody_waits_for_a_partner_that_leaves_the_threat_alone():
    case = small_case(Threat(), units=2)
    rows = Recognition.table(1, 1)
    rows["class_right_p"], rows["threat_undeclared_p"] = 1.0, 1.0
    case = case._replace(recognition=rows)
    case.doctrine["leave_to_partner"][0, 0] = True
    case.doctrine["without_rules"][0, 0] = False
    launched_s = []
    for tight in (False, True):
        case.doctrine["weapons_tight"][0, 1] = tight
        (shot,) = play_raid(case, 0, 0).shots
        launched_s.append((shot.unit.item(), shot.launch_s.item()))
    assert [unit for unit, _ in launched_s] == [1, 0]
    assert launched_s[0][1] == pytest.approx(launched_s[1][1])


def test_no_operator_is_taken_by_what_is_left_alone_for_another_reason_than_whose_it_is():
    ready_s = []
    for undeclared_p in (0.0, 1.0):
        held = Threat(row=(("threat_class", 0),))
        case = amid(held, FRIEND, unit={"operators": 1, "operator_s": 30.0}, threat_undeclared_p=undeclared_p)
        case.doctrine["hold_fire"] = True
        ready_s.append(played(case).threats["ready_s"][0].tolist())
    assert ready_s[0] == ready_s[1]


def saved(case, threat=0):
    """Return the changes after which nobody shoots at an aircraft, and what is said of all."""
    told = explain_threat(case, 0, 0, threat, legend=plain_legend(case))
    words = {"shot_down": None, "reason": told.threat["reason"], "trials": told.trials}
    helps = {trial["change"] for trial in told.trials if trial["helps"]}
    return helps, {trial["change"] for trial in told.trials} - helps, " ".join(difference_sentences(words))


def test_what_would_have_saved_a_friend_is_found_by_playing_its_raid_again():
    unheard = {"friend_silent_p": 1.0, "answer_missed_p": 1.0}
    for rule, helps, fails in (
        ({"friend_silent_p": 1.0}, {"answers", "known", "weapons_tight", "class_held"}, set()),
        (
            {"answer_missed_p": 1.0},
            {"answers_heard", "known", "weapons_tight", "class_held"},
            set(),
        ),
        (unheard, {"known", "weapons_tight", "class_held"}, {"answers", "answers_heard"}),
    ):
        assert saved(amid(FRIEND, **rule))[:2] == (helps, fails)
    declared = amid(FRIEND, tight=True, traffic_declared_p=1.0, **unheard)
    assert saved(declared)[:2] == (
        {"known", "not_declared", "class_held"},
        {"answers", "answers_heard"},
    )
    assert "declare none of the traffic hostile (in place of a chance of 1, assumed)" in saved(declared)[2]
    assert "It is still shot at with: an answer" in saved(declared)[2]


def test_each_change_that_may_save_an_aircraft_has_words():
    case = amid(FRIEND, FRIEND, tight=True, friend_silent_p=1.0, answer_missed_p=0.5, traffic_declared_p=1.0)
    tight = {trial["change"] for trial in explain_threat(case, 0, 0, 0, legend=plain_legend(case)).trials}
    case.doctrine["weapons_tight"] = False
    free = {trial["change"] for trial in explain_threat(case, 0, 0, 0, legend=plain_legend(case)).trials}
    assert tight | free == set(SAVINGS)


def test_an_aircraft_that_was_shot_at_and_missed_is_told_so():
    case = amid(FRIEND, rounds={"kill_p": 0.0}, friend_silent_p=1.0)
    assert saved(case)[2].startswith("It was shot at, and missed. Played again")
    assert saved(amid(FRIEND))[2] == "Nothing: it was not shot down."
