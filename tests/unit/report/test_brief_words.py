"""Numbers in words, and the verdict made of them."""

from copy import deepcopy
from dataclasses import replace

import pytest

from skykeep.report.choice_panel import choice_sentences
from skykeep.report.choice_words import choice_points
from skykeep.report.comparison_tables import overview, verdicts
from skykeep.report.comparison_words import leak_words
from skykeep.report.doubt import share_with_doubts
from skykeep.report.figure_ids import id_value
from skykeep.report.record_words import record_sentences
from skykeep.report.short_answer import beside_sentence
from skykeep.report.verdict import SENTENCES_MAX, verdict
from skykeep.report.words import (
    clock,
    figure_limits,
    figure_value,
    kilometres,
    kind_words,
    listing,
    metres_high,
    number,
    percent,
    share_with_limits,
)
from skykeep.study.brief_data import Claim, Share
from skykeep.study.choice.winner import TOO_FEW

from .brief_cases import HEIGHTS_AGL_M, brief_data, coverage_row, estimate, figure, placement, summary

SPACE = "\u00a0"


def of_one_option(**changes):
    """Return a brief whose case has one option alone, so that its verdict speaks of systems first."""
    return brief_data(**({"choice": {}} | changes))


def plain(text):
    """Return words with ordinary spaces."""
    return text.replace(SPACE, " ")


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0 %"),
        (0.0004, "0 %"),
        (0.006, "0.6 %"),
        (0.012, "1 %"),
        (0.495, "50 %"),
        (0.665, "67 %"),
        (0.645, "65 %"),
        (1.0, "100 %"),
    ],
)
def test_shares_are_whole_per_cent_and_small_ones_keep_a_decimal(share, words):
    assert plain(percent(share)) == words


def test_a_share_names_its_limits():
    assert plain(share_with_limits(Share(best=0.05, low=0.004, high=0.31))) == "5 % (0 to 31)"


def test_a_sentence_may_tell_one_doubt_alone_but_never_none():
    told = estimate(0.5, mc_error_90=[0.48, 0.52], ignorance_90=[0.2, 0.7])
    assert (
        plain(share_with_doubts(told, names=("ignorance_90",)))
        == "50 % (we are 90 % sure that the mean is 20 to 70 %)"
    )
    few = estimate(0.5, mc_error_90=[0.48, 0.52])
    assert plain(share_with_doubts(few, names=("ignorance_90",))) == "50 % (computed to within 2)"


def test_the_kind_of_a_figure_is_that_of_the_claim_taken_and_names_who_claims_it():
    assert kind_words(figure()) == "assumed"
    assert kind_words(figure(kind="claimed", claimant="maker", year=1997)) == "claimed: maker, 1997"
    claims = (Claim(value=300_000.0, kind="hobby", claimant="", sources=(), note=""),)
    assert kind_words(figure(kind="derived", claims=claims, year=2025)) == "hobby, 2025"


def test_long_times_are_told_in_minutes():
    reload = figure(unit="s", best=1200.0, low=900.0, high=3600.0)
    assert (plain(figure_value(reload)), figure_limits(reload)) == ("20 min", "15 to 60")


def test_what_was_stopped_is_told_with_every_doubt():
    told = share_with_doubts(
        estimate(0.93, mc_error_90=[0.915, 0.945], luck_90=[0.8, 1.0], ignorance_90=[0.71, 0.98])
    )
    assert plain(told) == (
        "93 % (computed to within 2; in 90 of 100 such raids 80 to 100 %; we are 90 % sure that the mean is "
        "71 to 98 %)"
    )


def test_an_interval_that_there_is_not_is_not_told():
    assert plain(share_with_doubts(estimate(0.5, luck_90=[0.25, 0.75]))) == (
        "50 % (in 90 of 100 such raids 25 to 75 %)"
    )
    assert "no interval" in share_with_doubts(estimate(0.5))


def test_an_interval_never_leaves_what_can_happen():
    assert plain(share_with_doubts(estimate(0.97, ignorance_90=[-0.02, 1.03]))).endswith(
        "the mean is 0 to 100 %)"
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0"), (9.63, "9.63"), (244.0, "244"), (0.001, "0.001"), (2812.0, "2812"), (-3.0, "\u22123")],
)
def test_numbers_have_three_significant_digits_and_no_exponent(value, words):
    assert number(value) == words


def test_heights_times_and_distances_are_said_as_a_reader_says_them():
    assert [plain(metres_high(height)) for height in HEIGHTS_AGL_M] == ["100 m", "1 km", "10 km"]
    assert clock(190.4) == "3:10"
    assert plain(kilometres(199_600.0)) == "200 km"
    assert [listing(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_figures_are_told_in_the_units_of_a_reader():
    assert (plain(figure_value(figure())), figure_limits(figure())) == ("300 km", "200 to 330")
    angle = figure(unit="rad", best=1.5707963267948966, low=1.0471975511965976, high=1.8325957145940461)
    assert (figure_value(angle), figure_limits(angle)) == ("90°", "60 to 105")
    claims = tuple(
        Claim(value=value, kind="reported", claimant="", sources=(), note="") for value in (40.0, 24.0)
    )
    masts = figure(best=40.0, low=24.0, high=42.3, claims=claims)
    assert (plain(figure_value(masts)), figure_limits(masts)) == ("40 or 24 m", "")


def test_the_verdict_has_at_most_five_sentences_and_each_has_its_doubt():
    sentences = verdict(of_one_option())
    assert 1 <= len(sentences) <= SENTENCES_MAX
    assert all(sentence.endswith(".") and "(" in sentence for sentence in sentences)
    assert all(sentence.count(". ") <= 1 for sentence in sentences)


def test_the_verdict_follows_the_coverage():
    data = of_one_option()
    first = plain(verdict(data)[0])
    assert "mostly empty: at 100 m a cruise missile can be engaged in 5 % (1 to 8) of the Alpha-1’s" in first
    fuller = tuple(
        replace(each, rows=tuple(coverage_row(height, 0.8) for height in HEIGHTS_AGL_M))
        for each in data.coverage
    )
    low, high = (plain(text) for text in verdict(replace(data, coverage=fuller))[:2])
    assert "mostly empty" not in low
    assert "80 % (20 to 100)" in low
    assert "of the Alpha-1’s 200 km ring (met 179 km out)" in low
    assert "met" not in high
    assert "not full either" in high


def test_the_verdict_on_the_country_follows_the_shares():
    told = plain(verdict(of_one_option())[2])
    assert told.startswith(
        "Four Alpha-1 battalions do not cover all Iraq at any height studied: the proven best of 3 cities, "
        "Here and There, engage 31 % (90 % sure: 24 to 35) of its area at 1 km above ground; chosen anew"
    )
    assert "from 6 % at 100 m to 82 % at 10 km (best figures, many assumed)" in told
    assert "No number of these 3 sites would make it true at any height: all together engage 90 % at" in told
    near = placement()
    for row in near["heights"]:
        row["fewest"]["all_candidates_share"] = 0.9873
    told = plain(verdict(of_one_option(placement=near))[2])
    assert told.endswith(
        "Even all these 3 sites together stay just short of it at every height: they engage 98.7 % at most "
        "(99 % taken for all, best figures, both assumed)."
    )
    full = placement(shares=(0.06, 0.31, 1.0), fewest=(None, 12, 3))
    told = plain(verdict(of_one_option(placement=full))[2])
    assert told.startswith("Whether four Alpha-1 battalions cover all Iraq depends on the height: ")
    assert "at least 12 at 1 km and 3 at 10 km; at 100 m no number of these 3 sites would do" in told
    full = placement(shares=(1.0, 1.0, 1.0), fewest=(3, 3, 3))
    told = plain(verdict(of_one_option(placement=full))[2])
    assert told.startswith("Four Alpha-1 battalions do cover all Iraq at every height studied, if the best")


def test_the_verdict_names_the_commonest_reason_and_what_was_stopped():
    told = plain(verdict(of_one_option())[3])
    assert told.startswith("One Alpha-1 battalion at Here may stop most of a raid or let it through: of 10 ")
    assert (
        "it stopped 20 % (computed to within 2; in 90 of 100 such raids 0 to 40 %; we are 90 % sure that the "
        "mean is 5 to 50 %)" in told
    )
    assert told.endswith("the commonest reason for a leaker was “no channel free”.")
    data = of_one_option()
    rows = tuple(replace(row, summary=summary(ledger={"missed": 9.0})) for row in data.raids[0].rows)
    told = verdict(replace(data, raids=(replace(data.raids[0], rows=rows),)))[3]
    assert "“shot at and missed”" in told
    rows = tuple(replace(row, summary=summary(ledger={"missed": 0.0})) for row in data.raids[0].rows)
    told = verdict(replace(data, raids=(replace(data.raids[0], rows=rows),)))[3]
    assert "commonest" not in told


@pytest.mark.parametrize(
    ("sure", "words"),
    [
        ((0.05, 0.4), "lets most of a raid through"),
        ((0.5, 0.9), "stops most of a raid"),
        (None, "may stop most of a raid or let it through (too few worlds, 60, to tell)"),
    ],
)
def test_the_verdict_says_most_only_where_one_is_sure_of_it(sure, words):
    data = of_one_option()
    stopped = summary()["stopped_share"] | {"ignorance_90": sure}
    rows = tuple(replace(row, summary=summary(stopped_share=stopped)) for row in data.raids[0].rows)
    assert words in plain(verdict(replace(data, raids=(replace(data.raids[0], rows=rows),)))[3])


@pytest.mark.parametrize(
    ("ahead", "words"), [(0.6, "is not settled"), (0.95, "is settled by the public figures")]
)
def test_the_verdict_says_whether_the_order_is_settled(ahead, words):
    data = of_one_option()
    rows = tuple(
        row if row.fewer_than_lead is None else replace(row, fewer_than_lead=ahead)
        for row in data.raids[0].rows
    )
    told = plain(verdict(replace(data, raids=(replace(data.raids[0], rows=rows),)))[4])
    assert told.startswith("Whether another stops more than the Alpha-1 ")
    assert words in told
    assert (
        f"in {100 * ahead:.0f} of 100 draws of the public figures, stopping 30 % (we are 90 % sure that the "
        "mean is 5 to 50 %)." in told
    )


def test_a_brief_of_one_system_compares_it_with_none():
    data = of_one_option()
    rows = tuple(row for row in data.raids[0].rows if row.system == "alpha-1")
    alone = replace(data, systems=data.systems[:1], raids=(replace(data.raids[0], rows=rows),))
    assert len(verdict(alone)) == 4


def test_an_order_is_told_with_the_error_of_its_share_and_with_ties():
    data = of_one_option()
    rows = tuple(
        row
        if row.fewer_than_lead is None
        else replace(row, fewer_than_lead=0.665, fewer_than_lead_90=(0.607, 0.718), alike_share=0.03)
        for row in data.raids[0].rows
    )
    told = plain(verdict(replace(data, raids=(replace(data.raids[0], rows=rows),)))[4])
    assert (
        "does in 67 of 100 draws of the public figures (computed: 61 to 72; in 3 both stop as many)" in told
    )


def test_a_placement_of_one_battery_is_told_in_the_singular():
    data = of_one_option(placement=placement(count=1))
    lead = replace(data.systems[0], unit_name="battery")
    told = plain(verdict(replace(data, systems=(lead, *data.systems[1:])))[2])
    assert told.startswith("One Alpha-1 battery does not cover all Iraq at any height studied: the proven")
    many = of_one_option(systems=(lead, *data.systems[1:]))
    assert plain(verdict(many)[2]).startswith("Four Alpha-1 batteries do not cover")


def test_a_placement_that_some_figures_allow_is_not_denied():
    many = of_one_option(placement=placement(shares=(0.06, 0.31, 0.95)))
    assert plain(verdict(many)[2]).startswith(
        "Whether four Alpha-1 battalions cover all Iraq depends on the f"
    )
    one = of_one_option(placement=placement(count=1, shares=(0.06, 0.31, 0.95)))
    assert plain(verdict(one)[2]).startswith(
        "Whether one Alpha-1 battalion covers all Iraq depends on the fig"
    )
    beyond = of_one_option(placement=placement(shares=(0.06, 0.31, 0.95), limits=(0.25, 1.03)))
    assert "do not cover all Iraq at any height studied" in plain(verdict(beyond)[2])


NOTHING_MET = {"own": [], "same_origin": [], "of_maker": []} | {
    f"class_of_{kind}": "none on record" for kind in ("buyer", "others", "origin", "maker")
}
PURCHASE = {
    "id": "x-iraq-2024",
    "system": "s-400",
    "buyer": "Iraq",
    "signed": "2024-09-20",
    "whole": True,
    "scope": "Batteries.",
    "amounts": [{"million": 2800, "currency": "USD"}, {"million": 2500, "currency": "USD"}],
    "quantities": [
        {"number": 8, "most": None, "counted": "batteries"},
        {"number": 10, "most": None, "counted": "batteries"},
    ],
    "sources": [],
}


def test_the_verdict_of_a_choice_begins_with_the_option_that_leaks_least_and_what_options_cost():
    points = [plain(point) for point in verdict(brief_data())]
    assert len(points) <= SENTENCES_MAX
    assert points[0].startswith(
        "Which option leaks least: of 8 quasi-ballistic missiles at Baghdad fewest leak past S-400, 3.6 of 8 "
        "(we are 90 % sure that the mean is 1.3 to 6.5; in 90 of 100 such raids 0 to 7)."
    )
    assert "beats S-300PMU-2 too we are 96 % sure" in points[0]
    assert points[1].startswith(
        "Cost, time and sanctions of each option: over 20 years from 0.54 (0.35 to 0.88"
    )
    assert "(0.35 to 0.88, partly assumed) billion dollars for one S-300PMU-2 Favorit battalion" in points[1]
    assert "S-300PMU-2 after 1.5 (0.8 to 4.3, partly assumed) years" in points[1]
    assert points[1].endswith(
        "Sanctions on record: S-300PMU-2: Iraq itself: warned, other buyers: denied, others of its origin: "
        "sanctioned; S-400: Iraq itself: warned, other buyers: sanctioned."
    )
    assert points[2].startswith("Low down round Here")


def test_options_of_which_no_sanctions_are_on_record_are_told_once_with_the_caution():
    choice = deepcopy(brief_data().choice)
    for row in choice["costs"]["options"]:
        row["sanctions"] |= NOTHING_MET
    points = [plain(point) for point in verdict(brief_data(choice=choice))]
    assert points[1].endswith(
        "Sanctions on record: S-300PMU-2 and S-400: none on record. None on record does not mean that "
        "nothing would follow."
    )


def test_the_purchase_of_record_stands_beside_what_was_bought():
    choice = deepcopy(brief_data().choice)
    choice["costs"]["options"][1]["purchases"] = [PURCHASE]
    beside = [{"option": "s-400", "words": "bought"}, {"option": "s-300pmu-2", "words": "considered"}]
    told = plain(verdict(brief_data(choice=choice | {"beside": beside}))[1])
    assert (
        "S-400: Iraq bought it itself, signed 2024: 2,800 million USD (others say 2,500 million USD) for 8 "
        "batteries (others say 10 batteries)." in told
    )


def test_what_was_bought_stands_beside_what_was_considered():
    choice = brief_data().choice
    beside = [
        {"option": "s-400", "words": "bought in 2017"},
        {"option": "s-300pmu-2", "words": "considered before"},
    ]
    points = [plain(point) for point in verdict(brief_data(choice=choice | {"beside": beside}))]
    assert points[1].startswith(
        "S-400, bought in 2017, beside S-300PMU-2, considered before: at Baghdad, of 8 "
        "quasi-ballistic missiles 4 (1 to 6) get past S-400 and 5 (2 to 7) past S-300PMU-2 "
    )
    assert (
        "billion dollars: 1.7 (1.1 to 2.9, partly assumed) for one S-400 Triumf battalion and 0.54 (0.35 to "
        "0.88, partly assumed) for one S-300PMU-2 Favorit battalion; " in points[1]
    )
    assert points[1].endswith(
        "S-300PMU-2: Iraq itself: warned (2020), other buyers: denied (Syria 2012), others of its origin: "
        "sanctioned (Turkey 2020)."
    )
    assert points[2].startswith("Cost, time and sanctions")


def test_options_beside_each_other_go_without_what_is_not_known_of_them():
    choice = brief_data().choice
    beside = [{"option": "s-400", "words": "bought"}, {"option": "s-300pmu-2", "words": "considered"}]
    costs = choice["costs"]
    one_price = costs | {"options": [row for row in costs["options"] if row["option"] != "s-400"]}
    told = plain(verdict(brief_data(choice=choice | {"beside": beside, "costs": one_price}))[1])
    assert told.startswith("S-400, bought, beside")
    assert told.endswith("sure of the mean).")
    unplayed = choice | {"beside": beside, "rows": []}
    assert not [point for point in choice_points(unplayed | {"winners": []}) if "beside" in point]


def test_yes_and_no_are_said_as_such():
    assert id_value("common/post/weapons_free", 1.0) == "yes"
    assert id_value("common/post/weapons_free", 0.0) == "no"


def test_the_record_names_the_system_that_stands_here():
    found = brief_data().raids[0].rows[0].summary
    told = " ".join(record_sentences(found, whose="Alpha-1"))
    assert "of one Alpha-1 alone here that happens in" in told


def test_a_count_over_few_worlds_says_of_how_many_raids_it_is():
    row = {
        "leakers": estimate(18.1, total_90=[8.2, 24.0]),
        "threats_launched": 24,
        "worlds": 20,
        "replications": 1,
    }
    assert plain(leak_words(row)) == (
        "18.1 of 24 (in 90 % of the 20 raids played, whatever the figures, 8 to 24, too few to be sure)"
    )
    assert plain(leak_words(row | {"worlds": 60})) == (
        "18.1 of 24 (in 90 of 100 raids, whatever the figures, 8 to 24)"
    )


def test_of_few_worlds_the_verdict_says_first_that_it_names_nobody():
    choice = deepcopy(brief_data().choice)
    for winner in choice["winners"]:
        winner |= {"status": "open", "note": TOO_FEW}
    (point, *_) = (plain(each) for each in choice_points(choice))
    assert point.startswith("Which option leaks least is not said: fewer than 50 worlds, too few")
    assert "the lowest mean is that of S-400, 3.6 of 8 (" in point
    assert "fewest leak" not in point.lower()
    told = " ".join([*choice_sentences(choice), *(cell for row in verdicts(choice)[2] for cell in row)])
    assert "Who wins is not said" in told
    assert "% sure" not in plain(told)
    assert "computed:" not in told
    assert "first over\nweightings" in overview(brief_data().choice)[1]
    assert "first over\nweightings" not in overview(choice)[1]
    beside = [{"option": "s-400", "words": "bought"}, {"option": "s-300pmu-2", "words": "considered"}]
    short = plain(beside_sentence(choice | {"beside": beside}))
    assert (
        "fewer leak past S-400, too few draws to tell how clearly: of 8 quasi-ballistic missiles; S-300"
        in short
    )
    assert "% sure" not in short
