"""Scenario files: read; some that are accepted are compiled and played."""

from __future__ import annotations

import random
from pathlib import Path

from skykeep.catalogue import load_catalogue
from skykeep.scenario.file import parse_scenario, shipped_scenarios
from skykeep.scenario.template import scenario_template

from ..mutate import mutate_text
from ..play import play

SHARE = 4.0
_SHIPPED = [(path.name, path.read_bytes()) for path in list(shipped_scenarios().values())[:4]]
SEEDS = [*_SHIPPED, ("template.toml", scenario_template(system="s-300pmu-2", raid="mixed").encode())]


def mutate(content: bytes, luck: random.Random) -> bytes:
    """Return another scenario file."""
    return mutate_text(content.decode(), luck)


def take(content: bytes, name: str, folder: Path, deep: bool) -> None:
    """Read a scenario as every command does, and play a raid of it."""
    from skykeep.scenario.file import read_scenario

    path = folder / name
    path.write_bytes(content)
    scenario = read_scenario(path)
    parse_scenario(content.decode("utf-8-sig"), path=path)
    if deep:
        play(scenario, load_catalogue())
