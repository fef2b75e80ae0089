"""A record of made-up days from end to end, with few raids: what is compared, and in which order."""

from datetime import date, timedelta

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.errors import UsageError
from skykeep.study.backtest.defences import stylised_defences
from skykeep.study.backtest.played import Budget, play_sizes
from skykeep.study.backtest.record_study import backtest_records
from skykeep.study.backtest.windows import Window, Windows
from skykeep.study.executors import choose_executor

CATALOGUE = load_catalogue(None)


def budget(jobs=1, tick=lambda: None):
    return Budget(
        worlds=3, replications=2, seed=4, executor=choose_executor(jobs), cache=CompileCache(), tick=tick
    )


def windows(*classes, first=date(2024, 5, 20), days=80):
    generator = np.random.default_rng(1)
    rows = []
    for name in classes:
        for number in range(days):
            n = int(generator.integers(1, 5))
            rows.append(Window(first + timedelta(days=number), name, n, int(generator.integers(0, n + 1)), 0))
    return Windows(files=("made_windows.csv",), rows=tuple(rows), left_out={}, without_launched=0)


def test_every_system_raid_and_source_of_the_alternatives_is_there():
    stylised = stylised_defences()
    for each in stylised.classes:
        assert each.threat_class in CATALOGUE.threats
        groups = CATALOGUE.raids[each.raid].groups
        assert {group.threat_class for group in groups} == {each.threat_class}
        assert len(stylised.alternatives[each.reference].units) == 1
        assert "none" in each.alternatives
        assert each.not_modelled
        for alternative in stylised.of_class(each):
            assert set(alternative.units) <= set(CATALOGUE.systems)
            assert set(alternative.sources) <= set(stylised.sources)
            assert alternative.why
    used = {name for each in stylised.classes for name in each.alternatives}
    assert used == set(stylised.alternatives)
    assert {name for each in stylised.alternatives.values() for name in each.sources} == set(stylised.sources)


def test_smaller_raids_are_the_larger_ones_first_threats():
    """A raid of two loses no more than one of three by the same luck gains."""
    raid, place = CATALOGUE.raids["srbm-8"], ("Kyiv", 50.45, 30.52)
    whole = play_sizes(("patriot",), raid, place, CATALOGUE, [1, 2, 3], budget())
    part = play_sizes(("patriot",), raid, place, CATALOGUE, [2], budget(jobs=2))
    assert (whole.stopped[2] == part.stopped[2]).all()
    assert whole.shape == (3, 2)


def test_a_class_is_compared_in_both_readings_and_says_what_was_played():
    study = backtest_records(windows("ballistic", "missile_supersonic"), CATALOGUE, budget())
    names = [(row["record_class"], row["reading"]) for row in study.comparisons]
    assert names == [
        (name, reading)
        for name in ("ballistic", "missile_supersonic")
        for reading in ("as_written", "zeros_not_stated")
    ]
    ballistic, supersonic = study.comparisons[0], study.comparisons[2]
    assert set(ballistic["models"]) == {
        "simulated",
        "simulated_fitted",
        *(f"alternative:{name}" for name in ("none", "one-patriot", "two-patriot", "one-sampt")),
        *("binomial", "beta_binomial", "quarter_regression", "last_quarter"),
    }
    assert ballistic["models"]["simulated_fitted"]["numbers"]["kind"] == "fitted"
    assert "alternative:none" not in study.comparisons[1]["models"]
    assert set(supersonic["models"]) == {
        "binomial",
        "beta_binomial",
        "quarter_regression",
        "last_quarter",
    }
    assert supersonic["verdicts"] == []
    assert study.classes[1]["threat_class"] is None
    assert study.facts["split"] == "2024-06-30"
    assert not study.interrupted


def test_uavs_are_scored_as_shot_down_and_as_neutralised():
    study = backtest_records(windows("owa_uav"), CATALOGUE, budget())
    assert [(row["measure"], row["reading"]) for row in study.comparisons] == [
        ("shot_down", "as_written"),
        ("shot_down", "zeros_not_stated"),
        ("neutralised", "as_written"),
        ("neutralised", "zeros_not_stated"),
    ]


def test_without_days_to_fit_the_shipped_numbers_stand_in_and_nothing_is_fitted():
    study = backtest_records(windows("ballistic", first=date(2025, 1, 1)), CATALOGUE, budget())
    models = study.comparisons[0]["models"]
    assert "simulated_fitted" not in models
    assert models["beta_binomial"]["fitted_elsewhere"]
    assert not models["simulated"]["fitted_elsewhere"]


def test_days_before_the_split_alone_are_refused_in_words():
    with pytest.raises(
        UsageError, match=r"no day after 2024-06-30 has any of .*the last row is of 2023-03-21"
    ):
        backtest_records(windows("ballistic", first=date(2023, 1, 1)), CATALOGUE, budget())


def test_ctrl_c_keeps_the_classes_that_are_finished():
    calls = []

    def stop():
        calls.append(1)
        if len(study_classes) < len(calls):
            raise KeyboardInterrupt

    study_classes = range(10_000)
    record = windows("ballistic", "missile_supersonic")
    whole = backtest_records(record, CATALOGUE, budget(tick=stop))
    study_classes = range(len(calls) - 1)
    calls.clear()
    part = backtest_records(record, CATALOGUE, budget(tick=stop), keep_on_stop=True)
    assert part.interrupted
    assert part.comparisons == whole.comparisons[: len(part.comparisons)]
    study_classes = range(0)
    calls.clear()
    with pytest.raises(KeyboardInterrupt):
        backtest_records(record, CATALOGUE, budget(tick=stop), keep_on_stop=True)
