"""Every figure of a brief is saved as a picture that stands alone, and as the numbers of the page."""

import csv

import pytest

from ..unit.report.brief_cases import brief_data
from .pages import CHROMIUM, NO_CHROMIUM, off_machine, opened
from .test_run_page import SVG, saved, stands_alone

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]


def test_every_figure_of_a_brief_is_saved_with_its_source(browser, page_file):
    with opened(browser, page_file, accept_downloads=True, painter="canvas") as page:
        figures = page.locator("main figure:not(.still figure)")
        names = [each.get_attribute("data-figure") for each in figures.all()]
        raids = [f"{kind}-{raid.id}" for raid in brief_data().raids for kind in ("leakers", "ledger")]
        assert {"rings", "raid-sizes", "doctrine-sizes", "placement", *raids} <= set(names)
        assert None not in names
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        for figure in figures.all():
            page.wait_for_timeout(250)  # the browser asks before it keeps ten files within a moment
            text, _ = saved(page, figure, "SVG")
            words = " ".join(each.text or "" for each in stands_alone(text.decode()).iter(f"{SVG}tspan"))
            assert "public figures only, many of them assumed" in words
            table, _ = saved(page, figure, "CSV")
            source, *lines = table.decode().splitlines()
            assert "public figures only, many of them assumed" in source
            assert len(list(csv.DictReader(lines))) > 0
        assert page.complaints == []
        assert off_machine(page, page_file) == []
