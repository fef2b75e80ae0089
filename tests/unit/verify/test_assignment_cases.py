"""Reference assignments: wrong optima fail, plans of files are judged, and data beside a file are used."""

import json

import pytest

from skykeep.verify.casefile import read_case_file
from skykeep.verify.run import run_file

CASE = {"p": [[0.9, 0.2], [0.3, 0.8]], "values": [10, 5], "optimum": 2.0, "assignment": [0, 1]}


def report_on(tmp_path, *cases, name="x.json"):
    """Return the one report on a file of cases."""
    path = tmp_path / name
    path.write_text(json.dumps({"cases": list(cases)}), encoding="utf-8")
    (report,) = run_file(read_case_file(path, folder="wta", label=name))
    return report


def test_a_right_optimum_passes_and_the_gaps_of_rules_are_told(tmp_path):
    """In the second case the greedy rule spends the first round where the second would do: 10, not 4."""
    crossed = {"p": [[0.9, 0.8], [0.8, 0.1]], "values": [10, 10], "optimum": 4.0, "assignment": [1, 0]}
    report = report_on(tmp_path, CASE, crossed)
    assert (report.status, report.passed) == ("passed", 2)
    assert report.told["value-greedy above the optimum"] == (0.0, pytest.approx(1.5))
    assert report.told["local-search above the optimum"] == (0.0, 0.0)


@pytest.mark.parametrize("optimum", [1.9, 2.1])
def test_a_wrong_optimum_fails_on_either_side(tmp_path, optimum):
    report = report_on(tmp_path, CASE | {"optimum": optimum})
    assert report.status == "failed"
    assert "optimum is off by 0.1, allowed 1e-08" in " ".join(report.failures)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ({"assignment": [1, 0]}, "plan of the file is off by"),
        ({"assignment": [0, 0]}, "plan of the file is off by"),
        ({"assignment": None, "plan": [[2, 0], [0, 0]]}, "cannot be computed: a plan spends more rounds"),
    ],
)
def test_a_plan_that_is_not_the_optimum_or_none_fails(tmp_path, plan, words):
    report = report_on(tmp_path, CASE | plan)
    assert report.status == "failed"
    assert words in " ".join(report.failures)


def test_a_case_that_is_not_one_fails_in_words(tmp_path):
    report = report_on(tmp_path, CASE | {"values": [10]})
    assert report.status == "failed"
    assert "holds 2 numbers for 1 values" in report.failures[0]


def test_a_published_optimum_is_checked_where_its_data_lie_beside_the_file(tmp_path):
    row = {"name": "wta_2x2x1 of a repository", "published_optimum": 2.0}
    left = report_on(tmp_path, row)
    assert (left.status, left.by_others) == ("not covered", 0)
    assert left.kinds_not_covered == (
        "wta_2x2x1 of a repository: its data are not free to ship; put wta_2x2x1.txt beside the file",
    )
    (tmp_path / "wta_2x2x1.txt").write_text(
        "2 2 1\n10\n5\n0 0 0.9\n0 1 0.2\n1 0 0.3\n1 1 0.8\n", encoding="utf-8"
    )
    found = report_on(tmp_path, row)
    assert (found.status, found.by_others) == ("passed", 1)
    assert report_on(tmp_path, row | {"published_optimum": 2.001}).status == "failed"


def test_divisible_rounds_are_checked_against_the_published_value(tmp_path):
    """Four equal rounds at values 8 and 2: 2 ln(4) / (2 ln 2) = 1 more at the first, 3 and 1 of them."""
    row = {"survival_p": [[0.5, 0.5]], "values": [8.0, 2.0], "stock": [4], "published_optimum": 8.0}
    assert report_on(tmp_path, row).status == "passed"
    assert report_on(tmp_path, row | {"published_optimum": 8.1}).status == "failed"
    assert "does not fit" in report_on(tmp_path, row | {"stock": [4, 1]}).failures[0]
    assert "must be 0 to 1" in report_on(tmp_path, row | {"values": [-1.0, 2.0]}).failures[0]
