"""Cases without ground or radar: straight inbound threats against one fire unit with a given picture.

They carry the textbook models (salvos, shoot-look-shoot, channels, magazines, loss systems) into the real
engine, for reference cases and for comparison with other simulators.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..core import layout as at
from ..core.arrays import Case
from ..rng import entity_key

__all__ = ["AbstractDefence", "AbstractRaid", "abstract_case"]

F64 = npt.NDArray[np.float64]
_UNLIMITED = 1_000_000
_CONSTANT_SPEED, _CONSTANT_TIME = 1, 2
_ENGAGEMENT_ROLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class AbstractDefence:
    """One fire unit: launchers of one interceptor at the radar, channels, doctrine and luck."""

    launchers: int
    rounds_per_launcher: int
    kill_p: float
    channels: int = _UNLIMITED
    salvo_size: int = 1
    max_salvos: int = 0
    partial_salvo: bool = True
    launch_interval_s: float = 0.0
    assessment_s: float = 0.0
    interceptor_speed_mps: float = 0.0
    flight_time_s: float = 0.0
    range_max_m: float = np.inf
    range_min_m: float = 0.0
    track_raid_p: float = 1.0
    track_target_p: float = 1.0
    common_kill_p: float = 1.0
    missed_kill_p: float = 0.0
    false_kill_p: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AbstractRaid:
    """Straight inbound threats: where the path begins, how fast they come, how they are spaced, when they are
    known.

    ``start_s`` and ``ready_s`` have the shape [1 or raids, threats]; ``kill_u`` [raids, threats, shots]
    replaces the keyed kill draws.
    """

    threats: int
    range_m: float
    speed_mps: float
    start_s: F64
    ready_s: F64
    kill_u: F64 | None = None
    spacing_mean_s: float = 0.0


def _row(places: int, values: dict[int, float]) -> F64:
    """One packed row filled by place."""
    row = np.zeros(places)
    for place, value in values.items():
        row[place] = value
    return row


def _track(raid: AbstractRaid) -> F64:
    """Two nodes of a straight line to the site, always in sight."""
    track = np.zeros((1, 2, at.NODE_PLACES))
    track[0, :, at.NODE_T_S] = [0.0, raid.range_m / raid.speed_mps]
    track[0, :, at.NODE_SPEED_MPS] = raid.speed_mps
    track[0, 0, at.NODE_SLANT_M] = track[0, 0, at.NODE_GROUND_M] = raid.range_m
    track[0, :, at.NODE_SIGHT] = 1.0
    return track


def _unit_row(defence: AbstractDefence) -> F64:
    return _row(
        at.UNIT_PLACES,
        {
            at.UNIT_LAUNCHER_END: defence.launchers,
            at.UNIT_MAX_SALVOS: defence.max_salvos,
            at.UNIT_PARTIAL_SALVO: defence.partial_salvo,
            at.UNIT_TARGET_CHANNELS: defence.channels,
            at.UNIT_MISSILE_CHANNELS: _UNLIMITED,
            at.UNIT_SLEW_RATE_RADPS: 1.0,
            at.UNIT_ASSESSMENT_S: defence.assessment_s,
        },
    )


def _launcher_row(defence: AbstractDefence) -> F64:
    return _row(
        at.LAUNCHER_PLACES,
        {
            at.LAUNCHER_PRESENT: 1.0,
            at.LAUNCHER_ROUNDS: defence.rounds_per_launcher,
            at.LAUNCHER_INTERVAL_S: defence.launch_interval_s,
            at.LAUNCHER_RELOAD_S: np.inf,
        },
    )


def _interceptor_row(defence: AbstractDefence) -> F64:
    constant_time = defence.interceptor_speed_mps <= 0.0
    return _row(
        at.INTERCEPTOR_KILL_P + 1,
        {
            at.INTERCEPTOR_FLYOUT_MODE: _CONSTANT_TIME if constant_time else _CONSTANT_SPEED,
            at.INTERCEPTOR_FLYOUT_LEVEL: defence.flight_time_s
            if constant_time
            else defence.interceptor_speed_mps,
            at.INTERCEPTOR_RANGE_STEP_M: 1.0,
            at.INTERCEPTOR_HEIGHT_STEP_M: 1.0,
            at.INTERCEPTOR_RANGE_MAX_M: defence.range_max_m,
            at.INTERCEPTOR_RANGE_MIN_M: defence.range_min_m,
            at.INTERCEPTOR_ALT_MAX_MSL_M: np.inf,
            at.INTERCEPTOR_ALT_MIN_AGL_M: -np.inf,
            at.INTERCEPTOR_TARGET_SPEED_MAX_MPS: np.inf,
            at.INTERCEPTOR_KILL_P: defence.kill_p,
        },
    )


def _luck_row(defence: AbstractDefence) -> F64:
    luck = np.ones(at.LUCK_PLACES)
    luck[at.CHANCE_TRACK_RAID] = defence.track_raid_p
    luck[at.CHANCE_TRACK_TARGET] = defence.track_target_p
    luck[at.CHANCE_COMMON_KILL] = defence.common_kill_p
    luck[at.CHANCE_MISSED_KILL] = defence.missed_kill_p
    luck[at.CHANCE_FALSE_KILL] = defence.false_kill_p
    luck[at.CHANCE_DECOY_RECOGNISED] = luck[at.CHANCE_TAKEN_FOR_DECOY] = 0.0
    return luck


def _threat_rows(raid: AbstractRaid) -> F64:
    rows = np.zeros((raid.threats, at.THREAT_PLACES))
    rows[:, at.THREAT_BEARINGS] = 1.0
    rows[:, at.THREAT_AIM_UNIT] = -1.0
    if raid.spacing_mean_s > 0.0:
        rows[:, at.THREAT_SPACING_MEAN_S] = raid.spacing_mean_s
    return rows


def abstract_case(defence: AbstractDefence, raid: AbstractRaid, *, seed: int, worlds: int = 1) -> Case:
    """Return a compiled case of one fire unit against straight inbound threats with a given picture.

    Rows of ``raid.start_s`` and ``raid.ready_s`` are read by raid, again from the first after the last.
    """

    def by_world(row: F64) -> F64:
        return np.array(np.broadcast_to(row, (worlds, *row.shape)), order="C")

    sensor = _row(
        at.SENSOR_PLACES,
        {
            at.SENSOR_ROLE: _ENGAGEMENT_ROLE,
            at.SENSOR_SNR_RANGE4_PER_M2: np.inf,
            at.SENSOR_INSTRUMENTED_M: np.inf,
            at.SENSOR_REVISIT_S: 1.0,
            at.SENSOR_ELEVATION_MIN_RAD: -np.pi,
            at.SENSOR_ELEVATION_MAX_RAD: np.pi,
            at.SENSOR_SECTOR_HALF_RAD: np.pi,
        },
    )
    given = np.stack([raid.start_s, raid.ready_s], axis=-1)
    if raid.kill_u is not None:
        given = np.concatenate([given, raid.kill_u], axis=-1)
    entity = np.zeros((at.ENTITY_KINDS, max(raid.threats, defence.launchers, 1)), np.uint64)
    entity[at.ENTITY_SENSOR, 0] = entity_key("radar")
    entity[at.ENTITY_UNIT, 0] = entity_key("unit")
    for threat in range(raid.threats):
        entity[at.ENTITY_THREAT, threat] = entity_key(f"threat/{threat}")
    for launcher in range(defence.launchers):
        entity[at.ENTITY_LAUNCHER, launcher] = entity_key(f"launcher/{launcher}")
    return Case(
        seed=seed,
        confirm=(1, 1),
        snr_grid_db=(0.0, 1.0),
        path=np.array([[0, 0, 0], [2, 0, 2]]),
        track=_track(raid),
        sensors=by_world(sensor[None]),
        units=by_world(_unit_row(defence)[None]),
        doctrine=np.array([[[[defence.salvo_size, defence.salvo_size, 0, 0]]]] * worlds),
        launchers=by_world(np.repeat(_launcher_row(defence)[None], defence.launchers, axis=0)),
        interceptors=by_world(_interceptor_row(defence)[None]),
        flyout_time_s=np.zeros((1, 2, 2, 2)),
        threats=_threat_rows(raid),
        classes=by_world(_row(at.CLASS_PLACES, {at.CLASS_RCS_M2: 1.0})[None]),
        p_detect=np.ones((1, 2)),
        luck=by_world(_luck_row(defence)),
        entity=entity,
        given=np.ascontiguousarray(given),
    )
