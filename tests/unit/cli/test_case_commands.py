"""``skykeep case`` and ``skykeep schema case``."""

import json

import jsonschema
from typer.testing import CliRunner

from skykeep.cli._app import app


def invoke(*words):
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "160"})


def test_a_case_is_written_described_and_listed(tmp_path):
    file = tmp_path / "mine.toml"
    assert (
        invoke("case", "new", file, "--country", "SY", "--systems", "s-400, pantsir-s1", "--json").exit_code
        == 0
    )
    described = json.loads(invoke("case", "describe", file, "--json").stdout)
    assert (described["id"], described["systems"]) == ("mine", ["s-400", "pantsir-s1"])
    assert "Damascus" in invoke("case", "describe", file).stdout
    assert {row["id"] for row in json.loads(invoke("case", "list", "--json").stdout)} == {
        "iraq",
        "jordan",
        "turkiye",
    }
    schema = json.loads((tmp_path / "case.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(invoke("schema", "case").stdout)
    jsonschema.validate(described, schema)


def test_a_file_that_is_there_is_kept(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("mine")
    assert invoke("case", "new", file, "--country", "SY", "--systems", "s-400").exit_code != 0
    assert file.read_text() == "mine"
