"""``skykeep assign`` from the command line."""

import json

import pytest

from skykeep.cli import main

QUICK = ("-p", "nearest-first", "-p", "local-search", "--jobs", "1")


@pytest.fixture
def run(capsys, monkeypatch):
    """Return a function that calls the command: exit code, output, errors."""

    def _run(*words: str):
        monkeypatch.setattr("sys.argv", ["skykeep", "assign", *words])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return left.value.code or 0, out, err

    return _run


def rows_file(tmp_path, count):
    """Write a table of cases and return its path."""
    row = {"p": [[0.9, 0.8], [0.5, 0.1]], "values": [10, 5], "stock": [1, 2], "optimum": 3.5}
    path = tmp_path / "rows.json"
    path.write_text(json.dumps({"cases": [row] * count + [{"name": "empty"}]}), encoding="utf-8")
    return str(path)


def test_json_holds_what_others_script_against(run, tmp_path):
    code, out, err = run(rows_file(tmp_path, 1), *QUICK, "--json")
    assert (code, err) == (0, "")
    (case,) = json.loads(out)["instances"]
    assert {"name", "file", "value", "lower_bound", "best_known_value", "policies"} <= set(case)
    wanted = {"policy", "value_surviving", "rounds_used", "run_time_s", "lower_bound", "gap"}
    wanted |= {"gap_to_best_known", "proven", "plan", "mc_error_90", "looks"}
    assert all(set(each) == wanted for each in case["policies"])


def test_the_answer_is_a_table_a_sentence_and_the_plan(run):
    code, out, _ = run("two-batteries", *QUICK)
    said = " ".join(out.split())
    assert code == 0
    assert "3 shooters with 20 rounds, 12 threats worth 210" in said
    assert "Fired at once, 30.25 of 210 (14 %) is expected to get through by local-search; no plan is" in said
    assert "By nearest-first it is 1.4 times as much." in said
    assert "battery-north fires 3 at srbm/1" in said
    assert "Assumed: kill probabilities are as given" in said


def test_many_cases_are_told_together_and_remarks_go_to_standard_error(run, tmp_path):
    code, out, err = run(rows_file(tmp_path, 5), *QUICK)
    said = " ".join(out.split())
    assert code == 0
    assert "Over 5 cases, local-search lets the least possible through; nearest-first 43 % more." in said
    assert "5 of 5" in said
    assert "remark:" in err
    assert run(rows_file(tmp_path, 5), *QUICK, "--quiet")[2] == ""


@pytest.mark.parametrize("ending", ["json", "csv", "parquet"])
def test_out_writes_everything_or_a_table(run, tmp_path, ending):
    target = tmp_path / f"found.{ending}"
    code, _, err = run("two-batteries", *QUICK, "--out", str(target))
    assert code == 0
    assert "wrote" in err
    assert target.stat().st_size > 100


@pytest.mark.parametrize("place", ["new", "new/deep/case.csv"])
def test_out_makes_the_folder_that_is_not_there(run, tmp_path, place):
    assert run("two-batteries", *QUICK, "--out", str(tmp_path / place))[0] == 0
    assert (tmp_path / (place if place.endswith(".csv") else f"{place}/assign.json")).stat().st_size > 100


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nowhere.toml",), "there is no such file or folder"),
        (("two-batteries", "-p", "exat"), "Did you mean 'exact'?"),
        (("two-batteries", "--looks", "99"), "looks 99: must be a whole number from 1 to 20"),
        (("two-batteries", "--out", "x.xlsx"), "must end in one of .json, .csv, .parquet"),
    ],
)
def test_mistakes_are_said_without_a_traceback(run, words, message):
    code, _, err = run(*words)
    assert code in (1, 2)
    assert message in " ".join(err.split())
    assert "Traceback" not in err
