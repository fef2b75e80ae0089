"""A scenario compiled: everything that cannot change in a raid, computed once and packed for the kernels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from ..catalogue import Catalogue
from ..catalogue.watch_figures import eye_systems
from ..catalogue.wear_figures import damage_paths
from ..core.kernel.records import Cube, as_table
from ..core.raid.tables.entities import Doctrine, Given
from ..core.raid.world import Case
from ..errors import CompileError, did_you_mean
from ..model.formation import Formation
from ..model.scenario import CONFIRM_LOOKS_MAX, Asset, Scenario
from ..model.system import System
from ..rng import entity_key
from ..terrain import Heightfield
from ..terrain.geodesic import WGS84
from .assigning import with_policies
from .bodies import DrawnBodies, bodies_of_classes
from .cache import CompileCache, process_cache
from .columns import class_rows, launcher_rows, p_detect_rows, radar_rows, threat_rows, unit_rows
from .command import link_rows, post_rows
from .conditions import chance_rows, kill_correlation
from .defence import lay_out_defence
from .doctrine import choice_rows, doctrine_rows, draw_firing, rows_by_alternative
from .draws import Draws, draw_figures, refraction_factors
from .duties import duty_tables
from .heights import DrawnHeights, heights_of_classes
from .known_places import lay_known_places
from .losses import LossRows, check_losses, loss_rows, without
from .paths import bearing_grid, build_path_bank
from .plans import Defence, PartPlan
from .radar_effects import effect_columns
from .raid_grid import asset_worth, first_paths, plan_raid, raid_targets
from .raids import RaidPlan, Targets, raid_paths
from .recognition import recognition_rows
from .rounds import believed_kill_p, interceptor_rows
from .settled_draws import settle_draws
from .shared_kill import raid_kill_law
from .sites import look_from_sites
from .traffic import Traffic, lay_ways, other_classes, plan_traffic, with_first_paths, with_traffic
from .uniforms import Uniforms
from .unit_facts import FireUnitFacts, unit_facts
from .wear import part_plans, wear_tables
from .whereabouts import Whereabouts, all_places, whereabouts

__all__ = ["Compiled", "FireUnitFacts", "Names", "compile_scenario", "lay_paths"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_TILES_MARGIN_M = 10_000.0
_FARTHEST_TILES_M = 700_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the rows of the columns stand for, in their order; ``first_bearing_rad``, clockwise from north,
    by bearing index: of the raid's first axis as seen from the aim point."""

    sensors: tuple[str, ...]
    posts: tuple[str, ...]
    launchers: tuple[str, ...]
    parts: tuple[str, ...]
    units: tuple[str, ...]
    layers: tuple[str, ...]
    interceptors: tuple[str, ...]
    threats: tuple[str, ...]
    threat_class: tuple[str, ...]
    classes: tuple[str, ...]
    families: tuple[str, ...]
    first_bearing_rad: tuple[float, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Compiled:
    """A case for the kernels, with what its numbers stand for.

    Attributes
    ----------
    case
        Packed columns.
    names
        Names of the rows.
    figures
        Drawn values by figure id, one array over worlds each; ``refraction/k`` is the effective-earth factor.
    firing
        Drawn firing doctrine by figure id: its place among the alternatives of the catalogue, by world.
    doctrines
        ``Case.doctrine`` of one world under each alternative that is left to be drawn, by its id.
    targets
        Parts of the defence that a raid may aim at, by kind.
    heights
        Heights of the classes whose height raids draw, by id.
    bodies
        Bodies of the quasi-ballistic classes of the raid, by id.
    units
        Facts of each fire unit.
    loss_rows
        What the rows that can be lost are called; what the scenario has lost is out of action in ``case``.
    whereabouts
        Where sites, posts, assets and the nodes of paths are.
    terrain
        The ground that was used.
    warnings
        Sentences that every table made from the case repeats: cautions of the elevation data, and what the
        compiler had to leave out or make coarser.
    catalogue_digest
        SHA-256 of the catalogue's files.
    """

    scenario: Scenario
    case: Case
    names: Names
    figures: Mapping[str, F64]
    firing: Mapping[str, I64]
    doctrines: Mapping[str, Cube[Doctrine]]
    targets: Targets
    heights: Mapping[str, DrawnHeights]
    bodies: Mapping[str, DrawnBodies]
    units: tuple[FireUnitFacts, ...]
    loss_rows: LossRows
    whereabouts: Whereabouts
    terrain: Heightfield
    warnings: tuple[str, ...]
    catalogue_digest: str


def compile_scenario(
    scenario: Scenario,
    catalogue: Catalogue,
    *,
    terrain: Heightfield | None = None,
    cache: CompileCache | None = None,
    given: Mapping[str, F64] = MappingProxyType({}),
    repeats: int = 1,
    with_places: bool = False,
    uniforms: Uniforms | None = None,
) -> Compiled:
    """Return the compiled scenario.

    Parameters
    ----------
    scenario
        Who defends what, against which raid; its study says how many worlds to draw.
    catalogue
        Systems, threat classes, raid conditions.
    terrain, uniforms
        Ground, and where draws come from, in place of what the scenario and its study choose.
    cache
        Shared by the compilations of a study, so that options of one place share paths and sight.
    given
        Values of figures that are not drawn, by id, one for each world, SI units; NaN is a world that draws.
    repeats
        How often the worlds of the study stand one after the other, each time with all but ``given`` alike.
    with_places
        Whether posts know what threats may fly at though no decision of the scenario asks for it.

    Raises
    ------
    CompileError
        If the scenario asks for something that cannot be turned into columns.
    CatalogueError
        If it names a system that the catalogue does not have.
    TerrainError
        If the elevation data does not hold a place.
    """
    cache = cache or process_cache()
    aim = _check(scenario)
    ground = terrain or _ground(scenario, aim, cache)
    systems, formations = _used(scenario, catalogue)
    draws = draw_figures(
        scenario,
        catalogue,
        systems=systems,
        formations=formations,
        classes=[catalogue.threats[name] for name in scenario.classes if name in catalogue.threats],
        given=given,
        repeats=repeats,
        uniforms=uniforms,
    )
    factors = refraction_factors(scenario, catalogue, draws)
    defence = lay_out_defence(scenario, catalogue, draws, ground, factors=len(factors.values))
    draws, frequencies = settle_draws(draws, catalogue, defence, factors)
    bodies = _bodies(scenario, catalogue, draws)
    heights = _heights(scenario, catalogue, draws)
    defence, known_places = lay_known_places(scenario, defence, draws.worlds, asked=with_places)
    plan, notes = plan_raid(scenario, catalogue, defence, heights, bodies, (ground, aim))
    paths = raid_paths(plan, _first_bearing_rad(scenario))
    class_ids = (*plan.class_ids, *other_classes(scenario, plan.class_ids))
    traffic = plan_traffic(scenario, catalogue, class_ids)
    raid = (plan.families, paths.bearings_rad, traffic.ways)
    seen = look_from_sites(ground, defence, raid, factors=factors, draws=draws, cache=cache)
    classes = [catalogue.threats[name] for name in class_ids]
    where = (ground, aim, factors, frequencies, class_ids)
    effects = effect_columns(scenario, catalogue, draws, defence, seen, where)
    drawn = draw_firing(defence, draws, classes, catalogue.firing)
    chances = chance_rows(draws, conditions=scenario.conditions)
    interceptors, kill_p, flyout_time_s = interceptor_rows(defence, draws, classes, chances["common_kill"])
    p_detect, (snr_first_db, snr_step_db) = p_detect_rows(classes, scenario.detection)
    threats = with_traffic(
        threat_rows(plan, paths, classes, worth=asset_worth(scenario, aim)),
        traffic,
        len(plan.families) * paths.bearings_rad.size,
    )
    parts = part_plans(scenario, defence)
    altitudes_m = [place.alt_msl_m for place in seen.places]
    share = scenario.watch.degraded.search_range_share
    radars = radar_rows(defence, draws, scenario.detection, factors, stand_in_share=share)
    links = link_rows(defence, draws)
    case = Case(
        seed=_luck_seed(scenario),
        confirm_m=scenario.detection.confirm_m,
        confirm_n=scenario.detection.confirm_n,
        snr_first_db=snr_first_db,
        snr_step_db=snr_step_db,
        paths=seen.paths,
        first_sight=as_table(effects.first_sight),
        nodes=seen.nodes,
        sights=seen.sights,
        radars=radars,
        posts=post_rows(defence, draws),
        links=links,
        units=unit_rows(defence, draws),
        doctrine=doctrine_rows(defence, drawn, classes, catalogue.firing, worlds=draws.worlds),
        choices=as_table(choice_rows(defence, classes, worlds=draws.worlds)),
        launchers=launcher_rows(defence, draws, altitudes_m),
        interceptors=interceptors,
        kill_p=as_table(kill_p),
        flyout_time_s=as_table(flyout_time_s),
        threats=threats,
        classes=class_rows(classes, draws, heights, damage_paths(class_ids, catalogue.wear)),
        p_detect=as_table(p_detect),
        chances=chances,
        given=Given.table(0, len(threats)),
        given_kill_u=as_table(np.zeros((0, 0, len(threats)))),
        believed_kill_p=as_table(believed_kill_p(defence, draws, classes)),
        effects=effects.tables,
        duties=duty_tables(scenario, defence, draws, classes, (radars, links)),
        recognition=recognition_rows(scenario, draws),
        known_places=known_places,
        raid_kill_p=raid_kill_law(kill_p, kill_correlation(draws, conditions=scenario.conditions)),
        first_paths=with_first_paths(first_paths(plan, paths, defence, bodies), threats),
        wear=wear_tables(scenario, catalogue, draws, defence, parts=parts, site_alt_msl_m=altitudes_m),
    )
    case = with_policies(case, scenario)
    rows = loss_rows(defence)
    case = without(case, rows, scenario.lost) if scenario.lost else case
    return Compiled(
        scenario=scenario,
        case=case,
        names=_names(scenario, defence, (plan, traffic, class_ids), parts),
        figures=draws.values,
        firing=drawn,
        doctrines=rows_by_alternative(defence, classes, catalogue.firing),
        targets=raid_targets(scenario, defence),
        heights=MappingProxyType(heights),
        bodies=bodies,
        units=unit_facts(case, defence, seen),
        loss_rows=rows,
        whereabouts=whereabouts(scenario, defence, seen, ground, draws.worlds),
        terrain=ground,
        warnings=(*ground.cautions_at(all_places(scenario, aim)), *seen.warnings, *notes, *effects.warnings),
        catalogue_digest=catalogue.digest,
    )


def lay_paths(scenario: Scenario, catalogue: Catalogue, *, terrain: Heightfield | None = None) -> None:
    """Lay every path of a raid over its ground and nothing more: what compiling would refuse of them is
    refused.

    Raises
    ------
    SkykeepError
        As :func:`compile_scenario`.
    """
    aim = _check(scenario)
    ground = terrain or _ground(scenario, aim, process_cache())
    systems, formations = _used(scenario, catalogue)
    draws = draw_figures(scenario, catalogue, systems=systems, formations=formations, classes=[])
    factors = refraction_factors(scenario, catalogue, draws)
    defence = lay_out_defence(scenario, catalogue, draws, ground, factors=len(factors.values))
    heights = _heights(scenario, catalogue, draws)
    bodies = _bodies(scenario, catalogue, draws)
    defence, _ = lay_known_places(scenario, defence, draws.worlds, asked=False)
    plan, _ = plan_raid(scenario, catalogue, defence, heights, bodies, (ground, aim))
    bank = build_path_bank(plan.families, raid_paths(plan, _first_bearing_rad(scenario)).bearings_rad, ground)
    lay_ways(bank, plan_traffic(scenario, catalogue, other_classes(scenario, ())).ways, ground)


def _check(scenario: Scenario) -> Asset:
    """Return the asset that the raid aims at, after refusing what no column can hold."""
    if not scenario.fire_units:
        raise CompileError(f"scenario {scenario.id!r}: there is no fire unit; give at least one")
    if scenario.raid.count < 1:
        raise CompileError(f"scenario {scenario.id!r}: the raid has no threats; give at least one")
    rule = scenario.detection
    if not 1 <= rule.confirm_m <= rule.confirm_n <= CONFIRM_LOOKS_MAX:
        raise CompileError(
            f"scenario {scenario.id!r}: detection.confirm_m = {rule.confirm_m} of confirm_n = "
            f"{rule.confirm_n}; allowed: 1 <= confirm_m <= confirm_n <= {CONFIRM_LOOKS_MAX}"
        )
    for asset in scenario.assets:
        if asset.id == scenario.aim:
            return asset
    known = [asset.id for asset in scenario.assets]
    raise CompileError(
        f"scenario {scenario.id!r}: aim = {scenario.aim!r} is not one of its assets ({', '.join(known)})."
        + did_you_mean(scenario.aim, known)
    )


def _used(scenario: Scenario, catalogue: Catalogue) -> tuple[list[System], list[Formation]]:
    """Return the systems and formations of a scenario, each once, in the order of their first use; refuse
    losses of what is not there."""
    formations = {site.formation: catalogue.formation(site.formation) for site in scenario.formations}
    names = [unit.system for unit in scenario.fire_units]
    names += [formation.system for formation in formations.values()]
    names += eye_systems(scenario)
    found = [catalogue.system(name) for name in dict.fromkeys(names)]
    check_losses(scenario, catalogue)
    return found, list(formations.values())


def _heights(scenario: Scenario, catalogue: Catalogue, draws: Draws) -> dict[str, DrawnHeights]:
    """Return the heights that raids draw, by class."""
    groups, threats = scenario.raid.groups, catalogue.threats.values()
    return heights_of_classes(draws, groups, threats, conditions=scenario.conditions)


def _bodies(scenario: Scenario, catalogue: Catalogue, draws: Draws) -> Mapping[str, DrawnBodies]:
    """Return the bodies of the classes of a raid that have one."""
    flown = {group.threat_class for group in scenario.raid.groups} & catalogue.threats.keys()
    return bodies_of_classes(draws, (catalogue.threats[name] for name in sorted(flown)))


def _ground(scenario: Scenario, aim: Asset, cache: CompileCache) -> Heightfield:
    """Return the scenario's elevation data; of a user's tiles those that paths and sites can need."""
    flown_at = {group.asset for group in scenario.raid.groups}
    places = [*scenario.placed, *(asset for asset in scenario.assets if asset.id in flown_at)]
    away_m = [WGS84.inv(aim.lon_deg, aim.lat_deg, each.lon_deg, each.lat_deg)[2] for each in places]
    standoff_m = max(group.standoff_m for group in scenario.raid.groups)
    radius_m = min(standoff_m, _FARTHEST_TILES_M) + 2.0 * max(away_m) + _TILES_MARGIN_M
    ends = [end for group in scenario.traffic for end in group.ends]
    ends_m = [WGS84.inv(aim.lon_deg, aim.lat_deg, lon_deg, lat_deg)[2] for lat_deg, lon_deg in ends]
    radius_m = max(radius_m, *(end_m + _TILES_MARGIN_M for end_m in ends_m)) if ends else radius_m
    return cache.terrain(scenario.terrain.source, aim.lat_deg, aim.lon_deg, radius_m)


def _first_bearing_rad(scenario: Scenario) -> float | None:
    given = scenario.first_bearing_deg
    return None if given is None else math.radians(given) % (2.0 * math.pi)


def _luck_seed(scenario: Scenario) -> int:
    """Return the seed of the raids: that of the study, or one for each choice of systems."""
    study = scenario.study
    if study.common_luck:
        return study.seed
    options = ",".join(f"{unit.id}={unit.system}" for unit in scenario.fire_units)
    return entity_key(f"luck/{study.seed}/{options}") >> 1


def _names(
    scenario: Scenario,
    defence: Defence,
    flown: tuple[RaidPlan, Traffic, tuple[str, ...]],
    parts: Sequence[PartPlan],
) -> Names:
    """Return the names of all rows; ``flown`` are the raid, the traffic, and the classes of both."""
    plan, traffic, class_ids = flown
    first_rad = _first_bearing_rad(scenario)
    grid_rad = bearing_grid(plan.bearings)
    if first_rad is not None:
        grid_rad = grid_rad[[round(first_rad / (2.0 * math.pi) * plan.bearings) % plan.bearings]]
    return Names(
        sensors=tuple(sensor.name + " (alternate site)" * sensor.alternate for sensor in defence.sensors),
        posts=tuple(post.name for post in defence.posts),
        launchers=tuple(launcher.key for launcher in defence.launchers),
        parts=tuple(part.name for part in parts),
        units=tuple(unit.name for unit in defence.units),
        layers=defence.layers,
        interceptors=tuple(f"{system.id}/{kind.id}" for _, kind, system in defence.interceptors),
        threats=(*plan.id_path, *traffic.names),
        threat_class=(*(plan.class_ids[index] for index in plan.class_index), *traffic.classes),
        classes=class_ids,
        families=tuple(family.label for family in (*plan.families, *(way.family for way in traffic.ways))),
        first_bearing_rad=tuple(float(bearing) for bearing in grid_rad),
    )
