"""Worlds that are spread evenly: every sequence fair for itself, shared causes shared, means closer."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.draws import FIRING, REFRACTION
from skykeep.compiler.scenario import compile_scenario
from skykeep.compiler.uniforms import IndependentUniforms, SobolUniforms
from skykeep.compiler.worlds import draw_places, draw_worlds
from skykeep.errors import CompileError
from skykeep.model import SOBOL_BATCHES, Figure, Study
from skykeep.scenario.file import read_scenario

SCENARIO = "iraq-baghdad-s300pmu2-cruise"
KEYS = [f"figure-{number}" for number in range(30)]


def sobol(seed=1, first=()):
    return SobolUniforms(seed, SOBOL_BATCHES, first)


def test_each_sequence_alone_has_one_point_in_every_equal_part_of_every_figure():
    drawn = sobol().draw(KEYS, 0, 8 * 32)
    for values in drawn.values():
        for batch in range(SOBOL_BATCHES):
            assert sorted(np.floor(32 * values[batch::SOBOL_BATCHES]).astype(int)) == list(range(32))


def test_more_worlds_go_on_with_the_same_sequences():
    few, many = sobol().draw(KEYS, 0, 64), sobol().draw(KEYS, 0, 256)
    later = sobol().draw(KEYS, 64, 192)
    for key in KEYS:
        assert np.array_equal(np.concatenate([few[key], later[key]]), many[key])


def test_what_is_asked_for_later_changes_nothing_that_was_drawn_before():
    uniforms = sobol()
    before = uniforms.draw(KEYS, 0, 64)
    uniforms.draw(["another"], 0, 128)
    assert all(np.array_equal(before[key], uniforms.draw([key], 0, 64)[key]) for key in KEYS)


def test_sequences_and_seeds_are_scrambled_apart():
    means = []
    for seed in range(60):
        drawn = sobol(seed).draw(KEYS[:2], 0, 8 * 8)
        outcome = drawn[KEYS[0]] * drawn[KEYS[1]]
        means.append([outcome[batch::SOBOL_BATCHES].mean() for batch in range(SOBOL_BATCHES)])
    apart = np.corrcoef(np.array(means).T)[~np.eye(SOBOL_BATCHES, dtype=bool)]
    assert np.abs(apart).max() < 4.0 / np.sqrt(60)
    assert np.array(means).mean() == pytest.approx(0.25, abs=0.002)


def test_figures_that_share_a_draw_share_a_dimension():
    near = Figure(best=3.0, low=1.0, high=9.0, kind="assumed", same_draw="cause")
    far = Figure(best=30.0, low=10.0, high=90.0, kind="assumed", same_draw="cause")
    drawn = draw_worlds({"a/revisit_s": near, "b/revisit_s": far}, seed=1, worlds=64, uniforms=sobol())
    assert drawn["b/revisit_s"] == pytest.approx(10.0 * drawn["a/revisit_s"])
    assert np.ptp(drawn["a/revisit_s"]) > 1.0


def test_alternatives_of_an_equal_power_of_two_are_met_equally_often_in_every_sequence():
    places = draw_places((1.0, 1.0, 2.0), "cause", seed=1, worlds=8 * 16, uniforms=sobol())
    for batch in range(SOBOL_BATCHES):
        assert np.bincount(places[batch::SOBOL_BATCHES]).tolist() == [4, 4, 8]


def smooth(uniforms, worlds):
    """Return the mean of a smooth outcome of thirty figures, one at a time and in pairs."""
    drawn = np.stack(list(uniforms.draw(KEYS, 0, worlds).values()))
    pairs = (drawn[:-1] - 0.5) * (drawn[1:] - 0.5)
    return float((drawn**2).sum(axis=0).mean() + pairs.sum(axis=0).mean())


def test_the_mean_of_a_smooth_outcome_scatters_far_less_than_in_independent_worlds():
    worlds = 256
    even = np.var([smooth(sobol(seed), worlds) for seed in range(40)])
    keyed = np.var([smooth(IndependentUniforms(seed), worlds) for seed in range(40)])
    assert even < keyed / 5.0


def test_two_systems_keep_the_draws_of_what_no_system_changes():
    catalogue = load_catalogue()
    asked = read_scenario(SCENARIO, catalogue=catalogue)
    asked = replace(asked, study=Study(worlds=64, replications=1, seed=3, design="sobol"))
    unit = replace(asked.fire_units[0], system="s-400", doctrine=None)
    other = replace(asked, fire_units=(unit,))
    one, two = (compile_scenario(each, catalogue) for each in (asked, other))
    common = [name for name in one.figures if name.split("/")[0] in ("common", "threats")]
    drawn = [name for name in (*common, REFRACTION) if np.ptp(one.figures[name]) > 0.0]
    assert len(drawn) > 8
    assert all(np.array_equal(one.figures[name], two.figures[name]) for name in drawn)
    assert np.array_equal(one.firing[FIRING], two.firing[FIRING])


def test_a_scenario_draws_the_first_worlds_of_a_study_as_the_whole_of_it_does():
    catalogue = load_catalogue()
    asked = read_scenario(SCENARIO, catalogue=catalogue)
    few, many = (
        compile_scenario(
            replace(asked, study=Study(worlds=worlds, replications=1, seed=3, design="sobol")), catalogue
        )
        for worlds in (25, 128)
    )
    for name, values in many.figures.items():
        assert np.array_equal(few.figures[name], values[:25]), name


def test_more_draws_than_dimensions_are_refused_in_words():
    with pytest.raises(CompileError, match=r"at most 16384 dimensions. Take the design independent"):
        sobol().draw([str(number) for number in range(16_385)], 0, 8)
