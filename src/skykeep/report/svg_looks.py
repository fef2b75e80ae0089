"""Looks and names of the figures of one page: each look once in the style of the page, short ids."""

from __future__ import annotations

import re
from collections import Counter

from .svg_compact import share_patterns

__all__ = ["LOOKS_ID", "share_in_page"]

LOOKS_ID = "looks"
"""The style element that holds the looks; the script reads it for a figure that is saved alone."""
FIRST_LETTER, IDS_FIRST_LETTER = "q", "z"
"""What names of looks and ids of figures begin with: nothing else in a page does."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_STYLED = re.compile(r'(<\w+\b(?![^<>]* class=)[^<>]*?) style="([^"]*)"')
_ID = re.compile(r'(<\w+\b[^<>]*?) id="([^"]+)"')
_URL_REFERENCE = re.compile(r"(url\(#)([^)]+)(\))")
_LINK_REFERENCE = re.compile(r'\b(?:xlink:)?(href="#)([^"]+)(")')


def share_in_page(page: str) -> str:
    """Return a page that draws the same: hatches alike are one, looks that come again are classes, and ids of
    figures that only figures refer to are short.
    """
    bare, hatches = share_patterns(page)
    bare = bare.replace("<defs>", f"<defs>{hatches}", 1)  # the first is that of what figures share
    bare, rules = _looks_in_style(_with_short_ids(bare))
    return bare.replace("</style>", f'</style><style id="{LOOKS_ID}">{rules}</style>', 1)


def _with_short_ids(page: str) -> str:
    """Return a page whose figures call their parts by a letter and a number; only figures refer to these."""
    figures = _SVG.findall(page)
    own = [found[1] for figure in figures for found in _ID.findall(figure)]
    short = {name: IDS_FIRST_LETTER + _number(place) for place, name in enumerate(dict.fromkeys(own))}

    def renamed(found: re.Match[str]) -> str:
        return found[1] + short.get(found[2], found[2]) + found[3]

    def figure(found: re.Match[str]) -> str:
        text = _ID.sub(lambda tag: f'{tag[1]} id="{short[tag[2]]}"', found[0])
        return _LINK_REFERENCE.sub(renamed, _URL_REFERENCE.sub(renamed, text))

    return _SVG.sub(figure, page)


def _looks_in_style(page: str) -> tuple[str, str]:
    """Return a page whose figures have classes for looks that come more than once, and the rules of these."""
    times = Counter(look for figure in _SVG.findall(page) for _, look in _STYLED.findall(figure))
    again = (look for look, count in times.most_common() if count > 1)
    names = {look: FIRST_LETTER + _number(place) for place, look in enumerate(again)}

    def classed(found: re.Match[str]) -> str:
        name = names.get(found[2])
        return found[0] if name is None else f'{found[1]} class="{name}"'

    bare = _SVG.sub(lambda figure: _STYLED.sub(classed, figure[0]), page)
    return bare, "".join(f".{name}{{{look}}}" for look, name in names.items())


def _number(value: int) -> str:
    """Return a whole number in digits and letters."""
    text = DIGITS[value % len(DIGITS)]
    while value := value // len(DIGITS):
        text = DIGITS[value % len(DIGITS)] + text
    return text
