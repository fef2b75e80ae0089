"""What kept fire units from their shots, from when to when, out of the log of a raid that was played."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from skykeep.core.raid.vocabulary.kinds import (
    FIRST_BLOCK,
    LOG_ASSESSED_ALIVE,
    LOG_ASSESSED_DEAD,
    LOG_HELD_BACK,
    LOG_NAMES,
    LOG_NO_CHANNEL,
    LOG_NO_MISSILE_CHANNEL,
    LOG_ORDERED,
    LOG_READY,
)

from .replay import PlayedRaid

__all__ = ["Block", "blocks_of", "engagements_of"]

_FREES = (LOG_ASSESSED_DEAD, LOG_ASSESSED_ALIVE, LOG_HELD_BACK)
_CHANNELS = (LOG_NO_CHANNEL, LOG_NO_MISSILE_CHANNEL)


class Block(NamedTuple):
    """Something that kept fire unit ``unit`` from a shot at a threat, until another thing did or it shot.

    ``expected_s`` is how long it was to last as far as was known when it began, infinite if not known.
    ``held_by`` are the threats that held the channels meanwhile, as they were engaged.
    """

    unit: int
    name: str
    from_s: float
    until_s: float
    expected_s: float
    held_by: tuple[int, ...]


class _Spell(NamedTuple):
    """A fire unit engages a threat, from the order of a salvo until it is judged."""

    threat: int
    from_s: float
    until_s: float


def engagements_of(played: PlayedRaid) -> Mapping[int, list[_Spell]]:
    """Return from when to when each fire unit, by its number, engaged which threat, in order of time."""
    found: dict[int, list[_Spell]] = defaultdict(list)
    begun: dict[tuple[int, int], float] = {}
    for entry in played.entries:
        pair = int(entry.place), int(entry.threat)
        if entry.kind == LOG_ORDERED:
            begun[pair] = float(entry.time_s)
        elif entry.kind in _FREES and pair in begun:
            found[pair[0]].append(_Spell(pair[1], begun.pop(pair), float(entry.time_s)))
    for (unit, threat), from_s in begun.items():
        found[unit].append(_Spell(threat, from_s, np.inf))
    return {unit: sorted(spells, key=lambda spell: spell.from_s) for unit, spells in found.items()}


def blocks_of(played: PlayedRaid, threat: int) -> Iterator[Block]:
    """Yield what kept each fire unit from a shot at a threat, unit by unit, each in order of time.

    A block lasts until the next entry of the log about the same unit and threat, or until the threat has
    ended; what lasts no time is left out, unless nothing follows.
    """
    ended_s = float(played.results.threats[0, threat].ended_s)
    spells = engagements_of(played)
    entries = played.entries
    about = entries[(entries["threat"] == threat) & (entries["kind"] >= LOG_READY)]
    for unit in np.unique(about["place"]):
        own = about[about["place"] == unit]
        ends_s = [*own["time_s"][1:], np.inf]
        for entry, next_s in zip(own, ends_s, strict=True):
            until_s = min(float(next_s), ended_s)
            if entry.kind < FIRST_BLOCK or entry.time_s > until_s or entry.time_s == next_s:
                continue
            from_s = float(entry.time_s)
            held_by = _held_by(spells.get(int(unit), []), from_s, until_s)
            yield Block(
                unit=int(unit),
                name=LOG_NAMES[entry.kind],
                from_s=from_s,
                until_s=until_s,
                expected_s=float(entry.value),
                held_by=held_by if entry.kind in _CHANNELS else (),
            )


def _held_by(spells: list[_Spell], from_s: float, until_s: float) -> tuple[int, ...]:
    """Return the threats that a fire unit engaged during some time, each once."""
    held = [spell.threat for spell in spells if spell.from_s <= from_s and spell.until_s > from_s]
    later = [spell.threat for spell in spells if from_s < spell.from_s < until_s]
    return tuple(dict.fromkeys([*held, *later]))
