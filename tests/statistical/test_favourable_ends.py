"""The end of a figure that favours the defender is declared in fields.toml; raids hold it to that.

Each figure goes alone from one end to the other, with all others at best, at their favourable and at their
unfavourable ends, under the same luck. Against a raid without decoys no figure may work against what is
declared.
"""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from scipy import stats

from skykeep.catalogue import favours, load_catalogue
from skykeep.compiler.doctrine import FIRING
from skykeep.compiler.scenario import compile_scenario
from skykeep.compiler.worlds import field_of, span_in_view
from skykeep.engine import Worker, repeat_world
from skykeep.scenario.file import read_scenario
from skykeep.study.prepare import figures_that_count

CATALOGUE = load_catalogue()
BEARING_DEG = 270.0


def ends(name, figure):
    """Return the value against and the value for the defender, as fields.toml declares them."""
    span = span_in_view(name, figure, "balanced")
    return (span.low, span.high) if favours(field_of(name)) == "high" else (span.high, span.low)


def corner_worlds(scenario, base, only=()):
    """Return a case and its causes: world 2i has cause i at its end against the defender, 2i + 1 for it."""
    figures = figures_that_count(scenario, CATALOGUE)
    causes = {}
    for name, figure in figures.items():
        against, best = ends(name, figure)
        if against != best and favours(field_of(name)) != "none":
            causes.setdefault(figure.same_draw or name, []).append(name)
    causes = {cause: names for cause, names in causes.items() if not only or set(names) & set(only)}
    given = {FIRING: np.full(2 * len(causes), 2.0)}
    for name, figure in figures.items():
        best = span_in_view(name, figure, "balanced").best
        usual = {"best": best, "against": ends(name, figure)[0], "for": ends(name, figure)[1]}[base]
        given[name] = np.full(2 * len(causes), best if favours(field_of(name)) == "none" else usual)
    for number, names in enumerate(causes.values()):
        for name in names:
            given[name][2 * number : 2 * number + 2] = ends(name, figures[name])
    study = replace(scenario.study, worlds=2 * len(causes))
    compiled = compile_scenario(replace(scenario, study=study), CATALOGUE, given=MappingProxyType(given))
    return compiled.case, list(causes)


def more_at_the_favourable_end(case, number, worlds, raids):
    """Return by how many leakers the favourable end of a cause is worse, in each world of luck."""
    against, favourable = (
        Worker(repeat_world(case, 2 * number + side, worlds))
        .run(0, worlds, raids)
        .leakers.reshape(worlds, -1)
        for side in (0, 1)
    )
    return (favourable - against).mean(axis=1)


def is_worse(more):
    """Whether a difference is above zero beyond its 99.9 % interval."""
    spread = more.std(ddof=1) / np.sqrt(more.size)
    return more.mean() > stats.t.ppf(0.9995, more.size - 1) * spread


def scenario(name):
    return replace(read_scenario(name), first_bearing_deg=BEARING_DEG)


@pytest.mark.parametrize("base", ["best", "against", "for"])
def test_no_figure_works_against_its_declared_end_where_there_are_no_decoys(base):
    case, causes = corner_worlds(scenario("iraq-baghdad-s300pmu2-cruise"), base)
    assert len(causes) > 30
    wrong = [
        cause
        for number, cause in enumerate(causes)
        if is_worse(more_at_the_favourable_end(case, number, 8, 4))
        and is_worse(more_at_the_favourable_end(case, number, 80, 4))
    ]
    assert wrong == []


def test_where_decoys_use_up_the_rounds_some_figures_work_the_other_way_round():
    decoy = "threats/decoy-uav/rcs_m2"
    case, causes = corner_worlds(scenario("iraq-baghdad-s300pmu2-mixed"), "against", only=[decoy])
    assert causes == [decoy]
    assert is_worse(more_at_the_favourable_end(case, 0, 40, 10))
