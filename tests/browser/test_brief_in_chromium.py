"""The page of a brief in a real browser: it opens from disk, asks nobody, fits a phone, prints whole."""

import json
import re
import shutil
import subprocess

import numpy as np
import pytest

from skykeep.report.page import page_json
from skykeep.report.verdict import SENTENCES_MAX

from ..unit.report.brief_cases import brief_data
from .pages import CHROMIUM, NO_CHROMIUM, off_machine, opened

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]
PHONE_PX, PAPER_PX, DESK_PX = 390, 600, 1280
"""Widths of a page; A4 less its margins is 680, but whole cases have wider tables than the small brief."""


def test_it_opens_from_disk_without_a_complaint_and_asks_nobody(browser, page_file):
    with opened(browser, page_file, width_px=DESK_PX) as page:
        page.wait_for_load_state("networkidle")
        assert page.complaints == []
        assert off_machine(page, page_file) == []


@pytest.mark.parametrize("width_px", [PHONE_PX, 768, DESK_PX])
def test_it_is_never_wider_than_its_window(browser, page_file, width_px):
    with opened(browser, page_file, width_px=width_px) as page:
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width_px


def test_no_table_of_a_desk_scrolls_sideways(browser, page_file):
    with opened(browser, page_file, width_px=DESK_PX) as page:
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        wider = "(each) => each.scrollWidth > each.clientWidth + 1"
        script = f"[...document.querySelectorAll('.scroll')].filter({wider}).map((each) => each.ariaLabel)"
        assert page.evaluate(script) == []


def test_nothing_on_a_phone_hides_beside_the_screen(browser, page_file):
    script = """() => {
      document.querySelectorAll('details').forEach(each => { each.open = true; });
      const shown = [...document.querySelectorAll('.scroll, .maps, .charts, td, figure')];
      return shown.filter(each => each.scrollWidth > each.clientWidth + 1
        || each.getBoundingClientRect().right > innerWidth + 1).map(each => each.outerHTML.slice(0, 120));
    }"""
    with opened(browser, page_file, width_px=PHONE_PX) as page:
        assert page.evaluate(script) == []
        cell = "document.querySelector('[aria-labelledby=reach] .pinned td')"
        label = f"getComputedStyle({cell}, '::before').content"
        assert "Seen" in page.evaluate(label)
    with opened(browser, page_file, width_px=DESK_PX) as page:
        assert page.evaluate(script) == []
        assert page.evaluate(label) == "none"


def test_the_verdict_is_short_and_comes_after_what_is_assumed(browser, page_file):
    with opened(browser, page_file, width_px=DESK_PX) as page:
        sentences = page.locator(".verdict li").all_inner_texts()
        assert 1 <= len(sentences) <= SENTENCES_MAX
        for sentence in sentences:
            assert 1 <= len(re.findall(r"[.!?](?=\s|$)", sentence)) <= 3, sentence
            assert "(" in sentence
        order = page.evaluate(
            "[...document.querySelectorAll('h1, #assumed, #verdict, #reach')]"
            ".map(each => each.tagName + each.id)"
        )
        assert order == ["H1", "H2assumed", "H2verdict", "H2reach"]


def test_a_phone_shows_the_verdict_before_what_is_assumed(browser, page_file):
    tops = "['#verdict', '#assumed'].map(id => document.querySelector(id).getBoundingClientRect().top)"
    with opened(browser, page_file, width_px=PHONE_PX) as page:
        verdict_px, assumed_px = page.evaluate(tops)
        assert verdict_px < assumed_px
    with opened(browser, page_file, width_px=DESK_PX) as page:
        verdict_px, assumed_px = page.evaluate(tops)
        assert abs(verdict_px - assumed_px) < 40


def test_the_answer_fits_the_first_screen_of_a_desk(browser, page_file):
    with opened(browser, page_file, width_px=DESK_PX) as page:
        bottom = page.evaluate("document.querySelector('.verdict ol').getBoundingClientRect().bottom")
        assert bottom <= 900


def test_its_data_is_saved_as_json(browser, page_file):
    with opened(browser, page_file, width_px=DESK_PX) as page:
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        with page.expect_download() as saved:
            page.locator("button[data-live-json]").click()
        assert json.loads(saved.value.path().read_text(encoding="utf-8")) == page_json(brief_data())


def test_every_still_map_shows_its_relief_and_both_rings(browser, page_file):
    shared = """drawn => [...drawn.querySelectorAll(':scope > use')].map(use => {
      const found = document.getElementById(use.getAttribute('href').slice(1));
      const dashed = [...found.querySelectorAll("path, use, g")].filter(each =>
        getComputedStyle(each).strokeDasharray !== "none");
      return [found.tagName, found.textContent, dashed.length];
    })"""
    with opened(browser, page_file, width_px=DESK_PX) as page:
        maps = page.locator(".maps svg")
        assert maps.count() == len(brief_data().sites)
        for place in range(maps.count()):
            (under, _, _), (over, text, dashed) = maps.nth(place).evaluate(shared)
            assert (under, over) == ("image", "g")
            assert "detection ring" in text
            assert "engagement ring" in text
            assert dashed >= 2


def test_text_keeps_its_contrast(browser, page_file):
    script = """() => {
      const light = value => { const c = value.match(/[\\d.]+/g).slice(0, 3).map(part => {
        const s = part / 255; return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; });
        return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]; };
      const ground = element => { for (let at = element; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (!/rgba\\(0, 0, 0, 0\\)/.test(colour)) return colour; } return 'rgb(255, 255, 255)'; };
      return Math.min(...[...document.querySelectorAll('p, li, th, td, figcaption, small, .doubt, summary')]
        .filter(each => each.textContent.trim()).map(each => {
          const a = light(getComputedStyle(each).color), b = light(ground(each));
          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); }));
    }"""
    with opened(browser, page_file, width_px=DESK_PX) as page:
        assert page.evaluate(script) >= 4.5


def test_printing_opens_what_is_folded_and_fits_the_paper(browser, page_file, tmp_path):
    with opened(browser, page_file, width_px=DESK_PX) as page:
        assert page.locator("details[open]").count() == 0
        page.evaluate("document.querySelector('details.long').open = true")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details:not([open]):not(.long)").count() == 0
        assert page.locator("details.long[open]").count() == 1
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details[open]").count() == 1
        printed = tmp_path / "brief.pdf"
        page.pdf(path=str(printed), prefer_css_page_size=True)
        assert printed.read_bytes().startswith(b"%PDF")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": PAPER_PX, "height": 900})
        wider = "(each) => each.scrollWidth > each.clientWidth"
        assert page.evaluate(f"[...document.querySelectorAll('.scroll')].filter({wider}).length") == 0
        held = "each => getComputedStyle(each).breakInside !== 'auto'"  # would begin on the second page
        assert page.evaluate(f"[...document.querySelectorAll('.answer > *')].filter({held}).length") == 0


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="no pdftoppm on the path: install poppler-utils")
def test_no_printed_page_but_the_last_ends_half_way(browser, page_file, tmp_path):
    with opened(browser, page_file, width_px=DESK_PX) as page:
        page.pdf(path=str(tmp_path / "brief.pdf"), prefer_css_page_size=True)
    subprocess.run(["pdftoppm", "-r", "20", "-gray", "brief.pdf", "page"], cwd=tmp_path, check=True)
    sheets = sorted(tmp_path.glob("page*.pgm"))
    assert len(sheets) > 2
    for sheet in sheets[:-1]:
        magic, width, height, _, *_ = sheet.read_bytes().split(maxsplit=4)
        assert magic == b"P5"
        rows = int(height)
        ink = np.frombuffer(sheet.read_bytes()[-rows * int(width) :], np.uint8).reshape(rows, -1) < 200
        last = int(np.flatnonzero(ink.any(axis=1)).max())
        assert last > 0.6 * rows, f"{sheet.name} ends at {last / rows:.0%}"
