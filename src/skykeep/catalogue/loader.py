"""Loads the shipped catalogue and a user's own files into one frozen whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from skykeep.errors import CatalogueError, did_you_mean
from skykeep.model import (
    Detection,
    DoctrinePreset,
    Figure,
    FiringDoctrine,
    Formation,
    OutsideFigures,
    RadarEffectFigures,
    RaidConditions,
    StandardRaid,
    System,
    ThreatClass,
    WearFigures,
)
from skykeep.model.notebook import rows_html

from .checks import (
    check_conditions,
    check_detection,
    check_figures,
    check_formation,
    check_joint_draws,
    check_raid,
    check_system,
    check_threats,
)
from .effect_checks import check_effects, check_outside
from .entries import read_entry
from .fields import DATA, FieldRule, load_fields
from .firing import check_firing, read_firing
from .identity import iter_figures
from .places import Place, read_toml, refuse_unknown, text
from .presets import check_presets
from .refraction import RefractionValues, read_refraction, region_at
from .shelf import Shelf, read_folder, read_system
from .sources import Source
from .wear_checks import check_wear

__all__ = ["OWN_SYSTEM", "Catalogue", "load_catalogue"]

Found = TypeVar("Found")
OWN_SYSTEM = " One of your own is read with --extra FILE."
"""What whoever has a command line may do about a system that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All public facts; ``digest`` is the SHA-256 of the files they were read from."""

    systems: Mapping[str, System]
    formations: Mapping[str, Formation]
    threats: Mapping[str, ThreatClass]
    raids: Mapping[str, StandardRaid]
    conditions: RaidConditions
    detection: Detection
    detection_note: str
    refraction: Mapping[str, RefractionValues]
    firing: FiringDoctrine
    effects: RadarEffectFigures
    wear: WearFigures
    outside: OutsideFigures
    presets: Mapping[str, DoctrinePreset]
    sources: Mapping[str, Source]
    fields: Mapping[str, FieldRule]
    digest: str

    def _repr_html_(self) -> str:
        kinds = {
            "systems": self.systems,
            "threat classes": self.threats,
            "standard raids": self.raids,
            "formations": self.formations,
            "presets of doctrine": self.presets,
        }
        rows = [(kind, str(len(held)), ", ".join(held)) for kind, held in kinds.items()]
        title = f"Catalogue {self.digest[:12]}: {len(self.sources)} sources; system(ID) shows every figure"
        return rows_html(title, ("of", "how many", "ids"), rows)

    @property
    def common_kill_p(self) -> Mapping[str, Figure]:
        """Common kill figure of each threat class, used where a system has none of its own."""
        return self.conditions.kill_p

    def refraction_at(self, lat_deg: float, lon_deg: float) -> RefractionValues:
        """Return the effective-earth factors of the region of a place, see :func:`~.refraction.region_at`."""
        return region_at(self.refraction, lat_deg, lon_deg)

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Yield id and figure of every number: systems, formations, threats, conditions, effects, upkeep."""
        for system in self.systems.values():
            yield from iter_figures(system)
        for formation in self.formations.values():
            yield from iter_figures(formation)
        for threat in self.threats.values():
            yield from iter_figures(threat)
        yield from iter_figures(self.conditions)
        yield from iter_figures(self.effects)
        yield from iter_figures(self.wear)
        yield from iter_figures(self.outside)

    def system(self, system_id: str) -> System:
        """Return the system ``system_id``.

        Raises
        ------
        CatalogueError
            If there is none; the message lists those there are.
        """
        return _find(self.systems, system_id, "system")

    def formation(self, formation_id: str) -> Formation:
        """Return the formation ``formation_id``.

        Raises
        ------
        CatalogueError
            If there is none; the message lists those there are.
        """
        return _find(self.formations, formation_id, "formation")

    def threat(self, threat_id: str) -> ThreatClass:
        """Return the threat class ``threat_id``.

        Raises
        ------
        CatalogueError
            If there is none; the message lists those there are.
        """
        return _find(self.threats, threat_id, "threat class")

    def raid(self, raid_id: str) -> StandardRaid:
        """Return the standard raid ``raid_id``.

        Raises
        ------
        CatalogueError
            If there is none; the message lists those there are.
        """
        return _find(self.raids, raid_id, "standard raid")


def _find(entries: Mapping[str, Found], given: str, what: str) -> Found:
    """Return one entry, or say which there are."""
    if given not in entries:
        known = ", ".join(entries)
        own = OWN_SYSTEM if what == "system" else ""
        raise CatalogueError(
            f"no {what} {given!r} in the catalogue, allowed: {known}.{did_you_mean(given, entries)}{own}"
        )
    return entries[given]


def load_catalogue(extra: Path | str | None = None) -> Catalogue:
    """Return the shipped catalogue, with a user's own files beside it.

    Parameters
    ----------
    extra
        A system file, or a folder: TOML files directly in it and in ``systems/`` are systems, those in
        ``formations/``, ``threats/``, ``raids/`` and ``doctrine/`` are what their folders say,
        ``sources.toml`` holds sources. A system file may bring its own sources under ``[sources.some-id]``; a
        threat file brings the common kill figure of its class under ``[kill_p]``.

    Raises
    ------
    CatalogueError
        If a file is not valid; the message holds file, key path, what was given and what is allowed.
    """
    return _shipped() if extra is None else _load(Path(extra))


@lru_cache(maxsize=1)
def _shipped() -> Catalogue:
    """Return the shipped catalogue, read once."""
    return _load(None)


@lru_cache(maxsize=1)
def _shipped_shelf() -> tuple[Shelf, list[Path]]:
    """Return the shipped entries and the paths of their files, read once and not to be changed."""
    shelf = Shelf()
    return shelf, read_folder(DATA, shelf, own_systems=False)


def _load(extra: Path | None) -> Catalogue:
    """Read, join and check all files."""
    shelf, read = _shipped_shelf()
    if extra is not None:
        shelf = shelf.copy()
        if not extra.exists():
            raise CatalogueError(
                f"{extra}: there is no such file or folder. Give a system file or a folder of them."
            )
        own = read_folder(extra, shelf, own_systems=True) if extra.is_dir() else read_system(extra, shelf)
        read = [*read, *own]
    common, firing = DATA / "common.toml", DATA / "doctrine.toml"
    effects, wear = DATA / "effects.toml", DATA / "upkeep.toml"
    outside = DATA / "outside.toml"
    place = Place(common.name)
    tables = read_toml(common)
    refuse_unknown(tables, ("conditions", "detection", "refraction", "kill_p"), place)
    conditions = {**tables.get("conditions", {}), "kill_p": tables.get("kill_p", {})}
    common_conditions = read_entry(RaidConditions, conditions, place.at("conditions"))
    catalogue = Catalogue(
        systems=MappingProxyType(shelf.systems),
        formations=MappingProxyType(shelf.formations),
        threats=MappingProxyType(shelf.threats),
        raids=MappingProxyType(shelf.raids),
        conditions=replace(common_conditions, kill_p={**common_conditions.kill_p, **shelf.kill_p}),
        detection=read_entry(Detection, tables.get("detection"), place.at("detection"), skip=("note",)),
        detection_note=_reason(tables["detection"], place.at("detection")),
        refraction=MappingProxyType(read_refraction(tables.get("refraction"), place.at("refraction"))),
        firing=read_firing(read_toml(firing), Place(firing.name)),
        effects=read_entry(RadarEffectFigures, read_toml(effects), Place(effects.name)),
        outside=read_entry(OutsideFigures, read_toml(outside), Place(outside.name)),
        wear=read_entry(WearFigures, read_toml(wear), Place(wear.name)),
        presets=MappingProxyType(shelf.presets),
        sources=MappingProxyType(shelf.sources),
        fields=load_fields(),
        digest=_digest([common, firing, effects, wear, outside, DATA / "fields.toml", *read]),
    )
    problems = list(_problems(catalogue, shelf.files, common.name))
    if problems:
        raise CatalogueError("\n".join(problems))
    return catalogue


def _reason(table: Mapping[str, Any], place: Place) -> str:
    """Return the note of a table of plain numbers, which must have one."""
    note = text(table.get("note", ""), place.at("note")).strip()
    if not note:
        raise place.refuse("numbers without a note", "a note that gives the reason", hint="Add note = ...")
    return note


def _problems(catalogue: Catalogue, files: Mapping[str, str], common: str) -> Iterable[str]:
    """Yield every broken rule between entries, with its file."""
    threats = catalogue.threats
    for threat_id, problem in check_threats(threats):
        yield f"{files[f'threat class {threat_id}']}: {problem}"
    for raid in catalogue.raids.values():
        file = files[f"standard raid {raid.id}"]
        yield from (f"{file}: {problem}" for problem in check_raid(raid, threats, catalogue.sources))
    for system in catalogue.systems.values():
        file = files[f"system {system.id}"]
        yield from (f"{file}: {problem}" for problem in check_system(system, threats))
        yield from (f"{file}: {problem}" for problem in check_figures(system, catalogue.sources))
    for formation in catalogue.formations.values():
        file = files[f"formation {formation.id}"]
        yield from (f"{file}: {problem}" for problem in check_formation(formation, catalogue.systems))
        yield from (f"{file}: {problem}" for problem in check_figures(formation, catalogue.sources))
    for threat in threats.values():
        file = files[f"threat class {threat.id}"]
        yield from (f"{file}: {problem}" for problem in check_figures(threat, catalogue.sources))
    conditions = catalogue.conditions
    yield from (f"{common}: {problem}" for problem in check_figures(conditions, catalogue.sources))
    yield from (f"effects.toml: {problem}" for problem in check_effects(catalogue.effects, threats))
    yield from (f"effects.toml: {problem}" for problem in check_figures(catalogue.effects, catalogue.sources))
    yield from (
        f"upkeep.toml: {problem}"
        for problem in check_wear(catalogue.wear, catalogue.systems, catalogue.threats)
    )
    yield from (f"upkeep.toml: {problem}" for problem in check_figures(catalogue.wear, catalogue.sources))
    yield from (f"outside.toml: {problem}" for problem in check_outside(catalogue.outside, threats))
    yield from (f"outside.toml: {problem}" for problem in check_figures(catalogue.outside, catalogue.sources))
    for problem in check_conditions(conditions, threats, list(catalogue.systems.values())):
        yield f"{common}: {problem}"
    yield from (f"{common}: {problem}" for problem in check_detection(catalogue.detection))
    for problem in check_firing(catalogue.firing, threats, catalogue.sources):
        yield f"doctrine.toml: {problem}"
    for preset_id, problem in check_presets(catalogue.presets, catalogue.sources, threats):
        yield f"{files[f'doctrine preset {preset_id}']}: {problem}"
    yield from check_joint_draws(dict(catalogue.figures()))


def _digest(paths: Iterable[Path]) -> str:
    """Return the SHA-256 of the content of the files, whatever their place on the machine."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + len(content).to_bytes(8, "little") + content)
    return digest.hexdigest()
