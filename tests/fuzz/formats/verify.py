"""Reference cases: read and judged, a few of each shipped file."""

from __future__ import annotations

import json
import random
from pathlib import Path

from skykeep.verify.casefile import find_case_files, read_case_file, shipped_cases
from skykeep.verify.run import run_file

from ..mutate import mutate_text

SHARE = 2.0


def _seeds() -> list[tuple[str, bytes]]:
    """Return shipped files with their first two cases."""
    found = []
    for file in find_case_files(shipped_cases()):
        content = dict(file.content)
        cases = content.get("cases")
        if "dem_" in file.label or not cases:
            continue
        content["cases"] = {k: v[:2] for k, v in cases.items()} if isinstance(cases, dict) else cases[:2]
        found.append((file.label.replace("/", "_"), json.dumps(content, indent=1).encode()))
    return [(name, text) for name, text in found if len(text) < 20_000]


SEEDS = _seeds()


def mutate(content: bytes, luck: random.Random) -> bytes:
    """Return another case file."""
    return mutate_text(content.decode(), luck)


def take(content: bytes, name: str, folder: Path, deep: bool) -> None:
    """Read a file, and judge it if it can be read."""
    kind, _, rest = name.partition("_")
    path = folder / rest
    path.write_bytes(content)
    file = read_case_file(path, folder=kind, label=f"{kind}/{rest}")
    for report in run_file(file):
        json.dumps(report.as_row())
