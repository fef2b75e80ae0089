"""A larger cross section, or less ground in the way, never delays the track of a threat: path by path."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.engine import run_worlds

from ..examples import examples
from ..unit.engine.small_cases import BOTH, Threat, small_case

REPLICATIONS = 40
LAST_S = 400.0


@st.composite
def spans(draw):
    """Give times at which a path comes into sight and out of it again, in order."""
    times_s = draw(st.lists(st.floats(0.0, LAST_S), min_size=2, max_size=8, unique=True))
    ordered = sorted(times_s)
    return tuple((first_s, end_s, BOTH) for first_s, end_s in zip(ordered[::2], ordered[1::2], strict=False))


def confirmed_s(seen, rcs_m2, revisit_s, confirm, late_s):
    """Return when each raid confirms a track of each of two threats; chances rise evenly over 30 dB."""
    radar = {"snr_range4_per_m2": 1e20, "revisit_s": revisit_s}
    case = small_case(
        Threat(seen=seen),
        Threat(seen=seen, row=(("delay_s", late_s),)),
        search=radar,
        rcs_m2=rcs_m2,
        confirm=confirm,
    )
    case = case._replace(p_detect=np.linspace(0.0, 1.0, 31)[None])
    return run_worlds(case, 0, 1, replications=REPLICATIONS).results.threats["confirmed_s"]


radars = {
    "revisit_s": st.floats(1.0, 15.0),
    "confirm": st.sampled_from([(1, 1), (2, 3), (3, 5)]),
    "late_s": st.floats(0.0, 30.0),
}


@examples(30)
@given(seen=spans(), rcs_m2=st.floats(0.01, 10.0), factor=st.floats(1.0, 100.0), **radars)
def test_a_larger_cross_section_never_delays_a_track(seen, rcs_m2, factor, revisit_s, confirm, late_s):
    smaller = confirmed_s(seen, rcs_m2, revisit_s, confirm, late_s)
    larger = confirmed_s(seen, rcs_m2 * factor, revisit_s, confirm, late_s)
    assert np.all(larger <= smaller)


@examples(30)
@given(seen=spans(), more=spans(), rcs_m2=st.floats(0.01, 10.0), **radars)
def test_seeing_more_of_a_path_never_delays_a_track(seen, more, rcs_m2, revisit_s, confirm, late_s):
    hidden = confirmed_s(seen, rcs_m2, revisit_s, confirm, late_s)
    shown = confirmed_s((*seen, *more), rcs_m2, revisit_s, confirm, late_s)
    assert np.all(shown <= hidden)


def test_the_comparison_can_fail():
    part, whole = ((200.0, 300.0, BOTH),), ((0.0, LAST_S, BOTH),)
    hidden, shown = (confirmed_s(seen, 1.0, 5.0, (2, 3), 0.0) for seen in (part, whole))
    assert np.any(hidden > shown)
    assert np.isfinite(hidden).any()


PART = ((50.0, 90.0, BOTH), (120.0, 160.0, BOTH), (200.0, np.inf, BOTH))
WHOLE = ((-np.inf, np.inf, BOTH),)


def ready_s(seen, rcs_m2):
    case = small_case(
        Threat(seen=seen),
        search={"snr_range4_per_m2": 1e20, "revisit_s": 5.0},
        engagement={"snr_range4_per_m2": 1e19, "revisit_s": 1.5},
        rcs_m2=rcs_m2,
        confirm=(2, 3),
    )
    case = case._replace(p_detect=np.linspace(0.0, 1.0, 31)[None])
    return run_worlds(case, 0, 1, replications=500).results.threats["ready_s"]


@pytest.mark.parametrize(("worse", "better"), [((WHOLE, 1.0), (WHOLE, 2.0)), ((PART, 1.0), (WHOLE, 1.0))])
def test_more_cross_section_or_less_ground_never_delays_the_moment_a_unit_is_ready(worse, better):
    assert np.all(ready_s(*better) <= ready_s(*worse))
