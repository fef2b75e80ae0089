"""Levers of a compiled case: one thing set to another value in every world, the luck left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from ..core.kernel.records import as_table
from ..core.radar.effects import EffectTables
from ..core.raid.identity.sides import real_threats
from ..core.raid.tables.duties import DutyTables, RadarDuty
from ..core.raid.vocabulary.codes import ENGAGEMENT
from ..core.raid.world import Case
from ..rng import entity_key

__all__ = [
    "kill_p_now",
    "part_of_the_way",
    "rounds_now",
    "tracking_now",
    "with_eyes",
    "with_kill_p",
    "with_rounds",
    "with_tracking",
]

F64 = npt.NDArray[np.float64]

_ALL_SEEN = (1 << 62) - 1
_ENDLESS_SNR = 1e60
_HALF_TURN_RAD = np.pi
_QUARTER_TURN_RAD = 0.5 * np.pi


def kill_p_now(case: Case) -> F64:
    """Return the kill probability of one round in each world [world]: the mean over the rounds on launchers
    and the classes of real threats, common failures included.
    """
    flown = np.unique(case.threats["threat_class"][real_threats(case.threats)])
    rounds = (case.launchers["rounds"] * case.launchers["present"]).astype(np.float64)
    kinds = case.launchers["interceptor"]
    p = np.take_along_axis(case.kill_p[:, :, flown].mean(axis=2), kinds, axis=1)
    weight = rounds.sum(axis=1)
    mean = (p * rounds).sum(axis=1) / np.maximum(weight, 1.0)
    return np.asarray(mean * case.chances["common_kill"])


def rounds_now(case: Case) -> F64:
    """Return the rounds on launchers that are ready, on the mean over raids, in each world [world]."""
    chances = case.chances
    share = sum(chances[f"launchers_ready_{name}"] for name in ("low", "best", "high")) / 3.0
    return np.asarray((case.launchers["rounds"] * case.launchers["present"]).sum(axis=1) * share)


def tracking_now(case: Case) -> F64:
    """Return the chance that luck lets a threat be tracked, in each world [world]."""
    return np.asarray(case.chances["track_raid"] * case.chances["track_target"])


def with_kill_p(case: Case, p: float) -> Case:
    """Return a case in which every round kills with a probability, each for itself."""
    alone = _with_chances(case, {"common_kill": 1.0})._replace(raid_kill_p=None)
    return alone._replace(kill_p=as_table(np.full_like(case.kill_p, p)))


def with_rounds(case: Case, factor: float) -> Case:
    """Return a case with so many times the rounds on every launcher, rounded up."""
    launchers = case.launchers.copy()
    launchers["rounds"] = np.ceil(launchers["rounds"] * factor - 1e-9)
    return case._replace(launchers=launchers)


def with_tracking(case: Case, p: float) -> Case:
    """Return a case in which luck lets every threat be tracked with a probability, each for itself."""
    return _with_chances(case, {"track_raid": 1.0, "track_target": p})


def with_eyes(case: Case, range_m: float) -> Case:
    """Return a case whose posts are told of every threat from a range on, whatever hides it.

    Beside every searching radar stands one without a horizon, a limit of power or a sector that looks no
    farther than this. Engagement radars see what they saw.
    """
    if range_m <= 0.0:
        return case
    searching = np.flatnonzero(case.radars["role"][0] != ENGAGEMENT)
    eyes = case.radars[:, searching].copy()
    eyes["key"] = [entity_key(f"outside/eyes/{number}") for number in range(len(searching))]
    eyes["site"] += len(case.sights)
    eyes["snr_range4_per_m2"] = _ENDLESS_SNR
    eyes["instrumented_m"] = range_m
    eyes["elevation_min_rad"], eyes["elevation_max_rad"] = -_QUARTER_TURN_RAD, _QUARTER_TURN_RAD
    eyes["sector_half_rad"] = _HALF_TURN_RAD
    sights = case.sights.copy()
    sights["seen"] = _ALL_SEEN
    first = np.repeat(case.paths["first_node"][:, None], len(searching), axis=1)
    return case._replace(
        radars=as_table(np.concatenate([case.radars, eyes], axis=1)),
        sights=as_table(np.concatenate([case.sights, sights])),
        first_sight=as_table(np.concatenate([case.first_sight, first], axis=1)),
        effects=None if case.effects is None else _effects_of_eyes(case.effects, searching),
        duties=None if case.duties is None else _duties_of_eyes(case.duties, len(searching)),
    )


def part_of_the_way(case: Case, share: float, *, rounds_factor: float, eyes_m: float) -> Case:
    """Return a case in which everything has gone a share of its way to the best there could be.

    Parameters
    ----------
    case
        The case as it is, share 0.
    share
        0 to 1.
    rounds_factor, eyes_m
        Where rounds and eyes from outside end at share 1; chances end at 1. Rounds go by ratio.
    """
    moved = {
        name: case.chances[name] + share * (1.0 - case.chances[name])
        for name in ("common_kill", "track_raid", "track_target")
    }
    better = _with_chances(case, moved)._replace(kill_p=_nearer_to_one(case.kill_p, share))
    if case.raid_kill_p is not None:
        better = better._replace(raid_kill_p=_nearer_to_one(case.raid_kill_p, share))
    return with_eyes(with_rounds(better, rounds_factor**share), share * eyes_m)


def _nearer_to_one(chances: Any, share: float) -> Any:
    """Return chances that have gone a share of their way to 1."""
    kept = np.asarray(chances)
    return as_table(kept + share * (1.0 - kept))


def _with_chances(case: Case, values: Mapping[str, Any] = MappingProxyType({})) -> Case:
    """Return a case with other chances."""
    chances = case.chances.copy()
    for name, value in values.items():
        chances[name] = value
    return case._replace(chances=chances)


def _duties_of_eyes(duties: DutyTables, eyes: int) -> DutyTables:
    """Return duties with rows for eyes that always look and have room and time for everything."""
    worlds, radars = duties.radars.shape
    more = RadarDuty.table(worlds, eyes)
    more["antenna"] = radars + np.arange(eyes)
    return duties._replace(radars=as_table(np.concatenate([duties.radars, more], axis=1)))


def _effects_of_eyes(effects: EffectTables, searching: npt.NDArray[np.int64]) -> EffectTables:
    """Return radar effects with rows for eyes like those of the radars they stand beside."""
    if len(effects.receivers) == 0:
        return effects
    by_radar: dict[str, Any] = {
        name: np.concatenate([table, table[:, searching]], axis=1)
        for name in ("receivers", "sources", "self_screening_m2")
        if (table := getattr(effects, name)).size
    }
    by_site: dict[str, Any] = {
        name: np.concatenate([table, table])
        for name in ("ground_seen", "radial_speed_mps")
        if len(table := getattr(effects, name))
    }
    return effects._replace(**by_radar, **by_site)
