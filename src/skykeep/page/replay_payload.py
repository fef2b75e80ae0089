"""The payload of a replay: courses, spells and rounds of some raids, and the ground under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep._version import __version__
from skykeep.engine.scene import SPELL_STATES, Actor, Scene
from skykeep.study.replay_data import RaidTold, ReplayData

from .arrays import Arrays
from .backdrop import borders_entry, ground_entry
from .borders import city_rows
from .container import packed_payload
from .courses import HEIGHT_SHARE, course_columns, courses_that_fit
from .ground import ground_that_fits
from .symbols import symbols

__all__ = ["GROUND_BYTES_MOST", "TIME_STEP_S", "on_grid", "replay_payload"]

TIME_STEP_S = 0.01
"""All times of a payload lie on whole multiples of this, so that what happens together stays together."""
GROUND_BYTES_MOST = 300_000
NOBODY = 0xFFFF
"""Stands for no actor."""
ACTORS_MOST = NOBODY


def on_grid(time_s: float) -> float:
    """Return a time on the grid of the payload."""
    return round(round(time_s / TIME_STEP_S) * TIME_STEP_S, 2)


def replay_payload(
    data: ReplayData, names: Sequence[Mapping[str, str]], endings: Sequence[Mapping[str, str]]
) -> bytes:
    """Return the payload of a replay, not yet packed.

    Parameters
    ----------
    data
        The raids and their ground.
    names, endings
        For each raid what its threats are called for short, and how each ended in words, by id.

    Raises
    ------
    ValueError
        If a raid has more actors than a payload can number.
    """
    arrays: Arrays = {}
    window = ground_that_fits(data.window, GROUND_BYTES_MOST)
    scenes = [raid.scene for raid in data.raids]
    kept, within_m = courses_that_fit([actor.course for scene in scenes for actor in scene.actors])
    raids = []
    for number, (raid, short, ended) in enumerate(zip(data.raids, names, endings, strict=True)):
        points, kept = kept[: len(raid.scene.actors)], kept[len(raid.scene.actors) :]
        columns = course_columns(
            zip((actor.course for actor in raid.scene.actors), points, strict=True), window.west_deg
        )
        for column, values in columns.items():
            arrays[f"raid-{number}/{column}"] = values, "delta"
        raids.append(_raid(f"raid-{number}", raid, points, arrays, short, ended))
    header = {
        "kind": "replay",
        "version": __version__,
        "case": {"country_code": ""},
        "scenario": {"id": data.scenario_id, "title": data.title, "seed": data.seed},
        "within_m": {"place": within_m, "height": within_m * HEIGHT_SHARE},
        "states": list(SPELL_STATES),
        "raids": raids,
        "ground": ground_entry("ground", window, arrays),
        "borders": borders_entry(window, arrays),
        "cities": city_rows(window.box_deg),
        "symbols": symbols(),
        "attribution": data.attribution,
    }
    return packed_payload(header, arrays)


def _raid(
    name: str,
    raid: RaidTold,
    points: Sequence[npt.NDArray[np.int64]],
    arrays: Arrays,
    short: Mapping[str, str],
    endings: Mapping[str, str],
) -> dict[str, Any]:
    """Return one raid; spells and rounds go into the arrays."""
    scene = raid.scene
    if len(scene.actors) >= ACTORS_MOST:
        raise ValueError(f"{len(scene.actors)} actors: a payload numbers fewer than {ACTORS_MOST}")
    rows = {actor.id: row for row, actor in enumerate(scene.actors)}
    types = sorted({stock.interceptor for stock in scene.stocks})
    _spells(name, scene, rows, arrays)
    _stocks(name, scene, rows, types, arrays)
    return {
        "name": name,
        "part": raid.chosen.name,
        "why": raid.chosen.why,
        "world": scene.world,
        "replication": scene.replication,
        "ends_s": on_grid(scene.ends_s),
        "actors": [
            _actor(actor, rows, kept.size, short, endings)
            for actor, kept in zip(scene.actors, points, strict=True)
        ],
        "round_types": [_called(scene, each) for each in types],
    }


def _called(scene: Scene, interceptor: str) -> str:
    """Return the name of a type of rounds: that of one that flew, else the last part of its id."""
    return next(
        (actor.name for actor in scene.of_kind("interceptor") if actor.what == interceptor),
        interceptor.rpartition("/")[2].upper(),
    )


def _actor(
    actor: Actor, rows: Mapping[str, int], points: int, short: Mapping[str, str], endings: Mapping[str, str]
) -> dict[str, Any]:
    """Return an actor; those it belongs to and flies at are rows, -1 for none."""
    reach = actor.reach
    return {
        "id": actor.id,
        "short": short.get(actor.id, actor.id),
        "kind": actor.kind,
        "what": actor.what,
        "name": actor.name,
        "side": actor.side,
        "begins_s": on_grid(actor.begins_s),
        "ends_s": on_grid(actor.ends_s),
        "end": actor.end,
        "ending": endings.get(actor.id, ""),
        "belongs_to": rows.get(actor.belongs_to, -1),
        "at": rows.get(actor.at, -1),
        "decoy": actor.decoy,
        "ballistic": actor.ballistic,
        "passive": actor.passive,
        "channels": actor.channels,
        "reach": None
        if reach is None
        else {"range_m": round(reach.range_m), "sector_half_rad": round(reach.sector_half_rad, 5)},
        "points": points,
    }


def _spells(name: str, scene: Scene, rows: Mapping[str, int], arrays: Arrays) -> None:
    """Put the spells into arrays, by the time at which they begin."""
    spells = sorted(scene.spells, key=lambda each: (each.from_s, rows[each.actor], each.state, each.about))
    arrays[f"{name}/spell-actor"] = _numbers([rows[each.actor] for each in spells]), "plain"
    arrays[f"{name}/spell-about"] = _numbers([rows.get(each.about, NOBODY) for each in spells]), "plain"
    states = [SPELL_STATES.index(each.state) for each in spells]
    arrays[f"{name}/spell-state"] = np.array(states, dtype=np.uint8), "plain"
    arrays[f"{name}/spell-from"] = _times([each.from_s for each in spells]), "delta"
    arrays[f"{name}/spell-until"] = _times([each.until_s for each in spells]), "delta"
    azimuth_rad = np.nan_to_num(np.array([each.value for each in spells], dtype=np.float32))
    arrays[f"{name}/spell-value"] = azimuth_rad, "plain"


def _stocks(name: str, scene: Scene, rows: Mapping[str, int], types: Sequence[str], arrays: Arrays) -> None:
    """Put the rounds ready into arrays, by time."""
    stocks = sorted(scene.stocks, key=lambda each: (each.time_s, rows[each.unit], each.interceptor))
    arrays[f"{name}/stock-unit"] = _numbers([rows[each.unit] for each in stocks]), "plain"
    arrays[f"{name}/stock-type"] = _numbers([types.index(each.interceptor) for each in stocks]), "plain"
    arrays[f"{name}/stock-rounds"] = _numbers([each.rounds for each in stocks]), "plain"
    arrays[f"{name}/stock-time"] = _times([each.time_s for each in stocks]), "delta"


def _numbers(values: Sequence[int]) -> npt.NDArray[np.uint16]:
    """Return small whole numbers as an array."""
    return np.array(values, dtype=np.uint16)


def _times(time_s: Sequence[float]) -> npt.NDArray[np.int32]:
    """Return times in whole steps of the grid."""
    return np.rint(np.array(time_s, dtype=np.float64) / TIME_STEP_S).astype(np.int32)
