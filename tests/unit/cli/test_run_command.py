"""``skykeep run`` as a user meets it: JSON, words, run folders, stops and resumes, refusals."""

from __future__ import annotations

import json
import math
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.core.raid.warm import ASKED_BY_MOST

SMALL = str(Path(__file__).parents[2] / "golden" / "small-mixed.toml")
REASONS = [
    "never_in_sight",
    "not_detected",
    "seen_too_late",
    "out_of_envelope",
    "out_of_sector",
    "no_channel",
    "no_round",
    "held_by_doctrine",
    "missed",
    "unit_lost",
    "taken_for_decoy",
    "not_tracked_by_luck",
    "taken_for_friend",
    "no_operator",
    "judged_dead",
    "no_order",
]
QUICK = ("--worlds", "3", "--replications", "2")
RESULTS = ("raids.parquet", "threats.parquet", "worlds.parquet", "summary.json")


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Give a function that runs the command in an empty folder and returns code, output and errors."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)

    def _run(*words: str):
        with pytest.raises(SystemExit) as left:
            app(["run", *words])
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return _run


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """Give the folder of a complete run of few worlds, and what the command printed as JSON."""
    folder = tmp_path_factory.mktemp("finished") / "one"
    done = CliRunner().invoke(app, ["run", SMALL, "--worlds", "9", "--out", str(folder), "--json"])
    assert done.exit_code == 0, done.output
    return folder, done.stdout


@pytest.fixture
def one(finished, tmp_path):
    """Put that complete run into the empty folder where commands run, as ``one``, and give its JSON."""
    shutil.copytree(finished[0], tmp_path / "one")
    return finished[1]


def result_bytes(folder):
    return {name: (Path(folder) / name).read_bytes() for name in RESULTS}


def test_json_has_the_published_names(run):
    code, out, _ = run(
        SMALL, "--worlds", "60", "--replications", "3", "--seed", "7", "--json", "--out", "one"
    )
    assert code == 0
    answer = json.loads(out)
    assert {"leakers", "p_no_leaker", "ledger", "rounds_fired", "worlds", "replications", "raids"} <= set(
        answer
    )
    leakers = answer["leakers"]
    for name in ("mc_error_90", "luck_90", "chance_90", "ignorance_90", "total_90"):
        low, high = leakers[name]
        assert low <= high
    assert set(leakers["variance"]) >= {"chance", "ignorance"}
    assert list(answer["ledger"]) == REASONS
    assert sum(answer["ledger"].values()) == leakers["mean"]
    assert (answer["worlds"], answer["replications"], answer["raids"]) == (60, 3, 180)
    assert sum(answer["ledger_counts"].values()) == round(leakers["mean"] * 180)
    assert sum(answer["leaker_distribution"]) == 180
    assert answer["p_no_leaker"]["chance_90"] is None
    assert answer["seed"] == 7
    assert json.loads(Path("one/summary.json").read_text()) == answer


def test_few_worlds_have_no_ignorance_interval_and_a_warning(run):
    _, out, _ = run(SMALL, "--worlds", "10", "--json")
    answer = json.loads(out)
    assert answer["leakers"]["ignorance_90"] is answer["leakers"]["luck_90"] is None
    assert "too few to tell the two doubts apart" in answer["leakers"]["ignorance_note"]
    assert "few_worlds" in [warning["name"] for warning in answer["warnings"]]


def test_the_words_hold_verdict_intervals_ledger_and_what_it_rests_on(run):
    code, out, err = run(SMALL, "--worlds", "60", "--replications", "14", "--full")
    assert code == 0
    words = " ".join(out.replace("\u00a0", " ").split())
    assert "Of 9 real threats launched, stopped" in words
    assert "computed to within" in words
    assert "such raids" in words
    assert "we are 90 % sure" in words or "not resolved" in words
    assert "public figures allow" not in words
    for part in (
        "The commonest reason:",
        "What would change this answer",
        "assumed",
        "flat ground",
        "Seed 11",
    ):
        assert part in words
    assert "wrote runs/small-mixed-seed11" in err


def test_the_first_screen_holds_the_answer_and_says_where_the_rest_is(run):
    code, out, _ = run(SMALL, "--worlds", "60", "--replications", "14", "--out", "whole")
    assert code == 0
    assert len(out.splitlines()) <= 32
    out = out.replace("\u00a0", " ")
    for part in (
        "Of 9 real threats launched, stopped",
        "are shot at",
        "such raids, figures at the median (by their number alone a count may be off by ",
        "of them the main reason is:",
        "What would change it most:",
        "assumed",
    ):
        assert part in out
    again = re.search(r"skykeep run --resume whole\s+--full", out)
    assert again
    full = run("--resume", "whole", "--full")[1].replace("\u00a0", " ")
    for part in ("On record", "90 % intervals", "What it rests on:"):
        assert part in full
        assert part not in out


def test_the_bytes_do_not_depend_on_jobs_or_on_the_folder(run):
    for jobs in ("1", "2"):
        assert run(SMALL, "--worlds", "60", "--jobs", jobs, "--out", f"jobs{jobs}", "--json")[0] == 0
    assert result_bytes("jobs1") == result_bytes("jobs2")
    for name, content in result_bytes("jobs2").items():
        assert b"jobs" not in content, name


def test_another_seed_gives_other_bytes(run):
    first = run(SMALL, *QUICK, "--seed", "1", "--json")[1]
    assert first == run(SMALL, *QUICK, "--seed", "1", "--json", "--out", "again")[1]
    assert first != run(SMALL, *QUICK, "--seed", "2", "--json")[1]


def test_the_record_holds_digests_versions_seed_and_command(run, one):
    record = json.loads(Path("one/run.json").read_text())
    identity = record["identity"]
    for name in ("scenario_sha256", "catalogue_sha256", "terrain_sha256"):
        assert len(identity[name]) == 64
    assert identity["seed"] == 11
    assert {"skykeep", "numpy", "numba", "pyarrow"} <= set(identity["versions"])
    assert record["state"] == "complete"
    assert shlex.split(record["command"])[0] == "skykeep"


def test_a_second_run_without_a_folder_takes_the_next_name(run):
    run(SMALL, *QUICK, "--quiet")
    run(SMALL, *QUICK, "--quiet")
    assert sorted(path.name for path in Path("runs").iterdir()) == [
        "small-mixed-seed11",
        "small-mixed-seed11-2",
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "give a scenario file or the name of a shipped scenario"),
        (("no-such",), "there is no such file and no shipped scenario of this name"),
        (
            (SMALL, "--view", "balansed"),
            "view 'balansed': must be one of balanced, brochure, sceptic. Did you mean",
        ),
        ((SMALL, "--worlds", "0"), "Invalid value for '--worlds'"),
        (
            (SMALL, "--resume", "--force"),
            "give --resume to go on with a run, or --force to begin anew, not both",
        ),
        ((SMALL, "--replay", "1"), "--replay '1': must be the numbers of a world and a replication, as 3,7"),
        ((SMALL, "--replay", "9999999,0"), "--replay '9999999,0': worlds go from 0 to 999999"),
        ((SMALL, "--replay", "0,9999999"), "--replay '0,9999999': replications go from 0 to 999999"),
        ((SMALL, "--out", SMALL), "small-mixed.toml: is a file; --out of this command is a folder"),
        ((SMALL, "--out", "run.png"), "run.png: run writes a folder, or a report as .html; give a name"),
        ((SMALL, "--out", f"{SMALL}/x"), "small-mixed.toml: is a file, where a folder is needed"),
    ],
)
def test_a_mistake_is_told_without_a_traceback(run, words, message):
    code, out, err = run(*words)
    assert code in (1, 2)
    assert out == ""
    assert message in err
    assert "Traceback" not in err


@pytest.fixture
def pages(monkeypatch):
    """Give the runs whose pages are asked for; the pages themselves are tested where they are made."""
    pytest.importorskip("matplotlib")
    from skykeep.api import run_pages

    asked = []
    monkeypatch.setattr(run_pages, "run_html_page", lambda run, **_: asked.append(run) or "<!doctype html>")
    return asked


def test_a_report_is_written_beside_the_run_folder_in_its_usual_place(run, pages):
    code, out, err = run(SMALL, *QUICK, "--out", "made/report.html", "--json")
    assert code == 0
    summary = json.loads(out)
    (folder,) = Path("runs").iterdir()
    assert json.loads((folder / "summary.json").read_text()) == summary
    assert [asked.to_json() for asked in pages] == [summary]
    assert Path("made/report.html").read_text() == "<!doctype html>"
    assert f"wrote {folder}" in err
    assert "wrote made/report.html (0.00 MB)" in err


def test_the_report_of_a_run_that_is_done_is_written_from_its_folder(run, one, pages):
    before = sorted(Path("one").iterdir())
    assert run("one", "--resume", "--out", "again.htm", "--quiet")[0] == 0
    assert Path("again.htm").exists()
    assert [asked.to_json() for asked in pages] == [json.loads(one)]
    assert sorted(Path("one").iterdir()) == before
    assert not Path("runs").exists()


def test_a_folder_that_is_not_empty_is_refused_before_anything_is_computed(run, one):
    code, _, err = run(SMALL, "--out", "one")
    assert code == 2
    assert "one: holds a complete run; go on with --resume, begin anew with --force" in err
    assert run(SMALL, *QUICK, "--out", "one", "--force", "--quiet")[0] == 0


def test_another_seed_does_not_resume_a_run(run, one):
    code, _, err = run(SMALL, "--out", "one", "--resume", "--seed", "5")
    assert code == 2
    assert "seed: 11 there, 5 now" in err


@pytest.mark.parametrize(
    "words", [("one", "--resume"), (SMALL, "--out", "one", "--resume"), ("--resume", "--out", "one")]
)
def test_a_complete_run_is_resumed_by_its_folder_with_the_options_it_was_made_with(run, one, words):
    code, out, _ = run(*words, "--json")
    assert code == 0
    assert out == one


def test_one_raid_is_replayed_by_its_key(run):
    code, out, _ = run(SMALL, "--replay", "2,1", "--json")
    assert code == 0
    answer = json.loads(out)
    assert (answer["world"], answer["replication"], answer["seed"]) == (2, 1, 11)
    times = [event["time_s"] for event in answer["events"]]
    assert times == sorted(times)
    assert "launch" in run(SMALL, "--replay", "2,1")[1]


def test_a_folder_without_a_run_is_not_gone_on_with_in_silence(run):
    code, _, err = run(SMALL, *QUICK, "--out", "new", "--resume")
    assert code == 0
    assert "new holds no run to go on with: a new one begins" in err


@pytest.mark.parametrize("view", ["brochure", "sceptic"])
def test_a_view_takes_one_end_of_every_figure_in_all_worlds(run, view):
    import pyarrow.parquet as pq

    code, _, _ = run(SMALL, "--view", view, "--worlds", "3", "--out", view, "--json")
    assert code == 0
    drawn = pq.read_table(Path(view) / "worlds.parquet")
    assert all(len(set(drawn[name].to_pylist())) == 1 for name in drawn.column_names if name != "world")


LONG = ("--worlds", "500", "--replications", "60")


def begin(folder, *words):
    """Start a long run in a process of its own and wait until some of it is finished."""
    process = subprocess.Popen(
        [sys.executable, "-m", "skykeep", "run", SMALL, *LONG, "--jobs", "2", "--out", str(folder), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200"},
    )
    for _ in range(1200):
        if process.poll() is not None:
            pytest.fail(f"the run ended before it could be stopped: {process.communicate()}")
        try:
            if json.loads((folder / "run.json").read_text())["worlds_finished"] > 0:
                return process
        except (OSError, ValueError):
            pass
        time.sleep(0.05)
    process.kill()
    pytest.fail("the run did not begin within a minute")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Give the bytes of the run that is stopped below, undisturbed."""
    folder = tmp_path_factory.mktemp("whole") / "run"
    done = CliRunner().invoke(app, ["run", SMALL, *LONG, "--out", str(folder), "--quiet", "--json"])
    assert done.exit_code == 0, done.output
    return result_bytes(folder)


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_kill_leave_a_folder_that_is_finished_to_the_same_bytes(run, whole, tmp_path, stop):
    folder = tmp_path / "stopped"
    process = begin(folder)
    process.send_signal(stop)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "worlds are finished and kept in" in err
    assert "--resume" in err
    assert "Traceback" not in err
    record = json.loads((folder / "run.json").read_text())
    summary = json.loads((folder / "summary.json").read_text())
    assert record["state"] == summary["state"] == "partial"
    assert 0 < summary["worlds"] == record["worlds_finished"] < 500
    assert math.isfinite(summary["leakers"]["mean"])

    process = begin(folder, "--resume")
    process.kill()
    process.communicate(timeout=60)
    record = json.loads((folder / "run.json").read_text())
    assert record["state"] == "partial"
    assert record["worlds_finished"] >= summary["worlds"]

    assert run("--resume", str(folder), "--json")[0] == 0
    assert result_bytes(folder) == whole


class FakeProcess:
    """Stands in for the process that compiles; remembers what was done to it."""

    started: list[FakeProcess] = []  # noqa: RUF012 (one list for all of them is the point)

    def __init__(self, words, **options):
        self.words, self.killed, self.waited = words, False, False
        assert options["stdin"] == options["stdout"] == subprocess.DEVNULL
        self.started.append(self)

    def wait(self):
        self.waited = True

    def kill(self):
        self.killed = True


@pytest.fixture
def cold(monkeypatch):
    """Make the cache of compiled code look empty, and the second process a fake."""
    monkeypatch.setattr("skykeep.cli._warm.kernels_are_compiled", lambda: False)
    monkeypatch.setattr("skykeep.cli._warm.subprocess.Popen", FakeProcess)
    FakeProcess.started.clear()


def test_kernels_are_compiled_by_a_second_process_and_a_line_says_so(run, cold):
    code, _, err = run(SMALL, "--jobs", "2")
    assert code == 0
    assert "compiling once" in err
    (process,) = FakeProcess.started
    assert process.words[1:] == ["-P", "-m", "skykeep.core.raid.warm"]
    assert process.waited
    assert not process.killed


def test_the_answer_is_said_before_raids_that_tell_what_would_change_it(run, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("skykeep.study.montecarlo._looks", stop)
    code, _, err = run(SMALL, *QUICK)
    assert code == 130
    said = err.replace("\xa0", " ")
    assert re.search(
        r"First answer: Of \d+ real threats launched, stopped on average.*\n.*stopped: 3 of 3", said
    )
    assert "First answer" not in run(SMALL, *QUICK, "--quiet", "--out", "quiet")[2]
    assert "First answer" not in run(SMALL, *QUICK, "--json", "--out", "json")[2]


def test_one_job_starts_no_second_process(run, cold):
    assert run(SMALL, "--jobs", "1")[0] == 0
    assert FakeProcess.started == []


def test_the_second_process_does_not_outlive_a_failure(run, cold, monkeypatch, tmp_path):
    text = Path(SMALL).read_text().replace('source = "flat"', f'source = "{tmp_path}"')
    (tmp_path / "no-tiles.toml").write_text(text)
    code, _, err = run("no-tiles.toml", "--jobs", "2")
    assert code == 2
    assert "holds no elevation file" in err
    assert [process.killed for process in FakeProcess.started] == [True]


@pytest.fixture
def asked_for(monkeypatch):
    """Give the files of compiled code that are asked for, by the names of kernels."""
    from skykeep.core.kernel import kernel_cache

    files = defaultdict(list)

    class AskedFor(kernel_cache._KernelCache):
        def _path(self, signature, codegen):
            path = super()._path(signature, codegen)
            files[self._name].append(path)
            return path

    monkeypatch.setattr(kernel_cache, "_KernelCache", AskedFor)
    return files


def forget_entry_points():
    """Let this process ask for the code of entry points anew."""
    from skykeep.core.kernel.entry_point import entry_point
    from skykeep.core.raid import batch

    entry_point.cache_clear()
    batch._stages.cache_clear()


def test_the_kernels_that_are_compiled_ahead_are_those_of_a_run(asked_for):
    from skykeep.catalogue import load_catalogue
    from skykeep.core.raid import batch
    from skykeep.core.raid.warm import compile_loop, compile_raid
    from skykeep.engine import run_worlds
    from skykeep.scenario.file import read_scenario
    from skykeep.study.prepare import prepare

    stages = {
        "raid.start.start_raid",
        "raid.loop.advance",
        "raid.account.ledger.settle_raid",
        "raid.account.results.write_raid",
    }
    before = set(batch.loop_raids.signatures)  # of cases with other tables, in tests before this one
    forget_entry_points()
    compile_raid()
    compile_loop()
    ahead = {name: set(asked_for[name]) for name in stages}
    asked_for.clear()
    forget_entry_points()
    prepared = prepare(read_scenario(SMALL), load_catalogue())
    run_worlds(prepared.case, 0, 1, replications=1)
    assert {name: set(asked_for[name]) for name in stages} == ahead
    assert [len(files) for files in ahead.values()] == [1] * len(stages)
    assert len(set(batch.loop_raids.signatures) - before) <= 1


@pytest.mark.slow
def test_a_first_run_reads_what_a_second_process_has_compiled(run, tmp_path):
    run(SMALL, *QUICK, "--out", "usual", "--quiet")
    command = [sys.executable, "-m", "skykeep", "run", SMALL, *QUICK, "--out", "first", "--jobs", "2"]
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "cache"), "NUMBA_DEBUG_CACHE": "1"}
    words = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    read, written = (
        {Path(line).name for line in words.splitlines() if line.startswith(f"[cache] data {done}")}
        for done in ("loaded", "saved")
    )
    for kernel, by_this_process in (
        ("raid.loop.advance", False),
        ("raid.account.ledger.settle_raid", False),
        ("raid.start.start_raid", True),
        ("raid.account.results.write_raid", False),
        ("raid.batch.loop_raids", True),
    ):
        assert any(name.startswith(kernel) for name in written) == by_this_process
        assert any(name.startswith(kernel) for name in read) != by_this_process
    for kernel in (name.removeprefix("skykeep.core.") for name in ASKED_BY_MOST):
        assert any((tmp_path / "cache").rglob(f"{kernel}-*"))
        assert not any(name.startswith(kernel) for name in written)
    assert result_bytes("first") == result_bytes("usual")


def test_ctrl_c_before_the_end_names_the_command_that_goes_on(run, tmp_path, monkeypatch):
    folder = tmp_path / "run"

    def stopped(*_, **__):
        folder.mkdir()
        (folder / "run.json").write_text('{"identity": {}}')
        raise KeyboardInterrupt

    monkeypatch.setattr("skykeep.cli.run._play", stopped)
    code, out, err = run(SMALL, "--out", str(folder))
    assert (code, out) == (130, "")
    assert f"go on with: skykeep run --resume {folder}\n" in err
