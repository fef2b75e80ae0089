"""Columns of doctrine: salvos, some of them drawn, fire that is held, preferred interceptors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ..core.kernel.records import Cube
from ..core.raid.tables.doctrine import doctrine_keys
from ..core.raid.tables.entities import Doctrine as Row
from ..errors import CompileError, did_you_mean
from ..model.firing import FiringAlternative, FiringDoctrine
from ..model.system import Doctrine
from ..model.threat import ThreatClass
from .draws import FIRING, Draws
from .plans import Defence

__all__ = ["FIRING", "choice_rows", "doctrine_rows", "draw_firing", "drawn_choices", "rows_by_alternative"]

I64 = npt.NDArray[np.int64]
Said = TypeVar("Said")


def _names_of(threat: ThreatClass) -> tuple[str, ...]:
    """Return what doctrine may call a threat: a decoy also by what it imitates."""
    return (threat.id, threat.imitates) if threat.is_decoy else (threat.id,)


def _is_drawn(doctrine: Doctrine, called: Sequence[str]) -> bool:
    """Return whether nothing fixes how many rounds are fired at a threat of some names."""
    fixed = doctrine.salvo_size is not None or doctrine.alternative
    return not fixed and not any(name in doctrine.salvo_by_class for name in called)


def drawn_choices(
    doctrines: Sequence[Doctrine], classes: Sequence[ThreatClass], firing: FiringDoctrine
) -> tuple[FiringAlternative, ...]:
    """Return the most alternatives that any class of a raid leaves to be drawn; none where all is fixed."""
    found: tuple[FiringAlternative, ...] = ()
    for threat in classes:
        called = _names_of(threat)
        if any(_is_drawn(doctrine, called) for doctrine in doctrines):
            found = max(found, firing.of_class(called)[1], key=len)
    return found


def draw_firing(
    defence: Defence, draws: Draws, classes: Sequence[ThreatClass], firing: FiringDoctrine
) -> Mapping[str, I64]:
    """Return the alternative of each world by figure id, as its place in the whole list, shape (worlds,).

    Only what some fire unit leaves to be drawn is there. All ids share one draw. Where the draws give the
    places of ``FIRING``, a class that does not have such an alternative takes the best of its own.
    """
    known = [each.id for each in firing.alternatives]
    found: dict[str, I64] = {}
    for threat in classes:
        called = _names_of(threat)
        if not any(_is_drawn(unit.doctrine, called) for unit in defence.units):
            continue
        owner, choices = firing.of_class(called)
        places = np.array([known.index(each.id) for each in choices])
        found[_figure_id(owner)] = places[_drawn(choices, firing, draws)]
    return MappingProxyType(found)


def _figure_id(owner: str) -> str:
    return f"{FIRING}/{owner}" if owner else FIRING


def _drawn(choices: Sequence[FiringAlternative], firing: FiringDoctrine, draws: Draws) -> I64:
    """Return the place among some choices that each world takes; in views that do not draw that of the best,
    or of the first."""
    ids = [each.id for each in choices]
    best = _best_of(ids, firing)
    drawn = np.full(draws.worlds, best)
    if draws.view == "balanced":
        drawn = draws.places([1.0] * len(ids), FIRING)
    own = [ids.index(each.id) if each.id in ids else best for each in firing.alternatives]
    given = draws.given.get(FIRING, np.full(draws.worlds, np.nan))
    stated = ~np.isnan(given)
    drawn[stated] = np.array(own)[given[stated].astype(np.int64)]
    return drawn


def doctrine_rows(
    defence: Defence,
    drawn: Mapping[str, I64],
    classes: Sequence[ThreatClass],
    firing: FiringDoctrine,
    *,
    worlds: int,
) -> Cube[Row]:
    """Return ``Case.doctrine``, shape (worlds, units, classes).

    A decoy is treated as what it imitates, unless doctrine names the decoy itself. ``drawn`` is that of
    :func:`draw_firing`.
    """
    rows: Cube[Row] = Row.table(worlds, len(defence.units), len(classes))
    for number, unit in enumerate(defence.units):
        for place, called in enumerate(map(_names_of, classes)):
            row = rows[:, number, place]
            salvos = _salvos(unit.doctrine, called, drawn, firing)
            row["salvo_size"], row["later_salvo_size"] = salvos[:, 0], salvos[:, 1]
            row["hold_fire"] = any(name in unit.doctrine.hold_fire_classes for name in called)
            rules = {name: _rule(unit.doctrine, name, called) for name in doctrine_keys()}
            row["without_rules"] = not any(rules.values())
            for name, value in rules.items():
                row[name] = value
    return rows


def _rule(doctrine: Doctrine, name: str, called: Sequence[str]) -> float:
    """Return the value of a rule for a threat class, zero where it is off."""
    for each in called:
        if name in doctrine.rules_by_class.get(each, {}):
            return doctrine.rules_by_class[each][name]
    return doctrine.rules.get(name, 0.0)


def choice_rows(defence: Defence, classes: Sequence[ThreatClass], *, worlds: int) -> I64:
    """Return ``Case.choices``, shape (worlds, units, classes, most choices).

    Where doctrine says nothing about a class, every interceptor may be used, in the order of the launchers.
    """
    choices: list[list[list[int]]] = []
    for unit in defence.units:
        rows = defence.interceptor_rows(unit.system)
        ordered = tuple(dict.fromkeys(group.interceptor for group in unit.system.launchers))
        choices.append(
            [
                [rows[name] for name in _said(unit.doctrine.prefer, _names_of(each), ordered)]
                for each in classes
            ]
        )
    most = max(len(kinds) for unit_choices in choices for kinds in unit_choices)
    table = np.full((worlds, len(defence.units), len(classes), most), -1, np.int64)
    for number, unit_choices in enumerate(choices):
        for place, kinds in enumerate(unit_choices):
            table[:, number, place, : len(kinds)] = kinds
    return table


def rows_by_alternative(
    defence: Defence, classes: Sequence[ThreatClass], firing: FiringDoctrine
) -> Mapping[str, Cube[Row]]:
    """Return ``Case.doctrine`` of one world under each alternative that the raid leaves to be drawn, by id.

    A class that does not have such an alternative takes the best of its own. Empty where all is fixed.
    """
    known = [each.id for each in firing.alternatives]
    found = {}
    for each in drawn_choices([unit.doctrine for unit in defence.units], classes, firing):
        taken = {}
        for threat in classes:
            owner, choices = firing.of_class(_names_of(threat))
            ids = [choice.id for choice in choices]
            name = each.id if each.id in ids else ids[_best_of(ids, firing)]
            taken[_figure_id(owner)] = np.array([known.index(name)])
        found[each.id] = doctrine_rows(defence, taken, classes, firing, worlds=1)
    return MappingProxyType(found)


def _best_of(ids: Sequence[str], firing: FiringDoctrine) -> int:
    """Return the place among some alternatives of the best, or of the first where it is not one of them."""
    return ids.index(firing.best) if firing.best in ids else 0


def _salvos(
    doctrine: Doctrine, called: Sequence[str], drawn: Mapping[str, I64], firing: FiringDoctrine
) -> I64:
    """Return rounds of the first salvo and of later ones, shape (worlds or 1, 2)."""
    by_class = _said(doctrine.salvo_by_class, called, 0)
    if by_class:
        return np.array([[by_class, by_class]])
    if doctrine.salvo_size is not None:
        later = doctrine.later_salvo_size
        return np.array([[doctrine.salvo_size, doctrine.salvo_size if later is None else later]])
    sizes = np.array([[each.salvo_size, each.later_salvo_size] for each in firing.alternatives])
    if doctrine.alternative:
        return sizes[[_place(doctrine.alternative, firing)]]
    return np.asarray(sizes[drawn[_figure_id(firing.of_class(called)[0])]])


def _place(alternative: str, firing: FiringDoctrine) -> int:
    """Return the place of an alternative in the list.

    Raises
    ------
    CompileError
        If the catalogue has none of that id.
    """
    known = [each.id for each in firing.alternatives]
    if alternative not in known:
        raise CompileError(
            f"doctrine: alternative = {alternative!r} is not in the catalogue; allowed: {', '.join(known)}."
            + did_you_mean(alternative, known)
        )
    return known.index(alternative)


def _said(said: Mapping[str, Said], called: Sequence[str], default: Said) -> Said:
    """Return what doctrine says about the first of some names, the default where it names none."""
    for name in called:
        if name in said:
            return said[name]
    return default
