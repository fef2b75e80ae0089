"""What coverage hangs on: the model is that of coverage in the same worlds, and there is no luck in it."""

from dataclasses import replace

import numpy as np
import pytest

import skykeep
from skykeep.api.asked import Asked
from skykeep.api.coverages import coverage_cases
from skykeep.api.grounded import grounded
from skykeep.catalogue import load_catalogue
from skykeep.compiler.uniforms import IndependentUniforms
from skykeep.coverage.compute import share_of_cells
from skykeep.coverage.possible_edges import possible_answers
from skykeep.coverage.rings import rings
from skykeep.report.figure_ids import id_name
from skykeep.report.sensitivity_words import cost_sentence, question_words, remainder_sentences
from skykeep.study.sensitivity import covered
from skykeep.study.sensitivity.covered import EVERY, Covered, coverage_measure, covered_factors

from ...source_chain import Walk, shipped_shelf, walk_answer

SCENARIO, HEIGHT_M, ROWS = "iraq-baghdad-s300pmu2-cruise", 1000.0, 3


@pytest.fixture(scope="module")
def cases():
    catalogue = load_catalogue()
    found, source = coverage_cases(SCENARIO, catalogue, Asked(heights_agl_m=[HEIGHT_M]))
    return [case for case in grounded(found, source) if case[0].can_engage]


def model(cases, country=None, jobs=1):
    catalogue = load_catalogue()
    return Covered(
        cases=cases,
        catalogue=catalogue,
        factors=covered_factors(cases, catalogue),
        measure=coverage_measure(HEIGHT_M, country),
        country=country,
        jobs=jobs,
        tick=lambda: None,
    )


def points_of(factors, seed):
    drawn = IndependentUniforms(seed).draw(factors.names, 0, ROWS)
    return np.stack([drawn[name] for name in factors.names], axis=1)


def test_the_points_of_a_seed_have_the_coverage_of_its_worlds(cases):
    asked = model(cases)
    (found,) = asked([points_of(asked.factors, 7)])
    ((system, site, question, terrain),) = cases
    worlds = possible_answers(
        system,
        site,
        question,
        [HEIGHT_M],
        worlds=ROWS,
        seed=7,
        every=EVERY,
        terrain=terrain,
        catalogue=load_catalogue(),
    )
    shares = [share_of_cells(each, np.asarray(each.engageable), rings(system)[1]) for (each,) in worlds]
    assert found[:, 0].tolist() == shares
    assert len(set(shares)) == ROWS
    assert asked.raids == ROWS


def test_the_same_point_has_the_same_coverage_whoever_works_and_whatever_stands_beside_it(cases):
    one, two = model(cases), model(cases, jobs=2)
    points = points_of(one.factors, 7)
    (first,) = one([points])
    again, turned = two([points, points[::-1]])
    assert (first == again).all()
    assert (first == turned[::-1]).all()


def test_a_share_of_a_country_is_that_of_its_area_where_a_unit_engages(cases):
    ring, country = model(cases), model(cases, "IQ")
    points = points_of(ring.factors, 7)
    (of_ring,), (of_country,) = ring([points]), country([points])
    ring_of_country = np.pi * rings(cases[0][0])[1] ** 2 / 437e9
    inside = of_country[:, 0] / (ring_of_country * of_ring[:, 0])
    assert (inside > 0.9).all()  # the ring reaches over the border to the east
    assert (inside < 1.0).all()


def test_causes_are_the_figures_that_coverage_reads_and_the_air(cases):
    names = {each.figure for each in model(cases).factors.factors}
    names |= {name for each in model(cases).factors.factors for name in each.with_it}
    assert {"refraction/k", "s-300pmu-2/radars/64n6e2/detection_range_m"} <= names
    assert "threats/fighter/rcs_m2" in names  # at 1000 m the target is a fighter
    assert not [name for name in names if "kill_p" in name or "reload" in name or "track_raid" in name]


def test_the_air_of_each_region_is_a_cause_of_its_own(cases):
    ((system, site, question, terrain),) = cases
    catalogue = load_catalogue()
    here, there = [question.region, next(name for name in catalogue.refraction if name != question.region)]
    both = [*cases, (system, site, replace(question, region=there), terrain)]
    air = [each for each in covered_factors(both, catalogue).factors if each.figure.startswith("refraction/")]
    assert [each.figure for each in air] == [f"refraction/{here}/k", f"refraction/{there}/k"]
    assert [each.draws for each in air] == [(f"refraction/{here}/k",), (f"refraction/{there}/k",)]
    assert (air[1].low, air[1].high) == (
        min(catalogue.refraction[there].k),
        max(catalogue.refraction[there].k),
    )
    assert id_name(air[0].figure).startswith(f"the air of {here.replace('-', ' ')}: bending")


def test_a_scenario_without_a_unit_that_engages_has_no_coverage_to_ask(monkeypatch):
    monkeypatch.setattr("skykeep.api.sensitivities.grounded", lambda *_: [])
    with pytest.raises(skykeep.SkykeepError, match="measure coverage: no fire unit of this scenario engages"):
        skykeep.sensitivity(SCENARIO, measure="coverage", points=64, trajectories=4)


@pytest.mark.slow
def test_the_shares_of_coverage_have_no_noise_and_no_tornado_and_say_so(monkeypatch):
    monkeypatch.setattr(covered, "EVERY", 24)  # few bearings are enough here
    asked = {"measure": "coverage", "height": 300, "country": "IQ", "terrain": "flat"}
    found = skykeep.sensitivity(SCENARIO, points=64, trajectories=4, figures=2, seed=1, **asked)
    plain = found.to_json()
    walk = Walk(shipped_shelf())
    walk_answer(plain, walk)
    assert not walk.breaks
    assert walk.walked["figures"] > 20
    assert found.state == "complete"
    assert found.tornado is None
    assert found.measure.words == "share of the area of Iraq engageable at 300 m"
    assert plain["variance"]["noise_taken_off"]["variance"] == 0.0
    assert all(row["noise"] == 0.0 for row in plain["screening"])
    assert 0.0 < found.mean.mean < 0.25
    low, high = plain["variance"]["expected"]["variance_90"]
    assert 0.0 < low <= plain["variance"]["expected"]["variance"] <= high
    assert remainder_sentences(plain)[-1].endswith("There is no luck in it.")
    assert question_words(plain) == "what coverage hangs on"
    assert "raids" not in cost_sentence(plain["cost"], of_raids=False)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"measure": "reach"}, "measure 'reach': must be one of leakers, .*coverage"),
        ({"height": 300.0}, "height 300.0: only of the measure coverage"),
        ({"country": "IQ"}, "country 'IQ': only of the measure coverage"),
        (
            {"measure": "coverage", "lost": "unit-1"},
            "lost: the measure coverage is that of the whole defence",
        ),
        ({"measure": "coverage", "replications": 3}, "replications 3: the measure coverage plays no raids"),
        ({"measure": "coverage", "height": -5.0}, "height -5.0: must|height -5.0 m: must"),
        ({"measure": "coverage", "country": "QQ"}, "QQ"),
    ],
)
def test_what_has_no_meaning_for_a_measure_is_refused(given, said):
    with pytest.raises(skykeep.SkykeepError, match=said):
        skykeep.sensitivity(SCENARIO, points=64, trajectories=4, **given)
