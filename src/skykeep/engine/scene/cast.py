"""The actors of a scene: threats, interceptors, radars, fire units, posts and what is defended."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from skykeep.core.raid.tables.entities import Shot
from skykeep.core.raid.vocabulary.codes import HIT, OUTCOME_NAMES, SIDE_NAMES, WASTED
from skykeep.terrain.geodesic import WGS84

from .antennas import reach_of
from .courses import course_of_shot, course_of_threat, is_aloft, sample_times, standing, stands_at
from .records import Actor, Course, Place
from .stage import Stage

__all__ = ["ENDS_OF_SHOTS", "cast_of"]

DEFENCE = "defence"
ENDS_OF_SHOTS = {HIT: "killed", WASTED: "wasted"}
"""What a round is told to have done; any other one missed."""


def cast_of(stage: Stage) -> tuple[Actor, ...]:
    """Return all actors, in the order of their kinds; their ids are unique."""
    return (*_threats(stage), *_interceptors(stage), *_radars(stage), *_fire_units(stage), *_rest(stage))


def _threats(stage: Stage) -> Iterator[Actor]:
    """Yield what flies in, traffic included, until it has ended."""
    case, played = stage.case, stage.played
    for number, name in enumerate(stage.legend.threats):
        given = case.threats[number]
        what = stage.legend.threat_class[number]
        course = course_of_threat(case, stage.where, played, number, stage.step_s)
        yield Actor(
            id=name,
            kind="threat",
            what=what,
            name=stage.names.get(what, what),
            side=SIDE_NAMES[given.side],
            begins_s=float(course.time_s[0]),
            ends_s=float(course.time_s[-1]),
            course=course,
            end=OUTCOME_NAMES[played.results.threats["outcome"][0, number]],
            decoy=bool(given.decoy),
            ballistic=bool(case.classes["ballistic"][stage.world, given.threat_class]),
        )


def _interceptors(stage: Stage) -> Iterator[Actor]:
    """Yield the rounds that were fired, from launch to meeting."""
    for name, shot in zip(stage.shot_ids, stage.played.shots, strict=True):
        yield _interceptor(stage, name, shot)


def _interceptor(stage: Stage, name: str, shot: Shot) -> Actor:
    """Return one round as an actor."""
    what = stage.legend.interceptors[shot.interceptor]
    course = course_of_shot(stage.case, stage.where, stage.world, stage.played, shot, stage.step_s)
    return Actor(
        id=name,
        kind="interceptor",
        what=what,
        name=stage.names.get(what, what),
        side=DEFENCE,
        begins_s=float(shot.launch_s),
        ends_s=float(shot.intercept_s),
        course=course,
        end=ENDS_OF_SHOTS.get(shot.end, "missed"),
        belongs_to=stage.legend.units[shot.unit],
        at=stage.legend.threats[shot.threat],
    )


def _radars(stage: Stage) -> Iterator[Actor]:
    """Yield the radars and passive sensors."""
    case, world = stage.case, stage.world
    for name, antenna in zip(stage.radar_ids, stage.antennas, strict=True):
        rows = list(antenna.rows)
        what = stage.legend.sensors[rows[0]].rpartition("/")[2]
        duties = None if case.duties is None else case.duties.radars[world, rows]
        site = stage.where.sites[int(case.radars["site"][world, rows[0]])]
        yield Actor(
            id=name,
            kind="radar",
            what=what,
            name=stage.names.get(stage.legend.sensors[rows[0]], what),
            side=DEFENCE,
            begins_s=0.0,
            ends_s=stage.ends_s,
            course=_course(stage, name, stands_at(site)),
            flies=is_aloft(site),
            belongs_to=stage.legend.units[antenna.unit] if antenna.unit >= 0 else "",
            passive=duties is not None and bool(duties["bearing_only"].all()),
            reach=reach_of(case, world, antenna),
        )


def _fire_units(stage: Stage) -> Iterator[Actor]:
    """Yield the fire units, with the channels that are ready in this raid."""
    for number, name in enumerate(stage.legend.units):
        given = stage.case.units[stage.world, number]
        system = stage.legend.layers[given.layer]
        yield Actor(
            id=name,
            kind="fire_unit",
            what=system,
            name=stage.names.get(system, system),
            side=DEFENCE,
            begins_s=0.0,
            ends_s=stage.ends_s,
            course=_course(stage, name, stands_at(stage.where.sites[int(given.site)])),
            channels=int(stage.played.raid.units["channels_ready"][number]),
        )


def _rest(stage: Stage) -> Iterator[Actor]:
    """Yield the command posts, and what is defended."""
    for number, name in enumerate(stage.post_ids):
        here = stands_at(stage.where.sites[int(stage.where.post_site[stage.world, number])])
        yield _lasting(stage, name, "command post", _course(stage, name, here), post=True)
    for asset in stage.where.assets:
        here = Place(asset.lat_deg, asset.lon_deg, asset.alt_msl_m)
        yield _lasting(stage, f"asset/{asset.id}", asset.name, standing(here), post=False)


def _lasting(stage: Stage, name: str, words: str, course: Course, *, post: bool) -> Actor:
    """Return a post or an asset, which is there all the time."""
    return Actor(
        id=name,
        kind="post" if post else "asset",
        what="command-post" if post else "asset",
        name=words,
        side=DEFENCE,
        begins_s=0.0,
        ends_s=stage.ends_s,
        course=course,
    )


def _course(stage: Stage, name: str, here: Place) -> Course:
    """Return the course of what stands at a place, or drives from there with its fire unit.

    The way between two sites is drawn straight and even: no road is known.
    """
    case = stage.case
    for move in stage.moves():
        if case.wear is None or name not in stage.of_move(move):
            continue
        given, state = case.wear.moves[stage.world, move], stage.played.raid.wear.moves[move]
        alternate = case.radars["site"][stage.world, int(given.alternate_radar)]
        there = stands_at(stage.where.sites[int(alternate)])
        return _driven(here, there, (float(state.gone_s), float(state.arrives_s)), stage)
    return standing(here)


def _driven(here: Place, there: Place, when_s: tuple[float, float], stage: Stage) -> Course:
    """Return the course of what drives from one place to another between two times."""
    steps_s = sample_times(0.0, stage.ends_s, stage.step_s)
    time_s = np.unique([*steps_s, *(each for each in when_s if each < stage.ends_s)])
    share = np.clip((time_s - when_s[0]) / (when_s[1] - when_s[0]), 0.0, 1.0)
    azimuth_deg, _, length_m = WGS84.inv(here.lon_deg, here.lat_deg, there.lon_deg, there.lat_deg)
    count = time_s.size
    lon_deg, lat_deg, _ = WGS84.fwd(
        np.full(count, here.lon_deg),
        np.full(count, here.lat_deg),
        np.full(count, azimuth_deg),
        share * length_m,
    )
    alt_msl_m = here.alt_msl_m + share * (there.alt_msl_m - here.alt_msl_m)
    return Course(time_s, np.asarray(lat_deg), np.asarray(lon_deg), alt_msl_m)
