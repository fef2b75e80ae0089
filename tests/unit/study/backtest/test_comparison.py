"""Laws compared on days of a record: the true one passes, one too sure of itself fails and stands first."""

from datetime import date, timedelta

import numpy as np
import pytest

from skykeep.study.backtest.baselines import BetaBinomial, Binomial
from skykeep.study.backtest.comparison import Comparison, compare_laws
from skykeep.study.backtest.judge import verdicts
from skykeep.study.backtest.laws import Law
from skykeep.study.backtest.readings import STRATA, Day


def asked_with(days, reading="as_written"):
    return Comparison(
        record_class="owa_uav", reading=reading, measure="shot_down", development=days, days=days, seed=1
    )


def law(name, forecast, kind="baseline"):
    return Law(name=name, words=name, kind=kind, forecast=forecast)


@pytest.fixture(scope="module")
def days():
    generator = np.random.default_rng(7)
    found = []
    for number in range(400):
        n = int(generator.integers(1, 45))
        k = int(generator.binomial(n, generator.beta(0.7 * 9, 0.3 * 9)))
        found.append(Day(date(2024, 1, 1) + timedelta(days=number), n, k))
    return found


@pytest.fixture(scope="module")
def found(days):
    laws = [
        law("simulated", BetaBinomial(0.7, 0.1), "simulated"),
        law("simulated_fitted", Binomial(0.7), "fitted"),
        law("beta_binomial", BetaBinomial(0.6, 0.1)),
    ]
    return compare_laws(asked_with(days), laws)


def test_a_law_that_is_true_passes_where_counts_are_many(found):
    passed = {(row["model"], row["stratum"]): row["passed"] for row in found["verdicts"]}
    assert passed["simulated", "above 20"]
    assert passed["simulated_fitted", "above 20"] is False


def test_failures_stand_first_with_their_reason(found):
    order = [row["passed"] for row in found["verdicts"]]
    assert order == sorted(order, key=[False, None, True].index)
    worst = next(row for row in found["verdicts"] if row["stratum"] == "above 20")
    assert worst["model"] == "simulated_fitted"
    assert worst["faults"][0].startswith("too sure of itself: the 90 % interval holds")


def test_every_stratum_is_shown_and_their_days_are_all_days(found, days):
    strata = found["models"]["simulated"]["strata"]
    assert list(strata) == ["all", *(each.name for each in STRATA)]
    assert sum(strata[each.name]["days"] for each in STRATA) == strata["all"]["days"] == len(days)
    assert sum(found["models"]["simulated"]["pit_histogram"]) == len(days)


def test_the_mean_share_predicted_stands_beside_that_on_record(found, days):
    predicted = found["models"]["simulated"]["strata"]["all"]["mean_share"]
    recorded = found["record"]["strata"]["all"]["mean_share"]
    assert predicted["value"] == pytest.approx(0.7)
    assert recorded["value"] == pytest.approx(np.mean([day.stopped / day.launched for day in days]))
    assert recorded["sampling_90"][0] < recorded["value"] < recorded["sampling_90"][1]


def test_differences_are_those_of_the_means_and_have_an_interval(found):
    models = found["models"]
    for score in ("crps", "log_score"):
        paired = found["paired"]["simulated"]["beta_binomial"]["all"][score]
        means = [models[name]["strata"]["all"][score]["value"] for name in ("simulated", "beta_binomial")]
        assert paired["value"] == pytest.approx(means[0] - means[1])
        assert paired["sampling_90"][0] < paired["value"] < paired["sampling_90"][1]


def test_drawn_records_show_the_correlation_of_their_law(found):
    assert found["models"]["simulated"]["correlation"]["value"] == pytest.approx(0.1, abs=0.02)
    assert found["models"]["simulated_fitted"]["correlation"]["value"] < 0.01
    record = found["record"]
    assert record["correlation_test"] == pytest.approx(0.1, abs=0.03)
    assert record["correlation_test_90"][0] < record["correlation_test"] < record["correlation_test_90"][1]


def test_in_the_other_reading_none_stopped_is_never_predicted(days):
    seen = [day for day in days if day.stopped]
    found = compare_laws(asked_with(seen, "zeros_not_stated"), [law("simulated", BetaBinomial(0.3, 0.4))])
    assert found["models"]["simulated"]["strata"]["all"]["p_none"]["value"] == 0.0


def test_the_same_seed_gives_the_same_numbers(days, found):
    again = compare_laws(asked_with(days), [law("simulated", BetaBinomial(0.7, 0.1), "simulated")])
    assert again["models"]["simulated"]["pit_histogram"] == found["models"]["simulated"]["pit_histogram"]


def scores(days=50, cover=0.9, width=0.5):
    each = {
        "days": days,
        "cover_90": {"value": cover, "if_the_law_held": 0.92},
        "width_90": {"value": width},
    }
    return {"simulated": {"strata": {stratum.name: each for stratum in STRATA}}}


def against(crps=-0.01, log_score=0.1, spread=0.001):
    row = {
        name: {"value": value, "sampling_90": [value - spread, value + spread]}
        for name, value in (("crps", crps), ("log_score", log_score))
    }
    return {"simulated": {"beta_binomial": {stratum.name: row for stratum in STRATA}}}


@pytest.mark.parametrize(
    ("given", "paired", "words"),
    [
        (scores(), against(), None),
        (scores(cover=0.85), against(crps=0.0, log_score=0.0), None),
        (scores(cover=0.84), against(), "too sure of itself: the 90 % interval holds 84 % of days"),
        (scores(cover=0.96), against(), "too unsure: the 90 % interval holds 96 % of days"),
        (scores(width=0.8), against(), "too wide to say anything: 0.80 of the launched"),
        (scores(), against(crps=0.02), "worse than beta-binomial in CRPS by 0.020"),
        (
            scores(),
            against(log_score=-0.02, spread=0.1),
            "worse than beta-binomial in log score by 0.020, which other weeks might turn round",
        ),
    ],
)
def test_each_part_of_the_rule_is_held(given, paired, words):
    row = verdicts(given, paired)[0]
    assert row["passed"] == (words is None)
    if words:
        assert any(fault.startswith(words) for fault in row["faults"])


def test_few_days_are_not_judged_and_no_baseline_is_a_fault():
    assert verdicts(scores(days=1), against())[0]["faults"] == ["1 day, too few to judge"]
    assert verdicts(scores(days=4), against())[0]["passed"] is None
    lone = verdicts(scores(), {"simulated": {}})[0]
    assert lone["faults"] == ["no beta-binomial law of the record to compare with"]
