"""Searching radars look ahead: when each is going to confirm a track of each threat."""

from __future__ import annotations

import numpy as np

from ...kernel.jit import kernel
from ...kernel.streams import stream_key
from ..duties.radiation import begins_to_look_s
from ..luck import happens
from ..state import Raid
from ..timeline.foreseen import foresee
from ..vocabulary.codes import ENGAGEMENT
from ..vocabulary.purposes import RADIATES
from ..world import World
from .watch import confirmed_s

__all__ = ["foresee_tracks", "search_s"]


@kernel()
def foresee_tracks(world: World, raid: Raid) -> None:
    """Foresee when each searching radar confirms a track of each threat; one that is silent until it is told
    is foreseen once it is switched on."""
    for number in range(len(world.radars)):
        if world.radars[number].role == ENGAGEMENT or begins_to_look_s(raid, number) > -np.inf:
            continue
        if raid.radars[number].lost_s == -np.inf:
            continue
        for threat in range(len(world.threats)):
            if raid.threats[threat].tracked:
                time_s = search_s(world, raid, number, threat, -np.inf)
                if time_s < np.inf:
                    foresee(raid, time_s, number, threat)


@kernel()
def search_s(world: World, raid: Raid, radar: int, threat: int, from_s: float) -> float:
    """Return when a searching radar that begins its looks at a time confirms a track, or a passive sensor
    hears a threat; infinite if never."""
    if len(world.duties.radars) > 0 and world.duties.radars[radar].bearing_only:
        if not _is_heard(world, raid, threat):
            return np.inf
        return confirmed_s(world, raid, radar, threat, from_s, 1, 1)
    return confirmed_s(world, raid, radar, threat, from_s, world.confirm_m, world.confirm_n)


@kernel()
def _is_heard(world: World, raid: Raid, threat: int) -> bool:
    """Whether a threat radiates in this raid so that passive sensors hear it."""
    given = world.threats[threat]
    p = world.duties.classes[given.threat_class].radiates_p
    key = stream_key(world.seed, RADIATES, world.number)
    return happens(p, key, given.key, raid.progress.replication, 0)
