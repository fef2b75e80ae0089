"""Feeds inputs and judges what comes out: an answer, or an error that a user can read."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import random
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import skykeep
from skykeep.errors import SkykeepError

from . import formats

__all__ = ["KINDS", "SEEDS_OF_TESTS", "Finding", "Format", "feed", "find_formats", "inputs"]

KINDS = Path(__file__).parent / "kinds"
"""One folder for each format, one input for each kind of failure that was found; the tests replay them."""

SEEDS_OF_TESTS = 30
"""New inputs of each format in the tests."""

SLOW_S = 20.0
"""An input that takes longer is a finding; a mutated file is no reason to wait."""

PACKAGE = str(Path(skykeep.__file__).parent)


class Format(Protocol):
    """A module of ``formats``: what is mutated, how, and where it goes in."""

    SHARE: float
    SEEDS: list[tuple[str, bytes]]
    mutate: Callable[[bytes, random.Random], bytes]
    take: Callable[[bytes, str, Path, bool], None]
    """Takes content, the name of its seed, a folder to write in and whether to go deep; raises what comes."""


@dataclass(frozen=True)
class Finding:
    """What a user should never meet, and the input that led to it; ``kind`` is alike for one fault."""

    format: str
    name: str
    content: bytes
    kind: str
    words: str

    @property
    def file_name(self) -> str:
        """The name under which the input is kept: the seed, and a digest of the kind."""
        stem, dot, suffix = self.name.partition(".")
        return f"{stem}-{hashlib.sha256(self.kind.encode()).hexdigest()[:8]}{dot}{suffix}"


def find_formats() -> dict[str, Format]:
    """Return every format by its name: a new one is one file in the folder ``formats``."""
    names = sorted(module.name for module in pkgutil.iter_modules(formats.__path__))
    found = {name: importlib.import_module(f"{formats.__name__}.{name}") for name in names}
    return {name: cast("Format", module) for name, module in found.items()}


def inputs(name: str, given: Format, seed: int, number: int) -> tuple[str, bytes, bool]:
    """Return seed name and content of one input of a format, and whether it is to go deep."""
    luck = random.Random(f"{name} {seed} {number}")
    seed_name, content = luck.choice(given.SEEDS)
    return seed_name, given.mutate(content, luck), luck.random() < 0.02


def feed(
    name: str, given: Format, seed_name: str, content: bytes, folder: Path, *, deep: bool
) -> Finding | None:
    """Return what is wrong with the answer to one input, or None."""
    began = time.process_time()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            given.take(content, seed_name, folder, deep)
    except SkykeepError as error:
        said = str(error)
        if said.strip() and all(letter.isprintable() or letter in "\n\t" for letter in said):
            return None
        return Finding(
            name, seed_name, content, f"{name}: unreadable message of {type(error).__name__}", said[:200]
        )
    except Exception as error:  # whatever else comes out is what is looked for
        frames = [
            frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(PACKAGE)
        ]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else "outside"
        kind = f"{name}: {type(error).__name__} in {place}"
        return Finding(name, seed_name, content, kind, f"{error}"[:300])
    if time.process_time() - began > SLOW_S:
        return Finding(name, seed_name, content, f"{name}: slow", f"took more than {SLOW_S:g} s")
    return None
