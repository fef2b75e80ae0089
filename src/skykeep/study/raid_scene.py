"""One raid of a prepared scenario laid out in space and time, with the names of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from skykeep.catalogue import Catalogue
from skykeep.engine.scene import Scene, scene_of_raid
from skykeep.model import Scenario, System

from .prepare import Prepared

__all__ = ["raid_scene"]


def raid_scene(
    prepared: Prepared,
    catalogue: Catalogue,
    world: int,
    replication: int,
    *,
    step_s: float | None = None,
) -> Scene:
    """Return one raid as a scene, see :func:`skykeep.engine.scene.scene_of_raid` for what it refuses."""
    scenario = prepared.compiled.scenario
    return scene_of_raid(
        prepared.case,
        prepared.compiled.whereabouts,
        world,
        replication,
        legend=prepared.legend,
        names=dict(_names(scenario, catalogue)),
        step_s=step_s,
        scenario_id=scenario.id,
        title=scenario.name,
        seed=scenario.study.seed,
    )


def _names(scenario: Scenario, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield what everything is called in words, by the ids of a scene."""
    for name in scenario.classes:
        yield name, catalogue.threats[name].name
    own = {unit.id: unit.system for unit in scenario.fire_units}
    own |= {site.id: catalogue.formation(site.formation).system for site in scenario.formations}
    own |= {eye.id: eye.system for eye in scenario.watch.eyes if eye.system}
    for place, system_id in own.items():
        system: System = catalogue.system(system_id)
        yield system.id, system.name
        for radar in system.radars:
            yield f"{place}/{radar.id}", radar.name
        for interceptor in system.interceptors:
            yield f"{system.id}/{interceptor.id}", interceptor.name
    passive = {each.id: each.name for each in catalogue.outside.passive}
    for eye in scenario.watch.eyes:
        if eye.passive:
            yield f"{eye.id}/{eye.passive}", passive[eye.passive]
