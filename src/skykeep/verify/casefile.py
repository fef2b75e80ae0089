"""Reading reference files: JSON with a list, or a mapping of lists, under ``cases``."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skykeep.errors import UsageError

__all__ = [
    "KNOWN_FOLDERS",
    "Case",
    "CaseFile",
    "find_case_files",
    "read_case_file",
    "shipped_cases",
    "unknown_folders",
]

KNOWN_FOLDERS = (
    "radar",
    "geometry",
    "atmosphere",
    "ballistic",
    "engagement",
    "queueing",
    "published",
    "wta",
)
"""Folders whose files are looked at; others hold material for programs of another kind."""


_BESIDE = ("thresholds", "coherent_known_phase")
"""Lists that hold cases though they stand beside ``cases``."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One reference file: its folder (one of :data:`KNOWN_FOLDERS`), its label and what it holds."""

    path: Path
    label: str
    folder: str
    content: Mapping[str, Any] = field(repr=False)

    @property
    def tolerance(self) -> Mapping[str, Any]:
        """The file's tolerances by name; a bare number stands under ``abs`` and ``rel``."""
        given = self.content.get("tolerance")
        if isinstance(given, Mapping):
            return given
        if isinstance(given, int | float) and not isinstance(given, bool):
            return {"abs": given, "rel": given}
        return {}

    def cases(self) -> Iterator[Case]:
        """Give the cases in order, each with its kind: its own ``kind``, else the name of its list.

        What is no object is a case without fields, which no handler takes.
        """
        found = self.content.get("cases")
        groups = dict(found) if isinstance(found, Mapping) else {"": found}
        groups |= {name: self.content[name] for name in _BESIDE if name in self.content}
        for group, rows in groups.items():
            for index, row in enumerate(rows if isinstance(rows, list) else []):
                values = row if isinstance(row, Mapping) else {}
                yield Case(self, str(values.get("kind", group)), index, values)


@dataclass(frozen=True, slots=True)
class Case:
    """One case: what is given and what is expected, under the names of the file."""

    file: CaseFile
    kind: str
    index: int
    values: Mapping[str, Any]

    @property
    def place(self) -> str:
        """Where the case stands, for messages."""
        named = self.values.get("id")
        return str(named) if named is not None else f"{self.kind or 'cases'}[{self.index}]"


def shipped_cases() -> Path:
    """Return the folder of the reference cases that come with the program."""
    return Path(__file__).parent / "cases"


def find_case_files(root: Path) -> list[CaseFile]:
    """Return the reference files in the known folders of ``root``, by label; ``root`` may be such a folder.

    Raises
    ------
    UsageError
        If ``root`` is not a folder or holds no reference file, or a file cannot be read.
    """
    if not root.is_dir():
        raise UsageError(f"{root}: no such folder; give a folder that holds {', '.join(KNOWN_FOLDERS)}")
    if root.name in KNOWN_FOLDERS:
        places = [(root.name, path, path.name) for path in sorted(root.glob("*.json"))]
    else:
        places = [
            (folder, path, f"{folder}/{path.name}")
            for folder in sorted(KNOWN_FOLDERS)
            for path in sorted((root / folder).glob("*.json"))
        ]
    if not places:
        raise UsageError(
            f"{root}: holds no reference cases; expected JSON files in folders named "
            f"{', '.join(KNOWN_FOLDERS)}"
        )
    return [read_case_file(path, folder=folder, label=label) for folder, path, label in places]


def unknown_folders(root: Path) -> list[str]:
    """Return the names of the folders of ``root`` that hold JSON files and are not looked at, in order."""
    if root.name in KNOWN_FOLDERS:
        return []
    return sorted({path.parent.name for path in root.glob("*/*.json")} - set(KNOWN_FOLDERS))


def read_case_file(path: Path, *, folder: str, label: str) -> CaseFile:
    """Return one reference file; JSON of another shape is a file of no cases.

    Raises
    ------
    UsageError
        If it cannot be read, is no JSON, or holds infinity or what is not a number.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise UsageError(f"{path}: not valid JSON, {where}: {error.msg}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from None
    for where, value in _not_finite(content):
        raise UsageError(
            f"{path}: {where} = {value}: reference files hold finite numbers only; correct or drop it"
        )
    return CaseFile(path, label, folder, content if isinstance(content, Mapping) else {})


def _not_finite(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Give the key path of every number that is infinite or none, and how JSON writes it."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _not_finite(part, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _not_finite(part, f"{where}[{index}]")
    elif isinstance(value, float) and not math.isfinite(value):
        yield where or "the file", "NaN" if math.isnan(value) else json.dumps(value)
