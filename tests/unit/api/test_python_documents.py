"""What the documents show of Python runs as it stands there, with few raids in each world."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
RAIDS_EACH = re.compile(r"\breplications=\d+")
PYTHON_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("document", ["README.md", "docs/index.md", "docs/guides/python.md"])
def test_the_python_of_a_document_runs(document, tmp_path, monkeypatch):
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    blocks = PYTHON_BLOCK.findall((ROOT / document).read_text(encoding="utf-8"))
    assert blocks
    names = {}
    for block in blocks:
        few = RAIDS_EACH.sub("replications=3", block)
        exec(compile(few, document, "exec"), names)
