"""Files that documents name in prose are where they say."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path.relative_to(ROOT)
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    if path.relative_to(ROOT).parts[:2] not in {("docs", "made"), ("docs", "adr")}
    and path.name != "CHANGELOG.md"
)
NAMED = re.compile(r"`((?:[a-z_]+/)+[a-z0-9_]+\.(?:py|toml|json)|[a-z0-9_]+\.py)`")
"""Files of code, and others with a folder before them: a bare ``run.json`` is a user's."""


def files() -> set[str]:
    """Return every file of the project that a document may name, as its path from the root."""
    found = set()
    for folder in ("src", "tests", "docs", "scenarios", "benchmarks", "scripts", "tools"):
        found |= {str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*") if path.is_file()}
    return found | {path.name for path in ROOT.iterdir() if path.is_file()}


FILES = files()


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_a_document_names_no_file_of_code_that_is_not_there(document):
    named = NAMED.findall((ROOT / document).read_text(encoding="utf-8"))
    missing = [name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in FILES)]
    assert not missing
