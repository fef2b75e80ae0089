"""Tables that are written as TOML are read back as the same tables."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.errors import ScenarioError
from skykeep.scenario.file import shipped_scenarios
from skykeep.scenario.toml_text import toml_text

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = st.one_of(
    TEXT, st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=12,
)


def alike(one, other):
    """Return whether two values are the same, type by type: 1, 1.0 and True are three."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def in_order(table):
    """Return tables as their text orders them: keys first, then what has a heading of its own."""

    def heads(value):
        if isinstance(value, dict):
            return True
        return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)

    def ordered(value):
        if isinstance(value, dict) and heads(value):
            plain = {key: each for key, each in value.items() if not heads(each)}
            return plain | {key: ordered(each) for key, each in value.items() if heads(each)}
        return [ordered(each) for each in value] if heads(value) else value

    return ordered(table)


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_any_tables_come_back(tables):
    assert alike(tomllib.loads(toml_text(tables)), in_order(tables))


@pytest.mark.parametrize("name", shipped_scenarios())
def test_every_shipped_scenario_comes_back(name):
    tables = tomllib.loads(shipped_scenarios()[name].read_text(encoding="utf-8"))
    assert tomllib.loads(toml_text(tables)) == tables


def test_what_toml_has_no_word_for_is_refused_by_its_place():
    with pytest.raises(ScenarioError, match=r"raid\.count: given None, must be text, a number"):
        toml_text({"raid": {"count": None}})
    with pytest.raises(ScenarioError, match="half a character"):
        toml_text({"name": "\ud800"})
