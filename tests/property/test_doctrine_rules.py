"""What holds for rules of doctrine in any raid of one unit and threats of two classes."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from skykeep.catalogue import load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine.replay import play_raid
from skykeep.scenario.file import read_scenario
from skykeep.scenario.settings import apply_settings

from ..examples import examples
from ..unit.core.raid.rules.rule_cases import ruled_case
from ..unit.engine.small_cases import Threat

GOLDEN = Path(__file__).parents[1] / "golden" / "small-mixed.toml"
RAIDS = st.fixed_dictionaries(
    {
        "kinds": st.lists(st.tuples(st.integers(0, 1), st.floats(0.0, 300.0)), min_size=1, max_size=6),
        "kill_p": st.sampled_from([0.0, 0.3, 0.7, 1.0]),
        "rounds": st.integers(1, 12),
        "salvo": st.integers(1, 3),
        "channels": st.integers(1, 4),
        "seed": st.integers(0, 1000),
    }
)


def played(raid, **rule):
    """Return a raid against one unit with rules on, played to its end."""
    rows = [(("threat_class", kind), ("delay_s", delay_s)) for kind, delay_s in raid["kinds"]]
    threats = [Threat(step_s=4.0, row=row) for row in rows]
    case = ruled_case(
        *threats,
        classes=2,
        rule=rule,
        rounds={"kill_p": raid["kill_p"]},
        launcher={"rounds": raid["rounds"], "reload_s": np.inf},
        unit={"target_channels": raid["channels"]},
        doctrine=[[[raid["salvo"], 0, 0]]],
        seed=raid["seed"],
    )
    return case, play_raid(case, 0, 0)


def fired_at(raid, kind, **rule):
    """Return how many rounds are fired at the threats of a class."""
    case, raid_played = played(raid, **rule)
    return int(np.sum(case.threats["threat_class"][raid_played.shots["threat"]] == kind))


@examples(60)
@given(RAIDS, st.integers(0, 12), st.integers(0, 4))
def test_a_larger_reserve_never_lets_more_rounds_be_fired_at_the_others(raid, reserve, more):
    kept = fired_at(raid, 0, reserve_rounds=[reserve, 0])
    assert kept <= max(raid["rounds"] - reserve, 0)
    assert fired_at(raid, 0, reserve_rounds=[reserve + more, 0]) <= kept


@examples(60)
@given(RAIDS, st.floats(0.05, 1.0))
def test_holding_for_better_geometry_never_shoots_earlier(raid, share):
    plain = played(raid)[1].shots["launch_s"]
    held = played(raid, hold_share=share)[1].shots["launch_s"]
    assert len(plain) == 0 or held.min(initial=np.inf) >= plain.min() - 1e-6


@examples(40)
@given(RAIDS)
def test_points_that_are_alike_for_all_change_nothing(raid):
    plain, ranked = played(raid)[1].shots, played(raid, priority=5.0)[1].shots
    assert np.array_equal(plain, ranked)


def test_the_default_preset_is_no_preset():
    catalogue = load_catalogue()
    plain = read_scenario(GOLDEN)
    preset, _ = apply_settings(plain, catalogue, {"doctrine.preset": "as-drawn"})
    assert [unit.doctrine.preset for unit in preset.fire_units] == ["as-drawn"] * len(plain.fire_units)
    cases = [compile_scenario(scenario, catalogue).case for scenario in (plain, preset)]
    for name in ("doctrine", "choices", "units", "launchers", "threats"):
        tables = [getattr(case, name) for case in cases]
        for field in tables[0].dtype.names or (...,):
            assert np.array_equal(tables[0][field], tables[1][field], equal_nan=True), f"{name} {field}"
