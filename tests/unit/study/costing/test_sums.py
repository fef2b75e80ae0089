"""Sums of costs: exact cases by hand, the interval of a sum by brute force, equal cost, times, sanctions."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.cost_rules import load_cost_rules
from skykeep.catalogue.records import load_records
from skykeep.errors import ScenarioError
from skykeep.model import Contract, Figure, fixed
from skykeep.model.record import Amount, Quantity
from skykeep.study.case_options import CaseOption, OptionRadar, OptionUnit
from skykeep.study.costing.buyer import buyer_name, purchases_of
from skykeep.study.costing.equal import dearest, equal_cost, first_and_last
from skykeep.study.costing.sanctions import UserRisk, sanctions_of
from skykeep.study.costing.sums import COMPONENTS, CostLine, OptionCost, interval_of, option_costs
from skykeep.study.costing.times import first_capability

CATALOGUE, RECORDS, RULES = load_catalogue(), load_records(), load_cost_rules()
MUSD = 1.0e6


def option(name, system, count=1, **more):
    return CaseOption(id=name, name=name, units=(OptionUnit(system=system, count=count),), **more)


def costs(
    *options, seed=1, worlds=400, years=20.0, rules=RULES, records=RECORDS, catalogue=CATALOGUE, **more
):
    return option_costs(options, catalogue, records, rules, seed=seed, worlds=worlds, years=years, **more)


def exact():
    """Return rules without doubt, one contract without doubt, and a catalogue whose loads are fixed."""
    figures = replace(
        RULES.figures,
        upkeep_share=fixed(0.04),
        training_share=fixed(0.1),
        reserve_loads=fixed(2.0),
        price_rise_share=fixed(0.0),
        rounds=tuple(replace(band, price_usd=fixed(1.0 * MUSD)) for band in RULES.figures.rounds),
    )
    contract = Contract(
        id="exact",
        systems=("hq-9b",),
        customer="Nowhere",
        seller="Elsewhere",
        status="signed",
        scope="Batteries.",
        whole=True,
        signed="2025",
        amounts=(
            Amount(
                amount_million=1000.0,
                currency="USD",
                kind="reported",
                confidence="high",
                sources=("aawsat-2024",),
                low_million=1000.0,
                high_million=1000.0001,
            ),
        ),
        quantities=(
            Quantity(
                number=5,
                counted="batteries",
                per_unit=1.0,
                kind="reported",
                confidence="high",
                sources=("aawsat-2024",),
            ),
        ),
    )
    system = CATALOGUE.system("hq-9b")
    launchers = tuple(
        replace(group, launchers=fixed(8.0), rounds_per_launcher=fixed(4.0), uses_launchers_of="")
        for group in system.launchers[:1]
    )
    whole = replace(system, launchers=launchers, price_usd=None)
    catalogue = replace(CATALOGUE, systems={**CATALOGUE.systems, "hq-9b": whole})
    return (
        replace(RULES, figures=figures),
        replace(RECORDS, contracts={"exact": contract}),
        catalogue,
    )


def test_a_cost_without_doubt_is_the_sum_by_hand():
    rules, records, catalogue = exact()
    (found,) = costs(option("two", "hq-9b", 2), rules=rules, records=records, catalogue=catalogue, years=10.0)
    by_hand = {
        "buying": 2 * 200.0,
        "rounds": 2 * 2 * 8 * 4 * 1.0,
        "training": 2 * 0.1 * 200.0,
        "upkeep": 2 * 10 * 0.04 * 200.0,
    }
    for name in COMPONENTS:
        part = found.component(name)
        if name == "radars":
            assert part is None
        else:
            assert part.mid_usd / MUSD == pytest.approx(by_hand[name], rel=1e-5), name
    assert found.money.low_usd == pytest.approx(found.money.high_usd, rel=1e-5)
    assert found.money.mid_usd / MUSD == pytest.approx(sum(by_hand.values()), rel=1e-5)
    assert found.share_of_record == pytest.approx(400.0 / sum(by_hand.values()), rel=1e-5)


def test_loads_that_are_asked_for_stand_in_place_of_the_rule():
    rules, records, catalogue = exact()
    for loads, wanted in ((0.0, None), (3.0, 3 * 32.0)):
        (found,) = costs(
            option("one", "hq-9b"), rules=rules, records=records, catalogue=catalogue, loads=loads
        )
        part = found.component("rounds")
        assert (part is None) == (wanted is None)
        if part is not None:
            assert part.mid_usd / MUSD == pytest.approx(wanted)


def test_what_is_there_already_has_upkeep_alone():
    held, bought = costs(option("held", "pantsir-s1", held=True), option("bought", "pantsir-s1"))
    assert [line.component for line in held.lines] == ["upkeep"]
    assert held.component("upkeep") == bought.component("upkeep")
    assert held.share_of_record == 0.0


def test_what_is_there_costs_nothing_over_no_years_and_nothing_of_it_is_of_record():
    (held,) = costs(option("held", "pantsir-s1", held=True), years=0.0)
    assert held.money.mid_usd == 0.0
    assert (held.share_of_record, held.share_of_record_90) == (0.0, (0.0, 0.0))


def test_radars_beside_units_are_bought_and_kept_up():
    plain, more = costs(
        option("plain", "s-400"),
        option("more", "s-400", radars=(OptionRadar(system="ground-master-400", count=3),)),
    )
    radars = [line for line in more.lines if line.system == "ground-master-400"]
    assert [line.component for line in radars] == ["radars", "upkeep"]
    assert plain.total_usd + sum(line.draws_usd for line in radars) == pytest.approx(more.total_usd)
    assert radars[0].of_record


def test_the_interval_of_a_sum_is_that_of_the_drawn_sums_and_narrower_than_sums_of_ends():
    (found,) = costs(option("s", "s-300pmu-2"), worlds=4000)
    brute = np.sort([sum(line.draws_usd[world] for line in found.lines) for world in range(4000)])
    money = found.money
    assert money.low_usd == pytest.approx(np.percentile(brute, 5.0))
    assert money.high_usd == pytest.approx(np.percentile(brute, 95.0))
    assert money.low_usd > sum(line.money.low_usd for line in found.lines)
    assert money.high_usd < sum(line.money.high_usd for line in found.lines)


def test_the_interval_of_a_sum_of_independent_uniforms_is_the_closed_form():
    """The sum of two uniform draws on [0, 1] is triangular: its 5 % point is sqrt(0.1)."""
    rng = np.random.default_rng(5)
    lines = tuple(
        CostLine(
            component="buying",
            system="x",
            words="",
            of_record=True,
            basis=(),
            sources=(),
            draws_usd=rng.random(200_000),
        )
        for _ in range(2)
    )
    found = OptionCost(option=option("x", "s-400"), units=(), years=1.0, lines=lines, prices=())
    assert found.money.low_usd == pytest.approx(np.sqrt(0.1), abs=0.005)
    assert found.money.high_usd == pytest.approx(2.0 - np.sqrt(0.1), abs=0.005)
    assert interval_of(lines[0].draws_usd).low_usd == pytest.approx(0.05, abs=0.005)


def test_options_are_drawn_in_the_same_worlds_and_two_units_cost_twice_as_much():
    one, two = costs(option("one", "s-400"), option("two", "s-400", 2))
    assert 2.0 * one.total_usd == pytest.approx(two.total_usd)
    again = costs(option("two", "s-400", 2))[0]
    assert (again.total_usd == two.total_usd).all()


def test_equal_cost_says_how_many_times_an_option_is_had():
    found = costs(option("one", "s-400"), option("two", "s-400", 2), option("held", "s-400", held=True))
    multiples = equal_cost(found, "two")
    assert set(multiples) == {"one", "two"}
    assert (multiples["one"].low, multiples["one"].mid, multiples["one"].high) == pytest.approx((2, 2, 2))
    assert (multiples["one"].whole, multiples["two"].whole) == (2, 1)
    assert equal_cost(found, "one")["two"].whole == 0
    assert dearest(found) == "two"
    assert first_and_last(found) == {"one": (1.0, 0.0), "two": (0.0, 1.0)}


def test_equal_cost_has_an_interval_from_the_ratio_world_by_world():
    found = costs(option("a", "s-400"), option("b", "m-sam-ii"), worlds=2000)
    ratio = found[0].total_usd / found[1].total_usd
    multiple = equal_cost(found, "a")["b"]
    assert (multiple.low, multiple.mid, multiple.high) == pytest.approx(
        tuple(np.percentile(ratio, [5, 50, 95]))
    )
    assert multiple.p_whole == np.mean(ratio >= multiple.whole)


def test_equal_cost_refuses_an_option_that_is_not_bought():
    found = costs(option("one", "s-400"), option("held", "s-400", held=True))
    for lead in ("held", "onee"):
        with pytest.raises(
            ScenarioError, match=f"lead option: given '{lead}', allowed one, options that are"
        ):
            equal_cost(found, lead)


def capability(*systems, held=False, worlds=6000):
    return first_capability(
        option("x", systems[0], held=held), systems, RECORDS, RULES, seed=2, worlds=worlds
    )


def test_years_to_first_capability_are_deliveries_of_record_and_an_assumed_commissioning():
    found = capability("s-400")
    assert {lead.customer: lead.months for lead in found.leads} == {
        "Turkey": (22, 22),
        "India": (38, 38),
        "China": (40, 40),
    }
    assert (found.assumed_for, found.assumed_beside) == ((), ())
    assert found.years.min() * 12 > 22 + 2
    assert found.years.max() * 12 < 40 + 14
    assert np.mean(found.years * 12 < 22 + 14) == pytest.approx(1 / 3, abs=0.03)


def test_one_delivery_is_too_few_to_go_by_and_none_is_assumed():
    one, none = capability("s-300pmu-2"), capability("bavar-373")
    assert one.assumed_beside == ("s-300pmu-2",)
    assert np.mean(one.years * 12 <= 5 + 14) == pytest.approx(0.5, abs=0.1)
    assert none.assumed_for == ("bavar-373",)
    assert capability("pantsir-s1", held=True).interval == (0.0, 0.0, 0.0)


def test_an_option_of_two_systems_waits_for_the_later_one():
    both, one = capability("s-400", "nasams"), capability("s-400")
    assert (both.years >= one.years).all()


def test_sanctions_are_precedents_of_the_system_and_of_its_origin_and_no_probability():
    s400, s300, korea = (
        sanctions_of([name], CATALOGUE, RECORDS) for name in ("s-400", "s-300pmu-2", "m-sam-ii")
    )
    assert s400.gravest == "sanctioned"
    assert {each.state for each in s400.own} >= {"Turkey", "China", "India"}
    assert s300.gravest == "denied"
    assert s300.gravest_of_origin == "sanctioned"
    assert (korea.gravest, korea.on_record) == ("none on record", False)
    own = sanctions_of(["s-300pmu-2"], CATALOGUE, RECORDS, buyer="Iraq")
    assert {each.id for each in own.of_buyer} == {"iraq-warned-2020"}
    assert (own.gravest_of_buyer, own.gravest_of_others) == ("warned", "denied")
    maker = sanctions_of(["bavar-373"], CATALOGUE, RECORDS, buyer="Iraq")
    assert ({each.id for each in maker.of_maker}, maker.gravest_of_maker) == ({"iran-2010"}, "embargoed")
    contradicted = [each for each in s400.own if each.contradicted]
    assert contradicted
    assert UserRisk(p=0.25, cost_usd=8.0).expected_usd == 2.0


def test_a_figure_that_costs_use_has_no_mark_that_nothing_uses_it():
    assert CATALOGUE.fields["price_usd"].not_used == ""
    assert isinstance(RULES.figures.upkeep_share, Figure)


def test_what_the_country_bought_itself_is_a_signed_contract_of_its_own():
    assert buyer_name("IQ") == "Iraq"
    assert buyer_name("TR") == "Turkey"  # as records call it
    assert buyer_name("US") == "US"  # no borders in the package
    found = purchases_of(["m-sam-ii", "s-300pmu-2"], "Iraq", RECORDS)
    assert [each.contract.id for each in found] == ["m-sam-ii-iraq-2024"]  # talks are no purchase
    assert "aawsat-2024" in found[0].sources
    assert purchases_of(["m-sam-ii"], "Jordan", RECORDS) == ()
