"""A study that stops once its interval is narrow still holds the truth about as often as it says."""

from __future__ import annotations

import numpy as np
import pytest

from skykeep.study.intervals import mc_error_interval
from skykeep.study.outcomes import Outcomes
from skykeep.study.stopping import HalfWidth, play_until

STUDIES, LIMIT = 1500, 3000
RNG = np.random.default_rng(20261128)

WORLDS = {
    "normal": (lambda size: RNG.normal(10.0, 4.0, size), 10.0),
    "skewed": (lambda size: RNG.gamma(2.0, 3.0, size), 6.0),
    "missed raids": (lambda size: 24.0 * (RNG.random(size) < 0.1) + RNG.binomial(10, 0.2, size), 4.4),
    "mostly nothing": (lambda size: RNG.binomial(3, 0.03, size).astype(float), 0.09),
}
"""How leakers scatter over worlds, and their true mean."""

LEAST = {"normal": 0.87, "skewed": 0.86, "missed raids": 0.85, "mostly nothing": 0.81}
"""Share of studies that hold the truth, less three errors of 1500 studies, see ``skykeep.study.stopping``."""


def studied(draw, half_width):
    """Return the interval and the number of worlds of one study that stops by itself."""
    table = draw((LIMIT, 1))

    def play(worlds):
        rows = table[worlds.start : worlds.stop]
        zero = np.zeros_like(rows)
        names = ("killed", "aborted", "seen", "engaged", "none_leaked", "shots", "rounds_left")
        return [Outcomes(leakers=rows, ledger=zero[..., None], **dict.fromkeys(names, zero))]

    (found,), stopped = play_until(play, HalfWidth(leakers=half_width), LIMIT)
    return mc_error_interval(found.leakers), stopped.worlds, float(found.leakers.mean())


@pytest.mark.slow
@pytest.mark.parametrize("kind", WORLDS)
def test_intervals_after_stopping_hold_the_truth_about_as_often_as_they_say(kind):
    draw, truth = WORLDS[kind]
    spread = float(draw((100_000, 1)).std())
    studies = [studied(draw, 1.645 * spread / np.sqrt(180.0)) for _ in range(STUDIES)]
    held = np.mean([low <= truth <= high for (low, high), _, _ in studies])
    worlds = np.array([worlds for _, worlds, _ in studies])
    assert LEAST[kind] <= held <= 0.93, held
    assert len(set(worlds.tolist())) > 1  # the rule does decide
    means = np.array([mean for _, _, mean in studies])
    assert abs(means.mean() - truth) < 0.3 * spread / np.sqrt(180.0)  # small beside the error that is told
