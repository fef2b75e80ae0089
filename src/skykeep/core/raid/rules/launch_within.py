"""A range gate: no launch while the threat is farther away than ``launch_within_m``."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ..identity.recognition import held_class
from ..state import Raid
from ..tables.doctrine import Terms
from ..world import World

__all__ = ["limit_shot"]


@kernel()
def limit_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms) -> None:
    """Put a launch off until the threat has come within the gate; never, if it does not."""
    gate_m = world.doctrine[unit, held_class(world, raid, unit, threat)].launch_within_m
    if gate_m > 0.0:
        terms.launch_from_s = max(terms.launch_from_s, _within_s(world, raid, unit, threat, gate_m))


@kernel()
def _within_s(world: World, raid: Raid, unit: int, threat_number: int, gate_m: float) -> float:
    """Return when a threat is within a slant range of a fire unit for the first time from now on, on the
    raid's clock; range is linear between nodes."""
    threat = raid.threats[threat_number]
    seen = world.sights[raid.units[unit].site]
    now_s = raid.progress.now_s - threat.start_s
    for node in range(threat.first_node + 1, threat.end_node):
        end_s, end_m = world.nodes[node].path_s, seen[node].slant_m
        if end_s < now_s or end_m > gate_m:
            continue
        begin_s, begin_m = world.nodes[node - 1].path_s, seen[node - 1].slant_m
        reached_s = begin_s
        if begin_m > gate_m:
            reached_s = begin_s + (begin_m - gate_m) / (begin_m - end_m) * (end_s - begin_s)
        return max(reached_s, now_s) + threat.start_s
    return np.inf
