"""The page of a brief in Arabic: nothing is left in English, its numbers are those of the English page."""

import re

import pytest

from skykeep.language import in_language
from skykeep.report.page import render_brief
from skykeep.report.verdict import verdict

from .arabic_pages import left_in_english, numbers, read, texts_of
from .brief_cases import brief_data


@pytest.fixture(scope="module")
def arabic():
    """Give the page of the small brief in Arabic."""
    pytest.importorskip("matplotlib")
    with in_language("ar"):
        return render_brief(brief_data())


def test_nothing_is_left_in_english_but_names_code_and_quotations(arabic):
    assert left_in_english(arabic) == []


def test_tables_have_the_numbers_of_the_english_page(page, arabic):
    summary = re.compile(r'<details class="how long arabic".*?</details>', re.DOTALL)
    english, translated = (read(summary.sub("", each)).cells for each in (page, arabic))
    assert len(english) == len(translated) > 300
    told = [(ours, theirs) for ours, theirs in zip(english, translated, strict=True) if numbers(ours)]
    assert [pair for pair in told if numbers(pair[0]) != numbers(pair[1])] == []
    assert len(told) > 150


def test_it_is_written_from_the_right_without_the_short_answer(arabic):
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "الخلاصة بالعربية" not in arabic


def test_digits_are_those_of_the_locale_wherever_a_sentence_tells_a_number(arabic):
    assert [text for text in texts_of(arabic) if re.search(r"[0-9]", text)] == []


def test_the_language_is_let_go_after_the_page(arabic):
    assert re.search("[A-Za-z]", " ".join(verdict(brief_data())))
