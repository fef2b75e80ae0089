"""Whatever ends a run, and wherever: the same bytes after going on, or one clear error."""

import errno
import os
import random
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest

from skykeep.errors import ExportError, SkykeepError, UsageError
from skykeep.study import atomic
from skykeep.study.montecarlo import run_into_folder

from .conftest import facts_of, textbook_case

RESULTS = ("raids.parquet", "threats.parquet", "worlds.parquet", "summary.json")
REFUSED = 7

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
"""Children here do the work of one thread and leave without cleaning up."""


def result_bytes(folder):
    return {name: (folder / name).read_bytes() for name in RESULTS}


@pytest.fixture(scope="module")
def study():
    """Return a case and facts of a run of three chunks."""
    case = textbook_case()
    return case, facts_of(case)


@pytest.fixture(scope="module")
def whole(study, tmp_path_factory):
    """Return the folder of an undisturbed run, and how long it took once kernels were there."""
    folder = tmp_path_factory.mktemp("whole")
    run_into_folder(*study, folder / "first")
    began = time.monotonic()
    run_into_folder(*study, folder / "run")
    return folder / "run", time.monotonic() - began


def in_a_child(work):
    """Return the number of a child process that does the work and leaves with 0, or 7 if it is refused."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            work()
            code = 0
        except SkykeepError:
            code = REFUSED
        except KeyboardInterrupt:
            code = 130
        finally:
            os._exit(code)
    return child


def end(child):
    """Return how a child ended: its exit code, or minus the number of the signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def strike(study, folder, number, delay_s):
    """Start or go on with a run in a child process, and send it a signal after some time."""
    child = in_a_child(lambda: run_into_folder(*study, folder, existing="resume"))
    time.sleep(delay_s)
    os.kill(child, number)
    return end(child)


def check_strikes(study, whole, tmp_path, strikes, number):
    undisturbed, took_s = whole
    luck = random.Random(20261128 + number)
    ends = set()
    for place in range(strikes):
        folder = tmp_path / str(place)
        for _ in range(luck.choice([1, 1, 2])):
            ends.add(strike(study, folder, number, luck.uniform(0.0, 1.3 * took_s)))
        run_into_folder(*study, folder, existing="resume")
        assert result_bytes(folder) == result_bytes(undisturbed)
        assert not list(folder.rglob("*.partial"))
        shutil.rmtree(folder)
    return ends


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_ended_at_some_moments_is_gone_on_with_to_the_same_bytes(
    study, whole, tmp_path, number
):
    ends = check_strikes(study, whole, tmp_path, 2, number)
    assert ends <= {0, 130, -number}


@pytest.mark.slow
def test_a_run_that_is_killed_at_a_hundred_random_moments_is_gone_on_with_to_the_same_bytes(
    study, whole, tmp_path
):
    ends = check_strikes(study, whole, tmp_path, 100, signal.SIGKILL)
    assert -signal.SIGKILL in ends


def test_a_disk_that_is_full_at_any_file_ends_in_one_error_and_loses_nothing(
    study, whole, tmp_path, monkeypatch
):
    replace = os.replace
    left = [0]

    def until_full(source, target):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        replace(source, target)

    monkeypatch.setattr(atomic.os, "replace", until_full)
    for files in range(1, 100, 4):
        folder = tmp_path / str(files)
        left[0] = files
        try:
            run_into_folder(*study, folder)
            break
        except ExportError as error:
            said = str(error)
        assert "No space left on device" in said
        assert "go on with --resume" in said
        left[0] = 1000
        run_into_folder(*study, folder, existing="resume")
        assert result_bytes(folder) == result_bytes(whole[0])
    assert files > 15


@pytest.fixture(scope="module")
def stopped_once(study, tmp_path_factory):
    """Return the folder of a run that was ended before its parts were joined."""
    folder = tmp_path_factory.mktemp("stopped") / "run"

    def work():
        from skykeep.study.run_folder import RunFolder

        RunFolder.join = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
        run_into_folder(*study, folder)

    assert end(in_a_child(work)) == -signal.SIGKILL
    return folder


@pytest.fixture
def stopped(stopped_once, tmp_path):
    """Return a copy of that folder to be spoiled."""
    return shutil.copytree(stopped_once, tmp_path / "stopped")


@pytest.mark.parametrize("table", ["raids", "threats", "worlds"])
@pytest.mark.parametrize("where", [0.0, 0.3, 0.5, 0.9])
def test_one_flipped_bit_in_a_finished_part_is_seen(study, whole, stopped, table, where):
    part = stopped / "parts" / table / "000000025.parquet"
    content = bytearray(part.read_bytes())
    content[int(where * len(content))] ^= 1
    part.write_bytes(content)
    result = run_into_folder(*study, stopped, existing="resume")
    assert result.spoiled_chunks == 1
    assert result_bytes(stopped) == result_bytes(whole[0])


def test_an_untouched_folder_has_no_spoiled_part(study, whole, stopped):
    assert run_into_folder(*study, stopped, existing="resume").spoiled_chunks == 0
    assert result_bytes(stopped) == result_bytes(whole[0])


def test_parts_of_other_worlds_under_a_name_are_seen(study, whole, stopped):
    for kind in ("raids", "threats", "worlds", "seals"):
        folder = stopped / "parts" / kind
        first, second = sorted(folder.iterdir())[:2]
        second.write_bytes(first.read_bytes())
    result = run_into_folder(*study, stopped, existing="resume")
    assert result.spoiled_chunks == 1
    assert result_bytes(stopped) == result_bytes(whole[0])


def test_parts_of_another_run_are_seen(whole, stopped, tmp_path):
    other = textbook_case(seed=4)
    facts = facts_of(other, seed=4)
    run_into_folder(other, facts, tmp_path / "other")
    mixed = tmp_path / "mixed"
    shutil.copytree(stopped, mixed)
    record = (tmp_path / "other" / "run.json").read_text(encoding="utf-8")
    (mixed / "run.json").write_text(record.replace('"complete"', '"partial"'), encoding="utf-8")
    result = run_into_folder(other, facts, mixed, existing="resume")
    assert result.spoiled_chunks == 3
    assert result_bytes(mixed) == result_bytes(tmp_path / "other")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"parts_sha256": 3}'])
def test_a_broken_seal_counts_as_a_spoiled_part(study, whole, stopped, content):
    (stopped / "parts" / "seals" / "000000000.json").write_bytes(content)
    assert run_into_folder(*study, stopped, existing="resume").spoiled_chunks == 1
    assert result_bytes(stopped) == result_bytes(whole[0])


def test_a_second_process_in_the_folder_is_refused_and_disturbs_nothing(study, whole, tmp_path):
    folder = tmp_path / "run"
    ready, hold = os.pipe(), os.pipe()

    def first():
        from skykeep.study import run_folder

        write = run_folder.write_part

        def wait_then_write(path, table):
            os.write(ready[1], b"1")
            os.read(hold[0], 1)
            write(path, table)

        run_folder.write_part = wait_then_write
        run_into_folder(*study, folder)

    child = in_a_child(first)
    os.read(ready[0], 1)
    with pytest.raises(UsageError, match="another run is writing to this folder"):
        run_into_folder(*study, folder, existing="resume")
    os.write(hold[1], b"1" * 1000)
    assert end(child) == 0
    assert result_bytes(folder) == result_bytes(whole[0])


def test_a_folder_that_cannot_be_written_to_is_one_clear_error(study):
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)

    def work():
        if os.getuid() == 0:  # who may do everything is somebody else for this
            os.setegid(65534)
            os.seteuid(65534)
        run_into_folder(*study, folder, existing="resume")

    assert end(in_a_child(work)) == REFUSED
    assert list(folder.iterdir()) == []
    folder.rmdir()
