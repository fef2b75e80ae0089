"""Results as attributes: whatever keys a summary has, frozen."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.api.records import Estimate, Record

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), PLAIN, max_size=4))
def test_every_value_is_reached_by_its_key_and_the_plain_data_come_back(values):
    record = Record(values)
    assert record.to_json() == values
    assert list(record) == list(values)
    assert pickle.loads(pickle.dumps(record)) == record


def test_tables_are_records_lists_are_tuples_and_a_mean_with_its_error_is_an_estimate():
    record = Record(
        {"leakers": {"mean": 2.0, "mc_error_90": [1.0, 3.0], "new": {"a": 1}}, "list": [{"b": 2}]}
    )
    assert isinstance(record.leakers, Estimate)
    assert record.leakers.mc_error_90 == (1.0, 3.0)
    assert record.leakers.new.a == 1
    assert record.list[0].b == 2
    assert {"leakers", "list", "to_json"} <= set(dir(record))


def test_a_record_cannot_be_changed():
    record = Record({"a": 1})
    with pytest.raises(AttributeError, match="'a' cannot be set: results are frozen"):
        record.a = 2
    with pytest.raises(AttributeError, match="'a' cannot be removed: results are frozen"):
        del record.a
    with pytest.raises(TypeError, match="does not support item assignment"):
        record["a"] = 2


def test_a_name_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(AttributeError, match=r"no 'leekers' here\. Did you mean 'leakers'\? There are: "):
        _ = Record({"leakers": 1}).leekers
