"""The cost exchange: rounds by their own price, threats by theirs, and what is protected beside it."""

from dataclasses import replace

import numpy as np
import pytest

import skykeep
from skykeep.catalogue import load_catalogue
from skykeep.catalogue.cost_rules import load_cost_rules
from skykeep.errors import ScenarioError
from skykeep.study.brief_case import read_brief_case
from skykeep.study.case_options import CaseOption, OptionUnit
from skykeep.study.costing.draws import CostDraws
from skykeep.study.costing.exchange import _worth, option_scenario, raid_price_usd

CATALOGUE, RULES = load_catalogue(), load_cost_rules()


@pytest.fixture(scope="module")
def found():
    """Give the cost exchange of one raid on every option of the Iraqi case."""
    return skykeep.cost("iraq", raid="srbm-8", worlds=12, replications=2, seed=4, jobs=1)


def test_each_option_has_each_raid_with_what_is_protected_beside_what_it_costs(found):
    for option in found.options:
        (each,) = option.exchange
        assert each.raid == "srbm-8"
        assert each.stopped.mean + each.leakers.mean <= each.threats + 1e-9
        assert each.rounds_musd.mean >= 0.0
        assert each.threats_musd[0] <= each.threats_musd[1] <= each.threats_musd[2]
        assert len(each.worth_musd) == 3


def test_no_round_costs_nothing_and_more_rounds_more(found):
    by_id = {option.id: option.exchange[0] for option in found.options}
    fired = {name: each.rounds_fired.mean for name, each in by_id.items()}
    for name, each in by_id.items():
        assert (each.rounds_musd.mean == 0.0) == (fired[name] == 0.0), name


def test_the_command_prints_stopped_threats_beside_every_cost_of_rounds(found):
    from skykeep.report.cost_words import EXCHANGE_COLUMNS, exchange_cells, exchange_sentences

    plain = found.to_json()
    assert "says nothing alone" in exchange_sentences(plain)[0]
    for option in plain["options"]:
        for each in option["exchange"]:
            cells = exchange_cells(each)
            assert len(cells) == len(EXCHANGE_COLUMNS)
            assert cells[1].endswith(f"of {each['threats']}")
    assert exchange_sentences(plain | {"options": [{**plain["options"][0], "exchange": []}]}) == []


def test_the_price_of_a_raid_is_the_sum_over_its_threats():
    draws = CostDraws(catalogue=CATALOGUE, rules=RULES, seed=1, worlds=50)
    raid = CATALOGUE.raid("mixed")
    price, assumed = raid_price_usd(raid, draws)
    by_hand = np.zeros(50)
    for group in raid.groups:
        figure = CATALOGUE.threat(group.threat_class).price_usd
        name = f"threats/{group.threat_class}/price_usd"
        year = figure.year or 2025
        by_hand += group.count * group.waves * draws.at_price_year(draws.figures({name: figure})[name], year)
    assert price == pytest.approx(by_hand)
    assert all(CATALOGUE.threat(name).price_usd.kind == "assumed" for name in assumed)


def test_a_raid_of_threats_without_a_price_is_refused():
    free = replace(CATALOGUE.threat("srbm"), price_usd=None)
    own = replace(CATALOGUE, threats={**CATALOGUE.threats, "srbm": free})
    draws = CostDraws(catalogue=own, rules=RULES, seed=1, worlds=5)
    with pytest.raises(ScenarioError, match="'srbm' have no price in the catalogue; give price_musd"):
        raid_price_usd(own.raid("srbm-8"), draws)


def test_every_shipped_raid_has_a_price():
    draws = CostDraws(catalogue=CATALOGUE, rules=RULES, seed=1, worlds=5)
    for raid in CATALOGUE.raids.values():
        assert (raid_price_usd(raid, draws)[0] > 0.0).all()


def test_what_a_stopped_threat_costs_has_no_end_where_nothing_is_stopped():
    rounds = np.full((10, 2), 4.0e6)
    killed = np.full((10, 2), 2.0)
    assert _worth(rounds, killed) == ((2.0, 2.0, 2.0), "")
    killed[:2] = 0.0
    worth, note = _worth(rounds, killed)
    assert worth == (2.0, 2.0, None)
    assert "nothing is stopped" in note


def test_units_of_an_option_stand_at_the_site_and_the_first_under_the_common_name():
    case = read_brief_case("iraq")
    option = CaseOption(
        id="two", name="Two", units=(OptionUnit(system="s-400", count=2), OptionUnit(system="nasams"))
    )
    scenario = option_scenario(case, option, CATALOGUE, CATALOGUE.raid("uav-40"))
    assert [(unit.id, unit.system) for unit in scenario.fire_units] == [
        ("unit-1", "s-400"),
        ("unit-2", "s-400"),
        ("unit-3", "nasams"),
    ]


def test_ctrl_c_leaves_the_costs_and_the_raids_that_are_finished(monkeypatch, found):
    from skykeep.study.costing import exchange

    calls = []
    play = exchange.exchange_of

    def struck(*given, **more):
        calls.append(given)
        if len(calls) > 2:
            raise KeyboardInterrupt
        return play(*given, **more)

    monkeypatch.setattr(exchange, "exchange_of", struck)
    asked = {"raid": "srbm-8", "worlds": 12, "replications": 2, "seed": 4, "jobs": 1}
    partial = skykeep.cost("iraq", keep_on_stop=True, **asked)
    assert partial.state == "partial"
    assert partial.finished == "the costs, and 2 of 6 raids"
    assert partial.options[0].exchange == found.options[0].exchange
    assert partial.options[5].exchange == ()
    calls.clear()
    with pytest.raises(KeyboardInterrupt):
        skykeep.cost("iraq", **asked)
