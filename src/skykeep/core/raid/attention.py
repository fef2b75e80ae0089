"""Which fire units look for shots next."""

from __future__ import annotations

from ..kernel.jit import kernel
from .state import Raid

__all__ = ["ask_all", "ask_unit"]


@kernel(inline=True)
def ask_unit(raid: Raid, unit: int) -> None:
    """Let one fire unit look for shots."""
    raid.progress.next_unit = unit
    raid.progress.end_unit = unit + 1


@kernel(inline=True)
def ask_all(raid: Raid) -> None:
    """Let every fire unit look for shots."""
    raid.progress.next_unit = 0
    raid.progress.end_unit = len(raid.units)
