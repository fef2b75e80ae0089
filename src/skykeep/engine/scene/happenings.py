"""What happened in a raid, and where: launches, meetings, ends, losses, and what was found out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from skykeep.core.raid.tables.entities import LogEntry
from skykeep.core.raid.vocabulary.kinds import LOG_NAMES

from ..replay import OF_LAUNCHERS, OF_PARTS, OF_POSTS, OF_RADARS
from .records import Actor, Happening
from .stage import Stage

__all__ = ["LOGGED", "happenings_of"]

LOGGED = (
    "switched_on",
    "confirmed",
    "bearing",
    "fixed",
    "known",
    "classified",
    "held_friendly",
    "track_dropped",
    "met_silence",
    "radar_lost",
    "search_radar_lost",
    "post_lost",
    "launcher_lost",
    "radar_unharmed",
    "search_radar_unharmed",
    "post_unharmed",
    "launcher_unharmed",
    "part_fails",
    "part_works",
    "unit_leaves",
    "unit_set_up",
    "assessed_dead",
    "assessed_alive",
)
"""Entries of the log that are told; reports, orders and what keeps units from shots are not."""
_ORDER = ("launched", *LOGGED[:8], "killed", "missed", "wasted", "leaked", "aborted", "passed", *LOGGED[8:])


def happenings_of(stage: Stage, actors: Mapping[str, Actor]) -> tuple[Happening, ...]:
    """Return what happened, in order of time; what happens together goes from cause to effect."""
    found = [*_of_actors(actors), *_of_log(stage, actors)]
    return tuple(
        sorted(found, key=lambda each: (each.time_s, _ORDER.index(each.name), each.actor, each.about))
    )


def _of_actors(actors: Mapping[str, Actor]) -> Iterator[Happening]:
    """Yield launches and meetings of interceptors, and the ends of threats that were not killed."""
    for actor in actors.values():
        last = actor.course.at(actor.ends_s)
        if actor.kind == "interceptor":
            first = actor.course.at(actor.begins_s)
            yield Happening(actor.begins_s, "launched", actor.belongs_to, actor.at, actor.id, first)
            yield Happening(actor.ends_s, actor.end, actor.id, actor.at, actor.id, last)
        elif actor.kind == "threat" and actor.end in ("leaked", "aborted", "passed"):
            yield Happening(actor.ends_s, actor.end, actor.id, "", "", last)


def _of_log(stage: Stage, actors: Mapping[str, Actor]) -> Iterator[Happening]:
    """Yield the entries of the log that are told, up to the end of the scene."""
    for entry in stage.played.entries:
        name, time_s = LOG_NAMES[entry.kind], float(entry.time_s)
        if name not in LOGGED or time_s > stage.ends_s:
            continue
        about = stage.legend.threats[entry.threat] if entry.threat >= 0 else ""
        for actor in _who(stage, name, entry):
            yield Happening(time_s, name, actor, about, "", actors[actor].course.at(time_s))


def _who(stage: Stage, name: str, entry: LogEntry) -> tuple[str, ...]:
    """Return whom an entry of the log is about: a radar, a post, a fire unit, or the one whose launcher or
    part it is."""
    place = int(entry.place)
    readers: tuple[tuple[tuple[str, ...], Callable[[], tuple[str, ...]]], ...] = (
        (OF_RADARS, lambda: (stage.radar_ids[stage.antenna_of_row[place]],)),
        (OF_POSTS, lambda: (stage.post_ids[place],)),
        (OF_LAUNCHERS, lambda: (stage.legend.units[stage.unit_of_launcher(place)],)),
        (OF_PARTS, lambda: stage.of_part(place)[:1]),
    )
    for names, read in readers:
        if name in names:
            return read()
    return (stage.legend.units[place],)
