"""A run folder: the same bytes for any number of workers, and usable whatever ended the program."""

import errno
import json
import resource
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from skykeep.engine import run_worlds
from skykeep.errors import ExportError, KernelFault, UsageError
from skykeep.study import chunk_tables, parquet_files, run_folder
from skykeep.study.executors import SerialExecutor, ThreadExecutor
from skykeep.study.montecarlo import run_in_memory, run_into_folder

from .conftest import facts_of, textbook_case

RESULTS = ("raids.parquet", "threats.parquet", "worlds.parquet", "summary.json")


def result_bytes(folder):
    return {name: (folder / name).read_bytes() for name in RESULTS}


def record(folder):
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


@pytest.fixture
def whole(case, facts, tmp_path):
    """Give the folder of a run that nothing disturbed."""
    return run_into_folder(case, facts, tmp_path / "whole").folder


def test_a_complete_folder_holds_the_tables_the_summary_and_the_record(whole):
    assert sorted(path.name for path in whole.iterdir()) == sorted([*RESULTS, "run.json"])
    stored = record(whole)
    assert (stored["state"], stored["worlds_finished"]) == ("complete", 60)
    assert set(stored["files_sha256"]) == set(RESULTS)


@pytest.mark.parametrize("jobs", [2, 5])
def test_the_bytes_do_not_depend_on_the_number_of_workers(case, facts, whole, tmp_path, jobs):
    run_into_folder(case, facts, tmp_path / "threads", executor=ThreadExecutor(jobs))
    assert result_bytes(tmp_path / "threads") == result_bytes(whole)


def test_rows_are_in_key_order_and_row_groups_are_the_chunks(whole, facts):
    file = pq.ParquetFile(whole / "raids.parquet")
    groups = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    assert groups == [chunk.worlds * 20 for chunk in facts.plan.chunks()]
    table = file.read()
    keys = list(zip(table["world"].to_pylist(), table["replication"].to_pylist(), strict=True))
    assert keys == [(world, replication) for world in range(60) for replication in range(20)]


def test_every_column_of_every_table_says_its_unit_and_what_it_means(whole):
    for name in RESULTS[:3]:
        for field in pq.read_schema(whole / name):
            assert set(field.metadata) >= {b"unit", b"description"}, field.name
            assert field.metadata[b"description"]


def test_the_unit_of_a_drawn_figure_is_that_of_its_name(whole):
    field = pq.read_schema(whole / "worlds.parquet").field("system/radars/one/detection_range_m")
    assert field.metadata[b"unit"] == b"m"


def test_the_summary_in_memory_is_the_one_of_the_folder(case, facts, whole):
    raids, summary = run_in_memory(case, facts, executor=ThreadExecutor(2))
    assert json.loads(json.dumps(summary)) == json.loads((whole / "summary.json").read_text())
    assert raids.num_rows == 60 * 20


class Interrupting:
    """Plays some chunks and is then stopped as Ctrl-C would stop it."""

    def __init__(self, after, error=KeyboardInterrupt):
        self.after, self.error = after, error

    def map(self, task, keys, stop):
        for number, result in enumerate(SerialExecutor().map(task, keys, stop)):
            if number == self.after:
                raise self.error
            yield result


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_stopped_run_says_how_far_it_got_and_is_finished_to_the_same_bytes(
    case, facts, whole, tmp_path, after
):
    folder = tmp_path / "stopped"
    result = run_into_folder(case, facts, folder, executor=Interrupting(after))
    kept = 25 * (after + 1) if after < 2 else 60  # the chunk that was being handed over is on disk
    assert result.interrupted
    assert result.worlds_finished == kept
    assert record(folder)["state"] == "partial"
    assert record(folder)["worlds_finished"] == kept
    assert run_into_folder(case, facts, folder, existing="resume").worlds_finished == 60
    assert result_bytes(folder) == result_bytes(whole)
    assert sorted(path.name for path in folder.iterdir()) == sorted([*RESULTS, "run.json"])


def test_the_summary_of_a_stopped_run_is_marked_and_speaks_of_what_is_finished(case, facts, tmp_path):
    result = run_into_folder(case, facts, tmp_path / "stopped", executor=Interrupting(0))
    summary = result.summary
    assert (summary["state"], summary["worlds"], summary["worlds_asked"]) == ("partial", 25, 60)
    assert summary["leakers"]["ignorance_90"] is None
    names = [warning["name"] for warning in summary["warnings"]]
    assert names == ["partial", "few_worlds"]
    assert pq.read_table(tmp_path / "stopped" / "raids.parquet").num_rows == 25 * 20


def test_a_run_stopped_before_anything_is_finished_has_no_summary(case, facts, tmp_path):
    class Never:
        def map(self, task, keys, stop):
            raise KeyboardInterrupt
            yield

    result = run_into_folder(case, facts, tmp_path / "stopped", executor=Never())
    assert result.summary is None
    assert record(tmp_path / "stopped")["worlds_finished"] == 0


def test_a_full_disk_keeps_what_is_finished_and_is_gone_on_with(case, facts, whole, tmp_path, monkeypatch):
    folder = tmp_path / "full"
    written = []

    def write_until_full(path, table):
        if len(written) == 4:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        written.append(path)
        parquet_files.write_part(path, table)

    monkeypatch.setattr(run_folder, "write_part", write_until_full)
    with pytest.raises(ExportError, match=r"No space left on device: 25 of 60 worlds are finished and kept"):
        run_into_folder(case, facts, folder)
    monkeypatch.undo()
    assert record(folder)["state"] == "partial"
    assert not list(folder.rglob("*.partial"))
    run_into_folder(case, facts, folder, existing="resume")
    assert result_bytes(folder) == result_bytes(whole)


def test_a_file_that_outgrows_its_limit_leaves_nothing_half_written(case, facts, whole, tmp_path):
    folder = tmp_path / "limited"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(ExportError, match="go on with --resume"):
            run_into_folder(case, facts, folder, executor=ThreadExecutor(2))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert record(folder)["state"] == "partial"
    assert not list(folder.rglob("*.partial"))
    assert not (folder / "summary.json").exists()
    run_into_folder(case, facts, folder, existing="resume")
    assert result_bytes(folder) == result_bytes(whole)


def test_a_broken_part_is_made_again(case, facts, whole, tmp_path):
    folder = tmp_path / "broken"
    run_into_folder(case, facts, folder, executor=Interrupting(1))
    part = folder / "parts" / "threats" / "000000000.parquet"
    part.write_bytes(part.read_bytes()[:-100])
    (folder / "parts" / "raids" / ".000000025.parquet.partial").write_bytes(b"half")
    run_into_folder(case, facts, folder, existing="resume")
    assert result_bytes(folder) == result_bytes(whole)


def test_resuming_a_complete_run_computes_nothing(case, facts, whole, monkeypatch):
    before = result_bytes(whole)
    monkeypatch.setattr(chunk_tables, "Worker", None)
    result = run_into_folder(case, facts, whole, existing="resume")
    assert result.summary == json.loads(before["summary.json"])
    assert result_bytes(whole) == before


def test_a_complete_run_whose_table_was_spoiled_is_made_again(case, facts, whole):
    before = result_bytes(whole)
    (whole / "raids.parquet").write_bytes(b"spoiled")
    run_into_folder(case, facts, whole, existing="resume")
    assert result_bytes(whole) == before


def test_a_folder_that_is_not_empty_is_refused(case, facts, whole, tmp_path):
    with pytest.raises(
        UsageError, match="holds a complete run; go on with --resume, begin anew with --force"
    ):
        run_into_folder(case, facts, whole)
    other = tmp_path / "papers"
    other.mkdir()
    (other / "letter.txt").write_text("dear")
    with pytest.raises(UsageError, match="papers: is not empty"):
        run_into_folder(case, facts, other)
    with pytest.raises(UsageError, match=r"holds no run that could be resumed \(no readable run.json\)"):
        run_into_folder(case, facts, other, existing="resume")
    with pytest.raises(UsageError, match=r"letter.txt: is a file; give a folder"):
        run_into_folder(case, facts, other / "letter.txt")


def test_replacing_leaves_files_that_are_not_ours(case, facts, whole):
    (whole / "letter.txt").write_text("dear")
    before = result_bytes(whole)
    run_into_folder(case, facts, whole, existing="replace")
    assert result_bytes(whole) == before
    assert (whole / "letter.txt").read_text() == "dear"


def test_resuming_with_another_seed_scenario_or_version_is_refused_and_says_what_differs(
    case, facts, tmp_path
):
    folder = tmp_path / "stopped"
    run_into_folder(
        case, facts_of(case, versions={"numpy": "1", "numba": "2"}), folder, executor=Interrupting(0)
    )
    other = facts_of(case, seed=4, versions={"numpy": "9", "numba": "2"})
    with pytest.raises(
        UsageError,
        match=r"holds another run and cannot be resumed with this one \(seed: 3 there, 4 now; "
        r"versions numpy: 1 there, 9 now\)",
    ):
        run_into_folder(textbook_case(seed=4), other, folder, existing="resume")


def test_resuming_nothing_is_beginning(case, facts, whole, tmp_path):
    run_into_folder(case, facts, tmp_path / "new", existing="resume")
    assert result_bytes(tmp_path / "new") == result_bytes(whole)


def test_two_runs_do_not_write_to_one_folder(case, facts, tmp_path):
    class Second:
        def map(self, task, keys, stop):
            run_into_folder(case, facts, tmp_path / "one", existing="resume")
            yield from ()

    with pytest.raises(UsageError, match="another run is writing to this folder"):
        run_into_folder(case, facts, tmp_path / "one", executor=Second())


def test_a_kernel_fault_names_the_key_and_keeps_what_is_finished(case, facts, tmp_path, monkeypatch):
    from skykeep.core.raid.vocabulary.codes import FAULT
    from skykeep.engine import batch

    real = batch.run_raids

    def faulty(case, world, replications, given_row, until_s, raid, results):
        code = real(case, world, replications, given_row, until_s, raid, results)
        if world == 30:
            raid.tables.progress.raid = 8
            return FAULT
        return code

    monkeypatch.setattr(batch, "run_raids", faulty)
    with pytest.raises(KernelFault, match="seed 3, world 30, replication 7"):
        run_into_folder(case, facts, tmp_path / "faulty")
    assert record(tmp_path / "faulty")["worlds_finished"] == 25


def test_progress_counts_every_world_once(case, facts, tmp_path):
    ticks = []
    run_into_folder(case, facts, tmp_path / "run", executor=ThreadExecutor(2), tick=ticks.append)
    assert sum(ticks) == 60


def test_a_batch_of_worlds_outside_the_case_is_refused(case):
    with pytest.raises(
        ValueError, match="worlds 50 to 61 with 2 replications: the case holds worlds 0 to 60"
    ):
        run_worlds(case, 50, 61, replications=2)


def test_a_place_that_takes_no_folder_is_said_and_nothing_else(case, facts):
    with pytest.raises(ExportError) as refused:
        run_into_folder(case, facts, Path("/proc/no-folder-here"))
    assert str(refused.value).endswith("; nothing of the run was written: give another place")
    assert "Free space" not in str(refused.value)
