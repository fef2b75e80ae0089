"""Keep-out round what is defended: no intercept when the threat has less than ``keep_out_m`` left to fly to
the first place that it may fly at, where its wreck would fall among those whom the defence protects. Once it
is past that it may fly at another behind, and is looked at again."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..identity.held_aim import first_arrival_s, next_arrival_s, speed_mps, tells_end
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.doctrine import Terms
from ..world import World

__all__ = ["limit_shot"]

_SEEN_PAST_S = 1.0  # that a threat flies on behind a place before it is seen not to have flown at that


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Let no round meet the threat after it has passed the edge of the keep-out."""
    edge_m = world.doctrine[unit, held_class(world, raid, unit, threat)].keep_out_m
    if edge_m <= 0.0:
        return
    arrives_s = first_arrival_s(world, raid, threat)
    if arrives_s == -np.inf:
        return
    if tells_end(world, threat):
        passed_s = _passed_s(world, raid, threat, edge_m)
    else:
        passed_s = arrives_s - edge_m / speed_mps(world, raid, threat)
        terms.again_s = min(terms.again_s, next_arrival_s(world, raid, threat) + _SEEN_PAST_S)
    terms.meet_until_s = min(terms.meet_until_s, passed_s)


@kernel()
def _passed_s(world: World, raid: Raid, threat_number: int, edge_m: float) -> float:
    """Return when a threat has just so far left to fly, on the raid's clock; its start if its path is
    shorter.

    Between nodes it flies at the mean of their speeds.
    """
    threat = raid.threats[threat_number]
    left_m = 0.0
    for node in range(threat.end_node - 1, threat.first_node, -1):
        before, after = world.nodes[node - 1], world.nodes[node]
        speed_mps = 0.5 * (before.speed_mps + after.speed_mps)
        step_m = speed_mps * (after.path_s - before.path_s)
        if left_m + step_m >= edge_m:
            return threat.start_s + after.path_s - (edge_m - left_m) / speed_mps
        left_m += step_m
    return threat.start_s
