"""Handler of shot timelines: the launch planner alone, and the whole engine with rounds that never kill."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.core.interceptor.launch_planner import Shooting, plan_launch
from skykeep.core.kernel.by_address import from_python
from skykeep.core.raid.world import Case as EngineCase

from .casefile import Case
from .handler import Handler, numbers
from .judge import Check, Expected, compare
from .played import shots_of_first_raid

__all__ = ["HANDLERS"]

_RELATIVE = Expected(("rel",), 1e-9, relative=True)
_COUNT = Expected((), 0.0)
_ROUNDS = 10_000
_FIELDS = ("R0", "vt", "vi", "rmin", "rmax", "treact", "tassess")
_plan = from_python(plan_launch)

Shot = tuple[float, float]
"""Launch and intercept, in seconds."""


def _engine_case(case: Case) -> EngineCase:
    range_m, threat_mps, round_mps, range_min_m, range_max_m, ready_s, assess_s = numbers(case, *_FIELDS)
    if not (range_m > 0.0 and threat_mps > 0.0 and round_mps > 0.0 and assess_s >= 0.0):
        raise ValueError("R0, vt and vi must be positive, tassess not negative")
    defence = AbstractDefence(
        launchers=1,
        rounds_per_launcher=_ROUNDS,
        kill_p=0.0,
        channels=1,
        assessment_s=assess_s,
        interceptor_speed_mps=round_mps,
        range_min_m=range_min_m,
        range_max_m=range_max_m,
    )
    raid = AbstractRaid(
        threats=1,
        range_m=range_m,
        speed_mps=threat_mps,
        start_s=np.zeros((1, 1)),
        ready_s=np.full((1, 1), ready_s),
    )
    return abstract_case(defence, raid, seed=1)


def _planned(engine_case: EngineCase, ready_s: float, assess_s: float) -> list[Shot]:
    """Shots one after the other from the planner alone."""
    found: list[Shot] = []
    earliest_s = ready_s
    shooting = Shooting(
        nodes=engine_case.nodes,
        met=engine_case.sights[0],
        held=engine_case.sights[0],
        interceptor=engine_case.interceptors[0, 0],
        flyout_time_s=engine_case.flyout_time_s[0],
        radar=engine_case.radars[0, 0],
        ballistic=False,
        launcher_alt_msl_m=0.0,
        sector_half_rad=math.pi,
        sector_centre_rad=0.0,
    )
    while len(found) < _ROUNDS:
        launch_s, intercept_s, _ = _plan(shooting, 0, 0, len(engine_case.nodes), earliest_s)
        if not launch_s < math.inf:
            break
        found.append((launch_s, intercept_s))
        earliest_s = intercept_s + assess_s
    return found


def _compare_shots(case: Case, who: str, shots: list[Shot]) -> list[Check]:
    """Compare the number of shots, then times and ranges of each shot that both sides have."""
    range_m, threat_mps = numbers(case, "R0", "vt")
    listed = case.values.get("shots")
    expected: list[Any] = listed if isinstance(listed, list) else []
    stated = case.file.tolerance
    count = case.values.get("n_shots", len(expected) if isinstance(listed, list) else None)
    made = [compare(f"{who} n_shots", len(shots), count, _COUNT, {})]
    for number, ((launch_s, intercept_s), row) in enumerate(zip(shots, expected, strict=False)):
        if not isinstance(row, Mapping):
            raise ValueError(f"shots[{number}] = {row!r} is no shot")
        computed = {
            "launch_s": launch_s,
            "target_range_at_launch_m": range_m - threat_mps * launch_s,
            "intercept_s": intercept_s,
            "intercept_range_m": range_m - threat_mps * intercept_s,
        }
        made += [
            compare(f"{who} shots[{number}].{name}", value, row.get(name), _RELATIVE, stated)
            for name, value in computed.items()
        ]
    return [check for check in made if check is not None]


def _timeline(case: Case) -> list[Check]:
    engine_case = _engine_case(case)
    ready_s, assess_s = numbers(case, "treact", "tassess")
    return [
        *_compare_shots(case, "planner", _planned(engine_case, ready_s, assess_s)),
        *_compare_shots(case, "engine", shots_of_first_raid(engine_case)),
    ]


HANDLERS = (Handler("shot_timeline", "engagement", _FIELDS, _timeline),)
