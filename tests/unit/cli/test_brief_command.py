"""The brief command: what it writes, and what it says about a wrong use."""

import html
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
def test_it_writes_one_page_and_prints_its_data_as_json(case_file, tmp_path):
    out = tmp_path / "made" / "page.html"
    words = ("--quiet", "--jobs", "2", "--worlds", "2", "--seed", "8", "--json")
    done = run(str(case_file), "--out", str(out), *words)
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    page = out.read_text(encoding="utf-8")
    stored = json.loads(re.search(r'id="brief-data">(.*?)</script>', page, re.DOTALL)[1])
    assert json.loads(done.stdout) == stored
    assert (stored["provenance"]["worlds"], stored["provenance"]["seed"]) == (2, 8)
    assert [path.name for path in out.parent.iterdir()] == ["page.html"]


@pytest.mark.slow
def test_it_prints_the_verdict_of_the_page_unless_told_to_be_quiet(case_file, tmp_path):
    words = (str(case_file), "--out", str(tmp_path / "page.html"), "--jobs", "2", "--worlds", "2")
    done = run(*words)
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.split())
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    verdict = re.search(r'<h2 id="verdict">.*?<ol>(.*?)</ol>', page, re.DOTALL)[1]
    sentences = re.findall(r"<li>(.*?)</li>", verdict, re.DOTALL)
    assert len(sentences) >= 3
    for number, sentence in enumerate(sentences, start=1):
        plain = html.unescape(re.sub(r"<[^>]*>", "", sentence))
        assert f"{number}. {' '.join(plain.split())}" in said
    assert run(*words, "--quiet").stdout == ""


def test_a_case_that_is_not_there_is_named_with_the_nearest(tmp_path):
    done = run("irak", "--out", str(tmp_path / "x.html"))
    assert done.exit_code == 2
    assert "Did you mean 'iraq'?" in done.output
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize("worlds", ["0", "100001"])
def test_a_number_of_worlds_that_no_case_has_is_refused(worlds):
    assert run("iraq", "--worlds", worlds).exit_code == 2


def test_an_out_that_cannot_be_is_refused_before_anything_is_computed(case_file, monkeypatch):
    monkeypatch.setattr("skykeep.study.brief.compute_brief", lambda *_, **__: pytest.fail("it was computed"))
    refused = run(str(case_file), "--out", str(case_file / "page.html"))
    assert refused.exit_code == 2
    assert "small.toml: is a file, where a folder is needed" in refused.stderr
