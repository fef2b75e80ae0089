"""Contracts, deliveries, precedents, holdings and counts of fire: read, checked, what follows from them."""

from __future__ import annotations

import json
import re
import tomllib

import jsonschema
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.fields import DATA
from skykeep.catalogue.record_schema import record_schema
from skykeep.catalogue.records import RECORD_CLASSES, load_records, sources_of
from skykeep.errors import CatalogueError
from skykeep.model import months_between

RECORDS = load_records()
CATALOGUE = load_catalogue()


def entries():
    for kind in RECORD_CLASSES:
        yield from getattr(RECORDS, kind).values()


@pytest.fixture
def own(tmp_path):
    """Give a function that reads a user's own file of records."""

    def _own(kind, text):
        folder = tmp_path / "records"
        folder.mkdir(exist_ok=True)
        (folder / f"{kind}.toml").write_text(f"schema_version = 1\n{text}", encoding="utf-8")
        (tmp_path / "sources.toml").write_text(
            '[own]\ntitle = "A page of mine"\naddress = "https://example.org/x"\nkind = "press"\n'
        )
        return load_records(tmp_path)

    return _own


def test_every_record_rests_on_a_source():
    for entry in entries():
        assert list(sources_of(entry)), entry.id


def test_every_source_that_a_record_names_is_in_the_catalogue():
    assert set(RECORDS.named_sources()) <= set(CATALOGUE.sources)


def test_no_record_holds_a_position():
    for kind in RECORD_CLASSES:
        text = (DATA / "records" / f"{kind}.toml").read_text(encoding="utf-8")
        assert not re.search(r"\b(lat|lon|latitude|longitude)\b|\d+\.\d{3,}", text), kind


def test_what_iraq_signed_for_in_2024_follows_from_all_claims():
    contract = RECORDS.contracts["m-sam-ii-iraq-2024"]
    assert contract.unit_millions()["USD"] == (2500 / 10, 2800 / 8)
    assert [each.number for each in contract.quantities] == [8, 10]


def test_a_package_gives_no_price_of_one():
    package = RECORDS.contracts["pantsir-s1-iraq-2012"]
    assert package.amounts[0].amount_million == 4200
    assert package.unit_millions() == {}


def test_a_price_of_one_counts_only_what_the_first_quantity_counts():
    turkey = RECORDS.contracts["s-400-turkey-2017"]
    assert [each.counted for each in turkey.quantities] == ["batteries", "battalions"]
    assert turkey.unit_millions() == {"USD": (625.0, 625.0)}


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2018-10", "2021-12", (38, 38)),
        ("2017-09", "2019-07-12", (22, 22)),
        ("2009", "2013-04", (40, 51)),
        ("2023", "2024", (1, 23)),
        ("2015-11", "2016-04", (5, 5)),
        ("2020", "2020", (0, 11)),
    ],
)
def test_months_between_two_dates_are_as_sure_as_the_dates(start, end, months):
    assert months_between(start, end) == months


def test_lead_times_are_those_of_the_facts():
    wanted = {"s-400-india": (38, 38), "s-400-turkey": (22, 22), "s-300pmu-2-iran": (5, 5)}
    assert {name: RECORDS.deliveries[name].lead_months for name in wanted} == wanted
    assert RECORDS.deliveries["m-sam-ii-uae"].lead_months is None


def test_iraq_has_what_the_sources_say_and_provinces_in_words():
    radars = RECORDS.holdings["iraq-ground-master-400"]
    assert {"Anbar", "Nineveh"} <= set(radars.provinces)
    assert RECORDS.holdings["iraq-pantsir-s1"].quantities[0].number == 24
    assert RECORDS.holdings["iraq-pantsir-s1"].provinces == ()


def test_every_precedent_has_an_outcome_and_none_a_probability():
    assert {each.state for each in RECORDS.precedents.values()} == {
        "Turkey",
        "China",
        "India",
        "Iraq",
        "Iran",
        "Syria",
    }
    assert not any(hasattr(each, "probability") for each in RECORDS.precedents.values())
    assert RECORDS.precedents["india-claimed-waiver-2020"].contradicted


def test_counts_of_fire_say_what_they_count_and_whose_fire_it_was():
    for count in RECORDS.counts.values():
        low, high = count.chance[1:]
        assert 0.0 <= low < high <= 1.0
        assert all(" of " in tally.counts for tally in count.tallies), count.id
    assert RECORDS.counts["uae-2026-ballistic"].fire_of == "all systems"
    engaged, within = (RECORDS.counts[f"patriot-2003-{name}"] for name in ("engaged", "should"))
    assert engaged.chance[1] > within.chance[2]


@pytest.mark.parametrize("kind", RECORD_CLASSES)
def test_the_shipped_files_satisfy_their_schema_and_name_it(kind):
    schema = record_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    shipped = json.loads((DATA / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert shipped == schema, f"write skykeep schema {kind} to data/schema again"
    text = (DATA / "records" / f"{kind}.toml").read_text(encoding="utf-8")
    assert text.startswith(f"#:schema ../schema/{kind}.schema.json\n")
    jsonschema.Draft202012Validator(schema).validate(tomllib.loads(text))


CONTRACT = """[mine]
systems = ["s-400"]
customer = "Nowhere"
seller = "Somewhere"
status = "signed"
signed = "2025-03"
scope = "Invented."
whole = true
amounts = [
  { amount_million = 10, currency = "USD", kind = "reported", confidence = "low", sources = ["own"] },
]
quantities = [{ number = 2, counted = "units", kind = "reported", confidence = "low", sources = ["own"] }]
"""


def test_records_of_your_own_stand_beside_the_shipped_ones(own):
    found = own("contracts", CONTRACT)
    assert found.contracts["mine"].unit_millions() == {"USD": (5.0, 5.0)}
    assert "s-400-india-2018" in found.contracts
    assert found.digest != RECORDS.digest


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'systems = ["s-400"]',
            'systems = ["s-4000"]',
            r"systems: given the unknown 's-4000'.*Did you mean 's-400'",
        ),
        (
            'signed = "2025-03"',
            'signed = "March 2025"',
            r"signed: given 'March 2025', allowed a year, a month or a day",
        ),
        ('signed = "2025-03"', 'signed = "2025-13"', r"signed: given '2025-13'"),
        (
            ', sources = ["own"] },\n',
            " },\n",
            r"amounts\[0\]\.sources: given none with kind 'reported'",
        ),
        (
            'sources = ["own"] },\n',
            'sources = ["owm"] },\n',
            r"amounts\[0\]\.sources: given the unknown 'owm'",
        ),
        ('currency = "USD"', 'currency = "XXX"', r"amounts\[0\]\.currency: given 'XXX', allowed one of AUD"),
        ("number = 2", "number = 2, most = 1", r"quantities\[0\]: given most 1 below number 2"),
        ("amount_million = 10", "amount_million = 10, low_million = 11", r"allowed low <= amount <= high"),
        ('status = "signed"', 'status = "sold"', r"status: given 'sold'"),
        ('scope = "Invented."\n', "", r"given no 'scope'"),
        ("[mine]", "[s-400-india-2018]", r"which records/contracts\.toml: s-400-india-2018 has"),
    ],
)
def test_a_contract_that_cannot_be_is_refused_with_its_place(own, old, new, message):
    assert old in CONTRACT
    with pytest.raises(CatalogueError, match=message):
        own("contracts", CONTRACT.replace(old, new))


def test_a_contract_without_any_source_is_refused(own):
    bare = CONTRACT.partition("amounts")[0]
    with pytest.raises(CatalogueError, match="sources: given none, here or in a claim, allowed at least one"):
        own("contracts", bare)


def test_a_count_of_fire_without_a_count_is_refused(own):
    text = '[mine]\ntitle = "x"\nfire_of = "one round"\nkind = "reported"\nconfidence = "low"\n'
    with pytest.raises(
        CatalogueError, match="given no count, allowed one or more tables with hits, of and counts"
    ):
        own("counts", text + 'sources = ["own"]\n')


def test_a_delivery_before_its_order_is_refused(own):
    text = (
        '[mine]\nsystems = ["s-400"]\ncustomer = "x"\nkind = "reported"\nconfidence = "low"\n'
        'sources = ["own"]\nordered = "2020-05"\nfirst = "2019-05"\n'
    )
    with pytest.raises(CatalogueError, match="first: given 2019-05, allowed not before ordered, 2020-05"):
        own("deliveries", text)
