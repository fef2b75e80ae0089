"""System files: loaded beside the shipped catalogue and shown; some are put into a scenario and played."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.fields import DATA
from skykeep.scenario.file import read_scenario, shipped_scenarios

from ..mutate import mutate_text
from ..play import play

SHARE = 4.0
OWN = "own-system"


def _own(path: Path) -> bytes:
    """Return a shipped system under an id of its own, with its sources."""
    return path.read_text(encoding="utf-8").replace(f'id = "{path.stem}"', f'id = "{OWN}"', 1).encode()


SEEDS = [(path.name, _own(path)) for path in sorted((DATA / "systems").glob("*.toml"))[:5]]


def mutate(content: bytes, luck: random.Random) -> bytes:
    """Return another system file."""
    return mutate_text(content.decode(), luck)


def take(content: bytes, name: str, folder: Path, deep: bool) -> None:
    """Load a system, write its figures as JSON, and let it defend."""
    path = folder / name
    path.write_bytes(content)
    catalogue = load_catalogue(path)
    json.dumps([figure.best for _, figure in catalogue.figures()], allow_nan=False)
    if deep and OWN in catalogue.systems:
        scenario = read_scenario(next(iter(shipped_scenarios().values())))
        unit = replace(
            scenario.fire_units[0], system=OWN, launchers=None, rounds_per_launcher=None, doctrine=None
        )
        play(replace(scenario, fire_units=(unit,)), catalogue)
