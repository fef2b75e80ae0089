"""The events of a replay say what became of each shot."""

from skykeep.engine import replay_raid

from .small_cases import Threat, small_case

LATE = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 50.0)))  # hits at 175 s


def test_a_shot_that_lost_its_radar_is_no_kill_in_the_events():
    replayed = replay_raid(small_case(Threat(), LATE), 0, 0)
    assert replayed.threat_outcome.tolist() == [2, 2]
    events = [event["event"] for event in replayed.events.to_pylist() if event["threat"] == "threat-0"]
    assert "kill" not in events


def test_a_unit_without_its_radar_launches_nothing_more():
    # a salvo of two, a minute apart: 150 s and 210 s; the radar is hit at 175 s
    case = small_case(
        Threat(),
        LATE,
        launcher={"rounds": 4, "interval_s": 60.0},
        doctrine=[[[2, 0, 0]]],
    )
    events = replay_raid(case, 0, 0).events.to_pylist()
    launched_s = [event["time_s"] for event in events if event["event"] == "launch"]
    assert max(launched_s) < 175.0
