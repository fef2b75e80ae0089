"""Columns of interceptors and doctrine: fly-out, envelopes, radar support, kill figures, preferences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from ..core import layout as at
from ..core.interceptor.flyout import fit_flyout
from ..errors import CompileError
from ..model.figure import Figure
from ..model.system import Interceptor
from ..model.threat import ThreatClass
from .defence import Defence
from .draws import Draws
from .worlds import Span

__all__ = ["Flyouts", "doctrine_rows", "fit_flyouts", "interceptor_rows"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Said = TypeVar("Said")

_BOX_MARGIN = 1.02
"""Tables go a little beyond the envelope, so that its edge lies inside their last cell."""
_HIGHEST_P = 1.0 + 1e-12
_ENVELOPE = {
    at.INTERCEPTOR_RANGE_MAX_M: "range_max_m",
    at.INTERCEPTOR_RANGE_MIN_M: "range_min_m",
    at.INTERCEPTOR_ALT_MAX_MSL_M: "alt_max_msl_m",
    at.INTERCEPTOR_ALT_MIN_AGL_M: "alt_min_agl_m",
    at.INTERCEPTOR_RANGE_MAX_BALLISTIC_M: "range_max_ballistic_m",
    at.INTERCEPTOR_ALT_MAX_BALLISTIC_MSL_M: "alt_max_ballistic_msl_m",
    at.INTERCEPTOR_TARGET_SPEED_MAX_MPS: "target_speed_max_mps",
    at.INTERCEPTOR_COAST_S: "coast_s",
}


class Flyouts(NamedTuple):
    """Times of flight at least, best and greatest peak speed, shape (3, heights, ranges), their steps, and
    the speeds.
    """

    time_s: F64
    range_step_m: float
    height_step_m: float
    speeds_mps: Span

    def level(self, speed_mps: npt.ArrayLike) -> F64:
        """Return the place of speeds between the three tables, from 0 to 2."""
        low, best, high = self.speeds_mps
        speed = np.asarray(speed_mps, dtype=np.float64)
        below = (speed - low) / (best - low) if best > low else np.ones_like(speed)
        above = 1.0 + (speed - best) / (high - best) if high > best else np.ones_like(speed)
        return np.clip(np.where(speed < best, below, above), 0.0, 2.0)


def fit_flyouts(path: str, interceptor: Interceptor) -> Flyouts:
    """Return the fly-out tables of an interceptor, one for each of three peak speeds, on one grid.

    The fit is to the greatest range and ceiling that public figures allow against aircraft, whatever a view
    or a world takes, because less only cuts the envelope; the grid also holds the ballistic envelope.

    Raises
    ------
    CompileError
        If no flight fits the figures.
    """
    speeds = _limits(interceptor.peak_speed_mps)
    reach, ceiling = _limits(interceptor.range_max_m).high, _limits(interceptor.alt_max_msl_m).high
    box_m = max(reach, _limits(interceptor.range_max_ballistic_m).high) * _BOX_MARGIN
    top_m = max(ceiling, _limits(interceptor.alt_max_ballistic_msl_m).high) * _BOX_MARGIN
    try:
        tables = [_table(speed, speeds.best, (reach, ceiling), (box_m, top_m)) for speed in speeds]
    except ValueError as error:
        raise CompileError(
            f"{path}: no fly-out fits peak_speed_mps, range_max_m = {reach:g} and alt_max_msl_m = "
            f"{ceiling:g} ({error}); change these figures"
        ) from error
    time_s = np.stack(tables)
    return Flyouts(time_s, box_m / (time_s.shape[2] - 1), top_m / (time_s.shape[1] - 1), speeds)


def _limits(figure: Figure) -> Span:
    """Return the least, best and greatest value of a figure, its alternatives included."""
    values = (figure.low, figure.best, figure.high, *(choice.value for choice in figure.alternatives))
    return Span(min(values), figure.best, max(values))


@lru_cache(maxsize=128)
def _table(
    peak_speed_mps: float, best_speed_mps: float, envelope_m: tuple[float, float], box_m: tuple[float, float]
) -> F64:
    """Return the times of flight of one round over a box; none has more drag than the best figure's."""
    table = fit_flyout(
        peak_speed_mps=peak_speed_mps,
        range_max_m=envelope_m[0],
        alt_max_m=envelope_m[1],
        best_speed_mps=best_speed_mps,
        box_m=box_m,
    )
    table.time_s.setflags(write=False)
    return table.time_s


def interceptor_rows(
    defence: Defence, draws: Draws, classes: Sequence[ThreatClass], common_kill_p: F64
) -> tuple[F64, F64]:
    """Return ``Case.interceptors``, shape (worlds, interceptors, ...), and ``Case.flyout_time_s``.

    Raises
    ------
    CompileError
        If a kill figure is above the chance of a common kill, or no flight fits an interceptor.
    """
    width = at.INTERCEPTOR_KILL_P + len(classes)
    rows = np.zeros((draws.worlds, len(defence.interceptors), width))
    tables = []
    for number, (path, interceptor, _) in enumerate(defence.interceptors):
        row = rows[:, number]
        flyouts = fit_flyouts(path, interceptor)
        tables.append(flyouts.time_s)
        row[:, at.INTERCEPTOR_FLYOUT_LEVEL] = flyouts.level(draws.value(path, "peak_speed_mps"))
        row[:, at.INTERCEPTOR_RANGE_STEP_M] = flyouts.range_step_m
        row[:, at.INTERCEPTOR_HEIGHT_STEP_M] = flyouts.height_step_m
        row[:, at.INTERCEPTOR_ANY_TRACK] = interceptor.radar_support == "any_track"
        for place, name in _ENVELOPE.items():
            row[:, place] = draws.value(path, name)
        if interceptor.radar_support == "to_handover":
            row[:, at.INTERCEPTOR_SUPPORT_BEFORE_S] = draws.value(path, "support_before_intercept_s")
        for place, threat in enumerate(classes):
            row[:, at.INTERCEPTOR_KILL_P + place] = _shot_kill_p(path, threat, draws, common_kill_p)
    return rows, np.stack(tables)


def _shot_kill_p(path: str, threat: ThreatClass, draws: Draws, common_kill_p: F64) -> F64:
    """Return q in P = q p_common: the chance of one shot where nothing common spoils it.

    P is the interceptor's own figure of the class where it has one, else the common figure.
    """
    owner = path if draws.has(f"{path}/kill_p", threat.id) else "common"
    if not draws.has(f"{owner}/kill_p", threat.id):
        raise CompileError(
            f"{path}: there is no kill figure against {threat.id!r}, neither its own nor a common one; "
            f"give the threat class a kill_p"
        )
    published = draws.value(f"{owner}/kill_p", threat.id)
    shot = published / common_kill_p
    worst = int(shot.argmax())
    if shot[worst] > _HIGHEST_P:
        raise CompileError(
            f"{owner}/kill_p/{threat.id}: {published[worst]:g} is above common/common_kill_p = "
            f"{common_kill_p[worst]:g}, but a kill figure is the product of both chances; give a lower "
            "kill figure, or a higher common_kill_p"
        )
    return np.minimum(shot, 1.0)


def doctrine_rows(defence: Defence, draws: Draws, classes: Sequence[ThreatClass]) -> I64:
    """Return ``Case.doctrine``, shape (worlds, units, classes, ``DOCTRINE_FIRST_CHOICE`` + most choices).

    Where doctrine says nothing about a class, every interceptor may be used, in the order of the launchers. A
    decoy is treated as what it imitates, unless doctrine names the decoy itself.
    """
    names = [(threat.id, threat.imitates) if threat.is_decoy else (threat.id,) for threat in classes]
    choices: list[list[list[int]]] = []
    for unit in defence.units:
        rows = defence.interceptor_rows(unit.system)
        ordered = tuple(dict.fromkeys(group.interceptor for group in unit.system.launchers))
        choices.append(
            [[rows[name] for name in _said(unit.doctrine.prefer, called, ordered)] for called in names]
        )
    most = max(len(kinds) for unit_choices in choices for kinds in unit_choices)
    width = at.DOCTRINE_FIRST_CHOICE + most
    table = np.full((draws.worlds, len(defence.units), len(classes), width), -1, np.int64)
    for number, unit in enumerate(defence.units):
        doctrine = unit.doctrine
        for place, called in enumerate(names):
            row, kinds = table[:, number, place], choices[number][place]
            first = _said(doctrine.salvo_by_class, called, doctrine.salvo_size)
            later = doctrine.salvo_size if doctrine.later_salvo_size is None else doctrine.later_salvo_size
            row[:, at.DOCTRINE_SALVO_SIZE] = first
            row[:, at.DOCTRINE_LATER_SALVO_SIZE] = _said(doctrine.salvo_by_class, called, later)
            row[:, at.DOCTRINE_HOLD_FIRE] = any(name in doctrine.hold_fire_classes for name in called)
            row[:, at.DOCTRINE_FIRST_CHOICE :][:, : len(kinds)] = kinds
    return table


def _said(said: Mapping[str, Said], called: Sequence[str], default: Said) -> Said:
    """Return what doctrine says about the first of some names, the default where it names none."""
    for name in called:
        if name in said:
            return said[name]
    return default
