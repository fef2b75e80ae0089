"""``skykeep run``: what a raid does to a defence, who leaks and why, in many worlds."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.api.options import RAIDS_MAX
from skykeep.errors import UsageError

from ._common import (
    ExtraOption,
    JobsOption,
    JsonOption,
    OutOption,
    QuietOption,
    SeedOption,
    ViewOption,
    folder_to_write,
    job_count,
    note,
    out_console,
    print_json,
    progress,
    view_asked,
)
from ._guard import EXIT_INTERRUPTED
from ._warm import KernelsMeanwhile

if TYPE_CHECKING:
    from skykeep.api.runs import Existing
    from skykeep.model import Scenario
    from skykeep.study.montecarlo import RunResult

__all__ = ["run"]

RUNS_FOLDER = "runs"
WORLDS_MAX = REPLICATIONS_MAX = RAIDS_MAX

ScenarioArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[SCENARIO]",
        help="Scenario file or shipped name; with --resume, a run folder will do.",
    ),
]


def run(
    scenario: ScenarioArgument = None,
    worlds: Annotated[
        int | None,
        typer.Option("--worlds", "-w", min=1, max=WORLDS_MAX, help="Joint draws of the public figures."),
    ] = None,
    replications: Annotated[
        int | None,
        typer.Option("--replications", "-r", min=1, max=REPLICATIONS_MAX, help="Raids in each world."),
    ] = None,
    seed: SeedOption = None,
    view: ViewOption = None,
    jobs: JobsOption = None,
    extra: ExtraOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run that was stopped, to the same bytes.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Begin anew in a folder that is not empty.")] = False,
    replay: Annotated[
        str | None,
        typer.Option(
            "--replay", metavar="WORLD,REPLICATION", help="Play one raid again and list its events."
        ),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """What does this raid do to this defence? Who leaks, and why?

    Writes a run folder (tables, summary, record) and prints the summary. Ctrl-C keeps what is finished.
    """
    if resume and force:
        raise UsageError("give --resume to go on with a run, or --force to begin anew, not both")
    given = {"worlds": worlds, "replications": replications, "seed": seed, "view": view_asked(view)}
    if replay is not None:
        wanted, _, _, extra = _asked(scenario, out, given, extra, resume=resume)
        _replay(wanted, replay, extra, as_json=json)
        return
    jobs = job_count(jobs)
    with KernelsMeanwhile(jobs) as kernels:
        wanted, folder, stored, extra = _asked(scenario, out, given, extra, resume=resume)
        folder = folder or _default_folders(wanted)[1]
        if not resume:
            folder_to_write(folder)
        elif stored is None:
            note(f"{folder} holds no run to go on with: a new one begins", quiet=json or quiet)
        existing: Existing = "resume" if resume else "replace" if force else "refuse"
        origin = (scenario, stored, extra)
        result = _play(wanted, folder, existing, origin, jobs, kernels, silent=json or quiet)
    if result.interrupted:
        note(
            f"stopped: {result.worlds_finished} of {wanted.study.worlds} worlds are finished and kept in "
            f"{result.folder}; go on with: skykeep run --resume {shlex.quote(str(result.folder))}"
        )
        raise typer.Exit(EXIT_INTERRUPTED)
    assert result.summary is not None  # a complete run has one
    if json:
        print_json(result.summary)
    else:
        from ._run_words import print_run

        print_run(result.summary, out_console())
    note(f"wrote {result.folder}", quiet=quiet)


def _asked(
    scenario: str | None, out: Path | None, given: dict[str, Any], extra: Path | None, *, resume: bool
) -> tuple[Scenario, Path | None, dict[str, Any] | None, Path | None]:
    """Return the scenario with the options put in, the folder if one is named, what that folder says, and the
    user's own catalogue files.

    What a folder that is gone on with says stands in for options, and for the scenario, that are not given.
    """
    from skykeep.catalogue import load_catalogue
    from skykeep.catalogue.scenario_file import read_scenario

    stored = None
    if resume:
        from skykeep.study.run_folder import read_run

        if out is None and scenario is not None:
            if Path(scenario).is_dir():
                out = Path(scenario)
            else:
                out = _last_folder(read_scenario(scenario, catalogue=load_catalogue(extra)), given)
        stored = read_run(out) if out is not None else None
        if stored is not None:
            identity = stored["identity"]
            given = {name: identity.get(name) if value is None else value for name, value in given.items()}
            if scenario is None or Path(scenario).is_dir():
                scenario = stored.get("scenario")
            if extra is None and stored.get("extra"):
                extra = Path(stored["extra"])
    if scenario is None:
        raise UsageError(
            "give a scenario file or the name of a shipped scenario, as: "
            "skykeep run iraq-baghdad-s300pmu2-cruise"
        )
    read = read_scenario(scenario, catalogue=load_catalogue(extra))
    changes = {name: value for name, value in given.items() if value is not None}
    return replace(read, study=replace(read.study, **changes)), out, stored, extra


def _default_folders(scenario: Scenario) -> tuple[Path | None, Path]:
    """Return the last used and the next free of ``runs/<scenario>-seed<S>``, ``-2``, ``-3``, ..."""
    stem = f"{scenario.id}-seed{scenario.study.seed}"
    last, folder, number = None, Path(RUNS_FOLDER) / stem, 1
    while folder.exists() and any(folder.iterdir()):
        last, number = folder, number + 1
        folder = Path(RUNS_FOLDER) / f"{stem}-{number}"
    return last, folder


def _last_folder(scenario: Scenario, given: dict[str, Any]) -> Path | None:
    """Return the last default folder of a scenario and seed, if there is one."""
    seed = scenario.study.seed if given["seed"] is None else given["seed"]
    return _default_folders(replace(scenario, study=replace(scenario.study, seed=seed)))[0]


def _play(
    scenario: Scenario,
    folder: Path,
    existing: Existing,
    origin: tuple[str | None, dict[str, Any] | None, Path | None],
    jobs: int,
    kernels: KernelsMeanwhile,
    *,
    silent: bool,
) -> RunResult:
    """Return the result of a run after showing how it goes."""
    from skykeep.study.run_folder import refuse_folder

    refuse_folder(folder, existing)
    given, stored, extra = origin
    record = {
        "scenario": given or (stored or {}).get("scenario"),
        "extra": None if extra is None else str(extra),
        "command": (stored or {}).get("command") or shlex.join(["skykeep", *sys.argv[1:]]),
    }
    with progress("preparing", total=scenario.study.worlds, silent=silent) as bar:
        kernels.announce(silent=silent)
        from skykeep.api.runs import play_into
        from skykeep.catalogue import load_catalogue

        def compiled() -> None:
            # from here on the kernels of raids are needed, from the cache where they were compiled meanwhile
            kernels.finish()
            bar.say("raids")

        _, result = play_into(
            scenario,
            load_catalogue(extra),
            folder,
            existing=existing,
            jobs=jobs,
            record=record,
            compiled=compiled,
            tick=bar.advance,
        )
        return result


def _replay(scenario: Scenario, key: str, extra: Path | None, *, as_json: bool) -> None:
    """Print the events of one raid."""
    from skykeep.catalogue import load_catalogue
    from skykeep.engine import replay_raid
    from skykeep.study.prepare import prepare

    parts = key.split(",")
    if len(parts) != 2 or not all(part.strip().isdecimal() for part in parts):
        raise UsageError(f"replay {key!r}: must be the numbers of a world and a replication, as 3,7")
    world, replication = (int(part) for part in parts)
    if world >= WORLDS_MAX:
        raise UsageError(f"replay {key!r}: worlds go from 0 to {WORLDS_MAX - 1}")
    if replication >= REPLICATIONS_MAX:
        raise UsageError(f"replay {key!r}: replications go from 0 to {REPLICATIONS_MAX - 1}")
    wanted = replace(scenario, study=replace(scenario.study, worlds=world + 1))
    prepared = prepare(wanted, load_catalogue(extra))
    events = replay_raid(prepared.case, world, replication, legend=prepared.legend).events.to_pylist()
    if as_json:
        print_json(
            {"seed": scenario.study.seed, "world": world, "replication": replication, "events": events}
        )
        return
    from ._run_words import print_events

    print_events(events, out_console())
