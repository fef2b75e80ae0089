"""The firing doctrine is drawn per world, the same for every option, and fixed where somebody says so."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.doctrine import FIRING
from skykeep.compiler.scenario import compile_scenario
from skykeep.errors import CompileError
from skykeep.model import Doctrine, StandardRaid
from skykeep.scenario.file import read_scenario

CATALOGUE = load_catalogue()
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "assumptions.md"
SIZES = [(each.salvo_size, each.later_salvo_size) for each in CATALOGUE.firing.alternatives]
GROUPS = {group.threat_class: group for group in CATALOGUE.raid("mixed").groups}


def scenario(*classes, system="s-300pmu-2", worlds=60, seed=1, doctrine=None, view="balanced"):
    raid = StandardRaid(
        id="few",
        name="few",
        description="Few.",
        groups=tuple(replace(GROUPS[name], count=1, axis=0, aim="defended_point") for name in classes),
    )
    found = read_scenario("iraq-baghdad-s300pmu2-cruise")
    return replace(
        found,
        raid=raid,
        first_bearing_deg=270.0,
        fire_units=(replace(found.fire_units[0], system=system, doctrine=doctrine),),
        study=replace(found.study, worlds=worlds, seed=seed, view=view),
    )


def salvos(compiled, place=0):
    rows = compiled.case.doctrine[:, 0, place]
    return list(zip(rows["salvo_size"].tolist(), rows["later_salvo_size"].tolist(), strict=True))


@pytest.fixture(scope="module")
def cruise():
    return compile_scenario(scenario("cruise-missile"), CATALOGUE)


def test_each_world_takes_one_alternative_whole_and_all_are_taken(cruise):
    drawn = cruise.firing[FIRING]
    assert set(drawn.tolist()) == set(range(len(SIZES)))
    assert salvos(cruise) == [SIZES[place] for place in drawn]
    assert np.bincount(drawn).min() > 10  # 60 worlds, a third each


def test_every_option_draws_the_same(cruise):
    other = compile_scenario(scenario("cruise-missile", "srbm", system="patriot"), CATALOGUE)
    assert other.firing[FIRING].tolist() == cruise.firing[FIRING].tolist()
    fewer = compile_scenario(scenario("cruise-missile", worlds=7), CATALOGUE)
    assert fewer.firing[FIRING].tolist() == cruise.firing[FIRING][:7].tolist()


def test_another_seed_draws_another(cruise):
    other = compile_scenario(scenario("cruise-missile", seed=2), CATALOGUE)
    assert other.firing[FIRING].tolist() != cruise.firing[FIRING].tolist()


def test_a_class_with_a_source_draws_from_what_it_leaves_with_the_same_luck(cruise):
    found = compile_scenario(scenario("srbm", "cruise-missile"), CATALOGUE)
    ballistic = found.firing[f"{FIRING}/srbm"]
    assert set(ballistic.tolist()) == {1, 2}
    assert found.firing[FIRING].tolist() == cruise.firing[FIRING].tolist()
    assert np.all(ballistic >= found.firing[FIRING])
    assert salvos(found) == [SIZES[place] for place in ballistic]


@pytest.mark.parametrize(
    ("doctrine", "sizes"),
    [
        (Doctrine(salvo_size=3), (3, 3)),
        (Doctrine(salvo_size=3, later_salvo_size=1), (3, 1)),
        (Doctrine(alternative="two-then-one"), (2, 1)),
        (Doctrine(salvo_by_class={"cruise-missile": 4}), (4, 4)),
    ],
)
def test_what_is_fixed_is_not_drawn(doctrine, sizes):
    found = compile_scenario(scenario("cruise-missile", worlds=5, doctrine=doctrine), CATALOGUE)
    assert dict(found.firing) == {}
    assert salvos(found) == [sizes] * 5


@pytest.mark.parametrize("view", ["brochure", "sceptic"])
def test_a_view_that_does_not_draw_takes_the_best(view):
    found = compile_scenario(scenario("cruise-missile", "srbm", worlds=3, view=view), CATALOGUE)
    best = CATALOGUE.firing.find(CATALOGUE.firing.best)
    assert salvos(found) == salvos(found, 1) == [(best.salvo_size, best.later_salvo_size)] * 3


def test_an_alternative_that_is_not_in_the_catalogue_is_refused():
    unknown = scenario("cruise-missile", worlds=1, doctrine=Doctrine(alternative="one-look-two"))
    with pytest.raises(CompileError, match=r"alternative = 'one-look-two' is not in the catalogue.*Did you"):
        compile_scenario(unknown, CATALOGUE)


def test_the_reference_page_lists_every_alternative_with_its_kind():
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    for each in CATALOGUE.firing.alternatives:
        assert re.search(rf"\* `{each.id}`: {each.words}\. {each.kind.capitalize()}", page), each.id
    assert page.index(CATALOGUE.firing.alternatives[0].words) < page.index("Assumed, the same in every world")


def test_a_given_place_stands_in_for_the_draw_and_a_class_without_it_keeps_its_best():
    given = {FIRING: np.array([0.0, 1.0, 2.0])}
    few = scenario("cruise-missile", "srbm", worlds=3)
    found = compile_scenario(few, CATALOGUE, given=given)
    assert salvos(found) == SIZES
    assert salvos(found, 1) == [SIZES[2], SIZES[1], SIZES[2]]
