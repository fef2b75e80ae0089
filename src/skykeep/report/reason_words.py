"""What the reasons of the ledger mean, for who asks at a segment of its chart."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from skykeep.language import tell, to_tell

__all__ = ["OF_PLACE", "meaning_of"]

OF_PLACE = frozenset({"never_in_sight", "not_detected", "seen_too_late", "out_of_envelope"})
"""Reasons in which height, ground and reach have a part: a map shows them."""

_MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "never_in_sight": to_tell("hills or the horizon hid it from every radar all the way"),
        "not_detected": to_tell("it was in sight, but no radar confirmed a track of it"),
        "seen_too_late": to_tell(
            "it was tracked when no shot could reach it in time any more: hills, the horizon and what a "
            "radar finds at that range decide when"
        ),
        "out_of_envelope": to_tell("its way lay outside what the interceptors reach"),
        "out_of_sector": to_tell("it stayed outside the sector into which the engagement radar looks"),
        "no_channel": to_tell("every channel guided at something else until it was too late"),
        "no_round": to_tell("the ready rounds were fired and none was loaded in time"),
        "held_by_doctrine": to_tell("the rule of firing held back a shot, or another one"),
        "missed": to_tell("it was shot at, and no interceptor hit"),
        "unit_lost": to_tell("a unit that could have shot had been hit, or a part of it"),
        "taken_for_decoy": to_tell("the crew took it for a decoy and let it pass"),
        "not_tracked_by_luck": to_tell("nobody tracked it by chance: raid conditions, assumed"),
        "taken_for_friend": to_tell("it was taken for an aircraft of one’s own"),
        "no_operator": to_tell("every operator was busy until it was too late"),
        "judged_dead": to_tell("it was taken for shot down while there was time for another shot"),
        "no_order": to_tell("no order to shoot came through"),
        "not_identified": to_tell("no post had declared it hostile"),
    }
)


def meaning_of(reason: str) -> str:
    """Return what a reason of the ledger means, in the language in force."""
    return tell(_MEANINGS[reason])
