"""The words of a run: every number with its doubt, every reason in plain words."""

import pytest

from skykeep.core.raid.vocabulary.reasons import REASON_NAMES
from skykeep.report.basis_words import alike_sentence, ceiling_sentence, rests_on_sentences
from skykeep.report.cause_words import change_sentences, few_changes
from skykeep.report.doctrine_words import doctrine_change
from skykeep.report.doubt import share_with_doubts
from skykeep.report.record_words import record_sentences
from skykeep.report.run_words import (
    REASON_WORDS,
    interval_cells,
    ledger_rows,
    rounds_sentence,
    verdict_sentences,
)
from skykeep.study.record import record_of


def estimate(mean, **intervals):
    names = ("mc_error_90", "luck_90", "ignorance_90", "total_90")
    return {"mean": mean} | {name: intervals.get(name) for name in names}


LOOKED = {
    "causes": 8,
    "raids_of_first_look": 20,
    "causes_looked_at_closely": 6,
    "raids_at_each_end": 200,
    "worlds": 40,
    "replications": 5,
    "leakers_as_drawn": 3.12,
}


def summary(**changes):
    return {
        "state": "complete",
        "threats_launched": 24,
        "stopped_share": estimate(
            0.93, mc_error_90=[0.92, 0.94], luck_90=[0.8, 1.0], ignorance_90=[0.71, 0.98]
        ),
        "leakers": estimate(2.0),
        "ledger": {"no_channel": 1.5, "missed": 0.5, "no_round": 0.0},
        "p_no_leaker": estimate(0.25, mc_error_90=[0.2, 0.3]),
        "raids": 4000,
        "worlds": 200,
        "replications": 20,
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
        "nothing_stopped": estimate(0.09),
        "best_figures": {"stopped_share": estimate(0.99, mc_error_90=[0.98, 1.0])},
        "tornado": {**LOOKED, "rows": []},
        "ledger_estimates": {
            "no_channel": estimate(1.5, mc_error_90=[1.4, 1.6]),
            "missed": estimate(0.5),
            "no_round": estimate(0.0),
        },
        "record": record_of(["cruise-missile"]),
        **{
            name: estimate(mean)
            for name, mean in (
                ("rounds_fired", 14.93),
                ("rounds_wasted", 0.0),
                ("rounds_at_decoys", 0.0),
                ("rounds_left", 1.43),
                ("rounds_not_ready", 3.8),
                ("rounds_reloading", 0.0),
            )
        },
    } | changes


def said(sentences):
    return " ".join(sentences).replace("\u00a0", " ")


def test_luck_ignorance_and_best_figures_are_told_apart():
    assert said(verdict_sentences(summary())).startswith(
        "Of 24 real threats launched, stopped on average 93 % (computed to within 1). Luck: in 90 of 100 "
        "such raids 80 to 100 % are stopped, with figures at the median (from the 400 raids nearest to it). "
        "In 9 of 100 raids, whatever the figures, nothing is stopped. Ignorance: we are 90 % sure that the "
        "average lies from 71 to 98 %. "
        "With every figure at its best estimate: 99 % (computed to within 1), above what is drawn, for most "
        "figures lean to one side. The commonest reason: 75 % of the leakers found every channel busy"
    )


def test_rounds_add_up_and_those_that_are_not_ready_are_named():
    assert said([rounds_sentence(summary())]) == (
        "Rounds: 14.9 fired and 1.4 left make 16.3 ready or reloaded in time. 3.8 more stand on launchers "
        "that are not ready in a raid."
    )


def test_the_record_stands_beside_a_result_with_its_count_and_why_it_differs():
    words = said(record_sentences(summary()))
    assert "of 2,999 subsonic cruise missiles 80 % stopped (79 to 81 by count alone), says the Air" in words
    assert (
        "On none of 64 country-wide days with 10 or more subsonic cruise missiles launched at Ukraine was "
        "nothing stopped, so at most 5 % of such days (95 % sure); here that happens in 9 of 100 raids."
    ) in words
    assert "It is no yardstick for one unit" in words
    few = said(record_sentences(summary(worlds=20, raids=20, nothing_stopped=estimate(0.2))))
    assert "here that happens in 4 of 20 raids, too few to be sure." in few
    assert "of 100" not in few
    ballistic = said(record_sentences(summary(record=record_of(["srbm"]))))
    assert "of 445 ballistic missiles 20 % stopped (17 to 24" in ballistic
    assert "of 253 ballistic missiles 92 % stopped (89 to 94" in ballistic
    assert "No public record of glide bomb" in said(
        record_sentences(summary(record=record_of(["glide-bomb"])))
    )


@pytest.mark.parametrize(
    ("mean", "words"),
    [
        (0.0, "Something leaks in each of the 4,000 simulated raids."),
        (1.0, "All of 4,000 simulated raids were without a leaker."),
        (0.25, "In 25 of 100 raids (computed: 20 to 30), whatever the figures, nothing leaks."),
        (0.001, "In 1 of 1,000 raids (computed: 200 to 300), whatever the figures, nothing leaks."),
    ],
)
def test_the_chance_of_no_leaker_is_said_as_raids(mean, words):
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
    assert (
        "8 public figures of systems, threats and conditions that can change it (3 assumed, 5 claimed); the "
        "limits of 2 are assumed."
    ) in words
    assert "Elevation: some ground, step 90 m." in words
    assert words.endswith("Few worlds.")


def test_few_worlds_tell_one_raid_in_all_and_why_no_more():
    stopped = estimate(0.35, mc_error_90=[0.3, 0.4], total_90=[0.0, 0.5]) | {"ignorance_note": "few worlds"}
    words = " ".join(verdict_sentences(summary(stopped_share=stopped))).replace("\u00a0", " ")
    assert "In 90 % of the raids played, whatever the figures, 0 to 50 % are stopped." in words
    assert "How much of that is luck is not said: few worlds." in words


def test_a_missing_interval_is_a_dash():
    assert interval_cells(estimate(2.0, luck_90=[1.0, 3.0])) == ["2.0", "-", "1.0 to 3.0", "-", "-"]


def test_an_interval_of_a_count_ends_at_0_and_at_the_most_there_can_be():
    assert interval_cells(estimate(1.0, mc_error_90=[-0.4, 2.4]))[1] == "0.0 to 2.4"
    assert interval_cells(estimate(1.0, mc_error_90=[-0.4, 2.4]), most=2.0)[1] == "0.0 to 2.0"


def test_ignorance_is_not_told_where_luck_hides_it():
    ends = estimate(0.5, ignorance_90=[0.5, 0.5])
    hidden = ends | {"variance": {"chance": 0.2, "ignorance": -0.01}}
    for split in ({"chance": 0.0, "ignorance": 0.0}, {"chance": 0.2, "ignorance": 0.01}):
        assert interval_cells(ends | {"variance": split})[3] == "0.5"  # nothing is hidden
    assert interval_cells(hidden)[3] == "not resolved"
    assert "ignorance is not resolved from luck" in share_with_doubts(hidden)
    assert "not resolved" not in share_with_doubts(estimate(0.5, ignorance_90=[0.4, 0.5]))


def test_causes_are_told_with_leakers_at_their_ends_in_the_units_of_a_reader():
    row = {
        "figure": "alpha-1/radars/eye/elevation_max_rad",
        "same_draw": ["x/z"],
        "kind": "assumed",
        "best": 1.1344640137963142,
        "low": 0.9599310885968813,
        "high": 1.1344640137963142,
        "leakers_at_low": 8.0,
        "leakers_at_high": 2.8,
        "more": -5.2,
        "more_error_90": [-5.5, -4.81],
        "stands_out": True,
    }
    told = {**LOOKED, "rows": [row]}
    words = said(change_sentences(summary(tornado=told)))
    assert words.startswith(
        "alpha-1, eye: highest elevation of the beam and 1 figure drawn with it (assumed): 8.0 leakers at "
        "55°, 2.8 at 65°. Each cause alone from end to end while all else stays as drawn: "
        "the same 40 worlds of 5 raids, in which 3.1 leak as drawn. Differences computed to within "
        "0.4. Of 8 causes a first look in 20 raids at each end picked 6;"
    )
    told["rows"] = [row | {"stands_out": False}]
    assert (
        "Of 8 causes, each alone from end to end while all else stays as drawn, the 6 that moved leakers "
        "most were met by 40 worlds of 5 raids at each end; none moves leakers beyond luck."
    ) in said(change_sentences(summary(tornado=told)))
    assert "no figure is drawn in this view" in said(change_sentences(summary(tornado=None)))


def test_how_alike_threats_fare_is_said_beside_the_record():
    found = summary(intraclass_correlation={"all_raids": 0.312, "within_world_mean": 0.1})
    words = alike_sentence(found)
    assert "correlation 0.31 over all raids, 0.1 within one draw" in words
    assert "has 0.2 to 0.6" in words
    found["intraclass_correlation"]["within_world_mean"] = None
    assert "within" not in alike_sentence(found)
    assert alike_sentence(summary(intraclass_correlation={"all_raids": None})) == ""


def test_the_chances_of_being_tracked_multiply_to_the_ceiling_beside_them():
    told = said(
        [
            ceiling_sentence(
                {
                    "tracking": {
                        "raid": {"best": 0.99, "low": 0.95, "high": 1.0, "kind": "derived"},
                        "target": {"best": 0.96, "low": 0.85, "high": 1.0, "kind": "assumed"},
                        "ceiling_share": {"best": 0.9504, "low": 0.8075, "high": 1.0, "mean": 0.91},
                    }
                }
            )
        ]
    )
    assert "so 95 % (81 to 100 %) is the ceiling of any defence; as drawn, 91 % on average." in told


def doctrines(*added):
    """Return a summary in which alternatives add so many leakers to the first, computed to within 0.5."""
    answers = [
        {
            "id": f"way-{number}",
            "words": f"way {number}",
            "kind": "assumed",
            "worlds": 40,
            "leakers": estimate(10.0 + more),
            "more_leakers": estimate(more, mc_error_90=[more - 0.5, more + 0.5]),
        }
        for number, more in enumerate((0.0, *added))
    ]
    return summary(doctrine={"drawn": ["x"], "alternatives": (), "answers": answers})


def test_doctrine_is_told_in_leakers_and_not_beyond_the_error_of_its_computation():
    assert doctrine_change(doctrines(0.3, -0.2)).endswith(
        "no difference beyond the error of the computation."
    )
    assert said([doctrine_change(doctrines(0.3, 2.0))]) == (
        "doctrine, which nobody publishes (assumed), alone changed in the same raids of 40 worlds: 10.0 "
        "leakers with way 0, 12.0 leakers with way 2."
    )


def test_a_short_answer_keeps_the_order_of_causes_and_tells_doctrine_once():
    row = {
        "figure": "common/kill_p/srbm",
        "same_draw": [],
        "kind": "assumed",
        "low": 0.3,
        "high": 0.9,
        "leakers_at_low": 8.0,
        "leakers_at_high": 2.8,
        "more": -5.2,
        "more_error_90": [-5.5, -4.81],
        "stands_out": True,
    }
    doctrine = row | {"alternatives": {"low": "way 0", "high": "way 1"}, "leakers_at_low": 6.0}
    kill, compared, beside = few_changes(summary(tornado={**LOOKED, "rows": [row]}), 3, "doctrine: said.")
    assert "8.0 leakers at 0.3" in kill
    assert "3.1 leak in the same 200 raids" in said([compared])
    assert beside == "doctrine: said."
    first, second, *rest = few_changes(
        summary(tornado={**LOOKED, "rows": [row, doctrine]}), 3, "doctrine: said."
    )
    assert first == kill
    assert "6.0 leakers with way 0, 2.8 with way 1" in second
    assert "doctrine: said." not in rest


def test_a_cause_of_doctrine_says_that_doctrine_by_itself_is_of_other_raids():
    row = {
        "figure": "common/kill_p/srbm",
        "same_draw": [],
        "kind": "assumed",
        "low": 0.3,
        "high": 0.9,
        "leakers_at_low": 6.0,
        "leakers_at_high": 2.8,
        "more": -3.2,
        "more_error_90": [-3.5, -2.81],
        "stands_out": True,
    }
    of_doctrine = row | {"alternatives": {"low": "way 0", "high": "way 1"}}
    other_raids = "Where doctrine is told by itself it is of other raids, those of 40 worlds"
    found = doctrines(0.3, 2.0)
    assert other_raids in said(change_sentences(found | {"tornado": {**LOOKED, "rows": [of_doctrine]}}))
    assert other_raids not in said(change_sentences(found | {"tornado": {**LOOKED, "rows": [row]}}))
