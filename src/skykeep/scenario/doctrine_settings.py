"""A doctrine as a list of settings: key, value, what it means; for lists, comparisons and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from skykeep.model import BUILT_IN_POLICIES, Doctrine

from .doctrine_keys import doctrine_keys, rule_words
from .tables import DoctrineTable

__all__ = ["DoctrineSetting", "doctrine_settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctrineSetting:
    """One key of doctrine with its value: ``words`` say what that does, ``means`` what the key is."""

    key: str
    value: Any
    words: str
    means: str


def doctrine_settings(doctrine: Doctrine, policy: str = "") -> Iterator[DoctrineSetting]:
    """Yield every key of a doctrine that differs from what holds if nothing is said, rules after the rest, by
    the path that a file and ``--set`` use; first the policy of command posts, where one is given."""
    usual = Doctrine()
    described: Any = getattr(DoctrineTable, "__pydantic_fields__", {})
    if policy:
        yield DoctrineSetting(
            key="policy",
            value=policy,
            words="each fire unit looks for itself"
            if policy == BUILT_IN_POLICIES[0]
            else f"the highest command posts order what is shot at, by {policy}",
            means=str(described["policy"].description),
        )
    for name in (field.name for field in fields(Doctrine)):
        value = getattr(doctrine, name)
        if name in described and name != "preset" and value != getattr(usual, name):
            plain = list(value) if isinstance(value, tuple) else value
            means = str(described[name].description)
            yield DoctrineSetting(key=name, value=plain, words=f"{name} = {plain}", means=means)
    for name, value in doctrine.rules.items():
        yield _rule(name, value, "")
    for called, rules in doctrine.rules_by_class.items():
        for name, value in rules.items():
            yield _rule(name, value, called)


def _rule(name: str, value: float, called: str) -> DoctrineSetting:
    """Return the setting of a rule, for every threat or for one class of them."""
    at = f"at {called}: " if called else ""
    return DoctrineSetting(
        key=f"by_class.{called}.{name}" if called else name,
        value=value,
        words=at + rule_words(name, value),
        means=doctrine_keys()[name][1].means,
    )
