"""Standard raids and threat classes of one's own: loaded beside the shipped ones; some raids are flown."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.fields import DATA
from skykeep.scenario.file import read_scenario, shipped_scenarios

from ..mutate import mutate_text
from ..play import play

SHARE = 3.0
OWN = "own-entry"
KILL = '\n[kill_p]\nbest = 0.5\nlow = 0.3\nhigh = 0.7\nkind = "assumed"\nnote = "why"\n'


def _seeds() -> list[tuple[str, bytes]]:
    """Return shipped raids and threat classes under an id of their own."""
    found = []
    for kind, more in (("raids", ""), ("threats", KILL)):
        for path in sorted((DATA / kind).glob("*.toml"))[:4]:
            text = path.read_text(encoding="utf-8").replace(f'id = "{path.stem}"', f'id = "{OWN}"', 1)
            found.append((f"{kind}_{path.name}", (text + more).encode()))
    return found


SEEDS = _seeds()


def mutate(content: bytes, luck: random.Random) -> bytes:
    """Return another file."""
    return mutate_text(content.decode(), luck)


def take(content: bytes, name: str, folder: Path, deep: bool) -> None:
    """Load a folder with the file in its place."""
    kind, _, file = name.partition("_")
    for other in ("raids", "threats"):
        for old in (folder / other).glob("*"):
            old.unlink()
    (folder / kind).mkdir(exist_ok=True)
    (folder / kind / file).write_bytes(content)
    catalogue = load_catalogue(folder)
    if deep and OWN in catalogue.raids:
        scenario = read_scenario(next(iter(shipped_scenarios().values())))
        play(replace(scenario, raid=catalogue.raids[OWN]), catalogue)
