"""The 90 % interval from the means of scrambled sequences holds the truth about as often as it says."""

import numpy as np
import pytest

from skykeep.compiler import uniforms
from skykeep.compiler.uniforms import SobolUniforms
from skykeep.model import SOBOL_BATCHES
from skykeep.study.intervals import estimate_outcome

STUDIES, WORLDS, REPLICATIONS, FIGURES, THREATS = 300, 128, 4, 40, 24
KEYS = [f"figure-{number}" for number in range(FIGURES)]
WEIGHTS = 1.0 / (1.0 + np.arange(FIGURES))
"""Figures count less and less, as in raids."""


def chance(u):
    """Return the chance to leak of worlds with some figures, shape (worlds,): curved, with joint effects."""
    pull = ((u.T - 0.5) * WEIGHTS).sum(axis=1) + 2.0 * (u[0] - 0.5) * (u[1] - 0.5)
    return 1.0 / (1.0 + np.exp(-2.0 * pull))


def cliff(u):
    """Return a chance that jumps where a magazine runs dry."""
    return 0.1 + 0.6 * (u[0] + 0.5 * u[2] > 0.8)


@pytest.fixture(scope="module")
def sequences():
    """Return the uniforms of every study, shape (studies, figures, worlds), from sequences of no more
    dimensions than they need: scrambling each is what takes long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uniforms, "LEAST_DIMENSIONS", FIGURES)
        drawn = [SobolUniforms(seed, SOBOL_BATCHES, KEYS).draw(KEYS, 0, WORLDS) for seed in range(STUDIES)]
    return np.stack([np.stack([study[key] for key in KEYS]) for study in drawn])


@pytest.mark.slow
@pytest.mark.parametrize("outcome", [chance, cliff])
def test_the_interval_of_the_batches_holds_the_truth(outcome, sequences):
    rng = np.random.default_rng(1)
    truth = THREATS * float(np.mean([outcome(rng.random((FIGURES, 100_000))).mean() for _ in range(20)]))
    held = narrower = 0
    for seed, drawn in enumerate(sequences):
        p = outcome(drawn)
        leakers = np.random.default_rng((2, seed)).binomial(THREATS, p[:, None], (WORLDS, REPLICATIONS))
        low, high = estimate_outcome(leakers, batches=SOBOL_BATCHES).mc_error_90
        keyed = estimate_outcome(leakers).mc_error_90
        held += low <= truth <= high
        narrower += high - low < keyed[1] - keyed[0]
    assert 0.87 <= held / STUDIES <= 0.93, held / STUDIES
    assert narrower / STUDIES > 0.9
