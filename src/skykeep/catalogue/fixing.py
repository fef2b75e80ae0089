"""A catalogue with some figures fixed: one value without doubt in place of what is public."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from skykeep.errors import UsageError, did_you_mean
from skykeep.model import (
    Figure,
    OutsideFigures,
    RadarEffectFigures,
    RaidConditions,
    System,
    ThreatClass,
    WearFigures,
    fixed,
)

from .checks import check_system
from .identity import COMMON_ROOT, EFFECTS_ROOT, OUTSIDE_ROOT, THREAT_ROOT, UPKEEP_ROOT
from .loader import Catalogue
from .shapes import shapes

__all__ = ["FIXED_NOTE", "fix_figures"]

FIXED_NOTE = "fixed for this computation"

Entry = System | ThreatClass | RaidConditions | RadarEffectFigures | OutsideFigures | WearFigures


def fix_figures(catalogue: Catalogue, values: Mapping[str, float]) -> Catalogue:
    """Return a catalogue in which some figures have one value without doubt, marked as assumed.

    Parameters
    ----------
    catalogue
        Where the figures are.
    values
        SI value by figure id, such as ``s-400/radars/91n6e/detection_range_m`` or
        ``common/kill_p/cruise-missile``.

    Raises
    ------
    UsageError
        If there is no such figure, or its value is not possible.
    """
    if not values:
        return catalogue
    known = dict(catalogue.figures())
    for name, value in values.items():
        if name not in known:
            raise UsageError(f"there is no figure {name!r} in the catalogue.{did_you_mean(name, known)}")
        _check(name, value, catalogue)
    text = catalogue.digest + "".join(f"\0{name}={values[name]!r}" for name in sorted(values))

    def changed(entries: Mapping[str, Any]) -> Mapping[str, Any]:
        return MappingProxyType({name: _fixed_in(entry, values) for name, entry in entries.items()})

    systems = changed(catalogue.systems)
    for system in systems.values():
        if system is not catalogue.systems[system.id]:
            for problem in check_system(system, catalogue.threats):
                raise UsageError(f"{system.id}: with {_said(values)}: {problem}")
    return replace(
        catalogue,
        systems=systems,
        threats=changed(catalogue.threats),
        conditions=_fixed_in(catalogue.conditions, values),
        effects=_fixed_in(catalogue.effects, values),
        wear=_fixed_in(catalogue.wear, values),
        outside=_fixed_in(catalogue.outside, values),
        digest=hashlib.sha256(text.encode("utf-8")).hexdigest(),
    )


def _said(values: Mapping[str, float]) -> str:
    """Return what was fixed, in words."""
    return ", ".join(f"{name} = {value:g}" for name, value in values.items())


def _check(name: str, value: float, catalogue: Catalogue) -> None:
    """Refuse a value that is not possible for its field."""
    if not math.isfinite(value):
        raise UsageError(f"{name}: given {value}, must be a finite number")
    parts = name.split("/")
    rule = catalogue.fields.get("kill_p" if parts[-2:-1] == ["kill_p"] else parts[-1])
    if rule is None:
        return
    if rule.whole and value != round(value):
        raise UsageError(f"{name}: given {value:g}, must be a whole number ({rule.definition})")
    low, high = rule.minimum, rule.maximum
    if low is not None and value < low:
        raise UsageError(f"{name}: given {value:g}, must be at least {low:g} ({rule.definition})")
    if high is not None and value > high:
        raise UsageError(f"{name}: given {value:g}, must be at most {high:g} ({rule.definition})")


def _root(entry: Entry) -> str:
    """Return where the ids of an entry's figures begin."""
    if isinstance(entry, RaidConditions):
        return COMMON_ROOT
    if isinstance(entry, RadarEffectFigures):
        return EFFECTS_ROOT
    if isinstance(entry, WearFigures):
        return UPKEEP_ROOT
    if isinstance(entry, OutsideFigures):
        return OUTSIDE_ROOT
    return f"{THREAT_ROOT}/{entry.id}" if isinstance(entry, ThreatClass) else entry.id


def _fixed_in(entry: Any, values: Mapping[str, float]) -> Any:
    """Return a system, a threat class or the conditions with its figures fixed; itself if none is."""
    root = _root(entry)
    return _rebuilt(root, entry, values) if any(name.startswith(f"{root}/") for name in values) else entry


def _rebuilt(path: str, entry: Any, values: Mapping[str, float]) -> Any:
    """Return the dataclass at a path with some figures below it fixed; the paths are those of its ids."""

    def one(name: str, figure: Figure) -> Figure:
        return _fixed(figure, values[name]) if name in values else figure

    changes: dict[str, Any] = {}
    for name, shape in shapes(type(entry)).items():
        value, here = getattr(entry, name), f"{path}/{name}"
        if isinstance(value, Figure):
            changes[name] = one(here, value)
        elif shape.kind == "figures" and isinstance(value, Mapping):
            inside = {key: one(f"{here}/{key}", figure) for key, figure in value.items()}
            changes[name] = MappingProxyType(inside)
        elif shape.kind == "table" and value is not None:
            changes[name] = _rebuilt(here, value, values)
        elif shape.kind == "tables" and shape.keyed:
            changes[name] = tuple(_rebuilt(f"{here}/{inner.id}", inner, values) for inner in value)
    return replace(entry, **changes)


def _fixed(figure: Figure, value: float) -> Figure:
    """Return a figure without doubt in the scale of the one that it replaces."""
    return replace(fixed(value, note=FIXED_NOTE), scale=figure.scale if value > 0.0 else "linear")
