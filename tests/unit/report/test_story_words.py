"""How a threat ended is told in plain words, each cause once."""

from skykeep.report.story_words import ending_words

ROW = {
    "outcome": "leaked",
    "reason": "not_tracked_by_luck",
    "decoy": False,
    "held_for_decoy": False,
    "tracked": False,
    "shots": 0,
}


def test_the_luck_of_not_being_tracked_is_told_once_and_without_a_kind():
    assert ending_words(ROW) == (
        "leaked: it was not tracked by chance, whatever the radars: raid conditions (never shot at)"
    )
    other = ending_words(ROW | {"reason": "never_in_sight"})
    assert other.endswith("; the raid's luck let no radar track it (never shot at)")
