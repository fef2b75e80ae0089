"""Every kind of interval that is printed holds what it says, in 300 studies whose truth is known."""

import re
from pathlib import Path

import numpy as np
import pytest

from .printed_intervals import KINDS, SEEDS, Kind, holds, normal_share, rng_of

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "interval-coverage.md"


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_printed_interval_holds_87_to_93_of_100(kind):
    """Or what is said of it where it is discrete. A share outside counts after a longer run."""
    held, studies = kind.judged()
    assert kind.least <= held <= kind.most, (held, studies)
    assert bool(kind.why) == ((kind.least, kind.most) != (0.87, 0.93))
    told = re.search(
        rf"^\| {re.escape(kind.name)} \|.*\| ([\d.]+) % \| (\d+) \|$", PAGE.read_text("utf-8"), re.M
    )
    assert told, f"{kind.name}: not in {PAGE.name}; run python -m tests.statistical.printed_intervals"
    assert float(told[1]) == pytest.approx(100.0 * held, abs=2.0)


def test_the_page_says_why_a_kind_holds_more_or_less():
    words = " ".join(PAGE.read_text("utf-8").split())
    assert all(kind.why in words for kind in KINDS)


def test_an_interval_that_is_too_narrow_or_too_wide_is_found():
    def scaled(factor):
        def study(seed):
            values = rng_of("scaled", seed).standard_normal(30)
            half = factor * 1.7 * values.std(ddof=1) / np.sqrt(30.0)
            return holds((values.mean() - half, values.mean() + half), 0.0)

        return Kind("scaled", "nowhere", study)

    assert 0.87 <= scaled(1.0).held() <= 0.93
    assert scaled(0.8).held() < 0.87
    assert scaled(1.25).held() > 0.93


def test_linear_quantiles_of_fifty_draws_hold_too_few_which_is_why_none_are_printed():
    def share(method):
        drawn = rng_of("quantiles", 1).standard_normal((SEEDS, 50))
        ends = np.quantile(drawn, (0.05, 0.95), axis=1, method=method)
        return np.mean([normal_share(each, 0.0, 1.0) for each in ends.T])

    assert share("linear") < 0.87
    assert share("median_unbiased") > 0.88
