"""``--lang`` of the commands that write a page: it reaches the page, and is refused where there is none."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app

SMALL = str(Path(__file__).parents[2] / "golden" / "small-mixed.toml")


def run(*words):
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("words", [("run", SMALL), ("run", SMALL, "--out", "folder"), ("replay", SMALL)])
def test_a_language_without_a_page_is_refused_before_anything_is_computed(words):
    refused = run(*words, "--lang", "ar")
    assert refused.exit_code == 2
    assert "--lang ar: a page alone is written in it: give --out a name that ends in .html" in refused.stderr


@pytest.mark.parametrize("command", ["run", "replay"])
def test_a_language_that_no_page_speaks_is_refused(command):
    refused = run(command, SMALL, "--out", "x.html", "--lang", "fr")
    assert refused.exit_code == 2
    assert "the report does not speak 'fr'; it speaks: en, ar." in refused.stderr


def test_the_page_of_a_replay_is_in_the_language_asked_for(tmp_path):
    out = tmp_path / "raid.html"
    done = run("replay", SMALL, "--key", "1,0", "--out", str(out), "--lang", "ar", "--quiet")
    assert done.exit_code == 0, done.output
    assert '<html lang="ar" dir="rtl">' in out.read_text(encoding="utf-8")


def test_the_page_of_a_run_is_in_the_language_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "skykeep.api.run_pages.run_html_page", lambda *_, language, **__: f"a page in {language}"
    )
    done = run("run", SMALL, "--worlds", "2", "--replications", "2", "--out", "x.html", "--lang", "ar")
    assert done.exit_code == 0, done.output
    assert Path("x.html").read_text(encoding="utf-8") == "a page in ar"
