"""A unit with two kinds of round: what the other kind has does not help."""

from .small_cases import Threat, reasons, small_case

TOO_LOW = {"alt_max_msl_m": 10.0}
BOTH_KINDS = {
    "launchers": 2,
    "rounds": [{}, TOO_LOW],
    "doctrine": [[[1, 0, 0, 1]]],
}


def kinds(first_rounds, **first):
    return [first | {"rounds": first_rounds}, {"interceptor": 1}]


def test_a_unit_whose_rounds_that_reach_are_gone_has_no_round_whatever_else_it_carries():
    case = small_case(Threat(), Threat(), launcher=kinds(1.0), **BOTH_KINDS)
    assert reasons(case) == (None, "no_round")


def test_a_unit_that_never_had_a_round_that_reaches_has_no_round():
    assert reasons(small_case(launcher=kinds(0.0), **BOTH_KINDS)) == ("no_round",)


def test_a_shot_that_waits_for_a_reload_holds_no_channel_meanwhile():
    """Two kinds: the first reloads from 150 s to 250 s, the second is for low threats only.

    The third threat is low, in reach of the second kind from 200 s on, and there is one channel. The second
    threat must wait for the reload without it.
    """
    low = Threat(height_m=5.0, row=(("delay_s", 50.0), ("threat_class", 0)))
    case = small_case(
        Threat(),
        Threat(),
        low,
        unit={"target_channels": 1, "assessment_s": 0.0},
        launcher=[
            {"rounds": 1, "reload_sets": 1, "reload_s": 235.0},
            {"interceptor": 1},
        ],
        launchers=2,
        rounds=[{"alt_min_agl_m": 100.0}, TOO_LOW | {"range_min_m": 15_000.0}],
        doctrine=[[[1, 0, 0, 1]]],
    )
    assert reasons(case) == (None, None, None)
