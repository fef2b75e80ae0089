"""No two purposes, worlds, entities or replications share a draw."""

import itertools

import numpy as np

from skykeep.core.kernel.streams import stream_key, uniform
from skykeep.rng import Purpose, entity_key

ENTITIES = tuple(np.uint64(entity_key(name)) for name in ("unit-1", "cruise-missile/0", "cruise-missile/1"))


def test_no_draw_is_made_twice():
    drawn = [
        uniform(np.uint64(stream_key(7, int(purpose), world)), entity, replication, index)
        for purpose, world, entity, replication, index in itertools.product(
            Purpose, range(4), ENTITIES, range(10), range(3)
        )
    ]
    assert len(set(drawn)) == len(drawn)


def test_draws_of_different_purposes_do_not_go_together():
    columns = np.array(
        [
            [
                uniform(np.uint64(stream_key(7, int(purpose), 0)), ENTITIES[0], number, 0)
                for number in range(4000)
            ]
            for purpose in Purpose
        ]
    )
    correlation = np.corrcoef(columns) - np.eye(len(columns))
    # the largest of all pairs stays below what chance would give in one of a thousand studies
    assert np.abs(correlation).max() < 5.0 / np.sqrt(4000)
