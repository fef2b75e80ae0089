"""``skykeep verify``: the reference cases, run through the program's own functions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ._common import file_to_write, job_count, json_text, note, out_console, print_json, progress, write_text
from ._options import JobsOption, JsonOption, OutOption, QuietOption, SeedOption

if TYPE_CHECKING:
    from skykeep.verify.casefile import CaseFile
    from skykeep.verify.run import FileReport

__all__ = ["verify"]

CasesOption = Annotated[
    Path | None,
    typer.Option(
        "--cases", help="Folder with radar/, geometry/, ... of reference files; default: the shipped ones."
    ),
]


def verify(
    cases: CasesOption = None,
    seed: SeedOption = None,
    jobs: JobsOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Run the reference cases through the program's own functions and print what passes, and how closely.

    The seed keys the cases that are simulated. --out writes the table as JSON. Leaves with 0 if nothing
    failed, 1 if anything did, 2 if the cases cannot be read.
    """
    from skykeep.verify.casefile import find_case_files, shipped_cases, unknown_folders

    root = cases if cases is not None else shipped_cases()
    files = find_case_files(root)
    target = None if out is None else file_to_write(out, "verify.json", (".json",))
    reports = _run(files, seed or 0, job_count(jobs), silent=json or quiet)
    rows = [report.as_row() for report in reports]
    if json:
        print_json(rows)
    else:
        _print_table(reports, left=unknown_folders(root))
    if target is not None:
        write_text(target, json_text(rows))
        note(f"wrote {target}", quiet=quiet)
    if any(report.status == "failed" for report in reports):
        raise typer.Exit(1)


def _run(files: list[CaseFile], seed: int, jobs: int, *, silent: bool) -> list[FileReport]:
    """Return the reports on all files, in their order; files are shared by the workers."""
    from skykeep.study.executors import Stop, choose_executor
    from skykeep.verify.run import run_file

    stop = Stop()
    found: dict[int, list[FileReport]] = {}
    total = sum(len(list(file.cases())) for file in files)
    with progress("reference cases", total=total, silent=silent) as bar:

        def tick() -> None:
            if stop.wanted:
                raise KeyboardInterrupt
            bar.advance()

        def run(place: int) -> tuple[int, list[FileReport]]:
            return place, run_file(files[place], seed=seed, tick=tick)

        for place, reports in choose_executor(jobs).map(run, range(len(files)), stop):
            found[place] = reports
    return [report for place in range(len(files)) for report in found[place]]


def _print_table(reports: list[FileReport], *, left: list[str]) -> None:
    """Print one line per file and method, then what failed, is not covered, or was not looked at."""
    from rich.text import Text

    style = {"passed": "green", "failed": "bold red", "partly covered": "yellow", "not covered": "dim"}
    width = max(len(report.file) for report in reports)
    console = out_console()
    columns = f"{'method':9}  {'status':14}  {'passed':12}  {'worst error':>11}  tolerance  by others"
    heading = f"{'file':{width}}  {columns}"
    console.print(heading, style="bold", soft_wrap=True)
    for report in reports:
        line = Text(f"{report.file:{width}}  {report.method:9}  ")
        line.append(f"{report.status:14}", style=style[report.status])
        line.append(f"  {f'{report.passed} of {report.cases}':12}")
        if report.worst:
            line.append(f"  {report.worst.error:11.1e}  {report.worst.tolerance:9.1e}")
        if report.by_others:
            line.append(f"  {report.by_others:9}")
        console.print(line, soft_wrap=True)
    for report in reports:
        for failure in report.failures:
            console.print(f"failed: {report.file}: {failure}", markup=False, soft_wrap=True)
    for report in reports:
        for words in report.disputed:
            console.print(f"noted: {report.file}: {words}", markup=False, soft_wrap=True)
    for report in reports:
        for words in report.not_played:
            console.print(f"closed form only: {report.file}: {words}", markup=False, soft_wrap=True)
    for report in reports:
        if report.told:
            words = "; ".join(_told(name, errors) for name, errors in report.told.items())
            console.print(f"told: {report.file}: {words}", markup=False, soft_wrap=True)
    for report in reports:
        if report.kinds_not_covered:
            kinds = ", ".join(report.kinds_not_covered)
            console.print(f"not covered: {report.file}: {kinds}", markup=False, soft_wrap=True)
    if left:
        folders = ", ".join(left)
        console.print(f"not looked at: folders {folders}: skykeep has nothing to put them to", markup=False)
    _print_origins(reports)


def _told(name: str, errors: tuple[float, ...]) -> str:
    """Return the errors of a rule of thumb over a file in words."""
    mean = sum(errors) / len(errors)
    return f"{name} by {100 * mean:.3g} % on average, {100 * max(errors):.3g} % at worst"


def _print_origins(reports: list[FileReport]) -> None:
    """Say how many of the numbers nobody of the project wrote."""
    others = sum(report.by_others for report in reports)
    here = sum(report.passed + report.failed + report.anchors for report in reports) - others
    out_console().print(
        f"{others} of these cases were published by others; {here} were computed for skykeep, by closed "
        "forms, in high precision or with other programs",
        markup=False,
        soft_wrap=True,
    )
