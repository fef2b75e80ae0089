"""The printed table of a stress test: what ends alike is one line, what differs in anything is not."""

from skykeep.report.stress_words import loss_lines


def loss(name, leakers, *, low=3.0, worse_than_next=None):
    """Return a loss as far as lines read it."""
    return {
        "lost": name,
        "nodes": [name],
        "kind": name.partition("/")[0],
        "words": f"a {name}",
        "leakers": {"mean": leakers, "mc_error_90": [low, 11.0]},
        "change": {"mean": leakers - 1.0},
        "p_no_leaker": {"mean": 0.0},
        "stands_out": True,
        "raids_changed": 1.0,
        "binding_resource": "rounds",
        "worse_than_next": worse_than_next,
    }


def test_losses_that_end_alike_are_one_line_that_names_the_others():
    losses = [loss("post", 9.0), loss("gun/2", 5.0), loss("gun/2/radar", 5.0, worse_than_next=True)]
    lines = loss_lines([*losses, loss("gun/2/vehicle", 5.0)])
    assert [(row["lost"], words) for row, words in lines] == [
        ("post", "a post"),
        ("gun/2", "a gun/2; = gun/2/radar, gun/2/vehicle"),
    ]


def test_the_same_mean_with_another_interval_is_another_line():
    lines = loss_lines([loss("gun/1", 5.0), loss("gun/2", 5.0, low=4.0)])
    assert [row["lost"] for row, _ in lines] == ["gun/1", "gun/2"]
