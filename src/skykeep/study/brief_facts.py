"""The facts worth finding of a brief: whose knowledge would take most off the doubt about its lead raid."""

from __future__ import annotations

from typing import Any, Final

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import process_cache
from skykeep.model import Scenario
from skykeep.terrain import Heightfield

from .executors import Executor
from .intervals import WORLDS_FOR_IGNORANCE
from .outcomes import DRAWN_VIEW
from .prepare import prepare
from .sensitivity.analysis import Size, analyse
from .sensitivity.factors import factors_of
from .sensitivity.played import MEASURES, Played

__all__ = ["SIZE", "facts_worth_finding"]

SIZE: Final = Size(trajectories=8, points=256, figures=8, replications=4)
"""Half the points of ``skykeep sensitivity``: enough to tell the first facts from nothing."""
MEASURE: Final = "leakers"


def facts_worth_finding(
    lead_raid: Scenario, catalogue: Catalogue, *, terrain: Heightfield, executor: Executor
) -> dict[str, Any]:
    """Return what ``skykeep sensitivity`` says of the lead raid as plain data: ``measure``, ``facts``,
    ``figures``, ``variance``, ``cost`` and ``doctrine``.

    It is empty for a study of too few worlds to tell ignorance from luck, or whose view draws no figure.

    Raises
    ------
    SkykeepError
        As ``skykeep.compiler.scenario.compile_scenario``.
    KernelFault
        If the kernel broke off.
    """
    study = lead_raid.study
    if study.worlds < WORLDS_FOR_IGNORANCE or study.view != DRAWN_VIEW:
        return {}
    cache, measure = process_cache(), MEASURES[MEASURE]
    model = Played(
        scenario=lead_raid,
        catalogue=catalogue,
        factors=factors_of(lead_raid, catalogue, terrain=terrain, cache=cache),
        measure=measure,
        replications=SIZE.replications,
        cache=cache,
        terrain=terrain,
        executor=executor,
        tick=lambda: None,
    )
    found = analyse(model, SIZE, seed=study.seed)
    return {
        "measure": {"id": measure.id, "words": measure.words},
        "facts": found.facts,
        "figures": found.figures,
        "variance": found.variance,
        "cost": found.cost,
        "doctrine": prepare(lead_raid, catalogue, terrain=terrain, cache=cache).facts.doctrine,
    }
