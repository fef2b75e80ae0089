"""What may move an answer: the figures that differ from world to world or raid to raid, and their ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from skykeep.catalogue import Catalogue, favours, iter_figures
from skykeep.compiler.bodies import body_grid
from skykeep.compiler.doctrine import FIRING, drawn_choices
from skykeep.compiler.draws import REFRACTION
from skykeep.compiler.heights import height_grid
from skykeep.compiler.worlds import field_of
from skykeep.model import Figure, Scenario

from .prepare import DRAWN_PER_RAID, figures_that_count

__all__ = ["DRAWN_VIEW", "Cause", "best_drawn", "causes_of", "moving_figures", "values_at_ends"]

DRAWN_VIEW: Final = "balanced"
_BODY = "/body/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Figures that move together: the first by name, those drawn with it, its kind, and its best and ends.

    Where these are places in a list, ``alternatives`` holds the ids of the list.
    """

    figure: str
    with_it: tuple[str, ...]
    kind: str
    best: float
    low: float
    high: float
    alternatives: tuple[str, ...] = ()


def causes_of(scenario: Scenario, catalogue: Catalogue, figures: Mapping[str, Figure]) -> tuple[Cause, ...]:
    """Return every cause that differs from world to world or from raid to raid of a scenario; ``figures``
    are those of :func:`moving_figures`."""
    return (*_causes(figures), *_bending(scenario, catalogue), *_firing(scenario, catalogue))


def values_at_ends(cause: Cause, figures: Mapping[str, Figure]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the values of a cause's figures, by id, at its low and at its high end."""
    names = (cause.figure, *cause.with_it)
    ends = {name: _ends(figures[name]) if name in figures else (cause.low, cause.high) for name in names}
    for name in names:
        if _BODY in name and favours(field_of(name)) != favours(field_of(cause.figure)):
            ends[name] = ends[name][::-1]
    return {name: low for name, (low, _) in ends.items()}, {name: high for name, (_, high) in ends.items()}


def moving_figures(scenario: Scenario, catalogue: Catalogue) -> dict[str, Figure]:
    """Return every figure that can move the raids, those that are drawn for each raid included."""
    found = figures_that_count(scenario, catalogue)
    if scenario.conditions:
        found |= {
            name: figure
            for name, figure in iter_figures(catalogue.conditions)
            if name.endswith(DRAWN_PER_RAID)
        }
        found |= _heights(scenario, catalogue)
    return found | _bodies(found)


def _bodies(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Return the figures of bodies, each from the least to the greatest that is drawn; those of a class move
    together, as worlds draw them."""
    found = {}
    for name, figure in figures.items():
        owner, is_body, _ = name.partition(_BODY)
        if is_body:
            grid = sorted(body_grid(name, figure))
            best = min(max(figure.best, grid[0]), grid[-1])
            same = f"{owner}{_BODY}"
            found[name] = replace(figure, low=grid[0], high=grid[-1], best=best, same_draw=same)
    return found


def _heights(scenario: Scenario, catalogue: Catalogue) -> dict[str, Figure]:
    """Return the heights that raids draw, each from the lowest to the highest that is drawn."""
    found = {}
    for name in sorted({group.threat_class for group in scenario.raid.groups if group.height_m is None}):
        figure = catalogue.threats[name].set_height_m
        grid = height_grid(figure)
        found[f"threats/{name}/set_height_m"] = replace(
            figure, low=grid[0], high=grid[-1], best=min(max(figure.best, grid[0]), grid[-1])
        )
    return found


def _ends(figure: Figure) -> tuple[float, float]:
    """Return the least and the greatest value that is drawn of a figure."""
    claims = [choice.value for choice in figure.alternatives]
    return (min(claims), max(claims)) if claims else (figure.low, figure.high)


def best_drawn(figure: Figure) -> float:
    """Return the best value of a figure, within what is drawn of it."""
    low, high = _ends(figure)
    return min(max(figure.best, low), high)


def _causes(figures: Mapping[str, Figure]) -> tuple[Cause, ...]:
    """Return the causes: figures that differ from world to world or raid to raid, shared draws together."""
    groups: dict[str, list[str]] = {}
    for name, figure in figures.items():
        low, high = _ends(figure)
        if low < high:
            groups.setdefault(figure.same_draw or name, []).append(name)
    found = []
    for first, *others in groups.values():
        figure = figures[first]
        low, high = _ends(figure)
        found.append(
            Cause(
                figure=first,
                with_it=tuple(others),
                kind=figure.kind,
                best=best_drawn(figure),
                low=low,
                high=high,
            )
        )
    return tuple(found)


def _bending(scenario: Scenario, catalogue: Catalogue) -> Iterator[Cause]:
    """Yield the bending of beams by the air, where the scenario leaves it to a region."""
    region = catalogue.refraction.get(scenario.refraction.region or "")
    if scenario.refraction.k is None and region is not None and len(region.k) > 1:
        yield Cause(
            figure=REFRACTION,
            with_it=(),
            kind="derived",
            best=region.in_view(DRAWN_VIEW),
            low=min(region.k),
            high=max(region.k),
        )


def _firing(scenario: Scenario, catalogue: Catalogue) -> Iterator[Cause]:
    """Yield the firing doctrine where it is drawn: its ends are the first and last of the others."""
    doctrines = [unit.doctrine or catalogue.system(unit.system).doctrine for unit in scenario.fire_units]
    classes = [catalogue.threats[name] for name in {group.threat_class for group in scenario.raid.groups}]
    firing = catalogue.firing
    known = [each.id for each in firing.alternatives]
    places = [known.index(each.id) for each in drawn_choices(doctrines, classes, firing)]
    best = known.index(firing.best)
    others = [place for place in places if place != best]
    if others:
        yield Cause(
            figure=FIRING,
            with_it=(),
            kind="assumed",
            best=best,
            low=others[0],
            high=others[-1],
            alternatives=tuple(known),
        )
