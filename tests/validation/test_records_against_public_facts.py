"""Each sum and number of the extract is a claim of a record, from the page where it was seen."""

from __future__ import annotations

import csv
from pathlib import Path

from skykeep.catalogue.records import load_records

FACTS = Path(__file__).parents[1] / "data" / "facts" / "records.csv"
RECORDS = load_records()


def facts():
    with FACTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def claims():
    """Yield least and greatest value, currency (empty for a number of things) and pages of every claim."""
    for entry in (*RECORDS.contracts.values(), *RECORDS.deliveries.values(), *RECORDS.holdings.values()):
        for amount in getattr(entry, "amounts", ()):
            sums = amount.amount_million, amount.amount_million
            yield *sums, amount.currency, {RECORDS.sources[name].address for name in amount.sources}
        for each in entry.quantities:
            pages = {RECORDS.sources[name].address for name in each.sources}
            yield each.number, each.most or each.number, "", pages


def test_every_sum_and_number_of_the_extract_is_on_record_with_its_page():
    known = list(claims())
    missing = {
        fact["fact"]: f"{fact['component']}: {fact['value']} {fact['currency']}"
        for fact in facts()
        if not any(
            low <= float(fact["value"]) <= high and fact["currency"] == currency and fact["address"] in pages
            for low, high, currency, pages in known
        )
    }
    assert missing == {}


def test_the_extract_holds_the_contracts_that_the_iraqi_case_turns_on():
    seen = {(fact["component"], fact["value"], fact["currency"]) for fact in facts()}
    assert ("contract Iraq", "2800", "USD") in seen
    assert ("contract Iraq 2012", "24", "") in seen
