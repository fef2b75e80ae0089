"""Charts as files: one look, one way to write them, the same bytes each time."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from skykeep.errors import UsageError
from skykeep.study.atomic import atomic_file

from .style import RC

__all__ = ["SUFFIXES", "chart_file", "incomplete_words"]

SUFFIXES = (".png", ".svg", ".pdf")
DPI = 200
WORDS_WIDE = 100
CAPTION_LETTERS_PER_IN = 19.0
"""Letters of a caption on an inch of its line, at most."""
TITLE_LETTERS_PER_IN = 11.5
"""Letters of a title on an inch of its line, at most: longer titles take another line."""


@contextmanager
def chart_file(
    path: Path,
    *,
    rows: int,
    columns: int,
    panel_in: tuple[float, float],
    title: str,
    caption: str,
    share_y: bool = False,
    heights: Sequence[float] | None = None,
) -> Iterator[Any]:
    """Give the panels of a chart, one-dimensional, and write them to a file when they are drawn.

    Parameters
    ----------
    path
        File to write; its name ends in .png, .svg or .pdf.
    rows, columns, panel_in
        How many panels, and the width and height of each, inches.
    title, caption
        What stands above and below, each in as many lines as it needs.
    share_y
        Whether all panels have one vertical scale. Set its limits only when every panel is drawn: limits
        that are set hold for all panels, whatever is drawn after.
    heights
        Height of each row, in heights of a panel; all alike without it.

    Raises
    ------
    UsageError
        If the name of the file ends in something else.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    if path.suffix not in SUFFIXES:
        raise UsageError(f"{path}: a chart is written as {', '.join(SUFFIXES)}; give a name that ends so")
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    settings: Any = {**RC, "svg.hashsalt": "skykeep"}
    with mpl.rc_context(settings):
        high = sum(heights) if heights else rows
        size = (columns * panel_in[0], high * panel_in[1] + 0.6)
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasAgg(figure)
        yield figure.subplots(rows, columns, squeeze=False, sharey=share_y, height_ratios=heights).ravel()
        letters = min(WORDS_WIDE * columns, int(CAPTION_LETTERS_PER_IN * size[0]))
        lines = textwrap.fill(title, int(TITLE_LETTERS_PER_IN * size[0]))
        figure.suptitle(lines, fontsize=10, x=0.01, ha="left")
        figure.supxlabel(textwrap.fill(caption, letters), fontsize=7, x=0.01, ha="left")
        metadata = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(path.suffix)
        picture = io.BytesIO()
        figure.savefig(picture, format=path.suffix[1:], dpi=DPI, metadata=metadata)
    with atomic_file(path) as file:
        file.write(picture.getbuffer())


def incomplete_words(found: Mapping[str, Any]) -> str:
    """Return the beginning of a caption where Ctrl-C left an answer incomplete, else nothing."""
    return "Incomplete, stopped before its end. " if found.get("state") == "partial" else ""
