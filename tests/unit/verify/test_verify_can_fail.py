"""Verify on folders of other people's cases: poisoned, spoiled, in other shapes."""

import copy
import json
import math
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.errors import UsageError
from skykeep.verify import run as run_module
from skykeep.verify.casefile import find_case_files, shipped_cases
from skykeep.verify.run import FileReport, run_file

SMALL = [
    "radar/swerling_pd.json",
    "radar/integration_cfar_cumulative.json",
    "radar/range_equation.json",
    "radar/published_anchors.json",
    "geometry/radar_horizon.json",
    "geometry/height_range_elevation.json",
    "geometry/itu_refraction_diffraction.json",
    "geometry/wgs84_ecef_enu.json",
    "geometry/wgs84_geodesic.json",
    "atmosphere/ussa1976.json",
    "ballistic/vacuum_trajectories.json",
    "queueing/erlang_mmck.json",
    "engagement/leakage_exact.json",
    "engagement/salvo_models.json",
    "engagement/closed_forms.json",
    "radar/closed_forms.json",
]
INPUTS = {
    *("swerling", "n_pulses", "pfa", "snr_db", "pd", "m", "n", "p", "n_ref", "n", "k_factor", "h_radar_m"),
    *("h_target_m", "slant_range_m", "elevation_deg", "p_hpa", "t_c", "rh_pct", "h_m", "dN_dh_per_km", "nu"),
    *("geometric_m", "range_m", "angle_deg", "speed_m_s", "ballistic_coefficient_kg_m2", "entry_speed_m_s"),
    *(
        "flight_path_angle_deg",
        "rho0",
        "scale_height_m",
        "servers",
        "offered_load_erlang",
        "mean_service_s",
        "K",
    ),
    *("arrival_rate_per_s", "pt_w", "gain_db", "freq_hz", "rcs_m2", "temp_k", "bandwidth_hz", "loss_db"),
    *("lat1", "lon1", "lat2", "lon2"),
    *("A", "B", "offence_per_A", "offence_per_B", "defence_per_A", "defence_per_B", "staying_A", "staying_B"),
    *("missiles", "p_well_aimed", "defensive_shots", "p_defence", "staying_power", "units"),
    *("loss_p", "messages", "mtbf_s", "mttr_s", "jam_to_noise", "tracks", "dwell_s", "order"),
    *("antenna_m", "target_m", "wavelength_m", "least_m_s", "speed_m_s"),
}
EXPECTED_ANYWAY = {"radar/swerling_pd.json": {"pd"}}


@pytest.fixture(autouse=True)
def _closed_forms_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Play no raids: what fails here fails by its closed form, and played cases have tests of their own."""
    monkeypatch.setattr(run_module, "SIMULATED", ())


def content(label: str) -> dict:
    return json.loads((shipped_cases() / label).read_text())


def run(tmp_path: Path, label: str, changed: object) -> FileReport:
    """Return the report on one changed file, alone in a folder."""
    path = tmp_path / label
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(changed if isinstance(changed, str) else json.dumps(changed))
    (file,) = find_case_files(tmp_path)
    return run_file(file)[0]


def first_case(data: dict) -> dict:
    cases = data["cases"]
    return next(iter(cases.values()))[0] if isinstance(cases, dict) else cases[0]


def expected_numbers() -> list[tuple[str, str]]:
    """Return every field of the first case of each list that the cases expect a number in."""
    found = []
    for label in SMALL:
        inputs = INPUTS - EXPECTED_ANYWAY.get(label, set())
        cases = content(label)["cases"]
        groups = cases if isinstance(cases, dict) else {"": cases}
        for group, rows in groups.items():
            kinds = {row.get("kind"): index for index, row in reversed(list(enumerate(rows)))}
            for index in kinds.values():
                for field, value in rows[index].items():
                    if field not in inputs and isinstance(value, int | float) and not isinstance(value, bool):
                        found.append((label, f"{group}/{index}/{field}"))
    return found


@pytest.mark.parametrize(("label", "place"), expected_numbers())
def test_a_wrong_number_in_any_expected_field_fails(tmp_path: Path, label: str, place: str) -> None:
    data = content(label)
    group, index, field = place.split("/")
    row = (data["cases"][group] if group else data["cases"])[int(index)]
    row[field] = row[field] * 1.001 + 1e-4
    report = run(tmp_path, label, data)
    assert (report.status, report.failed) == ("failed", 1)
    assert field in report.failures[0]
    assert report.worst is not None
    assert report.worst.error > report.worst.tolerance


@pytest.mark.parametrize(
    ("label", "spoil"),
    [
        ("radar/range_equation.json", lambda d: d["published_anchors"][1].update(published_snr_db=14.3779)),
        ("radar/range_equation.json", lambda d: d["published_anchors"][2].update(recomputed_snr_db=9.0546)),
        ("atmosphere/ussa1976.json", lambda d: d["published_layer_values"]["rows"][1].update(p_Pa=22632.2)),
        (
            "atmosphere/ussa1976.json",
            lambda d: d["published_layer_values"]["rows"][6]["ours"].update(T_K=214.8),
        ),
    ],
)
def test_a_wrong_published_value_fails_the_file(tmp_path: Path, label: str, spoil) -> None:
    data = content(label)
    spoil(data)
    report = run(tmp_path, label, data)
    assert (report.status, report.failed, report.anchors_failed) == ("failed", 0, 1)
    assert "published" in report.failures[0]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c["sdr_min_snr_pd0_9_pfa1e_6_square_law"].update(value=13.1837),
        lambda c: c["matlab_albersheim"][1].update(published=3.5564),
        lambda c: c["matlab_shnidman"][0].update(ours=13.1217),
        lambda c: c["mahafza_fig2_9"].update(ours_10=6.0019),
    ],
)
def test_a_wrong_anchor_fails(tmp_path: Path, spoil) -> None:
    data = content("radar/published_anchors.json")
    before = copy.deepcopy(data)
    spoil(data["cases"][0])
    assert data != before
    assert run(tmp_path, "radar/published_anchors.json", data).status == "failed"


def test_wrong_sight_fails(tmp_path: Path) -> None:
    shutil.copytree(shipped_cases() / "geometry", tmp_path / "geometry")
    for path in (tmp_path / "geometry").glob("*.json"):
        if path.name != "dem_viewshed.json":
            path.unlink()
    path = tmp_path / "geometry" / "dem_viewshed.json"
    data = json.loads(path.read_text())
    data["cases"][1]["observer_height_m"] = 30
    path.write_text(json.dumps(data))
    (file,) = find_case_files(tmp_path)
    (report,) = run_file(file)
    assert (report.status, report.passed, report.failed) == ("failed", 2, 1)
    assert any("clear cells of the wrong sign" in failure for failure in report.failures)


def test_a_file_of_another_name_and_shape_is_run_by_its_format(tmp_path: Path) -> None:
    rows = content("radar/swerling_pd.json")["cases"][:5]
    report = run(tmp_path, "radar/hidden_42.json", {"cases": {"first": rows[:2], "second": rows[2:]}})
    assert (report.file, report.status, report.cases, report.passed) == (
        "radar/hidden_42.json",
        "passed",
        5,
        5,
    )
    assert report.worst is not None
    assert report.worst.tolerance == 1e-9


@pytest.mark.parametrize("label", SMALL)
def test_a_missing_tolerance_has_a_default(tmp_path: Path, label: str) -> None:
    data = content(label)
    data.pop("tolerance", None)
    data.pop("n_cases", None)
    assert run(tmp_path, label, data).status == "passed"


def test_a_stated_tolerance_counts(tmp_path: Path) -> None:
    data = content("radar/swerling_pd.json")
    first_case(data)["pd"] += 1e-4
    data["tolerance"] = {"pd_abs": 1e-3}
    assert run(tmp_path, "radar/swerling_pd.json", data).status == "passed"
    data["tolerance"] = 1e-5
    assert run(tmp_path, "radar/swerling_pd.json", data).status == "failed"


def test_absent_and_null_expectations_are_passed_over(tmp_path: Path) -> None:
    data = content("geometry/radar_horizon.json")
    del data["cases"][0]["slant_exact_m"]
    data["cases"][1]["ground_exact_m"] = None
    data["cases"][2] = {name: data["cases"][2][name] for name in ("k_factor", "h_radar_m", "h_target_m")}
    report = run(tmp_path, "geometry/radar_horizon.json", data)
    assert (report.status, report.passed, report.failed) == ("partly covered", 79, 0)
    assert report.kinds_not_covered == ("cases without expected values",)


@pytest.mark.parametrize("value", ["13", True, [1.0], {"x": 1}])
def test_an_expectation_that_is_no_number_fails(tmp_path: Path, value: object) -> None:
    data = content("radar/swerling_pd.json")
    first_case(data)["pd"] = value
    report = run(tmp_path, "radar/swerling_pd.json", data)
    assert (report.status, report.failed) == ("failed", 1)


@pytest.mark.parametrize(
    ("value", "written"), [(math.nan, "NaN"), (math.inf, "Infinity"), (-math.inf, "-Infinity")]
)
def test_a_number_that_is_not_finite_is_refused_with_its_key(
    tmp_path: Path, value: float, written: str
) -> None:
    data = content("ballistic/vacuum_trajectories.json")
    data["cases"]["burnout_state"][3]["apogee_m"] = value
    with pytest.raises(UsageError, match=rf"cases\.burnout_state\[3\]\.apogee_m = {written}"):
        run(tmp_path, "ballistic/vacuum_trajectories.json", data)


def test_a_number_too_large_for_the_machine_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cases\[0\]\.pd = Infinity"):
        run(tmp_path, "radar/x.json", '{"cases": [{"pd": 1e999}]}')


@pytest.mark.parametrize("expected", [None, "never reached"])
def test_a_point_above_the_apogee_is_never_reached(tmp_path: Path, expected: object) -> None:
    data = content("ballistic/vacuum_trajectories.json")
    data["cases"]["minimum_energy"][0]["speed_at_80km_descending_m_s"] = expected
    report = run(tmp_path, "ballistic/vacuum_trajectories.json", data)
    assert (report.status, report.passed, report.disputed) == ("passed", 19, ())


def test_a_speed_above_the_apogee_is_noted_and_decides_nothing(tmp_path: Path) -> None:
    data = content("ballistic/vacuum_trajectories.json")
    data["cases"]["minimum_energy"][0]["speed_at_80km_descending_m_s"] = 1400.0
    report = run(tmp_path, "ballistic/vacuum_trajectories.json", data)
    assert (report.status, report.passed) == ("passed", 19)
    assert "never reached, the apogee is 74.1102 km" in report.disputed[0]


@pytest.mark.parametrize(
    ("field", "value"), [("swerling", 7), ("pfa", 2.0), ("n_pulses", "ten"), ("snr_db", None)]
)
def test_an_input_that_cannot_be_used_fails_its_case_with_a_reason(
    tmp_path: Path, field: str, value: object
) -> None:
    data = content("radar/swerling_pd.json")
    first_case(data)[field] = value
    report = run(tmp_path, "radar/swerling_pd.json", data)
    assert (report.failed, report.passed) == (1, 149)
    assert "cannot be computed" in report.failures[0]


def test_unknown_kinds_are_listed_and_do_not_fail(tmp_path: Path) -> None:
    data = content("radar/integration_cfar_cumulative.json")
    data["cases"].append({"kind": "os_cfar", "n_ref": 16, "rank": 12})
    data["cases"].append("not a case")
    report = run(tmp_path, "radar/integration_cfar_cumulative.json", data)
    assert (report.status, report.passed, report.cases) == ("partly covered", 28, 30)
    assert report.kinds_not_covered == ("os_cfar", "unknown format")


def test_a_file_without_any_known_case_is_not_covered(tmp_path: Path) -> None:
    rows = [{"kind": "lanchester", "red": 5}, {"kind": "duel", "p": 0.5}]
    report = run(tmp_path, "engagement/other_models.json", {"cases": rows})
    assert (report.status, report.passed, report.failed) == ("not covered", 0, 0)
    assert report.kinds_not_covered == ("duel", "lanchester")


def test_a_range_equation_anchor_that_cannot_be_read_is_said_to_be_left_out(tmp_path: Path) -> None:
    data = content("radar/range_equation.json")
    data["published_anchors"][0]["inputs"] = "see the page"
    report = run(tmp_path, "radar/range_equation.json", data)
    assert (report.status, report.kinds_not_covered) == ("partly covered", ("published_anchors[0]",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"cases": [', r"not valid JSON, line 1 column 12"),
        ("", r"not valid JSON, line 1 column 1"),
        ("[" * 100_000, "cannot be read"),
        ('{"cases": [' + "1" * 5000 + "]}", "cannot be read: Exceeds the limit"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        run(tmp_path, "radar/broken.json", text)
    assert "broken.json" in str(caught.value)


@pytest.mark.parametrize("text", ["[1, 2]", "null", "{}", '{"cases": 3}', '{"cases": null, "title": "x"}'])
def test_json_of_another_shape_is_listed_as_not_covered(tmp_path: Path, text: str) -> None:
    report = run(tmp_path, "radar/notes.json", text)
    assert (report.status, report.cases, report.failed) == ("not covered", 0, 0)
    assert report.kinds_not_covered == ("no list under 'cases'",)


@pytest.mark.parametrize("cases", [[], {}, {"m_of_n": [], "other": {}}])
def test_a_file_of_no_cases_is_not_covered(tmp_path: Path, cases: object) -> None:
    report = run(tmp_path, "radar/empty.json", {"cases": cases, "tolerance": None})
    assert (report.status, report.cases, report.kinds_not_covered) == ("not covered", 0, ())
    assert report.as_row()["worst_error"] is None


def test_a_mark_of_byte_order_is_passed_over(tmp_path: Path) -> None:
    text = "\ufeff" + json.dumps({"cases": content("radar/swerling_pd.json")["cases"][:1]})
    assert run(tmp_path, "radar/marked.json", text).status == "passed"


@pytest.mark.parametrize(
    ("label", "index", "field"),
    [
        ("radar/swerling_pd.json", 0, "n_pulses"),
        ("radar/swerling_required_snr.json", 0, "swerling"),
        ("radar/integration_cfar_cumulative.json", 0, "m"),
        ("queueing/erlang_mmck.json", 0, "servers"),
        ("queueing/erlang_mmck.json", 0, "K"),
    ],
)
def test_a_part_of_a_count_fails(tmp_path: Path, label: str, index: int, field: str) -> None:
    data = content(label)
    data["cases"] = data["cases"][index : index + 1]
    data["cases"][0][field] += 0.5
    report = run(tmp_path, label, data)
    assert report.status == "failed"
    assert f"{field} = {data['cases'][0][field]:g} is not a whole number" in report.failures[0]


def test_unknown_folders_are_ignored_and_empty_ones_refused(tmp_path: Path) -> None:
    (tmp_path / "tracking").mkdir()
    (tmp_path / "tracking" / "gains.json").write_text("{")
    with pytest.raises(UsageError, match="holds no reference cases"):
        find_case_files(tmp_path)
    with pytest.raises(UsageError, match="no such folder"):
        find_case_files(tmp_path / "absent")
    report = run(tmp_path, "radar/swerling_pd.json", content("radar/swerling_pd.json"))
    assert report.status == "passed"
    told = invoke("--cases", str(tmp_path)).stdout
    assert "not looked at: folders tracking: skykeep has nothing to put them to" in told
    assert "not looked at" not in invoke("--cases", str(tmp_path / "radar")).stdout


def test_one_known_folder_may_be_given_alone() -> None:
    labels = [file.label for file in find_case_files(shipped_cases() / "ballistic")]
    assert labels == ["vacuum_trajectories.json"]


def invoke(*words: str):
    return CliRunner().invoke(app, ["verify", *words])


def test_the_command_leaves_with_0_1_or_2(tmp_path: Path) -> None:
    run(tmp_path, "radar/swerling_pd.json", content("radar/swerling_pd.json"))
    good = invoke("--cases", str(tmp_path), "--json")
    assert good.exit_code == 0
    (row,) = json.loads(good.stdout)
    assert row["file"] == "radar/swerling_pd.json"
    assert (row["status"], row["cases"], row["passed"], row["failed"]) == ("passed", 150, 150, 0)
    data = content("radar/swerling_pd.json")
    first_case(data)["pd"] = 0.123
    run(tmp_path, "radar/swerling_pd.json", data)
    bad = invoke("--cases", str(tmp_path))
    assert bad.exit_code == 1
    assert "failed: radar/swerling_pd.json: cases[0]: pd is off by" in bad.stdout
    (tmp_path / "radar" / "swerling_pd.json").write_text("{")
    broken = invoke("--cases", str(tmp_path))
    assert broken.exit_code == 2
    assert "not valid JSON" in broken.stderr
    assert invoke("--cases", str(tmp_path / "absent")).exit_code == 2
