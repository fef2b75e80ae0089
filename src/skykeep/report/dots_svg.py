"""A hundred raids of one or several options as one picture of dots, for a page or a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .raid_dots import dot_words, draw_raid_dots, legend_marks
from .svg import drawing, to_inline_svg

__all__ = ["dots_svg"]

WIDTH_IN, ROW_IN, LEGEND_IN = 7.0, 1.75, 0.75
ABREAST, TICKS_PT = 3, 4.6


def dots_svg(hundreds: Mapping[str, Mapping[str, Any]], launched: int, *, name: str) -> str:
    """Return a hundred raids of each option by its name as dots over their leakers, an SVG element.

    Parameters
    ----------
    hundreds
        As ``skykeep.study.hundred.hundred_raids`` returns them, all of raids of ``launched`` threats.
    name
        Stands before every id of the element, so that several of one page do not share any.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    """
    height_in = -(-len(hundreds) // ABREAST) * ROW_IN + LEGEND_IN
    reasons: dict[str, None] = {}
    with drawing(WIDTH_IN, height_in, name=name) as figure:
        for place, (title, hundred) in enumerate(hundreds.items()):
            column, row = place % ABREAST, place // ABREAST
            bottom = 1.0 - (row + 0.86) * ROW_IN / height_in
            axes = figure.add_axes((0.01 + column / ABREAST, bottom, 0.31, 0.72 * ROW_IN / height_in))
            drawn = draw_raid_dots(axes, hundred, launched, title=title, beside=hundreds.values())
            axes.tick_params(axis="x", labelsize=TICKS_PT)
            reasons |= dict.fromkeys(drawn)
        figure.legend(
            handles=legend_marks(list(reasons)),
            loc="lower left",
            ncols=ABREAST,
            frameon=False,
            fontsize=6.5,
            bbox_to_anchor=(0.0, 0.0),
        )
        words = " ".join(dot_words(each, launched, name=title) for title, each in hundreds.items())
        return to_inline_svg(figure, name=name, words=words)
