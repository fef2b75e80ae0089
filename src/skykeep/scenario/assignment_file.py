"""Assignment files: one's own (TOML or JSON), tables of cases (JSON), and the text form of the literature."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from skykeep.catalogue.places import line_at_fault
from skykeep.errors import ScenarioError, did_you_mean
from skykeep.model import AssignmentCase
from skykeep.plain_text import decode_text

from .assignment_cases import case_of_row, case_of_text
from .assignment_tables import (
    ROUNDS_MAX,
    THREATS_OF_ASSIGNMENT_MAX,
    VALUE_LEAST,
    AssignmentTable,
)

__all__ = ["AssignmentFile", "assignment_schema", "read_assignment_files", "shipped_assignments"]

SIZE_LIMIT = 64_000_000
"""Bytes; a thousand shooters at two thousand threats need half of that."""
ENDINGS = (".toml", ".json", ".txt")
COMPLAINTS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class AssignmentFile:
    """What one file holds: its cases, and remarks on what in it is none or is not read."""

    path: Path
    cases: tuple[AssignmentCase, ...]
    remarks: tuple[str, ...]


@cache
def shipped_assignments() -> Mapping[str, Path]:
    """Return the shipped assignments by name."""
    folder = Path(__file__).parent / "data" / "assignments"
    return MappingProxyType({path.stem: path for path in sorted(folder.glob("*.toml"))})


def read_assignment_files(given: Path | str) -> list[AssignmentFile]:
    """Return what a file, every assignment file of a folder in order of their names, or a shipped one holds.

    Raises
    ------
    ScenarioError
        If there is no such file, one cannot be read, anything in it is unknown, missing or out of range, or
        there is no case at all.
    """
    path = Path(given)
    if _is_folder(path):
        paths = sorted(file for file in path.iterdir() if file.suffix in ENDINGS and file.is_file())
        if not paths:
            raise ScenarioError(f"{path}: holds no assignment file; they end in {', '.join(ENDINGS)}")
    elif _is_file(path):
        paths = [path]
    elif str(given) in shipped_assignments():
        paths = [shipped_assignments()[str(given)]]
    else:
        raise ScenarioError(
            f"{path}: there is no such file or folder{_near(path)} Shipped are: "
            f"{', '.join(shipped_assignments())}."
        )
    found = [_read(file) for file in paths]
    if not any(file.cases for file in found):
        why = "; ".join(remark for file in found for remark in file.remarks) or "its list of cases is empty"
        raise ScenarioError(f"{path}: holds nothing to assign: {why}")
    return found


def assignment_schema() -> dict[str, Any]:
    """Return the JSON Schema of an assignment file of one's own."""
    from pydantic import TypeAdapter

    return {"title": "skykeep assignment", **TypeAdapter(AssignmentTable).json_schema()}


def _is_file(path: Path) -> bool:
    """Return whether there is such a file; a name that no file can have is none."""
    return "\0" not in str(path) and path.is_file()


def _is_folder(path: Path) -> bool:
    """Return whether there is such a folder."""
    return "\0" not in str(path) and path.is_dir()


def _near(path: Path) -> str:
    """Return the nearest name beside a path that is not there, or among the shipped."""
    try:
        names = [file.name for file in path.parent.iterdir() if file.suffix in ENDINGS or file.is_dir()]
    except (OSError, ValueError):
        names = []
    return f".{did_you_mean(path.name, [*names, *shipped_assignments()])}"


def _read(path: Path) -> AssignmentFile:
    """Return what one file holds."""
    if path.suffix not in ENDINGS:
        raise ScenarioError(f"{path}: must end in one of {', '.join(ENDINGS)}")
    text = _text_of(path)
    if path.suffix == ".txt":
        return AssignmentFile(path, (case_of_text(text, str(path), path.stem),), ())
    raw = _parsed(text, path)
    if not isinstance(raw, Mapping):
        raise ScenarioError(f"{path}: must hold a table (an object), not {type(raw).__name__}")
    if "cases" not in raw:
        return AssignmentFile(path, (_own(dict(raw), path),), ())
    rows = raw["cases"]
    if not isinstance(rows, list):
        raise ScenarioError(f"{path}: cases: must be an array of cases")
    cases, remarks = [], []
    for number, row in enumerate(rows):
        case, remark = case_of_row(row, f"{path}: cases[{number}]", f"{path.stem}[{number}]")
        cases += [case] if case is not None else []
        remarks += [remark] if remark else []
    return AssignmentFile(path, tuple(cases), tuple(remarks))


def _text_of(path: Path) -> str:
    """Return the text of a file that a user named."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(data) > SIZE_LIMIT:
        raise ScenarioError(f"{path}: is larger than {SIZE_LIMIT} bytes; no assignment needs as much")
    if not data.strip():
        raise ScenarioError(f"{path}: is empty")
    try:
        return decode_text(data)
    except UnicodeDecodeError:
        raise ScenarioError(f"{path}: is not UTF-8 text; save the file as UTF-8") from None


def _parsed(text: str, path: Path) -> Any:
    """Return the raw data of TOML or JSON."""
    try:
        if path.suffix == ".toml":
            return tomllib.loads(text.replace("\r\n", "\n"))
        return json.loads(text)
    except tomllib.TOMLDecodeError as error:
        words = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in str(error))
        raise ScenarioError(f"{path}: is not valid TOML: {words}{line_at_fault(text, error)}") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise ScenarioError(f"{path}: is not valid JSON: {where}: {error.msg}") from None
    except RecursionError:
        raise ScenarioError(f"{path}: cannot be read: arrays or tables are nested too deeply") from None
    except ValueError as error:  # a number of more than some thousand digits
        raise ScenarioError(f"{path}: cannot be read: {error}") from None


def _own(raw: dict[str, Any], path: Path) -> AssignmentCase:
    """Return the case of a file of one's own."""
    from pydantic import TypeAdapter, ValidationError

    from .keys import complaint

    try:
        table = TypeAdapter(AssignmentTable).validate_python(raw)
    except ValidationError as error:
        found = [complaint(each, AssignmentTable, {}) for each in error.errors(include_url=False)]
        raise _refusal(path, found) from None
    complaints: list[str] = []
    rows = [_kill_row(table, number, complaints) for number in range(len(table.shooters))]
    complaints += _other_complaints(table)
    if complaints:
        raise _refusal(path, complaints)
    counts = [threat.count for threat in table.threats]
    names = [
        threat.id if threat.count == 1 else f"{threat.id}/{member}"
        for threat in table.threats
        for member in range(1, threat.count + 1)
    ]
    return AssignmentCase(
        name=table.name or path.stem,
        shooters=tuple(shooter.id for shooter in table.shooters),
        rounds=tuple(shooter.rounds for shooter in table.shooters),
        threats=tuple(names),
        value_by_threat=tuple(threat.value for threat in table.threats for _ in range(threat.count)),
        kill_p=tuple(
            tuple(kill_p for kill_p, count in zip(row, counts, strict=True) for _ in range(count))
            for row in rows
        ),
        rounds_per_threat_max=table.rounds_per_threat_max,
        looks=table.looks,
    )


def _refusal(path: Path, complaints: list[str]) -> ScenarioError:
    """Return the error that says everything that is wrong with a file."""
    shown = complaints[:COMPLAINTS_SHOWN]
    more = len(complaints) - len(shown)
    return ScenarioError("\n".join([f"{path}: {each}" for each in shown] + [f"and {more} more"] * (more > 0)))


def _kill_row(table: AssignmentTable, number: int, complaints: list[str]) -> list[float]:
    """Return one kill probability of a shooter for each table of threats; note what is wrong with them."""
    where, given = f"shooters[{number}].kill_p", table.shooters[number].kill_p
    ids = [threat.id for threat in table.threats]
    if isinstance(given, Mapping):
        for name in given:
            if name not in ids:
                complaints.append(f"{where}.{name}: is no id of threats.{did_you_mean(str(name), ids)}")
        values = [(f"{where}.{name}", given.get(name, 0.0)) for name in ids]
    elif isinstance(given, list):
        if len(given) != len(ids):
            complaints.append(f"{where}: given {len(given)} numbers, must be {len(ids)}, one for each threat")
            return [0.0] * len(ids)
        values = [(f"{where}[{place}]", value) for place, value in enumerate(given)]
    else:
        values = [(where, given)] * len(ids)
    row = []
    for place, value in values:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0.0 <= value <= 1.0:
            said = f"{place}: given {str(value)[:60]!r}, must be a number from 0 to 1"
            if said not in complaints:
                complaints.append(said)
        row.append(float(value) if is_number and 0.0 <= value <= 1.0 else 0.0)
    return row


def _other_complaints(table: AssignmentTable) -> list[str]:
    """Return what no single key can say: ids given twice, too many threats or rounds, values too small."""
    found = []
    for key, ids in (
        ("shooters", [s.id for s in table.shooters]),
        ("threats", [t.id for t in table.threats]),
    ):
        found += [f"{key}: id {name!r} is given twice" for name in sorted(set(ids)) if ids.count(name) > 1]
    threats, rounds = sum(t.count for t in table.threats), sum(s.rounds for s in table.shooters)
    if threats > THREATS_OF_ASSIGNMENT_MAX:
        found.append(f"threats: {threats} in all, must be at most {THREATS_OF_ASSIGNMENT_MAX}")
    if rounds > ROUNDS_MAX:
        found.append(f"shooters: {rounds} rounds in all, must be at most {ROUNDS_MAX}")
    for number, threat in enumerate(table.threats):
        if 0.0 < threat.value < VALUE_LEAST:
            found.append(
                f"threats[{number}].value: given {threat.value:g}, must be 0 or at least {VALUE_LEAST:g}"
            )
    return found
