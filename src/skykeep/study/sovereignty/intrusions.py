"""One intruder at a time along each corridor: is it seen, identified, engageable under the rules?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue, iter_figures
from skykeep.compiler.cache import process_cache
from skykeep.compiler.worlds import draw_worlds
from skykeep.model import Asset, RaidGroup, Scenario, StandardRaid, Study
from skykeep.scenario.settings import apply_settings
from skykeep.terrain import Heightfield

from ..executors import Executor
from ..intervals import QUANTILE
from ..montecarlo import tables_in_memory
from ..prepare import prepare
from .corridors import Corridor

__all__ = [
    "MEASURES",
    "Intruder",
    "Played",
    "identified_p",
    "intrusion_scenario",
    "play_intrusions",
    "tracked_at_most",
]

F64 = npt.NDArray[np.float64]
MEASURES = ("seen", "seen_m", "watched", "identified", "engaged", "engaged_free")
COLUMNS = ("start_s", "confirmed_s", "ended_s", "shots")
UNDECLARED = ("taken_for_friend", "not_identified")
"""Reasons of the ledger that say that no post that could shoot had declared the intruder."""
REST_S = 1_800.0
"""From the arrival of one intruder to the next: all shots at it are over, and radars are free again."""
ROUNDS = 40
"""Ready rounds on each launcher: one intruder alone never finds a launcher empty, so many after each other
must not either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intruder:
    """What flies: a class of the catalogue, at a height as that class means it, and a speed."""

    threat_class: str
    height_m: float
    speed_mps: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Played:
    """Intrusions by [corridor, intruder, world, replication].

    ``seen`` whether a track was confirmed before the end, ``seen_m`` how far inside the border (nan where
    never), ``watched`` the share of the way after that, ``identified`` whether a post knew in time that it is
    none of its own and declared it, ``engaged`` whether a fire unit shot, with weapons tight,
    ``engaged_free`` the same with weapons free.
    """

    seen: F64
    seen_m: F64
    watched: F64
    identified: F64
    engaged: F64
    engaged_free: F64


def intrusion_scenario(
    scenario: Scenario, corridors: Sequence[Corridor], intruders: Sequence[Intruder]
) -> Scenario:
    """Return a scenario whose raid flies every intruder along every corridor, one after the other.

    All corridors lie on one regular grid of bearings, or there is one alone. Intruders come so far apart that
    each meets a defence that is free and loaded. What else flies in the scenario is left out.
    """
    assets: dict[str, Asset] = {corridor.to.id: corridor.to for corridor in corridors}
    first = corridors[0]
    steps = sorted({corridor.bearing_deg for corridor in corridors})
    width_deg = math.gcd(360, *(round(step) for step in steps)) if first.regular else 360.0
    start_s, groups = 0.0, []
    for (row, corridor), (column, intruder) in product(enumerate(corridors), enumerate(intruders)):
        axis = round(corridor.bearing_deg / width_deg) if corridor.regular else 0
        groups.append(
            RaidGroup(
                threat_class=intruder.threat_class,
                count=1,
                speed_mps=intruder.speed_mps,
                standoff_m=corridor.length_m,
                height_m=intruder.height_m,
                axis=axis,
                delay_s=start_s,
                id=f"intrusion-{row}-{column}",
                asset=corridor.to.id,
            )
        )
        start_s += corridor.length_m / intruder.speed_mps + REST_S
    return replace(
        scenario,
        assets=tuple(assets.values()),
        aim=first.to.id,
        fire_units=tuple(replace(unit, rounds_per_launcher=ROUNDS) for unit in scenario.fire_units),
        raid=StandardRaid(
            id="intrusions",
            name="one intruder at a time along stated corridors",
            description="",
            groups=tuple(groups),
            axis_angle_rad=math.radians(width_deg) % (2.0 * math.pi),
        ),
        first_bearing_deg=0.0 if first.regular else first.bearing_deg,
        traffic=(),
        identification=True,
    )


def play_intrusions(
    scenario: Scenario,
    catalogue: Catalogue,
    corridors: Sequence[Corridor],
    intruders: Sequence[Intruder],
    *,
    terrain: Heightfield | None = None,
    executor: Executor | None = None,
) -> Played:
    """Return what becomes of every intruder on every corridor, with weapons tight and with weapons free.

    Raises
    ------
    SkykeepError
        If the scenario cannot be played, as where a path leaves the ground data.
    """
    parts = [
        _batch(scenario, catalogue, batch, intruders, terrain, executor) for batch in _batches(corridors)
    ]
    return Played(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in MEASURES})


def _batches(corridors: Sequence[Corridor]) -> list[list[Corridor]]:
    """Return corridors that can be flown in one raid: all regular ones together, each other one alone."""
    regular = [corridor for corridor in corridors if corridor.regular]
    return [*([regular] if regular else []), *([each] for each in corridors if not each.regular)]


def _batch(
    scenario: Scenario,
    catalogue: Catalogue,
    corridors: Sequence[Corridor],
    intruders: Sequence[Intruder],
    terrain: Heightfield | None,
    executor: Executor | None,
) -> Played:
    """Return what becomes of the intruders of one raid."""
    flights = (len(corridors), len(intruders))
    held, _ = apply_settings(scenario, catalogue, {"doctrine.weapons_tight": True})
    flown = intrusion_scenario(scenario, corridors, intruders)
    free = _threats(flown, catalogue, flights, terrain, executor)
    tight = _threats(intrusion_scenario(held, corridors, intruders), catalogue, flights, terrain, executor)
    speed = np.array([intruder.speed_mps for intruder in intruders])[None, :, None, None]
    seen_s = tight["confirmed_s"] - tight["start_s"]
    way_s = tight["ended_s"] - tight["start_s"]
    engaged = tight["shots"] > 0
    chance = identified_p(flown, catalogue, tight["ended_s"] - tight["confirmed_s"])
    return Played(
        seen=np.isfinite(tight["confirmed_s"]).astype(np.float64),
        seen_m=seen_s * speed,
        watched=np.clip(np.nan_to_num(1.0 - seen_s / way_s, nan=0.0), 0.0, 1.0),
        identified=np.where(engaged, 1.0, np.where(tight["undeclared"] > 0.0, 0.0, chance)),
        engaged=engaged.astype(np.float64),
        engaged_free=(free["shots"] > 0).astype(np.float64),
    )


def tracked_at_most(catalogue: Catalogue, study: Study) -> dict[str, Any]:
    """Return the share of single intruders that chance leaves to the radars, whatever they are: 5, 50 and
    95 % points over worlds of ``track_raid_p`` times ``track_target_p``, which ``figures`` names."""
    names = ("common/track_raid_p", "common/track_target_p")
    figures = {name: figure for name, figure in iter_figures(catalogue.conditions) if name in names}
    drawn = draw_worlds(figures, seed=study.seed, worlds=study.worlds, view=study.view)
    share = np.prod(list(drawn.values()), axis=0)
    low, mid, high = (float(value) for value in np.percentile(share, (5.0, 50.0, 95.0), method=QUANTILE))
    return {"figures": list(names), "low": low, "mid": mid, "high": high}


def identified_p(scenario: Scenario, catalogue: Catalogue, known_s: F64) -> F64:
    """Return the chance that one post knows in time whose a track is and declares it, of each intrusion.

    It stands for intrusions at which nobody could have shot anyway; of the others the raid itself tells.
    Zero where the track lasts less than the drawn time of identification, or there is none (nan); else
    (1 - threat_for_friend_p) (1 - threat_undeclared_p) of the world.

    Parameters
    ----------
    scenario
        Whose study says seed, worlds and view.
    known_s
        How long the track lasts before the intruder arrives, s; the third axis is that of worlds.
    """
    study = scenario.study
    figures = {
        name.removeprefix("common/"): figure
        for name, figure in iter_figures(catalogue.conditions)
        if name in ("common/identify_s", "common/threat_for_friend_p", "common/threat_undeclared_p")
    }
    drawn = draw_worlds(
        {f"common/{name}": figure for name, figure in figures.items()},
        seed=study.seed,
        worlds=study.worlds,
        view=study.view,
    )
    needed = drawn["common/identify_s"][:, None]
    chance = (1.0 - drawn["common/threat_for_friend_p"]) * (1.0 - drawn["common/threat_undeclared_p"])
    in_time = np.nan_to_num(known_s, nan=-1.0) >= needed
    found: F64 = in_time * chance[:, None]
    return found


def _threats(
    scenario: Scenario,
    catalogue: Catalogue,
    shape: tuple[int, int],
    terrain: Heightfield | None,
    executor: Executor | None,
) -> dict[str, F64]:
    """Return columns of the threats table as arrays [corridor, intruder, world, replication]."""
    ready = prepare(scenario, catalogue, terrain=terrain, cache=process_cache())
    threats = tables_in_memory(ready.case, ready.facts, executor=executor).threats
    study = scenario.study
    names = threats["threat"].to_pylist()[: shape[0] * shape[1]]
    places = [_place(name) for name in names]
    found = {}
    undeclared = [reason in UNDECLARED for reason in threats["reason"].to_pylist()]
    columns = {name: threats[name].to_numpy(zero_copy_only=False) for name in COLUMNS}
    for name, column in {**columns, "undeclared": np.array(undeclared)}.items():
        by_raid = np.asarray(column, dtype=np.float64).reshape(study.worlds, study.replications, len(places))
        ordered = np.empty((*shape, study.worlds, study.replications))
        for number, place in enumerate(places):
            ordered[place] = by_raid[:, :, number]
        found[name] = ordered
    return found


def _place(threat: str) -> tuple[int, int]:
    """Return corridor and intruder that the id path of a threat names.

    Examples
    --------
    >>> _place("raid/intrusion-3-1/fighter/0")
    (3, 1)
    """
    (group,) = (part for part in threat.split("/") if part.startswith("intrusion-"))
    row, column = group.removeprefix("intrusion-").split("-")
    return int(row), int(column)
