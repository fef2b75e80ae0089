"""What becomes of a fire unit and a threat in a raid."""

from __future__ import annotations

from ...kernel.records import Record

__all__ = ["Engagement"]


class Engagement(Record):
    """A fire unit and a threat: when its radar locks on, when the unit may engage it, how far it has come.

    ``unqueued_s`` is when it might have engaged it if an operator had been free at once. One takes its track
    up from ``reacted_s`` on and is done by ``operated_s``, -infinite if none is needed; it left their queue
    at ``dropped_s``, held to be dead.

    ``rank`` is the place of the threat in the order in which the unit looks at threats, by ``points``. Of
    the last salvo, ``ordered`` rounds were ordered, ``fired`` launched and ``to_come`` have not met yet;
    ``shots`` were launched in all, and it is judged at ``judged_s``. ``kept_by`` is the reason of the
    ledger that keeps the unit from a shot, since ``kept_s`` and at least until ``kept_until_s``, 0 for
    none; ``noted`` the block that the log holds last; ``kept_out`` is true once there was a shot while the
    unit was out of action; ``asleep`` is what it passes over. The first hit draws ``spoiled``, what spoils
    all: ``spoil_drawn``.
    """

    rank: int
    points: float
    locked_s: float
    unqueued_s: float
    reacted_s: float
    operated_s: float
    dropped_s: float
    ready_s: float
    not_before_s: float
    closed_s: float
    salvos: int
    ordered: int
    fired: int
    to_come: int
    shots: int
    judged_s: float
    kept_by: int
    kept_s: float
    kept_until_s: float
    noted: int
    kept_out: bool
    asleep: bool
    spoil_drawn: bool
    spoiled: bool
