"""Every figure of a brief is saved as a picture that stands alone, and as the numbers of the page."""

import csv

import pytest

from ..unit.report.brief_cases import brief_data
from .pages import CHROMIUM, NO_CHROMIUM, off_machine, opened
from .test_run_page import SVG, saved, stands_alone

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]


SMALLEST = """() => Object.fromEntries([
  ...document.querySelectorAll('main figure[data-figure]')].map(figure => {
  const drawn = figure.querySelector('svg[role=img]');
  const scale = drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width;
  const sizes = [...drawn.querySelectorAll('text')].map(each => parseFloat(getComputedStyle(each).fontSize));
  return [figure.dataset.figure, Math.min(...sizes) * scale];
}))"""
"""The smallest letters of each chart as they stand on a screen, px."""
DOUBTS = ("mean", "luck: 90 of 100 such raids", "ignorance: we are 90 % sure that the mean lies here")
KEYS = {
    "leakers-": ("Leakers: ", "share of raids with so many leakers", *DOUBTS),
    "ledger-": ("Why threats of", "no channel free"),
    "doctrine-": ("dashed line", "The dotted line", *DOUBTS),
    "raid-sizes": ("the dotted line", *DOUBTS, "no channel free"),
    "rings": ("seen", "engageable", "what public figures allow", "the whole printed ring"),
    "placement": ("Left: where the",),
}
"""What a saved figure says of its tones, lines and patterns, by the beginning of its name."""


def test_every_figure_of_a_brief_is_saved_with_its_source(browser, page_file):
    with opened(browser, page_file, accept_downloads=True, painter="canvas") as page:
        figures = page.locator("main figure:not(.still figure)")
        names = [each.get_attribute("data-figure") for each in figures.all()]
        raids = [f"{kind}-{raid.id}" for raid in brief_data().raids for kind in ("leakers", "ledger")]
        assert {"rings", "raid-sizes", "doctrine-sizes", "placement", *raids} <= set(names)
        assert None not in names
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        sizes = page.evaluate(SMALLEST)
        assert min(sizes.values()) >= 9.9, sizes
        for figure in figures.all():
            page.wait_for_timeout(250)  # the browser asks before it keeps ten files within a moment
            text, _ = saved(page, figure, "SVG")
            tree = stands_alone(text.decode())
            words = " ".join(each.text or "" for each in tree.iter(f"{SVG}tspan")).replace("\u00a0", " ")
            assert "public figures only, many of them assumed" in words
            name = figure.get_attribute("data-figure")
            for key in next((keys for begin, keys in KEYS.items() if name.startswith(begin)), ()):
                assert key in words, (name, key)
            table, _ = saved(page, figure, "CSV")
            source, *lines = table.decode().splitlines()
            assert "public figures only, many of them assumed" in source
            assert len(list(csv.DictReader(lines))) > 0
        assert page.complaints == []
        assert off_machine(page, page_file) == []
