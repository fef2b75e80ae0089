"""Case files of a brief: the shipped one, and what is said about a wrong one."""

from dataclasses import replace

import pytest

from skykeep.coverage import question
from skykeep.errors import ScenarioError
from skykeep.study.brief import FACTS_STEPS, brief_steps, smaller_case
from skykeep.study.brief_case import HEIGHT_LIMIT_M, read_brief_case, shipped_brief_cases
from skykeep.study.brief_doctrine import RAID_SIZES
from skykeep.study.brief_what_if import gain_steps

from .brief_small import SMALL_CASE


def written(tmp_path, text):
    """Return the path of a case file with this text."""
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_iraq_case_ships_and_asks_what_the_page_answers():
    case = read_brief_case("iraq")
    assert "iraq" in shipped_brief_cases()
    assert case.systems == ("s-300pmu-2", "s-400", "bavar-373")
    assert case.lead_system == "s-300pmu-2"
    assert case.heights_agl_m == (30, 100, 300, 1000, 3000, 10000)
    assert [site.name for site in case.sites] == ["Baghdad", "Basra", "Erbil"]
    assert case.placement.count == 4
    assert len(set(case.placement.candidates)) == len(case.placement.candidates) == 40
    assert len(case.raids.standard) == 5
    assert case.raids.worlds >= 50


def test_each_statement_of_the_iraq_case_names_its_source_or_says_that_there_is_none():
    statements = read_brief_case("iraq").statements
    assert len(statements) >= 5
    for each in statements:
        assert bool(each.title) == bool(each.address) == bool(each.year)
        assert each.address or "no page was found" in each.said
    assert any("four S-300 battalions" in each.said and each.year == 2019 for each in statements)


def test_the_candidates_of_the_iraq_case_follow_their_rule():
    from skykeep.coverage.country import country_grid
    from skykeep.study.placement.candidates import largest_cities

    by_rule = [site.name for site in largest_cities(country_grid("IQ"))]
    assert list(read_brief_case("iraq").placement.candidates) == by_rule


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("count = 2", "cuont = 2", r"placement\.cuont: .*[Dd]id you mean 'count'"),
        ("worlds = 3", "worlds = 0", r"raids\.worlds"),
        ("worlds = 3", 'worlds = "three"', r"raids\.worlds"),
        ('lead_system = "bavar-373"', 'lead_system = "s-400"', "lead_system: given 's-400', allowed one of"),
        ('site = "basra"', 'site = "mosul"', r"raids\.site: given 'mosul', allowed one of basra"),
        ("verdict_heights_agl_m = [100, 1000]", "verdict_heights_agl_m = [50]", "given 50"),
        ("schema_version = 1", "schema_version = 2", "schema_version"),
        ("\nheights_agl_m = [", "\nheights_agl_m = [-inf, ", r"heights_agl_m\[0\]: given -inf"),
        ("\nheights_agl_m = [", "\nheights_agl_m = [nan, ", r"heights_agl_m\[0\]: given nan"),
        ("\nheights_agl_m = [", "\nheights_agl_m = [100001, ", r"heights_agl_m\[0\]: given 100001"),
        (
            "\nheights_agl_m = [",
            "\nheights_agl_m = [100, ",
            r"heights_agl_m: given 100\.0 twice, allowed once",
        ),
        ("title =", "title", "not a TOML file"),
    ],
)
def test_a_wrong_case_is_refused_with_place_and_reason(tmp_path, old, new, message):
    assert old in SMALL_CASE
    with pytest.raises(ScenarioError, match=message):
        read_brief_case(written(tmp_path, SMALL_CASE.replace(old, new)))


def test_a_case_may_ask_for_every_height_that_coverage_answers():
    assert HEIGHT_LIMIT_M == question.HEIGHT_LIMIT_M


def test_a_misspelt_name_of_a_case_is_helped():
    with pytest.raises(ScenarioError, match=r"'irak': there is no such file.*Did you mean 'iraq'"):
        read_brief_case("irak")


def test_options_replace_what_the_case_says_about_size(tmp_path):
    case = read_brief_case(written(tmp_path, SMALL_CASE))
    other = smaller_case(case, seed=9, worlds=None, replications=7)
    assert (other.raids.seed, other.raids.worlds, other.raids.replications) == (9, 3, 7)
    assert smaller_case(case, seed=0, worlds=None, replications=None).raids.seed == 0
    larger = replace(case, choice=replace(case.choice, worlds=60, replications=8))
    other = smaller_case(larger, seed=9, worlds=5, replications=7)
    assert (other.choice.worlds, other.choice.replications) == (5, 7)
    assert smaller_case(larger, seed=None, worlds=90, replications=None).choice.worlds == 60
    assert brief_steps(case) == 1 + 3 + 4 + 1 + 1 + 2 + len(RAID_SIZES) + gain_steps(case) + FACTS_STEPS
