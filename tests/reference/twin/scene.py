"""What is given to a raid, read from one world of a compiled case as plain numbers.

Every field of every record is either read here, or refused where it is not zero: who adds a mechanism teaches
it to the twin, or leaves it off.
"""

from dataclasses import fields, replace
from math import inf

import numpy as np

from skykeep.core.raid.vocabulary.codes import POLICY_NAMES

from .assign import COLUMNS
from .given import (
    Chances,
    ClassDuty,
    Course,
    Doctrine,
    Knot,
    KnownPlace,
    Launcher,
    Link,
    Move,
    Noise,
    Part,
    Post,
    Radar,
    RadarDuty,
    Receiver,
    Recognition,
    Round,
    Scene,
    Stand,
    Supplied,
    Threat,
    ThreatClass,
    Unit,
    UnitDuty,
    View,
)

OFF: dict = {}
"""What stands for "off" in fields that the twin does not know, where that is not zero."""


class TwinDoesNotKnowError(ValueError):
    """A case asks for something that the twin has not been taught."""


def plain(what, rows, kind, *more):
    """Return the rows of a table as objects of ``kind``; refuse what that does not hold, unless it is off.

    ``more`` are lists, in the order of the rows, of what the table does not hold: the last fields of
    ``kind``.

    Raises
    ------
    TwinDoesNotKnowError
        If a field that ``kind`` does not know is anything but zero, or what else is off for it.
    """
    rows = np.atleast_1d(rows)
    known = [entry.name for entry in fields(kind)][: -len(more) or None]
    for name in set(rows.dtype.names) - set(known):
        for value in rows[name][rows[name] != OFF.get(f"{what}.{name}", 0)].tolist():
            raise TwinDoesNotKnowError(f"the twin does not know {what}.{name} = {value!r}")
    columns = [rows[name].tolist() for name in known]
    return [kind(*values) for values in zip(*columns, *more, strict=True)]


_READ = {
    *("seed", "confirm_m", "confirm_n", "snr_first_db", "snr_step_db", "p_detect", "effects", "radars"),
    *("paths", "first_sight", "nodes", "sights", "posts", "links", "units", "doctrine", "choices"),
    *("launchers", "interceptors", "kill_p", "flyout_time_s", "threats", "classes", "chances"),
    *("given", "given_kill_u", "raid_kill_p", "believed_kill_p", "recognition"),
    *("wear", "first_paths", "duties", "known_places"),
}
"""Tables of a case that are read here; where a threat is first in sight the twin finds for itself, and what
posts believe of a round is asked by those alone that assign, which the twin refuses."""


def read_scene(case, world):
    """Return one world of a compiled case as plain numbers.

    Raises
    ------
    TwinDoesNotKnowError
        If the case holds a table or a field that the twin does not know, and that is not empty or zero.
    """
    for name in set(case._fields) - _READ:
        told = getattr(case, name)
        tables = told if isinstance(told, tuple) else (told,)
        if any(table is not None and np.size(table) > 0 for table in tables):
            raise TwinDoesNotKnowError(f"the twin does not know the table {name} of a case")
    if len(case.given) > 0 or np.size(case.given_kill_u) > 0:
        raise TwinDoesNotKnowError("the twin does not know pictures that are given: it looks for itself")
    return Scene(
        seed=case.seed,
        world=world,
        confirm=(case.confirm_m, case.confirm_n),
        snr_grid_db=(case.snr_first_db, case.snr_step_db),
        courses=[read_course(case, row) for row in case.paths],
        radars=plain("Radar", case.radars[world], Radar, *read_effects(case, world)),
        posts=read_posts(case, world),
        links=plain("Link", case.links[world], Link),
        units=plain("Unit", case.units[world], Unit, *read_doctrine(case, world)),
        launchers=plain("Launcher", case.launchers[world], Launcher),
        rounds=plain("Interceptor", case.interceptors[world], Round, *read_figures(case, world)),
        threats=read_threats(case, world),
        classes=plain("ThreatClass", case.classes[world], ThreatClass, case.p_detect.tolist()),
        chances=plain("Chances", case.chances[world], Chances)[0],
        recognition=read_recognition(case, world),
        known_places=[]
        if case.known_places is None
        else plain("KnownPlace", case.known_places[world], KnownPlace),
        **read_wear(case, world),
        **read_duties(case, world),
    )


def read_posts(case, world):
    """Return the command posts.

    Raises
    ------
    TwinDoesNotKnowError
        If fire units are ordered by a policy that the twin does not know.
    """
    posts = plain("Post", case.posts[world], Post)
    for number in set(case.units["assigner"][world].tolist()) - {-1}:
        if posts[number].policy > COLUMNS:
            raise TwinDoesNotKnowError(f"the twin does not know policy {POLICY_NAMES[posts[number].policy]}")
    return posts


def read_doctrine(case, world):
    """Return doctrine and choice of rounds of each fire unit, by class."""
    doctrine = [plain("Doctrine", own, Doctrine) for own in case.doctrine[world]]
    choices = case.choices[world].tolist()
    return doctrine, [[[place for place in own if place >= 0] for own in unit] for unit in choices]


def read_figures(case, world):
    """Return kill chances as posts believe them and as they are, laws that they are drawn from, and fly-out
    times of each round."""
    kill_p, believed = case.kill_p[world].tolist(), case.believed_kill_p.tolist()
    laws = [[]] * len(kill_p) if case.raid_kill_p is None else case.raid_kill_p[world].tolist()
    return believed, kill_p, laws, case.flyout_time_s.tolist()


def read_threats(case, world):
    """Return the threats, which fly at drawn sites by paths of this world."""
    threats = plain("Threat", case.threats, Threat)
    if case.first_paths is None:
        return threats
    first = case.first_paths[world].tolist()
    return [replace(threat, first_path=path) for threat, path in zip(threats, first, strict=True)]


def read_wear(case, world):
    """Return what wears out and is supplied, by name; empty lists where nothing does."""
    if case.wear is None:
        return {"parts": [], "spares": [], "moves": [], "stands": [], "supply": []}
    wear = case.wear.world(world)
    return {
        "parts": plain("Part", wear.parts, Part),
        "spares": wear.pools["spares"].tolist(),
        "moves": plain("Move", wear.moves, Move),
        "stands": plain("Stand", wear.stands, Stand),
        "supply": plain("Supply", wear.supply, Supplied),
    }


def read_duties(case, world):
    """Return the duties of radars, fire units and classes, by name; empty lists where there are none."""
    if case.duties is None:
        return {"radar_duties": [], "unit_duties": [], "class_duties": [], "eyes": []}
    duties = case.duties.world(world)
    return {
        "radar_duties": plain("RadarDuty", duties.radars, RadarDuty),
        "unit_duties": plain("UnitDuty", duties.units, UnitDuty),
        "class_duties": plain("ClassDuty", duties.classes, ClassDuty),
        "eyes": [[number for number in own if number >= 0] for own in duties.eyes.tolist()],
    }


def read_recognition(case, world):
    """Return how posts recognise what they track; None if they know at once, and rightly."""
    if case.recognition is None or np.size(case.recognition) == 0:
        return None
    return plain("Recognition", case.recognition[world, 0], Recognition)[0]


def read_course(case, row):
    """Return a path with all that is seen of it."""
    span = slice(row["first_node"], row["end_node"])
    knots, effects = case.nodes[span], case.effects
    grounds, speeds_mps = [[0] * len(knots)] * len(case.sights), [[inf] * len(knots)] * len(case.sights)
    bent = []
    if effects is not None:
        if np.size(effects.ground_seen) > 0:
            grounds = effects.ground_seen[:, span].tolist()
        if np.size(effects.radial_speed_mps) > 0:
            speeds_mps = effects.radial_speed_mps[:, span].tolist()
        bent = effects.diffraction[:, span].tolist() if np.size(effects.diffraction) > 0 else []
    return Course(
        aborted=bool(row["aborted"]),
        knots=plain("Node", knots, Knot),
        views=[
            plain("Sight", site[span], View, ground, speed_mps)
            for site, ground, speed_mps in zip(case.sights, grounds, speeds_mps, strict=True)
        ],
        bent=bent,
    )


def read_effects(case, world):
    """Return the sources of noise of each radar, its J/N times squared range against each class, and its
    receiver; None where no effect is on."""
    radars, classes = case.radars.shape[1], case.classes.shape[1]
    screening_m2 = [[0.0] * classes] * radars
    if case.effects is None or len(case.effects.receivers) == 0:
        return [[]] * radars, screening_m2, [None] * radars
    effects = case.effects.world(world)
    if np.size(effects.self_screening_m2) > 0:
        screening_m2 = effects.self_screening_m2.tolist()
    noise = [plain("Interference", own, Noise) for own in effects.sources]
    return noise, screening_m2, plain("Receiver", effects.receivers, Receiver)
