"""Keys of doctrine that rules read, made from the description of the kernel's table: it is the one place
where such a key is named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from skykeep.core.raid.tables.doctrine import doctrine_keys
from skykeep.model import Doctrine, DoctrinePreset
from skykeep.units import split_suffix

__all__ = ["changed_rules", "doctrine_keys", "preset_words", "rule_sentences", "rule_words"]


def changed_rules(doctrine: Doctrine, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``rules`` and ``rules_by_class`` of a doctrine with those of a table laid over them.

    Parameters
    ----------
    doctrine
        What holds so far.
    changes
        Keys of the table that are given; others than those of rules are left alone.
    """
    rules = {name: changes[name] for name in doctrine_keys() if name in changes}
    by_class = {name: dict(own) for name, own in doctrine.rules_by_class.items()}
    for name, own in (changes.get("by_class") or {}).items():
        given = {key: value for key, value in own.items() if value is not None}
        by_class[name] = by_class.get(name, {}) | given
    return {"rules": {**doctrine.rules, **rules}, "rules_by_class": by_class}


def rule_words(name: str, value: float) -> str:
    """Return a rule with its value as part of a sentence; that it is off, where it is."""
    _, key = doctrine_keys()[name]
    return key.says.format(_shown(name, value)) if value else f"without {name}"


def rule_sentences(doctrine: Doctrine, classes: Collection[str] | None = None) -> Iterator[str]:
    """Yield what the rules of a doctrine say: first of every threat, then of single classes, of those alone
    that are given."""
    on = [rule_words(name, value) for name, value in doctrine.rules.items() if value]
    if on:
        yield "; ".join(on)
    for called, rules in doctrine.rules_by_class.items():
        if rules and (classes is None or called in classes):
            yield f"at {called}: {'; '.join(rule_words(name, value) for name, value in rules.items())}"


def preset_words(
    doctrine: Doctrine, presets: Mapping[str, DoctrinePreset], classes: Collection[str] | None = None
) -> str:
    """Return the preset and the rules of a doctrine in words, with what the preset rests on, of single threat
    classes those alone that are given; empty where it has neither."""
    rules = "; ".join(rule_sentences(doctrine, classes))
    if not doctrine.preset:
        return rules
    kind = presets[doctrine.preset].kind if doctrine.preset in presets else "unknown"
    return f"preset {doctrine.preset} ({kind})" + (f": {rules}" if rules else "")


def _shown(name: str, value: float) -> str:
    """Return a value in a reader's unit."""
    unit = split_suffix(name)[1]
    if unit == "m":
        return f"{value / 1000.0:g} km"
    if unit == "s":
        return f"{value:g} s"
    return f"{100.0 * value:g} %" if name.endswith("_share") else f"{value:g}"
