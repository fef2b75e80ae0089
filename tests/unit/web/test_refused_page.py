"""The page that a browser gets for a refusal speaks the language that it would read."""

import pytest

pytest.importorskip("starlette")
from skykeep.web.refusal import refused
from skykeep.web.refused_page import STEPS, answer_for


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("", "en"),
        ("ar-IQ,ar;q=0.9,en;q=0.8", "ar"),
        ("en-GB,ar;q=0.9", "en"),
        ("fr, ar;q=0.5, en;q=0.4", "ar"),
        ("ar;q=0", "en"),
        ("ar;q=nan,*;q=9", "en"),
    ],
)
def test_a_refusal_speaks_arabic_where_the_browser_prefers_it(accepted, code):
    headers = {"accept": "text/html", "accept-language": accepted}
    for status in STEPS:
        page = bytes(answer_for(refused(status, "no", "here"), headers).body).decode()
        assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in page
        assert all((step in page) == (code == "en") for step in STEPS[status])
