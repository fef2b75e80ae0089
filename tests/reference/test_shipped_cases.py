"""The shipped reference cases, file by file, as ``skykeep verify`` finds them when it is called once."""

import functools
import json
import re
from typing import Any

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.verify import run as verify_run
from skykeep.verify.casefile import KNOWN_FOLDERS, find_case_files, shipped_cases
from skykeep.verify.run import FileReport

from ..tasks.test_questions_of_the_readme import asked, expected

FILES = find_case_files(shipped_cases())
WHOLE_FOLDERS = ("radar", "geometry", "atmosphere", "ballistic", "published")


@functools.cache
def verified() -> tuple[Any, dict[str, list[FileReport]]]:
    """Return how ``skykeep verify`` ends and what it prints, and its reports on each file."""
    made = {}
    run_file = verify_run.run_file

    def kept(file, **given):
        made[file.label] = run_file(file, **given)
        return made[file.label]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify_run, "run_file", kept)
        done = CliRunner(env={"COLUMNS": "120"}).invoke(app, ["verify", "--jobs", "1"])
    return done, made


def reports_on(label: str) -> list[FileReport]:
    """Return the reports on one shipped file."""
    return verified()[1][label]


def test_the_command_of_the_readme_passes_and_answers_its_question() -> None:
    done, made = verified()
    assert done.exit_code == 0, done.output
    assert set(made) == {file.label for file in FILES}
    answer = " ".join(done.output.split())
    (question,) = [question for question, lines in asked() if lines == ["skykeep verify"]]
    assert [words for words in expected(question) if not re.search(words, answer)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.label)
def test_no_reference_case_fails(file) -> None:
    reports = reports_on(file.label)
    assert [failure for report in reports for failure in report.failures] == []
    assert all(report.status != "failed" for report in reports)


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.folder in WHOLE_FOLDERS], ids=lambda file: file.label
)
def test_the_files_of_physics_are_covered_whole(file) -> None:
    (report,) = [report for report in reports_on(file.label) if report.method == "exact"]
    assert report.kinds_not_covered == ()
    assert report.passed == report.cases == file.content.get("n_cases", 1)


@pytest.mark.slow
def test_the_engine_plays_every_kind_it_has_a_scene_for() -> None:
    """Textbook engagements, shot timelines, and losses that are not too rare to be played."""
    reports = {
        (report.file, report.method): report
        for file in FILES
        if file.folder in ("engagement", "queueing")
        for report in reports_on(file.label)
    }
    leakage = reports["engagement/leakage_exact.json", "simulated"]
    assert (leakage.status, leakage.passed) == ("passed", 25)
    assert leakage.kinds_not_covered == ()
    assert reports["engagement/leakage_exact.json", "exact"].passed == 27
    assert reports["engagement/shot_timeline.json", "exact"].passed == 12
    assert reports["queueing/erlang_mmck.json", "simulated"].passed == 21
    assert reports["queueing/erlang_mmck.json", "exact"].passed == 24


def test_the_copy_holds_every_folder_that_is_known() -> None:
    folders = {file.folder for file in FILES}
    assert folders == set(KNOWN_FOLDERS)
    counted = [file for file in FILES if file.label != "wta/published_optima.json"]
    assert (
        sum(len(list(file.cases())) for file in counted)
        == sum(file.content.get("n_cases", 1) for file in counted)
        > 1500
    )


def test_reports_are_plain_json() -> None:
    small = next(file for file in FILES if file.label == "radar/range_equation.json")
    (row,) = [report.as_row() for report in reports_on(small.label)]
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


def test_exact_assignments_reach_every_optimum_and_rules_of_thumb_tell_their_gap() -> None:
    for label, cases in (("wta/static_wta.json", 16), ("wta/grouped_wta.json", 14)):
        (report,) = reports_on(label)
        assert (report.status, report.passed) == ("passed", cases)
        assert report.worst is not None
        assert report.worst.tolerance == 1e-8
        told = report.as_row()["told"]
        assert told["value-greedy above the optimum"]["cases"] == cases
        assert told["value-greedy above the optimum"]["worst"] > 0.3
        assert told["local-search above the optimum"]["mean"] < 0.001
        assert "exact above the optimum" not in told


def test_published_assignments_are_those_that_nobody_here_wrote() -> None:
    (with_data,) = reports_on("wta/bracken_mccormick.json")
    assert (with_data.status, with_data.by_others) == ("passed", 1)
    (quoted,) = reports_on("wta/published_optima.json")
    assert (quoted.status, quoted.passed, quoted.by_others) == ("partly covered", 1, 1)
    (left,) = quoted.kinds_not_covered
    assert left.endswith("its data are not free to ship; put wta_50x100x1.txt beside the file")


def test_what_others_published_is_told_from_what_was_computed_here() -> None:
    wanted = [file.label for file in FILES if file.folder in WHOLE_FOLDERS]
    counts = {report.file: report.by_others for label in wanted for report in reports_on(label)}
    assert counts["published/itu_p452_profiles.json"] == 236
    assert counts["published/itu_delta_bullington.json"] == 10
    assert counts["published/radar_pd_radarsimpy.json"] == 28
    assert counts["geometry/wgs84_geodesic.json"] == 20
    assert counts["radar/range_equation.json"] == 3
    assert counts["radar/swerling_pd.json"] == counts["geometry/radar_horizon.json"] == 0


def test_the_known_error_of_a_peer_is_marked_and_decides_nothing() -> None:
    (file,) = [file for file in FILES if file.label == "published/radar_pd_radarsimpy.json"]
    (report,) = reports_on(file.label)
    assert report.status == "passed"
    (noted,) = report.disputed
    assert noted == "cases[19]: pd_published: published 0.2155, exact 0.211102: a known error of the source"
