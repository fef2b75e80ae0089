"""The answer in Arabic has the numbers of the English page, each with its doubt, and reads from the right."""

import re

import pytest

from skykeep.report.arabic_summary import arabic_summary, with_names
from skykeep.report.placement_words import share_words
from skykeep.report.words import share_with_limits

from .brief_cases import brief_data

LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩٪٫٬", "0123456789%.,")


@pytest.fixture(scope="module")
def summary():
    """Give the answer of the small brief."""
    return arabic_summary(brief_data())


def numbers(told):
    """Return the numbers of a text, whatever its digits."""
    return re.findall(r"\d+(?:\.\d+)?", told.translate(LATIN))


def test_what_is_engaged_is_what_the_english_table_says(summary):
    data, reach = brief_data(), summary.tables[0]
    for system, row in zip(data.systems, reach.rows, strict=True):
        found = {each.height_agl_m: each for each in data.coverage_of(system.id, data.raid_site).rows}
        told = [share_with_limits(found[height].engageable_share) for height in data.verdict_heights_agl_m]
        assert with_names(row[0]) == f"<bdi>{system.name}</bdi>"
        assert [numbers(cell) for cell in row[2:]] == [numbers(each) for each in told]


def test_the_placement_is_what_the_english_sentence_says(summary):
    wanted = numbers(share_words(brief_data().placement))
    told = numbers(summary.lines[1])
    assert any(told[at : at + len(wanted)] == wanted for at in range(len(told)))


def test_every_number_of_a_table_has_its_doubt(summary):
    assert [table.columns[0] for table in summary.tables] == ["المنظومة", "المنظومة", "الخيار"]
    for table in summary.tables:
        for row in table.rows:
            for cell, heading in zip(row[1:], table.columns[1:], strict=True):
                assert "(" in cell or heading == "دائرة الاشتباك" or cell == "موجودة", cell
    assert "مفترض" in summary.tables[-1].caption


def test_the_page_has_it_from_the_right_and_in_its_language(page):
    assert '<details class="how long arabic" lang="ar" dir="rtl">' in page
    assert page.index("الخلاصة بالعربية") < page.index('id="verdict"')


def test_no_costs_no_table_of_costs():
    assert len(arabic_summary(brief_data(choice={})).tables) == 2


def test_names_of_other_letters_move_nothing_and_are_escaped(page):
    part = page[page.index('lang="ar"') : page.index("</details>", page.index('lang="ar"'))]
    assert "لمنظومة <bdi>Alpha-1</bdi>، ٨ من ١٤ لمنظومة <bdi>Beta-2</bdi>" in part
    assert "\u2068" not in re.sub(r'aria-label="[^"]*"', "", part)
    assert with_names("\u2068<b>\u2069") == "<bdi>&lt;b&gt;</bdi>"
