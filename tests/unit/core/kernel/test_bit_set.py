"""Sets of bits against Python's own sets."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.kernel import bit_set
from skykeep.core.kernel.by_address import from_python

WORDS = 4
add_member = from_python(bit_set.add_member)
drop_member = from_python(bit_set.drop_member)
fill_set = from_python(bit_set.fill_set)
next_common = from_python(bit_set.next_common)
next_member = from_python(bit_set.next_member)
swap_members = from_python(bit_set.swap_members)

numbers = st.integers(0, WORDS * bit_set.WORD_BITS - 1)


def members(words):
    """Return the members of a set as the kernel finds them one after the other."""
    found, number = [], next_member(words, 0)
    while number >= 0:
        found.append(number)
        number = next_member(words, number + 1)
    return found


@given(st.lists(st.tuples(st.booleans(), numbers), max_size=60))
def test_members_are_those_that_were_added_and_not_dropped_in_order(steps):
    words, expected = np.zeros(WORDS, np.int64), set()
    for add, number in steps:
        if add:
            add_member(words, number)
            expected.add(number)
        else:
            drop_member(words, number)
            expected.discard(number)
    assert members(words) == sorted(expected)


def test_a_full_set_has_every_number_and_none_behind_the_last():
    words = np.zeros(WORDS, np.int64)
    fill_set(words)
    assert members(words) == list(range(WORDS * bit_set.WORD_BITS))
    assert next_member(words, WORDS * bit_set.WORD_BITS) == -1


@given(st.sets(numbers), st.sets(numbers), numbers)
def test_the_next_common_member_is_the_first_that_both_sets_have(first, second, start):
    sets = np.zeros((2, WORDS), np.int64)
    for words, chosen in zip(sets, (first, second), strict=True):
        for number in chosen:
            add_member(words, number)
    expected = min((number for number in first & second if number >= start), default=-1)
    assert next_common(sets[0], sets[1], start) == expected


@given(st.sets(numbers), numbers, numbers)
def test_two_numbers_change_places_in_a_set(chosen, one, other):
    words = np.zeros(WORDS, np.int64)
    for number in chosen:
        add_member(words, number)
    swap_members(words, one, other)
    swapped = {one: other, other: one}
    assert members(words) == sorted(swapped.get(number, number) for number in chosen)
