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


def test_validate_remarks_on_the_words_of_a_new_case_and_on_missing_statements(tmp_path):
    file = tmp_path / "mine.toml"
    invoke("case", "new", file, "--country", "SY", "--systems", "s-400")
    checked = invoke("case", "validate", file)
    assert checked.exit_code == 0
    assert checked.stdout == f"{file}: valid\n"
    for words in ("question: still holds", "tests: still holds", "statements: there are none"):
        assert words in checked.stderr
    assert "remarks" not in json.loads(invoke("case", "validate", "iraq", "--json").stdout)
    assert invoke("case", "validate", "iraq").stderr == ""


def test_the_name_of_a_country_suggests_its_code(tmp_path):
    refused = invoke("case", "new", tmp_path / "mine.toml", "--country", "Jordan", "--systems", "s-400")
    assert refused.exit_code != 0
    assert "Did you mean 'JO'?" in str(refused.exception) + refused.stderr


def test_a_file_that_is_there_is_kept(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("mine")
    assert invoke("case", "new", file, "--country", "SY", "--systems", "s-400").exit_code != 0
    assert file.read_text() == "mine"
