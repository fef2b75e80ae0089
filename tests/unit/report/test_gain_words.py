"""What if: each answer in one sentence with its doubt, each part left out where it was not played."""

from dataclasses import replace

from skykeep.report.gain_words import gain_words, lacked, moves_words, size_ends
from skykeep.report.page import render_brief

from .brief_cases import GAINS, MOVES_WITH, brief_data, estimate, loss
from .test_brief_page import words_of


def plain(text):
    """Return a text with ordinary spaces."""
    return text.replace("\u00a0", " ")


def test_the_first_sentence_holds_every_option_side_by_side():
    assert gain_words(brief_data()).first == (
        "Of 10 cruise missiles on average one Alpha-1 battalion lets 8.0 through, three under one post 3.5, "
        "one without its Eye engagement radar 10.0 and one under a stand-off jammer 9.5."
    )


def test_the_knee_of_each_system_has_its_doubt_and_may_lie_beyond_what_was_asked():
    assert plain(gain_words(brief_data()).sizes) == (
        "Threats in a raid from which on one is expected to leak: from 5 on past the Alpha-1 (we are 90 % "
        "sure of 2 to more than 40) and from more than 40 on past the Beta-2 (we are 90 % sure of 2 to more "
        "than 40)."
    )
    assert size_ends({"n": 3, "largest_asked": 40, "ignorance_90": None}) == ("3", "")
    assert size_ends({"n": 3, "largest_asked": 40, "ignorance_90": [3, 3]}) == ("3", "3")


def test_what_most_lack_is_told_from_small_to_large():
    assert lacked(GAINS.sizes[0]) == "tracking up to 5, then rounds"


def test_a_regiment_is_told_beside_one_unit():
    assert plain(gain_words(brief_data()).regiment) == (
        "Three battalions under one post let 3.5 of 10 through, one alone 8.0: 4.5 fewer (we are 90 % sure "
        "of 3.2 to 6.0)."
    )


def test_the_inner_layer_is_told_by_what_comes_to_it():
    assert (
        "Of 9.0 threats that come to the Gamma-3 it kills 3.0; 6.0 of 10 leak"
        in gain_words(brief_data()).layers
    )


def test_of_the_parts_the_radars_are_told_the_idle_ones_apart():
    assert plain(gain_words(brief_data()).losses) == (
        "Without its Eye engagement radar 10.0 leak, 2.0 more (we are 90 % sure of 0.8 to 3.5); without its "
        "Mast radar 0.5 more. Without its Far radar nothing changes beyond luck."
    )
    idle = replace(
        GAINS, losses=replace(GAINS.losses, rows=(loss("x", "searching radar", "X", 0.0, stands_out=False),))
    )
    assert gain_words(brief_data(gains=idle)).losses.startswith("No radar alone is missed")


def test_a_difference_names_what_moves_it_or_says_that_nothing_does():
    data = brief_data()
    assert moves_words(data, MOVES_WITH) == (
        "It moves most with raid conditions: crew's reaction over the printed time (1 to 3, assumed)."
    )
    assert moves_words(data, ()) == "No single figure decides it."
    few = brief_data(gains=replace(GAINS, worlds=6))
    assert moves_words(few, ()) == "Too few worlds (6) to tell which figure decides it."


def test_without_an_interval_no_doubt_is_made_up():
    bare = estimate(4.5)
    regiment = replace(GAINS.regiment, fewer=bare)
    assert gain_words(brief_data(gains=replace(GAINS, regiment=regiment))).regiment.endswith(
        "8.0: 4.5 fewer."
    )


def test_the_page_leaves_out_what_was_not_played(figures_kept):
    bare = replace(GAINS, sizes=(), regiment=None, layers=None, jamming=(), scenario="")
    page = render_brief(brief_data(gains=bare))
    words = words_of(page)
    assert "If one part is lost" in words
    for absent in (
        "How many threats are too many",
        "or regiment?",
        "A second layer",
        "What jamming would do",
        "skykeep stress",
    ):
        assert absent not in words
    whole = words_of(render_brief(brief_data()))
    assert "skykeep saturate here-alpha-ten" in whole
    assert "skykeep run here-regiment" in whole
