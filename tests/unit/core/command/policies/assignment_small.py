"""Small assignments, and their optimum by trying every plan: slow, plain and apart from the policies."""

import itertools
import math

import numpy as np

from skykeep.core.command.policies.instance import NO_LIMIT, Instance

__all__ = ["best_by_trying", "instance", "random_instance", "splits"]


def instance(kill_p, values, rounds=None, most=NO_LIMIT):
    """Return an instance of kill probabilities, one round for each shooter unless said otherwise."""
    misses = 1.0 - np.array(kill_p, dtype=np.float64)
    stock = np.ones(len(misses), dtype=np.int64) if rounds is None else np.array(rounds, dtype=np.int64)
    return Instance(misses, np.array(values, dtype=np.float64), stock, most)


def random_instance(seed, shooters=3, threats=3, *, rounds_most=2, most=NO_LIMIT):
    """Return a random instance; every fifth kill probability is 0 and every tenth 1."""
    luck = np.random.default_rng(seed)
    kill_p = luck.random((shooters, threats))
    kill_p[luck.random(kill_p.shape) < 0.2] = 0.0
    kill_p[luck.random(kill_p.shape) < 0.1] = 1.0
    values = luck.integers(0, 30, threats).astype(float)
    return instance(kill_p, values, luck.integers(0, rounds_most + 1, shooters), most)


def splits(total, parts):
    """Yield every way to send at most ``total`` rounds at some threats."""
    if parts == 0:
        yield ()
        return
    for first in range(total + 1):
        for rest in splits(total - first, parts - 1):
            yield (first, *rest)


def best_by_trying(given):
    """Return the least value that gets through, over all plans."""
    threats = given.values.size
    best = math.inf
    choices = [list(splits(int(rounds), threats)) for rounds in given.rounds]
    for plan in itertools.product(*choices):
        sent = [sum(row[threat] for row in plan) for threat in range(threats)]
        if max(sent) <= given.most_per_threat:
            through = 0.0
            for threat in range(threats):
                left = float(given.values[threat])
                for shooter, row in enumerate(plan):
                    left *= float(given.miss_p[shooter, threat]) ** row[threat]
                through += left
            best = min(best, through)
    return best
