"""Sensitivity of a model with factors: what is told, what Ctrl-C keeps, whose figures they are."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.compiler.uniforms import IndependentUniforms
from skykeep.model import Study
from skykeep.scenario.file import read_scenario
from skykeep.study.causes import causes_of, moving_figures
from skykeep.study.sensitivity.analysis import PER_RAID, Size, analyse, cost_of, facts_of
from skykeep.study.sensitivity.factors import Factor, Factors, GivenUniforms, factors_of
from skykeep.study.sensitivity.groups import GROUPS, group_of
from skykeep.study.sensitivity.played import MEASURES

MIXED = "iraq-baghdad-s300pmu2-mixed"
WEIGHTS = {
    "x/launchers/main/launchers": 6.0,
    "x/radars/r/revisit_s": 2.0,
    "common/kill_p/srbm": 3.0,
    "common/reaction_factor": 4.0,
    "threats/srbm/rcs_m2": 0.0,
}
SIZE = Size(trajectories=8, points=2048, figures=4, replications=3)


class Additive:
    """A model whose outcome is a weighted sum of its columns, with luck of variance 1 for each raid."""

    measure = MEASURES["leakers"]

    def __init__(self, stop_after=None):
        factors = tuple(
            Factor(
                figure=name,
                with_it=(),
                kind="assumed",
                low=0.0,
                high=1.0,
                group=group_of(name),
                draws=(name,),
                per_raid=name.endswith("reaction_factor"),
            )
            for name in WEIGHTS
        )
        self.factors = Factors(factors=factors, names=tuple(WEIGHTS), figures={})
        self.raids, self.calls, self.stop_after = 0, 0, stop_after

    def __call__(self, sets):
        self.calls += 1
        if self.stop_after is not None and self.calls > self.stop_after:
            raise KeyboardInterrupt
        luck = np.random.default_rng(9)
        self.raids += sum(len(points) for points in sets) * SIZE.replications
        shape = (len(sets[0]), SIZE.replications)
        return [
            (points @ np.array(list(WEIGHTS.values())))[:, None] + luck.normal(0.0, 1.0, shape)
            for points in sets
        ]


def test_the_shares_of_figures_groups_and_of_the_doubt_are_those_of_the_model():
    found = analyse(Additive(), SIZE, seed=1)
    assert found.complete
    strongest = [row["figure"] for row in found.screening]
    assert strongest[:4] == sorted(WEIGHTS, key=lambda name: -WEIGHTS[name])[:4]
    assert found.variance["ignorance"]["variance"] == pytest.approx(49.0 / 12.0, rel=0.1)
    assert found.variance["luck_of_one_raid"]["variance"] == pytest.approx(1.0, rel=0.1)
    for row in found.figures:
        assert row["first"]["share"] == pytest.approx(WEIGHTS[row["figure"]] ** 2 / 65.0, abs=0.06)
        if row["per_raid"]:
            assert "of_doubt" not in row
        else:
            assert row["of_doubt"]["share"] == pytest.approx(WEIGHTS[row["figure"]] ** 2 / 49.0, abs=0.07)
    groups = {row["group"]: row["first"]["share"] for row in found.groups}
    assert groups["doctrine"] == groups[PER_RAID] == pytest.approx(16.0 / 65.0, abs=0.06)
    assert groups["threat"] == pytest.approx(0.0, abs=0.05)
    assert found.interactions["share"] == pytest.approx(0.0, abs=0.1)
    assert [fact["figure"] for fact in found.facts] == [
        "x/launchers/main/launchers",
        "common/kill_p/srbm",
        "x/radars/r/revisit_s",
    ]
    assert [row["points"] for row in found.convergence] == [256, 512, 1024, 2048]


def test_a_figure_that_moves_nothing_in_all_is_no_fact_whatever_chance_makes_of_it_alone():
    rows = analyse(Additive(), SIZE, seed=1).figures
    first, second, *_ = (row["figure"] for row in facts_of(rows, separable=True))
    still = [
        row | {"total": {"share": 0.0, "share_90": [0.0, 0.0]}} if row["figure"] == first else row
        for row in rows
    ]
    assert facts_of(still, separable=True)[0]["figure"] == second
    assert facts_of(rows, separable=False) == []


def test_the_cost_is_what_is_played():
    model = Additive()
    found = analyse(model, SIZE, seed=1)
    told = cost_of(model.factors.factors, SIZE)
    assert told["raids"] == model.raids == found.cost["raids_played"]
    assert told["screening_raids"] == 6 * 8 * 3
    assert told["index_raids"] == (2 + 4 + 6) * 2048 * 3


def test_ctrl_c_keeps_what_is_finished_as_it_would_be():
    whole = analyse(Additive(), SIZE, seed=1)
    part = analyse(Additive(stop_after=4), SIZE, seed=1, keep_on_stop=True)
    assert not part.complete
    assert part.screening == whole.screening
    assert len(part.figures) == 2
    shares = {row["figure"]: row["total"]["share"] for row in whole.figures}
    assert all(row["total"]["share"] == pytest.approx(shares[row["figure"]]) for row in part.figures)
    assert part.groups == []
    assert part.interactions is None


def test_ctrl_c_after_the_screening_keeps_the_screening_and_before_it_nothing():
    part = analyse(Additive(stop_after=1), SIZE, seed=1, keep_on_stop=True)
    assert part.screening
    assert part.figures == part.facts == []
    for stop_after, keep in ((0, True), (1, False)):
        with pytest.raises(KeyboardInterrupt):
            analyse(Additive(stop_after=stop_after), SIZE, seed=1, keep_on_stop=keep)


def test_every_cause_of_a_scenario_is_a_factor_with_draws_and_a_group():
    catalogue = load_catalogue()
    scenario = read_scenario(MIXED, catalogue=catalogue)
    found = factors_of(scenario, catalogue)
    causes = causes_of(scenario, catalogue, moving_figures(scenario, catalogue))
    assert [factor.figure for factor in found.factors] == [cause.figure for cause in causes]
    assert {factor.group for factor in found.factors} == set(GROUPS)
    assert all(factor.draws for factor in found.factors)
    assert len(found.names) == sum(len(factor.draws) for factor in found.factors)
    assert {factor.figure.split("/")[-1] for factor in found.factors if factor.per_raid} == {
        "launchers_ready_share",
        "channels_ready_share",
        "reaction_factor",
        "set_height_m",
    }


def test_points_of_the_keyed_uniforms_are_the_worlds_of_the_study():
    catalogue = load_catalogue()
    scenario = read_scenario(MIXED, catalogue=catalogue)
    scenario = replace(scenario, study=Study(worlds=5, replications=1, seed=3))
    factors = factors_of(scenario, catalogue)
    drawn = IndependentUniforms(3).draw(factors.names, 0, 5)
    points = np.stack([drawn[name] for name in factors.names], axis=1)
    uniforms = GivenUniforms(factors.names, points, 3)
    asked, given = (
        compile_scenario(scenario, catalogue),
        compile_scenario(scenario, catalogue, uniforms=uniforms),
    )
    for name, values in asked.figures.items():
        assert np.array_equal(values, given.figures[name]), name
    for table, other in zip(asked.case.drawn().values(), given.case.drawn().values(), strict=True):
        assert repr(table.tolist()) == repr(other.tolist())


def test_a_factor_that_moves_moves_its_own_figures_and_no_other():
    catalogue = load_catalogue()
    scenario = read_scenario(MIXED, catalogue=catalogue)
    scenario = replace(scenario, study=Study(worlds=2, replications=1, seed=3))
    factors = factors_of(scenario, catalogue)
    base = np.full((2, len(factors.names)), 0.4)
    for factor in factors.factors[::7]:
        points = base.copy()
        points[1, factors.columns([factor])] = 0.9
        compiled = compile_scenario(
            scenario,
            catalogue,
            uniforms=GivenUniforms(factors.names, points, 3),
            given=factors.given(points),
        )
        counting = moving_figures(scenario, catalogue)
        moved = {
            name for name, values in compiled.figures.items() if values[0] != values[1] and name in counting
        }
        assert moved <= {factor.figure, *factor.with_it}, factor.figure
        assert moved or factor.per_raid, factor.figure


def test_what_raids_draw_is_given_from_the_points_within_its_own_limits():
    catalogue = load_catalogue()
    scenario = read_scenario(MIXED, catalogue=catalogue)
    factors = factors_of(scenario, catalogue)
    points = np.random.default_rng(1).random((200, len(factors.names)))
    given = factors.given(points)
    assert given.keys() >= {"common/launchers_ready_share", "threats/cruise-missile/set_height_m"}
    for name, values in given.items():
        figure = factors.figures[name]
        assert figure.low <= values.min() < values.max() <= figure.high
    assert len(np.unique(given["threats/cruise-missile/set_height_m"])) == 5


def test_measures_read_what_their_names_say():
    found = SimpleNamespace(leakers=3.0, none_leaked=0.0, killed=np.array(9.0), shots=14.0)
    read = {name: float(each.read(found, 12)) for name, each in MEASURES.items()}
    assert read == {"leakers": 3.0, "p_no_leaker": 0.0, "stopped_share": 0.75, "rounds_fired": 14.0}
