"""A hundred raids of one or several options as one picture of dots, for a page or a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from skykeep.language import tell

from .marks import Mark
from .raid_dots import dot_places, dot_words, draw_raid_dots, legend_marks
from .svg import INCH_PT, drawing, to_inline_svg

__all__ = ["dots_svg", "one_dots_svg"]

WIDTH_IN, ROW_IN, LEGEND_IN = 7.0, 1.75, 0.75
ABREAST, TICKS_PT = 3, 5.5
HALF = 0.5
"""The lowest dots stand so high, in dots."""


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
        What each option, by its name, has of a map in the same page, and where the raids come. With them the
        element tells in ``data-places`` where each dot stands.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    """
    height_in = -(-len(hundreds) // ABREAST) * ROW_IN + LEGEND_IN
    reasons: dict[str, None] = {}
    said = {title: dot_words(each, launched, name=title) for title, each in hundreds.items()}
    marks, panels = [], []
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
                panels.append((axes, dot_places(hundred, launched, hundreds.values())))
        figure.legend(
            handles=legend_marks(list(reasons)),
            loc="lower left",
            ncols=ABREAST,
            frameon=False,
            fontsize=6.5,
            bbox_to_anchor=(0.0, 0.0),
        )
        svg = to_inline_svg(figure, name=name, words=" ".join(said.values()), marks=marks)
        told = ";".join(_places(figure, axes, places) for axes, places in panels)
    return svg.replace("<svg ", f'<svg data-places="{told}" ', 1) if told else svg


def _places(figure: Any, axes: Any, places: Sequence[tuple[float, float]]) -> str:
    """Return where the dots of a drawn panel stand: the middle of the lowest on the left and the distance of
    two in units of the element, then of each its steps to the right in two digits of base 36 and up in one.
    """
    scale = INCH_PT / figure.dpi
    (x, y), (beside, _) = axes.transData.transform([(0.0, HALF), (1.0, HALF)]) * scale
    high = float(figure.get_size_inches()[1]) * INCH_PT
    steps = "".join(
        f"{np.base_repr(round(right), 36).zfill(2)}{np.base_repr(round(up - HALF), 36)}"
        for right, up in places
    )
    return f"{x:.1f} {high - y:.1f} {beside - x:.2f} {steps.lower()}"


ONE_WIDTH_IN, ONE_HEIGHT_IN = 4.7, 3.3
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
        axes = figure.add_axes((0.01, 0.39, 0.98, 0.6))
        drawn = draw_raid_dots(axes, hundred, launched, title="")
        axes.tick_params(axis="x", labelsize=8.5)
        axes.set_xlabel(tell("threats that leak in a raid"), fontsize=8.5)
        figure.legend(handles=legend_marks(drawn), loc="lower left", ncols=2, frameon=False, fontsize=8.5)
        axes.apply_aspect()
        centres = axes.transData.transform(dot_places(hundred, launched)) * (INCH_PT / figure.dpi)
        said = dot_words(hundred, launched, name=tell("One dot each"))
        svg = to_inline_svg(figure, name=name, words=said)
    wide, high = ONE_WIDTH_IN * INCH_PT, ONE_HEIGHT_IN * INCH_PT
    places = [(round(float(x), 1), round(high - float(y), 1)) for x, y in centres]
    top = max(0.0, min(y for _, y in places) - ABOVE)
    cut = f'viewBox="0 {top:g} {wide:g} {high - top:g}"'
    return svg.replace(f'viewBox="0 0 {wide:g} {high:g}"', cut, 1), places
