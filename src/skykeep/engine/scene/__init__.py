"""One raid as things in space and time."""

from .build import DEFAULT_STEP_S, STEPS_S, scene_of_raid
from .decisive import DECISIVE_NAMES, DecisiveMoment, DecisiveName, decisive_moments
from .records import (
    ACTOR_KINDS,
    SPELL_STATES,
    Actor,
    ActorKind,
    Box,
    Course,
    Happening,
    Place,
    RadarReach,
    Scene,
    Spell,
    SpellState,
    Stock,
)

__all__ = [
    "ACTOR_KINDS",
    "DECISIVE_NAMES",
    "DEFAULT_STEP_S",
    "SPELL_STATES",
    "STEPS_S",
    "Actor",
    "ActorKind",
    "Box",
    "Course",
    "DecisiveMoment",
    "DecisiveName",
    "Happening",
    "Place",
    "RadarReach",
    "Scene",
    "Spell",
    "SpellState",
    "Stock",
    "decisive_moments",
    "scene_of_raid",
]
