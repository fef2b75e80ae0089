"""Options of commands: any value for any option, through the command line's own parser and guard."""

from __future__ import annotations

import json
import random
from pathlib import Path

from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.errors import UsageError

from ..mutate import NUMBERS, STRINGS

SHARE = 0.4
_FLAT = ["--terrain", "flat", "--quiet", "--json"]
_LINES = [
    ["coverage", "--system", "pantsir-s1", "--site", "33.3,44.4", "--heights", "100", *_FLAT],
    ["coverage", "--system", "s-400", "--site", "Baghdad", "--heights", "50,1000", "--rcs", "1", *_FLAT],
    ["scenario", "validate", "two-sites"],
    ["scenario", "describe", "two-sites", "--json"],
    ["catalogue", "show", "s-400", "--json"],
    [
        "run",
        "two-sites",
        "--worlds",
        "1",
        "--replications",
        "1",
        "--seed",
        "1",
        "--replay",
        "0,0",
    ],
    ["verify", "--cases", "nowhere", "--json"],
    ["stress", "nowhere", "--lost", "unit-1/76n6", "--until", "order", "--set", "raid.count=4", "--json"],
    ["claim", "nowhere", "--stop-rate", "0.99", "--until", "5%", "--lost", "unit-1/76n6", "--json"],
    ["sweep", "nowhere", "--set", "raid.count=4,8", "--until", "order", "--json"],
    ["sensitivity", "nowhere", "--measure", "leakers", "--points", "64", "--figures", "3", "--json"],
    ["saturate", "nowhere", "--n", "1:9:2", "--class", "srbm", "--until", "0.5,5%", "--lost", "b1", "--json"],
    ["backtest", "--records", "nowhere", "--event", "none", "--split", "2024-06-30", "--seed", "1", "--json"],
    ["why", "nowhere", "--threat", "srbm/0", "--raid", "0,1", "--json"],
    ["schema", "scenario"],
    [
        "assign",
        "two-batteries",
        "--policy",
        "value-greedy",
        "--looks",
        "2",
        "--seed",
        "1",
        "--jobs",
        "1",
        "--json",
    ],
]
SEEDS = [("words.json", json.dumps(line).encode()) for line in _LINES]
GUARDED = (0, 1, 2)


def mutate(content: bytes, luck: random.Random) -> bytes:
    """Return other words: one is replaced by a hostile value, or dropped, doubled or moved."""
    words = json.loads(content)
    here = luck.randrange(1, len(words))
    kind = luck.random()
    if kind < 0.7:
        given = luck.choice(NUMBERS if luck.random() < 0.6 else STRINGS)
        words[here] = given if luck.random() < 0.7 else f"{given},{luck.choice(NUMBERS)}"
    elif kind < 0.8:
        del words[here]
    elif kind < 0.9:
        words.insert(here, words[here])
    else:
        luck.shuffle(words)
    if words and words[0] == "run" and "--replay" not in words:
        words[0] = "scenario"  # writes a folder otherwise
    return json.dumps(words).encode()


def take(content: bytes, name: str, folder: Path, deep: bool) -> None:
    """Run a command in this process; its guard must have turned every error into words."""
    words = [str(word) for word in json.loads(content)]
    if words and words[0] == "brief":
        return
    result = CliRunner().invoke(app, words)
    said = result.stderr
    if result.exit_code not in GUARDED or "fault of skykeep" in said or "Traceback" in said:
        raise AssertionError(f"{words}: left with {result.exit_code}: {said[-300:]} {result.exception!r}")
    if result.exit_code and not said.strip() and not result.stdout.strip():
        raise UsageError("")
