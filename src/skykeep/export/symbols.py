"""What stands for each kind of actor in other programs: one table, a row for each class of the catalogue.

Threat classes of the user's own are told by how they fly. No row names a model, a country or a maker: kinds
only, as figures of a study are.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from skykeep.engine.scene import Actor

__all__ = ["CLASS_SYMBOLS", "IDENTITIES", "KIND_SYMBOLS", "Symbol", "identity_of", "symbol_of"]


class Symbol(NamedTuple):
    """How a kind of actor is told.

    ``sidc`` is the symbol code of MIL-STD-2525D and APP-6D with ``?`` for the identity, ``acmi`` the type of
    Tacview, ``cot`` the end of a type of Cursor on Target, and ``dis`` kind, domain, country, category and
    subcategory of SISO-REF-010, country 0 for none.
    """

    sidc: str
    acmi: str
    cot: str
    dis: tuple[int, int, int, int, int]


_AIR = Symbol("100?0100001100000000", "Air+FixedWing", "A-M-F", (1, 2, 0, 0, 0))
_FIGHTER = Symbol("100?0100001101040000", "Air+FixedWing", "A-M-F-F", (1, 2, 0, 1, 0))
_UNMANNED = Symbol("100?0100001103000000", "Air+FixedWing", "A-M-F-Q", (1, 2, 0, 50, 0))
_AIRLINER = Symbol("100?0100001201000000", "Air+FixedWing", "A-C-F", (1, 2, 0, 87, 0))
_DECOY = Symbol("100?0100001302000000", "Misc+Decoy", "A-W-D", (8, 2, 0, 0, 0))
_BOMB = Symbol("100?0100001301000000", "Weapon+Bomb", "A-W-B", (2, 9, 0, 1, 0))
_CRUISE = Symbol("100?0200001100000700", "Weapon+Missile", "A-W-M", (2, 11, 0, 1, 0))
_BALLISTIC = Symbol("100?0200001100000600", "Weapon+Missile", "A-W-M", (2, 11, 0, 2, 0))
_SEEKS_EMITTERS = Symbol("100?0200001100000100", "Weapon+Missile", "A-W-M", (2, 4, 0, 1, 0))

CLASS_SYMBOLS: Mapping[str, Symbol] = MappingProxyType(
    {
        "airliner": _AIRLINER,
        "cruise-missile": _CRUISE,
        "decoy-air-launched": _DECOY,
        "decoy-uav": _DECOY,
        "emitter-seeking-weapon": _SEEKS_EMITTERS,
        "fighter": _FIGHTER,
        "glide-bomb": _BOMB,
        "low-observable-cruise-missile": _CRUISE,
        "low-observable-fighter": _FIGHTER,
        "male-uav": _UNMANNED,
        "mrbm": _BALLISTIC,
        "one-way-attack-uav": _UNMANNED,
        "srbm": _BALLISTIC,
    }
)
"""By threat class of the shipped catalogue."""

KIND_SYMBOLS: Mapping[str, Symbol] = MappingProxyType(
    {
        "interceptor": Symbol("100?0200001100000800", "Weapon+Missile", "A-W-M-S-A", (2, 1, 0, 1, 0)),
        "radar": Symbol("100?1500002203000000", "Ground+Static+Sensor", "G-E-S-R", (1, 1, 0, 28, 0)),
        "radar aloft": Symbol("100?0100001101160000", "Air+FixedWing", "A-M-F-W", (1, 2, 0, 8, 0)),
        "passive sensor": Symbol("100?1500002201000000", "Ground+Static+Sensor", "G-E-S", (1, 1, 0, 28, 0)),
        "fire_unit": Symbol(
            "100?1000151301020000", "Ground+Static+AntiAircraft", "G-U-C-D-M", (1, 1, 0, 28, 0)
        ),
        "post": Symbol("100?1002161301000000", "Ground+Static+Building", "G-U-C-D", (1, 1, 0, 29, 0)),
        "asset": Symbol("100?2000001200000000", "Ground+Static+Building", "G-I", (5, 1, 0, 0, 0)),
    }
)
"""By kind of actor, for all but threats."""


class Identity(NamedTuple):
    """Whose something is: digit of the symbol code, letter of Cursor on Target, force of DIS, colour and name
    of the side in Tacview."""

    sidc: str
    cot: str
    dis: int
    colour: str
    coalition: str


IDENTITIES: Mapping[str, Identity] = MappingProxyType(
    {
        "raid": Identity("6", "h", 2, "Red", "Raid"),
        "defence": Identity("3", "f", 1, "Blue", "Defence"),
        "friendly": Identity("3", "f", 1, "Cyan", "Friendly traffic"),
        "neutral": Identity("4", "n", 3, "Green", "Neutral traffic"),
    }
)
"""By side of an actor."""


def symbol_of(actor: Actor) -> Symbol:
    """Return what stands for an actor; its symbol code bears its identity."""
    if actor.kind == "threat":
        unknown = _BALLISTIC if actor.ballistic else _DECOY if actor.decoy else _AIR
        found = CLASS_SYMBOLS.get(actor.what, unknown)
    elif actor.kind == "radar" and actor.passive:
        found = KIND_SYMBOLS["passive sensor"]
    elif actor.kind == "radar" and actor.flies:
        found = KIND_SYMBOLS["radar aloft"]
    else:
        found = KIND_SYMBOLS[actor.kind]
    return found._replace(sidc=found.sidc.replace("?", identity_of(actor).sidc))


def identity_of(actor: Actor) -> Identity:
    """Return whose an actor is."""
    return IDENTITIES[actor.side]
