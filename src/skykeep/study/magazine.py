"""The magazine floor: leakers that a raid has at least, whatever a defence sees, for want of rounds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from skykeep.engine import EngineCase, real_threats

__all__ = ["FLOOR_ASSUMES", "magazine_floor", "magazine_kills"]

F64 = npt.NDArray[np.float64]

FLOOR_ASSUMES = (
    "every ready round, and every reload that can be ready before the last threat arrives, is fired at a "
    "real threat in reach, in whole salvos of the doctrine, with the kill probability of the class"
)
"""What the floor assumes, all in favour of the defender: real raids leak at least as much in the mean."""


def magazine_kills(case: EngineCase) -> F64:
    """Return the kills that the rounds of a defence can make in each world [world].

    M rounds in salvos of s kill M (1 - (1 - q)^s) c / s threats that they are never short of: q is the kill
    probability of one round where nothing spoils all of a salvo, which c is the chance of. Of salvos and
    classes the ones that kill most for a round hold; of M, the mean share of launchers that are ready.
    """
    launchers, doctrine, chances = case.launchers, case.doctrine, case.chances
    share = sum(chances[f"launchers_ready_{name}"] for name in ("low", "best", "high")) / 3.0
    reloads = np.floor(_raid_s(case) / np.maximum(launchers["reload_s"], 1e-9))
    loads = 1 + np.minimum(launchers["reload_sets"], reloads)
    rounds = launchers["rounds"] * loads * launchers["present"]
    flown = np.unique(case.threats["threat_class"][real_threats(case.threats)])
    kills = np.zeros(case.worlds)
    for number in range(case.units.shape[1]):
        unit = case.units[:, number]
        if not unit["target_channels"].any():
            continue
        salvo = np.minimum(doctrine["salvo_size"], doctrine["later_salvo_size"])[:, number][:, flown]
        first, end = int(unit["first_launcher"][0]), int(unit["end_launcher"][0])
        for place in range(first, end):
            kind = int(launchers["interceptor"][0, place])
            q = case.kill_p[:, kind][:, flown]
            good = 1.0 - (1.0 - q) ** salvo
            kills += rounds[:, place] * (good / np.maximum(salvo, 1)).max(axis=1, initial=0.0)
    return np.asarray(kills * np.minimum(share, 1.0) * chances["common_kill"], dtype=np.float64)


def _raid_s(case: EngineCase) -> float:
    """Return how long a raid lasts at most, from its start to the last arrival, s.

    Of exponential spacings twice the mean of their sum is taken: rarely does one last longer.
    """
    threats = case.threats
    spaced_s = np.zeros(len(threats))
    for group in np.unique(threats["group"]):
        inside = threats["group"] == group
        spaced_s[inside] = 2.0 * np.cumsum(threats["spacing_mean_s"][inside])
    flown_s = case.nodes["path_s"][case.paths["end_node"] - 1]
    longest_s = [
        float(flown_s[first : first + bearings].max())
        for first, bearings in zip(threats["first_path"], threats["bearings"], strict=True)
    ]
    return float((threats["delay_s"] + spaced_s + longest_s).max(initial=0.0))


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
