"""Scenario files: found by path or shipped name, read strictly, refused with words that help."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from skykeep.catalogue.places import line_at_fault
from skykeep.errors import ScenarioError, did_you_mean

from .table_file import read_table, refusal

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from skykeep.model import Scenario

    from .build import CatalogueLike
    from .tables import ScenarioTable

__all__ = [
    "find_scenario",
    "parse_scenario",
    "read_scenario",
    "scenario_from_tables",
    "scenario_schema",
    "shipped_files",
    "shipped_scenarios",
    "tables_of_text",
]

SIZE_LIMIT = 1_000_000
"""Bytes of the largest file that is read; a scenario has a few thousand."""
KEY_PARTS = 32
"""Parts of a key; the time that TOML takes grows with their square, and a scenario has four at most."""
_DEEP_KEY = re.compile(rf"""(?:(?:[^\s.=\[\]"'#]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){{{KEY_PARTS}}}""")


@cache
def shipped_files(kind: str) -> Mapping[str, Path]:
    """Return what is shipped of a kind (``scenarios`` or ``cases``) by name.

    The files lie in the installed package, or in a working copy beside its sources.
    """
    package = Path(__file__).parent.parent
    for folder in (package / kind, package.parent.parent / kind):
        if folder.is_dir():
            return MappingProxyType({path.stem: path for path in sorted(folder.glob("*.toml"))})
    return MappingProxyType({})


def shipped_scenarios() -> Mapping[str, Path]:
    """Return the shipped scenarios by name."""
    return shipped_files("scenarios")


def find_scenario(given: str | Path) -> Path:
    """Return the file behind a path or the name of a shipped scenario; an existing file comes first.

    Raises
    ------
    ScenarioError
        If there is neither.
    """
    shipped = shipped_scenarios()
    name = str(given)
    if os.path.lexists(name) if "\0" not in name else False:
        return Path(name)
    if name in shipped:
        return shipped[name]
    if name in shipped_files("cases"):
        raise ScenarioError(
            f"{name!r} is a case (sites, options, raids), not one scenario: skykeep brief {name} and "
            f"skykeep compare {name} answer it whole. One scenario of it: {_begin_with(name, shipped)}."
        )
    stem = Path(name).stem
    hint = did_you_mean(stem, shipped)
    raise ScenarioError(
        f"{name!r}: there is no such file and no shipped scenario of this name.{hint} "
        f"Shipped are: {', '.join(shipped) or 'none'}. A new one: skykeep scenario new FILE."
    )


def _begin_with(name: str, shipped: Mapping[str, Path]) -> str:
    """Return the shipped scenarios whose names begin with the name of a case, or all of them."""
    return ", ".join([each for each in shipped if each.startswith(f"{name}-")] or shipped)


def read_scenario(given: str | Path, *, catalogue: CatalogueLike | None = None) -> Scenario:
    """Return the scenario of a file, or of a shipped name, checked against the catalogue.

    Parameters
    ----------
    given
        Path of a TOML file, or the name of a shipped scenario.
    catalogue
        Systems, threats and raids that ids refer to; the shipped catalogue by default.

    Raises
    ------
    ScenarioError
        If there is no such file, it cannot be read, or anything in it is unknown, missing, of the wrong type
        or out of range; the message names the file, the key path, what was given and what is allowed.
    """
    path = find_scenario(given)
    return parse_scenario(_read_text(path), path=path, catalogue=catalogue)


def parse_scenario(text: str, *, path: Path, catalogue: CatalogueLike | None = None) -> Scenario:
    """Return the scenario of TOML ``text``; ``path`` names it in messages and roots its relative paths.

    Raises
    ------
    ScenarioError
        As :func:`read_scenario`.
    """
    return scenario_from_tables(
        tables_of_text(text, label=str(path)),
        label=str(path),
        folder=path.parent,
        catalogue=_shipped_catalogue() if catalogue is None else catalogue,
    )


def tables_of_text(text: str, *, label: str) -> dict[str, Any]:
    """Return the tables of TOML text, as they are given; ``label`` names it in messages.

    Raises
    ------
    ScenarioError
        If it is no TOML.
    """
    if _DEEP_KEY.search(text):
        raise ScenarioError(f"{label}: is not valid TOML here: a key has more than {KEY_PARTS} parts")
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        line = line_at_fault(text, error)
        raise ScenarioError(f"{label}: is not valid TOML: {_printable(str(error))}{line}") from None
    except RecursionError:
        raise ScenarioError(f"{label}: is not valid TOML: arrays or tables are nested too deeply") from None
    except ValueError as error:  # a number of more than some thousand digits
        raise ScenarioError(f"{label}: holds a value that cannot be read: {_printable(str(error))}") from None


def scenario_from_tables(
    raw: dict[str, Any], *, label: str, folder: Path, catalogue: CatalogueLike
) -> Scenario:
    """Return the scenario of the tables of a file.

    Parameters
    ----------
    raw
        Tables as TOML gives them.
    label
        File that they came from, or what else begins a message.
    folder
        Where relative paths in them count from.
    catalogue
        Systems, threats and raids that ids refer to.

    Raises
    ------
    ScenarioError
        As :func:`read_scenario`.
    """
    from .build import ScenarioBuilder
    from .tables import ScenarioTable

    table = read_table(raw, ScenarioTable, _adapter(), label)
    builder = ScenarioBuilder(catalogue, folder)
    scenario = builder.build(table, default_id=_id_of(Path(label)))
    if scenario is None:
        raise refusal(label, builder.complaints)
    return scenario


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files."""
    from .schema import with_units

    return with_units(_adapter().json_schema(), "skykeep scenario")


def _shipped_catalogue() -> CatalogueLike:
    """Return the shipped catalogue."""
    from skykeep.catalogue import load_catalogue

    return load_catalogue()


@cache
def _adapter() -> TypeAdapter[ScenarioTable]:
    """Return the validator of scenario files, built once."""
    from pydantic import TypeAdapter

    from .tables import ScenarioTable

    return TypeAdapter(ScenarioTable)


def _id_of(path: Path) -> str:
    """Return the id that a file's name gives its scenario."""
    words = re.sub(r"[^a-z0-9._-]+", "-", path.stem.lower()).strip("-._")
    return words[:64] or "scenario"


def _read_text(path: Path) -> str:
    """Return the text of a file that a user named."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except IsADirectoryError:
        raise ScenarioError(f"{path}: is a folder; give a scenario file (TOML) in it") from None
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(data) > SIZE_LIMIT:
        raise ScenarioError(f"{path}: is larger than {SIZE_LIMIT} bytes; is it a scenario file (TOML)?")
    if not data.strip():
        raise ScenarioError(f"{path}: is empty; 'skykeep scenario new FILE' writes one to start from")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ScenarioError(
            f"{path}: line {line}: is not UTF-8 text (byte 0x{data[error.start]:02x}); save the file as UTF-8"
        ) from None


def _printable(text: str) -> str:
    """Return ``text`` with control characters spelled out."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
