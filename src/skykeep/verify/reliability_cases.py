"""Handlers of equipment that is repaired and of messages that are lost, by closed forms."""

from __future__ import annotations

from skykeep.textbook import reliability

from .casefile import Case
from .handler import Handler, checks, numbers, whole
from .judge import Check, Expected

__all__ = ["HANDLERS"]

_RELATIVE = Expected(("rel",), 1e-12, relative=True)
_NO_LINKS = {"message_loss": "no raid loses messages yet"}
_NO_REPAIR = {"availability": "nothing is repaired in a raid yet"}


def _messages(case: Case) -> list[Check]:
    (loss_p,), (messages,) = numbers(case, "loss_p"), whole(case, "messages")
    return checks(case, {"p_none_lost": reliability.none_lost_p(loss_p, messages)}, _RELATIVE)


def _availability(case: Case) -> list[Check]:
    works_s, repair_s = numbers(case, "mtbf_s", "mttr_s")
    return checks(case, {"availability": reliability.availability(works_s, repair_s)}, _RELATIVE)


HANDLERS = (
    Handler("message_loss", "engagement", ("loss_p", "messages"), _messages, not_played=_NO_LINKS),
    Handler("availability", "engagement", ("mtbf_s", "mttr_s"), _availability, not_played=_NO_REPAIR),
)
"""Handlers by the fields of their cases."""
