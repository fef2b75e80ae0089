"""Scanning radars against timed paths: when a track is confirmed, when the engagement radar takes it over."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from .. import layout as at
from ..jit import kernel
from ..rows import FLOATS, row
from ..streams import uniform
from .equation import echo_snr
from .look import interpolate_p_detect

__all__ = ["confirm_track_s", "lock_track_s"]

F64 = npt.NDArray[np.float64]

_TWO_PI = 2.0 * math.pi


@kernel(f"float64({FLOATS}, {FLOATS}, float64, float64)")
def _snr(seen: F64, radar: F64, rcs_m2: float, centre_rad: float) -> float:
    """SNR of one look at a path node; 0 where it is hidden or outside the radar's limits.

    A sector is judged only where its ``centre_rad`` is given (nan looks all round).
    """
    if not (int(seen[at.NODE_SIGHT]) >> int(radar[at.SENSOR_SIGHT_BIT])) & 1:
        return 0.0
    range_m = seen[at.NODE_SLANT_M]
    elevation_rad = seen[at.NODE_ELEVATION_RAD]
    if (
        range_m > radar[at.SENSOR_INSTRUMENTED_M]
        or elevation_rad < radar[at.SENSOR_ELEVATION_MIN_RAD]
        or elevation_rad > radar[at.SENSOR_ELEVATION_MAX_RAD]
    ):
        return 0.0
    if not math.isnan(centre_rad):
        turn_rad = abs(seen[at.NODE_AZIMUTH_RAD] - centre_rad) % _TWO_PI
        if min(turn_rad, _TWO_PI - turn_rad) > radar[at.SENSOR_SECTOR_HALF_RAD]:
            return 0.0
    return echo_snr(radar[at.SENSOR_SNR_RANGE4_PER_M2] * rcs_m2, range_m * range_m)


@kernel(
    f"float64({FLOATS}, {FLOATS}, Tuple((float64, int64, int64, float64)), Tuple(({FLOATS}, int64)),"
    "UniTuple(float64, 2), UniTuple(float64, 2), UniTuple(int64, 2), Tuple((uint64, uint64, int64)))"
)
def confirm_track_s(
    nodes: F64,
    radar: F64,
    target: tuple[float, int, int, float],
    p_detect: tuple[F64, int],
    snr_grid_db: tuple[float, float],
    search: tuple[float, float],
    confirm: tuple[int, int],
    draw: tuple[np.uint64, np.uint64, int],
) -> float:
    """Return when a rotating radar confirms a track (infinite if never).

    Looks come at ``(phase + n) * revisit``; a track is confirmed once m of the last n looks have detected the
    threat. Look n uses draw n of its stream, so its luck does not depend on other looks.

    Parameters
    ----------
    nodes
        Path nodes as the radar's site sees them, rows of ``Case.track``.
    radar
        The radar's row of ``Case.sensors``.
    target
        RCS [m2], first node that may be seen, end of the path, and when the path starts [s].
    p_detect, snr_grid_db
        Table of detection probability and the number of its places, see ``look_p_detect``.
    search
        Phase of the turn as a share of the revisit period, and centre of the sector searched [rad] (nan
        looks all round).
    confirm
        (m, n), n at most 62.
    draw
        (key, entity, replication) of the stream.
    """
    rcs_m2, node, end, start_s = target
    phase, centre_rad = search
    key, entity, replication = draw
    table, places = p_detect
    if node >= end:
        return np.inf
    revisit_s = radar[at.SENSOR_REVISIT_S]
    scan = math.ceil((start_s + row(nodes, node, at.NODE_PLACES)[at.NODE_T_S]) / revisit_s - phase)
    history = 0
    window = (1 << confirm[1]) - 1
    last_s = row(nodes, end - 1, at.NODE_PLACES)[at.NODE_T_S]
    while True:
        scan_s = (phase + scan) * revisit_s
        path_s = scan_s - start_s
        if path_s >= last_s:
            return np.inf
        while node < end - 2 and row(nodes, node + 1, at.NODE_PLACES)[at.NODE_T_S] <= path_s:
            node += 1
        history = (history << 1) & window
        snr = _snr(row(nodes, node, at.NODE_PLACES), radar, rcs_m2, centre_rad)
        if snr > 0.0 and uniform(key, entity, replication, scan) < interpolate_p_detect(
            table, places, snr_grid_db, snr
        ):
            history |= 1
            hits = 0
            bits = history
            while bits:
                hits += bits & 1
                bits >>= 1
            if hits >= confirm[0]:
                return float(scan_s)
        scan += 1


@kernel(
    f"float64({FLOATS}, {FLOATS}, Tuple((float64, int64, int64, float64)), Tuple(({FLOATS}, int64)),"
    "UniTuple(float64, 2), UniTuple(float64, 2), Tuple((uint64, uint64, int64)))"
)
def lock_track_s(
    nodes: F64,
    radar: F64,
    target: tuple[float, int, int, float],
    p_detect: tuple[F64, int],
    snr_grid_db: tuple[float, float],
    cue: tuple[float, float],
    draw: tuple[np.uint64, np.uint64, int],
) -> float:
    """Return when the engagement radar, told where to look, first detects the threat (infinite if never).

    Its looks come at ``(phase + n) * revisit`` like those of a searching radar, whatever the threat does;
    from the cue on, one detection at the told place is a lock. Look n uses draw n of its stream, so an
    earlier cue or a better view never delays a lock. The sector is not judged here: an engagement outside the
    sector waits for the turn. ``cue`` is when the radar is told [s] and the phase of its looks as a share of
    the revisit period; other parameters as in ``confirm_track_s``.
    """
    rcs_m2, node, end, start_s = target
    cue_s, phase = cue
    key, entity, replication = draw
    table, places = p_detect
    if node >= end:
        return np.inf
    revisit_s = radar[at.SENSOR_REVISIT_S]
    bit = int(radar[at.SENSOR_SIGHT_BIT])
    last_s = row(nodes, end - 1, at.NODE_PLACES)[at.NODE_T_S]
    look = math.ceil(max(cue_s, start_s + row(nodes, node, at.NODE_PLACES)[at.NODE_T_S]) / revisit_s - phase)
    while True:
        path_s = (phase + look) * revisit_s - start_s
        if path_s >= last_s:
            return np.inf
        while node < end - 2 and row(nodes, node + 1, at.NODE_PLACES)[at.NODE_T_S] <= path_s:
            node += 1
        if not (int(row(nodes, node, at.NODE_PLACES)[at.NODE_SIGHT]) >> bit) & 1:
            # skip to the first look after the threat comes into sight again
            ahead = node + 1
            while ahead < end and not (int(row(nodes, ahead, at.NODE_PLACES)[at.NODE_SIGHT]) >> bit) & 1:
                ahead += 1
            if ahead >= end:
                return np.inf
            look = max(
                look + 1,
                math.ceil((start_s + row(nodes, ahead, at.NODE_PLACES)[at.NODE_T_S]) / revisit_s - phase),
            )
            continue
        snr = _snr(row(nodes, node, at.NODE_PLACES), radar, rcs_m2, math.nan)
        if snr > 0.0 and uniform(key, entity, replication, look) < interpolate_p_detect(
            table, places, snr_grid_db, snr
        ):
            return float(start_s + path_s)
        look += 1
