"""What would have saved an aircraft of the traffic that was shot at: its raid played again with one thing
different, under the same luck."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from skykeep.core.raid.vocabulary.codes import FRIENDLY
from skykeep.core.raid.world import Case

from .what_if import Change, Trial, played_with, with_values

__all__ = ["try_savings"]

_KNOWN = {
    "classify_s": 0.0,
    "class_right_p": 1.0,
    "identify_s": 0.0,
    "threat_for_friend_p": 0.0,
    "friend_silent_p": 0.0,
    "neutral_silent_p": 0.0,
    "answer_missed_p": 0.0,
    "threat_undeclared_p": 0.0,
    "traffic_declared_p": 0.0,
}
"""The recognition of posts that know at once, and rightly."""


def try_savings(case: Case, world: int, replication: int, *, threat: int) -> list[Trial]:
    """Return what each change alone would have done for an aircraft that was shot at; one helps if then
    nobody shoots at it.

    Parameters
    ----------
    case
        The compiled case.
    world, replication
        Key of the raid.
    threat
        Row of the aircraft.
    """
    found = []
    for name, before, change in _savings(case, world, threat):
        shots, outcome = played_with(change(case), world, replication, threat)
        after = None if before is None else 0.0
        found.append(
            Trial(change=name, before=before, after=after, shots=shots, outcome=outcome, helps=shots == 0)
        )
    return found


def _savings(case: Case, world: int, threat: int) -> Iterator[tuple[str, float | None, Change]]:
    """Yield what can be changed, where it is not so already, with the chance that becomes none."""
    if case.recognition is None:
        return
    rule: Any = case.recognition[world, 0]
    silent = "friend_silent_p" if case.threats["side"][threat] == FRIENDLY else "neutral_silent_p"
    for name, field in (("answers", silent), ("answers_heard", "answer_missed_p")):
        if rule[field] > 0.0:
            yield name, float(rule[field]), _known(world, field)
    if any(rule[field] != value for field, value in _KNOWN.items()):
        yield "known", None, _known(world, *_KNOWN)
    tight = case.doctrine["weapons_tight"][world]
    if not np.all(tight):
        declared = "threat_undeclared_p", "traffic_declared_p"
        yield "weapons_tight", None, lambda case: _tight(_known(world, *declared)(case), world)
    if np.any(tight) and rule["traffic_declared_p"] > 0.0:
        yield "not_declared", float(rule["traffic_declared_p"]), _known(world, "traffic_declared_p")
    kind = int(case.threats["threat_class"][threat])
    if not np.all(case.doctrine["hold_fire"][world, :, kind]):
        yield (
            "class_held",
            None,
            lambda case: with_values(case, "doctrine", (world, slice(None), kind), _HELD),
        )


_HELD = {"hold_fire": True}


def _known(world: int, *fields: str) -> Change:
    """Return the change that lets some of the recognition of posts be without error and delay."""
    values = {field: _KNOWN[field] for field in fields}
    return lambda case: with_values(case, "recognition", world, values)


def _tight(case: Case, world: int) -> Case:
    """Return a case in which the weapons of all fire units are tight."""
    return with_values(case, "doctrine", world, {"weapons_tight": True, "without_rules": False})
