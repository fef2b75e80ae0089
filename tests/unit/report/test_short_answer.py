"""The answer in short: what each system stops, whether several are enough, what was bought beside others."""

from dataclasses import replace

import pytest

from skykeep.report.doubt import share_with_doubts
from skykeep.report.short_answer import beside_sentence, short_answer

from .brief_cases import brief_data, estimate, summary

BESIDE = [{"option": "s-400", "words": "bought"}, {"option": "s-300pmu-2", "words": "considered"}]


def plain(text):
    """Return words with ordinary spaces."""
    return text.replace("\u00a0", " ")


def with_stopped(*ends):
    """Return a brief whose systems each stop what lies between these ends of ignorance, on average midway."""
    data = brief_data()
    raid = data.raids[0]
    rows = [
        replace(
            row, summary=summary(stopped_share=estimate(sum(of) / 2, ignorance_90=list(of), luck_90=[0, 1]))
        )
        for row, of in zip((r for r in raid.rows if r.comparison == "as_it_comes"), ends, strict=True)
    ]
    return replace(data, raids=(replace(raid, rows=tuple(rows)), *data.raids[1:]))


@pytest.mark.parametrize(
    ("ends", "answer"),
    [
        (((0.1, 0.3), (0.2, 0.4984)), "Alpha-1 or Beta-2 alone stops less than half on average. "),
        (((0.5, 0.7), (0.6, 0.9)), "Alpha-1 or Beta-2 alone stops half or more on average. "),
        (
            ((0.4, 0.6), (0.3, 0.7)),
            "whether Alpha-1 or Beta-2 alone stops half on average public figures leave open. ",
        ),
        (
            ((0.1, 0.3), (0.6, 0.9)),
            "Alpha-1 alone stops less than half on average; Beta-2 alone stops half or more on average. ",
        ),
        (
            ((0.1, 0.3), (0.4, 0.6)),
            "Alpha-1 alone stops less than half on average; whether Beta-2 alone stops half on average "
            "public figures leave open. ",
        ),
    ],
)
def test_whether_half_of_the_raid_is_stopped_is_said_of_each_as_its_doubt_tells(ends, answer):
    told = plain(short_answer(with_stopped(*ends))[0])
    assert f"at Here, {answer}Stopped on average: Alpha-1 " in told


def test_what_is_stopped_has_the_limits_that_the_rest_of_the_page_has():
    data = with_stopped((0.1449, 0.3), (0.2, 0.6751))
    told = plain(short_answer(data)[0])
    assert "Alpha-1 22 % (14 to 30) and Beta-2 44 % (20 to 68); in brackets: we are 90 % sure" in told
    rest = [plain(share_with_doubts(row.summary["stopped_share"])) for row in data.raids[0].rows[:2]]
    assert "we are 90 % sure that the mean is 14 to 30 %" in rest[0]
    assert "we are 90 % sure that the mean is 20 to 68 %" in rest[1]


def test_it_then_says_whether_several_are_enough_and_what_was_bought():
    data = brief_data()
    told = [plain(each) for each in short_answer(replace(data, choice=data.choice | {"beside": BESIDE}))]
    assert " Four " in told[-2]
    assert "cover all" in told[-2]
    assert "can be engaged" in told[-2]
    assert told[-1] == plain(beside_sentence(data.choice | {"beside": BESIDE}))


def test_the_verdict_alone_answers_where_there_is_no_choice():
    assert short_answer(brief_data(choice={})) == []


def test_what_was_bought_is_told_raid_by_raid_and_by_its_cost():
    choice = brief_data().choice
    assert plain(beside_sentence(choice | {"beside": BESIDE})) == (
        "S-400, bought, against S-300PMU-2, considered, each as it comes at Baghdad: fewer leak past S-400, "
        "not clearly: of 8 quasi-ballistic missiles, 96 % sure (computed: 89 to 100); S-300PMU-2 costs less, "
        "clearly, more than 94 % sure."
    )
    assert beside_sentence(choice) == ""
