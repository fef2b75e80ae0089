"""How command posts recognise what they track: how long it takes, and how often it goes wrong."""

from __future__ import annotations

from ..kernel.records import Record, Rows

__all__ = ["Recognition", "no_recognition"]


class Recognition(Record):
    """The recognition of one world: ``classify_s`` after a post has learnt of a track it tells the class,
    rightly with ``class_right_p``, and ``identify_s`` after it, whose it is: a threat is taken for a friend
    with ``threat_for_friend_p``."""

    classify_s: float
    class_right_p: float
    identify_s: float
    threat_for_friend_p: float


def no_recognition() -> Rows[Recognition]:
    """Return the table of raids in which every post knows at once, and rightly."""
    table: Rows[Recognition] = Recognition.table(0)
    return table
