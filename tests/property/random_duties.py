"""Duties of radars, fire units and classes made at random, for cases that have none."""

from math import radians
from random import Random

import numpy as np

from skykeep.core.kernel.records import as_table
from skykeep.core.raid.codes import ALWAYS, ENGAGEMENT, ON_CUE, STANDS_IN
from skykeep.core.raid.duty_table import ClassDuty, DutyTables, RadarDuty, UnitDuty


def with_random_duties(case, seed):
    """Return a case whose radars are silent, take turns, run out of room or time, give bearings alone or
    stand in for others, each in some of the cases; the seed decides which and how."""
    random = Random(f"duties {seed}")
    radars = RadarDuty.table(1, case.radars.shape[1])
    for number, row in enumerate(radars[0]):
        _fill_radar(random, row, engages=case.radars["role"][0, number] == ENGAGEMENT)
        row["antenna"] = number
        row["turn_key"] = random.choice([0, number + 1])
    units = UnitDuty.table(1, case.units.shape[1])
    for row in units[0]:
        row["remote"] = random.random() < 0.5
        row["above"] = random.choice([-1, random.randrange(case.posts.shape[1])])
        row["autonomous_after_s"] = random.uniform(1.0, 60.0)
    classes = ClassDuty.table(1, case.classes.shape[1])
    for row in classes[0]:
        row["radiates_p"] = random.choice([1.0, random.uniform(0.2, 0.9)])
        row["homes_on_emission"] = random.random() < 0.5
    eyes = np.full((case.units.shape[1], case.radars.shape[1] + 1), -1)
    for row in eyes:
        seen = [number for number in range(case.radars.shape[1]) if random.random() < 0.5]
        row[: len(seen)] = seen
    return case._replace(duties=DutyTables(radars, units, classes, as_table(eyes)))


def _fill_radar(random, row, *, engages):
    """Draw how a radar spends its time."""

    def sometimes(chance, value):
        return value if random.random() < chance else 0

    row["begins"] = random.choice([ALWAYS, ALWAYS, ON_CUE, STANDS_IN])
    row["switch_on_s"] = random.uniform(0.5, 20.0)
    row["bearing_only"] = sometimes(0.2, not engages)
    row["crossing_min_rad"] = radians(random.uniform(2.0, 20.0))
    row["tracks_max"] = sometimes(0.4, random.randint(1, 4))
    row["dwell_s"] = sometimes(0.4, random.uniform(0.01, 1.0))
    row["search_share"] = random.uniform(0.1, 0.6)
    if not engages and random.random() < 0.3:
        row["period_s"] = random.uniform(20.0, 90.0)
        row["turn_s"] = row["period_s"] * random.uniform(0.2, 0.8)
        row["turn_from_s"] = random.uniform(0.0, 30.0)
