"""One value for each figure: by a view, at one end, or from a world drawn elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from skykeep.catalogue import favours
from skykeep.model import Figure, View

__all__ = ["End", "FigureReader", "read_at_end", "read_by_view"]

FigureReader = Callable[[str, str, Figure], float]
"""Called with the path of an entry (such as ``s-300pmu-2/radars/64n6e2``), the field's name and the
figure.
"""

End = Literal["against", "for"]


def read_at_end(end: End) -> FigureReader:
    """Return a reader that takes, of every figure, the end of its limits against or for the defender.

    Alternatives count as limits too. A figure that favours nobody keeps its best value.
    """

    def read(_path: str, name: str, figure: Figure) -> float:
        side = favours(name)
        if side == "none":
            return figure.best
        values = (figure.low, figure.high, *(alternative.value for alternative in figure.alternatives))
        return max(values) if (side == "high") == (end == "for") else min(values)

    return read


def read_by_view(view: View) -> FigureReader:
    """Return the reader of a view.

    ``balanced`` takes best values, ``sceptic`` the end against the defender, ``brochure`` the claimant's
    figure: the claimed alternative that favours the defender most where there are claims, else the best
    value.
    """
    if view == "sceptic":
        return read_at_end("against")
    if view == "balanced":
        return lambda _path, _name, figure: figure.best
    return _read_claim


def _read_claim(_path: str, name: str, figure: Figure) -> float:
    claims = [alternative.value for alternative in figure.alternatives if alternative.kind == "claimed"]
    if not claims:
        return figure.best
    return min(claims) if favours(name) == "low" else max(claims)
