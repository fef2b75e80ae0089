"""What doctrine settles for a fire unit and a class of threats, and what it leaves of one shot.

A field with a ``Key`` is a key of scenario and preset files: reader, schema, columns and words are made from
this one line. Zero is "off" for every one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Annotated, get_args, get_type_hints

from ...kernel.records import Record

__all__ = ["Doctrine", "Key", "Terms", "doctrine_keys"]


@dataclass(frozen=True, slots=True)
class Key:
    """What a user may say with a field of ``Doctrine``: what it means, what is said of a value in a sentence,
    where ``{}`` stands for it, and the greatest value, in SI units; the least is 0 where nothing else is
    said. A rule that asks ``identity.held_aim`` ``asks_places`` that threats may fly at."""

    means: str
    says: str
    high: float = 1.0
    low: float = 0.0
    asks_places: bool = False


class Doctrine(Record):
    """What a fire unit does about a class of threats.

    Rounds of the first salvo and of later ones, or hold fire; whether every rule is off, so that none has to
    be asked; then what the rules in ``rules`` read, each in the file that names the field.
    """

    salvo_size: int
    later_salvo_size: int
    hold_fire: bool
    without_rules: bool
    launch_within_m: Annotated[
        float,
        Key(
            "no launch while the threat is farther than this from the fire unit, by slant range",
            "no launch at more than {}",
            1000000.0,
        ),
    ]
    launch_last_s: Annotated[
        float,
        Key(
            "no launch while the threat needs longer than this to the first place that it may fly at",
            "no launch earlier than {} before arrival",
            3600.0,
            asks_places=True,
        ),
    ]
    round_spacing_s: Annotated[
        float,
        Key(
            "time between the launches of one salvo; launchers may need longer",
            "rounds of a salvo {} apart",
            600.0,
        ),
    ]
    meet_within_m: Annotated[
        float,
        Key(
            "no intercept farther than this from the launcher, by slant range",
            "no intercept at more than {}",
            1000000.0,
        ),
    ]
    meet_beyond_m: Annotated[
        float,
        Key(
            "keep-out round the launchers: no intercept nearer than this to one",
            "no intercept within {} of a launcher",
            100000.0,
        ),
    ]
    keep_out_m: Annotated[
        float,
        Key(
            "keep-out round what is defended: no intercept when the threat has less than this left "
            "to the first place that it may fly at",
            "no intercept in the last {} of a threat's way",
            100000.0,
            asks_places=True,
        ),
    ]
    hold_share: Annotated[
        float,
        Key(
            "wait until a round would meet its threat within this share of its greatest "
            "range, unless that leaves no shot",
            "waits for an intercept within {} of the greatest range",
            1.0,
        ),
    ]
    reserve_rounds: Annotated[
        int,
        Key(
            "rounds of the fire unit, ready or being loaded, that are kept for other threats",
            "keeps its last {} rounds for others",
            1000,
        ),
    ]
    least_value: Annotated[
        float,
        Key(
            "threats that may fly at no part of the defence, and at no asset worth this much, are let go",
            "lets go what can fly at nothing worth {}",
            1000000000000.0,
            asks_places=True,
        ),
    ]
    last_chance_rounds: Annotated[
        int,
        Key(
            "rounds fired together where no second look is possible",
            "{} rounds together where no second look is possible",
            8,
        ),
    ]
    weapons_tight: Annotated[
        bool,
        Key(
            "weapons tight: no shot at what the post has not declared hostile; else weapons are free against "
            "all that it does not take for a friend",
            "shoots at nothing but what is declared hostile",
            1,
        ),
    ]
    permission_s: Annotated[
        float,
        Key(
            "time from when a fire unit is ready for a threat until its superior has "
            "permitted it to fire; 0: it needs no permission",
            "waits {} for permission to fire",
            3600.0,
        ),
    ]
    free_after_first: Annotated[
        bool,
        Key(
            "the first permission of a raid holds for all threats that follow",
            "weapons are free after the first permission",
            1,
        ),
    ]
    priority: Annotated[
        float,
        Key(
            "points: threats with more are served first, equal ones as they arrive",
            "{} points of priority",
            1000.0,
            -1000.0,
        ),
    ]
    value_priority: Annotated[
        float,
        Key(
            "points for each unit of worth of the most valuable asset that a threat may fly at",
            "{} points of priority for each unit of worth",
            1000.0,
            asks_places=True,
        ),
    ]
    self_defence_priority: Annotated[
        float,
        Key(
            "points for threats that may fly at a part of the fire unit itself: radar, command post, "
            "launcher",
            "{} points of priority for what may fly at its own parts",
            1000.0,
            asks_places=True,
        ),
    ]
    point_defence_m: Annotated[
        float,
        Key(
            "threats that may fly at a place within this of the fire unit are served before all others",
            "serves first what may fly at a place within {}",
            100000.0,
            asks_places=True,
        ),
    ]
    leave_to_partner: Annotated[
        bool,
        Key(
            "no shot while another fire unit of the post, or of one linked with it, can take the threat",
            "leaves threats to partners that can take them",
        ),
    ]


class Terms(Record):
    """What doctrine leaves of the next shot of a fire unit at a threat; times are on the raid's clock.

    It fires ``rounds`` together, no more than ``rounds_most`` whoever asks for more, each ``spacing_s`` after
    the one before it, none before ``launch_from_s``; they meet the threat between ``meet_min_m`` and
    ``meet_max_m`` from the launcher, within ``meet_max_share`` of the round's greatest range, which a last
    chance may exceed, and not after ``meet_until_s``. It holds fire until ``hold_until_s``: while that is
    now or earlier until something happens, minus infinite where it does not hold. What leaves no shot now may
    leave one at ``again_s``, infinite where nothing does. ``by_rules`` tells whether any rule is on.
    """

    by_rules: bool
    rounds: int
    rounds_most: int
    spacing_s: float
    launch_from_s: float
    meet_min_m: float
    meet_max_m: float
    meet_max_share: float
    meet_until_s: float
    hold_until_s: float
    again_s: float


@cache
def doctrine_keys() -> Mapping[str, tuple[type, Key]]:
    """Return type and key of every field of ``Doctrine`` that has one, by its name."""
    hints = get_type_hints(Doctrine, include_extras=True)
    keyed = {name: get_args(hint) for name, hint in hints.items() if get_args(hint)}
    return MappingProxyType({name: (args[0], args[1]) for name, args in keyed.items() if len(args) == 2})
