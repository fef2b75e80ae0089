"""How far a permission to fire has come."""

from __future__ import annotations

from ...kernel.records import Record

__all__ = ["Permit"]


class Permit(Record):
    """Permission for a fire unit to fire at a threat: whether it has ``asked`` a post above that did not know
    of the threat, when that post has decided, and when the permission has come; infinite for not yet."""

    asked: bool
    decided_s: float
    granted_s: float
