"""Leakage where channels and magazines are short, and through layers one behind the other: exact laws."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .leakage import Leakage, binomial_law
from .limits import check_count, check_probability

__all__ = [
    "Battery",
    "channel_rounds",
    "independent_layers",
    "independent_units",
    "point_layer",
    "shared_magazine",
    "two_layers",
]

F64 = npt.NDArray[np.float64]

_MOST_TARGETS = 500
"""Chains over targets and rounds that are left take time with the square of their number."""


class Battery(NamedTuple):
    """Rounds of fire: in each, up to ``channels`` live targets get ``shots`` rounds each.

    ``magazine`` None is never empty.
    """

    channels: int
    shots: int
    kill_p: float
    rounds_of_fire: int
    magazine: int | None = None


def independent_layers(targets: int, kill_ps: Sequence[float]) -> Leakage:
    """Return leakage through layers that each kill a target with a probability, one after the other.

    Raises
    ------
    ValueError
        If the count is negative or one is no probability.

    Notes
    -----
    Binomial with the product of the leakages; Wilkening (1999). A layer shoots once at each survivor.
    """
    check_count(targets=targets)
    check_probability(**{f"kill_ps[{layer}]": p for layer, p in enumerate(kill_ps)})
    arriving = np.cumprod([1.0, *(1.0 - p for p in kill_ps)])
    return Leakage(binomial_law(targets, float(arriving[-1])), targets * math.fsum(arriving[:-1]))


def independent_units(targets: int, kill_ps: Sequence[float]) -> Leakage:
    """Return leakage of fire units that know nothing of each other: each shoots once at every target.

    Notes
    -----
    The same law as of :func:`independent_layers`; rounds at what another has killed are wasted.

    Raises
    ------
    ValueError
        As :func:`independent_layers`.
    """
    told = independent_layers(targets, kill_ps)
    return Leakage(told.law, float(targets * len(kill_ps)))


def channel_rounds(targets: int, battery: Battery) -> Leakage:
    """Return leakage of simultaneous targets against rounds of fire with perfect assessment between them.

    Only whole salvos are fired: a magazine with fewer rounds than a salvo is empty.

    Raises
    ------
    ValueError
        If a count is negative or above what the chain can carry, or ``kill_p`` no probability.

    Notes
    -----
    A Markov chain over live targets and salvos left. Own derivation.
    """
    check_count(targets=targets, rounds_of_fire=battery.rounds_of_fire)
    check_count(channels=battery.channels, shots=battery.shots)
    check_probability(kill_p=battery.kill_p)
    _check_chain(targets)
    if battery.shots == 0:
        return Leakage(binomial_law(targets, 1.0), 0.0)
    left: float = math.inf
    if battery.magazine is not None:
        check_count(magazine=battery.magazine)
        left = battery.magazine // battery.shots
    kill_laws = _kill_laws(battery, targets)
    laws = {left: binomial_law(targets, 1.0)}
    salvos = 0.0
    for _ in range(battery.rounds_of_fire):
        laws, fired = _round_of_fire(laws, battery.channels, kill_laws)
        if fired == 0.0:
            break
        salvos += fired
    return Leakage(np.sum(list(laws.values()), axis=0), salvos * battery.shots)


def _check_chain(targets: int) -> None:
    if targets > _MOST_TARGETS:
        raise ValueError(f"targets = {targets} is not allowed: give at most {_MOST_TARGETS}")


def _kill_laws(battery: Battery, targets: int) -> list[F64]:
    """Return the law of kills among each number of targets engaged."""
    killed_p = 1.0 - (1.0 - battery.kill_p) ** battery.shots
    return [binomial_law(engaged, killed_p) for engaged in range(min(battery.channels, targets) + 1)]


def _round_of_fire(
    laws: dict[float, F64], channels: int, kill_laws: list[F64]
) -> tuple[dict[float, F64], float]:
    """Return the laws of live targets by salvos left after one round of fire, and the mean salvos fired."""
    after: dict[float, F64] = {}
    fired = 0.0
    for left, law in laws.items():
        for alive in np.flatnonzero(law):
            engaged = int(min(float(alive), float(channels), left))
            fired += engaged * law[alive]
            target = after.setdefault(left - engaged, np.zeros_like(law))
            target[alive - engaged : alive + 1] += law[alive] * kill_laws[engaged][::-1]
    return after, fired


def shared_magazine(targets: int, looks: int, kill_p: float, magazine: int) -> Leakage:
    """Return leakage of targets that come one after the other, up to ``looks`` single shots each.

    Raises
    ------
    ValueError
        If a count is negative or above what the chain can carry, or ``kill_p`` no probability.

    Notes
    -----
    A Markov chain over leakers and rounds left, target by target. Own derivation.
    """
    check_count(targets=targets, looks=looks, magazine=magazine)
    check_probability(kill_p=kill_p)
    _check_chain(targets)
    magazine = min(magazine, targets * looks)
    _check_chain(magazine)
    law = np.zeros((targets + 1, magazine + 1))  # leakers, rounds left
    law[0, magazine] = 1.0
    for _ in range(targets):
        under_fire, after = law, np.zeros_like(law)
        for _ in range(looks):
            shot = under_fire[:, 1:]
            after[:, :-1] += kill_p * shot
            after[1:, 0] += under_fire[:-1, 0]  # no round is left for this target
            under_fire = np.zeros_like(law)
            under_fire[:, :-1] = (1.0 - kill_p) * shot
        after[1:] += under_fire[:-1]
        law = after
    rounds = magazine - float(law.sum(axis=0) @ np.arange(magazine + 1))
    return Leakage(law.sum(axis=1), rounds)


def point_layer(arriving: F64, battery: Battery) -> Leakage:
    """Return leakage of a layer that meets a drawn number of targets, by the law of that number.

    Raises
    ------
    ValueError
        As :func:`channel_rounds`.
    """
    law, rounds = np.zeros_like(arriving), 0.0
    for count, p in enumerate(arriving):
        if p > 0.0:
            layer = channel_rounds(count, battery)
            law[: count + 1] += p * layer.law
            rounds += p * layer.mean_rounds
    return Leakage(law, rounds)


def two_layers(targets: int, area: Battery, point: Battery) -> Leakage:
    """Return leakage through an area layer and a point layer behind it that meets what leaks.

    Raises
    ------
    ValueError
        As :func:`channel_rounds`.

    Notes
    -----
    The law of the area layer's leakers is carried through the point layer. Where neither is short of channels
    and rounds it is the product of the leakages, see :func:`independent_layers`. Wilkening (1999).
    """
    first = channel_rounds(targets, area)
    behind = point_layer(first.law, point)
    return Leakage(behind.law, first.mean_rounds + behind.mean_rounds)
