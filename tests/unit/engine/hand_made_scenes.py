"""Scenes made by hand: a fire unit, threats that fly straight to it, and what is said to happen."""

import numpy as np

from skykeep.engine.scene import Actor, Course, Happening, Place, Scene, Spell, Stock

HOME = Place(33.0, 44.0, 40.0)
UNIT, RADAR, POST, INTERCEPTOR = "unit-1", "unit-1/eye", "unit-1/command-post", "sam/round"


def standing(place=HOME):
    """Return the course of what stands at a place."""
    return Course(np.zeros(1), *(np.array([value]) for value in place))


def flying(begins_s, ends_s):
    """Return an even course from the north to the fire unit."""
    time_s = np.array([begins_s, ends_s])
    return Course(time_s, np.array([34.0, 33.0]), np.array([44.0, 44.0]), np.array([100.0, 40.0]))


def threat(name, begins_s, ends_s, end, **more):
    """Return a threat."""
    given = {"what": "cruise-missile", "name": "cruise missile", "side": "raid"} | more
    return Actor(
        id=name,
        kind="threat",
        begins_s=begins_s,
        ends_s=ends_s,
        course=flying(begins_s, ends_s),
        end=end,
        **given,
    )


def fire_unit(channels=2, name=UNIT):
    """Return a fire unit."""
    return Actor(
        id=name,
        kind="fire_unit",
        what="sam",
        name="a system",
        side="defence",
        begins_s=0.0,
        ends_s=500.0,
        course=standing(),
        channels=channels,
    )


def shot(number, at, launched_s, met_s, end, unit=UNIT):
    """Return an interceptor, and that it was launched and met its threat."""
    name = f"{unit}/round/{number}"
    actor = Actor(
        id=name,
        kind="interceptor",
        what=INTERCEPTOR,
        name="a round",
        side="defence",
        begins_s=launched_s,
        ends_s=met_s,
        course=flying(launched_s, met_s),
        end=end,
        belongs_to=unit,
        at=at,
    )
    return actor, [
        Happening(launched_s, "launched", unit, at, name, HOME),
        Happening(met_s, end, name, at, name, Place(33.5, 44.0, 90.0)),
    ]


def leaks(*threats):
    """Return that some threats leaked."""
    return [Happening(each.ends_s, "leaked", each.id, "", "", HOME) for each in threats]


def engages(about, from_s, until_s, unit=UNIT):
    """Return a spell in which a fire unit engages a threat."""
    return Spell(unit, "engages", from_s, until_s, about)


def knows(about, from_s, until_s):
    """Return a spell in which the post knows a threat."""
    return Spell(POST, "knows", from_s, until_s, about)


def hand_made(actors, *, shots=(), happenings=(), spells=(), stocks=((0.0, 8),), units=None):
    """Return a scene of one fire unit, unless others are given."""
    made = [*actors, *(actor for actor, _ in shots), *(units or [fire_unit()])]
    told = [*happenings, *(each for _, pair in shots for each in pair)]
    return Scene(
        scenario_id="hand-made",
        title="Made by hand",
        seed=1,
        world=0,
        replication=0,
        step_s=1.0,
        ends_s=max(actor.ends_s for actor in actors),
        actors=tuple(made),
        spells=tuple(sorted(spells, key=lambda each: (each.actor, each.from_s))),
        happenings=tuple(sorted(told, key=lambda each: each.time_s)),
        stocks=tuple(Stock(UNIT, INTERCEPTOR, *each) for each in stocks),
    )
