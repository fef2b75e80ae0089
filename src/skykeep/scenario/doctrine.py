"""Doctrine of a scenario: presets and tables laid over what a system does, checked against the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from skykeep.errors import CatalogueError, did_you_mean
from skykeep.model import NUMBER_LIMITS, Doctrine, DoctrinePreset, System

from .catalogue_like import CatalogueLike
from .doctrine_keys import changed_rules
from .keys import shown
from .table_file import read_table
from .tables import CommonDoctrineTable

__all__ = [
    "changed_doctrine",
    "check_doctrine",
    "check_preferred",
    "policy_of",
    "preset_doctrine",
    "preset_policy",
    "preset_table",
    "says_how_to_fight",
]

Known = Callable[[str, str, Iterable[str], str], bool]
"""Whether a given id is one of some: path, id, ids, what they are; it complains where it is not."""


def check_doctrine(
    table: CommonDoctrineTable, path: str, catalogue: CatalogueLike, known: Known
) -> Iterator[str]:
    """Yield what is wrong with a table beside classes, alternatives and presets that there are not, which are
    told to ``known``."""
    if table.preset is not None:
        known(f"{path}.preset", table.preset, catalogue.presets, "the presets of the catalogue")
    if table.alternative is not None:
        ids = [each.id for each in catalogue.firing.alternatives]
        known(f"{path}.alternative", table.alternative, ids, "the alternatives of the catalogue")
        if table.salvo_size is not None or table.later_salvo_size is not None:
            yield f"{path}: gives alternative and salvo sizes: keep one of them"
    threats, classes = catalogue.threats, "the threat classes of the catalogue"
    for name in table.hold_fire_classes or []:
        known(f"{path}.hold_fire_classes", name, threats, classes)
    for name in table.by_class or {}:
        known(f"{path}.by_class", name, threats, classes)
    for name, salvo in (table.salvo_by_class or {}).items():
        known(f"{path}.salvo_by_class", name, threats, classes)
        least, most = NUMBER_LIMITS["salvo_by_class"]
        if not least <= salvo <= most:
            yield f"{path}.salvo_by_class.{name}: given {shown(salvo)}, must be {least:g} to {most:g}"


def check_preferred(
    prefer: Mapping[str, list[str]], system: System, path: str, catalogue: CatalogueLike, known: Known
) -> None:
    """Complain about threat classes and interceptors that there are not."""
    rounds = [interceptor.id for interceptor in system.interceptors]
    for name, preferred in prefer.items():
        known(path, name, catalogue.threats, "the threat classes of the catalogue")
        for interceptor in preferred:
            known(f"{path}.{name}", interceptor, rounds, f"the interceptors of {system.id}")


def preset_table(preset: DoctrinePreset) -> CommonDoctrineTable:
    """Return what a preset sets, checked as a table of a scenario is.

    Raises
    ------
    ScenarioError
        If a key is unknown or a value is none that it can be.
    """
    label = f"doctrine preset {preset.id!r}"
    return read_table(preset.table, CommonDoctrineTable, _adapter(), label)


@cache
def _adapter() -> TypeAdapter[CommonDoctrineTable]:
    """Return the validator of a table of doctrine, built once."""
    return TypeAdapter(CommonDoctrineTable)


def preset_doctrine(preset_id: str, catalogue: CatalogueLike) -> Doctrine:
    """Return what a preset makes of a system that settles nothing itself.

    Raises
    ------
    CatalogueError
        If there is no such preset.
    """
    if preset_id not in catalogue.presets:
        raise CatalogueError(
            f"no doctrine preset {preset_id!r}, allowed: {', '.join(catalogue.presets)}."
            + did_you_mean(preset_id, catalogue.presets)
        )
    return changed_doctrine(Doctrine(), CommonDoctrineTable(preset=preset_id), catalogue)


def preset_policy(preset_id: str, catalogue: CatalogueLike) -> str:
    """Return the policy that a preset gives to the highest command posts; empty where it says nothing of it,
    or is none."""
    if preset_id not in catalogue.presets:
        return ""
    return preset_table(catalogue.presets[preset_id]).policy or ""


def policy_of(table: CommonDoctrineTable | None, catalogue: CatalogueLike) -> str:
    """Return the policy that the doctrine of a scenario gives to the highest command posts: its own key, else
    that of its preset; empty where neither says any."""
    if table is None:
        return ""
    return table.policy or preset_policy(table.preset or "", catalogue)


def says_how_to_fight(table: CommonDoctrineTable) -> bool:
    """Return whether a table says anything of fire units, beside who orders what they shoot at."""
    return any(value is not None for name, value in asdict(table).items() if name != "policy")


def changed_doctrine(doctrine: Doctrine, table: CommonDoctrineTable, catalogue: CatalogueLike) -> Doctrine:
    """Return a doctrine with the changes of a table; the policy of posts is no part of it, see
    :func:`policy_of`.

    A preset replaces all rules, and what else it names; the keys beside it win over it. A new first salvo, or
    alternative, replaces all of how rounds are fired. A preset that there is not changes nothing.
    """
    if table.preset is not None and table.preset in catalogue.presets:
        bare = replace(doctrine, preset=table.preset, rules={}, rules_by_class={})
        doctrine = changed_doctrine(bare, preset_table(catalogue.presets[table.preset]), catalogue)
    given = {name: value for name, value in asdict(table).items() if value is not None}
    changes: dict[str, Any] = changed_rules(doctrine, given)
    changes |= {name: given[name] for name in _PLAIN if name in given}
    if "hold_fire_classes" in given:
        changes["hold_fire_classes"] = tuple(given["hold_fire_classes"])
    if "prefer" in given:
        changes["prefer"] = {name: tuple(ids) for name, ids in given["prefer"].items()}
    if "salvo_size" in changes or "alternative" in changes:
        doctrine = replace(doctrine, salvo_size=None, later_salvo_size=None, alternative="")
    return replace(doctrine, **changes)


_PLAIN = (
    "alternative",
    "salvo_size",
    "later_salvo_size",
    "max_salvos_per_threat",
    "partial_salvo",
    "slew_when_engaged",
    "reload_in_raid",
    "salvo_by_class",
)
"""Keys that are taken as they are."""
