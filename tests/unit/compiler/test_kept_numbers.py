"""Numbers of a place are computed once for all processes; what happens to their files costs time only."""

import errno
import os
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from skykeep.compiler import kept_numbers as room
from skykeep.compiler.kept_numbers import kept_numbers
from skykeep.core.kernel.compiled_files import SOURCES
from skykeep.core.kernel.kept_files import say_once, sources_digest


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the empty folder in which everything is kept."""
    monkeypatch.setattr(room, "_folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def made():
    """Return what was made, as a list that grows."""
    return []


def ask(made, key=("place", 33.2), size=10):
    """Return the numbers of a key, and put down that they were made, if they were."""

    def make():
        made.append(key)
        return np.arange(size) * 0.1, len(made)

    return kept_numbers("sight", key, make)


def test_numbers_are_made_once_and_read_back_to_the_bit(folder, made):
    first, again = ask(made), ask(made)
    assert np.array_equal(first[0], again[0])
    assert first[0].dtype == again[0].dtype
    assert first[1] == again[1] == len(made) == 1
    (path,) = folder.iterdir()
    assert path.name.startswith("sight-")


@pytest.mark.parametrize("other", [("place", np.nextafter(33.2, 34.0)), ("place",), (b"place", 33.2)])
def test_every_part_of_the_key_counts(folder, made, other):
    ask(made)
    ask(made, other)
    assert made == [("place", 33.2), other]


def test_another_processor_or_library_makes_its_own(folder, made, monkeypatch):
    ask(made)
    monkeypatch.setattr(room, "_computer", lambda: ("another",))
    ask(made)
    assert len(made) == 2


@pytest.mark.parametrize("content", [b"", b"short", None, "another form"])
def test_a_damaged_file_is_made_anew(folder, made, content):
    ask(made)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    if content is None:
        path.write_bytes(whole[:-3] + b"???")
    elif isinstance(content, str):
        room.write_kept(path, b"no pickle", what="numbers")
    else:
        path.write_bytes(content)
    assert ask(made)[1] == 2
    assert ask(made)[1] == 2
    assert path.stat().st_size == len(whole)


def test_a_full_disk_costs_one_line(folder, made, monkeypatch, capsys):
    def refuse(self, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    say_once.cache_clear()
    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert [ask(made)[1], ask(made)[1]] == [1, 2]
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "what radars see cannot be kept" in said
    assert not list(folder.iterdir())


def test_a_folder_that_has_gone_costs_one_line(tmp_path, made, monkeypatch, capsys):
    say_once.cache_clear()
    monkeypatch.setattr(room, "_folder", lambda: tmp_path / "gone")
    assert [ask(made)[1], ask(made)[1]] == [1, 2]
    assert capsys.readouterr().err.count("\n") == 1


def test_without_any_folder_numbers_are_made_each_time(made, monkeypatch):
    monkeypatch.setattr(room, "_folder", lambda: None)
    assert [ask(made)[1], ask(made)[1]] == [1, 2]


def test_what_was_used_longest_ago_goes_first(folder, made, monkeypatch):
    keys = ["a", "b", "c"]
    for number, key in enumerate(keys):
        ask(made, key, 1000)
        newest = max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (number, number))
    room_for_three = 3 * newest.stat().st_size + 100  # compressed sizes differ by a few bytes
    monkeypatch.setattr(room, "_MOST_BYTES", room_for_three)
    ask(made, "a", 1000)  # read, so that "b" is the one that was used longest ago
    ask(made, "d", 1000)
    assert made == ["a", "b", "c", "d"]
    assert sum(path.stat().st_size for path in folder.iterdir()) <= room_for_three
    for key in ("a", "c", "d"):
        ask(made, key, 1000)
    assert made == ["a", "b", "c", "d"]
    ask(made, "b", 1000)
    assert made[-1] == "b"


def test_what_is_too_large_leaves_nothing(folder, made, monkeypatch):
    monkeypatch.setattr(room, "_MOST_BYTES", 100)
    assert ask(made)[1] == 1
    assert not list(folder.iterdir())


def test_many_may_write_the_same_at_once(folder, made):
    found = []
    threads = [Thread(target=lambda: found.append(ask(made, size=50_000)[0])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(numbers, found[0]) for numbers in found)
    assert len(list(folder.iterdir())) == 1
    before = len(made)
    ask(made, size=50_000)
    assert len(made) == before


def test_all_sources_that_compute_them_count():
    folder = room._folder()
    rooms = [SOURCES, SOURCES.parent / "compiler", SOURCES.parent / "terrain"]
    assert folder is None or folder.name == sources_digest(rooms)[:24]
