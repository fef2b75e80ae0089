"""Cases of a few threats on straight paths against fire units at one place, every column open to change.

All that the tests do not change is easy: every radar sees everything at the first look, and a round flies at
a constant 1000 m/s to anything between 2 and 50 km. Threats fly 250 m/s from 100 km in the north to the place
of the fire units, so they arrive after 400 s, and a shot at 50 km is launched after 150 s.
"""

from dataclasses import dataclass

import numpy as np

from skykeep.core import layout as at
from skykeep.core.arrays import Case
from skykeep.core.ledger import REASON_NAMES
from skykeep.engine import run_worlds
from skykeep.rng import entity_key

SEARCH_BIT, ENGAGEMENT_BIT = 1, 2
"""Bits of ``NODE_SIGHT`` that the searching and the engagement radars own."""
BOTH = SEARCH_BIT | ENGAGEMENT_BIT
_ACQUISITION, _ENGAGEMENT = 0, 2
_CONSTANT_SPEED = 1
_MANY = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Threat:
    """A threat and its straight path at one height; ``row`` changes its row of ``Case.threats``.

    ``seen`` holds spans of the path (first and last second, bits of ``NODE_SIGHT``); without any the path is
    in sight all along.
    """

    start_m: tuple[float, float] = (0.0, 100_000.0)
    end_m: tuple[float, float] = (0.0, 0.0)
    speed_mps: float = 250.0
    height_m: float = 1000.0
    step_s: float = 1.0
    seen: tuple[tuple[float, float, int], ...] = ((-np.inf, np.inf, BOTH),)
    aborted: bool = False
    row: tuple[tuple[int, float], ...] = ()

    def nodes(self):
        """Return the rows of ``Case.track`` of this path."""
        start_m, end_m = np.array(self.start_m), np.array(self.end_m)
        last_s = float(np.hypot(*(end_m - start_m))) / self.speed_mps
        t_s = np.append(np.arange(0.0, last_s - 1e-6, self.step_s), last_s)
        east_m, north_m = (start_m + (end_m - start_m) * (t_s / last_s)[:, None]).T
        ground_m = np.hypot(east_m, north_m)
        track = np.zeros((t_s.size, at.NODE_PLACES))
        track[:, at.NODE_T_S] = t_s
        track[:, at.NODE_ALT_MSL_M] = track[:, at.NODE_HEIGHT_AGL_M] = self.height_m
        track[:, at.NODE_SPEED_MPS] = self.speed_mps
        track[:, at.NODE_GROUND_M] = ground_m
        track[:, at.NODE_SLANT_M] = np.hypot(ground_m, self.height_m)
        track[:, at.NODE_AZIMUTH_RAD] = np.arctan2(east_m, north_m) % (2.0 * np.pi)
        track[:, at.NODE_ELEVATION_RAD] = np.arctan2(self.height_m, ground_m)
        for first_s, end_s, bits in self.seen:
            inside = (t_s >= first_s) & (t_s <= end_s)
            track[inside, at.NODE_SIGHT] = track[inside, at.NODE_SIGHT].astype(int) | bits
        return track


def changed(places, base, changes, count):
    """Return ``count`` packed rows: the base, changed alike by a dict or each by its own of several."""
    rows = np.zeros((count, places))
    each = [changes or {}] * count if not isinstance(changes, list) else changes
    for row, own in zip(rows, each, strict=True):
        for place, value in (base | own).items():
            row[place] = value
    return rows


def small_case(
    *threats,
    units=1,
    search=None,
    engagement=None,
    unit=None,
    launcher=None,
    launchers=1,
    rounds=None,
    luck=None,
    doctrine=None,
    rcs_m2=1.0,
    confirm=(1, 1),
    seed=3,
):
    """Return a case; each keyword changes columns by place, alike for all rows or by a list of dicts.

    Every fire unit has a searching and an engagement radar, ``launchers`` launchers and an interceptor of its
    own; ``doctrine`` replaces (salvo size, hold fire, first choice, ...) of each unit.
    """
    threats = threats or (Threat(),)
    tracks = [threat.nodes() for threat in threats]
    ends = np.cumsum([len(nodes) for nodes in tracks])
    sensors = np.empty((2 * units, at.SENSOR_PLACES))
    easy = {
        at.SENSOR_SNR_RANGE4_PER_M2: np.inf,
        at.SENSOR_INSTRUMENTED_M: np.inf,
        at.SENSOR_REVISIT_S: 1.0,
        at.SENSOR_ELEVATION_MIN_RAD: -np.pi,
        at.SENSOR_ELEVATION_MAX_RAD: np.pi,
        at.SENSOR_SECTOR_HALF_RAD: np.pi,
    }
    searching = easy | {at.SENSOR_ROLE: _ACQUISITION, at.SENSOR_SIGHT_BIT: 0}
    engaging = easy | {at.SENSOR_ROLE: _ENGAGEMENT, at.SENSOR_SIGHT_BIT: 1}
    sensors[0::2] = changed(at.SENSOR_PLACES, searching, search, units)
    sensors[1::2] = changed(at.SENSOR_PLACES, engaging, engagement, units)
    path = np.zeros((len(threats) + 1, at.PATH_FIRST_SIGHT + 2 * units), np.int64)
    path[1:, at.PATH_START] = ends
    for number, (threat, nodes) in enumerate(zip(threats, tracks, strict=True)):
        path[number, at.PATH_ABORTED] = threat.aborted
        for sensor in range(2 * units):
            visible = np.flatnonzero(nodes[:, at.NODE_SIGHT].astype(int) & (1 << sensor % 2))
            first = visible[0] if visible.size else len(nodes)
            path[number, at.PATH_FIRST_SIGHT + sensor] = path[number, at.PATH_START] + first
    unit_rows = changed(
        at.UNIT_PLACES,
        {
            at.UNIT_PARTIAL_SALVO: 1.0,
            at.UNIT_TARGET_CHANNELS: _MANY,
            at.UNIT_MISSILE_CHANNELS: _MANY,
            at.UNIT_SLEW_RATE_RADPS: 1.0,
            at.UNIT_ASSESSMENT_S: 5.0,
            at.UNIT_REACTION_S: 10.0,
        },
        unit,
        units,
    )
    unit_rows[:, at.UNIT_SENSOR] = 2 * np.arange(units) + 1
    unit_rows[:, at.UNIT_LAUNCHER_START] = launchers * np.arange(units)
    unit_rows[:, at.UNIT_LAUNCHER_END] = launchers * (np.arange(units) + 1)
    launcher_rows = changed(
        at.LAUNCHER_PLACES,
        {at.LAUNCHER_PRESENT: 1.0, at.LAUNCHER_ROUNDS: 8.0, at.LAUNCHER_RELOAD_S: np.inf},
        launcher,
        units * launchers,
    )
    if not isinstance(launcher, list):
        launcher_rows[:, at.LAUNCHER_INTERCEPTOR] = np.repeat(np.arange(units), launchers)
    kinds = len(rounds) if isinstance(rounds, list) else units
    round_rows = changed(
        at.INTERCEPTOR_KILL_P + 1,
        {
            at.INTERCEPTOR_FLYOUT_MODE: _CONSTANT_SPEED,
            at.INTERCEPTOR_FLYOUT_LEVEL: 1000.0,
            at.INTERCEPTOR_RANGE_STEP_M: 1.0,
            at.INTERCEPTOR_HEIGHT_STEP_M: 1.0,
            at.INTERCEPTOR_RANGE_MIN_M: 2_000.0,
            at.INTERCEPTOR_RANGE_MAX_M: 50_000.0,
            at.INTERCEPTOR_ALT_MAX_MSL_M: np.inf,
            at.INTERCEPTOR_TARGET_SPEED_MAX_MPS: 700.0,
            at.INTERCEPTOR_KILL_P: 1.0,
        },
        rounds,
        kinds,
    )
    chances = np.ones(at.LUCK_PLACES)
    chances[[at.CHANCE_MISSED_KILL, at.CHANCE_FALSE_KILL]] = 0.0
    chances[[at.CHANCE_DECOY_RECOGNISED, at.CHANCE_TAKEN_FOR_DECOY]] = 0.0
    for place, value in (luck or {}).items():
        chances[place] = value
    threat_rows = np.zeros((len(threats), at.THREAT_PLACES))
    threat_rows[:, at.THREAT_PATH_START] = np.arange(len(threats))
    threat_rows[:, at.THREAT_BEARINGS] = 1.0
    threat_rows[:, at.THREAT_AIM_UNIT] = -1.0
    for row, threat in zip(threat_rows, threats, strict=True):
        for place, value in threat.row:
            row[place] = value
    counts = {"radar": 2 * units, "unit": units, "threat": len(threats), "launcher": units * launchers}
    entity = np.zeros((at.ENTITY_KINDS, max(counts.values())), np.uint64)
    for kind, (name, count) in enumerate(counts.items()):
        entity[kind, :count] = [entity_key(f"{name}/{number}") for number in range(count)]
    classes = np.zeros((1, 1, at.CLASS_PLACES))
    classes[..., [at.CLASS_RCS_M2, at.CLASS_RCS_LOW_BAND_M2]] = rcs_m2
    return Case(
        seed=seed,
        confirm=confirm,
        snr_grid_db=(0.0, 1.0),
        path=path,
        track=np.ascontiguousarray(np.concatenate(tracks)[None]),
        sensors=sensors[None],
        units=unit_rows[None],
        doctrine=doctrine_columns(
            [[[1, 0, number]] for number in range(units)] if doctrine is None else doctrine
        ),
        launchers=launcher_rows[None],
        interceptors=round_rows[None],
        flyout_time_s=np.zeros((kinds, 2, 2, 2)),
        threats=threat_rows,
        classes=classes,
        p_detect=np.ones((1, 2)),
        luck=chances[None],
        entity=entity,
        given=np.zeros((0, len(threats), 2)),
    )


def doctrine_columns(rows):
    """Return ``Case.doctrine`` of (salvo size, hold fire, first choice, ...) rows, every salvo alike."""
    table = np.array(rows)
    return np.concatenate([table[..., :1], table], axis=-1)[None]


def reasons(case):
    """Return the reason of each threat of the first raid, None for what did not leak; the ledger agrees."""
    columns = run_worlds(case, 0, 1, replications=1).columns
    codes = columns.threat_counts[0, :, 1]
    found = np.bincount(codes, minlength=len(REASON_NAMES) + 1)
    assert np.array_equal(columns.ledger[0], found[1:])
    return tuple(None if code == 0 else REASON_NAMES[code - 1] for code in codes)
