"""Doctrine in a brief: the lead system against its raid in growing sizes, under each firing doctrine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import process_cache
from skykeep.coverage.threads import in_order
from skykeep.engine import EngineCase
from skykeep.engine.arrow_arrays import numbers_of
from skykeep.model import Scenario, StandardRaid
from skykeep.terrain import Heightfield

from .brief_case import BriefCase
from .brief_curves import DoctrineCurve, DoctrinePoint
from .doctrine import under_doctrine
from .executors import Executor, threads_and_rest
from .montecarlo import run_in_memory
from .prepare import Prepared, prepare

__all__ = ["RAID_SIZES", "play_sizes", "resized"]

RAID_SIZES = (5, 10, 15, 20, 30, 40, 60, 80, 100)
"""Real threats of a raid along the curve, its decoys besides: close together where a magazine ends."""
WORLDS, REPLICATIONS = 60, 10
"""Fewer than of the raids of a brief: 60 draws of the figures still carry an interval of ignorance."""


def resized(raid: StandardRaid, threats: int, *, decoys: Collection[str] = ()) -> StandardRaid:
    """Return a raid of so many real threats, its groups in proportion, decoys too; ``decoys`` names their
    classes. What is left over goes to the largest remainders, of equal ones to the first; so it does among
    the decoys. Groups left with none are not there.

    Raises
    ------
    ValueError
        If the raid has no real threat.
    """
    real = [place for place, group in enumerate(raid.groups) if group.threat_class not in decoys]
    others = [place for place in range(len(raid.groups)) if place not in real]
    launched = sum(raid.groups[place].count for place in real)
    if not launched:
        raise ValueError(f"raid {raid.id!r} launches no real threat, so it cannot be made of {threats}")
    counts = [0] * len(raid.groups)
    imitating = round(threats * (raid.count - launched) / launched)
    for places, total in ((real, threats), (others, imitating)):
        _share_out(raid, places, total, counts)
    groups = tuple(
        replace(group, count=count) for group, count in zip(raid.groups, counts, strict=True) if count > 0
    )
    return replace(raid, groups=groups)


def _share_out(raid: StandardRaid, places: Sequence[int], total: int, counts: list[int]) -> None:
    """Write into ``counts`` how many of a total each of some groups gets, by largest remainder."""
    before = sum(raid.groups[place].count for place in places)
    shares = {place: total * raid.groups[place].count / before for place in places}
    for place, share in shares.items():
        counts[place] = int(share)
    by_remainder = sorted(places, key=lambda place: counts[place] - shares[place])
    for place in by_remainder[: total - sum(counts[place] for place in places)]:
        counts[place] += 1


def play_sizes(
    case: BriefCase,
    catalogue: Catalogue,
    scenario: Scenario,
    *,
    terrain: Heightfield,
    executor: Executor,
    tick: Callable[[str], object],
) -> tuple[DoctrineCurve, ...]:
    """Return the curve of each firing doctrine where one fire unit stands; ``tick`` is called once a size.

    All alternatives and sizes meet the same draws of the figures. An alternative that no threat of the raid
    leaves to be drawn has no points.

    Raises
    ------
    CompileError
        If a scenario cannot be turned into columns.
    KernelFault
        If the kernel broke off.
    """
    cache = process_cache()
    decoys = [name for name, threat in catalogue.threats.items() if threat.is_decoy]
    study = replace(
        scenario.study,
        worlds=min(WORLDS, case.raids.worlds),
        replications=min(REPLICATIONS, case.raids.replications),
    )
    threads, rest = threads_and_rest(executor)
    real = any(group.threat_class not in decoys for group in scenario.raid.groups)

    def play(threats: int) -> dict[str, tuple[DoctrinePoint, tuple[float, float, float]]]:
        asked = replace(scenario, raid=resized(scenario.raid, threats, decoys=decoys), study=study)
        prepared = prepare(asked, catalogue, terrain=terrain, cache=cache)
        return {
            name: _point(prepared, under_doctrine(prepared.case, row), rest)
            for name, row in prepared.compiled.doctrines.items()
        }

    sizes = in_order(play, RAID_SIZES if real else (), jobs=threads, tick=lambda: tick("doctrine"))
    points = {
        each.id: [size[each.id][0] for size in sizes if each.id in size]
        for each in catalogue.firing.alternatives
    }
    ready = {name: rounds for size in sizes for name, (_, rounds) in size.items()}
    return tuple(
        DoctrineCurve(
            id=each.id,
            words=each.words,
            kind=each.kind,
            sources=each.sources,
            note=each.note,
            ready_rounds=ready.get(each.id, (0.0, 0.0, 0.0)),
            points=tuple(points[each.id]),
        )
        for each in catalogue.firing.alternatives
    )


def _point(
    prepared: Prepared, fires: EngineCase, executor: Executor
) -> tuple[DoctrinePoint, tuple[float, float, float]]:
    """Return what comes of one size under one doctrine, and the rounds on ready launchers."""
    raids, summary = run_in_memory(fires, prepared.facts, executor=executor)
    point = DoctrinePoint(
        threats=int(summary["threats_launched"]),
        killed=summary["killed"],
        stopped_share=summary["stopped_share"],
    )
    return point, _ready_rounds(prepared.compiled.units[0].ready_rounds, raids)


def _ready_rounds(loaded: Any, raids: Any) -> tuple[float, float, float]:
    """Return mean, 5 and 95 % of the rounds on ready launchers at the start of a raid."""
    worlds = numbers_of(raids["world"])
    ready = np.asarray(loaded)[worlds] - numbers_of(raids["rounds_not_ready"])
    low, high = np.quantile(ready, (0.05, 0.95), method="median_unbiased")
    return float(ready.mean()), float(low), float(high)
