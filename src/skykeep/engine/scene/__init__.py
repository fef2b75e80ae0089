"""One raid as things in space and time."""

from .build import STEPS_S, USUAL_STEPS_S, check_step, scene_of_raid
from .decisive import DECISIVE_NAMES, DecisiveMoment, DecisiveName, decisive_moments
from .motion import Motion, View, motion_of, view_of
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
    "SPELL_STATES",
    "STEPS_S",
    "USUAL_STEPS_S",
    "Actor",
    "ActorKind",
    "Box",
    "Course",
    "DecisiveMoment",
    "DecisiveName",
    "Happening",
    "Motion",
    "Place",
    "RadarReach",
    "Scene",
    "Spell",
    "SpellState",
    "Stock",
    "View",
    "check_step",
    "decisive_moments",
    "motion_of",
    "scene_of_raid",
    "view_of",
]
