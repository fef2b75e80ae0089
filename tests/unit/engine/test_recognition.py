"""What command posts take tracks for: time, errors, and doctrine that goes by it."""

import numpy as np
import pytest

from skykeep.core.raid.tables.entities import ThreatClass
from skykeep.core.raid.tables.recognition import Recognition
from skykeep.core.raid.vocabulary.codes import LEAKED
from skykeep.engine import replay_raid, run_worlds
from skykeep.engine.replay import play_raid

from .small_cases import Threat, doctrine_tables, reasons, small_case
from .wear_cases import with_wear


def recognising(*threats, salvos=((1, 0, 0), (3, 0, 0)), decoy_of=(-1, -1), luck=None, **rule):
    """Return a case of two classes that fly alike, each with a salvo size, whose post recognises tracks."""
    case = small_case(*threats, rounds={"kill_p": 0.0}, unit={"max_salvos": 1}, luck=luck)
    classes = ThreatClass.table(1, 2)
    classes["rcs_m2"] = classes["rcs_low_band_m2"] = 1.0
    classes["decoy_of"] = decoy_of
    classes["decoyed_by"] = [decoy_of.index(place) if place in decoy_of else -1 for place in (0, 1)]
    rows = Recognition.table(1, 1)
    for name, value in ({"class_right_p": 1.0} | rule).items():
        rows[name] = value
    doctrine, choices = doctrine_tables([[list(each) for each in salvos]])
    return case._replace(
        classes=classes,
        doctrine=doctrine,
        choices=choices,
        kill_p=np.repeat(case.kill_p, 2, axis=2),
        believed_kill_p=np.repeat(case.believed_kill_p, 2, axis=1),
        p_detect=np.repeat(case.p_detect, 2, axis=0),
        recognition=rows,
    )


def shots(case, raids=1):
    return run_worlds(case, 0, 1, replications=raids).results.threats["shots"]


def test_a_unit_gets_ready_only_once_its_post_has_told_the_class():
    ready_s = [
        run_worlds(recognising(**rule), 0, 1, replications=1).results.threats["ready_s"][0, 0]
        for rule in ({}, {"classify_s": 40.0}, {"classify_s": 5.0, "identify_s": 25.0})
    ]
    assert np.diff(ready_s) == pytest.approx([40.0, -15.0])


def test_doctrine_goes_by_the_class_that_the_post_takes_the_threat_for():
    assert shots(recognising())[0, 0] == 1
    assert shots(recognising(class_right_p=0.0))[0, 0] == 3
    held = recognising(class_right_p=0.0, salvos=((1, 0, 0), (1, 1, 0)))
    assert reasons(held) == ("held_by_doctrine",)


def test_a_class_is_told_rightly_as_often_as_stated():
    raids = 400
    taken = shots(recognising(class_right_p=0.7), raids)[:, 0] == 1
    assert taken.mean() == pytest.approx(0.7, abs=4.0 * (0.7 * 0.3 / raids) ** 0.5)


def test_with_nothing_alike_in_the_raid_no_class_is_mistaken():
    case = recognising(class_right_p=0.0)
    case.classes["ballistic"][0, 1] = True
    assert shots(case)[0, 0] == 1


def test_a_decoy_that_is_not_recognised_is_met_as_what_it_imitates():
    decoy = Threat(row=(("threat_class", 1), ("decoy", 1)))
    met = recognising(decoy, decoy_of=(-1, 0))
    assert shots(met)[0, 0] == 1
    seen = recognising(decoy, decoy_of=(-1, 0), luck={"decoy_recognised": 1.0})
    assert shots(seen)[0, 0] == 0


def test_a_real_threat_that_is_taken_for_a_decoy_is_let_through_as_before():
    real = Threat(row=(("imitated", 1),))
    case = recognising(real, decoy_of=(-1, 0), luck={"taken_for_decoy": 1.0})
    assert reasons(case) == ("taken_for_decoy",)


def test_what_is_taken_for_a_friend_is_not_shot_at_and_the_ledger_says_so():
    case = recognising(threat_for_friend_p=1.0)
    assert shots(case)[0, 0] == 0
    assert reasons(case) == ("taken_for_friend",)


def test_the_log_tells_when_a_post_has_told_the_class_and_which():
    events = replay_raid(recognising(classify_s=30.0, class_right_p=0.0), 0, 0).events.to_pylist()
    known, told = (next(each for each in events if each["event"] == name) for name in ("known", "classified"))
    assert told["time_s"] == pytest.approx(known["time_s"] + 30.0)
    assert (told["post"], told["taken_for"]) == ("post-0", "class-1")


def test_recognition_that_is_instant_and_right_changes_no_outcome():
    threats = [Threat(start_m=(0.0, 60_000.0 + 5_000.0 * number)) for number in range(3)]
    plain, recognised = recognising(*threats)._replace(recognition=None), recognising(*threats)
    found, wanted = (run_worlds(case, 0, 1, replications=5).results for case in (recognised, plain))
    assert np.array_equal(found.threats, wanted.threats)
    assert (found.threats["outcome"] == LEAKED).all()


def test_a_post_that_was_out_when_it_should_have_recognised_a_track_does_so_when_it_works_again():
    striker = Threat(speed_mps=800.0, row=(("aim_post", 0),))  # arrives after 125 s
    rule = {"classify_s": 200.0}
    spared = with_wear(recognising(striker, Threat(), **rule), spares=1)  # a repair takes 100 s
    for name in ("repair_low_s", "repair_best_s", "repair_high_s"):
        spared.wear.parts[name][:] = 150.0
    tracks = play_raid(spared, 0, 0).raid.tracks
    assert tracks["recognised_s"][0, 1] == pytest.approx(125.0 + 150.0 + 200.0)
    never = play_raid(with_wear(recognising(striker, Threat(), **rule)), 0, 0).raid.tracks
    assert never["recognised_s"][0, 1] == np.inf
