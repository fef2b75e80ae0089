"""A doctrine of whole salvos fires all of a salvo or nothing, also where rounds are being reloaded."""

import pytest

from skykeep.engine import replay_raid

from .small_cases import Threat, small_case


@pytest.mark.parametrize("reload_s", [5.0, 60.0, 1e6])
def test_a_whole_salvo_waits_for_a_reload_and_is_never_cut(reload_s):
    case = small_case(
        Threat(),
        Threat(row=(("delay_s", 1.0),)),
        unit={"partial_salvo": False},
        launcher={"rounds": 1, "reload_sets": 1, "reload_s": reload_s},
        launchers=3,
        doctrine=[[[2, 0, 0]]],
    )
    replayed = replay_raid(case, 0, 0)
    assert replayed.threat_shots.tolist() == ([2, 2] if reload_s < 1e6 else [2, 0])
    launched_s = sorted(e["time_s"] for e in replayed.events.to_pylist() if e["event"] == "launch")
    if reload_s < 1e6:
        assert min(launched_s[2:]) >= launched_s[0] + reload_s
