"""One world of a case as the kernels of raids see it: rows by address, with the numbers of them beside."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from . import layout as at
from .arrays import Case
from .jit import kernel
from .rows import address
from .streams import stream_key

__all__ = ["WorldRows", "WorldSize", "world_rows"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
U64 = npt.NDArray[np.uint64]

# purposes of draws: the values of skykeep.rng.Purpose (a test holds them equal)
_BEARING, _CONDITION, _SPACING, _TRACK_TARGET, _KILL_DRAW, _DECOY = 2, 3, 4, 5, 7, 9


class WorldSize(NamedTuple):
    """Numbers of rows in :class:`WorldRows`, and of places in those rows that have no fixed number."""

    sensors: int
    units: int
    launchers: int
    interceptors: int
    threats: int
    classes: int
    nodes: int
    table: tuple[int, int, int]
    path_places: int
    doctrine_places: int
    interceptor_places: int
    p_detect_places: int
    given: int
    given_places: int


class WorldRows(NamedTuple):
    """The columns of :class:`~.arrays.Case` for one world, each by the address of its first row.

    The keys are those of draws that every raid makes. ``track`` holds the nodes of one site after those of
    another; ``table`` in ``size`` is (levels, heights, ranges).
    """

    seed: int
    world: int
    condition_key: np.uint64
    bearing_key: np.uint64
    spacing_key: np.uint64
    tracking_key: np.uint64
    decoy_key: np.uint64
    kill_key: np.uint64
    confirm: tuple[int, int]
    snr_grid_db: tuple[float, float]
    path: I64
    track: F64
    sensors: F64
    units: F64
    doctrine: I64
    launchers: F64
    interceptors: F64
    flyout_time_s: F64
    threats: F64
    classes: F64
    p_detect: F64
    luck: F64
    sensor_entity: U64
    unit_entity: U64
    threat_entity: U64
    launcher_entity: U64
    given: F64
    size: WorldSize


@kernel()
def world_rows(case: Case, world: int) -> WorldRows:
    """Return the rows of ``world``; the arrays of ``case`` must outlive them."""
    size = WorldSize(
        case.sensors.shape[1],
        case.units.shape[1],
        case.launchers.shape[1],
        case.interceptors.shape[1],
        case.threats.shape[0],
        case.classes.shape[1],
        case.track.shape[1],
        (case.flyout_time_s.shape[1], case.flyout_time_s.shape[2], case.flyout_time_s.shape[3]),
        case.path.shape[1],
        case.doctrine.shape[3],
        case.interceptors.shape[2],
        case.p_detect.shape[1],
        case.given.shape[0],
        case.given.shape[2],
    )
    return WorldRows(
        case.seed,
        world,
        stream_key(case.seed, _CONDITION, world),
        stream_key(case.seed, _BEARING, world),
        stream_key(case.seed, _SPACING, world),
        stream_key(case.seed, _TRACK_TARGET, world),
        stream_key(case.seed, _DECOY, world),
        stream_key(case.seed, _KILL_DRAW, world),
        case.confirm,
        case.snr_grid_db,
        address(case.path),
        address(case.track),
        address(case.sensors[world]),
        address(case.units[world]),
        address(case.doctrine[world]),
        address(case.launchers[world]),
        address(case.interceptors[world]),
        address(case.flyout_time_s),
        address(case.threats),
        address(case.classes[world]),
        address(case.p_detect),
        address(case.luck[world]),
        address(case.entity[at.ENTITY_SENSOR]),
        address(case.entity[at.ENTITY_UNIT]),
        address(case.entity[at.ENTITY_THREAT]),
        address(case.entity[at.ENTITY_LAUNCHER]),
        address(case.given),
        size,
    )
