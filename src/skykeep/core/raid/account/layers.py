"""The waterfall of the layers: which threats came to a layer, what it did about them, and what passed it.

A real threat *comes to* a layer if it is alive when some fire unit of that layer could first have launched at
it with unlimited warning, in whatever direction, with whatever doctrine, and whether it was free or not; or
if the layer shoots at it, as it may at what it does not know to be dead. So
whether a threat has come does not hang on what the layer did about it: what flies through a layer that is
busy, blind or silent has come and passed, and what others killed before its time has not come.
"""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.sides import is_real
from ..state import Raid
from ..tables.results import LayerResult
from ..vocabulary.codes import ABORTED, KILLED
from ..world import World
from .reach import comes_to_unit

__all__ = ["write_layer"]


@kernel()
def write_layer(world: World, raid: Raid, result: LayerResult, layer: int) -> None:
    """Write what came of the real threats at a layer; its rounds are counted after."""
    result.arrived = 0
    result.engaged = 0
    result.killed = 0
    result.fired = 0
    result.wasted = 0
    for threat in range(len(world.threats)):
        state = raid.threats[threat]
        if state.outcome == ABORTED or not is_real(world.threats[threat]):
            continue
        engaged = _engages(world, raid, layer, threat)
        killed_here = state.outcome == KILLED and world.units[state.killer].layer == layer
        if engaged:
            result.engaged += 1
        if killed_here:
            result.killed += 1
        if engaged or killed_here or _comes_to(world, raid, layer, threat):
            result.arrived += 1
    result.passed = result.arrived - result.killed


@kernel()
def _engages(world: World, raid: Raid, layer: int, threat: int) -> bool:
    """Whether a fire unit of a layer shot at a threat."""
    shots = 0
    for unit in range(len(world.units)):
        if world.units[unit].layer == layer:
            shots += raid.engagements[unit, threat].shots
    return shots > 0


@kernel()
def _comes_to(world: World, raid: Raid, layer: int, threat: int) -> bool:
    """Whether a threat came to any fire unit of a layer."""
    for unit in range(len(world.units)):
        if world.units[unit].layer == layer and comes_to_unit(world, raid, unit, threat):
            return True
    return False
