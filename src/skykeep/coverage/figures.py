"""One value for each figure: by a view, at one end, or from a world drawn elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from skykeep.catalogue import End, value_at_end, value_in_view
from skykeep.model import Figure, View

__all__ = ["End", "FigureReader", "read_at_end", "read_by_view"]

FigureReader = Callable[[str, str, Figure], float]
"""Called with the path of an entry (such as ``s-300pmu-2/radars/64n6e2``), the field's name and the
figure.
"""


def read_at_end(end: End) -> FigureReader:
    """Return a reader that takes, of every figure, the end of its limits against or for the defender."""
    return lambda _path, name, figure: value_at_end(name, figure, end)


def read_by_view(view: View) -> FigureReader:
    """Return the reader of a view; ``balanced`` takes best values."""
    return lambda _path, name, figure: value_in_view(name, figure, view)
