"""Scanning radars against timed paths: when a track is confirmed, when the engagement radar takes it over."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..earth.path_tables import Node, Sight
from ..kernel.by_address import by_address
from ..kernel.jit import kernel
from ..kernel.on_demand import kernel_on_demand
from ..kernel.records import Rows
from ..kernel.streams import uniform
from .effects import Cell, Effects, affected_snr, no_effects
from .equation import echo_snr
from .look import look_p_detect
from .radar_table import Radar
from .snr import faces, is_in_limits, is_in_sight, look_snr

__all__ = ["LookLuck", "LookTimes", "Watch", "confirm_track_s", "lock_track_s"]


class LookTimes(NamedTuple):
    """When a radar looks.

    ``phase`` is that of its looks as a share of its revisit period, ``stretch`` what load makes of the
    period, ``from_s`` when it begins. Where ``period_s`` is above zero it radiates only for ``turn_s`` of
    each period from ``turn_from_s`` on; looks in between detect nothing.
    """

    phase: float
    stretch: float = 1.0
    from_s: float = -np.inf
    period_s: float = 0.0
    turn_from_s: float = 0.0
    turn_s: float = 0.0


class LookLuck(NamedTuple):
    """The stream of a radar's looks: look n uses draw n, so its luck does not depend on other looks."""

    key: np.uint64
    entity: np.uint64
    replication: int


class Watch(NamedTuple):
    """A radar that looks for a threat.

    ``seen`` are the nodes of the path as the radar's site sees them, from ``first`` (the first that may be
    seen) to before ``end``. The path starts at ``start_s``. ``p_detect`` and ``snr_grid_db`` are the table of
    :func:`~.look.look_p_detect`. ``effects`` are those of the world, for ``number``, the number of the
    radar, and ``kind``, that of the threat's class; ``axis_rad`` is the azimuth of the raid's first axis.
    """

    nodes: Rows[Node]
    seen: Rows[Sight]
    first: int
    end: int
    start_s: float
    radar: Radar
    times: LookTimes
    luck: LookLuck
    rcs_m2: float
    p_detect: Rows[float]
    snr_grid_db: tuple[float, float]
    effects: Effects = no_effects()
    number: int = 0
    kind: int = 0
    axis_rad: float = 0.0


@kernel(inline=True)
def _revisit_s(watch: Watch) -> float:
    """Return the time between two looks."""
    return watch.radar.revisit_s * watch.times.stretch


@kernel(inline=True)
def _is_silent(watch: Watch, look_s: float) -> bool:
    """Whether a radar that takes turns with others does not radiate at a look."""
    times = watch.times
    return times.period_s > 0.0 and not (look_s - times.turn_from_s) % times.period_s < times.turn_s


@kernel_on_demand()
def _affected_snr(watch: Watch, node: int, look: int, centre_rad: float) -> float:
    """Return the power ratio of one look at a node with the effects that are on."""
    seen, radar, effects = watch.seen[node], watch.radar, watch.effects
    if not is_in_limits(seen, radar):
        return 0.0
    if not math.isnan(centre_rad) and not faces(seen, radar.sector_half_rad, centre_rad):
        return 0.0
    receiver, at = effects.receivers[watch.number], watch.nodes[node]
    in_sight = is_in_sight(seen, radar)
    diffracted = 1.0 if in_sight else 0.0
    if len(effects.diffraction) > 0:
        diffracted = effects.diffraction[receiver.diffraction_row, node]
    speed_mps = np.inf
    if len(effects.radial_speed_mps) > 0:
        speed_mps = effects.radial_speed_mps[radar.site, node]
    ground_seen = False
    if len(effects.ground_seen) > 0:
        ground_seen = (effects.ground_seen[radar.site, node] >> radar.sight_bit) & 1 == 1
    screening_m2 = 0.0
    if len(effects.self_screening_m2) > 0:
        screening_m2 = effects.self_screening_m2[watch.number, watch.kind]
    cell = Cell(
        slant_m=seen.slant_m,
        ground_m=seen.ground_m,
        azimuth_rad=seen.azimuth_rad,
        alt_msl_m=at.alt_msl_m,
        height_agl_m=at.height_agl_m,
        radial_speed_mps=speed_mps,
        in_sight=in_sight,
        ground_seen=ground_seen,
        diffracted=diffracted,
        self_screening_m2=screening_m2,
        axis_rad=watch.axis_rad,
        time_s=(watch.times.phase + look) * _revisit_s(watch),
    )
    snr = echo_snr(radar.snr_range4_per_m2 * watch.rcs_m2, seen.slant_m * seen.slant_m)
    sources = effects.sources[watch.number]
    return affected_snr(snr, radar.snr_range4_per_m2, receiver, sources, by_address(cell))


@kernel()
def _bends(watch: Watch, node: int) -> bool:
    """Whether the echo of a node bends over what hides it."""
    row = watch.effects.receivers[watch.number].diffraction_row
    return watch.effects.diffraction[row, node] > 0.0


@kernel()
def _detects(watch: Watch, affected: bool, node: int, look: int, centre_rad: float) -> bool:
    """Whether one look at a node detects the threat; ``affected`` is whether any radar effect is on."""
    if affected:
        snr = _affected_snr(watch, node, look, centre_rad)
    else:
        snr = look_snr(watch.seen[node], watch.radar, watch.rcs_m2, centre_rad)
    if not snr > 0.0:
        return False
    drawn = uniform(watch.luck.key, watch.luck.entity, watch.luck.replication, look)
    return drawn < look_p_detect(watch.p_detect, watch.snr_grid_db, snr)


@kernel(inline=True)
def _look_from(watch: Watch, time_s: float) -> int:
    """Return the number of the first look at or after a time."""
    return math.ceil(time_s / _revisit_s(watch) - watch.times.phase)


@kernel(inline=True)
def _count_hits(history: int) -> int:
    """Return how many bits of a history of looks are set."""
    hits = 0
    while history:
        hits += history & 1
        history >>= 1
    return hits


@kernel()
def confirm_track_s(watch: Watch, centre_rad: float, confirm_m: int, confirm_n: int) -> float:
    """Return when a searching radar confirms a track (infinite if never).

    Looks come at ``(phase + n) * revisit``; a track is confirmed once m of the last n looks (at most 62) have
    detected the threat. ``centre_rad`` is the centre of the sector searched (nan looks all round).
    """
    node, end = watch.first, watch.end
    if node >= end:
        return np.inf
    nodes, affected = watch.nodes, len(watch.effects.receivers) > 0
    window = (1 << confirm_n) - 1
    last_s = nodes[end - 1].path_s
    look = _look_from(watch, max(watch.start_s + nodes[node].path_s, watch.times.from_s))
    history = 0
    while True:
        look_s = (watch.times.phase + look) * _revisit_s(watch)
        path_s = look_s - watch.start_s
        if path_s >= last_s:
            return np.inf
        while node < end - 2 and nodes[node + 1].path_s <= path_s:
            node += 1
        history = (history << 1) & window
        if not _is_silent(watch, look_s) and _detects(watch, affected, node, look, centre_rad):
            history |= 1
            if _count_hits(history) >= confirm_m:
                return look_s
        look += 1


@kernel()
def lock_track_s(watch: Watch, cue_s: float) -> float:
    """Return when the engagement radar, told at ``cue_s`` where to look, first detects the threat (infinite
    if never).

    Its looks come at ``(phase + n) * revisit`` like those of a searching radar, whatever the threat does;
    from the cue on, one detection at the told place is a lock, unless another radar has its turn. So an
    earlier cue or a better view never delays a lock. The sector is not judged here: an engagement outside
    the sector waits for the turn.
    """
    node, end = watch.first, watch.end
    if node >= end:
        return np.inf
    nodes, affected = watch.nodes, len(watch.effects.receivers) > 0
    bent = len(watch.effects.diffraction) > 0
    last_s = nodes[end - 1].path_s
    look = _look_from(watch, max(cue_s, watch.start_s + nodes[node].path_s))
    while True:
        look_s = (watch.times.phase + look) * _revisit_s(watch)
        path_s = look_s - watch.start_s
        if path_s >= last_s:
            return np.inf
        while node < end - 2 and nodes[node + 1].path_s <= path_s:
            node += 1
        if not is_in_sight(watch.seen[node], watch.radar) and not (bent and _bends(watch, node)):
            # on to the first look after the threat comes into sight again
            ahead = node + 1
            while ahead < end and not is_in_sight(watch.seen[ahead], watch.radar):
                if bent and _bends(watch, ahead):
                    break
                ahead += 1
            if ahead >= end:
                return np.inf
            look = max(look + 1, _look_from(watch, watch.start_s + nodes[ahead].path_s))
            continue
        if not _is_silent(watch, look_s) and _detects(watch, affected, node, look, math.nan):
            return look_s
        look += 1
