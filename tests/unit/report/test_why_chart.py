"""The time line of a threat: its lanes hold what happened, when and to whom."""

from skykeep.report.why_chart import first_s, key_sentences, lanes_of


def moment(time_s, name, by=None, *, until_s=None, shot=None):
    """Return a moment as far as the time line reads it."""
    return {"time_s": time_s, "moment": name, "by": by, "until_s": until_s, "shot": shot}


STORY = [
    moment(0.0, "begins"),
    moment(10.0, "in_sight", "r1"),
    moment(20.0, "confirmed", "r1"),
    moment(20.0, "known", "p1"),
    moment(30.0, "ready", "u1"),
    moment(30.0, "no_channel", "u1", until_s=40.0),
    moment(50.0, "no_channel", "u1", until_s=60.0),
    moment(40.0, "order_sent", "p1"),
    moment(40.0, "launched", "u1", shot=0),
    moment(60.0, "launched", "u1", shot=1),
    moment(70.0, "missed", "u1", shot=0),
    moment(90.0, "leaked"),
]


def test_what_is_known_lasts_until_the_threat_ends():
    lanes = {lane.words: lane for lane in lanes_of(STORY)}
    assert lanes["in sight (r1)"].spans == ((10.0, 90.0),)
    assert lanes["tracked: by a radar (r1)"].spans == ((20.0, 90.0),)
    assert lanes["known: at a post (p1)"].spans == ((20.0, 90.0),)
    assert lanes["can be engaged (u1)"].spans == ((30.0, 90.0),)


def test_blocks_of_one_cause_share_a_line_and_rounds_run_until_they_meet_or_the_threat_ends():
    lanes = {lane.words: lane for lane in lanes_of(STORY)}
    assert lanes["not shot at: no channel is free (u1)"].spans == ((30.0, 40.0), (50.0, 60.0))
    assert lanes["shot at (u1)"].spans == ((40.0, 70.0), (60.0, 90.0))
    assert lanes["shot at (u1)"].marks == ((70.0, "x"),)
    assert lanes["its post orders a shot (p1)"].marks == ((40.0, "v"),)


def test_the_lines_come_in_order_of_cause_what_is_known_then_blocks_decisions_and_rounds():
    assert [lane.kind for lane in lanes_of(STORY)] == [*["known"] * 4, "blocked", "decided", "rounds"]


def test_the_caption_explains_what_is_drawn_and_nothing_else():
    told = key_sentences(lanes_of(STORY))
    assert told == [
        "The dashed line is its end.",
        "Pale: what kept a fire unit from a shot.",
        "Rounds run from launch to meeting; a cross: the threat lives, or was dead already.",
        "Triangles: orders, turns and judgements.",
    ]
    assert key_sentences(lanes_of([moment(0.0, "begins"), moment(90.0, "leaked")])) == [
        "The dashed line is its end."
    ]


def test_the_axis_begins_with_what_is_drawn_not_with_the_path():
    assert first_s(lanes_of(STORY), STORY) == 10.0
    alone = [moment(5.0, "begins"), moment(90.0, "leaked")]
    assert first_s(lanes_of(alone), alone) == 5.0
