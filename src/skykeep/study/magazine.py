"""The magazine floor: leakers that a raid has at least, whatever a defence sees, for want of rounds."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import gammainccinv

from skykeep.engine import EngineCase, real_threats

__all__ = ["FLOOR_ASSUMES", "magazine_floor", "magazine_kills"]

F64 = npt.NDArray[np.float64]
Rows = npt.NDArray[Any]

FLOOR_ASSUMES = (
    "every ready round, and every load of a launcher or transloader that can be ready before the last threat "
    "arrives, is fired at a real threat in reach, in whole salvos of the doctrine, with the kill probability "
    "of the class; transloaders never wait"
)
"""What the floor assumes, all in favour of the defender: real raids leak at least as much in the mean."""

_LATER_P = 1e-4
"""Chance that drawn waves, or drawn spacings, of a group last longer than is taken here."""


def magazine_kills(case: EngineCase) -> F64:
    """Return the kills that the rounds of a defence can make in each world [world].

    M rounds in salvos of s kill M (1 - (1 - q)^s) c / s threats that they are never short of: q is the kill
    probability of one round where nothing spoils all of a salvo, which c is the chance of. Of salvos and
    classes the ones that kill most for a round hold; of M, the mean share of launchers that are ready. What
    transloaders bring counts with the launcher for which a load kills most.
    """
    launchers, doctrine, chances = case.launchers, case.doctrine, case.chances
    ready = sum(chances[f"launchers_ready_{name}"] for name in ("low", "best", "high")) / 3.0
    share = np.minimum(ready, 1.0)
    raid_s = _raid_s(case)
    reloads = np.floor(raid_s / np.maximum(launchers["reload_s"], 1e-9))
    own = np.minimum(launchers["reload_sets"], reloads)
    flown = np.unique(case.threats["threat_class"][real_threats(case.threats)])
    kills = np.zeros(case.worlds)
    for number in range(case.units.shape[1]):
        unit = case.units[:, number]
        if not unit["target_channels"].any():
            continue
        salvo = np.minimum(doctrine["salvo_size"], doctrine["later_salvo_size"])[:, number][:, flown]
        places = slice(int(unit["first_launcher"][0]), int(unit["end_launcher"][0]))
        here = launchers[:, places]
        q = np.moveaxis(case.kill_p[:, here["interceptor"][0]][:, :, flown], 1, 0)
        good = (1.0 - (1.0 - q) ** salvo) / np.maximum(salvo, 1)
        of_load = here["rounds"] * here["present"] * good.max(axis=2, initial=0.0).T
        if case.wear is not None and case.wear.supply["transloaders"][:, number].any():
            sets = (here["reload_sets"] * here["present"]).sum(axis=1)
            brought = _loads_brought(case.wear.supply[:, number], share * sets, raid_s)
            kills += share * of_load.sum(axis=1) + brought * of_load.max(axis=1, initial=0.0)
        else:
            kills += share * (of_load * (1.0 + own[:, places])).sum(axis=1)
    return np.asarray(kills * chances["common_kill"], dtype=np.float64)


def _loads_brought(supply: Rows, own: F64, raid_s: float) -> F64:
    """Return how many loads the transloaders of a fire unit can hand over in a raid at most [world].

    ``own`` are the loads that its launchers would have had for themselves, which hold where a scenario states
    none at hand.
    """
    vehicles = supply["transloaders"]
    trips = np.floor(raid_s / np.maximum(supply["load_s"] + supply["trip_s"], 1e-9))
    from_depot = np.minimum(supply["depot"], vehicles * (1.0 + trips))
    at_hand = np.where(supply["stock"] < 0, own, supply["stock"])
    handed = vehicles * np.floor(raid_s / np.maximum(supply["load_s"], 1e-9))
    return np.asarray(np.minimum(at_hand + from_depot, handed), dtype=np.float64)


def _raid_s(case: EngineCase) -> float:
    """Return how long a raid lasts at most, from its start to the last arrival on its longest path, s.

    Of drawn waves and spacings, whose sums are Erlang-distributed, the time is taken that they exceed once in
    ten thousand raids.
    """
    threats = case.threats
    waited_s = np.zeros(len(threats))
    for group, wave in np.unique(threats[["group", "wave"]]):
        inside = (threats["group"] == group) & (threats["wave"] == wave)
        mean_s = threats["spacing_mean_s"][inside]
        waited_s[inside] = _latest_s(np.cumsum(mean_s > 0.0), mean_s.max())
        waited_s[inside] += _latest_s(wave, threats["wave_mean_s"][inside])
    flown_s = case.nodes["path_s"][case.paths["end_node"] - 1]
    heights = int((case.classes["first_height"] + case.classes["heights"]).max(initial=1))
    starts = threats["first_path"][None] if case.first_paths is None else np.asarray(case.first_paths)
    longest_s = np.zeros(len(threats))
    for number, threat in enumerate(threats):
        steps = threat["height_step"] * np.arange(max(heights, 1) if threat["height_step"] > 0 else 1)
        laid = np.add.outer(steps, np.arange(threat["bearings"]))
        paths = np.add.outer(np.unique(starts[:, number]), laid)
        longest_s[number] = flown_s[np.minimum(paths, len(flown_s) - 1)].max()
    return float((threats["delay_s"] + waited_s + longest_s).max(initial=0.0))


def _latest_s(count: npt.ArrayLike, mean_s: npt.ArrayLike) -> F64:
    """Return what a sum of so many exponential times with a mean exceeds with chance ``_LATER_P``, s."""
    number = np.asarray(count, dtype=np.float64)
    quantile = np.where(number > 0.0, gammainccinv(np.maximum(number, 1.0), _LATER_P), 0.0)
    return np.asarray(quantile * mean_s, dtype=np.float64)


def magazine_floor(kills: F64, launched: int) -> float:
    """Return the mean over worlds of the threats that are left once the magazine is empty.

    Parameters
    ----------
    kills
        What the rounds can kill in each world, see :func:`magazine_kills`.
    launched
        Real threats of the raid.
    """
    return float(np.maximum(launched - kills, 0.0).mean())
