"""The words of a run: every number with its doubt, every reason in plain words."""

import pytest

from skykeep.core.ledger import REASON_NAMES
from skykeep.report.run_words import (
    REASON_WORDS,
    alike_sentence,
    interval_cells,
    ledger_rows,
    rests_on_sentences,
    unknown_sentences,
    verdict_sentences,
)
from skykeep.report.words import share_with_doubts


def estimate(mean, **intervals):
    names = ("mc_error_90", "chance_90", "ignorance_90", "total_90")
    return {"mean": mean} | {name: intervals.get(name) for name in names}


def summary(**changes):
    return {
        "state": "complete",
        "threats_launched": 24,
        "stopped_share": estimate(
            0.93, mc_error_90=[0.92, 0.94], chance_90=[0.8, 1.0], ignorance_90=[0.71, 0.98]
        ),
        "leakers": estimate(2.0),
        "ledger": {"no_channel": 1.5, "missed": 0.5, "no_round": 0.0},
        "p_no_leaker": estimate(0.25, mc_error_90=[0.2, 0.3]),
        "raids": 4000,
        "worlds": 200,
        "worlds_asked": 200,
        "rests_on": {
            "by_kind": {"assumed": 3, "claimed": 5},
            "figures": 8,
            "with_default_limits": 2,
            "raid_conditions": "off",
        },
        "terrain": {"name": "some ground", "step_m": 90.0},
        "view": "balanced",
        "warnings": [{"name": "few_worlds", "text": "Few worlds."}],
        "unknowns": {"figures": 8, "noise_level": 0.2, "rows": []},
    } | changes


def said(sentences):
    return " ".join(sentences).replace("\u00a0", " ")


def test_a_share_is_never_bare():
    assert said(verdict_sentences(summary())).startswith(
        "Of 24 real threats launched, stopped 93 % (computed to within 1; one raid may be 80 to 100; public "
        "figures allow 71 to 98). The binding limit: 75 % of the leakers found every channel busy"
    )


@pytest.mark.parametrize(
    ("mean", "words"),
    [
        (0.0, "None of 4,000 simulated raids was without a leaker."),
        (1.0, "All of 4,000 simulated raids were without a leaker."),
        (0.25, "The chance that nothing leaks is 25 % (computed to within 5)."),
    ],
)
def test_the_chance_of_no_leaker_is_said_with_its_ground(mean, words):
    found = summary(p_no_leaker=estimate(mean, mc_error_90=[0.2, 0.3]))
    assert words in said(verdict_sentences(found))


def test_a_part_of_a_run_says_so():
    assert "This is a part of the run: 25 of 200 worlds are in it." in said(
        verdict_sentences(summary(state="partial", worlds=25))
    )


def test_a_raid_of_decoys_alone_has_nothing_to_stop():
    assert "nothing to stop" in said(verdict_sentences(summary(threats_launched=0)))


def test_without_leakers_there_is_no_binding_limit():
    found = summary(leakers=estimate(0.0), ledger={"missed": 0.0})
    assert "binding" not in said(verdict_sentences(found))
    assert ledger_rows(found) == []


def test_every_reason_of_the_ledger_has_words():
    assert list(REASON_WORDS) == list(REASON_NAMES)


def test_ledger_rows_come_by_size():
    assert [row[:2] for row in ledger_rows(summary())] == [("no_channel", 1.5), ("missed", 0.5)]


def test_what_it_rests_on_counts_what_is_assumed_and_repeats_every_warning():
    words = said(rests_on_sentences(summary()))
    assert "8 public figures (3 assumed, 5 claimed); the limits of 2 are assumed." in words
    assert "Elevation: some ground, step 90 m." in words
    assert words.endswith("Few worlds.")


def test_a_missing_interval_is_a_dash():
    assert interval_cells(estimate(2.0, chance_90=[1.0, 3.0])) == ["2.0", "-", "1.0 to 3.0", "-", "-"]


def test_an_interval_of_a_count_ends_at_0_and_at_the_most_there_can_be():
    assert interval_cells(estimate(1.0, mc_error_90=[-0.4, 2.4]))[1] == "0.0 to 2.4"
    assert interval_cells(estimate(1.0, mc_error_90=[-0.4, 2.4]), most=2.0)[1] == "0.0 to 2.0"


def test_what_public_figures_allow_is_not_said_where_luck_hides_it():
    ends = estimate(0.5, ignorance_90=[0.5, 0.5])
    hidden = ends | {"variance": {"chance": 0.2, "ignorance": -0.01}}
    for split in ({"chance": 0.0, "ignorance": 0.0}, {"chance": 0.2, "ignorance": 0.01}):
        assert interval_cells(ends | {"variance": split})[3] == "0.5 to 0.5"  # nothing is hidden
    assert interval_cells(hidden)[3] == "not resolved"
    assert "what public figures allow is not resolved from luck" in share_with_doubts(hidden)
    assert "not resolved" not in share_with_doubts(estimate(0.5, ignorance_90=[0.4, 0.5]))


def test_unknowns_that_do_not_stand_out_are_not_named():
    row = {
        "figure": "x/y",
        "same_draw": ["x/z"],
        "rho": -0.5,
        "stands_out": True,
        "leakers_mean_lowest_third": 3.0,
        "leakers_mean_highest_third": 1.0,
    }
    found = summary(unknowns={"figures": 8, "noise_level": 0.2, "rows": [row]})
    assert said(unknown_sentences(found)) == (
        "x/y and 1 figure drawn with it: 3.0 leakers where it is in its lowest third, 1.0 in its highest "
        "(rank correlation -0.50)."
    )
    found["unknowns"]["rows"][0]["stands_out"] = False
    assert "None of 8 drawn figures stands out from noise" in said(unknown_sentences(found))
    assert "needs 50 worlds" in said(unknown_sentences(summary()))
    assert "No figure was drawn" in said(unknown_sentences(summary(unknowns={"figures": 0, "rows": []})))


def test_how_alike_threats_fare_is_said_beside_the_record():
    found = summary(intraclass_correlation={"all_raids": 0.312, "within_world_mean": 0.1})
    words = alike_sentence(found)
    assert "correlation 0.31 over all raids, 0.1 within one draw" in words
    assert "has 0.2 to 0.6" in words
    found["intraclass_correlation"]["within_world_mean"] = None
    assert "within" not in alike_sentence(found)
    assert alike_sentence(summary(intraclass_correlation={"all_raids": None})) == ""
