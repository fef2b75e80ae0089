"""``skykeep schema``: the JSON Schema of the files that a user writes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ._common import OutOption, print_json, write_text

__all__ = ["schema"]


class SchemaName(StrEnum):
    """Files that have a schema."""

    scenario = "scenario"
    catalogue = "catalogue"


def schema(
    name: Annotated[SchemaName, typer.Argument(help="Which files.", show_default=False)],
    out: OutOption = None,
) -> None:
    """Print the JSON Schema of scenario files, or of the catalogue's system files."""
    import json

    if name is SchemaName.scenario:
        from skykeep.catalogue.scenario_file import scenario_schema

        found = scenario_schema()
    else:
        from skykeep.catalogue import catalogue_schema

        found = catalogue_schema()
    if out is None:
        print_json(found)
    else:
        write_text(out, json.dumps(found, indent=2) + "\n")
