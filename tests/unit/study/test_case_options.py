"""Options of a case: what could be had, from the file or from its systems, and what is refused."""

from dataclasses import replace

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.errors import CatalogueError, ScenarioError
from skykeep.study.brief_case import case_sentences, read_brief_case, shipped_brief_cases
from skykeep.study.case_checks import check_case
from skykeep.study.case_options import (
    CaseOption,
    OptionRadar,
    OptionUnit,
    case_options,
    option_complaints,
    option_sentence,
    option_units,
)

from .brief_small import SMALL_CASE

MIXED = CaseOption(
    id="mixed",
    name="Mixed",
    units=(
        OptionUnit(system="pantsir-s1", count=2),
        OptionUnit(formation="s-400-regiment"),
        OptionUnit(system="s-400"),
    ),
    radars=(OptionRadar(system="ground-master-400", count=3),),
)


def test_a_case_without_options_has_one_unit_of_each_of_its_systems():
    catalogue = load_catalogue()
    case = replace(read_brief_case("turkiye"), options=())
    options = case_options(case, catalogue)
    assert [option.id for option in options] == ["s-400", "patriot"]
    assert [option_units(option, catalogue) for option in options] == [(("s-400", 1),), (("patriot", 1),)]
    assert options[0].name == catalogue.system("s-400").name
    assert not any(option.held or option.radars for option in options)


def test_units_of_one_system_are_counted_together_and_formations_by_their_best_figure():
    catalogue = load_catalogue()
    each = round(catalogue.formation("s-400-regiment").fire_units.best)
    assert option_units(MIXED, catalogue) == (("pantsir-s1", 2), ("s-400", each + 1))


def test_the_iraq_case_has_six_options_and_what_is_there_is_not_bought():
    options = read_brief_case("iraq").options
    assert [option.id for option in options] == [
        *("s-300pmu-2", "s-400", "bavar-373", "m-sam-ii", "patriot", "today"),
    ]
    assert [option.id for option in options if option.held] == ["today"]


@pytest.mark.parametrize("name", shipped_brief_cases())
def test_options_of_shipped_cases_are_in_the_catalogue_and_say_why_they_are_options(name):
    catalogue, case = load_catalogue(), read_brief_case(name)
    assert case.options
    assert list(option_complaints(case.options, catalogue)) == []
    assert all(option.note for option in case.options)
    assert case.lead_system in {system for system, _ in option_units(case.options[0], catalogue)}
    described = case_sentences(case)
    assert all(option_sentence(option) in described for option in case.options)


def test_an_option_is_told_with_its_units_its_radars_and_its_note():
    said = option_sentence(replace(MIXED, note="Assumed.", held=True))
    assert said == (
        "Option Mixed (there already): 2 of pantsir-s1, 1 of s-400-regiment, 1 of s-400, "
        "3 of ground-master-400 as a radar beside it. Assumed."
    )
    counted = option_sentence(MIXED, load_catalogue())
    assert "2 of pantsir-s1," in counted
    assert "s-400-regiment" not in counted


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (OptionUnit(system="s-4000"), "units[0].system: given 's-4000', allowed "),
        (OptionUnit(system="s-4000"), "Did you mean 's-400'?"),
        (OptionUnit(formation="s-400-regment"), "Did you mean 's-400-regiment'?"),
        (OptionUnit(), "units[0]: given neither of system and formation, allowed one of the two"),
        (OptionUnit(system="s-400", formation="s-400-regiment"), "given both of system and formation"),
        (OptionUnit(system="ground-master-400"), "which engages nothing; give it under radars of the option"),
    ],
)
def test_a_unit_that_the_catalogue_does_not_have_is_refused(unit, words):
    wrong = CaseOption(id="a", name="A", units=(unit,))
    (said,) = option_complaints([wrong], load_catalogue())
    assert said.startswith("options[0].units[0]")
    assert words in said


def test_a_radar_beside_units_must_be_one_that_engages_nothing():
    wrong = replace(MIXED, radars=(OptionRadar(system="patriot"),))
    (said,) = option_complaints([wrong], load_catalogue())
    assert said.startswith("options[0].radars[0].system: given 'patriot', allowed ")
    assert "ground-master-400" in said


def test_a_unit_that_names_both_or_neither_cannot_be_counted():
    catalogue = load_catalogue()
    with pytest.raises(CatalogueError, match="option a: a unit names neither a system nor a formation"):
        option_units(CaseOption(id="a", name="A", units=(OptionUnit(),)), catalogue)
    both = OptionUnit(system="s-400", formation="s-400-regiment")
    with pytest.raises(CatalogueError, match="option a: a unit names both a system and a formation"):
        option_units(CaseOption(id="a", name="A", units=(both,)), catalogue)


def test_the_check_of_a_case_refuses_its_options_with_everything_else():
    iraq = read_brief_case("iraq")
    wrong = replace(iraq, options=(CaseOption(id="a", name="A", units=(OptionUnit(system="s-4000"),)),))
    with pytest.raises(ScenarioError, match=r"case iraq: options\[0\]\.units\[0\]\.system: given 's-4000'"):
        check_case(wrong, load_catalogue())


OPTION = '[[options]]\nid = "one"\nname = "One"\nunits = [{ system = "bavar-373", count = 1 }]\n\n[[sites]]'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("count = 1 }", "cuont = 1 }", r"options\[0\]\.units\[0\]\.cuont: .*Did you mean 'count'"),
        ("count = 1 }", "count = 0 }", r"options\[0\]\.units\[0\]\.count: given 0"),
        ("units = [{", "unit = [{", r"options\[0\]\.unit: .*Did you mean 'units'"),
        ("[[sites]]", OPTION, "options: given 'one' twice, allowed once"),
    ],
)
def test_a_misspelt_option_is_refused_with_its_place(tmp_path, old, new, message):
    text = SMALL_CASE.replace("[[sites]]", OPTION)
    assert old in text
    (tmp_path / "case.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ScenarioError, match=message):
        read_brief_case(str(tmp_path / "case.toml"))
