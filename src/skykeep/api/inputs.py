"""What a computation is given: a scenario, a catalogue, the ground, each by name, by path or as an object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue, load_catalogue
from skykeep.errors import UsageError
from skykeep.model import SOBOL_BATCHES, Scenario, Study, TerrainChoice
from skykeep.scenario.file import read_scenario
from skykeep.scenario.nodes import scenario_nodes, unknown_node

from .kinds import refuses_wrong_kinds
from .options import count_asked, design_asked, seed_asked, view_asked

if TYPE_CHECKING:
    from skykeep.study.stopping import HalfWidth
    from skykeep.terrain import Heightfield

__all__ = [
    "catalogue_of",
    "design_not_used",
    "goal_of_means",
    "ground_of",
    "load_scenario",
    "load_terrain",
    "on_ground",
    "scenario_of",
    "with_design",
    "with_independent_worlds",
    "with_losses",
    "with_study",
]


@refuses_wrong_kinds
def load_scenario(scenario: Path | str, *, catalogue: Catalogue | Path | str | None = None) -> Scenario:
    """Return the scenario of a file, or the shipped one of that name.

    Parameters
    ----------
    scenario
        Path of a scenario file (TOML), or the name of a shipped scenario.
    catalogue
        A catalogue, or a system file or folder of your own to be read beside the shipped one.

    Raises
    ------
    ScenarioError
        If there is no such file, or anything in it is unknown, missing or out of range.

    Examples
    --------
    >>> load_scenario("iraq-baghdad-s300pmu2-cruise").raid.count
    24
    """
    return read_scenario(scenario, catalogue=catalogue_of(catalogue))


@refuses_wrong_kinds
def load_terrain(
    source: Path | str = "shipped", *, site: tuple[float, float] | None = None, radius_m: float | None = None
) -> Heightfield:
    """Return elevation data.

    Parameters
    ----------
    source
        ``shipped``, ``flat``, or the path of a file or folder of tiles.
    site
        Latitude and longitude in degrees: of tiles, only those that touch the circle about it are read.
    radius_m
        Radius of that circle, m; by default enough for the longest public radar range.

    Raises
    ------
    TerrainError
        If the source is unknown, holds nothing readable, or does not touch the circle.
    """
    from skykeep.terrain import choose_terrain

    lat_deg, lon_deg = site if site is not None else (None, None)
    if radius_m is None:
        return choose_terrain(str(source), lat_deg=lat_deg, lon_deg=lon_deg)
    return choose_terrain(str(source), lat_deg=lat_deg, lon_deg=lon_deg, radius_m=radius_m)


def catalogue_of(given: Catalogue | Path | str | None) -> Catalogue:
    """Return a catalogue: the one given, or the shipped one with the user's own files beside it."""
    return given if isinstance(given, Catalogue) else load_catalogue(given)


def scenario_of(given: Scenario | Path | str, catalogue: Catalogue) -> Scenario:
    """Return a scenario: the one given, or that of a file or a shipped name.

    Raises
    ------
    UsageError
        If it is none of these.
    """
    if isinstance(given, Scenario):
        return given
    if isinstance(given, str | Path):
        return read_scenario(given, catalogue=catalogue)
    raise UsageError(
        f"scenario: given {type(given).__name__}; must be a path, the name of a shipped scenario, or a "
        "Scenario"
    )


def ground_of(given: Any) -> Heightfield | str | None:
    """Return the ground asked for: an object as it is, a path as text."""
    return str(given) if isinstance(given, Path) else given


def with_study(
    scenario: Scenario,
    *,
    worlds: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    view: str | None = None,
) -> Scenario:
    """Return the scenario with what is given in place of its study's own.

    Raises
    ------
    UsageError
        If a number is out of range, or there is no such view.
    """
    study = scenario.study
    return replace(
        scenario,
        study=replace(
            study,
            worlds=study.worlds if worlds is None else count_asked("worlds", worlds),
            replications=study.replications
            if replications is None
            else count_asked("replications", replications),
            seed=study.seed if seed is None else seed_asked(seed),
            view=view_asked(view) or study.view,
        ),
    )


def with_design(study: Study, design: str | None = None, *, until: str | float | None = None) -> Study:
    """Return the study with the design that is asked for in place of its own.

    Raises
    ------
    UsageError
        If there is no such design, or it cannot have so many worlds.
    """
    asked = design_asked(design)
    if asked is not None:
        study = replace(study, design="sobol" if asked == "sobol" else None)
    if study.design is None:
        return study
    if until is not None:
        raise UsageError(
            f"until {until!r}: a study with the design sobol has as many worlds as it is given, and its "
            "summary says how it converges; leave until out, or take the design independent"
        )
    points = -(-study.worlds // SOBOL_BATCHES)
    above = 1 << max(0, (points - 1).bit_length())
    if study.worlds != SOBOL_BATCHES * above:
        below = f"{SOBOL_BATCHES * above // 2} or " if above > 1 else ""
        raise UsageError(
            f"worlds {study.worlds}: the design sobol has {SOBOL_BATCHES} sequences of a power of two of "
            f"worlds each; give {below}{SOBOL_BATCHES * above} worlds, or take the design independent"
        )
    return study


def with_independent_worlds(scenario: Scenario) -> Scenario:
    """Return the scenario for a study that adds worlds or compares options: its worlds are independent.

    Where the scenario asks for another design, the answer says so with :func:`design_not_used`.
    """
    return replace(scenario, study=replace(scenario.study, design=None))


def design_not_used(asked: str | None) -> list[dict[str, str]]:
    """Return the warning of an answer whose scenario asks for a design that its study does not take.

    Examples
    --------
    >>> [warning["name"] for warning in design_not_used("sobol")]
    ['design_not_used']
    >>> design_not_used(None)
    []
    """
    if asked is None:
        return []
    return [
        {
            "name": "design_not_used",
            "text": f"The scenario asks for the design {asked}, which this study does not take: its worlds "
            "are independent draws of the public figures. Only a run takes that design.",
        }
    ]


def with_losses(scenario: Scenario, lost: Sequence[str] | str, catalogue: Catalogue) -> Scenario:
    """Return the scenario without some more nodes of its defence.

    Raises
    ------
    UsageError
        If it has no such node; the message names the nearest.
    """
    nodes = scenario_nodes(scenario.fire_units, catalogue, scenario.formations, scenario.watch.eyes)
    given = (lost,) if isinstance(lost, str) else tuple(lost)
    for name in given:
        if name not in {node.id for node in nodes}:
            raise UsageError(f"lost: {unknown_node(str(name), nodes)}")
    return replace(scenario, lost=tuple(dict.fromkeys((*scenario.lost, *given))))


def goal_of_means(until: str | float) -> HalfWidth:
    """Return the goal of a study of one option: a half-width of its mean leakers.

    Raises
    ------
    UsageError
        If it is none; an order of options is none either.
    """
    from skykeep.study.stopping import HalfWidth, parse_goal

    goal = parse_goal(until)
    if not isinstance(goal, HalfWidth):
        raise UsageError(f"until {until!r}: there are no options here to put in order; give a half-width")
    return goal


def on_ground(scenario: Scenario, ground: Heightfield | str | None) -> tuple[Scenario, Heightfield | None]:
    """Return the scenario on the ground asked for: named in it, or an object beside it."""
    if not isinstance(ground, str):
        return scenario, ground
    return replace(scenario, terrain=TerrainChoice(source=ground)), None
