"""Salvo exchanges: how many hits and losses a salvo of missiles brings against a defence that shoots back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .leakage import binomial_law
from .limits import check_count, check_positive, check_probability

__all__ = ["Aimed", "armstrong_hits", "hits", "hughes_loss", "losses"]

F64 = npt.NDArray[np.float64]


class Aimed(NamedTuple):
    """A salvo and the defence against it: rounds fired, how likely each is well aimed, shots against it."""

    rounds: int
    well_aimed_p: float
    defensive_shots: int
    defence_p: float


def hughes_loss(
    attackers: float, offence: float, defenders: float, defence: float, staying_power: float
) -> float:
    """Return the defenders lost in one salvo, from none to all.

    Parameters
    ----------
    attackers, offence
        Units that fire, and good shots of each.
    defenders, defence
        Units fired at, and shots that each of them stops.
    staying_power
        Hits that put one unit out of action.

    Raises
    ------
    ValueError
        If a number is negative or the staying power is not above zero.

    Notes
    -----
    (offence A - defence B) / staying power. Hughes (1995), A Salvo Model of Warships in Missile Combat Used
    to Evaluate Their Staying Power, *Naval Research Logistics* 42, 267-289.
    """
    check_positive(staying_power=staying_power)
    for name, number in {
        "attackers": attackers,
        "offence": offence,
        "defenders": defenders,
        "defence": defence,
    }.items():
        if not number >= 0.0:
            raise ValueError(f"{name} = {number!r} is not allowed: give a number of at least 0")
    lost = (offence * attackers - defence * defenders) / staying_power
    return min(max(lost, 0.0), defenders)


def _check(aimed: Aimed) -> None:
    check_count(rounds=aimed.rounds, defensive_shots=aimed.defensive_shots)
    check_probability(well_aimed_p=aimed.well_aimed_p, defence_p=aimed.defence_p)


def hits(aimed: Aimed) -> F64:
    """Return the law of hits [rounds + 1] where at most one shot is spent on each well-aimed round.

    Raises
    ------
    ValueError
        If a count is negative or a probability outside 0 to 1.

    Notes
    -----
    Those well aimed are binomial, those stopped binomial among as many of them as there are shots.
    """
    _check(aimed)
    law = np.zeros(aimed.rounds + 1)
    for arriving, p in enumerate(binomial_law(aimed.rounds, aimed.well_aimed_p)):
        met = min(arriving, aimed.defensive_shots)
        law[arriving - met : arriving + 1] += p * binomial_law(met, aimed.defence_p)[::-1]
    return law


def armstrong_hits(aimed: Aimed) -> F64:
    """Return the law of hits [rounds + 1] where good shots of both sides are counted apart.

    Raises
    ------
    ValueError
        As :func:`hits`.

    Notes
    -----
    max(No - Nd, 0) with independent binomial numbers. Armstrong (2005), A Stochastic Salvo Model for Naval
    Surface Combat, *Operations Research* 53, 830-841.
    """
    _check(aimed)
    offence = binomial_law(aimed.rounds, aimed.well_aimed_p)
    defence = binomial_law(aimed.defensive_shots, aimed.defence_p)
    difference = np.convolve(offence, defence[::-1])  # from -defensive_shots to rounds
    law = difference[aimed.defensive_shots :].copy()
    law[0] += difference[: aimed.defensive_shots].sum()
    return law


def losses(hit_law: F64, units: int, staying_power: int) -> F64:
    """Return the law of units lost [units + 1]: one for each ``staying_power`` hits, as far as there are any.

    Raises
    ------
    ValueError
        If a count is negative or the staying power below one.
    """
    check_count(units=units)
    check_count(1, staying_power=staying_power)
    lost = np.minimum(np.arange(hit_law.size) // staying_power, units)
    return np.bincount(lost, weights=hit_law, minlength=units + 1).astype(np.float64)
