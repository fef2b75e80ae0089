"""How command posts recognise what they track: how long it takes, and how often it goes wrong."""

from __future__ import annotations

from ...kernel.records import Record, Rows

__all__ = ["Recognition", "no_recognition"]


class Recognition(Record):
    """The recognition of one world: ``classify_s`` after a post has learnt of a track it tells the class,
    rightly with ``class_right_p``, and ``identify_s`` after it, whose it is: a threat is taken for a friend
    with ``threat_for_friend_p``.

    With ``traffic`` there are those who are none of the raid: a friendly one does not answer with
    ``friend_silent_p`` and a neutral one with ``neutral_silent_p``, whoever asks, and a post misses an
    answer with ``answer_missed_p``. Of what is held for no friend it declares a threat hostile but with
    ``threat_undeclared_p``, and traffic with ``traffic_declared_p``; only weapons tight ask for that."""

    classify_s: float
    class_right_p: float
    identify_s: float
    threat_for_friend_p: float
    traffic: bool
    friend_silent_p: float
    neutral_silent_p: float
    answer_missed_p: float
    threat_undeclared_p: float
    traffic_declared_p: float


def no_recognition() -> Rows[Recognition]:
    """Return the table of raids in which every post knows at once, and rightly."""
    table: Rows[Recognition] = Recognition.table(0)
    return table
