"""``skykeep run``: what a raid does to a defence, who leaks and why, in many worlds."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.api.options import DESIGNS, WORLDS_LIMIT, design_asked
from skykeep.errors import UsageError

from ._common import (
    folder_to_write,
    job_count,
    note,
    out_console,
    page_language,
    print_json,
    progress,
    view_asked,
)
from ._groups import with_groups
from ._options import ChangeOptions, LangOption, StudyOptions, replications_option, worlds_option
from ._run_folder import existing_of, place_of_answer, say_how_it_ended, say_how_to_go_on, write_report
from ._warm import KernelsMeanwhile
from .replay import parse_key

if TYPE_CHECKING:
    from skykeep.api.playing import Existing
    from skykeep.catalogue import Catalogue
    from skykeep.model import Scenario
    from skykeep.scenario.setting_values import Value
    from skykeep.study.executors import Executor
    from skykeep.study.montecarlo import RunResult

__all__ = ["run"]

RUNS_FOLDER = "runs"

RunArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[SCENARIO]",
        help="Scenario file or shipped name; with --resume, a run folder will do.",
    ),
]


@with_groups
def run(
    scenario: RunArgument = None,
    worlds: Annotated[int | None, worlds_option("those of the scenario by default")] = None,
    replications: Annotated[int | None, replications_option("those of the scenario by default")] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy",
            metavar="NAME",
            help="How the highest command posts assign threats: nearest-first (none does), value-greedy, "
            "marginal, rolling, exact or columns. The same as --set doctrine.policy=NAME.",
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="HALF_WIDTH",
            help="Add worlds, up to --worlds (2000 by default), until the mean leakers are computed to "
            "within 0.5 leakers, 5% of the mean, or 0.5,5% for whichever is more.",
        ),
    ] = None,
    design: Annotated[
        str | None,
        typer.Option(
            "--design",
            metavar="DESIGN",
            help="How worlds are drawn: independent (default), or sobol, spread evenly, 8 times a power of "
            "two worlds.",
        ),
    ] = None,
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
    full: Annotated[
        bool,
        typer.Option(
            "--full",
            help="Print all of the answer, not its first screen: the public record, every measure with its "
            "doubts, what it rests on. With --resume FOLDER of a run that is done.",
        ),
    ] = False,
    lang: LangOption = "en",
    *,
    change: ChangeOptions,
    study: StudyOptions,
) -> None:
    """What does this raid do to this defence? Who leaks, and why?

    Writes a run folder (tables, summary, record) and prints the first screen of the answer, with --full all
    of it. With --out x.html also one page with all of it, raids that play and a map. Ctrl-C keeps what is
    finished.
    """
    existing = existing_of(resume=resume, force=force)
    out, report = place_of_answer(study.out)
    page_language(lang, report)
    if report is not None:
        import matplotlib  # noqa: F401 (a missing report extra is said before anything is computed)
    if until is not None:
        from skykeep.api.inputs import goal_of_means

        goal_of_means(until)  # refused before anything is computed
        worlds = WORLDS_LIMIT if worlds is None and not resume else worlds
    given: dict[str, Any] = {
        "worlds": worlds,
        "replications": replications,
        "seed": study.seed,
        "view": view_asked(change.view),
        "design": design_asked(design),
    }
    asked = _Asked(
        scenario=scenario,
        folder=out,
        extra=study.extra,
        set=(*(change.set or ()), *([f"doctrine.policy={policy}"] if policy else [])),
        lost=tuple(change.lost or ()),
        until=until,
    )
    if replay is not None:
        _replay(_wanted(asked, given, resume=resume), replay, as_json=study.json)
        return
    from skykeep.api.executing import executor_of

    who = executor_of(study.jobs, study.executor, study.scheduler)
    with KernelsMeanwhile(job_count(study.jobs)) as kernels:
        wanted = _wanted(asked, given, resume=resume)
        folder = wanted.folder or _default_folders(wanted.scenario)[1]
        if not resume:
            folder_to_write(folder)
        elif wanted.stored is None:
            note(f"{folder} holds no run to go on with: a new one begins", quiet=study.silent)
        try:
            worlds_asked, result = _play(wanted, folder, existing, who, kernels, silent=study.silent)
        except KeyboardInterrupt:
            say_how_to_go_on(folder)
            raise
    say_how_it_ended(result, worlds_asked)
    assert result.summary is not None  # a complete run has one
    if study.json:
        print_json(result.summary)
    else:
        _print(result.summary, result.folder, full=full)
    note(f"wrote {result.folder}", quiet=study.quiet)
    if report is not None:
        write_report(result.folder, report, language=lang, silent=study.silent)
        note(f"wrote {report} ({report.stat().st_size / 1e6:.2f} MB)", quiet=study.quiet)


def _print(summary: dict[str, Any], folder: Path, *, full: bool) -> None:
    """Print the first screen of the answer, or all of it."""
    from ._run_words import print_run, print_short_run

    if full:
        print_run(summary, out_console())
    else:
        again = f"skykeep run --resume {shlex.quote(str(folder))} --full"
        print_short_run(summary, out_console(), where=again)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the command was given, as far as a folder that is gone on with may stand in for it."""

    scenario: str | None
    folder: Path | None
    extra: Path | None
    set: tuple[str, ...]
    lost: tuple[str, ...]
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What is to be run: scenario and catalogue with what was set put in, and what ``run.json`` will say."""

    scenario: Scenario
    catalogue: Catalogue
    settings: Mapping[str, Value]
    folder: Path | None
    stored: dict[str, Any] | None
    record: dict[str, Any]
    until: str | None


def _wanted(asked: _Asked, given: dict[str, Any], *, resume: bool) -> _Wanted:
    """Return what is to be run.

    What a folder that is gone on with says stands in for options, and for the scenario, that are not given.
    """
    from skykeep.api.inputs import with_design, with_losses
    from skykeep.api.run_folders import run_record
    from skykeep.api.settings import settings_of
    from skykeep.catalogue import load_catalogue
    from skykeep.scenario.file import read_scenario
    from skykeep.scenario.settings import apply_settings

    settings, lost = settings_of(asked.set), asked.lost
    stored = None
    if resume:
        asked, stored = _stored(asked, given)
        if stored is not None:
            identity = stored["identity"]
            identity = {"design": DESIGNS[0], **identity}
            given = {name: identity.get(name) if value is None else value for name, value in given.items()}
            settings = settings or stored.get("set") or {}
            lost = lost or tuple((stored.get("tables") or {}).get("lost") or ())
    if asked.scenario is None:
        raise UsageError(
            "give a scenario file or the name of a shipped scenario, as: "
            "skykeep run iraq-baghdad-s300pmu2-cruise"
        )
    catalogue = load_catalogue(asked.extra)
    read = with_losses(read_scenario(asked.scenario, catalogue=catalogue), lost, catalogue)
    design = given.pop("design", None)
    changes = {name: value for name, value in given.items() if value is not None}
    scenario, facts = apply_settings(read, catalogue, settings)
    study = with_design(replace(scenario.study, **changes), design, until=None if stored else asked.until)
    scenario = replace(scenario, study=study)
    asked_of = replace(read, study=scenario.study, terrain=scenario.terrain)
    record = run_record(asked.scenario, asked_of, catalogue, extra=asked.extra, settings=settings)
    command = (stored or {}).get("command") or shlex.join(["skykeep", *sys.argv[1:]])
    return _Wanted(
        scenario=scenario,
        catalogue=facts,
        settings=settings,
        folder=asked.folder,
        stored=stored,
        record=record | {"command": command},
        until=None if stored else asked.until,
    )


def _stored(asked: _Asked, given: dict[str, Any]) -> tuple[_Asked, dict[str, Any] | None]:
    """Return what is asked with the folder to go on with, and what its ``run.json`` says, put in."""
    from skykeep.catalogue import load_catalogue
    from skykeep.scenario.file import read_scenario
    from skykeep.study.run_folder import read_run

    folder, scenario, extra = asked.folder, asked.scenario, asked.extra
    if folder is None and scenario is not None:
        if Path(scenario).is_dir():
            folder = Path(scenario)
        else:
            folder = _last_folder(read_scenario(scenario, catalogue=load_catalogue(extra)), given)
    stored = read_run(folder) if folder is not None else None
    if stored is not None:
        if scenario is None or Path(scenario).is_dir():
            scenario = stored.get("scenario")
        if extra is None and stored.get("extra"):
            extra = Path(stored["extra"])
    return replace(asked, folder=folder, scenario=scenario, extra=extra), stored


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
    wanted: _Wanted,
    folder: Path,
    existing: Existing,
    who: Executor,
    kernels: KernelsMeanwhile,
    *,
    silent: bool,
) -> tuple[int, RunResult]:
    """Return how many worlds a run has and its result, after showing how it goes."""
    from skykeep.study.run_folder import refuse_folder

    refuse_folder(folder, existing)
    with progress("preparing", total=wanted.scenario.study.worlds, silent=silent) as bar:
        kernels.announce(silent=silent)
        from skykeep.api.inputs import goal_of_means
        from skykeep.api.playing import play_into

        def compiled() -> None:
            # from here on the kernels of raids are needed, from the cache where they were compiled meanwhile
            kernels.finish()
            bar.say("raids")

        def first_answer(summary: dict[str, Any]) -> None:
            # so that nobody waits for what is only said beside it
            from skykeep.report.run_words import verdict_sentences

            first, *_ = verdict_sentences(summary)
            note(f"First answer: {first} What would change it is played now.")
            bar.say("what would change it")

        prepared, result = play_into(
            wanted.scenario,
            wanted.catalogue,
            folder,
            existing=existing,
            executor=who,
            record=wanted.record,
            settings=wanted.settings,
            goal=None if wanted.until is None else goal_of_means(wanted.until),
            stopping=(wanted.stored or {}).get("stopping") or {},
            compiled=compiled,
            tick=bar.advance,
            counted=None if silent else first_answer,
        )
        return prepared.facts.plan.worlds, result


def _replay(wanted: _Wanted, key: str, *, as_json: bool) -> None:
    """Print the events of one raid."""
    from skykeep.engine import replay_raid
    from skykeep.study.prepare import prepare

    world, replication = parse_key(key, "--replay")
    scenario = replace(wanted.scenario, study=replace(wanted.scenario.study, worlds=world + 1))
    prepared = prepare(scenario, wanted.catalogue)
    events = replay_raid(prepared.case, world, replication, legend=prepared.legend).events.to_pylist()
    if as_json:
        print_json(
            {"seed": scenario.study.seed, "world": world, "replication": replication, "events": events}
        )
        return
    from ._run_words import print_events

    print_events(events, out_console())
