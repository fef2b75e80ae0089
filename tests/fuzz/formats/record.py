"""Files of records: loaded beside the shipped catalogue, in a folder of a user's own."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from pathlib import Path

from skykeep.catalogue.fields import DATA
from skykeep.catalogue.records import RECORD_CLASSES, load_records

from ..mutate import mutate_text

SHARE = 1.0


def _own(path: Path) -> bytes:
    """Return a shipped file with ids of its own: the first word of each differs."""
    return path.read_text(encoding="utf-8").replace("\n[", "\n[own-").encode()


SEEDS = [(path.name, _own(path)) for path in sorted((DATA / "records").glob("*.toml"))]


def mutate(content: bytes, luck: random.Random) -> bytes:
    """Return another file of records."""
    return mutate_text(content.decode(), luck)


def take(content: bytes, name: str, folder: Path, deep: bool) -> None:
    """Load a file and write what follows from it as JSON."""
    place = folder / "own" / "records"
    place.mkdir(parents=True, exist_ok=True)
    for path in place.iterdir():
        path.unlink()
    (place / name).write_bytes(content)
    records = load_records(folder / "own")
    json.dumps([asdict(entry) for kind in RECORD_CLASSES for entry in getattr(records, kind).values()])
    sums = [entry.unit_millions() for entry in records.contracts.values()]
    months = [entry.lead_months for entry in records.deliveries.values()]
    shares = [entry.chance for entry in records.counts.values()]
    json.dumps([sums, months, shares], allow_nan=False)
