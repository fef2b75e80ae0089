"""Views of figures are in order: the sceptic's never better for the defender than the best value, the
brochure's never worse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.catalogue import favours, load_catalogue, value_at_end, value_in_view
from skykeep.compiler.worlds import draw_worlds, field_of, span_in_view
from skykeep.coverage.figures import read_by_view
from skykeep.model import Alternative, Figure

CATALOGUE = load_catalogue()
FIGURES = dict(CATALOGUE.figures())
TOWARDS = {"high": 1.0, "low": -1.0, "none": 0.0}
FIELDS = ("detection_range_m", "reaction_s", "alt_min_agl_m", "launchers", "price_usd")


def in_order(name: str, figure: Figure) -> bool:
    """Return whether sceptic <= best <= brochure <= the end for the defender, in the defender's sense."""
    sceptic, best, brochure = (value_in_view(name, figure, v) for v in ("sceptic", "balanced", "brochure"))
    if favours(name) == "none":
        return sceptic == best == brochure
    sense = TOWARDS[favours(name)]
    return sense * sceptic <= sense * best <= sense * brochure <= sense * value_at_end(name, figure, "for")


def test_views_of_every_figure_of_the_catalogue_are_in_order():
    wrong = [figure_id for figure_id, fig in FIGURES.items() if not in_order(field_of(figure_id), fig)]
    assert wrong == []


@given(
    name=st.sampled_from(FIELDS),
    limits=st.lists(st.floats(0.0, 1e6), min_size=3, max_size=3).map(sorted),
    claims=st.lists(
        st.tuples(st.floats(0.0, 1e6), st.sampled_from(["claimed", "reported", "hobby"])), max_size=4
    ),
)
def test_views_of_any_figure_are_in_order(name, limits, claims):
    low, best, high = limits
    alternatives = tuple(Alternative(value=value, kind=kind) for value, kind in claims)
    figure = Figure(best=best, low=low, high=high, kind="reported", alternatives=alternatives)
    assert in_order(name, figure)
    brochure = value_in_view(name, figure, "brochure")
    assert brochure in {best, *(claim.value for claim in alternatives if claim.kind == "claimed")}


@pytest.mark.parametrize("view", ["sceptic", "brochure"])
def test_runs_and_coverage_take_the_same_value_of_every_figure(view):
    drawn = draw_worlds(FIGURES, seed=3, worlds=2, view=view)
    read = read_by_view(view)
    for figure_id, figure in FIGURES.items():
        path, _, _ = figure_id.rpartition("/")
        taken = read(path, field_of(figure_id), figure)
        assert drawn[figure_id].tolist() == [taken, taken], figure_id
        assert set(span_in_view(figure_id, figure, view)) == {taken}


@pytest.mark.parametrize("region", sorted(CATALOGUE.refraction))
def test_the_refraction_of_views_is_in_order(region):
    known = CATALOGUE.refraction[region]
    sceptic, balanced, brochure = (known.in_view(view) for view in ("sceptic", "balanced", "brochure"))
    assert min(known.k) == sceptic <= balanced <= brochure
    assert {balanced, brochure} <= set(known.k)
