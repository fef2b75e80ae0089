"""The page in Arabic: words, direction and digits change, the choice and the numbers stay."""

import re

import pytest

from skykeep.language import in_language
from skykeep.report.page import render_brief

from ..unit.report.brief_cases import brief_data
from .pages import CHROMIUM, NO_CHROMIUM, opened, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]

LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬", "0123456789.,")


def numbers(told):
    return re.findall(r"\d+(?:[.,]\d+)*", told.translate(LATIN))


def in_arabic(page, ready):
    page.get_by_role("button", name="العربية").click()
    wait_until(page, ready)


def test_the_map_reads_from_the_right_and_says_the_same_numbers(browser, page_file):
    with opened(browser, page_file, painter="canvas") as page:
        page.evaluate("skykeep.app.store.set({height_agl_m: 100})")
        before = page.locator(".live-readout").inner_text()
        state = page.evaluate("JSON.stringify(skykeep.app.store.state)")
        page.evaluate(
            """() => {
              window.begun = 0;
              const count = (seen) => {
                for (const { addedNodes } of seen)
                  for (const node of addedNodes) begun += node.classList?.contains('live-frame') ? 1 : 0;
              };
              new MutationObserver(count).observe(document.querySelector('[data-live]'), { childList: true });
              const arabic = document.querySelector('.languages button[lang=ar]');
              arabic.click();
              arabic.click();
            }"""
        )
        wait_until(page, "document.querySelector('[data-live]').lang === 'ar' && !!skykeep.app")
        wait_until(page, "/١٠٠\\u00a0م/.test(document.querySelector('.live-readout')?.textContent ?? '')")
        assert page.evaluate("document.querySelector('[data-live]').dir") == "rtl"
        assert page.evaluate("JSON.stringify(skykeep.app.store.state)") == state
        after = page.locator(".live-readout").inner_text()
        assert sorted(numbers(after)) == sorted(numbers(before))
        assert page.locator(".live-map").count() == 1
        assert page.evaluate("begun") == 1  # for two clicks in a row
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        assert page.complaints == []
        page.get_by_role("button", name="English").click()
        wait_until(page, "document.querySelector('.live-readout')?.textContent.includes('at 100\\u00a0m')")
        assert page.locator(".live-readout").inner_text() == before


def test_the_replay_speaks_arabic(browser, replay_file):
    with opened(browser, replay_file, painter="canvas") as page:
        in_arabic(page, "document.querySelector('[data-replay]').dir === 'rtl'")
        wait_until(page, "document.querySelectorAll('[data-replay] canvas').length > 0")
        assert page.get_by_role("button", name="تشغيل", exact=True).count() == 1
        for name in ("الغارة كلها", "أقرب", "إدارة إلى اليسار", "تشغيل القصة"):
            assert page.get_by_role("button", name=name).count() == 1, name
        page.evaluate(
            """() => {
              window.woken = 0;
              skykeepReplay.wake = () => { woken += 1; };
              skykeepReplay.close();
              woken = 0;
            }"""
        )
        page.wait_for_timeout(100)
        assert page.evaluate("woken") == 0  # by the size of a stage that is gone
        assert page.complaints == []


def test_a_brief_in_arabic_starts_its_map_in_arabic_and_fits_a_desk_and_a_phone(browser, tmp_path):
    path = tmp_path / "brief.html"
    with in_language("ar"):
        path.write_text(render_brief(brief_data()), encoding="utf-8")
    with opened(browser, path, painter="canvas") as page:
        assert page.evaluate("document.querySelector('[data-live]').lang") == "ar"
        assert "من دائرة كشفها" in page.locator(".live-readout").inner_text()
        for width_px in (1280, 390):
            page.set_viewport_size({"width": width_px, "height": 800})
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        marker = page.evaluate("getComputedStyle(document.querySelector('.verdict ol')).listStyleType")
        assert marker == "arabic-indic"
        assert page.complaints == []
