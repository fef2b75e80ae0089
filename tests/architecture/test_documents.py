"""The documents: their links lead somewhere, the paths they name exist, and their commands run."""

import json
import math
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")]
    if "node_modules" not in path.parts
)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
NAMED_PATH = re.compile(r"`((?:src|docs|tests|scenarios|requirements|benchmarks|\.ci)/[A-Za-z0-9_./-]+)`")
BUILT = set((ROOT / ".gitignore").read_text(encoding="utf-8").splitlines())
"""Paths that a clean checkout lacks: what builds them is tested where it is built."""
SHELL_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands_in(document):
    """Return the lines of all shell blocks of a document, one list for each block."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return [block.strip().splitlines() for block in SHELL_BLOCK.findall(text)]


def skykeep_lines(document):
    """Return every line of a document's shell blocks that calls skykeep."""
    return [line for block in commands_in(document) for line in block if line.startswith("skykeep ")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_named_paths_exist(document):
    text = document.read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in LINK.findall(text)]
    broken = [link for link in links if link and "://" not in link and not (document.parent / link).exists()]
    missing = [path for path in NAMED_PATH.findall(text) if not (ROOT / path).exists() and "*" not in path]
    assert broken == []
    assert set(missing) <= BUILT


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """Give an empty folder beside the sources, with skykeep on the path."""
    (tmp_path / "src").symlink_to(ROOT / "src")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_shell(lines):
    """Run lines of shell and return the completed process, its output captured."""
    return subprocess.run(["bash", "-euc", "\n".join(lines)], capture_output=True, text=True, check=False)


def percent(share):
    """Return a share as the readme writes it."""
    return f"{100 * share:.0f} %"


def with_limits(share, limits):
    """Return a share and its limits, rounded outwards, as the readme writes them."""
    low, high = math.floor(round(100 * limits[0], 6)), math.ceil(round(100 * limits[1], 6))
    return f"{percent(share)} ({low} to {high})"


@pytest.mark.slow
def test_the_first_answers_of_the_readme_are_those_of_the_program(workplace):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"`(skykeep coverage [^`]*)`", text)
    answer = json.loads(run_shell([f"{command.group(1)} --json"]).stdout)
    for at_height in answer["heights"]:
        seen = with_limits(at_height["seen_share_of_detection_ring"], at_height["seen_share_limits"])
        engaged = at_height["engageable_share_of_engagement_ring"], at_height["engageable_share_limits"]
        country = at_height["country"]
        share = "engageable_share_of_area"
        of_country = with_limits(country[share], country["limits"][share])
        row = f"| {at_height['height_agl_m']:.0f} m | {seen} | {with_limits(*engaged)} | {of_country} |"
        assert row in text


@pytest.mark.slow
def test_the_worked_example_of_the_contributing_page_runs(workplace):
    block = next(block for block in commands_in("CONTRIBUTING.md") if block[0].startswith("mkdir"))
    done = run_shell(block)
    assert done.returncode == 0, done.stderr
    assert "My system (my-system)" in done.stdout


def test_every_make_target_that_the_documents_name_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set()
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        named |= set(re.findall(r"`make ([a-z]+)", text))
        named |= set(re.findall(r"^make ([a-z]+)$", text, re.MULTILINE))
    assert {"brief", "test", "bench", "lint"} <= named
    assert named <= targets


def test_every_command_that_the_readme_names_is_in_the_program():
    from typer.main import get_command

    from skykeep.cli._app import app

    named = {shlex.split(line)[1] for line in skykeep_lines("README.md")}
    assert named == set(get_command(app).commands)


def test_version_is_the_same_everywhere():
    from skykeep import __version__

    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"version: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert __version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_decisions_are_numbered_without_gaps_and_fit_on_a_page():
    records = sorted((ROOT / "docs" / "adr").glob("*.md"))
    for number, record in enumerate(records, start=1):
        text = record.read_text(encoding="utf-8")
        assert record.name.startswith(f"{number:04d}-")
        assert text.startswith(f"# {number}. ")
        assert "Status: " in text
        assert len(text.split()) < 700
