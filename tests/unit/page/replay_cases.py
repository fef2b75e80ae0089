"""Replays made of raids: a small one on flat ground, and one made by hand with names that hold markup."""

from functools import cache

from skykeep.engine import tell_raid
from skykeep.study.chosen_raids import ChosenRaid
from skykeep.study.replay_data import RaidTold, replay_data
from skykeep.terrain import flat_ground
from skykeep.testing.scenes import sample_scene

from ..engine.scene_cases import SMALL, prepared, scene

KEYS = ((3, 1), (0, 0))


@cache
def small_replay(keys=KEYS):
    """Return raids of the small scenario."""
    raids = []
    for part, key in zip(("median", "worst", "best"), keys, strict=False):
        story = tell_raid(prepared(SMALL).case, *key, legend=prepared(SMALL).legend)
        raids.append(
            RaidTold(
                chosen=ChosenRaid(part, *key, f"the {part} of some raids"),
                scene=scene(SMALL, *key),
                threats=story.threats.to_pylist(),
                moments=story.moments.to_pylist(),
            )
        )
    return replay_data(raids, flat_ground())


def hand_made_replay(lon_deg=44.0):
    """Return the raid that is made by hand; nothing is told of it but how its threats ended."""
    made = sample_scene(lon_deg=lon_deg)
    threats = [
        {
            "threat": actor.id,
            "decoy": actor.decoy,
            "side": actor.side,
            "outcome": actor.end,
            "reason": "missed" if actor.end == "leaked" and not actor.decoy else None,
            "shots": 1,
            "tracked": True,
            "held_for_decoy": False,
        }
        for actor in made.of_kind("threat")
    ]
    told = RaidTold(chosen=ChosenRaid("asked", 2, 3, "as asked for"), scene=made, threats=threats, moments=[])
    return replay_data([told], flat_ground())
