"""What kept a fire unit from a threat, read out of its diary as the reference on the ledger has it in words.

The diary holds all that was noted of a pair of unit and threat as (time, what, until when), nothing of it
overwritten; the kernel keeps only what is in force.
"""

from math import inf

OVER = {"not_in_reach", "ordered", "locks_again", "order_came"}
"""After these nothing keeps the unit any more."""
SAYS_NOTHING = {"no_shot_left", "ready_too_late"}
FOR_WANT_OF_A_TIME = {"held_by_doctrine", "waits_by_doctrine", "no_round"}
"""In force only until the time that they tell, where they tell one that is still to come."""
GIVES_WAY = {"no_channel", "no_missile_channel", "engaged_by_unit", "engaged_by_others", "awaits_order"}
"""Counts only where nothing else is in force."""
MEANS = {
    "no_round": "no_round",
    "no_channel": "no_channel",
    "no_missile_channel": "no_channel",
    "out_of_sector": "out_of_sector",
    "leaves_sector": "out_of_sector",
    "turning": "out_of_sector",
    "engaged_by_unit": "unit_lost",
    "engaged_by_others": "unit_lost",
    "held_back": "unit_lost",
    "unit_lost": "unit_lost",
    "held_dead": "judged_dead",
    "judged_dead": "judged_dead",
    "held_by_doctrine": "held_by_doctrine",
    "waits_by_doctrine": "held_by_doctrine",
    "not_ordered": "held_by_doctrine",
    "let_go": "held_by_doctrine",
    "held_for_decoy": "taken_for_decoy",
    "held_for_friend": "taken_for_friend",
    "not_identified": "not_identified",
    "awaits_order": "no_order",
    "order_due": "no_order",
    "waits_for_orders": "no_order",
}


def last_reason(diary):
    """Return the reason that kept a unit from a threat last, and since when; empty for none."""
    reason, since_s, until_s = "", -inf, inf
    for time_s, what, told_s in diary:
        if what in SAYS_NOTHING or (what in GIVES_WAY and reason and until_s > time_s):
            continue
        before, reason = reason, "" if what in OVER else MEANS[what]
        since_s = since_s if reason == before else time_s
        until_s = told_s if what in FOR_WANT_OF_A_TIME and told_s > time_s else inf
    return reason, since_s
