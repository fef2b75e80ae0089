"""The page of the small brief, and figures drawn once for all tests that read the words beside them."""

import functools

import pytest

from .brief_cases import brief_data

PARTS = {
    "height_map": lambda data, coverage, level, ground, name: (
        data.system(coverage.system),
        coverage,
        level,
        ground,
    ),
    "map_frame": lambda data, coverage, ground: (data.system(coverage.system), coverage, ground),
    "leakers_chart": lambda data, raid, name: (data.systems, raid),
    "ledger_chart": lambda data, raid, name: (data.systems, raid),
    "placement_figure": lambda found, name: (found,),
    "sizes_chart": lambda data, name: (data.systems, data.gains),
}
"""What each figure of a page shows, by the function that draws it."""
KEPT = {}
"""What was drawn of which parts; the parts are kept too, so that no other takes the id of one."""


@pytest.fixture(scope="session")
def page():
    """Give the page of the small brief as it comes."""
    pytest.importorskip("matplotlib")
    from skykeep.report.page import render_brief

    return render_brief(brief_data())


def drawn_once(draw):
    """Return a function that draws the same parts once."""

    @functools.wraps(draw)
    def drawn(*given, **named):
        parts = PARTS[draw.__name__](*given, **named)
        key = (draw.__name__, *map(id, parts))
        if key not in KEPT:
            KEPT[key] = draw(*given, **named), parts
        return KEPT[key][0]

    return drawn


@pytest.fixture
def figures_kept(monkeypatch):
    """Let pages of changed briefs take the figures of what did not change from those drawn before."""
    pytest.importorskip("matplotlib")
    from skykeep.report import page_figures

    for name in PARTS:
        monkeypatch.setattr(page_figures, name, drawn_once(getattr(page_figures, name)))
    for name in ("swatch", "ledger_swatch"):
        monkeypatch.setattr(
            page_figures, name, SWATCHES.setdefault(name, functools.cache(getattr(page_figures, name)))
        )


SWATCHES = {}
"""The little boxes of legends, which the colours and words that they are given say whole."""
