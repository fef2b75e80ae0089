"""The shell of the command line: exit codes, messages, what is imported, what shared helpers do."""

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from skykeep import __version__
from skykeep.cli._app import app
from skykeep.cli._common import (
    STOPPING,
    as_json,
    file_to_write,
    folder_to_write,
    job_count,
    note,
    print_json,
    print_whole,
    progress,
    write_text,
)
from skykeep.cli._guard import GuardedGroup, report_error
from skykeep.cli._options import HERE, IDLE, JobsOption, JsonOption, OutOption, QuietOption, SeedOption
from skykeep.errors import CheckFailedError, ScenarioError, UsageError

HEAVY = (
    "numba",
    "scipy",
    "pyarrow",
    "matplotlib",
    "pyproj",
    "numpy",
    "shapely",
    "contourpy",
    "rasterio",
    "pydantic",
    "rich",
)


def commands_of(group, name="skykeep"):
    """Yield every command below a group with its full name."""
    for word, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands_of(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


COMMANDS = dict(commands_of(typer.main.get_command(app)))


def guarded(error):
    """Return a command line of one command that raises ``error``."""
    fails = typer.Typer(cls=GuardedGroup, pretty_exceptions_enable=False)

    @fails.callback()
    def root():
        """Do nothing."""

    @fails.command()
    def fail():
        """Raise."""
        raise error

    return fails


def run_guarded(error, *args):
    return CliRunner().invoke(guarded(error), ["fail", *args])


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (ScenarioError("a.toml: k: given 0"), 2, "error: a.toml: k: given 0\n"),
        (CheckFailedError("a.toml: k: given 0"), 1, "error: a.toml: k: given 0\n"),
        (UsageError("use one"), 2, "error: use one\n"),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), 1, "error: /x/y: Permission denied\n"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "error: No space left on device\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (MemoryError(), 1, "error: not enough memory"),
        (ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib.figure"), 1, "skykeep[report]"),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 1, ""),
        (typer.BadParameter("not so"), 2, "error: "),
    ],
)
def test_every_kind_of_trouble_has_its_exit_code_and_one_message(error, code, message):
    result = run_guarded(error)
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_a_fault_of_the_program_says_so_and_how_to_report_it():
    result = run_guarded(ZeroDivisionError("division by zero"))
    assert result.exit_code == 1
    assert "fault of skykeep, not a mistake of yours: ZeroDivisionError: division by zero" in result.stderr
    assert "--debug" in result.stderr
    assert "Traceback" not in result.stderr


def test_debug_prints_the_traceback_wherever_it_stands(monkeypatch):
    assert "Traceback" in run_guarded(ZeroDivisionError("x"), "--debug").stderr
    monkeypatch.setenv("SKYKEEP_DEBUG", "1")
    assert "Traceback" in run_guarded(ZeroDivisionError("x")).stderr
    monkeypatch.setenv("SKYKEEP_DEBUG", "0")
    assert "Traceback" not in run_guarded(ZeroDivisionError("x")).stderr


def test_a_missing_module_that_no_extra_installs_is_a_fault(capsys):
    assert report_error(ModuleNotFoundError("No module named 'skykeep.nowhere'", name="skykeep.nowhere")) == 1
    assert "fault of skykeep" in capsys.readouterr().err


def test_a_wrong_command_or_option_ends_with_2_and_the_usage():
    result = CliRunner().invoke(app, ["scenaro"])
    assert result.exit_code == 2
    assert "No such command 'scenaro'" in result.stderr
    assert "Did you mean" in result.stderr
    assert CliRunner().invoke(app, ["scenario", "validate", "--jsn", "x"]).exit_code == 2
    assert CliRunner().invoke(app, []).exit_code == 2


def test_long_messages_are_never_wrapped():
    result = run_guarded(ScenarioError("x" * 300))
    assert result.stderr == "error: " + "x" * 300 + "\n"


def test_version_is_that_of_the_package():
    assert CliRunner().invoke(app, ["--version"]).stdout == f"skykeep {__version__}\n"


PLAIN = [["--version"], ["--help"]]
OF_COMMANDS = [[*name.split()[1:], "--help"] for name in COMMANDS]
PARSING = {"pydantic"}
"""What typer itself imports to read the options of a command."""


def test_help_and_version_import_nothing_heavy():
    code = (
        "import sys\n"
        "from skykeep.cli._app import app\n"
        f"for questions in {[PLAIN, OF_COMMANDS]!r}:\n"
        "    for words in questions:\n"
        "        try:\n            app(words)\n"
        "        except SystemExit as left:\n            assert left.code == 0, words\n"
        "    print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for line, allowed in zip(done.stderr.splitlines(), (set(), PARSING), strict=True):
        loaded = set(line.split())
        assert "skykeep" in loaded
        heavy = loaded & set(HEAVY) - allowed
        assert heavy == set(), f"help imports {heavy}: import them inside the function that needs them"


def test_help_gives_what_each_command_answers_whole():
    found = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "80"})
    words = " ".join(found.stdout.split())
    told = {name.split()[1]: command.help for name, command in COMMANDS.items() if name.count(" ") == 1}
    assert {"run", "coverage"} <= told.keys()
    for name, answer in told.items():
        assert f" {name} {' '.join(answer.partition(chr(10) * 2)[0].split())}" in words


def test_the_module_runs_like_the_program():
    done = subprocess.run(
        [sys.executable, "-m", "skykeep", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"skykeep {__version__}\n"


def test_a_closed_pipe_is_quiet():
    command = f"'{sys.executable}' -m skykeep schema scenario | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "{\n"
    assert done.stderr == ""


def test_no_colour_when_the_user_says_so():
    env = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "skykeep", "run", "nowhere.toml"], capture_output=True, env=env, check=False
    )
    assert b"\x1b[3" not in done.stderr
    assert done.returncode in (1, 2)


SHARED = {
    "--json": JsonOption,
    "--seed": SeedOption,
    "--out": OutOption,
    "--jobs": JobsOption,
    "--quiet": QuietOption,
}


COMPUTING = {
    f"skykeep {word}"
    for word in (
        "assign",
        "backtest",
        "brief",
        "claim",
        "compare",
        "cost",
        "coverage",
        "place",
        "run",
        "saturate",
        "sensitivity",
        "sovereignty",
        "stress",
        "sweep",
        "verify",
    )
}
DRAWING = {*COMPUTING, "skykeep export", "skykeep replay"}
"""A replay or an export draws one raid: there is nothing to share among workers."""
WORKING = {*COMPUTING, "skykeep serve"}
"""A server shares the work of each question; seeds are in the questions."""
WRITING = {*DRAWING, "skykeep probe", "skykeep schema", "skykeep why"}


def options_of(name):
    """Return the options of a command by the long name of each."""
    return {parameter.opts[0]: parameter for parameter in COMMANDS[name].params}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_options_of_many_commands_mean_the_same_everywhere(name):
    options = options_of(name)
    for spelled in set(options) & set(SHARED):
        option, shared = options[spelled], SHARED[spelled].__metadata__[0]
        where = f"{name} {spelled}"
        meaning, begins, remark = re.match(rf"(.*?)(?: ({IDLE}|{HERE}) (.*))?$", option.help).groups()
        assert meaning == shared.help, where
        assert bool(begins) == bool(remark), where
        assert tuple(option.opts) == (shared.default, *shared.param_decls), where


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_the_options_that_belong_to_its_kind(name):
    expected = {"--json", "--quiet"}
    expected |= {"--jobs"} if name in WORKING else set()
    expected |= {"--seed"} if name in DRAWING else set()
    expected |= {"--out"} if name in WRITING else set()
    assert set(options_of(name)) & set(SHARED) == expected


REFUSED = [(name, ("--jobs", "0")) for name in sorted(WORKING)]
REFUSED += [(name, ("--seed", seed)) for name in sorted(DRAWING) for seed in ("-1", str(2**63))]


@pytest.mark.parametrize(("name", "words"), REFUSED)
def test_every_computing_command_refuses_the_same_seeds_and_jobs(name, words):
    refused = CliRunner().invoke(app, [name.removeprefix("skykeep "), *words])
    assert refused.exit_code == 2
    assert f"Invalid value for '{words[0]}'" in refused.stderr


def test_an_option_that_changes_nothing_says_so_and_no_other_does():
    idle = {
        (name.removeprefix("skykeep "), spelled)
        for name in COMMANDS
        for spelled, option in options_of(name).items()
        if IDLE in (option.help or "")
    }
    catalogue = {name.removeprefix("skykeep ") for name in COMMANDS if name.startswith("skykeep catalogue ")}
    doctrine = {f"doctrine {word}" for word in ("diff", "list", "show")}
    reads = {*catalogue, *doctrine, "scenario describe", "case describe", "case list"}
    assert idle == {(name, "--quiet") for name in reads}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_says_what_it_does(name):
    assert len(COMMANDS[name].help) > 20
    for parameter in COMMANDS[name].params:
        assert parameter.help, f"{name}: {parameter.name} has no help"


def test_json_knows_numpy_paths_and_numbers_without_a_word():
    given = {
        "a": np.float64(1.5),
        "b": np.arange(2),
        "c": Path("x/y"),
        "d": float("nan"),
        3: (True, None, np.inf),
    }
    assert as_json(given) == {"a": 1.5, "b": [0, 1], "c": "x/y", "d": None, "3": [True, None, None]}
    with pytest.raises(TypeError, match="object has no JSON form"):
        as_json(object())


def test_json_output_is_read_back_as_it_was(capsys):
    print_json({"ö": [1, 2.5]})
    assert json.loads(capsys.readouterr().out) == {"ö": [1, 2.5]}


def test_jobs_are_those_asked_for_or_the_cores_there_are():
    assert job_count(3) == 3
    assert 1 <= job_count(None) <= (os.cpu_count() or 1)


def test_progress_and_remarks_stay_off_standard_output_and_quiet_silences_them(capsys):
    with progress("work", total=2, silent=False) as bar:
        bar.say("more work")
        bar.advance()
    note("compiling once", quiet=True)
    assert capsys.readouterr() == ("", "")
    note("compiling once")
    assert capsys.readouterr() == ("", "compiling once\n")


def test_a_terminal_sees_a_progress_bar():
    script = (
        "from skykeep.cli._common import progress\n"
        "with progress('flying raids', total=2) as bar:\n"
        "    bar.advance()\n    bar.say('still flying')\n    bar.advance()\n"
    )
    seen = _on_a_terminal([sys.executable, "-c", script])
    assert "flying" in seen


def test_after_ctrl_c_a_terminal_is_told_at_once_what_is_waited_for_and_no_more_begins(tmp_path):
    ended = tmp_path / "ended"
    script = (
        "import os, signal, sys, time\n"
        "from skykeep.cli._common import progress\n"
        "from skykeep.cli._interrupt import CtrlC\n"
        "from skykeep.coverage.threads import in_order\n"
        "CtrlC().look_after()\n"
        "def part(number):\n"
        "    if number == 1:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "    time.sleep(0.7)\n"
        "    print(number, file=open(sys.argv[1], 'a'))\n"
        "with progress('playing', total=4):\n"
        "    in_order(part, range(4), jobs=2)\n"
    )
    seen = _on_a_terminal([sys.executable, "-c", script, str(ended)])
    before, told, after = seen.partition(STOPPING)
    assert told, seen
    assert "playing" in before
    assert "KeyboardInterrupt" in after
    assert set(ended.read_text(encoding="utf-8").split()) == {"0", "1"}


def _on_a_terminal(command):
    """Return what a command prints on standard error when that is a terminal."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, stderr=theirs, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    ) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # the last writer has gone
                break
            if not more:
                break
            seen += more
        process.wait()
    os.close(ours)
    return seen.decode()


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "new" / "page.html"
    write_text(target, "old")
    write_text(target, "new")
    assert target.read_text(encoding="utf-8") == "new"
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError, match="full"):
        write_text(target, "newer")
    assert target.read_text(encoding="utf-8") == "new"
    assert list(target.parent.iterdir()) == [target]


def test_an_out_that_is_a_folder_takes_the_usual_name_in_it(tmp_path):
    assert file_to_write(tmp_path, "verify.json") == tmp_path / "verify.json"
    assert file_to_write(tmp_path / "new" / "x.json", "verify.json") == tmp_path / "new" / "x.json"
    assert folder_to_write(tmp_path / "new" / "deep") == tmp_path / "new" / "deep"


def test_an_out_without_an_ending_is_a_folder_there_or_not_yet(tmp_path):
    assert file_to_write(tmp_path / "new", "verify.json", (".json",)) == tmp_path / "new" / "verify.json"
    assert file_to_write(tmp_path / "x.json", "verify.json", (".json",)) == tmp_path / "x.json"
    (tmp_path / "v1.2").mkdir()
    assert file_to_write(tmp_path / "v1.2", "verify.json", (".json",)) == tmp_path / "v1.2" / "verify.json"
    with pytest.raises(UsageError, match=r"x\.csv: must end in one of \.json, or be a folder without an"):
        file_to_write(tmp_path / "x.csv", "verify.json", (".json",))
    (tmp_path / "plain").write_text("old", encoding="utf-8")
    with pytest.raises(UsageError, match=r"plain: must end in one of \.json"):
        file_to_write(tmp_path / "plain", "verify.json", (".json",))


def test_an_out_that_cannot_be_written_is_refused_before_the_work(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("old", encoding="utf-8")
    (tmp_path / "folder" / "x.json").mkdir(parents=True)
    with pytest.raises(UsageError, match="file: is a file, where a folder is needed; give another place"):
        file_to_write(tmp_path / "file" / "deep" / "x.json", "x.json")
    with pytest.raises(UsageError, match="file: is a file, where a folder is needed"):
        folder_to_write(tmp_path / "file" / "deep")
    with pytest.raises(UsageError, match="file: is a file; --out of this command is a folder"):
        folder_to_write(tmp_path / "file")
    with pytest.raises(UsageError, match=r"x\.json: is a folder, where a file is to be written"):
        file_to_write(tmp_path / "folder", "x.json")
    assert folder_to_write(tmp_path / "new" / "deep") == tmp_path / "new" / "deep"
    assert not (tmp_path / "new").exists()  # nothing of the trial stays

    def no_file(**_):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("skykeep.cli._common.NamedTemporaryFile", no_file)
    with pytest.raises(UsageError, match=r"cannot write there \(Read-only file system\); give another place"):
        file_to_write(tmp_path / "new" / "x.json", "x.json")
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc, the one place where nobody can write")
@pytest.mark.parametrize(
    "command",
    [
        ["verify"],
        ["compare", "iraq"],
        ["brief", "iraq"],
        ["run", "iraq-baghdad-s400-cruise"],
        ["cost", "iraq"],
        ["place", "--country", "IQ", "--system", "s-400"],
        ["coverage", "iraq-baghdad-s400-cruise"],
        ["sweep", "iraq-baghdad-s400-cruise", "--set", "raid.count=5,6"],
    ],
    ids=lambda command: command[0],
)
def test_every_command_says_before_the_work_that_it_cannot_write(command):
    found = CliRunner().invoke(app, [*command, "--out", "/proc/x"])
    assert "/proc/x: cannot write there" in found.stderr
    assert found.exit_code == 2


def test_an_error_of_writing_names_the_file_that_was_asked_for(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device", "partial")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left on device") as found:
        write_text(tmp_path / "page.html", "new")
    assert found.value.filename == str(tmp_path / "page.html")


@pytest.mark.parametrize(
    "words", ["catalogue list", pytest.param("schema scenario", marks=pytest.mark.slow), "catalogue nothing"]
)
def test_a_closed_standard_output_is_no_fault(words):
    command = f"'{sys.executable}' -m skykeep {words} >&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == (2 if "nothing" in words else 0)
    assert "fault of skykeep" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "unbuffered"),
    [
        (["catalogue", "list"], ""),
        (["--help"], "1"),
        pytest.param(["catalogue", "list"], "1", marks=pytest.mark.slow),
        pytest.param(["--help"], "", marks=pytest.mark.slow),
        pytest.param(["scenario", "describe", "two-sites"], "", marks=pytest.mark.slow),
        pytest.param(["scenario", "describe", "two-sites"], "1", marks=pytest.mark.slow),
    ],
)
def test_a_full_disk_below_standard_output_is_one_clear_error(words, unbuffered):
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 (a device)
        done = subprocess.run(
            [sys.executable, "-m", "skykeep", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert done.returncode == 1
    assert done.stderr == "error: No space left on device\n"


@pytest.mark.parametrize("screen", [20, 200])
def test_a_table_loses_nothing_on_a_narrow_screen(screen):
    import io

    from rich.console import Console
    from rich.table import Table

    console = Console(file=io.StringIO(), width=screen)
    table = Table("what", "how much", box=None)
    table.add_column("more", no_wrap=True)
    table.add_row("a long name of a thing", "12.3 (4 to 56)", "78.9 (10 to 110)")
    print_whole(table, console)
    assert console.width == screen
    (row,) = [line for line in console.file.getvalue().splitlines() if "12.3" in line]
    assert " ".join(row.split()) == "a long name of a thing 12.3 (4 to 56) 78.9 (10 to 110)"
