"""A hundred raids of one or several options as one picture of dots, for a page or a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from .marks import Mark
from .raid_dots import dot_places, dot_words, draw_raid_dots, legend_marks
from .svg import INCH_PT, drawing, to_inline_svg

__all__ = ["dots_svg", "one_dots_svg"]

WIDTH_IN, ROW_IN, LEGEND_IN = 7.0, 1.75, 0.75
ABREAST, TICKS_PT = 3, 4.6


def dots_svg(
    hundreds: Mapping[str, Mapping[str, Any]],
    launched: int,
    *,
    name: str,
    systems: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    site: str = "",
) -> str:
    """Return a hundred raids of each option by its name as dots over their leakers, an SVG element.

    Parameters
    ----------
    hundreds
        As ``skykeep.study.hundred.hundred_raids`` returns them, all of raids of ``launched`` threats.
    name
        Stands before every id of the element, so that several of one page do not share any.
    systems, site
        What each option, by its name, has of a map in the same page, and where the raids come.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    """
    height_in = -(-len(hundreds) // ABREAST) * ROW_IN + LEGEND_IN
    reasons: dict[str, None] = {}
    said = {title: dot_words(each, launched, name=title) for title, each in hundreds.items()}
    marks = []
    with drawing(WIDTH_IN, height_in, name=name) as figure:
        for place, (title, hundred) in enumerate(hundreds.items()):
            column, row = place % ABREAST, place // ABREAST
            bottom = 1.0 - (row + 0.86) * ROW_IN / height_in
            axes = figure.add_axes((0.01 + column / ABREAST, bottom, 0.31, 0.72 * ROW_IN / height_in))
            drawn = draw_raid_dots(axes, hundred, launched, title=title, beside=hundreds.values())
            axes.tick_params(axis="x", labelsize=TICKS_PT)
            reasons |= dict.fromkeys(drawn)
            if title in systems:
                marks.append(Mark(axes=axes, systems=systems[title], site=site, words=said[title]))
        figure.legend(
            handles=legend_marks(list(reasons)),
            loc="lower left",
            ncols=ABREAST,
            frameon=False,
            fontsize=6.5,
            bbox_to_anchor=(0.0, 0.0),
        )
        return to_inline_svg(figure, name=name, words=" ".join(said.values()), marks=marks)


ONE_WIDTH_IN, ONE_HEIGHT_IN = 4.7, 3.0
ABOVE = 12.0
"""Room above the highest dot, points."""


def one_dots_svg(
    hundred: Mapping[str, Any], launched: int, *, name: str
) -> tuple[str, list[tuple[float, float]]]:
    """Return a hundred raids of one option as dots, an SVG element no higher than they need, and where each
    stands in it, in the units of the element.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    """
    with drawing(ONE_WIDTH_IN, ONE_HEIGHT_IN, name=name) as figure:
        axes = figure.add_axes((0.01, 0.33, 0.98, 0.66))
        drawn = draw_raid_dots(axes, hundred, launched, title="")
        axes.set_xlabel("threats that leak in a raid", fontsize=7)
        figure.legend(handles=legend_marks(drawn), loc="lower left", ncols=2, frameon=False, fontsize=6.5)
        axes.apply_aspect()
        centres = axes.transData.transform(dot_places(hundred, launched)) * (INCH_PT / figure.dpi)
        svg = to_inline_svg(figure, name=name, words=dot_words(hundred, launched, name="One dot each"))
    wide, high = ONE_WIDTH_IN * INCH_PT, ONE_HEIGHT_IN * INCH_PT
    places = [(round(float(x), 1), round(high - float(y), 1)) for x, y in centres]
    top = max(0.0, min(y for _, y in places) - ABOVE)
    cut = f'viewBox="0 {top:g} {wide:g} {high - top:g}"'
    return svg.replace(f'viewBox="0 0 {wide:g} {high:g}"', cut, 1), places
