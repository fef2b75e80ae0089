"""A fire unit wakes: a planned launch has come, a load, or the end of a turn."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..attention import ask_unit
from ..state import Raid

__all__ = ["wake_unit"]


@kernel()
def wake_unit(raid: Raid, unit: int) -> None:
    """Let a fire unit look for shots again."""
    ask_unit(raid, unit)
