"""The door to the sensitivity of an answer: refusals, same on any workers, table, words and chart."""

import json

import pytest

import skykeep
from skykeep.errors import UsageError
from skykeep.report.sensitivity_words import fact_sentences, mean_sentence, remainder_sentences, share_cell

CRUISE = "iraq-baghdad-s300pmu2-cruise"
FEW = {"trajectories": 6, "points": 64, "figures": 5, "replications": 2, "seed": 1}


@pytest.fixture(scope="module")
def found():
    told = []
    answer = skykeep.sensitivity(CRUISE, jobs=2, announce=told.append, **FEW)
    assert told[0]["raids"] == answer.cost.raids_played
    return answer


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"measure": "leaker"}, r"measure 'leaker': must be one of .* Did you mean 'leakers'"),
        ({"points": 10}, "points 10: must be a whole number from 64"),
        ({"replications": 1}, "replications 1: must be a whole number from 2"),
        ({"view": "brochure"}, "view 'brochure': every world has the same figures"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(asked, words):
    with pytest.raises(UsageError, match=words):
        skykeep.sensitivity(CRUISE, **asked)


def test_it_is_the_same_on_any_workers(found):
    assert skykeep.sensitivity(CRUISE, jobs=1, **FEW).to_json() == found.to_json()


def test_every_cause_has_a_row_and_the_strongest_have_shares(found):
    table = found.to_pandas()
    assert len(table) == len(found.screening) > 50
    assert table["total"].notna().sum() == 5
    assert table["effect"].is_monotonic_decreasing
    assert found.state == "complete"
    assert "s-300pmu-2/launchers/main/launchers" in [row.figure for row in found.screening[:5]]
    json.dumps(found.to_json(), allow_nan=False)


def test_every_share_and_effect_has_an_interval(found):
    plain = found.to_json()
    for row in plain["figures"] + plain["groups"]:
        for order in ("first", "total"):
            low, high = row[order]["share_90"]
            assert low <= row[order]["share"] <= high
    for row in plain["screening"]:
        assert row["mu_star_90"][0] <= row["mu_star"] <= row["mu_star_90"][1]
        assert row["effect_90"][0] <= row["effect"] + 1e-9
    assert plain["mean"]["mc_error_90"][0] < plain["mean"]["mean"] < plain["mean"]["mc_error_90"][1]


def test_the_words_name_the_first_fact_and_what_would_settle_it(found):
    first = fact_sentences(found.to_json())[0]
    assert first.startswith("1. s-300pmu-2: launchers (derived, 4 to 12): knowing it would take ")
    assert first.endswith(
        "The fact: how many launchers a battery has: seen on a photograph, in a contract or on parade."
    )
    assert "one raid's luck has" in remainder_sentences(found.to_json())[-1]


def test_an_answer_that_nothing_moves_says_so_and_asks_for_another_measure(found):
    still = {"variance": 0.0, "variance_90": [0.0, 0.0]}
    parts = ("expected", "ignorance", "luck_of_one_raid", "noise_taken_off")
    plain = found.to_json() | {"facts": [], "variance": dict.fromkeys(parts, still) | {"separable": False}}
    assert "Of mean leakers nothing moves in any raid played" in fact_sentences(plain)[0]
    assert remainder_sentences(plain) == []


def test_the_mean_is_told_with_how_well_it_is_computed(found):
    low, high = found.mean.mc_error_90
    assert mean_sentence(found.to_json()).startswith("Mean leakers over all that figures allow: 1")
    assert mean_sentence(found.to_json() | {"mean": None}) == ""
    assert low < found.mean.mean < high


def test_shares_are_told_between_nothing_and_all():
    assert share_cell({"share": -0.01, "share_90": [-0.05, 0.02]}) == "0 % (0 to 2)".replace(" %", "\u00a0%")
    assert share_cell({"share": None, "share_90": None}) == share_cell(None) == "-"


def test_the_chart_is_written(found, tmp_path):
    pytest.importorskip("matplotlib")
    assert found.plot(tmp_path / "sensitivity.svg").read_text(encoding="utf-8").count("launchers") >= 2
