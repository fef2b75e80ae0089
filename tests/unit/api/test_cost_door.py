"""``skykeep.cost`` and ``skykeep cost``: one answer, each number with an interval and a way to its source."""

import json

import pytest
from typer.testing import CliRunner

import skykeep
from skykeep.catalogue import load_catalogue
from skykeep.catalogue.records import load_records
from skykeep.cli._app import app
from skykeep.errors import ScenarioError, UsageError
from skykeep.report.cost_words import cost_sentences, rule_sentences

RECORDS = load_records()


@pytest.fixture(scope="module")
def found():
    """Give the costs of the Iraqi case."""
    return skykeep.cost("iraq", seed=1)


def invoke(*words):
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


def test_the_command_prints_what_the_function_returns(found):
    shown = invoke("cost", "iraq", "--seed", 1, "--json")
    assert shown.exit_code == 0, shown.output
    assert json.loads(shown.stdout) == json.loads(json.dumps(found.to_json()))
    assert skykeep.cost("iraq", seed=1) == found
    assert skykeep.cost("iraq", seed=2) != found


def test_every_cost_has_low_mid_and_high_in_order(found):
    for option in found.options:
        for row in (option.total, *filter(None, option.components.values())):
            assert 0.0 < row.low_musd < row.mid_musd < row.high_musd
        for row in option.lines:
            assert 0.0 <= row.low_musd <= row.mid_musd <= row.high_musd
            assert row.high_musd > 0.0
        assert 0.0 <= option.share_of_record < 1.0
        years = option.first_capability
        assert years.low_years <= years.mid_years <= years.high_years


def test_every_line_leads_to_contracts_figures_and_sources_that_can_be_opened(found):
    known = {*RECORDS.contracts, *found.rules.figures}
    own = {f"{system}/price_usd" for system in load_catalogue().systems}
    for option in found.options:
        assert option.lines
        for line in option.lines:
            assert line.basis
            for name in line.basis:
                assert name in known | own or "/interceptors/" in name, name
            assert line.sources or line.kind == "assumed"
            for source in line.sources:
                assert found.sources[source].address.startswith("http")
        for prices in option.prices:
            for claim in prices.claims:
                assert claim.kind == "assumed" or (claim.sources and claim.year), claim.id
                assert claim.customer or claim.status != "signed"
    for figure in found.rules.figures.values():
        assert figure.sources or (figure.figure_kind == "assumed" and figure.note)
    assert set(found.sources) <= set(RECORDS.sources)


def test_of_record_and_assumed_are_told_apart_for_each_line(found):
    by_id = {option.id: option for option in found.options}
    assert by_id["bavar-373"].share_of_record == 0.0
    kinds = {line.component: line.kind for line in by_id["s-400"].lines}
    assert kinds["buying"] == "record"
    assert kinds["upkeep"] == "assumed"
    assert 0.3 < by_id["s-400"].share_of_record < 0.7


def test_longer_upkeep_costs_more_and_nothing_else_changes(found):
    longer = skykeep.cost("iraq", seed=1, years=40)
    for before, after in zip(found.options, longer.options, strict=True):
        assert after.components.upkeep.mid_musd == pytest.approx(2.0 * before.components.upkeep.mid_musd)
        assert after.components.buying == before.components.buying


def test_the_users_probability_is_multiplied_with_the_users_cost_and_enters_no_total(found):
    asked = skykeep.cost("iraq", seed=1, p_sanction={"s-400": 0.4}, sanction_cost_musd=2000)
    by_id = {option.id: option for option in asked.options}
    assert by_id["s-400"].sanctions.user.expected_musd == pytest.approx(800.0)
    assert by_id["m-sam-ii"].sanctions.user is None
    assert [option.total for option in asked.options] == [option.total for option in found.options]
    everyone = skykeep.cost("iraq", seed=1, p_sanction=0.1, sanction_cost_musd=10)
    with_user = {option.id for option in everyone.options if option.sanctions.user}
    assert with_user == {option.id for option in everyone.options if not option.held}
    assert "bavar-373" in with_user  # no buyer of it is on record, and the user may still expect sanctions


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (
            {"p_sanction": 0.3},
            r"one of their chance \(p_sanction, .* give the cost too",
        ),
        ({"sanction_cost_musd": 3}, "give the chance too"),
        (
            {"p_sanction": 3.0, "sanction_cost_musd": 1},
            "sanctions of s-300pmu-2 3.0: must be from 0 to 1",
        ),
        ({"p_sanction": {"s-40": 0.1}, "sanction_cost_musd": 1}, "Did you mean 's-400'?"),
        ({"years": -1}, "years -1: must be from 0 to 60"),
        ({"years": "long"}, "years 'long': must be a number from 0 to 60"),
        ({"loads": 1e9}, "loads 1000000000.0: must be from 0 to 50"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(asked, words):
    with pytest.raises(UsageError, match=words.replace("?", r"\?")):
        skykeep.cost("iraq", **asked)


def test_a_lead_option_that_is_not_there_is_refused():
    with pytest.raises(ScenarioError, match=r"lead option: given 's-40'.*Did you mean 's-400'"):
        skykeep.cost("iraq", lead="s-40")


def test_the_command_refuses_probabilities_that_are_none():
    refused = invoke("cost", "iraq", "--p-sanction", "often", "--sanction-cost", 3)
    assert refused.exit_code == 2
    assert "--p-sanction often: must be a number from 0 to 1" in str(refused.exception) + refused.stderr


def test_the_first_screen_says_what_is_dearest_what_is_assumed_and_how_sure(found):
    said = " ".join(cost_sentences(found.to_json()))
    assert "we are 90\N{NO-BREAK SPACE}% sure" in said
    assert "Least: Bavar-373" in said
    assert "No contract gives a price of Bavar-373: assumed" in said
    assert "Pantsir-S1, there today: not bought, upkeep alone" in said
    rules = " ".join(rule_sentences(found.to_json()))
    for words in ("bls-cpi-u", "not the sums of ends", "yours to say", "Left out"):
        assert words in rules
    shown = invoke("cost", "iraq", "--seed", 1)
    for words in ("Turkey 2017", "No price follows from", "sanctioned", "there already", "of record"):
        assert words in shown.stdout


@pytest.mark.parametrize("name", ["jordan", "turkiye"])
def test_the_other_shipped_cases_have_costs(name):
    assert all(option.total.mid_musd > 0.0 for option in skykeep.cost(name).options)


def test_the_table_has_a_row_for_each_line_and_total_and_the_chart_is_drawn(found, tmp_path):
    table = found.table.to_arrow().to_pydict()
    assert table["component"].count("total") == len(found.options)
    assert len(table["component"]) == sum(len(option.lines) + 1 for option in found.options)
    totals = [low for low, name in zip(table["low_musd"], table["component"], strict=True) if name == "total"]
    assert totals == [option.total.low_musd for option in found.options]
    pytest.importorskip("matplotlib")
    assert found.plot(tmp_path / "cost.svg").stat().st_size > 1000
    written = invoke("cost", "iraq", "--out", tmp_path / "all", "--quiet")
    assert written.exit_code == 0, written.output
    assert {path.name for path in (tmp_path / "all").iterdir()} == {"cost.json", "cost.parquet", "cost.svg"}


def test_contracts_of_a_folder_of_ones_own_are_counted(tmp_path):
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "contracts.toml").write_text(
        'schema_version = 1\n[mine]\nsystems = ["nasams"]\ncustomer = "Home"\nseller = "x"\n'
        'status = "signed"\nsigned = "2025"\nscope = "s"\nwhole = true\n'
        'amounts = [{ amount_million = 900, currency = "USD", kind = "reported", confidence = "low", '
        'sources = ["own"] }]\nquantities = [{ number = 3, counted = "fire units", per_unit = 1, '
        'kind = "reported", confidence = "low", sources = ["own"] }]\n'
    )
    (tmp_path / "sources.toml").write_text(
        '[own]\ntitle = "A page of mine"\naddress = "https://example.org/x"\nkind = "press"\n'
    )
    found = skykeep.cost("jordan", catalogue=tmp_path)
    (nasams,) = (option for option in found.options if option.id == "nasams")
    assert {claim.id for claim in nasams.prices[0].claims} == {"mine", "nasams-lithuania-2017"}
    assert "own" in found.sources


def test_a_screen_of_costs_says_how_many_units_what_is_assumed_and_what_the_country_bought():
    shown = " ".join(invoke("cost", "iraq", "--seed", 1).stdout.split())
    assert "for one unit of each (one battalion or battery)" in shown
    assert "M-SAM-II: 1 battery" in shown
    assert "0 %, all assumed" in shown
    assert "1.9 / 3.2 / 4.7 assumed" in shown
    assert "0.8 / 1.5 / 4.3 partly assumed" in shown
    assert "M-SAM-II: Iraq bought it itself, signed 2024: 2,800 million USD" in shown
    assert "for 8 batteries" in shown
    assert "S-300PMU-2: Iraq itself: warned (2020), other buyers: denied (Syria 2012), others of" in shown
    assert "Bavar-373: its maker Iran itself, as a buyer: embargoed (2010)" in shown
    assert shown.count("None on record does not mean that nothing would follow.") == 1


def test_four_of_each_cost_four_times_one_and_what_is_held_stays(found):
    four = skykeep.cost("iraq", seed=1, units=4)
    for one, several in zip(found.options, four.options, strict=True):
        times = 1.0 if one.held else 4.0
        assert several.total.mid_musd == pytest.approx(times * one.total.mid_musd)
        assert several.units[0].count == times * one.units[0].count
    shown = invoke("cost", "iraq", "--seed", 1, "--units", 4).stdout
    assert "M-SAM-II: 4 batteries" in shown
    assert "Bought four times each" in shown


@pytest.mark.parametrize("units", [0, 101, 2.5, True])
def test_a_number_of_units_that_cannot_be_bought_is_refused(units):
    with pytest.raises(UsageError, match=r"units .*: must be a whole number from 1 to 100"):
        skykeep.cost("iraq", units=units)


def test_the_screen_says_to_which_options_your_own_sanctions_are_charged():
    words = ("cost", "iraq", "--seed", 1, "--sanction-cost", 500, "--p-sanction")
    everyone = " ".join(invoke(*words, 0.3).stdout.split())
    assert "Your sanctions are charged, with the same chance and cost, to S-300PMU-2, S-400," in everyone
    assert "Nothing is on record of M-SAM-II and Patriot; none on record does not mean" in everyone
    one = " ".join(invoke(*words, "s-400=0.3").stdout.split())
    assert "charged, with your chance and cost, to S-400, whoever sells" in one
    assert "Your sanctions" not in invoke("cost", "iraq", "--seed", 1).stdout
