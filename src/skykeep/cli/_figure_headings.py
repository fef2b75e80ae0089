"""What stands above the figures of one part of what systems share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skykeep.model import CostFigures, OutsideFigures, RadarEffectFigures, WearFigures

__all__ = ["cost_heading", "effect_heading", "outside_heading", "upkeep_heading"]


def upkeep_heading(entry: WearFigures, part: tuple[str, ...]) -> str:
    """Return what stands above the figures of one part of the upkeep."""
    kind, *rest = part
    if not rest:
        return "Transloaders and lorries"
    named = {each.id: each.name for each in getattr(entry, kind)}
    titles = {
        "parts": "failures and repair",
        "damage": "how often what it reaches is out of action",
        "moves": "times to move",
        "surroundings": "what it hides",
    }
    title = f"{{}}: {titles[kind]}"
    return f"{title.format(named[rest[0]])}  {kind}/{rest[0]}"


def cost_heading(entry: CostFigures, part: tuple[str, ...]) -> str:
    """Return what stands above the figures of one part of the costs."""
    if not part:
        return "Rules"
    kind, name = part
    if kind == "rounds":
        return f"{next(each.name for each in entry.rounds if each.id == name)}: price of one  rounds/{name}"
    return f"Price of one unit that follows from no contract: {name}  prices/{name}"


def outside_heading(entry: OutsideFigures, part: tuple[str, ...]) -> str:
    """Return what stands above the figures of one part of those who watch from outside."""
    kind, *rest = part
    if kind == "passive":
        named = {each.id: each.name for each in entry.passive}
        return f"{named[rest[0]]}  passive/{rest[0]}"
    return f"Emission of {rest[0]}" if rest else "Links of outside eyes"


def effect_heading(entry: RadarEffectFigures, part: tuple[str, ...]) -> str:
    """Return what stands above the figures of one part of the radar effects."""
    kind, *rest = part
    if not rest:
        return {"receivers": "Every receiver", "air": "Air and rain"}[kind]
    if kind == "self_screening":
        return f"Jammer that a threat carries: {rest[0]}"
    named: dict[str, str] = {each.id: each.name for each in entry.bands}
    named |= {each.id: each.name for each in entry.land_covers}
    named |= {each.id: each.name for each in entry.jammers}
    title = {"bands": "{} band", "land_covers": "Ground: {}", "jammers": "Stand-off: {}"}[kind]
    return f"{title.format(named[rest[0]])}  {kind}/{rest[0]}"
