"""Whatever stands in a system file, the loader answers with a catalogue or with words."""

from __future__ import annotations

import copy
import tomllib

from hypothesis import given
from hypothesis import strategies as st

from skykeep.catalogue.entries import read_entry
from skykeep.catalogue.fields import DATA, load_fields
from skykeep.catalogue.figures import FIRST_YEAR, read_figure
from skykeep.catalogue.places import Place
from skykeep.errors import CatalogueError
from skykeep.model import System

from ..examples import examples

TABLES = tomllib.loads((DATA / "systems" / "patriot.toml").read_text(encoding="utf-8"))

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(table, path=()):
    """Yield the path of every value of nested tables."""
    for key, value in table.items():
        yield (*path, key)
        if isinstance(value, dict):
            yield from places(value, (*path, key))


PATHS = sorted(places(TABLES))


@examples(150)
@given(path=st.sampled_from(PATHS), value=VALUES)
def test_a_spoiled_value_anywhere_never_ends_in_another_exception(path, value):
    tables = copy.deepcopy(TABLES)
    table = tables
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = value
    answer = ""
    try:
        system = read_entry(System, tables, Place("fuzz.toml"), skip=("schema_version",))
    except CatalogueError as error:
        answer = str(error)
    assert answer.startswith("fuzz.toml") or system.radars


NUMBERS = st.floats(min_value=-1e7, max_value=1e7) | st.integers(min_value=-(10**6), max_value=10**6)


@examples(300)
@given(
    name=st.sampled_from(sorted(load_fields())),
    best=NUMBERS,
    limits=st.dictionaries(st.sampled_from(["low", "high"]), NUMBERS),
    year=st.none() | st.integers(min_value=FIRST_YEAR, max_value=2100),
)
def test_a_figure_that_is_accepted_keeps_its_numbers_in_order_and_possible(name, best, limits, year):
    rule = load_fields()[name]
    table = {"best": best, "kind": "assumed", "note": "a reason", **limits} | ({"year": year} if year else {})
    try:
        figure = read_figure(table, Place("fuzz.toml", (name,)), rule, 1.0)
    except CatalogueError:
        return
    assert figure.low <= figure.best <= figure.high
    assert figure.best == best
    assert rule.minimum is None or figure.low >= rule.minimum * (1 - 1e-9)
    assert rule.maximum is None or figure.high <= rule.maximum * (1 + 1e-9)
    assert figure.default_limits == (len(limits) < 2 and not rule.whole)
    for limit, value in limits.items():
        assert getattr(figure, limit) == value


COUNTS = st.integers(1, 1000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@examples(200)
@given(
    name=st.sampled_from(
        sorted(name for name, rule in load_fields().items() if name.endswith("_p") and rule.minimum == 0.0)
    ),
    counts=st.lists(COUNTS, min_size=1, max_size=3),
)
def test_a_figure_that_was_counted_is_a_chance_within_its_own_limits(name, counts):
    tallies = [{"hits": hits, "of": of, "counts": "hits of shots"} for hits, of in counts]
    table = {"kind": "assumed", "note": "a reason", "tallies": tallies}
    figure = read_figure(table, Place("fuzz.toml", (name,)), load_fields()[name], 1.0)
    assert 0.0 <= figure.low < figure.best < figure.high <= 1.0
    assert figure.scale == "linear"
    assert [(tally.hits, tally.of) for tally in figure.tallies] == counts
