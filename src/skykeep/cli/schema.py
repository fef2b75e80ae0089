"""``skykeep schema``: the JSON Schema of the files that a user writes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ._common import file_to_write, json_text, note, print_json, write_text
from ._options import JsonOption, OutOption, QuietOption

__all__ = ["schema"]


class SchemaName(StrEnum):
    """Files that have a schema."""

    scenario = "scenario"
    catalogue = "catalogue"
    case = "case"
    assignment = "assignment"
    contracts = "contracts"
    deliveries = "deliveries"
    precedents = "precedents"
    holdings = "holdings"
    counts = "counts"


def schema(
    name: Annotated[SchemaName, typer.Argument(help="Which files.", show_default=False)],
    out: OutOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Print, or write with --out, the JSON Schema of scenario, case, assignment, system or record files."""
    if name is SchemaName.scenario:
        from skykeep.scenario.file import scenario_schema

        found = scenario_schema()
    elif name is SchemaName.case:
        from skykeep.study.brief_case import case_schema

        found = case_schema()
    elif name is SchemaName.assignment:
        from skykeep.scenario.assignment_file import assignment_schema

        found = assignment_schema()
    elif name is SchemaName.catalogue:
        from skykeep.catalogue import catalogue_schema

        found = catalogue_schema()
    else:
        from skykeep.catalogue.record_schema import record_schema

        found = record_schema(name.value)
    if json or out is None:
        print_json(found)
    if out is None:
        return
    target = file_to_write(out, f"{name.value}.schema.json", (".json",))
    write_text(target, json_text(found))
    note(f"wrote {target}", quiet=quiet)
