"""Philox against its published known answers, and what keys promise."""

import numpy as np
import pytest

from skykeep.core.kernel.streams import combine_keys, figure_uniforms, philox4x32, stream_key, uniform
from skykeep.rng import Purpose, entity_key

KNOWN_ANSWERS = [
    # Random123 distribution, kat_vectors, philox4x32 10: counter words, key words, result words
    (
        (0x00000000,) * 4,
        (0x00000000,) * 2,
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    (
        (0xFFFFFFFF,) * 4,
        (0xFFFFFFFF,) * 2,
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN_ANSWERS)
def test_philox_gives_the_known_answers_of_random123(counter, key, words):
    got = philox4x32(*(np.uint64(word) for word in counter), np.uint64(key[0] | key[1] << 32))
    assert tuple(int(word) for word in got) == words


def test_a_draw_depends_on_every_part_of_its_key():
    entity = np.uint64(entity_key("raid/0/cruise-missile/3"))
    other = np.uint64(entity_key("raid/0/cruise-missile/4"))
    key = np.uint64(stream_key(7, int(Purpose.KILL), 11))
    draws = {
        uniform(key, entity, 2, 0),
        uniform(key, entity, 2, 1),
        uniform(key, entity, 3, 0),
        uniform(key, other, 2, 0),
        uniform(np.uint64(stream_key(7, int(Purpose.KILL), 12)), entity, 2, 0),
        uniform(np.uint64(stream_key(8, int(Purpose.KILL), 11)), entity, 2, 0),
        uniform(np.uint64(stream_key(7, int(Purpose.ASSESSMENT), 11)), entity, 2, 0),
    }
    assert len(draws) == 7
    assert uniform(key, entity, 2, 0) in draws


def test_draws_are_uniform_between_zero_and_one():
    key = np.uint64(stream_key(1, int(Purpose.KILL), 0))
    drawn = np.array([uniform(key, np.uint64(5), r, c) for r in range(100) for c in range(100)])
    assert 0.0 < drawn.min() < drawn.max() < 1.0
    counts, _ = np.histogram(drawn, bins=20, range=(0.0, 1.0))
    chi_squared = float(((counts - 500.0) ** 2 / 500.0).sum())
    assert chi_squared < 43.8  # 99.9 % point of chi-squared with 19 degrees of freedom


@pytest.mark.parametrize(
    ("counter", "word", "drawn"),
    [
        # Philox is one to one: these counters, under key 0, were found from the words by going backwards
        ((0x86D9CCCE, 0x58DD724A, 0xD942A9DA, 0xD9F19CE4), 0x00000000, 2.0**-54),
        ((0x2C4AEE5D, 0x4F07C005, 0xBA2CA899, 0x97E2D350), 0xFFFFFFFF, 1.0),
    ],
)
def test_the_least_draw_is_above_zero_and_the_greatest_is_one(counter, word, drawn):
    key, low, high = np.uint64(0), counter[0], counter[1]
    assert {int(each) for each in philox4x32(*(np.uint64(each) for each in counter), key)} == {word}
    assert uniform(key, np.uint64(low | high << 32), *counter[2:]) == drawn


def test_worlds_of_a_figure_can_be_extended_without_changing_the_first_ones():
    entities = np.array([entity_key("a"), entity_key("b")], dtype=np.uint64)
    short = figure_uniforms(3, int(Purpose.FIGURE), entities, 0, 5)
    turned = entities[::-1].copy()
    long = figure_uniforms(3, int(Purpose.FIGURE), turned, 0, 9)
    np.testing.assert_array_equal(short, long[:5, ::-1])
    np.testing.assert_array_equal(long[5:], figure_uniforms(3, int(Purpose.FIGURE), turned, 5, 4))


def test_entity_keys_are_stable():
    assert entity_key("raid/0/cruise-missile/3") == 0xBCF9904014266960


def test_combined_keys_do_not_commute():
    assert combine_keys(np.uint64(1), np.uint64(2)) != combine_keys(np.uint64(2), np.uint64(1))
