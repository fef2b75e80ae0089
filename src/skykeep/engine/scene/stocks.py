"""Rounds ready on the launchers of fire units over time, by the names of a scene."""

from __future__ import annotations

from ..rounds_ready import rounds_ready
from .records import Stock
from .stage import Stage

__all__ = ["stocks_of"]


def stocks_of(stage: Stage) -> tuple[Stock, ...]:
    """Return the rounds of every fire unit and type, at the beginning and whenever they change."""
    legend = stage.legend
    found = rounds_ready(stage.case, stage.world, stage.played, stage.ends_s)
    return tuple(
        sorted(
            Stock(legend.units[each.unit], legend.interceptors[each.interceptor], each.time_s, each.rounds)
            for each in found
        )
    )
