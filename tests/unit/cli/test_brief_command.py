"""The brief command: what it writes, and what it says about a wrong use."""

import json
import re

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app

from ..study.brief_small import SMALL_CASE


def run(*args):
    return CliRunner().invoke(app, ["brief", *args])


@pytest.fixture
def case_file(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL_CASE, encoding="utf-8")
    return path


@pytest.mark.slow
def test_it_writes_one_page_and_says_nothing_when_quiet(case_file, tmp_path):
    out = tmp_path / "made" / "page.html"
    done = run(str(case_file), "--out", str(out), "--quiet", "--jobs", "2", "--worlds", "2", "--seed", "8")
    assert done.exit_code == 0, done.output
    assert done.output == ""
    page = out.read_text(encoding="utf-8")
    stored = json.loads(re.search(r'id="brief-data">(.*?)</script>', page, re.DOTALL)[1])
    assert (stored["provenance"]["worlds"], stored["provenance"]["seed"]) == (2, 8)
    assert [path.name for path in out.parent.iterdir()] == ["page.html"]


def test_a_case_that_is_not_there_is_named_with_the_nearest(tmp_path):
    done = run("irak", "--out", str(tmp_path / "x.html"))
    assert done.exit_code == 1
    assert "Did you mean 'iraq'?" in done.output
    assert not (tmp_path / "x.html").exists()


def test_a_number_of_worlds_below_one_is_refused():
    assert run("iraq", "--worlds", "0").exit_code == 2
