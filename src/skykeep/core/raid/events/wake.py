"""A fire unit wakes: a planned launch has come, a load, or the end of a turn."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..state import Raid
from ..timeline.attention import ask_unit
from ..timeline.sleepers import rouse

__all__ = ["wake_unit"]


@kernel()
def wake_unit(raid: Raid, unit: int, threat: int) -> None:
    """Let a fire unit look for shots again, and at a threat that slept until now."""
    if raid.units[unit].lets_sleep:
        rouse(raid, unit, threat)
    ask_unit(raid, unit)
