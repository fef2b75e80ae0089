"""How many threats leak through one layer of fire: exact laws of textbook doctrines without a magazine.

A single shot kills with ``kill_p``, independently of all others. Each function returns the law of the number
of leakers and the mean number of rounds.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats

from .limits import check_count, check_probability

__all__ = [
    "Leakage",
    "assessed_looks",
    "binomial_law",
    "common_mode_salvo",
    "decoys",
    "even_volley",
    "rounds_per_target",
    "salvo",
    "shoot_look_shoot",
    "uncoordinated",
]

F64 = npt.NDArray[np.float64]

_NEVER = 1e-300
"""Rarer events are read as impossible: scipy's binomial law overflows near the smallest double."""


class Leakage(NamedTuple):
    """The probability of each number of leakers, from none on [targets + 1], and the mean rounds fired."""

    law: F64
    mean_rounds: float

    @property
    def mean(self) -> float:
        """Mean number of leakers."""
        return float(np.arange(self.law.size) @ self.law)

    @property
    def variance(self) -> float:
        """Variance of the number of leakers."""
        return float((np.arange(self.law.size) - self.mean) ** 2 @ self.law)


def binomial_law(trials: int, p: float) -> F64:
    """Return the probability of each number of successes, from none to all [trials + 1]."""
    chance = p if p > _NEVER else 0.0
    return np.asarray(stats.binom.pmf(np.arange(trials + 1), trials, chance), dtype=np.float64)


def rounds_per_target(salvo_size: int, looks: int, kill_p: float) -> float:
    """Return the mean rounds at one target: up to ``looks`` salvos, none after a kill that was seen.

    Raises
    ------
    ValueError
        If a count is negative or ``kill_p`` no probability.

    Notes
    -----
    s (1 - q^(s n)) / (1 - q^s) with q = 1 - p, s rounds in a salvo and n looks: a geometric series, s n where
    nothing kills. Przemieniecki (2000), *Mathematical Methods in Defense Analyses*.
    """
    check_count(salvo_size=salvo_size, looks=looks)
    check_probability(kill_p=kill_p)
    survives = (1.0 - kill_p) ** salvo_size
    return salvo_size * math.fsum(survives**look for look in range(looks))


def salvo(targets: int, shots: int, kill_p: float, track_p: float = 1.0) -> Leakage:
    """Return leakage where each target gets ``shots`` rounds at once, if it is tracked.

    Raises
    ------
    ValueError
        If a count is negative or a probability outside 0 to 1.

    Notes
    -----
    Binomial with leakage 1 - pt (1 - (1 - p)^s). Wilkening (1999), A Simple Model for Calculating Ballistic
    Missile Defense Effectiveness, *Science and Global Security* 8, 183-215.
    """
    check_count(targets=targets, shots=shots)
    check_probability(kill_p=kill_p, track_p=track_p)
    leaks = 1.0 - track_p * (1.0 - (1.0 - kill_p) ** shots)
    return Leakage(binomial_law(targets, leaks), targets * shots * track_p)


def common_mode_salvo(targets: int, shots: int, kill_p: float, track_p: float) -> Leakage:
    """Return leakage as :func:`salvo`, but the whole raid is tracked or none of it.

    Raises
    ------
    ValueError
        As :func:`salvo`.

    Notes
    -----
    Wilkening (1999), the common-mode factor: a mixture of the binomial law and of certain leakage.
    """
    tracked = salvo(targets, shots, kill_p)
    check_probability(track_p=track_p)
    law = track_p * tracked.law
    law[targets] += 1.0 - track_p
    return Leakage(law, track_p * tracked.mean_rounds)


def shoot_look_shoot(targets: int, looks: int, kill_p: float, salvo_size: int = 1) -> Leakage:
    """Return leakage of up to ``looks`` salvos at each target with perfect assessment between them.

    Raises
    ------
    ValueError
        As :func:`rounds_per_target`.

    Notes
    -----
    Binomial with leakage q^(s n); rounds by :func:`rounds_per_target`.
    """
    check_count(targets=targets)
    each = rounds_per_target(salvo_size, looks, kill_p)
    return Leakage(binomial_law(targets, (1.0 - kill_p) ** (salvo_size * looks)), targets * each)


def assessed_looks(
    targets: int, looks: int, kill_p: float, missed_kill_p: float, false_kill_p: float
) -> Leakage:
    """Return leakage of up to ``looks`` single shots, each judged with both errors.

    A live target held to be dead (``false_kill_p``) is let go; a dead one held to be alive
    (``missed_kill_p``) costs a further round.

    Raises
    ------
    ValueError
        If a count is negative or a probability outside 0 to 1.

    Notes
    -----
    A chain over three states of one target under fire: alive, dead but not known to be, let go. Own
    derivation.
    """
    check_count(targets=targets, looks=looks)
    check_probability(kill_p=kill_p, missed_kill_p=missed_kill_p, false_kill_p=false_kill_p)
    alive, unknown_kill, let_go, rounds = 1.0, 0.0, 0.0, 0.0
    for _ in range(looks):
        rounds += alive + unknown_kill
        unknown_kill = missed_kill_p * (unknown_kill + kill_p * alive)
        survives = (1.0 - kill_p) * alive
        let_go += false_kill_p * survives
        alive = (1.0 - false_kill_p) * survives
    return Leakage(binomial_law(targets, let_go + alive), targets * rounds)


def even_volley(targets: int, rounds: int, kill_p: float) -> Leakage:
    """Return leakage of one volley that is spread over the targets as evenly as possible.

    Raises
    ------
    ValueError
        If there is no target, a count is negative or ``kill_p`` no probability.

    Notes
    -----
    Two binomial laws in a row: those that get one round more, and the rest. Own derivation.
    """
    check_count(rounds=rounds)
    check_count(1, targets=targets)
    check_probability(kill_p=kill_p)
    each, more = divmod(rounds, targets)
    less_law = binomial_law(targets - more, (1.0 - kill_p) ** each)
    return Leakage(np.convolve(less_law, binomial_law(more, (1.0 - kill_p) ** (each + 1))), float(rounds))


def uncoordinated(targets: int, shooters: int, kill_p: float) -> Leakage:
    """Return leakage where each shooter chooses a target at random and none knows of the others.

    Raises
    ------
    ValueError
        If there is no target, a count is negative or ``kill_p`` no probability.

    Notes
    -----
    A chain over the targets hit at least once, one shooter after the other: the occupancy problem, Feller
    (1968), *An Introduction to Probability Theory* 1, section II.5. The mean is n (1 - p / n)^m.
    """
    check_count(shooters=shooters)
    check_count(1, targets=targets)
    check_probability(kill_p=kill_p)
    alive = np.arange(targets + 1)
    law = np.zeros(targets + 1)
    law[targets] = 1.0
    for _ in range(shooters):
        killed = law * (kill_p * alive / targets)
        law -= killed
        law[:-1] += killed[1:]
    return Leakage(law, float(shooters))


def decoys(targets: int, decoy_count: int, rounds: int, kill_p: float) -> Leakage:
    """Return leakage of real targets where rounds go to different objects, drawn from real ones and decoys.

    No object gets two rounds: those beyond one for each are not fired.

    Raises
    ------
    ValueError
        If a count is negative or ``kill_p`` no probability.

    Notes
    -----
    The real targets shot at are hypergeometric, those killed binomial among them. Wilkening (1999).
    """
    check_count(targets=targets, decoy_count=decoy_count, rounds=rounds)
    check_probability(kill_p=kill_p)
    fired = min(rounds, targets + decoy_count)
    shot_at = stats.hypergeom.pmf(np.arange(targets + 1), targets + decoy_count, targets, fired)
    law = np.zeros(targets + 1)
    for real, p in enumerate(shot_at):
        law[targets - real : targets + 1] += p * binomial_law(real, kill_p)[::-1]
    return Leakage(law, float(fired))
