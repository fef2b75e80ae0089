"""Which value of a figure a view takes: the one place that knows what balanced, brochure and sceptic mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .fields import favours

if TYPE_CHECKING:
    from skykeep.model import Figure, View

__all__ = ["End", "value_at_end", "value_in_view"]

End = Literal["against", "for"]
"""The end of a figure's limits against, or for, the defender."""


def value_at_end(field_name: str, figure: Figure, end: End) -> float:
    """Return the end of a figure's limits against or for the defender, in SI units.

    Alternatives count as limits too. A figure that favours nobody keeps its best value.

    Raises
    ------
    CatalogueError
        If no figure of the model has that name in SI units.
    """
    side = favours(field_name)
    if side == "none":
        return figure.best
    values = (figure.low, figure.high, *(choice.value for choice in figure.alternatives))
    return max(values) if (side == "high") == (end == "for") else min(values)


def value_in_view(field_name: str, figure: Figure, view: View) -> float:
    """Return the value that a view takes of a figure, in SI units.

    ``sceptic`` takes the end against the defender, ``balanced`` the best value (about which a run
    draws), ``brochure`` whichever of the best value and the claimed alternatives favours the defender
    most: a brochure never sells a system short. A figure that favours nobody keeps its best value.

    Raises
    ------
    CatalogueError
        If no figure of the model has that name in SI units.
    """
    if view == "sceptic":
        return value_at_end(field_name, figure, "against")
    side = favours(field_name)
    if view == "balanced" or side == "none":
        return figure.best
    claims = [choice.value for choice in figure.alternatives if choice.kind == "claimed"]
    return (max if side == "high" else min)([figure.best, *claims])
