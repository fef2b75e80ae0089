"""The median, the worst and the best raid of a run by leakers."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from skykeep.study.chosen_raids import chosen_raids


def table(leakers, replications=1):
    """Return a table of raids, world by world."""
    return pa.table(
        {
            "world": [place // replications for place in range(len(leakers))],
            "replication": [place % replications for place in range(len(leakers))],
            "leakers": leakers,
        }
    )


def test_each_is_the_raid_that_its_name_says_with_the_reason():
    assert [tuple(each) for each in chosen_raids(table([3, 9, 5, 0, 9, 4]))] == [
        ("median", 5, 0, "the median of 6 raids by leakers: 4 in this one"),
        ("worst", 1, 0, "the most leakers of 6 raids: 9 in this one, the first of 2 such raids"),
        ("best", 3, 0, "the fewest leakers of 6 raids: 0 in this one"),
    ]


def test_one_raid_that_is_all_three_comes_once():
    assert [tuple(each) for each in chosen_raids(table([2]))] == [
        ("median", 0, 0, "the median of 1 raid by leakers: 2 in this one")
    ]


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40), st.integers(1, 5), st.randoms())
def test_as_many_leak_more_as_leak_fewer_and_the_order_of_rows_says_nothing(leakers, replications, random):
    made = table(leakers, replications)
    found = {each.name: each for each in chosen_raids(made)}
    by_key = {(row["world"], row["replication"]): row["leakers"] for row in made.to_pylist()}
    middle = by_key[found["median"].key]
    assert sum(each < middle for each in leakers) <= len(leakers) / 2
    assert sum(each > middle for each in leakers) <= len(leakers) / 2
    assert by_key[found.get("worst", found["median"]).key] == max(leakers)
    assert by_key[found.get("best", found["median"]).key] == min(leakers)
    order = list(range(len(leakers)))
    random.shuffle(order)
    assert chosen_raids(made.take(order)) == chosen_raids(made)


def test_where_all_raids_leak_alike_the_median_stands_for_all():
    assert [each.name for each in chosen_raids(table([0, 0, 0, 0]))] == ["median"]
    assert [each.name for each in chosen_raids(table([0, 0, 0, 2]))] == ["median", "worst"]
