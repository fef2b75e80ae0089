"""What happened in a raid, in words that other programs show."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from skykeep.engine.scene import Happening, Scene

__all__ = ["HAPPENING_WORDS", "happening_words"]

HAPPENING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "launched": "{actor} launches {interceptor} at {about}",
        "killed": "{actor} kills {about}",
        "missed": "{actor} misses {about}",
        "wasted": "{actor} meets {about}, which is dead already",
        "leaked": "{actor} reaches its aim",
        "aborted": "{actor} flies into the ground",
        "passed": "{actor} has passed",
        "switched_on": "{actor} begins to radiate",
        "confirmed": "{actor} confirms a track of {about}",
        "bearing": "{actor} hears {about}: a bearing",
        "fixed": "{actor} has {about} where two bearings cross",
        "known": "{actor} learns of {about}",
        "classified": "{actor} takes {about} for a class",
        "held_friendly": "{actor} takes {about} for a friend",
        "track_dropped": "{actor} drops the track of {about}",
        "met_silence": "{about} finds {actor} silent",
        "radar_lost": "{actor} loses its engagement radar to {about}",
        "search_radar_lost": "{actor} is put out of action by {about}",
        "post_lost": "{actor} is put out of action by {about}",
        "launcher_lost": "{actor} loses a launcher to {about}",
        "radar_unharmed": "the engagement radar of {actor} goes on after {about} has reached it",
        "search_radar_unharmed": "{actor} goes on after {about} has reached it",
        "post_unharmed": "{actor} goes on after {about} has reached it",
        "launcher_unharmed": "a launcher of {actor} goes on after {about} has reached it",
        "part_fails": "{actor} fails",
        "part_works": "{actor} works again",
        "unit_leaves": "{actor} leaves its site",
        "unit_set_up": "{actor} works from its alternate site",
        "assessed_dead": "{actor} takes {about} for dead",
        "assessed_alive": "{actor} takes {about} for alive",
    }
)
"""By name of a happening; every one that a scene may tell."""


def happening_words(scene: Scene, happening: Happening) -> str:
    """Return what happened as a sentence without its end, with ids for names: they are unique."""
    shot = scene.by_id.get(happening.interceptor)
    return HAPPENING_WORDS[happening.name].format(
        actor=happening.actor,
        about=happening.about or "nothing",
        interceptor=shot.name if shot is not None else "",
    )
