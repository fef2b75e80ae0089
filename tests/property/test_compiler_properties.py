"""Properties of compilation: quantiles in order, worlds without history, flat ground alike all round."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.compiler.geometry import SightVariants, SitePlace, first_sight, path_nodes, site_sight, site_view
from skykeep.compiler.path_families import PathFamily
from skykeep.compiler.paths import bearing_grid, build_path_bank
from skykeep.compiler.worlds import draw_worlds, triangle_quantile
from skykeep.model import Figure
from skykeep.terrain import flat_ground

from ..examples import examples

limits = st.lists(st.floats(0.01, 1e6), min_size=3, max_size=3).map(sorted)
scales = st.sampled_from(["linear", "log"])


def figure_of(values, scale="linear", same_draw=""):
    low, best, high = values
    return Figure(best=best, low=low, high=high, kind="assumed", scale=scale, same_draw=same_draw)


@given(limits, scales)
def test_quantiles_rise_with_the_uniform_and_stay_within_the_limits(values, scale):
    drawn = triangle_quantile(np.linspace(0.0, 1.0, 33), figure_of(values, scale))
    assert values[0] <= drawn[0]
    assert drawn[-1] <= values[2]
    assert (np.diff(drawn) >= -1e-9 * values[2]).all()


@given(limits, st.integers(0, 2**63 - 1), st.integers(0, 1000), st.integers(1, 5))
def test_a_world_is_the_same_whichever_worlds_are_drawn_before_it(values, seed, first, count):
    figures = {"x/revisit_s": figure_of(values)}
    part = draw_worlds(figures, seed=seed, worlds=count, first_world=first)["x/revisit_s"]
    last = draw_worlds(figures, seed=seed, worlds=1, first_world=first + count - 1)["x/revisit_s"]
    assert part[-1] == last[0]


@given(limits, limits, st.integers(0, 2**31))
def test_figures_with_one_cause_are_high_and_low_together(first, second, seed):
    figures = {
        "a/revisit_s": figure_of(first, same_draw="cause"),
        "b/revisit_s": figure_of(second, same_draw="cause"),
    }
    drawn = draw_worlds(figures, seed=seed, worlds=16)
    order = np.argsort(drawn["a/revisit_s"], kind="stable")
    strictly = np.diff(drawn["a/revisit_s"][order]) > 0.0
    assert (np.diff(drawn["b/revisit_s"][order])[strictly] >= -1e-9 * second[2]).all()


@examples(15)
@given(st.floats(5.0, 60.0), st.floats(20.0, 400.0), st.floats(-70.0, 70.0))
def test_on_flat_ground_first_sight_is_alike_on_every_bearing(antenna_m, height_m, lat_deg):
    ground = flat_ground()
    family = PathFamily(
        flight="terrain_following",
        aim_lat_deg=lat_deg,
        aim_lon_deg=44.0,
        standoff_m=150e3,
        speed_mps=240.0,
        set_height_m=height_m,
        climb_max_rad=0.15,
        dive_max_rad=0.2,
    )
    bank = build_path_bank([family], bearing_grid(12), ground)
    place = SitePlace(lat_deg, 44.0, 0.0)
    nodes, view = path_nodes(bank), site_view(place, bank)
    variants = SightVariants((antenna_m,), (4.0 / 3.0,))
    sight, _ = site_sight(nodes, view, place, ground, variants=variants, instrumented_max_m=400e3)
    first = first_sight(sight, bank.node_start, (0,)) - bank.node_start[:-1]
    assert np.ptp(first) <= 1
    assert view["ground_m"][bank.node_start[:-1]] == pytest.approx(150e3, rel=1e-4)
