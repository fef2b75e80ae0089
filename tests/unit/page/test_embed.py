"""What travels in a page comes out as it went in, and its letters can end nothing."""

import json
import random
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.page.embed import LETTERS, packed, packed_script, unpacked
from skykeep.page.symbols import built_text

UNPACK = Path(__file__).parents[3] / "frontend" / "src" / "unpack.js"


@given(st.binary(max_size=400))
def test_any_bytes_come_back(content):
    found = packed(content)
    assert unpacked(found.text) == content
    assert set(found.text) <= set(LETTERS)
    assert found.size == len(content)


def test_letters_cannot_end_an_element_an_attribute_or_open_a_comment():
    assert len(LETTERS) == len(set(LETTERS)) == 91
    assert not set(LETTERS) & set('<&" \n\r\t\0')


def test_noise_takes_less_room_than_in_base64_and_the_script_a_sixth_less_than_deflated():
    noise = random.Random(7).randbytes(60_000)
    assert len(packed(noise).text) < 1.25 * len(noise)
    script = built_text("page.js").encode("utf-8")
    assert len(packed_script().text) < 0.86 * 16 / 13 * len(zlib.compress(script, 9))


@pytest.mark.skipif(
    shutil.which("node") is None, reason="no node on the path: install Node 20 to run the loader"
)
def test_the_loader_unpacks_what_was_packed(tmp_path):
    near_and_far = bytes(range(256)) * 3 + random.Random(8).randbytes(70_000) + b"again" * 40
    parts = [b"", b"a", near_and_far + near_and_far[:50_000], built_text("page.js").encode("utf-8")[:200_000]]
    held = [packed(part) for part in parts]
    (tmp_path / "held.json").write_text(
        json.dumps([[each.text, each.size] for each in held]), encoding="utf-8"
    )
    script = f"""
      import {{ bytesOf, unlzma }} from {json.dumps(UNPACK.as_uri())};
      import {{ readFileSync }} from "node:fs";
      const held = JSON.parse(readFileSync("held.json", "utf8"));
      process.stdout.write(Buffer.concat(held.map(([text, size]) => unlzma(bytesOf(text), size))));
    """
    (tmp_path / "run.mjs").write_text(script, encoding="utf-8")
    done = subprocess.run(["node", "run.mjs"], cwd=tmp_path, check=True, capture_output=True)
    assert done.stdout == b"".join(parts)


def test_what_was_not_packed_is_refused():
    with pytest.raises(ValueError, match="not packed by this program"):
        unpacked('ab"c')
    with pytest.raises(ValueError, match="not packed by this program"):
        unpacked("abc")
    with pytest.raises(ValueError, match="not packed by this program"):
        unpacked("~~~~")


def test_a_python_without_lzma_is_told_what_it_lacks():
    script = "import sys; sys.modules['lzma'] = None; import skykeep.page.embed"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ExportError: this Python cannot pack a page: it was built without its module lzma" in done.stderr
