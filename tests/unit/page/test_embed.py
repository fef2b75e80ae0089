"""What travels in a page comes out as it went in, and its letters can end nothing."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.page.embed import LETTERS, packed, unpacked


@given(st.binary(max_size=400))
def test_any_bytes_come_back(content):
    found = packed(content)
    assert unpacked(found.text) == content
    assert set(found.text) <= set(LETTERS)
    assert found.size == len(zlib.compress(content, 9))


def test_letters_cannot_end_an_element_an_attribute_or_open_a_comment():
    assert len(LETTERS) == len(set(LETTERS)) == 91
    assert not set(LETTERS) & set('<&" \n\r\t\0')


def test_it_takes_less_room_than_base64():
    noise = bytes((31 * each * each + 7 * each) % 251 for each in range(60_000))
    found = packed(noise)
    assert len(found.text) < 1.2312 * found.size + 2


def test_what_was_not_packed_is_refused():
    with pytest.raises(ValueError, match="not packed by this program"):
        unpacked('ab"c')
    with pytest.raises(ValueError, match="not packed by this program"):
        unpacked("abc")
