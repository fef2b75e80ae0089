"""From a scenario to something that can be played: the compiled case, and the facts its summary repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any

from skykeep.catalogue import Catalogue, iter_figures
from skykeep.catalogue.effect_figures import figures_of_effects
from skykeep.catalogue.watch_figures import eye_systems, figures_of_watch
from skykeep.catalogue.wear_figures import figures_of_wear
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.known_places import BESIDE_M
from skykeep.compiler.recognition import FIGURES as RECOGNITION
from skykeep.compiler.recognition import counts_in_recognition
from skykeep.compiler.scenario import Compiled, compile_scenario
from skykeep.engine import (
    RESULTS_VERSION,
    EngineCase,
    Legend,
    content_digest,
    program_versions,
    real_threats,
    sides_of,
)
from skykeep.model import Figure, Scenario, Study, TerrainChoice, ThreatClass, mast_height_m
from skykeep.scenario.command import command_sentences
from skykeep.scenario.effect_words import effect_listing
from skykeep.scenario.traffic_words import traffic_sentences
from skykeep.scenario.upkeep_words import upkeep_sentences
from skykeep.scenario.watch_words import watch_sentences
from skykeep.scenario.words import (
    coordination_words,
    left_out,
    lost_words,
    scenario_sentences,
)
from skykeep.terrain import Heightfield

from .doctrine import doctrine_facts
from .facts import RunFacts
from .plan import Plan
from .shared_luck import shared_luck_facts
from .tracking import tracking_facts

__all__ = ["DRAWN_PER_RAID", "Prepared", "figures_that_count", "prepare"]

DRAWN_PER_RAID = (
    "launchers_ready_share",
    "channels_ready_share",
    "reaction_factor",
    "set_height_m",
)
"""Raid conditions, and the height of a raid, which are drawn anew for each raid: a world has no value."""
AIMS_FROM_TRACKS = (
    f"What a threat flies at is judged from its track: any asset or part of the defence within "
    f"{BESIDE_M / 1000.0:g} km of where it falls, or of the line of its course ahead (assumed)."
)
_KILL_P, _BODY, _PRICE = "kill_p", "body", "price_usd"


@dataclass(frozen=True, eq=False, kw_only=True)
class Prepared:
    """A compiled case with its names, and the facts about the run."""

    case: EngineCase
    legend: Legend
    facts: RunFacts
    compiled: Compiled


def prepare(
    scenario: Scenario,
    catalogue: Catalogue,
    *,
    terrain: Heightfield | None = None,
    cache: CompileCache | None = None,
    compiled: Compiled | None = None,
    settings: Mapping[str, Any] = MappingProxyType({}),
    stopping: Mapping[str, Any] = MappingProxyType({}),
    with_places: bool = False,
) -> Prepared:
    """Return a scenario ready to be played; worlds, replications, seed and view are those of its study.

    Parameters
    ----------
    scenario, catalogue
        What is asked, and the public facts.
    terrain
        Ground to use in place of the scenario's choice.
    cache
        Shared by the options of a study, see ``skykeep.compiler.cache.CompileCache``.
    compiled
        The scenario as it was compiled before, if it was.
    settings
        Value by path of what was set in both before, see ``skykeep.scenario.settings``: the summary says so.
    stopping
        How the number of worlds was found, as ``skykeep.study.stopping.Stopped`` says it.
    with_places
        As in ``skykeep.compiler.scenario.compile_scenario``.

    Raises
    ------
    CompileError, CatalogueError, TerrainError
        As ``skykeep.compiler.scenario.compile_scenario``.
    """
    if compiled is None:
        compiled = compile_scenario(
            scenario, catalogue, terrain=terrain, cache=cache, with_places=with_places
        )
    names = compiled.names
    counting = figures_that_count(scenario, catalogue)
    drawn = {name: values for name, values in compiled.figures.items() if name in counting}
    if "refraction/k" in compiled.figures:
        drawn["refraction/k"] = compiled.figures["refraction/k"]
    drawn |= {name: places.astype(float) for name, places in compiled.firing.items()}
    alternatives = tuple(each.id for each in catalogue.firing.alternatives)
    legend = Legend(
        interceptors=names.interceptors,
        units=names.units,
        layers=names.layers,
        threats=names.threats,
        threat_class=names.threat_class,
        sensors=names.sensors,
        posts=names.posts,
        launchers=names.launchers,
        parts=names.parts,
        sides=sides_of(compiled.case),
        identifies=scenario.identification,
        first_bearing_rad=names.first_bearing_rad,
        heights_m=MappingProxyType(
            {name: each.values_m for name, each in compiled.heights.items() if len(each.values_m) > 1}
        ),
        classes=names.classes,
        figures=MappingProxyType(drawn),
        alternatives=MappingProxyType(dict.fromkeys(compiled.firing, alternatives)),
    )
    decoys = int(compiled.case.threats["decoy"].sum())
    study = scenario.study
    facts = RunFacts(
        scenario_id=scenario.id,
        scenario_name=scenario.name,
        question=" ".join(scenario_sentences(scenario, catalogue)[:2]),
        plan=Plan(worlds=study.worlds, replications=study.replications),
        seed=study.seed,
        view=study.view,
        legend=legend,
        threats_launched=int(real_threats(compiled.case.threats).sum()),
        decoys_launched=decoys,
        terrain=_terrain_facts(compiled.terrain),
        rests_on=_rests_on(scenario, counting)
        | {"left_out": left_out(scenario, catalogue)}
        | _radar_effects(scenario),
        tracking=tracking_facts(counting),
        shared_luck=shared_luck_facts(counting),
        heights={name: _height_facts(catalogue.threats[name]) for name in compiled.heights},
        doctrine=doctrine_facts(scenario, catalogue, compiled.firing),
        warnings=(
            *({"name": "compiler", "text": text} for text in compiled.warnings),
            *_setting_warnings(settings),
            *_coordination(scenario),
            *({"name": "upkeep", "text": text} for text in upkeep_sentences(scenario)),
            *({"name": "traffic", "text": text} for text in traffic_sentences(scenario, catalogue)),
            *_lost(scenario, catalogue),
            *_watch(scenario, catalogue),
            *_command(scenario),
            *_aims(compiled),
            *_design(study),
        ),
        identity=_identity(scenario, compiled),
        stopping=stopping,
        identifies=scenario.identification,
        batches=study.batches,
    )
    return Prepared(case=compiled.case, legend=legend, facts=facts, compiled=compiled)


def _height_facts(threat: ThreatClass) -> dict[str, Any]:
    """Return what the height that raids draw rests on, and what it is counted from."""
    figure = threat.set_height_m
    senses = {"terrain_following": "above ground", "ballistic": "apogee", "quasi_ballistic": "apogee"}
    sense = senses.get(threat.flight, "above sea level")
    return {
        "figure": f"threats/{threat.id}/set_height_m",
        "name": threat.name,
        "sense": sense,
        "low": figure.low,
        "high": figure.high,
        "kind": figure.kind,
    }


def _coordination(scenario: Scenario) -> Iterator[dict[str, str]]:
    """Yield how several fire units fight together, which is assumed."""
    if words := coordination_words(scenario):
        yield {"name": "coordination", "text": words}


def _lost(scenario: Scenario, catalogue: Catalogue) -> Iterator[dict[str, str]]:
    """Yield what is out of action from the start, which every answer repeats."""
    if lost := lost_words(scenario, catalogue):
        yield {"name": "lost", "text": f"Out of action from the start: {'; '.join(lost)}."}


def _watch(scenario: Scenario, catalogue: Catalogue) -> Iterator[dict[str, str]]:
    """Yield who watches from outside and how radars spend their time, which every answer repeats."""
    for text in watch_sentences(scenario, catalogue):
        yield {"name": "watch", "text": text}


def _command(scenario: Scenario) -> Iterator[dict[str, str]]:
    """Yield who decides what is shot at where a command post does, which every answer repeats."""
    for text in command_sentences(scenario):
        yield {"name": "command", "text": text}


def _aims(compiled: Compiled) -> Iterator[dict[str, str]]:
    """Yield how what a threat flies at is known, where any decision asks for it."""
    if compiled.case.known_places is not None:
        yield {"name": "aims", "text": AIMS_FROM_TRACKS}


def _design(study: Study) -> Iterator[dict[str, str]]:
    """Yield how worlds are drawn, where they are not independent."""
    if study.batches:
        yield {
            "name": "design",
            "text": f"Worlds are spread evenly over what public figures allow (design sobol): "
            f"{study.batches} sequences of {study.worlds // study.batches}, each scrambled for itself. How "
            f"well a mean is computed comes from the {study.batches} means of the sequences.",
        }


def _radar_effects(scenario: Scenario) -> dict[str, Any]:
    """Return the radar effects that are on by name and in words; nothing where none is."""
    effects = scenario.radar_effects
    if not effects.on:
        return {}
    return {"radar_effects": {"on": list(effects.on), "words": list(effect_listing(effects))}}


def figures_that_count(scenario: Scenario, catalogue: Catalogue) -> dict[str, Figure]:
    """Return the figures that can move the outcome of a scenario's raids, by id.

    Prices, what the scenario replaces, classes that do not fly and conditions that are off do not count.
    """
    classes = scenario.classes
    systems = {unit.system for unit in scenario.fire_units} | set(eye_systems(scenario))
    entries: list[Any] = [catalogue.systems[name] for name in sorted(systems)]
    entries += [catalogue.threats[name] for name in classes]
    found = {name: figure for entry in entries for name, figure in iter_figures(entry)}
    found |= dict(iter_figures(catalogue.conditions))
    found |= {**figures_of_effects(scenario, catalogue), **figures_of_wear(scenario, catalogue)}
    found |= figures_of_watch(scenario, catalogue)
    common_kills = _common_kills(scenario, catalogue, classes)
    replaced, on_masts = set(_replaced(scenario)), set(_on_masts(scenario, catalogue))
    idle = {name for name, rule in catalogue.fields.items() if rule.not_used}
    if scenario.watch.life.track_capacity:
        idle.discard("track_capacity")
    return {
        name: figure
        for name, figure in found.items()
        if _counts(name, scenario, classes, common_kills)
        and name.split("/")[-1] not in idle
        and (name.split("/")[0], name.split("/")[-1]) not in replaced
        and name not in on_masts
    }


def _common_kills(scenario: Scenario, catalogue: Catalogue, classes: list[str]) -> set[str]:
    """Return the common kill figures that some interceptor of the scenario uses."""
    systems = {
        catalogue.systems[unit.system].id: catalogue.systems[unit.system] for unit in scenario.fire_units
    }
    return {
        catalogue.conditions.kill_figure(name, interceptor.kill_kind)
        for system in systems.values()
        for interceptor in system.interceptors
        for name in classes
        if name not in interceptor.kill_p
    }


def _counts(name: str, scenario: Scenario, classes: list[str], common_kills: set[str]) -> bool:
    """Return whether a figure can move the outcome of a raid of some threat classes."""
    parts = name.split("/")
    if parts[-1] == _PRICE:
        return False
    if parts[-2] == _KILL_P:
        return (parts[0] != "common" and parts[-1] in classes) or parts[-1] in common_kills
    if parts[0] == "common":
        if parts[-1] in RECOGNITION:
            return counts_in_recognition(scenario, parts[-1])
        return scenario.conditions and not name.endswith(DRAWN_PER_RAID)
    # speed and height of a raid are the raid's own
    return parts[0] != "threats" or parts[-1].startswith("rcs_") or parts[-2] == _BODY


def _replaced(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield system and field of what the scenario itself fixes for every fire unit of a system."""
    fields = {
        "launchers": "launchers",
        "rounds_per_launcher": "rounds_per_launcher",
    }
    for system in {unit.system for unit in scenario.fire_units}:
        units = [unit for unit in scenario.fire_units if unit.system == system]
        for field, option in fields.items():
            if all(getattr(unit, option) is not None for unit in units):
                yield system, field


def _setting_warnings(settings: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the sentence that every answer repeats where numbers were set."""
    if settings:
        said = ", ".join(f"{path} = {value}" for path, value in settings.items())
        yield {
            "name": "settings",
            "text": f"Set for this computation: {said}. This replaces the scenario's or the public figure "
            "and has no doubt of its own: assumed.",
        }


def _on_masts(scenario: Scenario, catalogue: Catalogue) -> Iterator[str]:
    """Yield the antenna heights that the scenario itself fixes for every fire unit of a system."""
    for name in {unit.system for unit in scenario.fire_units}:
        system = catalogue.systems[name]
        masts = [unit.mast_m for unit in scenario.fire_units if unit.system == name]
        for radar in system.radars:
            if all(mast_height_m(system, radar, mast_m) is not None for mast_m in masts):
                yield f"{name}/radars/{radar.id}/antenna_height_m"
    for name in eye_systems(scenario):
        eyes = [eye for eye in scenario.watch.eyes if eye.system == name]
        if all(eye.alt_msl_m is not None or eye.height_agl_m is not None for eye in eyes):
            for radar in catalogue.systems[name].radars:
                yield f"{name}/radars/{radar.id}/antenna_height_m"


def _terrain_facts(ground: Heightfield) -> dict[str, Any]:
    """Return what a summary says about the ground: everything but where its files lie."""
    return {name: value for name, value in ground.describe().items() if name != "source"}


def _rests_on(scenario: Scenario, figures: Mapping[str, Figure]) -> dict[str, Any]:
    """Return how many figures of which kind the answer rests on."""
    kinds = Counter(figure.kind for figure in figures.values())
    return {
        "figures": len(figures),
        "by_kind": {kind: kinds[kind] for kind in sorted(kinds)},
        "assumed": kinds["assumed"],
        "with_default_limits": sum(figure.default_limits for figure in figures.values()),
        "raid_conditions": _conditions_words(figures) if scenario.conditions else "off",
    }


def _conditions_words(figures: Mapping[str, Figure]) -> str:
    """Return that raid conditions are drawn, and how many of those drawn in each world are assumed."""
    kinds = [
        figure.kind
        for name, figure in figures.items()
        if name.startswith("common/") and _KILL_P not in name.split("/")
    ]
    return f"drawn, {kinds.count('assumed')} of {len(kinds)} assumed"


def _identity(scenario: Scenario, compiled: Compiled) -> dict[str, Any]:
    """Return what two runs must share to be one: digests of the inputs, seed, size and versions."""
    study = scenario.study
    what = replace(scenario, study=Study(common_luck=study.common_luck), terrain=TerrainChoice())
    said = {field.name: getattr(what, field.name) for field in fields(what)}
    if not what.radar_effects.on:
        del said["radar_effects"]  # what is off is not there: the digest is that of a scenario without it
    if not what.watch.on:
        del said["watch"]
    if not what.traffic:
        del said["traffic"]
    return {
        "scenario": scenario.id,
        "scenario_sha256": content_digest(said),
        "catalogue_sha256": compiled.catalogue_digest,
        "terrain_sha256": compiled.terrain.digest,
        "seed": study.seed,
        "worlds": study.worlds,
        "replications": study.replications,
        "view": study.view,
        **({} if study.design is None else {"design": study.design}),
        "results_version": RESULTS_VERSION,
        "versions": program_versions(),
    }
