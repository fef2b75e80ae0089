"""The shipped reference cases, file by file, through ``skykeep verify``'s own door."""

import json

import pytest

from skykeep.verify.casefile import find_case_files, shipped_cases
from skykeep.verify.run import run_file

FILES = find_case_files(shipped_cases())
WHOLE_FOLDERS = ("radar", "geometry", "atmosphere", "ballistic")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.label)
def test_no_reference_case_fails(file) -> None:
    reports = run_file(file)
    assert [failure for report in reports for failure in report.failures] == []
    assert all(report.status != "failed" for report in reports)


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.folder in WHOLE_FOLDERS], ids=lambda file: file.label
)
def test_the_files_of_physics_are_covered_whole(file) -> None:
    (report,) = [report for report in run_file(file) if report.method == "exact"]
    assert report.kinds_not_covered == ()
    assert report.passed == report.cases == file.content.get("n_cases", 1)


def test_the_engine_plays_every_kind_it_has_a_scene_for() -> None:
    """Textbook engagements, shot timelines, and losses that are not too rare to be played."""
    reports = {
        (report.file, report.method): report
        for file in FILES
        if file.folder in ("engagement", "queueing")
        for report in run_file(file)
    }
    leakage = reports["engagement/leakage_exact.json", "simulated"]
    assert (leakage.status, leakage.passed) == ("partly covered", 17)
    assert leakage.kinds_not_covered == (
        *("decoys", "even_volley", "independent_layers", "two_layer", "uncoordinated"),
    )
    assert reports["engagement/shot_timeline.json", "exact"].passed == 12
    assert reports["queueing/erlang_mmck.json", "simulated"].passed == 21
    assert reports["queueing/erlang_mmck.json", "exact"].passed == 24


def test_the_copy_holds_every_folder_that_is_known() -> None:
    folders = {file.folder for file in FILES}
    assert folders == {"radar", "geometry", "atmosphere", "ballistic", "engagement", "queueing"}
    assert (
        sum(len(list(file.cases())) for file in FILES)
        == sum(f.content.get("n_cases", 1) for f in FILES)
        > 1500
    )


def test_reports_are_plain_json() -> None:
    small = next(file for file in FILES if file.label == "radar/range_equation.json")
    (row,) = [report.as_row() for report in run_file(small)]
    assert json.loads(json.dumps(row)) == row
    assert (row["status"], row["method"], row["cases"], row["passed"], row["failed"]) == (
        "passed",
        "exact",
        20,
        20,
        0,
    )
    assert row["worst_error"] <= row["tolerance"] == 1e-9
    assert (row["anchors"], row["anchors_failed"]) == (3, 0)
