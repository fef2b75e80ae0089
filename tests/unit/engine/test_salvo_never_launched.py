"""A salvo that a lost radar holds back binds nobody: no assessment, no other unit waits."""

from skykeep.engine import replay_raid, run_worlds

from .small_cases import Threat, reasons, small_case

STRIKER = Threat(speed_mps=800.0, row=(("aim_unit", 0), ("delay_s", 30.0)))  # hits at 155 s


def two_units():
    """Unit 0 fires at the first threat at 150 s and would at the third at 210 s; unit 1 is ready at 155 s.

    Unit 1 can meet a threat down to 30 km, which both threats pass at 280 s.
    """
    return small_case(
        Threat(),
        STRIKER,
        Threat(),
        units=2,
        launcher=[{"interval_s": 60.0}, {"interceptor": 1}],
        unit=[{}, {"reaction_s": 155.0}],
        rounds=[{}, {"range_min_m": 30_000.0}],
    )


def test_another_unit_shoots_at_what_a_lost_unit_had_not_shot_at():
    assert reasons(two_units()) == (None, "out_of_envelope", None)


def test_a_salvo_that_was_not_launched_is_not_assessed():
    events = replay_raid(two_units(), 0, 0).events.to_pylist()
    assessed = [event for event in events if event["event"].startswith("assessed")]
    launched = {(event["unit"], event["threat"]) for event in events if event["event"] == "launch"}
    assert {(event["unit"], event["threat"]) for event in assessed} <= launched


def test_a_post_notices_by_itself_that_a_threat_is_dead_at_which_its_salvo_was_never_launched():
    # unit 2, of which the post of the others knows nothing, kills both at 200 s; unit 1 reaches 20 km
    case = small_case(
        Threat(),
        STRIKER,
        Threat(),
        units=3,
        posts=[{"end_unit": 2}, {"first_unit": 2, "end_unit": 3}],
        launcher=[{"interval_s": 60.0}, {"interceptor": 1}, {"interceptor": 2}],
        rounds=[{}, {"range_max_m": 20_000.0}, {}],
    )
    raid = run_worlds(case, 0, 1, replications=1).results
    assert raid.rounds_fired[0].tolist() == [1, 0, 2]
