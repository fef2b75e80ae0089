"""How the tests of Arabic pages read one: what a reader reads, and what is marked as a name or as English."""

import re
from html.parser import HTMLParser

LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩٪٫٬", "0123456789%.,")
ISOLATE = re.compile("\u2068[^\u2069]*\u2069")
SPOKEN = ("aria-label", "data-label", "title", "alt", "placeholder", "data-live-says")
"""Attributes that are read to a reader."""


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


def texts_of(page):
    """Return what a reader reads, without names between isolates."""
    return [ISOLATE.sub("", text).strip() for text in read(page).texts]


def left_in_english(page):
    """Return the texts with three Latin letters in a row or more."""
    return [text for text in texts_of(page) if re.search("[A-Za-z]{3}", text)]


def sentences_as_names(page):
    """Return what stands between isolates and says something, commands apart: English not translated."""
    found = {name[1:-1] for text in read(page).texts for name in ISOLATE.findall(text)}
    said = re.compile(r"(?!skykeep ).*?(?<![\w-])[a-z]{3,} [a-z]{2,}(?![\w-])", re.DOTALL)
    return sorted(name for name in found if said.match(name))


def numbers(cell):
    """Return the numbers of a cell in their order."""
    return re.findall(r"\d+(?:[.,:]\d+)*", cell.translate(LATIN))
