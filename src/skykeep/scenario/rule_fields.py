"""Fields of tables of a file for the keys of doctrine that rules read."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import Field

from .doctrine_keys import doctrine_keys

__all__ = ["with_rule_keys"]

Table = TypeVar("Table")


def with_rule_keys(table: type[Table]) -> type[Table]:
    """Return a class of a table of a file with a key for each field of doctrine that a rule reads."""
    for name, (kind, key) in doctrine_keys().items():
        limits: dict[str, Any] = {} if kind is bool else {"ge": key.low, "le": key.high}
        means = key.means if kind is bool else f"{key.means}; 0 is off"
        given: Any = Field(
            description=means,
            default=None,
            strict=True,
            **limits,
        )
        table.__annotations__[name] = kind | None
        setattr(table, name, given)
    return table
