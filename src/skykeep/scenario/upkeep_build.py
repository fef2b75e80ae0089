"""From the tables of a scenario file on losses and supply to the model, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from skykeep.model import AlternateSite, FireUnitSite, FormationSite, SiteOffset, Supply, Upkeep

from .tables import FireUnitTable, ScenarioTable
from .upkeep_tables import AlternateTable, OffsetTable, SupplyTable, UpkeepTable

__all__ = ["alternate_of", "check_upkeep", "offset_of", "plain_upkeep", "supply_of", "upkeep_of"]

_SWITCHED_BY = (
    (("repair",), ("spares", "repair_s")),
    (("failures", "link_failures"), ("mtbf_s", "mttr_s")),
)
"""Keys of upkeep that say nothing unless one of some switches is given."""
_DEPOT_KEYS = ("depot_m", "depot_handling_s", "road_speed_mps")


def supply_of(common: SupplyTable | None, own: SupplyTable | None) -> Supply | None:
    """Return how launchers are loaded by the tables of all fire units and of one, whose keys win."""
    given = _given(common) | _given(own)
    return None if common is None and own is None else Supply(**given)


def upkeep_of(common: UpkeepTable | None, own: UpkeepTable | None) -> Upkeep | None:
    """Return what becomes of parts that fail or were hit, in the same way."""
    given = _given(common) | _given(own)
    return None if common is None and own is None else Upkeep(**given)


def alternate_of(table: AlternateTable | None) -> AlternateSite | None:
    """Return the alternate site of a fire unit."""
    return None if table is None else AlternateSite(**asdict(table))


def offset_of(table: OffsetTable | None) -> SiteOffset | None:
    """Return how far off its place a fire unit or formation stands."""
    return None if table is None else SiteOffset(**asdict(table))


def _given(table: Any) -> dict[str, Any]:
    """Return the keys of a table that say something."""
    if table is None:
        return {}
    return {name: value for name, value in asdict(table).items() if value is not None}


def check_upkeep(table: ScenarioTable, complain: Callable[[str], None]) -> None:
    """Complain about keys that stand alone, and an alternate site to which nothing ever moves."""
    for number, unit in enumerate(table.fire_units):
        path = f"fire_units[{number}]"
        _check_supply(table.supply, unit.supply, path, complain)
        _check_repair(table.upkeep, unit.upkeep, path, complain)
        _check_alternate(unit, path, complain)
    if not table.fire_units:
        _check_supply(table.supply, None, "", complain)
        _check_repair(table.upkeep, None, "", complain)
    for number, site in enumerate(table.formations):
        _check_repair(table.upkeep, site.upkeep, f"formations[{number}]", complain)


def _where(key: str, own: Any, path: str, table: str) -> str:
    """Return the path of a key: in a fire unit's own table, or in that of all."""
    owned = own is not None and getattr(own, key) is not None
    return f"{path}.{table}.{key}" if owned else f"{table}.{key}"


def _check_supply(
    common: SupplyTable | None, own: SupplyTable | None, path: str, complain: Callable[[str], None]
) -> None:
    """Complain about transloaders that are loaded from nowhere, and keys without transloaders."""
    given = _given(common) | _given(own)
    if "transloaders" not in given:
        for key in given:
            place = _where(key, own, path, "supply")
            complain(f"{place}: stands without transloaders, which it is about: give transloaders, or 0")
        return
    if "depot_loads" not in given:
        for key in (name for name in _DEPOT_KEYS if name in given):
            place = _where(key, own, path, "supply")
            complain(f"{place}: stands without loads at a depot: give depot_loads too")


def _check_repair(
    common: UpkeepTable | None, own: UpkeepTable | None, path: str, complain: Callable[[str], None]
) -> None:
    """Complain about spares without repair, repair without spares, and times of what is off."""
    given = _given(common) | _given(own)
    if given.get("repair") and not given.get("spares"):
        place = _where("repair", own, path, "upkeep")
        complain(f"{place}: is on without spares, and each repair takes one: give spares = 1 or more")
    for switches, keys in _SWITCHED_BY:
        if not any(switch in given for switch in switches):
            for key in (name for name in keys if name in given):
                place, wanted = _where(key, own, path, "upkeep"), switches[0]
                complain(
                    f"{place}: stands without {wanted}, which it is about: give {wanted} = true or false"
                )


def _check_alternate(unit: FireUnitTable, path: str, complain: Callable[[str], None]) -> None:
    """Complain about a site to which nothing ever moves."""
    site = unit.alternate
    if site is not None and not site.when_shot_at and site.leave_s is None:
        complain(f"{path}.alternate: is never gone to: give leave_s, or when_shot_at = true")


def plain_upkeep(each: FireUnitSite | FormationSite) -> dict[str, Any]:
    """Return the tables of a fire unit or formation that say what is on; none where nothing is."""
    found = {name: getattr(each, name, None) for name in ("supply", "upkeep", "offset", "alternate")}
    plain = {name: _given(value) for name, value in found.items() if value is not None}
    return plain if each.site is None else plain | {"site": each.site}
