"""What a scenario says of losses and supply, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

from skykeep.catalogue.wear_figures import DAMAGED
from skykeep.model import (
    AlternateSite,
    FireUnitSite,
    FormationSite,
    Scenario,
    SiteKind,
    SiteOffset,
    Supply,
    Upkeep,
)
from skykeep.plurals import counted

__all__ = ["upkeep_listing", "upkeep_sentences"]

_MINUTE_S, _KILOMETRE_M = 60.0, 1000.0
_DRAWN = "its time drawn from assumed limits"


def upkeep_listing(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Return whom it is about and what is on, one pair for each thing; what all have alike stands once."""
    found: list[tuple[str, str]] = []
    for name, words_of in (("supply", _supply), ("upkeep", _upkeep)):
        pairs = [(each.id, words) for each in scenario.placed if (words := words_of(each))]
        if len(pairs) > 1 and len({words for _, words in pairs}) == 1:
            pairs = [(f"{name} of all", pairs[0][1])]
        else:
            pairs = [(f"{name} of {who}", words) for who, words in pairs]
        found += [next(rows) for _, rows in groupby(pairs)]
    found += [(f"site of {each.id}", _offset(each.offset)) for each in scenario.placed if each.offset]
    found += [(f"about {each.id}", _surroundings(each.site)) for each in scenario.placed if each.site]
    found += [
        (f"alternate site of {unit.id}", _alternate(unit.alternate))
        for unit in scenario.fire_units
        if unit.alternate is not None
    ]
    found += [
        (f"orders of {unit.id}", f"a launch comes {unit.order_s:g} s after its decision at the earliest")
        for unit in scenario.fire_units
        if unit.order_s
    ]
    return tuple(found)


def upkeep_sentences(scenario: Scenario) -> tuple[str, ...]:
    """Return what every answer says about losses and supply; nothing where a scenario asks for none and its
    raid aims at no part of the defence."""
    pairs, damage = upkeep_listing(scenario), _damage(scenario)
    if not pairs:
        return damage
    said = "; ".join(f"{who}: {words}" for who, words in pairs)
    assumed = "What is not stated is assumed ('skykeep catalogue show upkeep')"
    return (f"{said[0].upper()}{said[1:]}. {assumed}.", *damage)


def _damage(scenario: Scenario) -> tuple[str, ...]:
    """Return what becomes of parts that the raid aims at."""
    words = {aim: aim.replace("_", " ") for aim in DAMAGED}
    aimed = [word for aim, word in words.items() if any(group.aim == aim for group in scenario.raid.groups)]
    if not aimed:
        return ()
    parts = " or ".join(f"{'an' if word[0] in 'aeiou' else 'a'} {word}" for word in aimed)
    return (
        f"A leaker that was aimed at {parts} puts it out of action with a chance by its class, drawn from "
        "assumed limits in each world ('skykeep catalogue show upkeep').",
    )


def _supply(each: FireUnitSite | FormationSite) -> str:
    """Return how the launchers of a fire unit are loaded."""
    supply = getattr(each, "supply", None)
    if not isinstance(supply, Supply):
        return ""
    if not supply.transloaders:
        return "launchers load themselves"
    parts = [f"{counted(supply.transloaders, 'transloader')} of each set load its launchers in turn"]
    parts.append(_time("", supply.load_s) + " each" if supply.load_s is not None else _DRAWN)
    if supply.loads_at_hand is not None:
        parts.append(f"{counted(supply.loads_at_hand, 'load')} at hand")
    if supply.depot_loads:
        way = f"{supply.depot_m / _KILOMETRE_M:g} km away by road"
        parts.append(f"{counted(supply.depot_loads, 'load')} at a depot {way}")
    return ", ".join(parts)


def _upkeep(each: FireUnitSite | FormationSite) -> str:
    """Return what becomes of parts that fail or were hit."""
    upkeep = each.upkeep
    return "" if upkeep is None else ", ".join(_upkeep_parts(upkeep)) or "what is lost stays lost"


def _upkeep_parts(upkeep: Upkeep) -> Iterator[str]:
    """Yield repair and failures, as far as they are on."""
    if upkeep.repair:
        time = _DRAWN if upkeep.repair_s is None else _time("in ", upkeep.repair_s)
        yield f"parts that were hit are repaired, {time}, with {counted(upkeep.spares, 'spare')}"
    failing = ["parts"] if upkeep.failures else []
    failing += ["links to launchers"] if upkeep.link_failures else []
    if failing:
        mean = (
            "by assumed figures" if upkeep.mtbf_s is None else _time("every ", upkeep.mtbf_s) + " in the mean"
        )
        mended = "" if upkeep.mttr_s is None else f", for {_time('', upkeep.mttr_s)} in the mean"
        yield f"{' and '.join(failing)} fail at random {mean}{mended}"


def _offset(offset: SiteOffset) -> str:
    """Return how far off its place a battery stands."""
    far = "a distance drawn from assumed limits"
    if offset.distance_m is not None:
        far = f"{offset.distance_m / _KILOMETRE_M:g} km"
    where = "in a direction drawn evenly"
    if offset.bearing_rad is not None:
        where = f"on {math.degrees(offset.bearing_rad):g} degrees"
    return f"{far} from its place, {where}"


def _surroundings(site: SiteKind) -> str:
    """Return what stands about a site, and what it hides."""
    if site == "open":
        return "nothing nearer than the elevation data tell"
    return f"{site}, which hides all below an elevation drawn from assumed limits"


def _alternate(site: AlternateSite) -> str:
    """Return where a fire unit goes, and when."""
    when = ["once it was shot at"] if site.when_shot_at else []
    if site.leave_s is not None:
        when.append(_time("after ", site.leave_s))
    times = [
        f"{_time('', given)} to {words}"
        for given, words in ((site.tear_down_s, "pack up"), (site.set_up_s, "set up"))
        if given is not None
    ]
    return ", ".join(
        [
            f"it moves to {site.lat_deg:g}, {site.lon_deg:g} {' or '.join(when)} and is silent meanwhile",
            *times,
        ]
    )


def _time(before: str, time_s: float) -> str:
    """Return a time in minutes."""
    return f"{before}{time_s / _MINUTE_S:g} min"
