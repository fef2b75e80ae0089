"""Worlds: figures drawn exactly as defined, keyed by figure and world alone."""

from __future__ import annotations

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.worlds import (
    draw_places,
    draw_worlds,
    field_of,
    span_in_view,
    triangle_quantile,
)
from skykeep.core.kernel.streams import stream_key, uniform
from skykeep.model import Alternative, Figure, fixed
from skykeep.rng import Purpose, entity_key

LINEAR = Figure(best=3.0, low=1.0, high=9.0, kind="assumed")
LOG = Figure(best=3.0, low=1.0, high=9.0, kind="assumed", scale="log")
CLAIMS = Figure(
    best=300.0,
    low=200.0,
    high=330.0,
    kind="derived",
    scale="log",
    alternatives=(
        Alternative(value=300.0, kind="claimed"),
        Alternative(value=200.0, kind="assumed"),
        Alternative(value=250.0, kind="claimed"),
    ),
)


def triangle_cdf(x: np.ndarray, low: float, best: float, high: float) -> np.ndarray:
    """Return the textbook distribution function of the triangle."""
    rising = (x - low) ** 2 / ((high - low) * (best - low))
    falling = 1.0 - (high - x) ** 2 / ((high - low) * (high - best))
    return np.where(x < best, rising, falling)


def test_the_quantile_inverts_the_distribution_function_on_a_linear_scale() -> None:
    u = np.linspace(0.001, 0.999, 301)
    assert triangle_cdf(triangle_quantile(u, LINEAR), 1.0, 3.0, 9.0) == pytest.approx(u, abs=1e-12)


def test_the_quantile_inverts_the_distribution_function_of_the_logarithm_on_a_log_scale() -> None:
    u = np.linspace(0.001, 0.999, 301)
    drawn = np.log(triangle_quantile(u, LOG))
    assert triangle_cdf(drawn, 0.0, np.log(3.0), np.log(9.0)) == pytest.approx(u, abs=1e-12)


def test_quantiles_reach_both_limits_and_best_at_the_knee() -> None:
    assert triangle_quantile([0.0, 0.25, 1.0], LINEAR) == pytest.approx([1.0, 3.0, 9.0])


def test_a_triangle_with_best_at_a_limit_has_a_quantile() -> None:
    falling = Figure(best=1.0, low=1.0, high=5.0, kind="assumed")
    rising = Figure(best=5.0, low=1.0, high=5.0, kind="assumed")
    assert triangle_quantile(0.75, falling) == pytest.approx(5.0 - 4.0 * 0.5)
    assert triangle_quantile(0.25, rising) == pytest.approx(1.0 + 4.0 * 0.5)


def test_each_draw_is_the_keyed_uniform_of_its_figure_and_world() -> None:
    drawn = draw_worlds({"some-system/x/revisit_s": LINEAR}, seed=7, worlds=3)["some-system/x/revisit_s"]
    key = stream_key(7, int(Purpose.FIGURE), 0)
    entity = np.uint64(entity_key("some-system/x/revisit_s"))
    expected = [triangle_quantile(uniform(key, entity, 0, world), LINEAR) for world in range(3)]
    assert drawn == pytest.approx(expected, abs=0.0)


def test_more_worlds_leave_the_first_ones_as_they_were() -> None:
    figures = dict(load_catalogue().figures())
    few, many = (draw_worlds(figures, seed=3, worlds=worlds) for worlds in (5, 12))
    later = draw_worlds(figures, seed=3, worlds=7, first_world=5)
    for name in figures:
        assert np.array_equal(np.concatenate([few[name], later[name]]), many[name])


def test_a_figure_is_drawn_alike_whatever_other_figures_are_drawn() -> None:
    catalogue = load_catalogue()
    alone = draw_worlds({"x/revisit_s": LINEAR}, seed=1, worlds=20)
    among = draw_worlds({**dict(catalogue.figures()), "x/revisit_s": LINEAR}, seed=1, worlds=20)
    assert np.array_equal(alone["x/revisit_s"], among["x/revisit_s"])


def test_different_figures_and_seeds_are_drawn_independently() -> None:
    worlds = 4000
    drawn = draw_worlds({"a/revisit_s": LINEAR, "b/revisit_s": LINEAR}, seed=1, worlds=worlds)
    other = draw_worlds({"a/revisit_s": LINEAR}, seed=2, worlds=worlds)
    for pair in ((drawn["a/revisit_s"], drawn["b/revisit_s"]), (drawn["a/revisit_s"], other["a/revisit_s"])):
        assert abs(np.corrcoef(*pair)[0, 1]) < 4.0 / np.sqrt(worlds)


def test_figures_under_one_draw_take_the_same_place_in_their_own_triangles() -> None:
    near = Figure(best=3.0, low=1.0, high=9.0, kind="assumed", same_draw="cause")
    far = Figure(best=30.0, low=10.0, high=90.0, kind="assumed", same_draw="cause")
    drawn = draw_worlds({"a/revisit_s": near, "b/revisit_s": far}, seed=1, worlds=50)
    assert drawn["b/revisit_s"] == pytest.approx(10.0 * drawn["a/revisit_s"])
    assert np.ptp(drawn["a/revisit_s"]) > 1.0


def test_alternatives_under_one_draw_are_taken_together() -> None:
    def claims(*values: float) -> Figure:
        return Figure(
            best=values[0],
            low=min(values),
            high=max(values),
            kind="assumed",
            alternatives=tuple(Alternative(value=value) for value in values),
            same_draw="cause",
        )

    drawn = draw_worlds({"a/launchers": claims(6, 4, 8), "b/launchers": claims(1, 2, 3)}, seed=1, worlds=90)
    pairs = set(zip(drawn["a/launchers"], drawn["b/launchers"], strict=True))
    assert pairs == {(6.0, 1.0), (4.0, 2.0), (8.0, 3.0)}


def test_alternatives_are_drawn_whole_with_equal_weight() -> None:
    worlds = 9000
    drawn = draw_worlds({"x/detection_range_m": CLAIMS}, seed=5, worlds=worlds)["x/detection_range_m"]
    values, counts = np.unique(drawn, return_counts=True)
    assert values.tolist() == [200.0, 250.0, 300.0]
    # three standard deviations of a binomial count
    assert np.abs(counts - worlds / 3).max() < 3.0 * np.sqrt(worlds * (1 / 3) * (2 / 3))


def test_counts_of_the_catalogue_are_drawn_as_whole_numbers() -> None:
    catalogue = load_catalogue()
    drawn = draw_worlds(dict(catalogue.figures()), seed=1, worlds=40)
    whole = [name for name in drawn if catalogue.fields[field_of(name)].whole]
    assert len(whole) > 30
    for name in whole:
        assert np.array_equal(drawn[name], np.rint(drawn[name])), name


def test_every_figure_of_the_catalogue_stays_within_its_limits() -> None:
    figures = dict(load_catalogue().figures())
    for name, values in draw_worlds(figures, seed=1, worlds=40).items():
        low, _, high = span_in_view(name, figures[name], "balanced")
        assert low <= values.min(), name
        assert values.max() <= high, name


def test_the_sceptic_takes_the_end_against_the_defender_claims_included() -> None:
    figures = {"x/detection_range_m": CLAIMS, "x/reaction_s": LINEAR, "x/price_usd": LINEAR}
    drawn = draw_worlds(figures, seed=1, worlds=2, view="sceptic")
    assert drawn["x/detection_range_m"].tolist() == [200.0, 200.0]
    assert drawn["x/reaction_s"].tolist() == [9.0, 9.0]
    assert drawn["x/price_usd"].tolist() == [3.0, 3.0]


def test_the_brochure_takes_the_best_claim_or_else_the_best_value() -> None:
    figures = {"x/detection_range_m": CLAIMS, "x/reaction_s": LINEAR}
    drawn = draw_worlds(figures, seed=1, worlds=2, view="brochure")
    assert drawn["x/detection_range_m"].tolist() == [300.0, 300.0]
    assert drawn["x/reaction_s"].tolist() == [3.0, 3.0]


def test_a_fixed_figure_is_the_same_in_every_world() -> None:
    assert draw_worlds({"x/launchers": fixed(12.0)}, seed=1, worlds=3)["x/launchers"].tolist() == [12.0] * 3


def test_places_are_drawn_by_weight() -> None:
    worlds = 8000
    places = draw_places((0.25, 0.5, 0.25), "x/antenna_height_m", seed=1, worlds=worlds)
    share = np.bincount(places, minlength=3) / worlds
    assert share == pytest.approx([0.25, 0.5, 0.25], abs=3.0 * np.sqrt(0.25 / worlds))


def test_places_of_two_radars_under_one_draw_agree() -> None:
    first = draw_places((1.0, 1.0), "cause", seed=1, worlds=100)
    again = draw_places((2.0, 2.0), "cause", seed=1, worlds=100)
    assert np.array_equal(first, again)
    assert set(first) == {0, 1}


@pytest.mark.parametrize(
    ("figure_id", "field"),
    [
        ("s-400/radars/91n6e/detection_range_m", "detection_range_m"),
        ("common/kill_p/srbm", "kill_p"),
        ("patriot/interceptors/mse/kill_p/srbm", "kill_p"),
        ("patriot/launchers/mse/launchers", "launchers"),
        ("common/cued_p", "cued_p"),
    ],
)
def test_a_figure_id_tells_its_field(figure_id: str, field: str) -> None:
    assert field_of(figure_id) == field
