"""Compiled kernels are never older than their sources, never in the way, and never needed on disk."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from skykeep.core.kernel import compiled_files
from skykeep.core.kernel.compiled_files import SOURCES, compiled_folder
from skykeep.core.kernel.kept_files import find_folder, kept_file, say_once, sources_digest, write_kept

SRC = SOURCES.parent.parent


@pytest.fixture
def room(tmp_path, monkeypatch):
    """Return the sources of a small room of kernels, with no folder of compiled code named."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    (tmp_path / "room" / "inner").mkdir(parents=True)
    (tmp_path / "room" / "layout.py").write_text("PLACE = 1\n", encoding="utf-8")
    (tmp_path / "room" / "inner" / "kernel.py").write_text("", encoding="utf-8")
    return tmp_path / "room"


def test_code_of_changed_sources_lies_in_another_folder_and_the_old_one_goes(room):
    before = find_folder("compiled", [room])
    assert before == find_folder("compiled", [room])
    status = (room / "layout.py").stat()
    (room / "layout.py").write_text("PLACE = 2\n", encoding="utf-8")
    os.utime(room / "layout.py", ns=(status.st_atime_ns, status.st_mtime_ns))  # a copy that keeps its times
    after = find_folder("compiled", [room])
    assert after != before
    assert after.is_dir()
    assert not before.exists()


@pytest.mark.parametrize("name", ["layout.py", "inner/kernel.py", "inner/new.py"])
def test_every_source_of_the_room_counts(room, name):
    before = sources_digest([room])
    (room / name).write_text("PLACE = 3\n", encoding="utf-8")
    assert sources_digest([room]) != before


def test_switches_that_change_the_code_count_like_a_source(room, monkeypatch):
    before = find_folder("compiled", [room])
    monkeypatch.setenv("NUMBA_BOUNDSCHECK", "1")
    assert find_folder("compiled", [room]) != before


def test_the_folder_that_the_environment_names_comes_first(room, monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "named"))
    assert find_folder("compiled", [room]).is_relative_to(tmp_path / "named")


def test_two_installations_do_not_share_code_in_one_folder(room, monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "named"))
    first = find_folder("compiled", [room])
    other = room.rename(tmp_path / "moved")
    assert find_folder("compiled", [other]) != first
    assert first.is_dir()


def test_a_file_in_place_of_a_folder_is_passed_over(room, monkeypatch, tmp_path):
    (tmp_path / "named").write_text("", encoding="utf-8")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "named"))
    assert find_folder("compiled", [room]).is_relative_to(room / "__pycache__")
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    (tmp_path / "elsewhere").mkdir()
    room = room.rename(tmp_path / "elsewhere" / "room")
    compiled = room / "__pycache__" / "compiled"
    for path in sorted(compiled.rglob("*"), reverse=True):
        path.rmdir()
    compiled.rmdir()
    compiled.write_text("", encoding="utf-8")
    assert find_folder("compiled", [room]).is_relative_to(tmp_path / "user" / "skykeep")
    (tmp_path / "user").rename(tmp_path / "user2")
    (tmp_path / "user").write_text("", encoding="utf-8")
    assert find_folder("compiled", [room]) is None


def test_what_was_written_is_read_and_leaves_nothing_beside_it(tmp_path):
    write_kept(tmp_path / "a.code", b"code", what="code")
    assert kept_file(tmp_path / "a.code") == b"code"
    assert [path.name for path in tmp_path.iterdir()] == ["a.code"]
    assert kept_file(tmp_path / "b.code") is None


@pytest.mark.parametrize("damage", ["empty", "short", "bit", "longer"])
def test_a_damaged_file_is_dropped(tmp_path, damage):
    path = tmp_path / "a.code"
    write_kept(path, b"some code of a kernel", what="code")
    content = bytearray(path.read_bytes())
    content[-3] ^= damage == "bit"
    path.write_bytes({"empty": b"", "short": content[:40], "bit": content, "longer": content + b"x"}[damage])
    assert kept_file(path) is None
    assert not path.exists()


def test_code_that_cannot_be_kept_costs_one_line(tmp_path, capsys):
    say_once.cache_clear()
    for _ in range(2):
        write_kept(tmp_path / "no such folder" / "a.code", b"code", what="code")
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "cannot be kept" in said
    assert "No such file or directory" in said


def test_without_a_place_kernels_are_compiled_in_memory_and_one_line_says_so(monkeypatch, capsys):
    from skykeep.core.kernel import kernel_cache

    say_once.cache_clear()
    monkeypatch.setattr(kernel_cache, "compiled_folder", lambda: None)
    for _ in range(2):
        path = SOURCES / "earth" / "horizon.py"
        namespace: dict[str, object] = {}
        exec(compile("def f(x):\n    return x + 1\n", str(path), "exec"), namespace)
        assert kernel_cache.cache_of(namespace["f"]).cache_path is None
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "NUMBA_CACHE_DIR" in said
    assert "in memory" in said


def test_kernels_count_as_kept_where_none_can_be(monkeypatch):
    monkeypatch.setattr(compiled_files, "compiled_folder", lambda: None)
    assert compiled_files.is_kept("raid.loop.advance")


def damaged_first_file(monkeypatch, folder: Path, content: bytes) -> tuple[bool, float]:
    """Return whether a file of one kernel was read back after it was spoiled, and what the kernel gives."""
    from skykeep.core.kernel import kernel_cache
    from skykeep.core.kernel.jit import _kept

    if not hasattr(kernel_cache, "cache_of"):
        pytest.skip("nothing is compiled")
    monkeypatch.setattr(kernel_cache, "compiled_folder", lambda: folder)
    monkeypatch.setattr(kernel_cache, "SOURCES", Path(__file__).parent)
    first = _kept(half, {})
    if first is half:
        pytest.skip("nothing is compiled with NUMBA_DISABLE_JIT=1")
    assert first(3.0) == 1.5
    (path,) = folder.iterdir()
    if content != b"kept":
        path.write_bytes(content)
    again = _kept(half, {})
    value = again(3.0)
    return bool(again.stats.cache_hits), value


def half(x):
    return x / 2.0


def test_a_kernel_is_read_back(monkeypatch, tmp_path):
    assert damaged_first_file(monkeypatch, tmp_path, b"kept") == (True, 1.5)


def test_a_kernel_whose_file_is_empty_is_compiled_anew(monkeypatch, tmp_path):
    assert damaged_first_file(monkeypatch, tmp_path, b"") == (False, 1.5)
    (path,) = tmp_path.iterdir()
    assert path.stat().st_size > 100


def test_a_kernel_whose_file_is_whole_but_of_another_form_is_compiled_anew(monkeypatch, tmp_path):
    write_kept(tmp_path / "other", b"not a pickle", what="code")
    content = (tmp_path / "other").read_bytes()
    (tmp_path / "other").unlink()
    assert damaged_first_file(monkeypatch, tmp_path, content) == (False, 1.5)


def test_this_program_keeps_its_kernels_under_the_digest_of_their_sources():
    folder = compiled_folder()
    assert folder is None or folder.name == sources_digest([SOURCES])[:24]


@pytest.fixture
def copied(tmp_path):
    """Return a function that runs a kernel of a copy of the program whose callee lies in another file."""
    source = tmp_path / "src" / "skykeep"
    shutil.copytree(SRC / "skykeep" / "core", source / "core", ignore=shutil.ignore_patterns("__pycache__"))
    (source / "__init__.py").write_text("", encoding="utf-8")
    head = "from .kernel.jit import array_kernel, kernel\n"
    callee = "@kernel(wrap=True)\ndef callee(x: float) -> float:\n    return x + {}\n"
    caller = "from .callee import callee\n@array_kernel()\ndef caller(x):\n    return 10.0 * callee(x)\n"
    (source / "core" / "caller.py").write_text(head + caller, encoding="utf-8")

    def ask(added: float, **environment: str) -> tuple[float, str]:
        (source / "core" / "callee.py").write_text(head + callee.format(added), encoding="utf-8")
        usual = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
        done = subprocess.run(
            [sys.executable, "-c", "from skykeep.core.caller import caller; print(caller(1.0))"],
            # byte code of the same second and size would pass for that of the changed source
            env=usual | {"PYTHONPATH": str(tmp_path / "src"), "PYTHONDONTWRITEBYTECODE": "1"} | environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return float(done.stdout), done.stderr

    return ask


@pytest.mark.slow
@pytest.mark.parametrize("named", [False, True])
def test_a_changed_callee_is_seen_by_a_program_that_only_imports_skykeep(copied, tmp_path, named):
    place = {"NUMBA_CACHE_DIR": str(tmp_path / "named")} if named else {}
    assert copied(1.0, **place) == (20.0, "")
    assert copied(2.0, **place) == (30.0, "")
    assert any((tmp_path / "named").rglob("caller.caller-*")) == named


@pytest.mark.slow
def test_a_program_without_any_place_for_compiled_code_answers_all_the_same(copied, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "src" / "skykeep" / "core" / "__pycache__").write_text("", encoding="utf-8")
    nowhere = {name: str(tmp_path / "file") for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "HOME")}
    value, said = copied(1.0, **nowhere)
    assert value == 20.0
    assert said.count("\n") == 1
    assert "compiled in memory" in said
