"""Small cases in which parts fail, are repaired, move and are loaded by transloaders."""

import numpy as np

from skykeep.core.raid.tables.wear import (
    NO_POOL,
    Move,
    Part,
    Pool,
    Stand,
    Supply,
    WearTables,
)
from skykeep.core.raid.vocabulary.codes import LAUNCHER_PART, LINK_PART, POST_PART, RADAR_PART, UNIT_PART
from skykeep.engine.replay import play_raid

from .small_cases import changed, keys


def with_wear(case, *, parts=None, spares=None, moves=(), stands=None, supply=None, links=()):
    """Return a case with wear: every radar, post and launcher is a part that never fails and is never
    repaired.

    ``parts`` changes fields of parts by (kind, row); ``spares`` gives all of them one pool and a repair of
    100 s; ``moves`` are dicts; ``supply`` changes fields of all fire units alike, or each by its own;
    ``links`` are dicts of links to launchers, which come last.
    """
    units, posts = case.units.shape[1], case.posts.shape[1]
    rows = [(UNIT_PART, unit) for unit in range(units)]
    rows += [(RADAR_PART, 2 * unit) for unit in range(units)]
    rows += [(POST_PART, post) for post in range(posts)]
    rows += [(LAUNCHER_PART, number) for number in range(case.launchers.shape[1])]
    given = []
    for kind, row in rows:
        own = {"part_kind": kind, "row": row, "mtbf_s": np.inf, "mttr_s": 1.0, "move": -1, "pool": NO_POOL}
        if spares is not None:
            own |= {"pool": 0, "repair_low_s": 100.0, "repair_best_s": 100.0, "repair_high_s": 100.0}
        if moves and kind != LAUNCHER_PART:
            own["move"] = 0
        given.append(own | (parts or {}).get((kind, row), {}))
    down = {"part_kind": LINK_PART, "mtbf_s": np.inf, "mttr_s": 1.0, "move": -1, "pool": NO_POOL}
    given += [down | own for own in links]
    table = changed(Part, {}, given, len(given))
    table["key"] = keys("part", len(table))
    pools = changed(Pool, {"spares": spares or 0}, None, 0 if spares is None else 1)
    supplied = changed(Supply, {"stock": -1, "load_s": 60.0}, supply, units)
    stand_rows = Stand.table(case.launchers.shape[1] if moves else 0)
    for row, own in zip(stand_rows, stands or [], strict=False):
        row["site"], row["alt_msl_m"] = own
    move_rows = changed(Move, {"leave_s": np.inf}, list(moves), len(moves))
    tables = (table, pools, move_rows, stand_rows, supplied)
    return case._replace(wear=WearTables(*(each[None] for each in tables)))


def told(case, kind, replication=0):
    """Return times and places of the entries of a kind in the log of a raid."""
    entries = play_raid(case, 0, replication).entries
    of = entries[entries["kind"] == kind]
    return [(round(float(row.time_s), 6), int(row.place)) for row in of]


def conserved(results, raid=0):
    """Return rounds fired, left and lost, and those loaded, of a raid: both are the same."""
    row = results.raids[raid]
    return int(results.rounds_fired[raid].sum() + row.rounds_left + row.rounds_lost), int(row.rounds_loaded)
