"""The brief command: what it writes, and what it says about a wrong use."""

import html
import json
import re
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import skykeep
from skykeep.catalogue.records import load_records
from skykeep.cli._app import app
from skykeep.errors import UsageError
from skykeep.language import language
from skykeep.page.embed import unpacked
from skykeep.study import brief

from ..report.brief_cases import brief_data
from ..study.brief_small import SMALL_CASE


def run(*args):
    return CliRunner().invoke(app, ["brief", *args])


CONTRACT = """schema_version = 1

[mine]
systems = ["bavar-373"]
customer = "Nowhere"
seller = "Somewhere"
status = "signed"
signed = "2025-03"
scope = "Invented."
whole = true
amounts = [
  { amount_million = 900, currency = "USD", kind = "reported", confidence = "low", sources = ["own"] },
]

[[mine.quantities]]
number = 2
counted = "batteries"
per_unit = 1
kind = "reported"
confidence = "low"
sources = ["own"]
"""
SOURCE = """[own]
title = "A page of mine"
address = "https://example.org/x"
kind = "press"
"""


@pytest.fixture
def own_records(tmp_path):
    """Return a folder with a contract of one's own, of a system that has none among the shipped ones."""
    folder = tmp_path / "own"
    (folder / "records").mkdir(parents=True)
    (folder / "records" / "contracts.toml").write_text(CONTRACT, encoding="utf-8")
    (folder / "sources.toml").write_text(SOURCE, encoding="utf-8")
    return folder


@pytest.fixture
def case_file(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL_CASE, encoding="utf-8")
    return path


def test_it_remarks_on_the_words_of_a_new_case_as_validate_does(tmp_path, monkeypatch):
    def refuse(*case, **asked):
        raise UsageError("far enough")

    monkeypatch.setattr(brief, "compute_brief", refuse)
    file = str(tmp_path / "mine.toml")
    assert (
        CliRunner().invoke(app, ["case", "new", file, "--country", "SY", "--systems", "s-400"]).exit_code == 0
    )
    checked = CliRunner().invoke(app, ["case", "validate", file]).stderr.splitlines()
    assert len(checked) >= 3
    told = run(file, "--out", str(tmp_path / "page.html")).stderr.splitlines()
    assert [line for line in told if line.startswith("remark: ")] == checked
    assert "remark" not in run(file, "--quiet", "--out", str(tmp_path / "page.html")).stderr


@pytest.mark.slow
def test_it_writes_one_page_and_prints_its_data_as_json(case_file, tmp_path):
    out = tmp_path / "made" / "page.html"
    words = ("--quiet", "--jobs", "2", "--worlds", "2", "--seed", "8", "--json")
    done = run(str(case_file), "--out", str(out), *words)
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    page = out.read_text(encoding="utf-8")
    stored = json.loads(unpacked(re.search(r'id="brief-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1]))
    printed = json.loads(done.stdout)
    for coverage in (*printed["coverage"], *printed["option_coverage"]):
        for row in coverage["rows"]:
            assert len(row.pop("seen_range_m")) == len(row.pop("first_intercept_m")) == 360
    assert printed == stored
    assert (stored["provenance"]["worlds"], stored["provenance"]["seed"]) == (2, 8)
    assert [path.name for path in out.parent.iterdir()] == ["page.html"]


@pytest.mark.slow
def test_it_prints_the_verdict_of_the_page_unless_told_to_be_quiet(case_file, tmp_path, monkeypatch):
    compute, computed = brief.compute_brief, []

    def compute_once(*case, **asked):
        if not computed:
            computed.append(compute(*case, **asked))
        return computed[0]

    monkeypatch.setattr(brief, "compute_brief", compute_once)
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


@pytest.mark.slow
def test_what_options_cost_rests_on_records_of_ones_own(case_file, own_records, tmp_path):
    out = tmp_path / "page.html"
    words = (str(case_file), "--out", str(out), "--jobs", "2", "--worlds", "2", "--json")
    done = run(*words, "--extra", str(own_records))
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    bought = next(row for row in told["choice"]["costs"]["options"] if row["option"] == "bavar-373")
    buying = next(row for row in bought["basis"] if row["component"] == "buying")
    assert (buying["kind"], buying["basis"], buying["sources"]) == ("record", ["mine"], ["own"])
    assert not any("bavar-373" in each.systems for each in load_records().contracts.values())
    source = next(each for each in told["sources"] if each["id"] == "own")
    assert source["address"] == "https://example.org/x"
    assert "A page of mine</th>" in out.read_text(encoding="utf-8")
    broken = own_records / "records" / "contracts.toml"
    broken.write_text(CONTRACT.replace('"bavar-373"', '"bavar-737"'), encoding="utf-8")
    refused = run(*words, "--extra", str(own_records))
    assert refused.exit_code == 2
    assert "given the unknown 'bavar-737'" in refused.stderr


def test_a_case_that_is_not_there_is_named_with_the_nearest(tmp_path):
    done = run("irak", "--out", str(tmp_path / "x.html"))
    assert done.exit_code == 2
    assert "Did you mean 'iraq'?" in done.output
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize("worlds", ["0", "100001"])
def test_a_number_of_worlds_that_no_case_has_is_refused(worlds):
    assert run("iraq", "--worlds", worlds).exit_code == 2


def test_a_language_it_does_not_speak_is_refused_before_anything_is_computed(monkeypatch):
    monkeypatch.setattr("skykeep.study.brief.compute_brief", lambda *_, **__: pytest.fail("it was computed"))
    refused = run("iraq", "--lang", "fr")
    assert refused.exit_code == 2
    assert "the report does not speak 'fr'; it speaks: en, ar." in refused.stderr
    with pytest.raises(UsageError, match="it speaks: en, ar"):
        skykeep.brief("iraq", language="fr")


def test_a_page_and_its_verdict_are_in_the_language_that_was_asked_for(case_file, monkeypatch, tmp_path):
    monkeypatch.setattr("skykeep.study.brief.compute_brief", lambda *_, **__: brief_data())
    monkeypatch.setattr("skykeep.report.page.render_brief", lambda *_, **__: language())
    out = tmp_path / "page.html"
    done = run(str(case_file), "--lang", "ar", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert out.read_text(encoding="utf-8") == "ar"
    assert done.stdout.startswith("١. ")
    assert "\u2068Alpha-1\u2069" in done.stdout
    assert language() == "en"
    asked = (str(case_file), "--out", str(out), "--json", "--quiet")
    assert run(*asked, "--lang", "ar").stdout == run(*asked).stdout != ""


def test_pages_in_two_languages_are_of_one_computation_and_drawn_beside_one_bar(
    case_file, monkeypatch, tmp_path
):
    asked, said, steps = [], [], []

    @contextmanager
    def bar(_label, *, total, silent):
        yield SimpleNamespace(say=said.append, advance=lambda by=1.0: steps.append(by / total))
        said.append("end")

    def drawn(*_, tick, **__):
        tick()
        said.append(language())
        return language()

    monkeypatch.setattr("skykeep.cli.brief.progress", bar)
    monkeypatch.setattr("skykeep.study.brief.compute_brief", lambda *_, **__: asked.append(1) or brief_data())
    monkeypatch.setattr("skykeep.report.page.render_brief", drawn)
    out = tmp_path / "page.html"
    done = run(str(case_file), "--lang", "en,ar", "--out", str(out))
    assert done.exit_code == 0, done.output
    told = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html")}
    assert told == {"page.html": "en", "page.ar.html": "ar"}
    assert asked == [1]
    assert [words for words in said if "drawing" not in words] == ["en", "ar", "end"]
    assert len(steps) == 2
    assert done.stdout.startswith("1. ")
    assert run(str(case_file), "--lang", "en,fr").exit_code == 2


def test_an_out_that_cannot_be_is_refused_before_anything_is_computed(case_file, monkeypatch):
    monkeypatch.setattr("skykeep.study.brief.compute_brief", lambda *_, **__: pytest.fail("it was computed"))
    refused = run(str(case_file), "--out", str(case_file / "page.html"))
    assert refused.exit_code == 2
    assert "small.toml: is a file, where a folder is needed" in refused.stderr
