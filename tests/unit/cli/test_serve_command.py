"""``skykeep serve`` before it serves: what it refuses, and what it says where its extra is missing."""

import sys

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app


def said(*words):
    """Return exit code and standard error of a call that ends at once."""
    done = CliRunner().invoke(app, ["serve", *words])
    assert done.stdout == ""
    return done.exit_code, done.stderr


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--host", "0.0.0.0"], "host '0.0.0.0': other machines may reach it; give --expose and --token"),
        (["--host", "::", "--expose"], "host '::': give --token too"),
        (["--token", "short"], "token: must be 16 letters or more"),
        (["--token", "0123456789abcde\u00e9"], "token: must be 16 letters or more"),
        (["--port", "65536"], "Invalid value for '--port'"),
    ],
)
def test_an_open_door_is_refused(words, what):
    code, found = said(*words)
    assert code == 2
    assert what in found


@pytest.mark.parametrize("name", ["starlette", "uvicorn"])
def test_a_missing_extra_is_one_line_that_names_it(monkeypatch, name):
    for module in [each for each in sys.modules if each.startswith(("skykeep.web.", name))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, name, None)
    assert said() == (
        1,
        f"error: this needs {name}, which is not installed: pip install 'skykeep[web]'\n",
    )
