"""The sentence under each heading comes from the results and keeps their doubt."""

from dataclasses import replace

from skykeep.report.answers import answers
from skykeep.report.doubt import share_with_doubts
from skykeep.report.verdict import verdict

from .brief_cases import brief_data


def plain(text):
    return text.replace("\u00a0", " ")


def test_the_reach_is_told_low_and_high_with_its_limits():
    told = plain(answers(brief_data()).reach)
    assert told.startswith(
        "Of the 200 km ring of one Alpha-1 battalion it can engage at 100 m about 5 % (1 to 8)"
    )
    assert "at 10 km about 95 % (23 to 100) at Here and There" in told


def test_sites_that_differ_are_told_from_least_to_most():
    data = brief_data()
    cover = data.coverage_of("alpha-1", "there")
    better = tuple(
        replace(row, engageable_share=replace(row.engageable_share, best=0.5)) for row in cover.rows
    )
    coverage = tuple(replace(each, rows=better) if each is cover else each for each in data.coverage)
    told = plain(answers(brief_data(coverage=coverage)).reach)
    assert "at 100 m 5 % (1 to 8) at Here to 50 % (1 to 8) at There" in told
    assert "at 10 km 50 % (23 to 100) at There to 95 % (23 to 100) at Here" in told


def test_each_raid_says_who_lets_how_many_through():
    told = plain(answers(brief_data()).raids["ten"])
    assert told == (
        "Of 10 threats on average 8.0 past the Alpha-1 (we are 90 % sure of 5.0 to 9.5) and 7.0 past the "
        "Beta-2 (we are 90 % sure of 5.0 to 9.5) get through."
    )


def test_the_cause_that_moves_most_is_named():
    assert "makes leakers of 10 cruise missiles 6.5 to 9.8" in answers(brief_data()).change


def test_few_worlds_settle_no_order_and_a_coarse_mean_says_so():
    few = brief_data(provenance={**brief_data().provenance, "worlds": 6}, choice={})
    assert verdict(few)[-1].endswith("is not told here: too few worlds (6; it takes 20).")
    coarse = {"mean": 0.5, "mc_error_90": [0.0, 1.0]}
    assert "too few worlds to tell: computed only to within 50 points" in share_with_doubts(coarse)
