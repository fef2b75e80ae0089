"""The page of a run, and its map, in Arabic: nothing is left in English, its numbers are the English ones."""

import re

import pytest

from skykeep.api.run_pages import run_html_page
from skykeep.errors import UsageError
from skykeep.language import in_language, language
from skykeep.report import run_page
from skykeep.report.coverage_page import render_coverage_map

from ..report.arabic_pages import left_in_english, numbers, read, sentences_as_names, texts_of

pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def given(small_run):
    """Give everything on the page of the small run."""
    kept = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_page, "render_run", lambda data: kept.append((data, language())) or "")
        run_html_page(small_run, language="ar")
    ((data, spoken),) = kept
    assert spoken == "ar"
    return data


@pytest.fixture(scope="module")
def arabic(given):
    with in_language("ar"):
        return run_page.render_run(given)


def test_nothing_of_a_run_is_left_in_english(arabic):
    assert left_in_english(arabic) == []
    assert sentences_as_names(arabic) == ["A small mixed raid on flat ground"]  # what its file calls it
    assert [text for text in texts_of(arabic) if re.search("[0-9]", text)] == []


def test_tables_of_a_run_have_the_numbers_of_the_english_page(arabic, given):
    english, translated = (read(page).cells for page in (run_page.render_run(given), arabic))
    assert len(english) == len(translated) > 100
    pairs = [pair for pair in zip(english, translated, strict=True) if numbers(pair[0])]
    assert [pair for pair in pairs if numbers(pair[0]) != numbers(pair[1])] == []
    assert len(pairs) > 80


def test_nothing_of_its_map_is_left_in_english(given):
    with in_language("ar"):
        page = render_coverage_map(given.map)
    assert left_in_english(page) == []
    assert sentences_as_names(page) == []
    assert '<html lang="ar" dir="rtl">' in page


def test_a_language_that_no_page_speaks_is_refused_before_anything_is_played():
    with pytest.raises(UsageError, match="does not speak 'xx'"):
        run_html_page(None, language="xx")
