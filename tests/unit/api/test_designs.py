"""The design of a run: refused in words, the same on any workers, and told where it is not the default."""

import pytest

import skykeep
from skykeep.errors import UsageError

SCENARIO = "iraq-baghdad-s300pmu2-cruise"
SIZE = {"worlds": 32, "replications": 2, "seed": 4}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"worlds": 200}, "worlds 200: the design sobol has 8 sequences .* give 128 or 256 worlds"),
        ({"worlds": 5}, "worlds 5: .* give 8 worlds"),
        ({"worlds": 64, "until": 0.5}, "as many worlds as it is given"),
    ],
)
def test_a_number_of_worlds_that_is_no_design_is_refused_with_those_that_are(asked, words):
    with pytest.raises(UsageError, match=words):
        skykeep.run(SCENARIO, design="sobol", **asked)


def test_an_unknown_design_is_refused_with_the_nearest():
    with pytest.raises(UsageError, match=r"design 'sobel': must be one of .* Did you mean 'sobol'"):
        skykeep.run(SCENARIO, design="sobel")


def test_a_sobol_run_is_the_same_on_any_workers_and_says_what_it_is():
    one, two = (skykeep.run(SCENARIO, design="sobol", jobs=jobs, **SIZE) for jobs in (1, 2))
    assert one.to_json() == two.to_json()
    assert one.raids.to_arrow().equals(two.raids.to_arrow())
    assert one["design"].to_json() == {"name": "sobol", "batches": 8}
    assert any("8 sequences of 4, each scrambled" in each["text"] for each in one.to_json()["warnings"])
    means = one.raids.to_arrow()["leakers"].to_numpy().reshape(4, 8, 2).mean(axis=(0, 2))
    low, high = one.leakers.mc_error_90
    assert 0.5 * (high + low) == pytest.approx(means.mean())
    assert 0.5 * (high - low) == pytest.approx(1.8945786 * means.std(ddof=1) / 8**0.5)
    assert [row["worlds"] for row in one.to_json()["convergence"]] == [16, 32]


def test_independent_worlds_stay_the_default_and_name_no_design():
    found, asked = (skykeep.run(SCENARIO, **SIZE, **more) for more in ({}, {"design": "independent"}))
    assert "design" not in found.to_json()
    assert found.to_json() == asked.to_json()
