"""Raids as scenes: small ones on flat ground, and shipped ones."""

from functools import cache
from pathlib import Path

from skykeep.api.studied import studied
from skykeep.study.prepare import prepare
from skykeep.study.raid_scene import raid_scene

SMALL = Path(__file__).parents[2] / "golden" / "small-mixed.toml"


@cache
def asked_of(source, worlds=4):
    """Return a scenario, as it is studied, and its catalogue."""
    return studied(source, catalogue=None, terrain=None, set=None, worlds=worlds, keep_design=True)


@cache
def prepared(source, worlds=4):
    """Return a scenario compiled."""
    asked = asked_of(source, worlds)
    return prepare(asked.scenario, asked.catalogue, terrain=asked.ground)


@cache
def scene(source=SMALL, world=3, replication=1, step_s=1.0):
    """Return one raid of a scenario as a scene; the usual one has kills, misses, wasted rounds and a loss."""
    return raid_scene(prepared(source), asked_of(source).catalogue, world, replication, step_s=step_s)
