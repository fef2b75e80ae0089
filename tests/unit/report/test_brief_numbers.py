"""The numbers that figures of a brief are saved with are those of its tables."""

import json

from skykeep.page.embed import unpacked
from skykeep.report.brief_numbers import brief_numbers, source_line
from skykeep.report.figure_data import INTERVALS, packed_figures

from .brief_cases import brief_data


def test_every_table_is_whole_and_its_columns_are_named_once():
    found = brief_numbers(brief_data())
    assert {"raid-sizes", "doctrine-sizes", "placement", "choice-dots", "choice-pareto"} <= set(found)
    for numbers in found.values():
        assert len(set(numbers.columns)) == len(numbers.columns)
        assert {len(row) for row in numbers.rows} == {len(numbers.columns)}


def test_leakers_and_ledger_are_those_of_the_summary():
    data = brief_data()
    (raid,) = data.raids
    found = brief_numbers(data)
    leakers = found[f"leakers-{raid.id}"]
    for row, told in zip(raid.rows, leakers.rows, strict=True):
        cells = dict(zip(leakers.columns, told, strict=True))
        assert cells["leakers_mean"] == row.summary["leakers"]["mean"]
        for name in INTERVALS:
            ends = cells[f"leakers_{name}_low"], cells[f"leakers_{name}_high"]
            assert list(ends) == row.summary["leakers"][name]
        assert list(told[-raid.threats - 1 :]) == row.summary["leaker_distribution"]
    ledger = found[f"ledger-{raid.id}"]
    first = [row[3] for row in ledger.rows if row[0] == ledger.rows[0][0] and row[1] == ledger.rows[0][1]]
    assert sum(first) == sum(raid.rows[0].summary["ledger"].values())


def test_what_a_page_holds_of_its_figures_is_read_back():
    data = brief_data()
    found = brief_numbers(data)
    held = json.loads(unpacked(packed_figures(source_line(data), found).text))
    assert set(held["figures"]) == set(found)
    assert "public figures only, many of them assumed" in held["source"]
    assert held["figures"]["raid-sizes"]["rows"] == [list(row) for row in found["raid-sizes"].rows]
