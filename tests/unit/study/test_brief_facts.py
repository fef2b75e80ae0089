"""The facts worth finding of a brief: those of ``skykeep sensitivity``, on any workers, each with its row."""

import json
import re
from dataclasses import replace

import pytest

import skykeep
from skykeep.catalogue import load_catalogue
from skykeep.report.sensitivity_words import facts_told
from skykeep.scenario.file import read_scenario
from skykeep.study import brief_facts
from skykeep.study.brief_facts import facts_worth_finding
from skykeep.study.executors import SerialExecutor, ThreadExecutor
from skykeep.study.sensitivity.analysis import Size
from skykeep.terrain import shipped_terrain

from ...source_chain import Walk, shipped_shelf, walk_answer
from ...told_numbers import literals_of, paths_of, remembering

CRUISE = "iraq-baghdad-s300pmu2-cruise"
FEW = {"trajectories": 4, "points": 64, "figures": 4, "replications": 2}


def found_by(executor, scenario):
    """Return the facts of a scenario from few points."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brief_facts, "SIZE", Size(**FEW))
        return facts_worth_finding(scenario, load_catalogue(), terrain=shipped_terrain(), executor=executor)


def with_study(**changes):
    """Return the lead raid of the case of Iraq with another study."""
    scenario = read_scenario(CRUISE)
    return replace(scenario, study=replace(scenario.study, **changes))


@pytest.fixture(scope="module")
def found():
    return found_by(ThreadExecutor(2), with_study(worlds=50))


def test_they_are_the_same_on_one_worker(found):
    assert found["facts"]
    assert found_by(SerialExecutor(), with_study(worlds=50)) == found


def test_they_are_those_of_the_sensitivity_command(found):
    asked = skykeep.sensitivity(CRUISE, seed=read_scenario(CRUISE).study.seed, **FEW).to_json()
    plain = json.loads(json.dumps(found))
    assert plain == {name: asked[name] for name in plain}


@pytest.mark.parametrize("changes", [{"worlds": 49}, {"worlds": 50, "view": "brochure"}])
def test_nothing_is_asked_of_too_few_worlds_or_of_figures_that_are_not_drawn(changes):
    assert found_by(SerialExecutor(), with_study(**changes)) == {}


def test_every_figure_among_them_leads_back_to_a_shipped_source(found):
    walk = Walk(shipped_shelf())
    walk_answer(found, walk)
    assert not walk.breaks, "\n".join(walk.breaks)
    assert walk.walked["figures"] >= len(found["facts"]) + len(found["figures"])


def test_every_number_of_their_sentences_comes_from_a_row(found):
    for sentence in facts_told(remembering(found)):
        paths = paths_of(sentence)
        assert len(paths) >= 3, sentence
        assert all(re.match(r"/facts\[\d\]/(of_doubt|low|high)\b", path) for path in paths), paths
        assert not literals_of(sentence), sentence
