"""What a run was asked and on what it stands: the plain data that a summary repeats beside its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from skykeep.engine.legend import Legend

from .plan import Plan

__all__ = ["RunFacts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """Facts about a run that do not come out of its raids.

    ``identity`` is what a resumed run must share with the one that began: digests, seed, size, versions.
    ``question`` is one sentence; ``terrain`` describes the ground; ``rests_on`` counts the figures by kind;
    ``doctrine`` is what ``skykeep.study.doctrine.doctrine_facts`` says, ``tracking`` what
    ``skykeep.study.tracking.tracking_facts`` says, ``shared_luck`` what
    ``skykeep.study.shared_luck.shared_luck_facts`` says, ``heights`` what the drawn height of each class
    rests on; ``warnings`` are named sentences that every answer repeats; ``stopping`` says how the number of
    worlds was found, empty where it was given; ``identifies`` says whether posts may be wrong about whose a
    track is; ``batches`` how many scrambled sequences worlds take turns in, 0 where they are independent.
    """

    scenario_id: str
    scenario_name: str
    question: str
    plan: Plan
    seed: int
    view: str
    legend: Legend
    threats_launched: int
    decoys_launched: int
    terrain: Mapping[str, Any] = field(default_factory=dict)
    rests_on: Mapping[str, Any] = field(default_factory=dict)
    doctrine: Mapping[str, Any] = field(default_factory=dict)
    tracking: Mapping[str, Any] = field(default_factory=dict)
    shared_luck: Mapping[str, Any] = field(default_factory=dict)
    heights: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    warnings: tuple[Mapping[str, str], ...] = ()
    identity: Mapping[str, Any] = field(default_factory=dict)
    stopping: Mapping[str, Any] = field(default_factory=dict)
    identifies: bool = False
    batches: int = 0
