"""What the documents show of Python runs as it stands there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
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
        exec(compile(block, document, "exec"), names)
