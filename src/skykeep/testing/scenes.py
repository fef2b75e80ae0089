"""A raid made by hand, for checks that need no computation: every kind of actor, spell and happening."""

from __future__ import annotations

import math

import numpy as np

from skykeep.engine.scene import Actor, Course, Happening, Place, RadarReach, Scene, Spell

__all__ = ["sample_scene"]

_ENDS_S = 60.0
_STEP_S = 2.0


def sample_scene(*, lat_deg: float = 33.0, lon_deg: float = 44.0) -> Scene:
    """Return a raid of two threats, traffic and a decoy at a fire unit, about a place of your own.

    One threat is killed by the second of two interceptors, the other leaks and hits the engagement radar;
    names hold what markup and separators are made of. With a longitude of 180 it lies across the
    antimeridian.
    """
    site = Place(lat_deg, _within(lon_deg), 35.0)
    threats = _threats(site)
    shots = [
        _shot(0, site, threats[0], (8.0, 19.5), "missed"),
        _shot(1, site, threats[0], (10.5, 24.25), "killed"),
    ]
    still = Course(np.zeros(1), *(np.array([value]) for value in site))
    actors = (*threats, *shots, *_defence(still))
    return Scene(
        scenario_id="sample",
        title='A <sample>, "two" & more | not real',
        seed=1,
        world=2,
        replication=3,
        step_s=_STEP_S,
        ends_s=_ENDS_S,
        actors=actors,
        spells=_spells(),
        happenings=_happenings({actor.id: actor for actor in actors}),
    )


def _within(lon_deg: float) -> float:
    """Return a longitude within -180 to 180 degrees."""
    return (lon_deg + 180.0) % 360.0 - 180.0


def _line(first: Place, last: Place, from_s: float, until_s: float) -> Course:
    """Return an even course between two places, with a point at each step of the clock."""
    steps = np.arange(math.floor(from_s / _STEP_S) + 1, math.ceil(until_s / _STEP_S)) * _STEP_S
    time_s = np.array([from_s, *steps, until_s])
    share = (time_s - from_s) / (until_s - from_s)
    east_deg = _within(last.lon_deg - first.lon_deg)
    lon_deg = (first.lon_deg + share * east_deg + 180.0) % 360.0 - 180.0
    lat_deg = first.lat_deg + share * (last.lat_deg - first.lat_deg)
    return Course(time_s, lat_deg, lon_deg, first.alt_msl_m + share * (last.alt_msl_m - first.alt_msl_m))


def _threats(site: Place) -> list[Actor]:
    """Return what flies in: a cruise missile, a ballistic one, a decoy and an airliner."""

    def away(north_deg: float, east_deg: float, alt_msl_m: float) -> Place:
        return Place(site.lat_deg + north_deg, _within(site.lon_deg + east_deg), alt_msl_m)

    rows = (
        ("cruise-missile", "raid", (0.0, 24.25), away(0.2, -0.3, 120.0), away(0.1, -0.1, 80.0), "killed"),
        ("srbm", "raid", (1.25, 40.0), away(1.0, 0.5, 52_000.0), site, "leaked"),
        ("decoy-uav", "raid", (3.0, 60.0), away(-0.2, 0.3, 500.0), away(-0.1, 0.2, 500.0), "leaked"),
        ("airliner", "neutral", (0.0, 60.0), away(0.5, 0.4, 10_500.0), away(0.4, 0.2, 10_500.0), "passed"),
    )
    return [
        Actor(
            id=f"raid/axis-0/{what}/0",
            kind="threat",
            what=what,
            name=what.replace("-", " "),
            side=side,
            begins_s=span[0],
            ends_s=span[1],
            course=_line(first, last, *span),
            end=end,
            decoy=what == "decoy-uav",
            ballistic=what == "srbm",
        )
        for what, side, span, first, last, end in rows
    ]


def _shot(number: int, site: Place, threat: Actor, span: tuple[float, float], end: str) -> Actor:
    """Return an interceptor from the site to where a threat is then."""
    return Actor(
        id=f"unit-1/round/{number}",
        kind="interceptor",
        what="sample-system/round",
        name="Round, of a sample",
        side="defence",
        begins_s=span[0],
        ends_s=span[1],
        course=_line(site, threat.course.at(span[1]), *span),
        end=end,
        belongs_to="unit-1",
        at=threat.id,
    )


def _defence(still: Course) -> list[Actor]:
    """Return radars, a passive sensor, a fire unit, its post and what it defends, all at one place but for
    a radar aloft."""
    aloft = Course(np.zeros(1), still.lat_deg + 0.3, still.lon_deg, np.array([9000.0]))
    narrow = RadarReach(90_000.0, -0.05, 1.2, math.radians(45.0), 1.0)
    wide = RadarReach(150_000.0, -0.05, 0.6, math.pi, 5.0)

    def row(kind: str, name: str, words: str, course: Course, **more: object) -> Actor:
        values = {"what": name.rpartition("/")[2], "side": "defence", "begins_s": 0.0, "ends_s": _ENDS_S}
        return Actor(id=name, kind=kind, name=words, course=course, **(values | more))  # type: ignore[arg-type]

    return [
        row("radar", "unit-1/tracker", "Tracker", still, belongs_to="unit-1", reach=narrow),
        row("radar", "unit-1/search", "Search radar", still, reach=wide),
        row("radar", "eye/aloft", "Radar aloft", aloft, reach=wide, flies=True),
        row("radar", "ear/listener", "Listener", still, reach=wide, passive=True),
        row("fire_unit", "unit-1", "Sample \\ system, <1>", still, channels=2),
        row("post", "unit-1/command-post", "command post", still),
        row("asset", "asset/town", "Town «ا»", still),
    ]


def _spells() -> tuple[Spell, ...]:
    """Return a spell of every state."""
    cruise, ballistic = "raid/axis-0/cruise-missile/0", "raid/axis-0/srbm/0"
    found = [
        Spell("unit-1", "engages", 8.0, 26.0, cruise),
        Spell("unit-1", "out_of_action", 40.0, _ENDS_S),
        Spell("unit-1/tracker", "out_of_action", 40.0, _ENDS_S),
        Spell("unit-1/tracker", "radiates", 0.0, 40.0),
        Spell("unit-1/tracker", "faces", 0.0, 4.0, value=5.5),
        Spell("unit-1/tracker", "faces", 6.0, _ENDS_S, value=0.4),
        Spell("unit-1/search", "radiates", 0.0, _ENDS_S),
        Spell("unit-1/search", "holds", 4.0, 24.25, cruise),
        Spell("unit-1/search", "holds", 12.0, 40.0, ballistic),
        Spell("eye/aloft", "radiates", 10.0, 20.0),
        Spell("eye/aloft", "radiates", 30.0, 40.0),
        Spell("ear/listener", "hears", 5.0, 15.0, ballistic),
        Spell("unit-1/command-post", "knows", 4.0, 24.25, cruise),
        Spell("unit-1/command-post", "knows", 12.0, 40.0, ballistic),
    ]
    return tuple(sorted(found, key=lambda each: (each.actor, each.from_s, each.state)))


def _happenings(actors: dict[str, Actor]) -> tuple[Happening, ...]:
    """Return what happened, in order of time."""
    cruise, ballistic = "raid/axis-0/cruise-missile/0", "raid/axis-0/srbm/0"
    rows = (
        (4.0, "confirmed", "unit-1/search", cruise, ""),
        (4.0, "known", "unit-1/command-post", cruise, ""),
        (5.0, "bearing", "ear/listener", ballistic, ""),
        (8.0, "launched", "unit-1", cruise, "unit-1/round/0"),
        (10.0, "switched_on", "eye/aloft", "", ""),
        (10.5, "launched", "unit-1", cruise, "unit-1/round/1"),
        (19.5, "missed", "unit-1/round/0", cruise, "unit-1/round/0"),
        (24.25, "killed", "unit-1/round/1", cruise, "unit-1/round/1"),
        (26.0, "assessed_dead", "unit-1", cruise, ""),
        (40.0, "leaked", ballistic, "", ""),
        (40.0, "radar_lost", "unit-1", ballistic, ""),
        (60.0, "leaked", "raid/axis-0/decoy-uav/0", "", ""),
        (60.0, "passed", "raid/axis-0/airliner/0", "", ""),
    )
    return tuple(
        Happening(time_s, name, actor, about, shot, actors[actor].course.at(time_s))
        for time_s, name, actor, about, shot in rows
    )
