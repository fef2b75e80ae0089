"""Reading the parameters of leakage cases: which each kind needs, and what they may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .casefile import Case

__all__ = ["KINDS", "MEANS_OF_FIRE", "Params", "is_known", "read_params"]

Params = Mapping[str, Any]
"""Counts as whole numbers, probabilities as numbers, ``qs`` as a list of probabilities."""

MEANS_OF_FIRE = frozenset({"s", "r", "rounds", "c", "m"})
"""Counts without which nothing is fired: shots, looks, rounds of fire, channels, magazine."""
_LAYERS = frozenset({"c1", "R1", "m1", "s2", "c2"})
_COUNTS = MEANS_OF_FIRE | _LAYERS | {"n", "d"}
_COUNT_MAX = 10_000


class _Kind(NamedTuple):
    """The parameters that a kind of case needs, and those that it may have."""

    needed: frozenset[str]
    optional: frozenset[str] = frozenset()


def _kind(needed: str, optional: str = "") -> _Kind:
    return _Kind(frozenset(needed.split()), frozenset(optional.split()))


KINDS = {
    "salvo": _kind("n s p", "pt"),
    "common_mode_salvo": _kind("n s p", "pt"),
    "shared_luck_salvo": _kind("n s p rho"),
    "shoot_look_shoot": _kind("n r p", "s"),
    "sls_shared_magazine": _kind("n r p m"),
    "channel_rounds": _kind("n c s p rounds", "m"),
    "imperfect_assessment": _kind("n r p a b"),
    "independent_layers": _kind("n qs"),
    "cut_links": _kind("n qs"),
    "even_volley": _kind("n m p"),
    "uncoordinated": _kind("n m p"),
    "decoys": _kind("n d m p"),
    "two_layer": _kind("n c1 R1 p1 s2 p2 c2", "m1"),
}
"""Parameters by kind of leakage case."""


def is_known(case: Case) -> bool:
    """Return whether a case is of a known kind, and has no parameter that would be passed over."""
    if case.kind not in KINDS:
        return False
    given = case.values["params"]
    return not isinstance(given, Mapping) or set(given) <= KINDS[case.kind].needed | KINDS[case.kind].optional


def read_params(case: Case) -> Params:
    """Return the parameters of a case of a known kind; optional ones that are null are left out.

    Raises
    ------
    ValueError
        If one is missing or not what it has to be; the message names it.
    """
    given = case.values["params"]
    if not isinstance(given, Mapping):
        raise ValueError(f"params = {given!r} is no table of parameters")
    needed = KINDS[case.kind].needed
    for name in sorted(needed - set(given)):
        raise ValueError(f"params lack {name}")
    return {
        name: _probabilities(name, value) if name == "qs" else _number(name, value)
        for name, value in given.items()
        if value is not None or name in needed
    }


def _probabilities(name: str, value: Any) -> list[float]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"params.{name} = {value!r} is no list of probabilities")
    return [_number(f"{name}[{place}]", part) for place, part in enumerate(value)]


def _number(name: str, value: Any) -> float:
    """Return a count as a whole number, anything else as a probability."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"params.{name} = {value!r} is not a number")
    if name in _COUNTS:
        if not float(value).is_integer() or not (1 if name == "n" else 0) <= value <= _COUNT_MAX:
            raise ValueError(f"params.{name} = {value:g} is not a count")
        return int(value)
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"params.{name} = {value:g} is not a probability")
    return float(value)
