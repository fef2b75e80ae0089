"""Channels for missiles are free again, once the last round of a salvo has met."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..attention import ask_unit
from ..state import Raid

__all__ = ["give_channels_back"]


@kernel()
def give_channels_back(raid: Raid, unit: int, count: int) -> None:
    """Give channels for missiles back to a fire unit, which may look for shots again."""
    raid.units[unit].missiles_free += count
    ask_unit(raid, unit)
