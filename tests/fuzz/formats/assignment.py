"""Assignment files: read, and where they can be, assigned by the quick rules."""

from __future__ import annotations

import json
import random
from pathlib import Path

from skykeep.api.assignments import assign
from skykeep.scenario.assignment_file import read_assignment_files, shipped_assignments

from ..mutate import mutate_text

SHARE = 1.0
_ROW = {"p": [[0.5, 0.75], [0.25, 1.0]], "values": [3, 4], "stock": [2, 1], "max_shots_per_target": 2}
POLICIES = ("nearest-first", "value-greedy", "local-search")
SMALL = 2_000
ROUNDS_FEW = 200
"""Cells and rounds of a case that is assigned: larger ones are only read."""


def _seeds() -> list[tuple[str, bytes]]:
    """Return the shipped files, a table of cases and a text file."""
    shipped = [(path.name, path.read_bytes()) for path in shipped_assignments().values()]
    rows = json.dumps({"cases": [_ROW, _ROW | {"id": "b", "optimum": 1.5}]}, indent=1)
    return [*shipped, ("rows.json", rows.encode()), ("text.txt", b"2 1 3\n7\n0 0 0.25\n1 0 0.5\n")]


SEEDS = _seeds()


def mutate(content: bytes, luck: random.Random) -> bytes:
    """Return another assignment file."""
    return mutate_text(content.decode(), luck)


def take(content: bytes, name: str, folder: Path, deep: bool) -> None:
    """Read a file, and assign what is small."""
    path = folder / name
    path.write_bytes(content)
    cases = [case for file in read_assignment_files(path) for case in file.cases]
    small = [
        case for case in cases if len(case.shooters) * len(case.threats) <= SMALL and sum(case.rounds) < 200
    ]
    if small:
        found = assign(small, policy=None if deep else POLICIES, jobs=1)
        json.dumps(found.to_json(), allow_nan=False)
