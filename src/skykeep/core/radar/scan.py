"""Scanning radars against timed paths: when a track is confirmed, when the engagement radar takes it over."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from ..arrays import Geometry, Sensors, ThreatClasses
from ..streams import uniform

__all__ = ["confirm_track_s", "lock_track_s", "look_p_detect"]

_SNR_FLOOR = 1e-30


@njit(cache=True, nogil=True)
def look_p_detect(classes: ThreatClasses, kind: int, snr: float) -> float:
    """Return the detection probability of one look at linear ``snr``, from the class's table; 0 below the table,
    its last value above."""
    snr_db = 10.0 * math.log10(max(snr, _SNR_FLOOR))
    place = (snr_db - classes.snr_first_db) / classes.snr_step_db
    if place <= 0.0:
        return 0.0
    index = int(place)
    last = classes.p_detect.shape[1] - 1
    if index >= last:
        return classes.p_detect[kind, last]
    share = place - index
    return (1.0 - share) * classes.p_detect[kind, index] + share * classes.p_detect[kind, index + 1]


@njit(cache=True, nogil=True)
def _node_p_detect(
    geometry: Geometry, sensors: Sensors, classes: ThreatClasses, world: int, sensor: int, kind: int, node: int
) -> float:
    """Detection probability of one look at a path node; 0 where it is hidden or outside the radar's limits."""
    if not (geometry.visible_bits[sensor, node] >> sensors.visible_bit[world, sensor]) & 1:
        return 0.0
    site = sensors.site[sensor]
    range_m = geometry.slant_m[site, node]
    if range_m > sensors.instrumented_m[world, sensor]:
        return 0.0
    elevation_rad = geometry.elevation_rad[site, node]
    if (
        elevation_rad < sensors.elevation_min_rad[world, sensor]
        or elevation_rad > sensors.elevation_max_rad[world, sensor]
    ):
        return 0.0
    rcs_m2 = (
        classes.rcs_low_band_m2[world, kind] if sensors.low_band[sensor] else classes.rcs_m2[world, kind]
    )
    range2 = range_m * range_m
    return look_p_detect(
        classes, kind, sensors.snr_range4_per_m2[world, sensor] * rcs_m2 / max(range2 * range2, 1.0)
    )


@njit(cache=True, nogil=True)
def confirm_track_s(
    geometry: Geometry,
    sensors: Sensors,
    classes: ThreatClasses,
    world: int,
    sensor: int,
    kind: int,
    path: int,
    start_s: float,
    phase: float,
    confirm: tuple[int, int],
    draw: tuple[np.uint64, np.uint64, int],
) -> float:
    """Return when a rotating radar confirms a track on a path that starts at ``start_s`` (infinite if never).

    Looks come at ``(phase + n) * revisit``; a track is confirmed once m of the last n looks have detected the
    threat. ``draw`` is (key, entity, replication); look n uses draw n, so a look's luck does not depend on others.
    """
    key, entity, replication = draw
    confirm_m, confirm_n = confirm
    node = geometry.first_visible_node[sensor, path]
    end = geometry.node_start[path + 1]
    if node >= end:
        return np.inf
    revisit_s = sensors.revisit_s[world, sensor]
    scan = int(math.ceil((start_s + geometry.t_s[node]) / revisit_s - phase))
    history = 0
    window = (1 << confirm_n) - 1
    last_s = geometry.t_s[end - 1]
    while True:
        scan_s = (phase + scan) * revisit_s
        path_s = scan_s - start_s
        if path_s >= last_s:
            return np.inf
        while node < end - 2 and geometry.t_s[node + 1] <= path_s:
            node += 1
        p_detect = _node_p_detect(geometry, sensors, classes, world, sensor, kind, node)
        history = (history << 1) & window
        if p_detect > 0.0 and (p_detect >= 1.0 or uniform(key, entity, replication, scan) < p_detect):
            history |= 1
            hits = 0
            bits = history
            while bits:
                hits += bits & 1
                bits >>= 1
            if hits >= confirm_m:
                return scan_s
        scan += 1


@njit(cache=True, nogil=True)
def lock_track_s(
    geometry: Geometry,
    sensors: Sensors,
    classes: ThreatClasses,
    world: int,
    sensor: int,
    kind: int,
    path: int,
    start_s: float,
    cue_s: float,
    draw: tuple[np.uint64, np.uint64, int],
) -> float:
    """Return when the engagement radar, told where to look at ``cue_s``, first detects the threat (infinite if never).

    It looks every revisit period from the cue on; one detection at the told place is a lock. The sector is not
    judged here: an engagement outside the sector waits for the turn.
    """
    key, entity, replication = draw
    end = geometry.node_start[path + 1]
    node = max(geometry.first_visible_node[sensor, path], geometry.node_start[path])
    if node >= end:
        return np.inf
    revisit_s = sensors.revisit_s[world, sensor]
    bit = sensors.visible_bit[world, sensor]
    last_s = geometry.t_s[end - 1]
    first = cue_s - start_s
    look = 0
    if geometry.t_s[node] > first:
        look = int(math.ceil((geometry.t_s[node] - first) / revisit_s))
    while True:
        path_s = first + look * revisit_s
        if path_s >= last_s:
            return np.inf
        while node < end - 2 and geometry.t_s[node + 1] <= path_s:
            node += 1
        if not (geometry.visible_bits[sensor, node] >> bit) & 1:
            # skip to the first look after the threat comes into sight again
            ahead = node + 1
            while ahead < end and not (geometry.visible_bits[sensor, ahead] >> bit) & 1:
                ahead += 1
            if ahead >= end:
                return np.inf
            look = max(look + 1, int(math.ceil((geometry.t_s[ahead] - first) / revisit_s)))
            continue
        p_detect = _node_p_detect(geometry, sensors, classes, world, sensor, kind, node)
        if p_detect > 0.0 and (p_detect >= 1.0 or uniform(key, entity, replication, look) < p_detect):
            return start_s + path_s
        look += 1


