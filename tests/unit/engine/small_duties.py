"""Duties for small cases: every radar radiates all the time and has room and time, every threat is heard,
unless a test changes it."""

import numpy as np

from skykeep.core.kernel.records import as_table
from skykeep.core.raid.tables.duties import ClassDuty, DutyTables, RadarDuty, UnitDuty

from .small_cases import changed


def with_duties(case, radars=None, unit=None, classes=None, eyes=None):
    """Return a case whose radars have duties: ``radars`` by row a dict of fields, ``unit`` for every fire
    unit, ``classes`` for every class, ``eyes`` a list of radar rows for every unit."""
    count = case.radars.shape[1]
    each = [{"antenna": number} | (radars or {}).get(number, {}) for number in range(count)]
    units = case.units.shape[1]
    found = [*(eyes or []), -1]
    return case._replace(
        duties=DutyTables(
            radars=changed(RadarDuty, {}, each, count)[None],
            units=changed(UnitDuty, {"above": -1}, unit, units)[None],
            classes=changed(ClassDuty, {"radiates_p": 1.0}, classes, case.classes.shape[1])[None],
            eyes=as_table(np.array([found] * units)),
        )
    )


def with_radar(case, **fields):
    """Return a case with one more searching radar like the first, changed by its fields."""
    row = case.radars[:, :1].copy()
    for name, value in fields.items():
        row[name] = value
    first = case.paths["first_node"][:, None]
    return case._replace(
        radars=np.concatenate([case.radars, row], axis=1).view(np.recarray),
        first_sight=as_table(np.concatenate([case.first_sight, first], axis=1)),
    )


def with_site(case, east_m, north_m, bits=3):
    """Return a case with one more site, which sees every threat of straight paths at any time."""
    view = case.sights[0].copy()
    east = view["ground_m"] * np.sin(view["azimuth_rad"]) - east_m
    north = view["ground_m"] * np.cos(view["azimuth_rad"]) - north_m
    view["ground_m"] = np.hypot(east, north)
    view["slant_m"] = np.hypot(view["ground_m"], case.nodes["alt_msl_m"])
    view["azimuth_rad"] = np.arctan2(east, north) % (2.0 * np.pi)
    view["elevation_rad"] = np.arctan2(case.nodes["alt_msl_m"], view["ground_m"])
    view["seen"] = bits
    return case._replace(sights=np.concatenate([case.sights, view[None]]).view(np.recarray))
