"""Computes what a brief says of more threats, more units, a second layer, a lost part and jamming."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import CompileCache, process_cache
from skykeep.coverage.threads import in_order
from skykeep.engine.arrow_arrays import numbers_of
from skykeep.errors import SkykeepError
from skykeep.model import Scenario
from skykeep.scenario.file import read_scenario, shipped_scenarios
from skykeep.terrain import Heightfield

from .brief_case import BriefCase
from .brief_gains import Gains, Jammed, Layered, Losses, MovesWith, Option, Regiment, SizeCurve
from .brief_raids import FIRE_UNIT, raid_scenario
from .executors import Executor, threads_and_rest
from .intervals import estimate_outcome
from .jamming import STAND_OFF, jammed, jamming_words
from .montecarlo import run_in_memory
from .prepare import Prepared, prepare
from .saturation import saturation_curve
from .saturation_raids import MIX, real_classes
from .stopping import HalfWidth
from .stress import JAMMING, LINKS, losses_alone, stress
from .unknowns import leading_unknowns

__all__ = ["gain_steps", "play_gains"]

F64 = npt.NDArray[np.float64]

WORLDS, REPLICATIONS = 100, 3
"""Fewer raids than of the tables: worlds tell of ignorance, and three raids keep luck apart from it."""
SIZES = range(1, 41)
SIZES_GOAL = HalfWidth(leakers=1.0, share=0.1)
LOSS_GOAL = HalfWidth(leakers=0.25, share=0.05, paired=True)
MOVES_SHOWN = 2
NEAR_DEG = 0.05
FIRING, BENDING = "doctrine/firing", "refraction/k"


def gain_steps(case: BriefCase) -> int:
    """Return how often ``tick`` is called by :func:`play_gains`."""
    return 2 * len(case.systems) + 3


@dataclass(frozen=True, eq=False, slots=True)
class _Played:
    """One scenario: how it was prepared, its summary, and leakers [world, replication]."""

    prepared: Prepared
    summary: dict[str, Any]
    leakers: F64

    @property
    def option(self) -> Option:
        """What a reader is told of it."""
        names = ("leakers", "stopped_share", "rounds_fired", "rounds_left")
        return Option(**{name: self.summary[name] for name in names})


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class _Desk:
    """What every part is computed with."""

    case: BriefCase
    catalogue: Catalogue
    terrain: Heightfield
    executor: Executor
    cache: CompileCache

    def sized(self, scenario: Scenario) -> Scenario:
        """Return a scenario with the seed of the case, so many raids as these answers take, and independent
        worlds, as all of a brief has them."""
        asked = self.case.raids
        study = replace(
            scenario.study,
            worlds=min(WORLDS, asked.worlds),
            replications=min(REPLICATIONS, asked.replications),
            seed=asked.seed,
            design=None,
        )
        return replace(scenario, study=study)

    def alone(self, system: str, raid: str | None = None) -> Scenario:
        """Return one unit of a system against a standard raid, by default the lead raid."""
        found = self.catalogue.raid(raid or self.case.raids.lead_raid)
        return self.sized(raid_scenario(self.case, self.catalogue, system=system, raid=found))

    def play(self, scenario: Scenario) -> _Played:
        """Return what comes of a scenario."""
        ready = prepare(scenario, self.catalogue, terrain=self.terrain, cache=self.cache)
        raids, summary = run_in_memory(ready.case, ready.facts, executor=self.executor)
        shape = (scenario.study.worlds, scenario.study.replications)
        return _Played(ready, summary, numbers_of(raids["leakers"]).astype(np.float64).reshape(shape))

    def moves_with(self, difference: F64, *played: _Played) -> tuple[MovesWith, ...]:
        """Return the figures of some scenarios whose draws go with a difference beyond chance."""
        legends = [each.prepared.legend for each in played]
        figures = {name: drawn for legend in legends for name, drawn in legend.figures.items()}
        alternatives = {name: ids for legend in legends for name, ids in legend.alternatives.items()}
        known = dict(self.catalogue.figures())
        rows = leading_unknowns(figures, difference.mean(axis=1), alternatives)["rows"]
        return tuple(
            MovesWith(
                figure=row["figure"],
                kind=known[row["figure"]].kind if row["figure"] in known else _kind(row["figure"]),
                low=float(figures[row["figure"]].min()),
                high=float(figures[row["figure"]].max()),
                is_list=row["figure"] in alternatives,
            )
            for row in rows[:MOVES_SHOWN]
            if row["stands_out"]
        )


def _kind(figure: str) -> str:
    """Return the kind of what is drawn and is no figure of the catalogue."""
    return "derived" if figure == BENDING else "assumed"


def play_gains(
    case: BriefCase,
    catalogue: Catalogue,
    *,
    terrain: Heightfield,
    executor: Executor,
    tick: Callable[[str], object],
) -> Gains:
    """Return every answer to a what-if, one a worker; ``tick`` is called after each part.

    Raises
    ------
    SkykeepError
        If a scenario that the case names is not there, or cannot be turned into columns.
    """
    threads, inside = threads_and_rest(executor)
    desk = _Desk(
        case=case,
        catalogue=catalogue,
        terrain=terrain,
        executor=inside,
        cache=process_cache(),
    )
    lead = desk.alone(case.lead_system)
    sized = case.systems if real_classes(lead.raid, catalogue) else ()
    parts: list[tuple[str, Callable[[], Any]]] = [
        *(("raid sizes", partial(_sizes, desk, system)) for system in sized),
        ("layers", partial(_layers, desk)),
        ("a regiment", partial(_regiment, desk)),
        ("losses", partial(_losses, desk, lead)),
        *(("jamming", partial(_jamming, desk, system)) for system in case.systems),
    ]
    words = iter(parts)
    made = in_order(lambda part: part[1](), parts, jobs=threads, tick=lambda: tick(next(words)[0]))
    sizes, (layers, regiment, losses) = made[: len(sized)], made[len(sized) : len(sized) + 3]
    return Gains(
        worlds=lead.study.worlds,
        replications=lead.study.replications,
        scenario=_shipped_like(lead, catalogue),
        sizes=tuple(sizes),
        regiment=regiment,
        layers=layers,
        losses=losses,
        jamming=tuple(found for found in made[len(sized) + 3 :] if found is not None),
    )


def _sizes(desk: _Desk, system: str) -> SizeCurve:
    """Return one system against the lead raid in growing sizes."""
    scenario = desk.alone(system)
    curve = saturation_curve(
        scenario,
        desk.catalogue,
        (MIX, scenario.raid),
        list(SIZES),
        goal=SIZES_GOAL,
        cache=desk.cache,
        terrain=desk.terrain,
        executor=desk.executor,
    )
    kept = ("n", "threats_launched", "leakers", "binding_resource", "binding_reason", "computed")
    return SizeCurve(
        system=system,
        points=tuple({name: point[name] for name in kept} for point in curve.points),
        knee=curve.knee,
        stopping=curve.stopped.as_row(),
    )


def _named(desk: _Desk, name: str) -> Scenario:
    """Return a scenario that the case names, with the seed of the case."""
    return desk.sized(read_scenario(name, catalogue=desk.catalogue))


def _regiment(desk: _Desk) -> Regiment | None:
    """Return one unit beside the regiment that the case names."""
    name = desk.case.what_if.regiment
    if not name:
        return None
    scenario = _named(desk, name)
    several = desk.play(scenario)
    one = desk.play(replace(desk.alone(desk.case.lead_system), raid=scenario.raid))
    fewer = one.leakers - several.leakers
    formation = desk.catalogue.formations[scenario.formations[0].formation]
    return Regiment(
        scenario=name,
        formation=formation.name,
        units=len(scenario.fire_units),
        spread_m=formation.spread_m.best,
        raid=scenario.raid.name,
        threats=one.summary["threats_launched"],
        one=one.option,
        several=several.option,
        fewer=estimate_outcome(fewer).as_row(),
        moves_with=desk.moves_with(fewer, one, several),
    )


def _layers(desk: _Desk) -> Layered | None:
    """Return the waterfall of the two layers that the case names."""
    name = desk.case.what_if.layers
    if not name:
        return None
    scenario = _named(desk, name)
    together = desk.play(scenario)
    alone = desk.play(replace(desk.alone(desk.case.lead_system), raid=scenario.raid))
    fewer = alone.leakers - together.leakers
    return Layered(
        scenario=name,
        name=scenario.name,
        raid=scenario.raid.name,
        threats=alone.summary["threats_launched"],
        rows=tuple(
            layer | {"name": desk.catalogue.system(layer["layer"]).name}
            for layer in together.summary["layers"]
        ),
        together=together.option,
        alone=alone.option,
        fewer=estimate_outcome(fewer).as_row(),
        moves_with=desk.moves_with(fewer, alone, together),
    )


def _losses(desk: _Desk, lead: Scenario) -> Losses:
    """Return the lead system without each of its parts; without all of it everything leaks, which is left."""
    losses = [
        each
        for each in losses_alone(lead, desk.catalogue)
        if each.kind not in (JAMMING, LINKS) and each.ids != (FIRE_UNIT,)
    ]
    found = stress(
        lead,
        desk.catalogue,
        losses,
        goal=LOSS_GOAL,
        terrain=desk.terrain,
        executor=desk.executor,
    )
    kept = ("lost", "kind", "words", "leakers", "change", "stands_out", "raids_changed")
    return Losses(
        baseline={name: found.baseline[name] for name in ("leakers", "waterfall")},
        rows=tuple({name: row[name] for name in kept} for row in found.losses),
        stopping=found.stopped.as_row(),
    )


def _jamming(desk: _Desk, system: str) -> Jammed | None:
    """Return one system with a stand-off jammer; None where there is no such jammer."""
    scenario = desk.alone(system)
    otherwise: Mapping[str, Scenario] = jammed(scenario, desk.catalogue)
    if STAND_OFF not in otherwise:
        return None
    without, under = desk.play(scenario), desk.play(otherwise[STAND_OFF])
    more = under.leakers - without.leakers
    return Jammed(
        system=system,
        words=jamming_words(STAND_OFF, desk.catalogue),
        without=without.summary["leakers"],
        under=under.summary["leakers"],
        more=estimate_outcome(more).as_row(),
        moves_with=desk.moves_with(more, without, under),
    )


def _shipped_like(scenario: Scenario, catalogue: Catalogue) -> str:
    """Return the name of a shipped scenario of the same unit at the same place against the same raid; empty
    where there is none.
    """
    (unit,) = scenario.fire_units
    for name in shipped_scenarios():
        try:
            found = read_scenario(name, catalogue=catalogue)
        except SkykeepError:  # an own catalogue may lack what a shipped scenario needs
            continue
        if len(found.fire_units) != 1 or found.formations or found.raid != scenario.raid:
            continue
        (other,) = found.fire_units
        near = max(abs(other.lat_deg - unit.lat_deg), abs(other.lon_deg - unit.lon_deg)) < NEAR_DEG
        if near and other.system == unit.system and other.doctrine is None:
            return name
    return ""
