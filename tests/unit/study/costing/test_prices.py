"""Prices of record: what each contract gives, by hand; inflation in closed form; every line to its source."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.cost_rules import load_cost_rules, read_cost_rules
from skykeep.catalogue.fields import DATA
from skykeep.catalogue.places import Place, read_toml
from skykeep.catalogue.records import load_records
from skykeep.errors import CatalogueError
from skykeep.model import fixed
from skykeep.study.costing.draws import CostDraws, round_price
from skykeep.study.costing.prices import system_prices

CATALOGUE, RECORDS, RULES = load_catalogue(), load_records(), load_cost_rules()
MUSD = 1.0e6


def prices(name):
    return system_prices(CATALOGUE.system(name), CATALOGUE, RECORDS, RULES)


def claims(name):
    """Return (low, best, high) of each claim, millions of its own year."""
    return {
        claim.id: tuple(
            round(value / MUSD, 1) for value in (claim.figure.low, claim.figure.best, claim.figure.high)
        )
        for claim in prices(name).claims
    }


@pytest.mark.parametrize(
    ("system", "contract", "by_hand"),
    [
        ("s-400", "s-400-india-2018", (5430 / 10, 5430 / 10, 39000 * 10 / 68.3734 / 10)),
        ("s-400", "s-400-turkey-2017", (2500 / 4, 2500 / 4, 2500 / 2)),
        ("s-400", "s-400-china-2014", (3000 / 6, 3000 / 6, 3000 / 4)),
        ("s-300pmu-2", "s-300pmu-2-iran-2015", (800 / 5, 1000 / 4, 1000 / 4)),
        ("s-300pmu-2", "s-300pmu-2-china-2000s", (1800 / 15, 2025 / 15, 2250 / 15)),
        ("m-sam-ii", "m-sam-ii-iraq-2024", (2500 / 10, 2800 / 8, 2800 / 8)),
        ("patriot", "patriot-poland-2018", (4600 / 4, 4750 / 4, 4750 / 4)),
        ("pantsir-s1", "pantsir-s1-syria-2006", (6 * 730 / 50, 6 * 730 / 50, 6 * 900 / 34)),
        ("tor-m2", "tor-m1-iran-2005", (4 * 700 / 30, 4 * 700 / 29, 4 * 1400 / 29)),
        ("iris-t-slm", "iris-t-slm-germany-2023", (900 / 0.9245 / 6, 950 / 0.9245 / 6, 950 / 0.9245 / 6)),
    ],
)
def test_a_contract_gives_the_price_that_its_sums_and_numbers_make_by_hand(system, contract, by_hand):
    assert claims(system)[contract] == pytest.approx(by_hand, abs=0.06)


def test_derived_prices_of_the_facts_lie_between_the_ends_of_their_contracts():
    """Rows unit_price_derived of the fact sheet: contract and million US dollars."""
    for system, contract, value in [
        ("s-400", "s-400-india-2018", 1086 / 2),
        ("s-400", "s-400-turkey-2017", 625),
        ("s-300pmu-2", "s-300pmu-2-iran-2015", 250),
        ("m-sam-ii", "m-sam-ii-uae-2022", 350),
        ("m-sam-ii", "m-sam-ii-saudi-arabia-2023", 320),
        ("hq-9b", "hq-9-turkey-2013", 283),
        ("pantsir-s1", "pantsir-s1-syria-2006", 6 * 14.6),
    ]:
        low, _, high = claims(system)[contract]
        assert low - 0.4 <= value <= high + 0.4, contract


def test_one_sum_for_one_number_has_limits_that_are_assumed():
    (claim,) = prices("nasams").claims
    assert claim.figure.default_limits
    assert claim.figure.low / claim.figure.best == pytest.approx(0.7)
    assert claim.figure.high / claim.figure.best == pytest.approx(1.5)


def test_packages_offers_and_ceilings_give_no_price_and_say_why():
    left_out = {each.id: each.why for each in prices("pantsir-s1").left_out}
    assert left_out["pantsir-s1-iraq-2012"].startswith("a package")
    assert left_out["pantsir-s1-serbia-2019"] == "no sum is in print"
    assert {each.id for each in prices("s-400").left_out} == {"s-400-iraq-2020"}
    assert {each.why for each in prices("s-400").left_out} == {"offered, not settled"}
    nasams = {each.id: each.why for each in prices("nasams").left_out}
    assert nasams["nasams-kuwait-2022"] == "approved, not settled"


def test_what_a_maker_pays_at_home_is_drawn_only_where_no_other_country_bought():
    home = {each.id: each.why for each in prices("m-sam-ii").left_out}
    assert home["m-sam-ii-south-korea"].startswith("made and bought at home")
    (germany,) = prices("iris-t-slm").claims
    assert germany.home


def test_contracts_of_rounds_say_nothing_of_a_unit():
    named = {each.id for each in (*prices("patriot").claims, *prices("patriot").left_out)}
    assert not named & {"pac-3-mse-us-army-2025", "pac-3-mse-us-army-2024", "gem-t-europe-2024"}
    assert {"patriot-poland-2018", "patriot-sweden-2018", "patriot/price_usd"} <= named


def test_a_system_without_contract_has_an_assumed_price_with_its_reason():
    (claim,) = prices("bavar-373").claims
    assert not prices("bavar-373").of_record
    assert claim.figure.kind == "assumed"
    assert claim.figure.note
    assert claim.figure.high > 5 * claim.figure.low


def test_every_system_of_the_catalogue_has_a_price():
    for name in CATALOGUE.systems:
        assert prices(name).claims, name


def test_a_system_of_which_nothing_is_known_is_refused_with_what_to_do():
    own = replace(CATALOGUE.system("tor-m2"), id="my-own", price_usd=None)
    with pytest.raises(CatalogueError, match=r"system 'my-own': no price.*give price_musd in its file"):
        system_prices(own, CATALOGUE, RECORDS, RULES)


def test_inflation_is_the_ratio_of_the_index_and_what_prices_rose_beside_it():
    draws = CostDraws(catalogue=CATALOGUE, rules=RULES, seed=1, worlds=500)
    rise = draws.rule("price_rise_share")
    raised = draws.at_price_year(np.full(500, 100.0), 2015)
    assert raised == pytest.approx(100.0 * 321.943 / 237.017 * (1.0 + rise) ** 10)
    assert draws.at_price_year(np.full(500, 100.0), 2025) == pytest.approx(100.0)
    assert draws.at_price_year(np.full(500, 100.0), 2026) == pytest.approx(100.0)
    flat = replace(RULES, figures=replace(RULES.figures, price_rise_share=fixed(0.0)))
    alone = CostDraws(catalogue=CATALOGUE, rules=flat, seed=1, worlds=3)
    assert alone.at_price_year(np.ones(3), 2018) == pytest.approx(321.943 / 251.107)


def test_a_year_before_the_index_is_refused():
    with pytest.raises(CatalogueError, match="no price index of 1990, allowed 2000 to 2025"):
        RULES.to_price_year(1990)


def test_drawn_prices_are_a_mixture_of_claims_with_equal_weight():
    draws = CostDraws(catalogue=CATALOGUE, rules=RULES, seed=3, worlds=20_000)
    drawn = draws.price(prices("patriot")) / MUSD
    assert np.mean(drawn < 620.0) == pytest.approx(1 / 3 + 0.06, abs=0.06)
    assert drawn.min() > 100.0


def test_a_draw_depends_on_seed_and_world_alone():
    few = CostDraws(catalogue=CATALOGUE, rules=RULES, seed=3, worlds=10).price(prices("s-400"))
    many = CostDraws(catalogue=CATALOGUE, rules=RULES, seed=3, worlds=40).price(prices("s-400"))
    assert (few == many[:10]).all()


def test_rounds_have_their_own_price_or_that_of_their_range():
    def found(system, place=0):
        whole = CATALOGUE.system(system)
        return round_price(whole, whole.interceptors[place], CATALOGUE, RULES)

    patriot = {found("patriot", place).id for place in range(len(CATALOGUE.system("patriot").interceptors))}
    assert {"patriot/interceptors/mse/price_usd", "patriot/interceptors/gem-t/price_usd"} <= patriot
    assert found("pantsir-s1").id == "cost/rounds/short/price_usd"
    assert found("s-300pmu-2").id == "cost/rounds/long/price_usd"
    assert not found("s-300pmu-2").of_record


def test_every_rule_has_limits_and_an_origin_and_every_claim_a_source_that_can_be_opened():
    for name, figure in RULES.by_id().items():
        assert figure.low < figure.high, name
        assert figure.sources or (figure.kind == "assumed" and figure.note), name
    for system in CATALOGUE.systems:
        for claim in prices(system).claims:
            for source in claim.figure.sources:
                assert RECORDS.sources[source].address.startswith("http"), (claim.id, source)
            assert claim.figure.sources or claim.figure.kind == "assumed", claim.id


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda tables: tables.pop("index"), "no 'index'"),
        (lambda tables: tables.update(price_year=2024), "2025, the last year of the index"),
        (lambda tables: tables["index"].update(sources=[]), "a series without sources"),
        (lambda tables: tables["index"]["values"].update({"soon": 1.0}), "a year from 1913"),
        (lambda tables: tables["exchange"].update({"XXX": {"2020": 1.0}}), "XXX"),
        (lambda tables: tables["exchange"]["EUR"].update({"2020": -1.0}), "more than zero"),
        (lambda tables: tables.update(upkep_share={}), "upkep_share"),
        (lambda tables: tables["upkeep_share"].pop("sources"), "without a source"),
    ],
)
def test_a_wrong_file_of_rules_is_refused_with_what_is_wrong(change, words):
    tables = read_toml(DATA / "cost.toml")
    change(tables)
    with pytest.raises(CatalogueError, match=words):
        read_cost_rules(tables, Place("cost.toml"))
