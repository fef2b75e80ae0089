"""What decided a raid against a threat, and what would have: closed forms, trials, and the ledger."""

from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.core.raid.account.hindsight import look_back
from skykeep.core.raid.vocabulary.block_table import BLOCKS, LEFT_AS_IT_IS
from skykeep.core.raid.vocabulary.kinds import FIRST_BLOCK
from skykeep.core.raid.vocabulary.reasons import MISSED, NO_REASON, STEPS, UNIT_LOST
from skykeep.engine import plain_legend
from skykeep.engine.replay import play_raid
from skykeep.engine.why import explain_threat
from skykeep.report.why_words import CHANGES, NO_AMOUNT, difference_sentences
from skykeep.scenario.file import read_scenario
from skykeep.study.prepare import prepare

from .small_cases import BOTH, Threat, small_case

GOLDEN = Path(__file__).parents[2] / "golden" / "small-mixed.toml"


def explained(case, threat):
    """Return a threat of the first raid explained."""
    return explain_threat(case, 0, 0, threat, legend=plain_legend(case))


def helpful(found):
    """Return before and after of each change that gives a shot more, by name."""
    return {trial["change"]: (trial["before"], trial["after"]) for trial in found.trials if trial["helps"]}


def test_the_first_and_the_last_launch_are_those_of_the_collision_course():
    case = small_case(unit={"reaction_s": 200.0})
    (chance,) = look_back(case, 0, play_raid(case, 0, 0).raid, 0)
    # 250 m/s from 100 km at 1000 m height, a round of 1000 m/s to 2 to 50 km by slant range
    far_s = (100e3 - np.sqrt(50e3**2 - 1e6)) / 250.0
    assert chance.first_meet_s == pytest.approx(far_s, abs=0.01)
    assert chance.first_s == pytest.approx(far_s - 50.0, abs=0.01)
    assert chance.ready_first_s == pytest.approx(201.0, abs=1.0)
    near_s = (100e3 - np.sqrt(2e3**2 - 1e6)) / 250.0 - 2.0
    assert chance.last_s == pytest.approx(near_s, abs=0.6)
    assert chance.open_s == pytest.approx(near_s - chance.ready_first_s, abs=1.1)
    assert chance.round_ready


@pytest.mark.parametrize(("reload_s", "in_time"), [(230.0, True), (250.0, False)])
def test_a_round_was_ready_if_its_launcher_was_loaded_again_before_the_last_launch(reload_s, in_time):
    # the one round goes at the first threat after 150 s; the last launch at the second is at 391 s
    launcher = {"rounds": 1, "reload_sets": 1, "reload_s": reload_s}
    case = small_case(Threat(), Threat(), launcher=launcher)
    (chance,) = look_back(case, 0, play_raid(case, 0, 0).raid, 1)
    assert chance.last_s == pytest.approx(391.0, abs=0.6)
    assert chance.round_ready == in_time


def test_what_no_round_can_meet_has_no_launch():
    case = small_case(rounds={"alt_max_msl_m": 900.0})
    (chance,) = look_back(case, 0, play_raid(case, 0, 0).raid, 0)
    assert chance.first_s == chance.ready_first_s == chance.last_s == np.inf
    assert chance.open_s == 0.0


def test_one_round_short_is_one_round_short():
    case = small_case(*[Threat()] * 3, launcher={"rounds": 1}, launchers=2, doctrine=[[[1, 0, 0]]])
    found = explained(case, 2)
    assert found.threat["reason"] == "no_round"
    assert helpful(found)["rounds"] == (2, 4)  # one more on each of two launchers
    assert "channels" not in helpful(found)


def test_channels_short_by_three_are_found_to_be_three():
    # nobody is judged before all have arrived: each needs a channel of its own
    case = small_case(*[Threat()] * 5, unit={"target_channels": 2, "assessment_s": 500.0})
    found = explained(case, 4)
    assert found.threat["reason"] == "no_channel"
    assert helpful(found)["channels"] == (2, 5)
    assert "alone" in helpful(found)
    told = " ".join(
        difference_sentences(
            {"trials": found.trials, "chances": found.chances, "unit": found.unit, "story": found.threat}
        )
    )
    assert "5 target channels in place of 2 (and is killed)" in told
    assert "more rounds alone" in told


def test_a_sector_that_looks_elsewhere_would_have_had_to_look_round():
    looks_away = {"facing_rad": np.pi, "slew_rate_radps": 1e-9}
    found = explained(small_case(engagement={"sector_half_rad": 0.5}, unit=looks_away), 0)
    assert found.threat["reason"] == "out_of_sector"
    assert set(helpful(found)) == {"sector"}


def test_doctrine_and_being_taken_for_a_decoy_are_told_as_what_they_are():
    assert set(helpful(explained(small_case(doctrine=[[[1, 1, 0]]]), 0))) == {"doctrine"}
    taken = small_case(Threat(row=(("imitated", 1),)), luck={"taken_for_decoy": 1.0})
    assert set(helpful(explained(taken, 0))) == {"decoys"}
    assert set(helpful(explained(small_case(luck={"track_target": 0.0}), 0))) == {"tracking_luck"}


def test_a_reaction_too_slow_for_any_shot_is_the_one_thing_that_would_help():
    found = explained(small_case(unit={"reaction_s": 395.0}), 0)
    assert found.threat["reason"] == "seen_too_late"
    assert helpful(found) == {"reaction": (395.0, 0.0)}


def test_a_radar_that_is_hit_would_have_shot_if_it_had_not_been():
    striker = Threat(speed_mps=800.0, row=(("aim_unit", 0),))
    found = explained(small_case(striker, Threat()), 1)
    assert found.threat["reason"] == "unit_lost"
    assert set(helpful(found)) == {"no_part_hit", "alone"}


@pytest.mark.parametrize("aim", ["aim_unit", "aim_radar", "aim_post"])
def test_whatever_part_was_hit_would_have_been_there_if_nothing_had_been_aimed_at_it(aim):
    # the searching radar, or the post, is lost before it can tell of the second threat
    striker = Threat(speed_mps=800.0, row=((aim, 0),))
    later = Threat(seen=((130.0, np.inf, BOTH),))
    assert set(helpful(explained(small_case(striker, later), 1))) >= {"no_part_hit"}


def test_every_change_has_words():
    mixed = small_case(
        Threat(row=(("imitated", 1),)),
        Threat(row=(("aim_unit", 0),)),
        unit={"target_channels": 1, "missile_channels": 1, "max_salvos": 1, "operators": 1},
        engagement={"sector_half_rad": 0.5},
        luck={
            "taken_for_decoy": 0.5,
            "false_kill": 0.5,
            "track_target": 0.5,
            "channels_ready_low": 0.5,
        },
        posts=[{"end_unit": 1}, {"first_unit": 1, "end_unit": 1}],
        links=((0, 1, {"loss_p": 0.5}), (1, 0, {"loss_p": 0.5})),
    )
    tried = {trial["change"] for trial in explained(mixed, 0).trials}
    assert tried == set(CHANGES)
    assert set(NO_AMOUNT) < tried


@pytest.fixture(scope="module")
def mixed():
    """Give a small scenario of several classes and fire units, ready to be played."""
    catalogue = load_catalogue()
    return prepare(read_scenario(GOLDEN), catalogue)


def test_the_unit_that_speaks_for_all_gives_the_reason_of_the_ledger_in_every_raid(mixed):
    given = set()
    for world in range(4):
        for replication in range(4):
            played = play_raid(mixed.case, world, replication)
            for threat, result in enumerate(played.results.threats[0]):
                if result.reason and STEPS[result.reason] >= 0 and np.isfinite(result.confirmed_s):
                    chances = look_back(mixed.case, world, played.raid, threat)
                    reasons = {int(code) for code in chances["reason"]}
                    shot = played.raid.engagements["shots"][:, threat] > 0
                    told = reasons - {MISSED} or {MISSED}
                    assert not shot.any() or result.reason in (*reasons, MISSED, UNIT_LOST)
                    assert shot.any() or result.reason == max(told, key=lambda code: STEPS[code])
                    given.add(int(result.reason))
    assert len(given) > 3


def test_the_log_holds_what_keeps_a_unit_as_the_pair_of_unit_and_threat_does(mixed):
    compared = 0
    for world in range(4):
        played = play_raid(mixed.case, world, 0)
        raid = played.raid
        for unit, threat in np.ndindex(raid.engagements.shape):
            if raid.engagements["salvos"][unit, threat] == 0 and raid.engagements["noted"][unit, threat] > 0:
                assert last_block(played, unit, threat) == raid.engagements["kept_by"][unit, threat]
                compared += 1
    assert compared > 20


def last_block(played, unit, threat):
    """Return what keeps a unit from a threat at the end, by the log alone."""
    entries = played.entries
    about = (entries["place"] == unit) & (entries["threat"] == threat) & (entries["kind"] >= FIRST_BLOCK)
    kept_by, until_s = NO_REASON, np.inf
    for entry in entries[about]:
        block = BLOCKS[entry.kind - FIRST_BLOCK]
        in_force = kept_by != NO_REASON and until_s > entry.time_s
        if block.reason != LEFT_AS_IT_IS and not (block.gives_way and in_force):
            kept_by = block.reason
            until_s = entry.value if block.timed and entry.value > entry.time_s else np.inf
    return kept_by
