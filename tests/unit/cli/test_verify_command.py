"""``skykeep verify`` as a user meets it: seeds, workers, files."""

from __future__ import annotations

import json
import shutil

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.verify.casefile import shipped_cases


@pytest.fixture
def cases(tmp_path):
    """Return a folder with one exact file and one of two cases that are played."""
    folder = tmp_path / "cases"
    (folder / "radar").mkdir(parents=True)
    shutil.copy(shipped_cases() / "radar" / "swerling_pd.json", folder / "radar")
    played = json.loads((shipped_cases() / "engagement" / "leakage_exact.json").read_text(encoding="utf-8"))
    played["cases"] = played["cases"][:2]
    (folder / "engagement").mkdir()
    (folder / "engagement" / "leakage_exact.json").write_text(json.dumps(played), encoding="utf-8")
    return folder


def verify(cases, *words):
    done = CliRunner().invoke(app, ["verify", "--cases", str(cases), *words])
    assert done.exit_code == 0, done.output
    return done


def test_workers_do_not_change_the_table(cases):
    alone = verify(cases, "--json", "--jobs", "1").stdout
    assert alone == verify(cases, "--json", "--jobs", "3").stdout
    assert [row["file"] for row in json.loads(alone)] == [
        "engagement/leakage_exact.json",
        "engagement/leakage_exact.json",
        "radar/swerling_pd.json",
    ]


def test_the_seed_keys_what_is_played_and_nothing_else(cases):
    tables = {
        seed: json.loads(verify(cases, "--json", *words).stdout)
        for seed, words in (
            ("none", ()),
            ("0", ("--seed", "0")),
            ("7", ("--seed", "7")),
            ("7 again", ("--seed", "7")),
        )
    }
    assert tables["none"] == tables["0"]
    assert tables["7"] == tables["7 again"]
    for one, other in zip(tables["0"], tables["7"], strict=True):
        if one["method"] == "simulated":
            assert one["worst_error"] != other["worst_error"]
        else:
            assert one == other


def test_out_holds_the_table_as_json(cases, tmp_path):
    done = verify(cases, "--json", "--quiet", "--out", str(tmp_path / "new" / "table.json"))
    assert done.stderr == ""
    assert (tmp_path / "new" / "table.json").read_text(encoding="utf-8") == done.stdout
    (tmp_path / "there").mkdir()
    assert "verify.json" in verify(cases, "--out", str(tmp_path / "there")).stderr
    assert (tmp_path / "there" / "verify.json").read_text(encoding="utf-8") == done.stdout


def test_an_out_that_cannot_be_is_refused_before_anything_is_played(cases, monkeypatch):
    monkeypatch.setattr("skykeep.verify.run.run_file", lambda *_, **__: pytest.fail("it was played"))
    wrong = cases / "radar" / "swerling_pd.json" / "x.json"
    refused = CliRunner().invoke(app, ["verify", "--cases", str(cases), "--out", str(wrong)])
    assert refused.exit_code == 2
    assert "is a file, where a folder is needed" in refused.stderr
