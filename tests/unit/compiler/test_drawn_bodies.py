"""Bodies of quasi-ballistic missiles: a world draws one of a few, and flies paths of its own."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.bodies import BODIES
from skykeep.compiler.scenario import compile_scenario
from skykeep.compiler.sub_raids import sub_raid
from skykeep.core.earth.quasi_ballistic import DivingBody, quasi_ballistic_path
from skykeep.engine import run_worlds
from skykeep.model import TerrainChoice
from skykeep.scenario.file import read_scenario
from skykeep.study.causes import causes_of, moving_figures, values_at_ends

CATALOGUE = load_catalogue()
APOGEE_M, RANGE_M = 45_000.0, 200_000.0
DRAG = "threats/srbm/body/drag_coefficient"


def scenario(*, height_m=APOGEE_M, count=2, worlds=24, bearing_deg=20.0, view="balanced"):
    """Return the shipped raid of quasi-ballistic missiles, small, over flat ground."""
    found = read_scenario("scenarios/iraq-baghdad-s300pmu2-srbm.toml")
    group = replace(found.raid.groups[0], count=count, height_m=height_m, standoff_m=RANGE_M)
    return replace(
        found,
        raid=replace(found.raid, id="small", groups=(group,)),
        terrain=TerrainChoice(source="flat"),
        first_bearing_deg=bearing_deg,
        study=replace(found.study, worlds=worlds, replications=2, view=view),
    )


def lasts_s(case, world):
    """Return how long the path of the first threat takes in a world."""
    path = case.paths[case.first_paths[world, 0]]
    return float(case.nodes["path_s"][path.end_node - 1])


def drawn_bodies(compiled):
    """Return the bodies that the drawn figures of each world make."""
    names = [f"threats/srbm/body/{name}" for name in DivingBody._fields]
    return [DivingBody(*(compiled.figures[name][world] for name in names)) for world in range(24)]


def test_each_world_flies_with_the_body_of_its_figures_and_there_are_a_few():
    compiled = compile_scenario(scenario(), CATALOGUE)
    bodies = drawn_bodies(compiled)
    assert len(set(bodies)) == BODIES
    aim_m = compiled.case.nodes["alt_msl_m"][compiled.case.paths["end_node"][0] - 1]
    for world, body in enumerate(bodies):
        path = quasi_ballistic_path(400, RANGE_M, apogee_msl_m=APOGEE_M, aim_msl_m=aim_m, body=body)
        assert lasts_s(compiled.case, world) == pytest.approx(path.time_s[-1], rel=0.01)
    assert len({lasts_s(compiled.case, world) for world in range(24)}) == BODIES


def test_what_favours_the_defence_goes_together():
    heavy = {body.mass_kg: body for body in drawn_bodies(compile_scenario(scenario(), CATALOGUE))}
    order = [heavy[mass_kg] for mass_kg in sorted(heavy)]
    for name in ("reference_area_m2", "drag_coefficient", "induced_drag_factor"):
        values = [getattr(body, name) for body in order]
        assert values == sorted(values, reverse=True)
        assert len(set(values)) == BODIES


def test_every_body_stays_within_its_limits():
    body = CATALOGUE.threats["srbm"].body
    for drawn in drawn_bodies(compile_scenario(scenario(), CATALOGUE)):
        for name, value in drawn._asdict().items():
            assert getattr(body, name).low <= value <= getattr(body, name).high, name


def test_every_height_has_a_path_for_every_body():
    compiled = compile_scenario(scenario(height_m=None), CATALOGUE)
    case, heights_m = compiled.case, compiled.heights["srbm"].values_m
    step = int(case.threats["height_step"][0])
    for world in range(24):
        paths = case.first_paths[world, 0] + step * np.arange(len(heights_m))
        tops_m = [
            case.nodes["alt_msl_m"][case.paths[path].first_node : case.paths[path].end_node].max()
            for path in paths
        ]
        assert tops_m == pytest.approx(heights_m, rel=0.01)
    assert len(np.unique(case.first_paths[:, 0])) == BODIES


def test_a_figure_that_is_given_is_flown_and_the_others_stay_drawn():
    given = {DRAG: np.where(np.arange(24) < 5, 0.2, np.nan)}
    compiled = compile_scenario(scenario(), CATALOGUE, given=given)
    free = compile_scenario(scenario(), CATALOGUE)
    assert compiled.figures[DRAG][:5].tolist() == [0.2] * 5
    assert np.array_equal(compiled.figures[DRAG][5:], free.figures[DRAG][5:])
    name = "threats/srbm/body/mass_kg"
    assert np.array_equal(compiled.figures[name], free.figures[name])
    flown = zip(drawn_bodies(compiled)[5:], drawn_bodies(free)[5:], strict=True)
    assert all(one == other for one, other in flown)


def test_views_that_draw_nothing_fly_one_body():
    case = compile_scenario(scenario(view="brochure"), CATALOGUE).case
    assert case.first_paths is None
    assert len(case.paths) == 2


def test_a_smaller_raid_finds_the_paths_of_each_body():
    large, small = (scenario(count=count, bearing_deg=None, height_m=None) for count in (4, 3))
    case = sub_raid(compile_scenario(large, CATALOGUE), CATALOGUE, small.raid)
    alone = compile_scenario(small, CATALOGUE).case
    tables = [run_worlds(each, 0, 24, replications=2).results.threats.tobytes() for each in (case, alone)]
    assert tables[0] == tables[1]


def test_the_figures_of_a_body_are_one_cause_that_moves_to_bodies_that_are_flown():
    found = scenario()
    figures = moving_figures(found, CATALOGUE)
    (cause,) = [each for each in causes_of(found, CATALOGUE, figures) if "/body/" in each.figure]
    names = [f"threats/srbm/body/{name}" for name in DivingBody._fields]
    assert {cause.figure, *cause.with_it} == set(names)
    flown = set(drawn_bodies(compile_scenario(found, CATALOGUE)))
    for values in values_at_ends(cause, figures):
        assert DivingBody(*(values[name] for name in names)) in flown
