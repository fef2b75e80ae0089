"""Formations of a scenario: their posts, radars and links as rows, and what is lost of them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.scenario import compile_scenario
from skykeep.core.raid.vocabulary.codes import NO_LINK
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid
from skykeep.errors import ScenarioError
from skykeep.model import LinkSettings, Study
from skykeep.scenario.file import read_scenario

SCENARIOS = Path(__file__).parents[3] / "scenarios"
CATALOGUE = load_catalogue()
CACHE = CompileCache()


@pytest.fixture(scope="module")
def regiment():
    scenario = read_scenario(SCENARIOS / "iraq-baghdad-s300pmu2-regiment.toml", catalogue=CATALOGUE)
    study = Study(worlds=2, replications=2)
    return replace(scenario, study=study, first_bearing_deg=90.0, conditions=False)


def compiled(scenario):
    return compile_scenario(scenario, CATALOGUE, cache=CACHE)


def test_the_post_of_a_regiment_has_the_acquisition_radar_and_battalions_have_the_rest(regiment):
    case = compiled(regiment)
    names = case.names.sensors
    assert [name for name in names if "64n6e2" in name] == ["regiment/64n6e2"]
    assert len([name for name in names if "76n6" in name]) == 3
    posts = case.case.posts[0]
    assert [(post.first_unit, post.end_unit) for post in posts] == [(0, 1), (1, 2), (2, 3), (3, 3)]
    assert case.case.radars["post"][0, names.index("regiment/64n6e2")] == 3


def test_every_link_leads_up_and_back_down(regiment):
    case = compiled(regiment).case
    links, posts = case.links[0], case.posts[0]
    for number, post in enumerate(posts):
        for row in range(post.first_link, post.end_link):
            back = links[links[row].back]
            assert back.to_post == number
            assert 3 in (number, links[row].to_post)
    assert len(links) == 6
    assert NO_LINK not in links["back"]
    assert np.all((links["latency_s"] >= 0.5) & (links["latency_s"] <= 10.0))


def test_a_scenario_gives_a_link_its_own_figures(regiment):
    first, *others = regiment.fire_units
    units = (replace(first, link=LinkSettings(latency_s=30.0, loss_p=1.0)), *others)
    case = compiled(replace(regiment, fire_units=units)).case
    up, down = case.links[0][0], case.links[0][case.links[0][0].back]
    assert (up.latency_s, up.loss_p, down.latency_s, down.loss_p) == (30.0, 1.0, 30.0, 1.0)


def test_perfect_sharing_makes_one_post_of_all(regiment):
    case = compiled(replace(regiment, sharing="perfect")).case
    assert case.posts.shape[1] == 1
    assert case.links.shape[1] == 0
    assert case.posts[0, 0].end_unit == 3
    assert not case.units["post"].any()


def known_units(scenario):
    """Return by how many posts each threat of the first raid was known."""
    return np.isfinite(play_raid(compiled(scenario).case, 0, 0).raid.tracks["known_s"]).sum(axis=0)


def test_without_its_post_a_battalion_knows_what_its_own_radars_see(regiment):
    whole = known_units(regiment)
    without = known_units(replace(regiment, lost=("regiment",)))
    assert whole.max() == 4
    assert without.sum() < whole.sum()
    assert without.max() <= 3  # the post learns nothing any more


def test_a_link_that_is_cut_leaves_its_battalion_alone(regiment):
    cut = replace(regiment, lost=("regiment-1/link", "regiment-1/76n6"))
    known_s = play_raid(compiled(cut).case, 0, 0).raid.tracks["known_s"]
    assert not np.isfinite(known_s[0]).any()
    assert np.isfinite(known_s[1]).any()


def test_battalions_under_one_post_waste_fewer_rounds_than_those_without(regiment):
    alone = tuple(replace(unit, under="") for unit in regiment.fire_units)
    linked, apart = (
        run_worlds(compiled(scenario).case, 0, 2, replications=2).results.raids["rounds_wasted"].sum()
        for scenario in (regiment, replace(regiment, fire_units=alone))
    )
    assert linked <= apart


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('under = "regimnt"', "must be the id of a formation of this file. Did you mean 'regiment'"),
        ('under = "regiment"\n[formations.link]\nloss_p = 2', "loss_p"),
    ],
)
def test_a_post_that_there_is_not_is_refused_with_the_nearest(tmp_path, text, complaint):
    source = (SCENARIOS / "iraq-baghdad-s300pmu2-regiment.toml").read_text(encoding="utf-8")
    path = tmp_path / "scenario.toml"
    path.write_text(source.replace("fire_units = 3\n", f"fire_units = 3\n{text}\n"), encoding="utf-8")
    with pytest.raises(ScenarioError, match=complaint):
        read_scenario(path, catalogue=CATALOGUE)


def test_a_circle_of_posts_is_refused(tmp_path):
    source = (SCENARIOS / "iraq-baghdad-s300pmu2-regiment.toml").read_text(encoding="utf-8")
    path = tmp_path / "scenario.toml"
    path.write_text(
        source.replace("fire_units = 3\n", 'fire_units = 3\nunder = "regiment"\n'), encoding="utf-8"
    )
    with pytest.raises(ScenarioError, match="which is under 'regiment' itself"):
        read_scenario(path, catalogue=CATALOGUE)
