"""A scenario as a client gives it: the name of a shipped one, or the text of a file; never a path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.errors import ScenarioError, UsageError, did_you_mean
from skykeep.scenario.file import scenario_from_tables, shipped_scenarios, tables_of_text

from ..refusal import TOML_LABEL

if TYPE_CHECKING:
    from skykeep.catalogue import Catalogue
    from skykeep.model import Scenario

__all__ = ["GROUNDS", "refuse_grounds_set", "scenario_of_name", "scenario_of_text", "scenario_tables"]

GROUNDS = ("shipped", "flat")
"""Ground that a client may ask for; what stands on the disk of the server is not its own to read."""


def scenario_of_name(name: str, catalogue: Catalogue) -> Scenario:
    """Return a shipped scenario.

    Raises
    ------
    ScenarioError
        If none of this name is shipped; no file of that name is looked for.
    """
    shipped = shipped_scenarios()
    if name not in shipped:
        raise ScenarioError(
            f"scenario {name!r}: must be the name of a shipped one, or give its text as scenario_toml."
            f"{did_you_mean(name, shipped)} Shipped are: {', '.join(shipped)}"
        )
    return scenario_of_text(shipped[name].read_text(encoding="utf-8"), catalogue, label=f"{name}.toml")


def scenario_of_text(text: str, catalogue: Catalogue, *, label: str = TOML_LABEL) -> Scenario:
    """Return the scenario of the text of a file.

    Raises
    ------
    ScenarioError
        If anything in it is unknown, missing or out of range, or it names ground on the disk.
    """
    tables = scenario_tables(text, label=label)
    return scenario_from_tables(tables, label=label, folder=Path(), catalogue=catalogue)


def scenario_tables(text: str, *, label: str = TOML_LABEL) -> dict[str, Any]:
    """Return the tables of the text of a scenario file, which name no ground on the disk.

    Raises
    ------
    ScenarioError
        If it is no TOML, or names such ground.
    """
    tables = tables_of_text(text, label=label)
    refuse_other_ground(tables, label=label)
    return tables


def refuse_other_ground(tables: Mapping[str, Any], *, label: str = TOML_LABEL) -> None:
    """Refuse tables whose ground is a path.

    Raises
    ------
    ScenarioError
        Before anything is looked for on the disk.
    """
    terrain = tables.get("terrain")
    source = terrain.get("source", GROUNDS[0]) if isinstance(terrain, Mapping) else GROUNDS[0]
    if isinstance(source, str) and source not in GROUNDS:
        raise ScenarioError(
            f"{label}: terrain.source: must be one of {', '.join(GROUNDS)} here: a server reads no other "
            "ground; give your own tiles to the command line"
        )


def refuse_grounds_set(paths: Iterable[str]) -> None:
    """Refuse settings that would change the ground.

    Raises
    ------
    UsageError
        For a path below ``terrain``.
    """
    for path in paths:
        if path.strip().partition(".")[0] == "terrain":
            raise UsageError(
                f"set {path}: the ground is set by the key terrain, which must be one of {', '.join(GROUNDS)}"
            )
