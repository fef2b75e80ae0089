"""Text from outside stays text, in every encoding and every direction."""

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from skykeep.catalogue.fields import DATA
from skykeep.cli._app import app
from skykeep.cli._console import words
from skykeep.plain_text import isolated, register_plain_errors, visible

BAGHDAD = "بغداد"
SYSTEM = (DATA / "systems" / "s-400.toml").read_text(encoding="utf-8")
NAME = next(line for line in SYSTEM.splitlines() if line.startswith("name = "))


@given(st.text())
def test_no_control_character_is_left_and_printable_text_is_unchanged(text):
    shown = visible(text)
    left = {unicodedata.category(letter) for letter in shown if letter not in "\t\n"} & {"Cc", "Cs"}
    assert left == set()
    if text.isprintable():
        assert shown == text


@given(st.text(alphabet="abc 12(),.\nאבגبغد"))
def test_isolates_are_closed_and_hold_nothing_but_words_from_right_to_left(text):
    shown = isolated(text)
    assert shown.replace("\u2068", "").replace("\u2069", "") == text
    depth = 0
    for letter in shown:
        depth += (letter == "\u2068") - (letter == "\u2069")
        assert depth in (0, 1)
        assert unicodedata.bidirectional(letter) not in ("R", "AL") or depth == 1
        assert not (letter.isdigit() or letter in "(),") or depth == 0
    assert depth == 0


@given(st.text(), st.sampled_from(["ascii", "cp1252", "cp1256", "utf-8"]))
def test_any_text_can_be_written_in_any_encoding(text, encoding):
    visible(text).encode(encoding, errors=register_plain_errors())


def test_letters_keep_what_they_are_without_their_marks():
    plain = register_plain_errors()
    assert "Al Madīnah ≤ 3 m² – Şırnak".encode("ascii", errors=plain) == b"Al Madinah <= 3 m2 - Sirnak"


def test_a_run_in_a_line_is_isolated_on_the_terminal():
    assert words(f"{BAGHDAD} 1.33").plain == f"\u2068{BAGHDAD}\u2069 1.33"


def system_named(tmp_path: Path, name: str, *, mark: bytes = b"") -> str:
    text = SYSTEM.replace('id = "s-400"', 'id = "own"').replace(NAME, f"name = {json.dumps(name)}")
    note = 'note = "Not published'
    text = text.replace(note, 'note = "[/] [red]$x^2$ \\u001b[31m Not published', 1)
    path = tmp_path / "own.toml"
    path.write_bytes(mark + text.replace("\n", "\r\n").encode())
    return str(path)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Bad [/] name", "Bad [/] name"),
        ("[red]S[/red]", "[red]S[/red]"),
        (":smile:", ":smile:"),
        ("\x1b[31mRED\x1b[0m \x1b]0;owned\x07", "\\x1b[31mRED\\x1b[0m \\x1b]0;owned\\x07"),
        (f"{BAGHDAD} 2", f"\u2068{BAGHDAD}\u2069 2"),
    ],
)
def test_a_name_is_printed_as_it_is_written(tmp_path, name, shown):
    own = system_named(tmp_path, name)
    result = CliRunner().invoke(app, ["catalogue", "show", "own", "--extra", own, "--notes"])
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{shown} (own)\n")
    assert "\x1b" not in result.output
    result = CliRunner().invoke(app, ["catalogue", "list", "--extra", own], env={"COLUMNS": "160"})
    assert shown in result.stdout


def test_a_system_file_may_begin_with_a_byte_order_mark(tmp_path):
    own = system_named(tmp_path, "marked", mark=b"\xef\xbb\xbf")
    result = CliRunner().invoke(app, ["catalogue", "check", own])
    assert result.stdout.startswith("ok: ")


@pytest.mark.parametrize("encoding", ["cp1252", "cp1256", "ascii"])
def test_output_in_another_encoding_is_complete_and_json_is_valid(encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    script = (
        "import sys\nfrom skykeep.cli._console import out_console, take_any_encoding\n"
        "from skykeep.cli._common import print_json\ntake_any_encoding()\n"
        f"name = {BAGHDAD + ' Al Madīnah ≤ 😀'!r}\n"
        "print_json({'name': name})\nout_console().print(name)\nsys.stderr.write(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True)
    *text, line = done.stdout.splitlines()
    assert json.loads(b"\n".join(text).decode("ascii")) == {"name": f"{BAGHDAD} Al Madīnah ≤ 😀"}
    assert b"Al Madinah <=" in line
    assert b"Al Madinah <=" in done.stderr


def test_templates_isolate_and_escape_whatever_they_are_given():
    from skykeep.report.page_filters import brief_environment as _environment

    page = _environment().from_string('<h1 title="{{ name }}">{{ name }} {{ number }}</h1>')
    shown = page.render(name=f"<b>{BAGHDAD}\x1b", number=1.5)
    name = f"&lt;b&gt;\u2068{BAGHDAD}\u2069\\x1b"
    assert shown == f'<h1 title="{name}">{name} 1.5</h1>'
