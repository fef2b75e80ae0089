"""Baselines on the public record: published scores of the later half of 2024, and sums that are shipped.

Rows of single bulletins are not shipped, see ``ORIGIN.md``: name a folder that has them in SKYKEEP_RECORDS.
"""

import os
import tomllib
from pathlib import Path

import numpy as np
import pytest

import skykeep.study.backtest as backtest
from skykeep.study.backtest.baselines import fit_beta_binomial, fit_binomial
from skykeep.study.backtest.laws import baseline_laws
from skykeep.study.backtest.quarters import quarterly_record
from skykeep.study.backtest.readings import days_of
from skykeep.study.backtest.record_study import SPLIT
from skykeep.study.backtest.scores import score_days
from skykeep.study.backtest.windows import read_windows
from skykeep.study.record import public_record

DATA = Path(backtest.__file__).parent / "data"
FOLDER = os.environ.get("SKYKEEP_RECORDS")
needs_rows = pytest.mark.skipif(
    FOLDER is None, reason="rows of bulletins are not shipped: SKYKEEP_RECORDS names no folder that has them"
)

PUBLISHED = [
    # class, law, 90 % interval covers, mean log score, CRPS of the fraction
    ("owa_uav", "binomial", 0.40, -16.07, 0.182),
    ("owa_uav", "beta_binomial", 0.71, -3.91, 0.169),
    ("cruise_subsonic", "binomial", 0.71, -2.04, 0.309),
    ("cruise_subsonic", "beta_binomial", 0.92, -1.73, 0.302),
    ("ballistic", "binomial", 0.94, -0.85, 0.113),
    ("ballistic", "beta_binomial", 1.00, -0.76, 0.100),
    ("missile_supersonic", "binomial", 0.96, -0.86, 0.057),
    ("missile_supersonic", "beta_binomial", 0.96, -0.45, 0.056),
]


def days(record_class):
    return days_of(read_windows([Path(FOLDER)]).of_class(record_class), "as_written", "shot_down")


@needs_rows
@pytest.mark.parametrize(("record_class", "law", "cover", "log_score", "crps"), PUBLISHED)
def test_baselines_score_what_was_published_of_them(record_class, law, cover, log_score, crps):
    known = days(record_class)
    before = [day for day in known if day.day <= SPLIT]
    after = [day for day in known if day.day > SPLIT and day.day.year == 2024]
    fit = fit_binomial(before) if law == "binomial" else fit_beta_binomial(before)
    found = score_days([fit.pmf(day) for day in after], [day.stopped for day in after], [0.5] * len(after))
    assert found.cover_90.mean() == pytest.approx(cover, abs=0.005)
    assert found.log_score_no_floor.mean() == pytest.approx(log_score, abs=0.005)
    assert found.crps.mean() == pytest.approx(crps, abs=0.0006)


@needs_rows
def test_shipped_fits_are_those_of_the_rows():
    shipped = tomllib.loads((DATA / "development.toml").read_text(encoding="utf-8"))["fits"]
    for name in ("owa_uav", "cruise_subsonic", "ballistic", "missile_supersonic"):
        before = [day for day in days(name) if day.day <= SPLIT]
        fit = fit_beta_binomial(before)
        entry = shipped[f"{name}/shot_down/as_written"]
        assert entry["days"] == len(before)
        assert entry["beta_binomial"] == pytest.approx([fit.mean, fit.correlation], rel=1e-3)


@needs_rows
def test_shipped_sums_are_those_of_the_rows():
    sums = {}
    for row in read_windows([Path(FOLDER)]).rows:
        if row.launched and row.day.year < 2025:
            name = f"{row.day.year}Q{(row.day.month + 2) // 3}", row.threat_class
            launched, stopped = sums.get(name, (0, 0))
            sums[name] = launched + row.launched, stopped + (row.shot_down or 0)
    for row in quarterly_record():
        if (row["quarter"], row["record_class"]) in sums:
            assert sums[row["quarter"], row["record_class"]] == (row["launched"], row["stopped"])


@pytest.mark.parametrize(
    ("record_class", "threat_class"),
    [("owa_uav", "one-way-attack-uav"), ("cruise_subsonic", "cruise-missile"), ("ballistic", "srbm")],
)
def test_shipped_sums_are_the_totals_that_stand_beside_results(record_class, threat_class):
    rows = [row for row in quarterly_record() if row["record_class"] == record_class]
    total = next(
        row for row in public_record() if row.threat_class == threat_class and row.place == "Ukraine"
    )
    assert sum(row["launched"] for row in rows) == total.launched
    assert sum(row["stopped"] for row in rows) == total.stopped
    assert all(row["count_error_90"][0] <= row["share"] <= row["count_error_90"][1] for row in rows)


def test_shipped_fits_stand_in_for_a_folder_without_the_days():
    laws = baseline_laws([], [], "cruise_subsonic", "as_written", "shot_down")
    assert [law.name for law in laws] == ["binomial", "beta_binomial", "quarter_regression", "last_quarter"]
    assert all(law.shipped for law in laws)
    assert np.isclose(laws[1].as_row()["numbers"]["mean"], 0.801, atol=0.001)
    assert baseline_laws([], [], "glide_bomb", "as_written", "shot_down") == []
