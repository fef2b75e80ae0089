"""The page of a brief in Arabic: nothing is left in English, its numbers are those of the English page."""

import re
from html.parser import HTMLParser

import pytest

from skykeep.language import in_language
from skykeep.report.page import render_brief
from skykeep.report.verdict import verdict

from .brief_cases import brief_data

LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩٪٫٬", "0123456789%.,")
ISOLATE = re.compile("\u2068[^\u2069]*\u2069")
SPOKEN = ("aria-label", "data-label", "title", "alt", "placeholder", "data-live-says")
"""Attributes that are read to a reader."""
LEFT_IN_ENGLISH = 0
"""Texts that nobody has translated yet: this may only fall."""


class Reader(HTMLParser):
    """Gathers what a reader reads, but names, code and what is marked as English; and the cells of tables."""

    VOID = ("meta", "link", "br", "img", "input", "hr")

    def __init__(self):
        super().__init__()
        self.open, self.texts, self.cells = [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.texts += [given[name] for name in SPOKEN if given.get(name) and not self.is_passed]
        if tag == "td":
            self.cells.append("")
        if tag not in self.VOID:
            apart = tag in ("bdi", "code", "script", "style") or given.get("lang") == "en"
            self.open.append((tag, apart))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.is_passed:
            self.texts.append(data)
        if any(tag == "td" for tag, _ in self.open):
            self.cells[-1] += data

    @property
    def is_passed(self):
        return any(apart for _, apart in self.open)


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.fixture(scope="module")
def arabic():
    """Give the page of the small brief in Arabic."""
    pytest.importorskip("matplotlib")
    with in_language("ar"):
        return render_brief(brief_data())


def test_nothing_is_left_in_english_but_names_code_and_quotations(arabic):
    texts = (ISOLATE.sub("", text) for text in read(arabic).texts)
    left = [text.strip() for text in texts if re.search("[A-Za-z]{3}", text)]
    assert len(left) == LEFT_IN_ENGLISH, left


def numbers(cell):
    """Return the numbers of a cell in their order."""
    return re.findall(r"\d+(?:[.,:]\d+)*", cell.translate(LATIN))


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
    texts = (ISOLATE.sub("", text) for text in read(arabic).texts)
    assert [text for text in texts if re.search(r"[0-9]", text)] == []


def test_the_language_is_let_go_after_the_page(arabic):
    assert re.search("[A-Za-z]", " ".join(verdict(brief_data())))
