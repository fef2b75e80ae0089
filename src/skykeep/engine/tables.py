"""From result columns to Arrow tables: rows in key order, names for indices, nulls for infinities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from skykeep.core.kernel.bit_set import WORD_BITS
from skykeep.core.kernel.records import Cube
from skykeep.core.raid.account.results import Results
from skykeep.core.raid.identity.sides import real_threats
from skykeep.core.raid.vocabulary.codes import LEAKED, SIDE_NAMES
from skykeep.core.raid.world import Case

from .arrow_arrays import number_array, word_array
from .batch import RaidBatch
from .legend import Legend
from .schemas import LAYER_COUNTS, raid_schema, threat_schema, world_schema
from .traffic import rounds_at_decoys, traffic_of

__all__ = ["raid_table", "threat_table", "world_table"]

I64 = npt.NDArray[np.int64]
F64 = npt.NDArray[np.float64]


def raid_table(case: Case, legend: Legend, batch: RaidBatch) -> Any:
    """Return the raids of a batch as a table; its schema is that of ``raid_schema``."""
    results = batch.results
    raids, threats = results.raids, results.threats
    real = real_threats(case.threats)
    engaged = (threats["shots"] > 0) & real
    values: list[Any] = [
        *_keys(batch, 1),
        _int32(raids["bearing_index"]),
        _bearings(raids["bearing_index"], legend),
        *(
            number_array(np.array(heights_m)[results.heights[:, legend.classes.index(name)]])
            for name, heights_m in legend.heights_m.items()
        ),
        *(_int32(raids[name]) for name in ("leakers", "killed", "aborted")),
        _int32(engaged.sum(axis=1)),
        _int32((engaged & (threats["outcome"] == LEAKED)).sum(axis=1)),
        *(_int32(raids[name]) for name in ("decoys_shot_down", "radars_lost", "posts_lost", "rounds_loaded")),
        _int32(results.rounds_fired.sum(axis=1)),
        _int32(raids["rounds_wasted"]),
        _int32(rounds_at_decoys(case, results)),
        *(_int32(raids[name]) for name in ("rounds_left", "rounds_reloading", "rounds_not_ready")),
        *_wear(legend, results),
        *(map(_int32, traffic_of(case, results)) if legend.sides else ()),
        *(_int32(results.rounds_fired[:, kind]) for kind in range(len(legend.interceptors))),
        *(
            _int32(results.layers[count][:, layer])
            for layer in range(len(legend.layers))
            for count in LAYER_COUNTS
        ),
        *(_int32(results.ledger[:, reason]) for reason in range(len(legend.reasons))),
    ]
    return pa.Table.from_arrays(values, schema=raid_schema(legend))


def _wear(legend: Legend, results: Results) -> Iterator[Any]:
    """Yield the columns on what is lost and comes back, if the scenario asks for it."""
    if legend.parts:
        for name in ("launchers_lost", "rounds_lost", "repairs"):
            yield _int32(results.raids[name])
        for unit in range(len(legend.units)):
            yield _finite(results.units["exhausted_s"][:, unit])


def threat_table(legend: Legend, batch: RaidBatch) -> Any:
    """Return the threats of a batch as a table; its schema is that of ``threat_schema``."""
    threats = len(legend.threats)
    results = batch.results.threats.reshape(-1)
    number = np.tile(np.arange(threats), batch.raids)
    classes = sorted(set(legend.threat_class))
    class_code = np.array([classes.index(name) for name in legend.threat_class], dtype=np.int64)
    reason = results["reason"]
    values = [
        *_keys(batch, threats),
        _words(number, legend.threats),
        _words(class_code[number], classes),
        *_traffic(legend, results, number),
        _words(results["outcome"], legend.outcomes),
        _words(np.maximum(reason - 1, 0), legend.ends, missing=reason == 0),
        _int32(results["shots"]),
        _engaged_by(batch.results.engaged_by, legend),
        _words(np.maximum(results["killer"], 0), legend.units, missing=results["killer"] < 0),
        number_array(results["start_s"]),
        _finite(results["confirmed_s"]),
        _finite(results["ready_s"]),
        number_array(results["ended_s"]),
    ]
    return pa.Table.from_arrays(values, schema=threat_schema(legend))


def _traffic(legend: Legend, results: Any, number: I64) -> Iterator[Any]:
    """Yield whose each threat is, and the rounds that met it dead, where there is traffic."""
    if legend.sides:
        side = np.array([SIDE_NAMES.index(name) for name in legend.sides], dtype=np.int64)
        yield _words(side[number], SIDE_NAMES)
        yield _int32(results["wasted"])


def world_table(legend: Legend, first_world: int, end_world: int) -> Any:
    """Return the drawn figures of worlds ``first_world`` to ``end_world`` (not included), one row each."""
    values = [number_array(np.arange(first_world, end_world, dtype=np.int32))]
    for name, everywhere in legend.figures.items():
        drawn = everywhere[first_world:end_world]
        if name in legend.alternatives:
            values.append(_words(drawn.astype(np.int64), legend.alternatives[name]))
        else:
            values.append(number_array(np.asarray(drawn, dtype=np.float64)))
    return pa.Table.from_arrays(values, schema=world_schema(legend))


def _keys(batch: RaidBatch, repeat: int) -> list[Any]:
    """Return the columns world and replication, each raid ``repeat`` times."""
    raid = np.arange(batch.raids, dtype=np.int32)
    world = batch.first_world + raid // batch.replications
    return [_int32(np.repeat(world, repeat)), _int32(np.repeat(raid % batch.replications, repeat))]


def _int32(values: npt.NDArray[np.integer[Any]]) -> Any:
    """Return whole numbers as an Arrow array of 32 bits."""
    return number_array(np.asarray(values, dtype=np.int32))


def _engaged_by(bits: Cube[int], legend: Legend) -> Any:
    """Return the names of the fire units that shot at each threat, null for none."""
    patterns, place = np.unique(bits.reshape(-1, bits.shape[2]), axis=0, return_inverse=True)
    unit = np.arange(len(legend.units))
    shot = (patterns[:, unit // WORD_BITS] >> (unit % WORD_BITS)) & 1 == 1
    names = [" ".join(name for name, did in zip(legend.units, row, strict=True) if did) for row in shot]
    missing = np.array([not name for name in names])[place.reshape(-1)]
    return _words(place.reshape(-1), names, missing=missing).dictionary_decode()


def _finite(values: F64) -> Any:
    """Return times with null for what never happened."""
    return number_array(values, missing=~np.isfinite(values))


def _bearings(index: I64, legend: Legend) -> Any:
    """Return the first bearing of each raid, null where there is no ground."""
    if not legend.first_bearing_rad:
        return pa.nulls(index.size, pa.float64())
    return number_array(np.array(legend.first_bearing_rad)[index])


def _words(
    index: npt.NDArray[np.integer[Any]],
    words: tuple[str, ...] | list[str],
    *,
    missing: npt.NDArray[np.bool_] | None = None,
) -> Any:
    """Return words by index as a dictionary array whose dictionary does not depend on the rows."""
    codes = number_array(np.asarray(index, dtype=np.int16), missing=missing)
    return pa.DictionaryArray.from_arrays(codes, word_array(words))
