"""What others published, spoiled: every number that is compared can fail, and a peer's error stays a note."""

import copy
import json
from pathlib import Path

import pytest

from skykeep.verify.casefile import CaseFile, find_case_files, shipped_cases
from skykeep.verify.run import FileReport, run_file

FOLDER = shipped_cases() / "published"
FILES = {file.path.stem: file for file in find_case_files(FOLDER)}


def one_row(stem: str, index: int = 0) -> dict:
    """Return the content of a file with one case left."""
    content = dict(FILES[stem].content)
    content["cases"] = [copy.deepcopy(content["cases"][index])]
    content.pop("thresholds", None)
    content.pop("coherent_known_phase", None)
    return content


def report_on(stem: str, content: dict) -> FileReport:
    (report,) = run_file(CaseFile(FILES[stem].path, stem, "published", content))
    return report


PATH_FIELDS = [
    "ae",
    "dtot",
    "hts",
    "hrs",
    "theta_t",
    "theta_r",
    "theta",
    "hstd",
    "hsrd",
    "dlt",
    "dlr",
    "Ldsph",
    "Ld50",
]
DELTA_FIELDS = ["bullington_actual_db", "bullington_smooth_db", "spherical_earth_db", "diffraction_loss_db"]


@pytest.mark.parametrize("field", PATH_FIELDS)
def test_a_wrong_number_of_a_terrain_path_fails(field: str) -> None:
    content = one_row("itu_p452_profiles", 150)
    assert report_on("itu_p452_profiles", content).status == "passed"
    content["cases"][0][field] = content["cases"][0][field] * 1.002 + 2e-2
    assert report_on("itu_p452_profiles", content).status == "failed"


@pytest.mark.parametrize("index", [0, 70, 110])
def test_a_wrong_path_type_fails_by_the_textbook_and_by_the_sweep(index: int) -> None:
    content = one_row("itu_p452_profiles", index)
    row = content["cases"][0]
    row["path"] = "Trans-Horizon" if row["path"] == "Line of Sight" else "Line of Sight"
    report = report_on("itu_p452_profiles", content)
    assert report.status == "failed"
    assert any("path by the sweep" in failure for failure in report.failures)
    assert any(": path is off" in failure for failure in report.failures)


@pytest.mark.parametrize("field", DELTA_FIELDS)
def test_a_wrong_loss_fails(field: str) -> None:
    content = one_row("itu_delta_bullington")
    content["cases"][0][field] += 1e-3
    assert report_on("itu_delta_bullington", content).status == "failed"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda c: c["cases"][0].update(profile="path9"), "not among the profiles"),
        (lambda c: c.update(effective_earth_radius_km="8500"), "effective_earth_radius_km = '8500'"),
        (lambda c: c["profiles"]["path1"]["height_m"].pop(), "1663 finite numbers in height_m"),
        (lambda c: c["profiles"]["path1"]["distance_km"].reverse(), "rise from 0"),
        (lambda c: c["cases"][0].update(h_tx_m=-5.0), "below the ground"),
    ],
)
def test_a_path_that_cannot_be_computed_fails_with_a_reason(spoil, words: str) -> None:
    content = copy.deepcopy(one_row("itu_delta_bullington"))
    spoil(content)
    report = report_on("itu_delta_bullington", content)
    assert report.status == "failed"
    assert words in report.failures[0]


def test_a_published_probability_that_the_exact_sum_bears_out_is_no_error_of_the_source() -> None:
    content = one_row("radar_pd_radarsimpy", 3)
    content["cases"][0]["pd_exact_here"] += 0.01
    report = report_on("radar_pd_radarsimpy", content)
    assert (report.status, report.disputed) == ("failed", ())


def test_a_published_probability_without_an_exact_sum_beside_it_must_fit() -> None:
    content = one_row("radar_pd_radarsimpy", 19)
    del content["cases"][0]["pd_exact_here"]
    assert report_on("radar_pd_radarsimpy", content).status == "failed"


def test_the_lists_beside_the_cases_count_as_cases() -> None:
    file = FILES["radar_pd_radarsimpy"]
    assert len(list(file.cases())) == file.content["n_cases"] == 28
    spoiled = copy.deepcopy(dict(file.content))
    spoiled["thresholds"][1]["threshold"] += 0.01
    spoiled["coherent_known_phase"][0]["pd"] += 0.001
    report = report_on("radar_pd_radarsimpy", spoiled)
    assert (report.passed, report.failed) == (26, 2)


def test_files_are_reported_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "of_mine.json").write_text(
        json.dumps(one_row("radar_pd_radarsimpy")), encoding="utf-8"
    )
    (file,) = find_case_files(tmp_path)
    (report,) = run_file(file)
    assert (report.file, report.status, report.by_others) == ("published/of_mine.json", "passed", 1)
