"""``skykeep case``: new case files for the brief, a check, what a case asks, and the shipped ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from skykeep.errors import UsageError

from ._common import checked, file_to_write, json_text, note, out_console, print_json, print_valid, write_text
from ._help import HelpGroup
from ._options import ExtraOption, IdleQuietOption, JsonOption, QuietOption

__all__ = ["app"]

app = typer.Typer(
    name="case", cls=HelpGroup, no_args_is_help=True, help="Write, check and describe the cases of briefs."
)

CaseArgument = Annotated[str, typer.Argument(metavar="FILE", help="Case file, or the name of a shipped one.")]


@app.command()
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write.")],
    country: Annotated[str, typer.Option("--country", "-c", help="Two-letter code, as TR.")],
    systems: Annotated[str, typer.Option("--systems", "-s", help="Ids with commas, the lead system first.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    extra: ExtraOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write a new case with every key explained, and its JSON Schema for your editor beside it."""
    from skykeep.catalogue import load_catalogue
    from skykeep.study.brief_case import case_schema
    from skykeep.study.case_template import CASE_SCHEMA_FILE, case_template

    file = file_to_write(file, "case.toml")
    if file.exists() and not force:
        raise UsageError(f"{file}: is there already; give another name, or --force to replace it")
    names = [name.strip() for name in systems.split(",") if name.strip()]
    case_id = re.sub(r"[^a-z0-9-]+", "-", file.stem.lower()).strip("-") or "case"
    text = case_template(load_catalogue(extra), case_id=case_id, country=country, systems=names)
    write_text(file, text)
    schema = file.with_name(CASE_SCHEMA_FILE)
    write_text(schema, json_text(case_schema()))
    note(f"wrote {file} and {schema.name}; next: skykeep case validate {file}", quiet=quiet)
    if json:
        print_json({"file": file, "schema": schema})


@app.command()
def validate(
    file: CaseArgument, extra: ExtraOption = None, as_json: JsonOption = False, quiet: QuietOption = False
) -> None:
    """Check everything that a brief would stumble over: keys, ids, places, paths; exit code 1 if something
    is wrong.
    """
    from skykeep.catalogue import load_catalogue
    from skykeep.study.brief_case import read_brief_case
    from skykeep.study.case_checks import check_case
    from skykeep.study.case_remarks import case_remarks

    catalogue = load_catalogue(extra)
    with checked(file):
        case = read_brief_case(file)
        check_case(case, catalogue)
    print_valid(file, case.id, case_remarks(case), as_json=as_json, quiet=quiet)


@app.command()
def describe(file: CaseArgument, as_json: JsonOption = False, quiet: IdleQuietOption = False) -> None:
    """Say in plain words what a case asks."""
    del quiet
    from pydantic import TypeAdapter

    from skykeep.study.brief_case import BriefCase, case_sentences, read_brief_case

    case = read_brief_case(file)
    if as_json:
        print_json(TypeAdapter(BriefCase).dump_python(case, mode="json"))
        return
    console = out_console()
    console.print(case.title, style="bold", markup=False)
    for sentence in case_sentences(case):
        console.print(sentence, markup=False)


@app.command("list")
def list_(as_json: JsonOption = False, quiet: IdleQuietOption = False) -> None:
    """List the shipped cases."""
    del quiet
    from skykeep.study.brief_case import read_brief_case, shipped_brief_cases

    cases = [read_brief_case(name) for name in shipped_brief_cases()]
    if as_json:
        rows = [
            {"id": case.id, "title": case.title, "country": case.country, "systems": list(case.systems)}
            for case in cases
        ]
        print_json(rows)
        return
    for case in cases:
        out_console().print(f"{case.id}: {case.title}", markup=False)
