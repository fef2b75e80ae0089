"""Figures as inline SVG: the same bytes for the same data, text as text, ids that clash with no other."""

from __future__ import annotations

import html
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from skykeep.language import DIRECTIONS, in_digits, language

from .marks import INCH_PT, Mark, marks_attribute
from .style import RC
from .svg_compact import compact_svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["INCH_PT", "drawing", "to_inline_svg"]

_PROLOGUE = re.compile(r"\A.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_OPENING = re.compile(r"<svg[^>]*>")
_ID = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r'(url\(#|href="#)([^")]+)')
_FAMILY = re.compile(r";? ?font-family: [^;\"]*")
_TEXT = re.compile(r"(<text\b[^>]*>)([^<]*)")
_ANCHOR = re.compile(r"(text-anchor: ?)(start|end)")
_OTHER_END = {"start": "end", "end": "start"}
_SLANT = re.compile(r"font-style: italic;? ?")
_FONT = re.compile(r"font: (?:(italic|bold|\d{3}) )?([\d.]+)px [^;\"]*")


@contextmanager
def drawing(width_in: float, height_in: float, *, name: str) -> Iterator[Figure]:
    """Give a figure without a window, drawn in the page's style; ``name`` keys the ids of its SVG.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings: Any = {**RC, "svg.hashsalt": name}
    with mpl.rc_context(settings), warnings.catch_warnings():
        if language() != "en":  # the page's own fonts have the letters and the marks of direction
            warnings.filterwarnings("ignore", message=r"Glyph \d+ ")
        yield Figure(figsize=(width_in, height_in))


def to_inline_svg(figure: Figure, *, name: str, words: str, marks: Sequence[Mark] = ()) -> str:
    """Return a figure as an SVG element that scales with its box; ``words`` say it to who cannot see it, and
    ``marks`` are its parts that speak of what a map shows.

    Ids get ``name`` in front, so that several figures of one page do not share any. Call it inside
    :func:`drawing`.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = io.StringIO()
    canvas: Any = FigureCanvasSVG(figure)
    canvas.print_svg(buffer, metadata={"Date": None, "Creator": None})
    text = _METADATA.sub("", _PROLOGUE.sub("", buffer.getvalue()))
    text = _ID.sub(lambda found: f'id="{name}-{found[1]}"', text)
    text = _REFERENCE.sub(lambda found: f"{found[1]}{name}-{found[2]}", text)
    text = _FAMILY.sub("", _FONT.sub(_own_font, text))
    if DIRECTIONS[language()] == "rtl":
        text = _from_right_to_left(text)
    text = compact_svg(text, name=name)
    width, height = figure.get_size_inches()
    opening = (
        f'<svg role="img" viewBox="0 0 {width * INCH_PT:g} {height * INCH_PT:g}" '
        f'font-family="sans-serif" aria-label="{html.escape(words, quote=True)}"'
        f"{marks_attribute(figure, marks, words)}>"
    )
    return _OPENING.sub(lambda _: opening, text, count=1).strip()


def _from_right_to_left(svg: str) -> str:
    """Return a figure for a page that is written from right to left: its texts keep their places, for such a
    text starts at its right end, stand upright, and have the digits of the language."""

    def turned(found: re.Match[str]) -> str:
        opening = _ANCHOR.sub(lambda anchor: anchor[1] + _OTHER_END[anchor[2]], _SLANT.sub("", found[1]))
        return opening + in_digits(found[2])

    return _TEXT.sub(turned, svg)


def _own_font(found: re.Match[str]) -> str:
    """Return the size and weight of a text without its family: the page's own font is used."""
    weight = (
        ""
        if found[1] is None
        else f"; font-weight: {found[1]}"
        if found[1] != "italic"
        else "; font-style: italic"
    )
    return f"font-size: {found[2]}px{weight}"
