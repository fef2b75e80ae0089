"""A picture that is given, as reference cases do: when each threat may be engaged by every fire unit."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..state import Raid
from ..timeline.blocks import put_down
from ..timeline.foreseen import foresee
from ..world import World
from .may_engage import may_engage, why_never

__all__ = ["foresee_given"]


@kernel()
def _take_draws(world: World, raid: Raid) -> None:
    """Take over the first draws that are given for a raid, all at once: they lie far away in memory, and a
    raid would wait for each."""
    if len(world.given_kill_u) == 0:
        return
    given = world.given_kill_u[raid.progress.given]
    for shot in range(len(raid.given_kill_u)):
        draws = raid.given_kill_u[shot]
        for threat in range(len(draws)):
            draws[threat] = given[shot, threat]


@kernel()
def foresee_given(world: World, raid: Raid) -> None:
    """Foresee when every pair of fire unit and threat becomes ready for an engagement."""
    _take_draws(world, raid)
    for unit in range(len(world.units)):
        for threat in range(len(world.threats)):
            if raid.threats[threat].tracked:
                given = world.given[raid.progress.given, threat]
                ready_s = given.ready_s + raid.threats[threat].start_s - given.start_s
                raid.engagements[unit, threat].ready_s = ready_s
                if may_engage(world, raid, unit, threat, ready_s):
                    foresee(raid, ready_s, unit, threat)
                else:
                    put_down(raid, why_never(world, raid, unit, threat), unit, threat, ready_s)
