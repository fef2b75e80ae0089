"""Which files under a path hold elevation, and which are set aside, each with the reason."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from skykeep.errors import TerrainError

from .hgt import is_hgt
from .raster import RASTER_SUFFIXES

__all__ = ["Aside", "Delivery", "find_elevation", "say_aside"]

ALLOWED = f".hgt, .hgt.gz, .hgt.zip and {', '.join(RASTER_SUFFIXES)}"
NAMED_ASIDE = 5
"""So many files set aside are named one by one."""
SNIFFED_BYTES = 512

_MARKUP = re.compile(rb"^\s*(<!doctype|<html|<\?xml|<head|<error|<body)", re.IGNORECASE)
_NOT_HEIGHTS_FOLDER = re.compile(r"(?i)^(auxfiles|preview|metadata|__macosx)$")
_NOT_HEIGHTS_NAME = re.compile(
    r"(?i)(^|[_.\-])(edm|wbm|flm|hem|num|msk|mask|stk|cov|lsm|amp|wam|swb|swbd|qa|aspect|slope|hillshade|"
    r"roughness|tri|tpi|curvature|stddev|count|quicklook)(?=[_.\-]|$)"
)


class Aside(NamedTuple):
    """A file that is not read, and why."""

    file: Path
    why: str


class Delivery(NamedTuple):
    """Elevation files in name order, .hgt tiles apart from rasters, and what is set aside."""

    hgt: tuple[Path, ...]
    rasters: tuple[Path, ...]
    aside: tuple[Aside, ...]


def find_elevation(path: Path) -> Delivery:
    """Return the elevation files at or under a path.

    Raises
    ------
    TerrainError
        If the folder cannot be read, or holds nothing that can be elevation data.
    """
    if path.is_file():
        return _single(path)
    if not os.access(path, os.R_OK | os.X_OK):
        raise TerrainError(f"{path}: this folder cannot be read: permission denied")
    kept: list[Path] = []
    aside: list[Aside] = []
    for file in sorted(file for file in path.rglob("*") if file.is_file() and _is_elevation_name(file)):
        why = _why_not(file, file.relative_to(path).parts[:-1])
        if why is None:
            kept.append(file)
        else:
            aside.append(Aside(file, why))
    if not kept:
        besides = f" ({say_aside(aside)})" if aside else ""
        raise TerrainError(f"{path}: holds no elevation file{besides}; allowed are {ALLOWED}")
    hgt = tuple(file for file in kept if is_hgt(file))
    return Delivery(hgt, tuple(file for file in kept if not is_hgt(file)), tuple(aside))


def say_aside(aside: Iterable[Aside]) -> str:
    """Return a sentence without its end that names files set aside, with the reasons."""
    listed = list(aside)
    count = "1 file is" if len(listed) == 1 else f"{len(listed)} files are"
    named = "; ".join(f"{entry.file.name} ({entry.why})" for entry in listed[:NAMED_ASIDE])
    more = f"; and {len(listed) - NAMED_ASIDE} more" if len(listed) > NAMED_ASIDE else ""
    return f"{count} not read: {named}{more}"


def _single(path: Path) -> Delivery:
    if not _is_elevation_name(path):
        raise TerrainError(f"{path}: not a known elevation file; allowed are {ALLOWED}")
    why = _why_not(path, ())
    if why is not None:
        raise TerrainError(f"{path}: {why}; give the file or folder of the heights themselves")
    return Delivery((path,), (), ()) if is_hgt(path) else Delivery((), (path,), ())


def _is_elevation_name(file: Path) -> bool:
    return is_hgt(file) or file.suffix.lower() in RASTER_SUFFIXES


def _why_not(file: Path, folders: tuple[str, ...]) -> str | None:
    """Return why a file is no elevation data, None where nothing speaks against it."""
    if file.name.startswith("._"):
        return "a companion file of macOS, not data"
    if file.name.startswith("."):
        return "a hidden file"
    for folder in folders:
        if _NOT_HEIGHTS_FOLDER.match(folder):
            return f"the folder {folder} holds what goes with heights, not heights"
    word = _NOT_HEIGHTS_NAME.search(file.name)
    if word is not None:
        return f"{word[2]!r} in its name says that it holds something else than heights"
    return _what_is_it_instead(file)


def _what_is_it_instead(file: Path) -> str | None:
    """Return what the first bytes show where they are no data at all."""
    try:
        with file.open("rb") as stream:
            start = stream.read(SNIFFED_BYTES)
    except OSError:
        return None  # the reader says it better
    if not start:
        return "an empty file: the download did not finish"
    if start.startswith(b"version https://git-lfs"):
        return "a Git LFS pointer: run git lfs pull"
    if file.suffix.lower() != ".vrt" and _MARKUP.match(start):
        return "a web page or an error message, not data: download it again, where needed after logging in"
    if start.lstrip()[:1] == b"{" and b'"' in start and file.suffix.lower() != ".hgt":
        return "a message of a server, not data: download it again"
    return None
