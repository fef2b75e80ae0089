"""Reads the files of a catalogue onto a shelf: one file, one entry, no id twice."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from skykeep.errors import CatalogueError
from skykeep.model import DoctrinePreset, Figure, Formation, StandardRaid, System, ThreatClass

from .entries import read_entry
from .fields import DATA, load_fields
from .figures import read_figure
from .places import Place, read_toml
from .presets import read_preset
from .sources import Source, read_sources

__all__ = ["RECORDS_FOLDER", "SCHEMA_VERSION", "Shelf", "read_folder", "read_system"]

RECORDS_FOLDER = "records"
"""Folder of what is on record, which is read apart from the entries."""

SCHEMA_VERSION = 1
"""Version of the form of catalogue files; every system, threat and raid file states it."""


@dataclass(slots=True)
class Shelf:
    """What has been read so far, with the file of each entry."""

    systems: dict[str, System] = field(default_factory=dict)
    formations: dict[str, Formation] = field(default_factory=dict)
    threats: dict[str, ThreatClass] = field(default_factory=dict)
    raids: dict[str, StandardRaid] = field(default_factory=dict)
    presets: dict[str, DoctrinePreset] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    kill_p: dict[str, Figure] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Shelf:
        """Return a shelf with the same entries that can be added to."""
        return Shelf(**{item.name: dict(getattr(self, item.name)) for item in fields(self)})

    def put(self, entries: dict[str, Any], what: str, entry: Any, place: Place) -> None:
        """Add an entry to its kind, refusing an id that is taken.

        Raises
        ------
        CatalogueError
            If another file has that id.
        """
        if entry.id in entries:
            where = self.files[f"{what} {entry.id}"]
            raise place.at("id").refuse(
                f"the {what} id {entry.id!r}, which {where} has",
                "an id of its own",
                hint="Choose another id.",
            )
        entries[entry.id] = entry
        self.files[f"{what} {entry.id}"] = place.file


def read_folder(folder: Path, shelf: Shelf, *, own_systems: bool) -> list[Path]:
    """Return the paths of a folder's files after reading them onto the shelf.

    Raises
    ------
    CatalogueError
        If a file is not valid, or a user's own folder (``own_systems``: loose files are systems) holds none.
    """
    read: list[Path] = []
    sources = folder / "sources.toml"
    if sources.is_file():
        _add_sources(read_toml(sources), Place(_shown(sources)), shelf)
        read.append(sources)
    for path in _toml_files(folder / "threats"):
        read += _read_threat(path, shelf)
    for path in _toml_files(folder / "raids"):
        read += _read_raid(path, shelf)
    loose = [path for path in _toml_files(folder) if path.name != sources.name] if own_systems else []
    for path in [*_toml_files(folder / "systems"), *loose]:
        read += read_system(path, shelf)
    for path in _toml_files(folder / "formations"):
        read += _read_formation(path, shelf)
    for path in _toml_files(folder / "doctrine"):
        read += _read_preset(path, shelf)
    if own_systems and not read and not (folder / RECORDS_FOLDER).is_dir():
        raise CatalogueError(f"{folder}: holds no catalogue file. Put system files (*.toml) into it.")
    return read


def _toml_files(folder: Path) -> list[Path]:
    """Return the TOML files of a folder by name; none if there is no such folder."""
    return sorted(folder.glob("*.toml"))


def _shown(path: Path) -> str:
    """Return how a file is called in messages: shipped ones by their place in the data, others as given."""
    return path.relative_to(DATA).as_posix() if path.is_relative_to(DATA) else str(path)


def read_system(path: Path, shelf: Shelf) -> list[Path]:
    """Return the path of a system file, in a list, after reading it and any sources it brings.

    Raises
    ------
    CatalogueError
        If the file is not valid.
    """
    tables, place = _open(path)
    if "fire_units" in tables:
        raise CatalogueError(
            f"{place}: is a scenario, not a system. Keep it out of this folder, and give it to 'skykeep run'."
        )
    if "sources" in tables:
        _add_sources(tables["sources"], place.at("sources"), shelf)
    system = read_entry(System, tables, place, skip=("schema_version", "sources"))
    shelf.put(shelf.systems, "system", system, place)
    return [path]


def _read_threat(path: Path, shelf: Shelf) -> list[Path]:
    """Read a file with one threat class; a user's own brings the common kill figure of its class."""
    tables, place = _open(path)
    threat = read_entry(ThreatClass, tables, place, skip=("schema_version", "kill_p"))
    shelf.put(shelf.threats, "threat class", threat, place)
    if "kill_p" in tables:
        shelf.kill_p[threat.id] = read_figure(
            tables["kill_p"], place.at("kill_p"), load_fields()["kill_p"], 1.0
        )
    return [path]


def _read_formation(path: Path, shelf: Shelf) -> list[Path]:
    """Read a file with one formation."""
    tables, place = _open(path)
    formation = read_entry(Formation, tables, place, skip=("schema_version",))
    shelf.put(shelf.formations, "formation", formation, place)
    return [path]


def _read_raid(path: Path, shelf: Shelf) -> list[Path]:
    """Read a file with one standard raid."""
    tables, place = _open(path)
    raid = read_entry(StandardRaid, tables, place, skip=("schema_version",))
    shelf.put(shelf.raids, "standard raid", raid, place)
    return [path]


def _read_preset(path: Path, shelf: Shelf) -> list[Path]:
    """Read a file with one preset of doctrine."""
    tables, place = _open(path)
    shelf.put(shelf.presets, "doctrine preset", read_preset(tables, place), place)
    return [path]


def _open(path: Path) -> tuple[dict[str, Any], Place]:
    """Return the tables of a file and its place, refusing a file of another form."""
    tables = read_toml(path)
    place = Place(_shown(path))
    given = tables.get("schema_version")
    if given != SCHEMA_VERSION or isinstance(given, bool):
        hint = f"Write schema_version = {SCHEMA_VERSION} in the first line."
        raise place.at("schema_version").refuse(repr(given), str(SCHEMA_VERSION), hint=hint)
    return tables, place


def _add_sources(tables: Any, place: Place, shelf: Shelf) -> None:
    """Put sources onto the shelf, refusing an id that means another page."""
    for source_id, source in read_sources(tables, place).items():
        if shelf.sources.get(source_id, source) != source:
            raise place.at(source_id).refuse(
                "the id of another source", "an id of its own", hint="Choose another id."
            )
        shelf.sources[source_id] = source
