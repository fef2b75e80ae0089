"""A hundred raids that stand for all: the shares of leakers and of reasons, luck apart from figures."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from skykeep.report.raid_dots import (
    bands,
    columns_of,
    count_columns,
    count_error,
    count_row,
    dot_words,
    grid_of,
    hundred_sentence,
    pair_words,
)
from skykeep.study.hundred import NOTHING, hundred_pairs, hundred_raids, raids_as_dots, told_dots

REASONS = ("no_round", "missed")


def ledger_of(leakers, first):
    """Return a ledger in which ``first`` leakers of each raid are for the first reason."""
    return np.stack([first, leakers - first], axis=-1)


def test_shares_of_leakers_and_reasons_are_those_of_all_raids():
    leakers = np.array([[0.0] * 20 + [2.0] * 50 + [5.0] * 30])
    first = np.array([[0.0] * 20 + [2.0] * 30 + [0.0] * 20 + [5.0] * 30])
    found = hundred_raids(leakers, ledger_of(leakers, first), REASONS)
    assert Counter((dot["leakers"], dot["reason"]) for dot in found["dots"]) == {
        (0, NOTHING): 20,
        (2, "no_round"): 30,
        (2, "missed"): 20,
        (5, "no_round"): 30,
    }


@pytest.mark.parametrize("raids", [100, 101, 1234])
def test_of_more_than_a_hundred_raids_a_hundred_stand_for_all(raids):
    leakers = np.arange(raids, dtype=float)[None, :]
    found = raids_as_dots(leakers, ledger_of(leakers, leakers), REASONS, whatever_figures=True)
    values = [dot["leakers"] for dot in found["dots"]]
    assert len(values) == 100
    assert values == sorted(values)
    assert np.mean(values) == pytest.approx(np.mean(leakers), abs=0.01 * raids)


@pytest.mark.parametrize("raids", [1, 7, 30, 99])
def test_fewer_than_a_hundred_raids_are_a_dot_each_and_the_words_count_them(raids):
    leakers = np.arange(raids, dtype=float)[None, :]
    found = hundred_raids(leakers, ledger_of(leakers, leakers), REASONS)
    assert [dot["leakers"] for dot in found["dots"]] == list(range(raids))
    assert dot_words(found, raids, name="S-400").startswith(f"S-400: in {raids} such raids of {raids}: ")
    assert hundred_sentence(found, raids).startswith(f"In {raids} such raids, figures at the median (")
    pair = hundred_pairs(leakers, leakers)
    assert len(pair["more"]) == pair["alike"] == raids
    assert pair_words({"B": pair}, first="A").startswith(f"In {raids} such raids fewer leak ")


def test_each_dot_tells_the_raid_that_it_is():
    rng = np.random.default_rng(4)
    leakers = rng.integers(0, 9, (6, 17)).astype(float)
    first, left = np.floor(0.5 * leakers), rng.integers(0, 30, leakers.shape).astype(float)
    worlds = (41, 3, 8, 59, 0, 12)
    found = told_dots(leakers, ledger_of(leakers, first), left, REASONS, worlds)
    plain = raids_as_dots(leakers, ledger_of(leakers, first), REASONS)
    assert [{key: dot[key] for key in ("leakers", "reason")} for dot in found["dots"]] == plain["dots"]
    assert len({(dot["world"], dot["replication"]) for dot in found["dots"]}) == 100
    for dot in found["dots"]:
        raid = worlds.index(dot["world"]), dot["replication"]
        assert (dot["leakers"], dot["rounds_left"]) == (leakers[raid], left[raid])
        counts = {"no_round": first[raid], "missed": leakers[raid] - first[raid]}
        assert dot["ledger"] == {reason: count for reason, count in counts.items() if count}


def test_what_a_count_may_be_off_by_holds_nine_tenths_of_counts_of_as_many_raids():
    rng = np.random.default_rng(7)
    for raids in (30, 102):
        error = count_error({"dots": [{}] * min(raids, 100), "of_raids": raids})
        counts = rng.binomial(raids, 0.5, 20_000) * min(raids, 100) / raids
        assert np.mean(np.abs(counts - 0.5 * min(raids, 100)) <= error) >= 0.9
    assert count_error({"dots": [{}] * 100, "of_raids": 10_000}) == 1


def test_luck_is_of_the_median_worlds_alone():
    leakers = np.repeat([[1.0], [2.0], [3.0]], 10, axis=1).repeat(10, axis=0)
    ledger = ledger_of(leakers, leakers)
    luck = hundred_raids(leakers, ledger, REASONS)
    assert {dot["leakers"] for dot in luck["dots"]} == {2}
    assert luck["of_worlds"] == 3
    both = raids_as_dots(leakers, ledger, REASONS, whatever_figures=True)
    assert Counter(dot["leakers"] for dot in both["dots"]) == {1: 33, 2: 34, 3: 33}
    assert both["of_raids"] == 300


def test_pairs_are_of_the_same_raids():
    first = np.array([[0.0] * 30 + [3.0] * 70])
    second = np.array([[1.0] * 30 + [3.0] * 50 + [2.0] * 20])
    pair = hundred_pairs(first, second)
    assert (pair["fewer_past_first"], pair["alike"], pair["fewer_past_second"]) == (30, 50, 20)
    assert pair_words({"B": pair}, first="A") == (
        "In 100 such raids fewer leak past A than past B in 30 (more in 20, as many in 50)."
    )
    told = pair_words({"B": pair, "C": pair | {"whatever_figures": True}}, first="A")
    assert told.count("whatever the figures") == told.count("In 100 raids") == 1
    assert told.endswith("and than past C in 30 (more in 20, as many in 50).")


@pytest.mark.parametrize("launched", [1, 2, 3, 8, 24, 40, 200])
def test_bands_and_columns_hold_every_number_once(launched):
    for parts in (bands(launched), columns_of(launched)):
        inside = [number for low, high in parts for number in range(low, high + 1)]
        assert inside == list(range(launched + 1))
    assert len(count_columns(launched)) == len(bands(launched))


def test_dots_stand_more_abreast_where_one_column_holds_most_of_them():
    spread = {"dots": [{"leakers": number % 25} for number in range(100)]}
    alike = {"dots": [{"leakers": 24}] * 100}
    assert grid_of([spread], 24) == (3, 14)
    abreast, rows = grid_of([spread, alike], 24)
    assert abreast == 4
    assert (rows - 1) * abreast < 100 <= rows * abreast
    assert grid_of([{"dots": [{"leakers": 1}] * 100}], 1) == (7, 15)


def test_counts_of_bands_make_a_hundred_and_name_the_commonest_reason():
    leakers = np.array([[0.0] * 20 + [2.0] * 50 + [8.0] * 30])
    found = hundred_raids(leakers, ledger_of(leakers, leakers), REASONS)
    assert count_row(found, 8) == ["20", "50", "0", "0", "30", "no round ready: 80"]
    assert dot_words(found, 8, name="S-400") == (
        "S-400: in 100 such raids of 8: nothing leaks in 20, 1 to 2 leak in 50, 7 to 8 leak in 30."
    )


def test_raids_in_which_nothing_leaks_have_no_reason():
    nothing = np.zeros((3, 4))
    found = hundred_raids(nothing, ledger_of(nothing, nothing), REASONS)
    assert count_row(found, 3)[-1] == ""
    assert {dot["reason"] for dot in found["dots"]} == {NOTHING}


def test_a_run_tells_its_hundred_raids_in_one_sentence_and_the_commonest_main_reason():
    leakers = np.array([[0.0] * 20 + [1.0] * 50 + [8.0] * 30])
    found = hundred_raids(leakers, ledger_of(leakers, leakers), ("no_round", "missed"))
    words = hundred_sentence(found, 8)
    assert words.startswith(
        "In 100 such raids, figures at the median (by their number alone a count may be off by 9): nothing "
        "leaks in 20, 1 to 2 leak in 50, 7 to 8 leak in 30. In 80 of them the main reason is: "
    )
    none = hundred_raids(0.0 * leakers, ledger_of(0.0 * leakers, 0.0 * leakers), ("no_round", "missed"))
    assert hundred_sentence(none, 8).endswith(": nothing leaks in 100.")
    one = hundred_raids(np.ones((1, 9)), ledger_of(np.ones((1, 9)), np.ones((1, 9))), ("no_round", "missed"))
    assert "1 leaks in 9." in hundred_sentence(one, 1)
