"""From the tables of a scenario file that switch radar effects on to the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from skykeep.model import BlankedSector, FireUnitSite, Jammer, RadarEffectFigures, RadarEffects, System

from .effect_tables import BlankedSectorTable, JammerTable
from .tables import ScenarioTable

__all__ = ["build_effects", "plain_effects"]

Known = Callable[[str, str, Iterable[str], str], bool]
"""Complains of an id that is not one of some: path, given, allowed, what they are."""

_PLACES = (("lat_deg", "lon_deg"), ("bearing_rad", "distance_m"), ("axis_bearing_rad", "distance_m"))
_PLACE_WORDS = "lat_deg and lon_deg, bearing_deg and distance_km, or axis_bearing_deg and distance_km"


def build_effects(
    table: ScenarioTable,
    fire_units: Iterable[FireUnitSite],
    catalogue: tuple[RadarEffectFigures, Mapping[str, System]],
    known: Known,
    complain: Callable[[str], None],
) -> RadarEffects:
    """Return the radar effects of a scenario after complaining about what cannot be.

    ``catalogue`` holds the figures of radar effects, and the systems.
    """
    figures, systems = catalogue
    units = {unit.id: unit.system for unit in fire_units}
    jammers, sectors = table.jammers or [], table.blanked_sectors or []
    ids = [jammer.id for jammer in jammers]
    for number, jammer in enumerate(jammers):
        _check_jammer(jammer, f"jammers[{number}]", figures, known, complain)
        if jammer.id in ids[:number]:
            complain(f"jammers[{number}].id: {jammer.id!r} stands twice: give each its own id")
    for number, sector in enumerate(sectors):
        _check_sector(sector, f"blanked_sectors[{number}]", (units, systems), known, complain)
    return RadarEffects(
        **asdict(table.radar_effects),
        jammers=tuple(Jammer(**asdict(jammer)) for jammer in jammers),
        blanked_sectors=tuple(
            BlankedSector(**{name: value for name, value in asdict(sector).items() if value is not None})
            for sector in sectors
        ),
    )


def _check_jammer(
    jammer: JammerTable, path: str, figures: RadarEffectFigures, known: Known, complain: Callable[[str], None]
) -> None:
    """Complain about a kind that there is not, a place that is not said in one way, and an end before it
    begins."""
    kinds = [kind.id for kind in figures.jammers]
    known(f"{path}.kind", jammer.kind, kinds, "the jammers of the catalogue")
    keys = ("lat_deg", "lon_deg", "bearing_rad", "axis_bearing_rad", "distance_m")
    given = {key for key in keys if getattr(jammer, key) is not None}
    if given not in [set(place) for place in _PLACES]:
        complain(f"{path}: must say where it stands by {_PLACE_WORDS}, and by nothing else")
    _check_times(jammer, path, complain)


def _check_sector(
    sector: BlankedSectorTable,
    path: str,
    units: tuple[Mapping[str, str], Mapping[str, System]],
    known: Known,
    complain: Callable[[str], None],
) -> None:
    """Complain about a fire unit or radar that there is not, and a sector without a width."""
    names, systems = units
    wanted = [sector.fire_unit] if sector.fire_unit is not None else list(names)
    if sector.fire_unit is not None:
        known(f"{path}.fire_unit", sector.fire_unit, names, "the fire units of this file")
    if sector.radar is not None:
        there = [systems[names[unit]] for unit in wanted if names.get(unit) in systems]
        radars = [radar.id for system in there for radar in system.radars]
        known(f"{path}.radar", sector.radar, radars, "the radars of the fire units")
    if sector.from_rad == sector.to_rad:
        complain(f"{path}: begins and ends at one bearing: must have a width")
    _check_times(sector, path, complain)


def _check_times(table: JammerTable | BlankedSectorTable, path: str, complain: Callable[[str], None]) -> None:
    """Complain about what ends before it begins."""
    if table.end_s is not None and table.end_s <= table.start_s:
        complain(f"{path}.end_s: given {table.end_s:g}, must be above start_s, {table.start_s:g}")


def plain_effects(effects: RadarEffects) -> dict[str, Any]:
    """Return the tables of a file that says what is on; none where nothing is."""
    found = {
        name: [_given(each) for each in getattr(effects, name)] for name in ("jammers", "blanked_sectors")
    }
    flags = {name: value for name, value in asdict(effects).items() if name not in found}
    usual = {name: value for name, value in asdict(RadarEffects()).items() if name not in found}
    tables: dict[str, Any] = {name: rows for name, rows in found.items() if rows}
    return tables | ({"radar_effects": flags} if flags != usual else {})


def _given(entry: Jammer | BlankedSector) -> dict[str, Any]:
    """Return the keys of an entry that say something."""
    return {name: value for name, value in asdict(entry).items() if value not in (None, "")}
