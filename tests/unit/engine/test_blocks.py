"""What keeps a fire unit from a shot is in the log when it does: the smallest raid for each block."""

import math
from dataclasses import replace

import numpy as np
import pytest

from skykeep.compiler.assigning import with_policy
from skykeep.core.raid.account.results import new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import new_raid
from skykeep.core.raid.vocabulary.block_table import BLOCKS, LEFT_AS_IT_IS
from skykeep.core.raid.vocabulary.codes import DONE, ROLLING, VALUE_GREEDY
from skykeep.core.raid.vocabulary.kinds import FIRST_BLOCK, LOG_NAMES
from skykeep.core.raid.vocabulary.reasons import NO_REASON
from skykeep.engine import plain_legend
from skykeep.engine.blocks import blocks_of, engagements_of
from skykeep.engine.replay import play_raid
from skykeep.engine.why import explain_threat
from skykeep.report.story_words import MOMENT_WORDS
from skykeep.report.why_words import why_cells

from .small_cases import Threat, small_case

TWO_POSTS = [{"end_unit": 1}, {"first_unit": 1, "end_unit": 2}]
BOTH_WAYS = [(0, 1, {"latency_s": 1.0}), (1, 0, {"latency_s": 1.0})]
STRIKER = Threat(speed_mps=800.0, row=(("aim_unit", 0),))
FROM_SOUTH = Threat(start_m=(0.0, -100_000.0))
NARROW = {"sector_half_rad": 0.5}

DEAR, CHEAP = (Threat(row=(("aim_value", value),)) for value in (9.0, 1.0))
LATER = replace(DEAR, start_m=(0.0, 110_000.0))

FORCED = {
    "not_in_reach": (small_case(), 0, 0),
    "no_shot_left": (small_case(unit={"reaction_s": 395.0}), 0, 0),
    "no_round": (small_case(Threat(), Threat(), launcher={"rounds": 1}), 0, 1),
    "no_channel": (small_case(Threat(), Threat(), unit={"target_channels": 1}), 0, 1),
    "no_missile_channel": (small_case(Threat(), Threat(), unit={"missile_channels": 1}), 0, 1),
    "out_of_sector": (small_case(Threat(), FROM_SOUTH, engagement=NARROW), 0, 1),
    "turning": (small_case(engagement=NARROW, unit={"facing_rad": math.pi, "slew_rate_radps": 0.1}), 0, 0),
    "engaged_by_unit": (small_case(units=2), 1, 0),
    "engaged_by_others": (
        small_case(units=2, posts=TWO_POSTS, links=BOTH_WAYS, unit=[{}, {"reaction_s": 160.0}]),
        1,
        0,
    ),
    "held_dead": (small_case(units=2, rounds={"kill_p": 0.0}, luck={"false_kill": 1.0}), 1, 0),
    "held_by_doctrine": (small_case(doctrine=[[[1, 1, 0]]]), 0, 0),
    "held_for_decoy": (small_case(Threat(row=(("imitated", 1),)), luck={"taken_for_decoy": 1.0}), 0, 0),
    "ready_too_late": (small_case(unit={"reaction_s": 500.0}), 0, 0),
    "unit_lost": (small_case(STRIKER, Threat()), 0, 1),
    "awaits_order": (with_policy(small_case(DEAR, LATER), VALUE_GREEDY, settings={"period_s": 60.0}), 0, 1),
    "not_ordered": (with_policy(small_case(CHEAP, LATER, launcher={"rounds": 1}), ROLLING), 0, 0),
}


@pytest.mark.parametrize("name", FORCED)
def test_the_log_holds_each_block_when_it_keeps_a_unit_from_its_shot(name):
    case, unit, threat = FORCED[name]
    found = [block for block in blocks_of(play_raid(case, 0, 0), threat) if block.unit == unit]
    assert name in [block.name for block in found]
    for block in found:
        assert block.from_s <= block.until_s
    assert [block.from_s for block in found] == sorted(block.from_s for block in found)


@pytest.mark.parametrize("name", FORCED)
def test_why_tells_each_block_in_words(name):
    case, _, threat = FORCED[name]
    found = explain_threat(case, 0, 0, threat, legend=plain_legend(case))
    rows = [row for row in found.moments if row["moment"] == name]
    assert rows
    time, what, *_ = why_cells(rows[0])
    assert " to " in time
    assert what.startswith(f"not shot at: {MOMENT_WORDS[name]}")
    assert all(len(why_cells(row)) == 6 for row in found.moments)


def test_every_block_has_words_and_a_reason_where_it_can_be_the_last():
    blocks = set(LOG_NAMES[FIRST_BLOCK:])
    assert blocks <= set(MOMENT_WORDS)
    without = {block.name for block in BLOCKS if block.reason in (NO_REASON, LEFT_AS_IT_IS)}
    assert without == {"not_in_reach", "no_shot_left", "ready_too_late"}


def test_a_want_of_channels_names_those_who_hold_them_and_ends_when_one_is_judged():
    case, unit, threat = FORCED["no_channel"]
    played = play_raid(case, 0, 0)
    (spell, *_) = engagements_of(played)[unit]
    (block,) = [block for block in blocks_of(played, threat) if block.name == "no_channel"]
    assert block.held_by == (0,)
    # the first threat is shot at after 150 s at 50 km, met after 200 s and judged 5 s later
    assert (spell.threat, spell.until_s) == (0, pytest.approx(205.0, abs=0.1))
    assert (block.from_s, block.until_s) == (spell.from_s, spell.until_s)


def test_the_first_launch_is_foreseen_while_a_threat_is_not_in_reach():
    case, _, threat = FORCED["not_in_reach"]
    (block,) = blocks_of(play_raid(case, 0, 0), threat)
    assert block.expected_s == block.until_s == pytest.approx(150.0, abs=0.1)


def test_without_a_log_nothing_is_written_and_the_raid_is_the_same():
    case, _, _ = FORCED["no_channel"]
    raid, results = new_raid(case), new_results(case, 1)
    assert run_raids(case, 0, range(1), 0, np.inf, raid, results) == DONE
    assert raid.progress.logged == 0
    assert np.all(raid.engagements["noted"] < FIRST_BLOCK)
    played = play_raid(case, 0, 0)
    assert np.array_equal(played.results.threats, results.threats)
    assert np.any(played.entries["kind"] >= FIRST_BLOCK)


def test_a_salvo_let_go_and_one_held_back_are_in_the_log():
    once = small_case(unit={"max_salvos": 1}, rounds={"kill_p": 0.0})
    names = [LOG_NAMES[entry.kind] for entry in play_raid(once, 0, 0).entries]
    assert names[-2:] == ["assessed_alive", "let_go"]


def test_a_salvo_that_waited_for_its_launch_when_the_radar_was_hit_is_held_back():
    # the second threat's round waits 60 s for its launcher; the striker arrives after 155 s
    striker = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 30.0)))
    case = small_case(Threat(), striker, Threat(), launcher={"interval_s": 60.0})
    entries = play_raid(case, 0, 0).entries
    about = [LOG_NAMES[entry.kind] for entry in entries[entries["threat"] == 2]]
    assert about[about.index("ordered") :] == ["ordered", "held_back"]
    found = explain_threat(case, 0, 0, 2, legend=plain_legend(case))
    assert found.threat["reason"] == "unit_lost"
