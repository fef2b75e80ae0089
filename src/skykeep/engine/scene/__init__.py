"""One raid as things in space and time."""

from .build import DEFAULT_STEP_S, STEPS_S, scene_of_raid
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
)

__all__ = [
    "ACTOR_KINDS",
    "DEFAULT_STEP_S",
    "SPELL_STATES",
    "STEPS_S",
    "Actor",
    "ActorKind",
    "Box",
    "Course",
    "Happening",
    "Place",
    "RadarReach",
    "Scene",
    "Spell",
    "SpellState",
    "scene_of_raid",
]
