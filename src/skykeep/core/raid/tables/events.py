"""What is going to happen in a raid, and what has happened: the queue of events and the log."""

from __future__ import annotations

from ...kernel.records import Record

__all__ = ["Event", "LogEntry"]


class Event(Record):
    """Something that is going to happen, to a ``place`` (mostly a fire unit); ``count`` and ``value`` are
    what the kind of event makes of them. ``number`` orders far events that are alike."""

    time_s: float
    kind: int
    place: int
    threat: int
    count: int
    value: float
    number: int


class LogEntry(Record):
    """Something that happened; ``place`` and ``value`` are what the kind of entry makes of them."""

    time_s: float
    kind: int
    place: int
    threat: int
    value: float
