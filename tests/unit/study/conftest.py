"""A small study without ground: one fire unit against straight threats, with the facts that a run needs."""

import numpy as np
import pytest

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.engine import Legend, plain_legend
from skykeep.study.facts import RunFacts
from skykeep.study.plan import Plan

THREATS = 6


def textbook_case(*, seed=3, worlds=60):
    """Return a case whose kill probability differs from world to world."""
    defence = AbstractDefence(
        launchers=3,
        rounds_per_launcher=4,
        kill_p=0.6,
        channels=2,
        launch_interval_s=3.0,
        assessment_s=3.0,
        interceptor_speed_mps=1000.0,
    )
    start_s = np.linspace(0.0, 20.0, THREATS)[None]
    raid = AbstractRaid(
        threats=THREATS, range_m=40_000.0, speed_mps=250.0, start_s=start_s, ready_s=start_s + 8.0
    )
    return abstract_case(defence, raid, seed=seed, worlds=worlds)


@pytest.fixture
def case():
    return textbook_case()


@pytest.fixture
def facts(case):
    return facts_of(case)


def facts_of(case, *, worlds=60, replications=20, seed=3, **identity):
    """Return the facts of a study of a textbook case."""
    plain = plain_legend(case)
    legend = Legend(
        interceptors=plain.interceptors,
        units=plain.units,
        layers=plain.layers,
        threats=plain.threats,
        threat_class=plain.threat_class,
        figures={"system/radars/one/detection_range_m": np.linspace(1.0e5, 2.0e5, worlds)},
    )
    return RunFacts(
        scenario_id="textbook",
        scenario_name="A textbook case",
        question="Who leaks?",
        plan=Plan(worlds=worlds, replications=replications),
        seed=seed,
        view="balanced",
        legend=legend,
        threats_launched=THREATS,
        decoys_launched=0,
        identity={"scenario_sha256": "abc", "seed": seed, "worlds": worlds, **identity},
    )
