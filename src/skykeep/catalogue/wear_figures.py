"""Which figures of upkeep a scenario uses: those of what it asks for and does not say itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from skykeep.model import AlternateSite, Figure, Scenario, Supply, Upkeep, WearFigures

from .identity import UPKEEP_ROOT, iter_figures
from .wear_checks import MAST, OTHER_CLASS, OTHER_SYSTEM

if TYPE_CHECKING:
    from .loader import Catalogue

__all__ = [
    "DAMAGED",
    "damage_path",
    "damage_paths",
    "figures_of_wear",
    "move_path",
    "part_path",
    "sites_path",
    "supply_path",
    "surroundings_path",
]


def supply_path() -> str:
    """Return where the figures of supply are found."""
    return f"{UPKEEP_ROOT}/supply"


def sites_path() -> str:
    """Return where the figure of how far batteries stand off is found."""
    return f"{UPKEEP_ROOT}/sites"


def surroundings_path(site: str | None) -> str:
    """Return where the figure of what stands about a site is found; nowhere for an open one."""
    return "" if site in (None, "open") else f"{UPKEEP_ROOT}/surroundings/{site}"


def part_path(kind: str) -> str:
    """Return where the figures of a kind of part are found."""
    return f"{UPKEEP_ROOT}/parts/{kind}"


DAMAGED: Mapping[str, str] = MappingProxyType(
    {
        "engagement_radar": "radar_p",
        "searching_radar": "radar_p",
        "command_post": "command_post_p",
        "launcher": "launcher_p",
    }
)
"""The figure of damage by what a raid group aims at."""


def damage_path(threat_class: str, figures: WearFigures) -> str:
    """Return where the chances are found that a class of threats puts what it aims at out of action."""
    known = threat_class in {damage.id for damage in figures.damage}
    return f"{UPKEEP_ROOT}/damage/{threat_class if known else OTHER_CLASS}"


def damage_paths(classes: Iterable[str], figures: WearFigures) -> dict[str, str]:
    """Return where the chances of some classes of threats are found, by class."""
    return {name: damage_path(name, figures) for name in classes}


def move_path(system: str, figures: WearFigures) -> str:
    """Return where the times to move of a system are found."""
    known = system in {move.id for move in figures.moves}
    return f"{UPKEEP_ROOT}/moves/{system if known else OTHER_SYSTEM}"


def figures_of_wear(scenario: Scenario, catalogue: Catalogue) -> Mapping[str, Figure]:
    """Return the figures, by id, that losses and supply of a scenario use; none where it asks for none
    and its raid aims at no part of the defence."""
    wanted: set[str] = set()
    for unit in scenario.fire_units:
        wanted |= set(_of_supply(unit.supply))
        wanted |= set(_of_upkeep(unit.upkeep, ("radar", "command-post", "launcher")))
        wanted |= set(_of_links(unit.upkeep))
        wanted |= set(_of_move(unit.alternate, move_path(unit.system, catalogue.wear)))
    for site in scenario.formations:
        wanted |= set(_of_upkeep(site.upkeep, ("radar", "command-post")))
    if any(each.offset is not None and each.offset.distance_m is None for each in scenario.placed):
        wanted.add(f"{sites_path()}/offset_m")
    wanted |= {
        f"{damage_path(group.threat_class, catalogue.wear)}/{DAMAGED[group.aim]}"
        for group in scenario.raid.groups
        if group.aim in DAMAGED
    }
    wanted |= {f"{path}/mask_rad" for each in scenario.placed if (path := surroundings_path(each.site))}
    return {name: figure for name, figure in iter_figures(catalogue.wear) if name in wanted}


def _of_supply(supply: Supply | None) -> Iterator[str]:
    """Yield the figures of how launchers are loaded."""
    if supply is None or not supply.transloaders:
        return
    names = ["load_s"]
    if supply.depot_loads:
        names += ["depot_handling_s", "road_speed_mps"]
    yield from (f"{supply_path()}/{name}" for name in names if getattr(supply, name) is None)


def _of_upkeep(upkeep: Upkeep | None, kinds: Iterable[str]) -> Iterator[str]:
    """Yield the figures of failures and repair."""
    if upkeep is None:
        return
    names = (["repair_s"] if upkeep.repair else []) + (["mtbf_s", "mttr_s"] if upkeep.failures else [])
    for kind in kinds:
        yield from (f"{part_path(kind)}/{name}" for name in names if getattr(upkeep, name) is None)


def _of_links(upkeep: Upkeep | None) -> Iterator[str]:
    """Yield the figures of failures of the links to launchers."""
    if upkeep is None or not upkeep.link_failures:
        return
    names = ("mtbf_s", "mttr_s")
    yield from (f"{part_path('launcher-link')}/{name}" for name in names if getattr(upkeep, name) is None)


def _of_move(site: AlternateSite | None, path: str) -> Iterator[str]:
    """Yield the figures of a move; whether an antenna stands on a mast differs from world to world."""
    if site is None:
        return
    for name in ("tear_down_s", "set_up_s"):
        if getattr(site, name) is None:
            yield f"{path}/{name}"
            yield f"{UPKEEP_ROOT}/moves/{MAST}/{name}"
    if site.road_speed_mps is None:
        yield f"{supply_path()}/road_speed_mps"
