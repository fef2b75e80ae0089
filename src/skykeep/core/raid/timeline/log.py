"""The log of a raid: what happened, and when."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..state import Raid

__all__ = ["record"]


@kernel(inline=True)
def record(raid: Raid, kind: int, place: int, threat: int, value: float) -> None:
    """Write the next row of the log, at the time that it is; nothing if the log has no rows."""
    if len(raid.log) == 0:
        return
    entry = raid.log[raid.progress.logged]
    entry.time_s = raid.progress.now_s
    entry.kind = kind
    entry.place = place
    entry.threat = threat
    entry.value = value
    raid.progress.logged += 1
