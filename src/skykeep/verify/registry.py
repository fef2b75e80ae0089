"""All handlers, by what they check."""

from __future__ import annotations

from collections.abc import Callable

from . import (
    assignment_cases,
    atmosphere_cases,
    ballistic_cases,
    engagement_cases,
    geometry_cases,
    leakage_cases,
    published_cases,
    queueing_cases,
    radar_cases,
    radar_limit_cases,
    reliability_cases,
    salvo_cases,
    timeline_cases,
    viewshed_cases,
)
from .casefile import CaseFile
from .handler import Anchor, Handler
from .simulated import SimulatedHandler

__all__ = ["ANCHORS", "HANDLERS", "SIMULATED"]

HANDLERS: tuple[Handler, ...] = (
    *radar_cases.HANDLERS,
    *geometry_cases.HANDLERS,
    *viewshed_cases.HANDLERS,
    *atmosphere_cases.HANDLERS,
    *ballistic_cases.HANDLERS,
    *queueing_cases.HANDLERS,
    *leakage_cases.HANDLERS,
    *salvo_cases.HANDLERS,
    *reliability_cases.HANDLERS,
    *radar_limit_cases.HANDLERS,
    *timeline_cases.HANDLERS,
    *published_cases.HANDLERS,
    *assignment_cases.HANDLERS,
)
"""Handlers of cases with an exact answer; the first that takes a case checks it."""

ANCHORS: dict[str, tuple[Callable[[CaseFile], list[Anchor]], ...]] = {
    "radar": (radar_cases.equation_anchors,),
    "atmosphere": (atmosphere_cases.layer_anchors,),
}
"""Readers of the published values that files quote beside their cases, by folder."""

SIMULATED: tuple[SimulatedHandler, ...] = (
    *engagement_cases.SIMULATED,
    *salvo_cases.SIMULATED,
    *reliability_cases.SIMULATED,
    *queueing_cases.SIMULATED,
)
"""Handlers of cases that the engine plays."""
