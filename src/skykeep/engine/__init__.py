"""Runs compiled cases and decodes what the kernel wrote into tables with units and provenance."""

from skykeep.core.raid.identity.sides import real_threats
from skykeep.core.raid.vocabulary.reasons import REASON_NAMES, REASONS, SHOT_DOWN
from skykeep.core.raid.world import Case as EngineCase

from .batch import RaidBatch, Worker, repeat_world, run_worlds, take_worlds
from .legend import Legend, plain_legend
from .provenance import RESULTS_VERSION, content_digest, program_versions
from .replay import Replay, replay_raid
from .schemas import event_schema, raid_schema, threat_schema, world_schema
from .stopped import threats_stopped
from .story import Story, tell_raid
from .tables import raid_table, threat_table, world_table
from .traffic import sides_of
from .worth import worth_of_threats, worth_through

__all__ = [
    "REASONS",
    "REASON_NAMES",
    "RESULTS_VERSION",
    "SHOT_DOWN",
    "EngineCase",
    "Legend",
    "RaidBatch",
    "Replay",
    "Story",
    "Worker",
    "content_digest",
    "event_schema",
    "plain_legend",
    "program_versions",
    "raid_schema",
    "raid_table",
    "real_threats",
    "repeat_world",
    "replay_raid",
    "run_worlds",
    "sides_of",
    "take_worlds",
    "tell_raid",
    "threat_schema",
    "threat_table",
    "threats_stopped",
    "world_schema",
    "world_table",
    "worth_of_threats",
    "worth_through",
]
