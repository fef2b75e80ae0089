"""What limits how far out a threat can be met: each limit is taken away in turn, and what helps most is the
answer. What limits how far it is seen is another question: ``skykeep.coverage.limits``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.core.interceptor.inbound import RoundColumns

from .columns import round_columns
from .polar import PolarAnswer, engage
from .setup import SiteSetup

__all__ = ["MET_LIMITS", "met_limited_by"]

F64 = npt.NDArray[np.float64]

MET_LIMITS = ("seen", "reaction", "guidance", "range", "height", "speed", "several", "no interceptor")
"""What can limit: the track comes no earlier, reaction, support by the engagement radar, the interceptor's
range, its height limits, the speed of threat that it is made for; several at once; nothing to shoot with."""


class _Removal(NamedTuple):
    """One limit taken away: its name, what becomes of the rounds, from where it is tracked, reaction."""

    name: str
    change: Callable[[RoundColumns], RoundColumns] = lambda rounds: rounds
    seen_at_once: bool = False
    reaction_share: float = 1.0


_LEAST_GAIN_M = 50.0
"""Less than half a unit in the last digit of printed ranges is no gain."""

_REMOVALS = (
    _Removal("seen", seen_at_once=True),
    _Removal("reaction", reaction_share=0.0),
    _Removal("guidance", lambda rounds: _with(rounds, any_track=True)),
    _Removal("range", lambda rounds: _with(rounds, range_max_m=np.inf, range_max_ballistic_m=np.inf)),
    _Removal(
        "height",
        lambda rounds: _with(
            rounds, alt_max_msl_m=np.inf, alt_max_ballistic_msl_m=np.inf, alt_min_agl_m=-np.inf
        ),
    ),
    _Removal("speed", lambda rounds: _with(rounds, target_speed_max_mps=np.inf)),
)


def _with(rounds: RoundColumns, **figures: float) -> RoundColumns:
    """Return rounds with some figures of the interceptor changed."""
    row = rounds.row.copy()
    for name, value in figures.items():
        row[name] = value
    return rounds._replace(row=row)


def met_limited_by(setup: SiteSetup, answer: PolarAnswer) -> tuple[str, ...]:
    """Return the limit of the range at which a threat is first met, on each whole degree of bearing.

    Each limit of :data:`MET_LIMITS` is taken away alone; the one without which the threat is met farthest out
    is named. Where none helps, the fly-out itself ends (``range``), or, where nothing is met at all, several
    limits stand in the way at once.
    """
    if not setup.system.interceptors or not setup.engagement:
        return ("no interceptor",) * 360
    stride = answer.seen_range_m.size // 360
    coarse = _coarser(setup, stride)
    seen = np.ascontiguousarray(answer.seen_range_m[::stride])
    met = answer.intercept_range_m[::stride]
    gains = []
    for removal in _REMOVALS:
        from_m = np.full(360, float(answer.range_m[-1])) if removal.seen_at_once else seen
        found = engage(
            coarse, answer.target, from_m, change=removal.change, reaction_share=removal.reaction_share
        )[1]
        gains.append(found - met)
    gain = np.stack(gains)
    best = np.argmax(gain, axis=0)
    nowhere = _beyond_all(setup, answer)
    labels = []
    for bearing in range(360):
        if gain[best[bearing], bearing] >= _LEAST_GAIN_M:
            labels.append(_REMOVALS[int(best[bearing])].name)
        else:
            labels.append("range" if met[bearing] > 0.0 else nowhere)
    return tuple(labels)


def _beyond_all(setup: SiteSetup, answer: PolarAnswer) -> str:
    """Return which limit of every interceptor the threat lies beyond all the way in, else ``several``."""
    found = [
        round_columns(
            setup.system,
            interceptor,
            read=setup.read,
            target=answer.target,
            site_alt_msl_m=setup.profiles.site_alt_msl_m,
        )
        for interceptor in setup.system.interceptors
    ]
    rounds = [each.row for each in found if each is not None]
    ceiling = "alt_max_ballistic_msl_m" if answer.target.is_ballistic else "alt_max_msl_m"
    lowest_alt_m = float(np.nanmin(setup.rays.ground_alt_msl_m)) + answer.height_agl_m
    if rounds and all(
        lowest_alt_m > each[ceiling] or answer.height_agl_m < each["alt_min_agl_m"] for each in rounds
    ):
        return "height"
    if rounds and all(answer.target.speed_mps > each["target_speed_max_mps"] for each in rounds):
        return "speed"
    return "several" if rounds else "no interceptor"


def _coarser(setup: SiteSetup, stride: int) -> SiteSetup:
    """Return a setup with one ray per whole degree."""
    ground = setup.profiles.ground_alt_msl_m
    return replace(
        setup,
        profiles=setup.profiles._replace(ground_alt_msl_m=np.ascontiguousarray(ground[::stride])),
        picture_lowest=np.ascontiguousarray(setup.picture_lowest[:, ::stride]),
        engagement_lowest=np.ascontiguousarray(setup.engagement_lowest[:, ::stride]),
    )
