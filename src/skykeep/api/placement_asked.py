"""What ``skykeep.place`` is asked, checked and put together, and its answer as plain data."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue
from skykeep.coverage import Question, Site, ground_needed_m
from skykeep.coverage.country import CountryGrid, country_grid
from skykeep.coverage.question import DEFAULT_HEIGHTS_AGL_M
from skykeep.errors import UsageError
from skykeep.model import System, View
from skykeep.study.placement.candidates import candidates_of
from skykeep.study.placement.claims import PlacementClaim, claim_of
from skykeep.study.placement.cover import Cover
from skykeep.study.placement.demand import Demand, demand_of, places_of
from skykeep.study.placement.place_units import place_units
from skykeep.study.placement.sides import sides_asked
from skykeep.study.placement.told import placed_row, question_row
from skykeep.study.placement.work import Asked
from skykeep.terrain.places import city_label

from .inputs import catalogue_of, ground_of
from .sites import site_of

if TYPE_CHECKING:
    from skykeep.terrain import Heightfield

__all__ = ["Wanted", "placement_of"]

WORST = "worst"
SPACING_MOST_KM = 2_000.0
GOAL_LEAST = 1e-6
"""A smaller share is less than the smallest cell of a country."""
Given = tuple[System | str | None, int]
"""A system, and how many of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of batteries and radars alike, as it was given."""

    country: str
    heights_agl_m: tuple[float, ...]
    weights: Sequence[float] | str | None
    cover: Path | str
    candidates: Path | str
    fixed: tuple[Any, ...]
    overlap: int
    spacing_km: float
    one_lost: bool
    goal: float | None
    front: int | None
    sides: Sequence[str] | str
    target: str | None
    worlds: int
    seed: int
    view: View | None
    time_limit_s: float
    gap: float


def placement_of(
    wanted: Wanted,
    *,
    batteries: Given,
    radars: Given,
    terrain: Heightfield | Path | str | None,
    catalogue: Catalogue | Path | str | None,
    jobs: int,
    keep_on_stop: bool,
    tick: Callable[[], object],
) -> dict[str, Any]:
    """Return the answer as plain data: of the batteries, with that of the radars inside; of the radars where
    there is no battery.
    """
    facts = catalogue_of(catalogue)
    grid = country_grid(wanted.country.upper())
    demand = demand_of(wanted.cover, grid)
    _check(wanted)
    sites = candidates_of(wanted.candidates, grid)
    ground = _grounds(terrain)
    found = []
    for (given, count), kind in ((batteries, "engageable"), (radars, "seen")):
        if given is None if kind == "engageable" else not count:
            continue
        system = _system(given, kind, facts)
        claim = claim_of(grid.code, system.id, count, demand.kind) if kind == "engageable" else None
        question, asked = _asked(wanted, grid, demand, sites, count, claim)
        question = replace(question, detection=facts.detection)
        cover = Cover(
            system=system,
            kind="engageable" if kind == "engageable" else "seen",
            question=question,
            places=places_of(grid, demand.assets),
            ground=ground,
            catalogue=facts,
        )
        placed = place_units(cover, asked, jobs=jobs, keep_on_stop=keep_on_stop, tick=tick)
        found.append(placed_row(cover, asked, placed))
        said = question_row(cover, asked, candidates_from=str(wanted.candidates))
    first = found[0] | {"radars": found[1] if len(found) > 1 else None}
    return (
        first
        | said
        | _as_given(wanted)
        | {"state": "complete" if all(each.pop("complete") for each in found) else "partial"}
    )


def _as_given(wanted: Wanted) -> dict[str, Any]:
    """Return what the answer repeats in the order and in the words in which it was asked."""
    return {
        "heights_counted_m": list(wanted.heights_agl_m),
        "weights": wanted.weights if isinstance(wanted.weights, str) else _weights(wanted),
        "spacing_km": wanted.spacing_km,
    }


def _check(wanted: Wanted) -> None:
    """Refuse numbers out of range."""
    for name, value, low, high in (
        ("spacing_km", wanted.spacing_km, 0.0, SPACING_MOST_KM),
        ("time_limit_s", wanted.time_limit_s, 0.1, 86_400.0),
        ("gap", wanted.gap, 0.0, 1.0),
    ):
        if not (math.isfinite(value) and low <= value <= high):
            raise UsageError(f"{name} {value!r}: must be a number from {low:g} to {high:g}")
    if wanted.goal is not None and not GOAL_LEAST <= wanted.goal <= 1.0:
        raise UsageError(f"goal {wanted.goal!r}: must be a share above 0 and up to 1, as 0.5 for half of it")


def _system(given: System | str | None, kind: str, facts: Catalogue) -> System:
    """Return a system that can do what is asked of it."""
    if given is None:
        raise UsageError("radars: give the system of the radars too, as --radar-system ground-master-400")
    system = facts.system(given) if isinstance(given, str) else given
    if kind == "engageable" and not system.can_engage:
        raise UsageError(
            f"system {system.id}: engages nothing; place it as radars, with --radars and --radar-system"
        )
    return system


def _grounds(terrain: Heightfield | Path | str | None) -> Callable[[System, Site, Question], Heightfield]:
    """Return what gives the elevation data of a site: the same for all, or tiles read about each."""
    from skykeep.terrain import choose_terrain

    given = ground_of(terrain)
    if given is not None and not isinstance(given, str):
        return lambda _system, _site, _question: given
    source = given or "shipped"

    def about(system: System, site: Site, question: Question) -> Heightfield:
        radius_m = ground_needed_m(system, site, question)
        return choose_terrain(source, lat_deg=site.lat_deg, lon_deg=site.lon_deg, radius_m=radius_m)

    return about


def _asked(
    wanted: Wanted,
    grid: CountryGrid,
    demand: Demand,
    sites: tuple[Site, ...],
    count: int,
    claim: PlacementClaim | None,
) -> tuple[Question, Asked]:
    """Return question and conditions; a claim is answered at the usual heights, too."""
    heights = wanted.heights_agl_m
    told = tuple(sorted({*heights, *(DEFAULT_HEIGHTS_AGL_M if claim else ())}))
    weight = dict(zip(heights, _weights(wanted) or (), strict=False))
    question = Question(heights_agl_m=told, target=wanted.target, view=wanted.view or "balanced")
    Question(heights_agl_m=heights)  # refuses a height that is given twice
    asked = Asked(
        grid=grid,
        demand=demand,
        candidates=sites,
        fixed=tuple(_fixed(each, grid) for each in wanted.fixed),
        count=count,
        counted=tuple(height in heights for height in told),
        height_weights=None if not weight else tuple(weight.get(height, 0.0) for height in told),
        overlap=wanted.overlap,
        spacing_m=1000.0 * wanted.spacing_km,
        one_lost=wanted.one_lost,
        goal=wanted.goal,
        claim=claim,
        front_to=count if wanted.front is None else wanted.front,
        sides=sides_asked(wanted.sides) if wanted.sides else (),
        worlds=wanted.worlds,
        seed=wanted.seed,
        limits=True,
        time_limit_s=wanted.time_limit_s,
        gap=wanted.gap,
    )
    return question, asked


def _fixed(given: Any, grid: CountryGrid) -> Site:
    """Return where a unit stands already: a city of the country by name, or what any place is given as."""
    for city in grid.cities:
        if isinstance(given, str) and given.casefold() == city_label(city).casefold():
            return Site(lat_deg=city.lat_deg, lon_deg=city.lon_deg, name=city_label(city))
    found = site_of(given, name="fixed")
    return found if found.name else replace(found, name=f"{found.lat_deg:.2f}, {found.lon_deg:.2f}")


def _weights(wanted: Wanted) -> list[float] | None:
    """Return the share of each height in the whole, None where the worst counts alone."""
    given, count = wanted.weights, len(wanted.heights_agl_m)
    if given is None:
        return [1.0 / count] * count
    if isinstance(given, str) and given == WORST:
        return None
    try:
        parts = given.split(",") if isinstance(given, str) else list(given)
        values = [float(part) for part in parts]
    except (TypeError, ValueError):
        values = []
    if len(values) != count or any(not 0.0 <= value < math.inf for value in values) or not sum(values) > 0.0:
        raise UsageError(
            f"weights {given!r}: must be one number for each of the {count} heights, none below 0 and not "
            "all 0, or the word worst"
        )
    return [value / sum(values) for value in values]
