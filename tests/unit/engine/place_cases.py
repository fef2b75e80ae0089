"""Small cases whose posts know of places that threats may fly at."""

import numpy as np

from skykeep.core.raid.tables.known_places import KnownPlace

HERE = (0.0, 0.0)
"""Where the fire unit of a small case stands, and where threats arrive that are not told otherwise."""
NOTHING = {"at_unit": -1, "at_post": -1, "move": -1, "moved_site": -1}


def with_places(case, *places):
    """Return a case whose posts know of places that threats may fly at: (east, north) in metres, and fields
    of ``KnownPlace``."""
    own = case.sights[0]
    east_m, north_m = (
        own["ground_m"] * np.sin(own["azimuth_rad"]),
        own["ground_m"] * np.cos(own["azimuth_rad"]),
    )
    table, sights = KnownPlace.table(1, len(places)), [own]
    for number, ((place_east_m, place_north_m), fields) in enumerate(places):
        seen = own.copy()
        seen["ground_m"] = np.hypot(east_m - place_east_m, north_m - place_north_m)
        seen["azimuth_rad"] = np.arctan2(east_m - place_east_m, north_m - place_north_m)
        sights.append(seen)
        for name, value in (NOTHING | fields).items():
            table[0, number][name] = value
        table[0, number]["site"] = number + 1
    return case._replace(sights=np.stack(sights).view(np.recarray), known_places=table)
