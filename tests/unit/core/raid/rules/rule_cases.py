"""Small cases with a rule on, and the shots that are fired in them."""

import numpy as np

from skykeep.core.kernel.records import as_table
from skykeep.core.raid.tables.entities import ThreatClass
from skykeep.engine.replay import play_raid

from ....engine.small_cases import BOTH, Threat, small_case

LATE = Threat(seen=((250.0, np.inf, BOTH),))
"""A threat that is first seen 37.5 km away, in reach of everything: a unit is ready for it after 260 s."""


def ruled_case(*threats, rule=None, classes=1, **changes):
    """Return a case with fields of doctrine set, alike for all classes, or [class] values of each."""
    case = small_case(*threats, **changes)
    if classes > 1:
        case = case._replace(
            doctrine=np.repeat(case.doctrine, classes, axis=2).view(np.recarray),
            choices=as_table(np.repeat(case.choices, classes, axis=2)),
            kill_p=as_table(np.repeat(case.kill_p, classes, axis=2)),
            classes=np.repeat(case.classes, classes, axis=1).view(np.recarray),
            p_detect=as_table(np.repeat(case.p_detect, classes, axis=0)),
        )
        assert case.classes.dtype == ThreatClass.dtype
    for name, value in (rule or {}).items():
        case.doctrine[name] = value
    return case


def shots(case):
    """Return (launch, unit, threat) of every shot of the first raid, times rounded to 0.01 s."""
    fired = play_raid(case, 0, 0).shots
    return [(round(float(shot.launch_s), 2), int(shot.unit), int(shot.threat)) for shot in fired]


def launches_s(case):
    """Return when the shots of the first raid are launched."""
    return [launch_s for launch_s, _, _ in shots(case)]


def served(first, second, **changes):
    """Return two threats in the order in which one channel serves them, once it is done with a third."""
    case = ruled_case(LATE, first, second, unit={"target_channels": 1}, **changes)
    assert shots(case)[0][2] == 0
    return [threat - 1 for _, _, threat in shots(case) if threat > 0]
