"""Validates one table of a file against its class, and says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from skykeep.errors import ScenarioError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = ["read_table", "refusal"]

Table = TypeVar("Table")

COMPLAINTS_SHOWN = 12


def read_table(raw: Mapping[str, Any], table: type[Table], adapter: TypeAdapter[Table], label: str) -> Table:
    """Return a table of a file, each key known, of the right type and in range, as its ``adapter`` finds.

    Raises
    ------
    ScenarioError
        If that is not so; ``label`` begins the message.
    """
    from pydantic import ValidationError

    from .keys import complaint, si_keys

    try:
        converted, renamed = si_keys(dict(raw), table)
    except ScenarioError as error:
        raise refusal(label, [str(error)]) from None
    try:
        return adapter.validate_python(converted)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise refusal(label, [complaint(detail, table, renamed) for detail in details]) from None


def refusal(path: str, complaints: list[str]) -> ScenarioError:
    """Return the error that says everything that is wrong with a file."""
    if len(complaints) == 1:
        return ScenarioError(f"{path}: {complaints[0]}")
    lines = [f"{path}: {len(complaints)} mistakes:", *(f"  {text}" for text in complaints[:COMPLAINTS_SHOWN])]
    if len(complaints) > COMPLAINTS_SHOWN:
        lines.append(f"  and {len(complaints) - COMPLAINTS_SHOWN} more")
    return ScenarioError("\n".join(lines))
