"""A fire unit becomes ready to engage a threat."""

from __future__ import annotations

from ...kernel.bit_set import add_member
from ...kernel.jit import kernel
from ..attention import ask_unit
from ..log import record
from ..state import Raid
from .kinds import LOG_READY

__all__ = ["become_ready"]


@kernel(inline=True)
def become_ready(raid: Raid) -> None:
    """Take the next pair of fire unit and threat that is ready: the unit may shoot at it from now on."""
    pair = raid.ready_pair[raid.progress.next_ready]
    unit = pair // len(raid.threats)
    threat = pair % len(raid.threats)
    raid.progress.next_ready += 1
    record(raid, LOG_READY, unit, threat, 0.0)
    add_member(raid.waiting[unit], raid.threats[threat].impact_rank)
    ask_unit(raid, unit)
