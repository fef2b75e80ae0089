"""Columns of interceptors: fly-out, envelopes, radar support, kill figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.interceptor.flyout import fit_flyout
from ..core.kernel.records import Grid
from ..core.raid.tables.entities import Interceptor as Row
from ..errors import CompileError
from ..model.figure import Figure
from ..model.system import Interceptor
from ..model.threat import ThreatClass
from .draws import Draws
from .plans import Defence
from .worlds import Span

__all__ = ["ENVELOPE", "Flyouts", "believed_kill_p", "fit_flyouts", "interceptor_rows"]

F64 = npt.NDArray[np.float64]

_BOX_MARGIN = 1.02
"""Tables go a little beyond the envelope, so that its edge lies inside their last cell."""
_HIGHEST_P = 1.0 + 1e-12
ENVELOPE = (
    "range_max_m",
    "range_min_m",
    "alt_max_msl_m",
    "alt_min_agl_m",
    "range_max_ballistic_m",
    "alt_max_ballistic_msl_m",
    "target_speed_max_mps",
    "coast_s",
)
"""Figures of an interceptor that go into its row under their own names."""


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
) -> tuple[Grid[Row], F64, F64]:
    """Return ``Case.interceptors``, shape (worlds, interceptors), ``Case.kill_p`` and ``Case.flyout_time_s``.

    Raises
    ------
    CompileError
        If a kill figure is above the chance of a common kill, or no flight fits an interceptor.
    """
    rows: Grid[Row] = Row.table(draws.worlds, len(defence.interceptors))
    kill_p = np.zeros((draws.worlds, len(defence.interceptors), len(classes)))
    tables = []
    for number, (path, interceptor, _) in enumerate(defence.interceptors):
        row = rows[:, number]
        flyouts = fit_flyouts(path, interceptor)
        tables.append(flyouts.time_s)
        row["flyout_level"] = flyouts.level(draws.value(path, "peak_speed_mps"))
        row["range_step_m"] = flyouts.range_step_m
        row["height_step_m"] = flyouts.height_step_m
        row["any_track"] = interceptor.radar_support == "any_track"
        row["hands_over"] = interceptor.radar_support == "to_handover"
        for name in ENVELOPE:
            row[name] = draws.value(path, name)
        if interceptor.radar_support == "to_handover":
            row["support_before_s"] = draws.value(path, "support_before_intercept_s")
        for place, threat in enumerate(classes):
            kill_p[:, number, place] = _shot_kill_p(
                path, (interceptor.kill_kind, threat), draws, common_kill_p
            )
    return rows, kill_p, np.stack(tables)


def believed_kill_p(defence: Defence, draws: Draws, classes: Sequence[ThreatClass]) -> F64:
    """Return ``Case.believed_kill_p``: the best public figure of each kill chance, the same in every world,
    since no crew knows which world it is in."""
    believed = np.zeros((len(defence.interceptors), len(classes)))
    for number, (path, interceptor, _) in enumerate(defence.interceptors):
        for place, threat in enumerate(classes):
            owner, name = _kill_figure(path, interceptor.kill_kind, threat, draws)
            believed[number, place] = draws.span(f"{owner}/kill_p", name).best
    return believed


def _kill_figure(path: str, kind: str, threat: ThreatClass, draws: Draws) -> tuple[str, str]:
    """Return owner and name of the figure that says how a round kills a class.

    It is the interceptor's own where it has one, else the common one of the class for its kind, else that of
    the class.

    Raises
    ------
    CompileError
        If there is none.
    """
    owner, name = path, threat.id
    if not draws.has(f"{path}/kill_p", name):
        owner = "common"
        if draws.has("common/kill_p", f"{name}@{kind}"):
            name = f"{name}@{kind}"
    if not draws.has(f"{owner}/kill_p", name):
        raise CompileError(
            f"{path}: there is no kill figure against {threat.id!r}, neither its own nor a common one; "
            f"give the threat class a kill_p"
        )
    return owner, name


def _shot_kill_p(path: str, met: tuple[str, ThreatClass], draws: Draws, common_kill_p: F64) -> F64:
    """Return q in P = q p_common: the chance of one shot where nothing common spoils it."""
    owner, name = _kill_figure(path, *met, draws)
    published = draws.value(f"{owner}/kill_p", name)
    shot = published / common_kill_p
    if draws.figures[f"{owner}/kill_p/{name}"].tallies:
        return np.minimum(shot, 1.0)  # a count allows what common misses do not: cut, not refused
    worst = int(shot.argmax())
    if shot[worst] > _HIGHEST_P:
        raise CompileError(
            f"{owner}/kill_p/{name}: {published[worst]:g} is above common/common_kill_p = "
            f"{common_kill_p[worst]:g}, but a kill figure is the product of both chances; give a lower "
            "kill figure, or a higher common_kill_p"
        )
    return np.minimum(shot, 1.0)
