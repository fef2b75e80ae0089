"""Pages that the program itself writes when the documentation is built, into ``docs/made``.

The page of reference cases runs ``skykeep verify``, that of columns reads the schemas of a run's tables, and
that of commands asks the command line. So no page can say something else than the program.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

VERIFICATION = """\
# Does it compute what the literature says?

This page was made by `skykeep verify` when the documentation was built: the shipped reference cases, run
through the program's own functions. *Exact* cases are compared with a number; *simulated* ones are played by
the engine, and pass when the exact mean lies inside the run's own 99.9 % interval. The worst error is that of
the comparison that comes nearest to its tolerance. `skykeep verify --cases DIR` runs cases of your own in the
same format."""

COMMANDS = """\
# Commands

Every command takes `--json` for machine output and `--quiet`. Exit codes: 0 done, 1 a check found
something (`validate`, `catalogue check`, `verify`) or the work failed, 2 a call or an input that cannot be
used, 130 interrupted."""

COLUMNS = """\
# Columns of the tables

What `run.raids`, `run.threats` and `run.worlds_table` hold, and the Parquet files of a [run
folder](../reference/run-folder.md) under the same names. Units are SI; `1` is a count or a share. The tables
here are those of a run of `iraq-baghdad-s300pmu2-cruise`: a figure has a column in `worlds` where it can move
the outcome of that scenario."""

TABLES = {
    "raids": "One row for each raid, in order of (world, replication).",
    "threats": "One row for each threat of each raid.",
    "worlds": "One row for each world: what was drawn for each figure that can move the outcome.",
}


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table as Markdown; a bar in a cell stays text."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def reference_cases() -> Iterator[str]:
    """Give the page of reference cases: the counts, the table, what is noted and what each file is."""
    from skykeep.verify.casefile import find_case_files, shipped_cases
    from skykeep.verify.run import run_file

    files = find_case_files(shipped_cases())
    reports = [report for file in files for report in run_file(file)]
    yield VERIFICATION
    failed = sum(report.failed + report.anchors_failed for report in reports)
    others = sum(report.by_others for report in reports)
    here = sum(report.passed + report.failed + report.anchors for report in reports) - others
    verdict = f"**{failed} cases fail**" if failed else "No case fails"
    yield f"{verdict}. {others} of those compared were published by others, {here} were computed for skykeep."
    yield table(
        ("file", "method", "status", "passed", "worst error", "tolerance", "by others"),
        [
            (
                f"`{report.file}`",
                report.method,
                report.status,
                f"{report.passed}\u00a0of\u00a0{report.cases}",
                f"`{report.worst.error:.1e}`" if report.worst else "",
                f"`{report.worst.tolerance:.1e}`" if report.worst else "",
                report.by_others or "",
            )
            for report in reports
        ],
    )
    noted = [f"* `{report.file}`: {words}" for report in reports for words in report.disputed]
    unplayed = [f"* `{report.file}`: {words}" for report in reports for words in report.not_played]
    left = [
        f"* `{report.file}`: {', '.join(f'`{kind}`' for kind in report.kinds_not_covered)}"
        for report in reports
        if report.kinds_not_covered
    ]
    if noted:
        yield "## Known errors of a source\n\nShown, and decide nothing.\n\n" + "\n".join(noted)
    if unplayed:
        yield (
            "## By closed form alone\n\nThe engine cannot play these kinds of case yet; that formulas agree "
            "says nothing of raids.\n\n" + "\n".join(unplayed)
        )
    if left:
        yield (
            "## Not covered\n\nThe program has nothing that these kinds of case could be put to.\n\n"
            + "\n".join(left)
        )
    yield "## What the files hold"
    yield table(
        ("file", "what", "source"),
        [
            (
                f"`{file.label}`",
                file.content.get("title", ""),
                file.content.get("source", "see its cases"),
            )
            for file in files
        ],
    )


def run_columns() -> Iterator[str]:
    """Give a table of the columns of each run table: name, unit, meaning."""
    import skykeep

    yield COLUMNS
    found = skykeep.run("iraq-baghdad-s300pmu2-cruise", worlds=1, replications=1, seed=1)
    for name, words in TABLES.items():
        columns = found.worlds_table if name == "worlds" else getattr(found, name)
        rows = [
            (f"`{column}`", columns.units[column] or "none", columns.meanings[column])
            for column in columns.columns
        ]
        yield f"## {name}\n\n{words}"
        yield table(("column", "unit", "meaning"), rows)


def command_options() -> Iterator[str]:
    """Give every command with its help and options."""
    from typer.main import get_command

    from skykeep.cli._app import app

    yield COMMANDS
    yield from _command("skykeep", get_command(app))


def _command(name: str, command: Any) -> Iterator[str]:
    """Give one command, then those below it."""
    below = getattr(command, "commands", {})
    if name != "skykeep":
        yield f"{'##' if name.count(' ') < 2 else '###'} {name}"
    yield command.help or ""
    rows = []
    for parameter in command.params:
        said = getattr(parameter, "help", None) or ""
        names = parameter.opts + parameter.secondary_opts
        shown = ", ".join(f"`{option}`" for option in names)
        rows.append(
            (
                shown if parameter.param_type_name == "option" else f"`{parameter.name.upper()}`",
                said,
            )
        )
    if rows and name != "skykeep":
        yield table(("option", "meaning"), rows)
    for part, inner in below.items():
        yield from _command(f"{name} {part}", inner)


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "verification": reference_cases,
    "columns": run_columns,
    "commands": command_options,
}


def write_pages(app: Sphinx) -> None:
    """Write every page that is not yet as it should be, so that an unchanged one is not built anew."""
    folder = Path(app.srcdir) / "made"
    folder.mkdir(exist_ok=True)
    for name, text in PAGES.items():
        page, made = folder / f"{name}.md", "\n\n".join(text()) + "\n"
        if not page.exists() or page.read_text(encoding="utf-8") != made:
            page.write_text(made, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Have the pages written before Sphinx looks for pages."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True}
