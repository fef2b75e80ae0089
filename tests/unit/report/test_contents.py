"""A page says how large it is, and which of its parts are the user's own."""

from dataclasses import replace

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.records import load_records
from skykeep.report.contents import SIZE_MARK, Content, own_contents, own_words, with_size
from skykeep.study.brief import smaller_case
from skykeep.study.brief_case import read_brief_case
from skykeep.study.own_parts import OwnParts, own_parts_of_case


def test_the_size_that_is_told_is_that_of_the_page():
    page = with_size(f"{'é' * 1_000_000}{SIZE_MARK}")
    assert page.endswith("2.00 MB")


def test_a_shipped_case_has_nothing_of_ones_own_whatever_its_size():
    case = smaller_case(read_brief_case("iraq"), seed=7, worlds=50, replications=2)
    own = own_parts_of_case(case, load_catalogue(), load_records())
    assert own == OwnParts()
    assert own_words([Content(what="x")]).startswith("Nothing in it is your own")


def test_a_changed_case_and_rows_and_systems_of_ones_own_are_told():
    shipped, records = load_catalogue(), load_records()
    case = replace(read_brief_case("iraq"), title="Another")
    first = next(iter(records.contracts.values()))
    mine = replace(records, contracts={**records.contracts, "mine-1": first, "mine-2": first})
    system = replace(shipped.system("patriot"), id="mine", name="My own <b>")
    shelf = replace(shipped, systems={**shipped.systems, "mine": system})
    own = own_parts_of_case(case, shelf, mine)
    assert own == OwnParts(question=True, systems=("My own <b>",), records={"contracts": 2})
    told = [each.what for each in own_contents(replace(own, settings={"raid.n": 3}))]
    assert told == [
        "Figures of the My own <b>, and their sources",
        "From your records: 2\u00a0contracts",
        "What was set: raid.n = 3",
    ]
    assert all(each.is_own for each in own_contents(own))
