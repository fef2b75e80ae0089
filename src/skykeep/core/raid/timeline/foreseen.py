"""What is foreseen before the first event: bulk that need not go through the queue."""

from __future__ import annotations

from ...kernel.jit import kernel
from ...kernel.time_order import sort_by_time
from ..state import Raid

__all__ = ["foresee", "sort_foreseen", "take_foreseen"]

_THREAT_BITS = 32
_THREAT = (1 << _THREAT_BITS) - 1


@kernel(inline=True)
def foresee(raid: Raid, time_s: float, who: int, threat: int) -> None:
    """Put down that a radar, or a fire unit of a given picture, has a threat at a time."""
    raid.unsorted_s[raid.progress.foreseen] = time_s
    raid.unsorted[raid.progress.foreseen] = who << _THREAT_BITS | threat
    raid.progress.foreseen += 1


@kernel(inline=True)
def take_foreseen(raid: Raid) -> tuple[int, int]:
    """Return who is next foreseen to have which threat, and go on to what comes after."""
    what = raid.foreseen[raid.progress.next_foreseen]
    raid.progress.next_foreseen += 1
    return what >> _THREAT_BITS, what & _THREAT


@kernel()
def sort_foreseen(raid: Raid) -> None:
    """Put what is foreseen in order of time."""
    count = raid.progress.foreseen
    sort_by_time(raid.unsorted_s, raid.unsorted, raid.foreseen_s, raid.foreseen, count, raid.room)
