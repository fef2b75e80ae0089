"""Cases are refused before anything is computed, with everything that is wrong."""

from dataclasses import replace

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.errors import ScenarioError
from skykeep.scenario.file import shipped_scenarios
from skykeep.study import case_checks
from skykeep.study.brief_case import CaseWhatIf, case_sentences, read_brief_case, shipped_brief_cases
from skykeep.study.case_checks import check_case
from skykeep.study.case_template import case_template
from skykeep.terrain import flat_ground
from skykeep.terrain.gazetteer import find_city
from skykeep.terrain.places import city_label, load_cities

IRAQ = read_brief_case("iraq")


def test_iraq_turkiye_and_jordan_are_shipped():
    assert set(shipped_brief_cases()) == {"iraq", "jordan", "turkiye"}


@pytest.mark.parametrize("name", shipped_brief_cases())
def test_sites_of_shipped_cases_are_the_cities_of_the_gazetteer(name):
    case = read_brief_case(name)
    assert case.tests
    known = {city_label(city) for city in load_cities(case.country)}
    for site in case.sites:
        city = find_city(site.name, case.country)
        assert (site.lat_deg, site.lon_deg) == (city.lat_deg, city.lon_deg)
        assert site.name in known
    assert any(case.tests in sentence for sentence in case_sentences(case))


def test_statements_have_a_source_or_say_that_none_was_checked():
    for name in shipped_brief_cases():
        for statement in read_brief_case(name).statements:
            assert statement.address or "no " in statement.said, statement.said


def test_everything_that_is_wrong_is_said_at_once():
    wrong = replace(
        IRAQ,
        systems=("s-300pmu-2", "s-4000"),
        country="GR",
        sites=(replace(IRAQ.sites[0], lat_deg=60.0), *IRAQ.sites[1:]),
        raids=replace(IRAQ.raids, standard=("cruise-24-one-axis", "srbm-9")),
    )
    with pytest.raises(ScenarioError) as refused:
        check_case(wrong, load_catalogue())
    for words in (
        r"systems[1]: given 's-4000'",
        "Did you mean 's-400'?",
        "raids.standard[1]: given 'srbm-9'",
        "country: the borders of 'GR' are in the package only in part",
        "sites[0]: site 60, 44.4009",
    ):
        assert words in str(refused.value)


def test_a_city_that_the_country_does_not_have_is_refused():
    wrong = replace(IRAQ, placement=replace(IRAQ.placement, candidates=("Bagdad",)))
    with pytest.raises(ScenarioError, match=r"placement.candidates: given 'Bagdad'.*Did you mean 'Baghdad'"):
        check_case(wrong, load_catalogue())


def test_raids_whose_paths_leave_the_data_name_the_bearings_that_fit():
    edge = replace(IRAQ.sites[0], lat_deg=37.98, lon_deg=23.73)
    wrong = replace(IRAQ, sites=(edge, *IRAQ.sites[1:]))
    with pytest.raises(ScenarioError, match=r"raid cruise-24-one-axis: .*the path fits from \d+ to \d+ deg"):
        check_case(wrong, load_catalogue())


ALONE = "iraq-baghdad-s300pmu2-cruise"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (
            {"regiment": ALONE},
            f"what_if.regiment: given '{ALONE}', allowed a scenario with a formation whose",
        ),
        (
            {"regiment": "iraq-baghdad-s300pmu2-pantsir-mixed"},
            "fire units are all of the lead system, s-300pmu-2",
        ),
        ({"layers": ALONE}, f"what_if.layers: given '{ALONE}', allowed a scenario of the lead system,"),
        (
            {"layers": "iraq-baghdad-s400-cruise"},
            "the lead system, s-300pmu-2, with another system beside it",
        ),
        (
            {"regiment": "no-such"},
            "what_if.regiment: 'no-such': there is no such file and no shipped scenario",
        ),
        ({"layers": "no-such"}, "what_if.layers: 'no-such': there is no such file and no shipped scenario"),
    ],
)
def test_a_what_if_of_a_scenario_that_cannot_answer_it_is_refused(asked, words):
    catalogue = load_catalogue()
    wrong = replace(IRAQ, what_if=CaseWhatIf(**asked))
    (said,) = case_checks._what_ifs(wrong, catalogue, flat_ground())
    assert words in said


def test_a_what_if_whose_paths_leave_the_data_is_refused_with_its_key(tmp_path):
    text = shipped_scenarios()["iraq-baghdad-s300pmu2-pantsir-mixed"].read_text(encoding="utf-8")
    (tmp_path / "far.toml").write_text(text.replace("lat_deg = 33.34058", "lat_deg = 60.0"), encoding="utf-8")
    wrong = replace(IRAQ, what_if=CaseWhatIf(layers=str(tmp_path / "far.toml")))
    with pytest.raises(ScenarioError, match=r"what_if\.layers: .*60"):
        check_case(wrong, load_catalogue())


def test_what_ifs_that_can_be_answered_or_are_left_out_are_not_complained_of():
    ground = flat_ground()
    for what_if in (IRAQ.what_if, CaseWhatIf()):
        assert list(case_checks._what_ifs(replace(IRAQ, what_if=what_if), load_catalogue(), ground)) == []


def test_a_new_case_is_valid_as_it_stands(tmp_path):
    catalogue = load_catalogue()
    text = case_template(catalogue, case_id="mine", country="lb", systems=["patriot", "pantsir-s1"])
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    case = read_brief_case(str(tmp_path / "mine.toml"))
    assert (case.country, case.lead_system, case.systems) == ("LB", "patriot", ("patriot", "pantsir-s1"))
    check_case(case, catalogue, flat_ground())
