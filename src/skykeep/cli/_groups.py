"""Groups of options: a command names a group once, and typer sees every option of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints

__all__ = ["with_groups"]


def with_groups(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command as typer takes it, with the options of each group where the group stands.

    A group is a parameter whose type is a dataclass; its fields are declared as the parameters of a command
    are, and have defaults. The command is called with one object for each group.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}

    @wraps(command)
    def ungrouped(**given: Any) -> None:
        for name, group in groups.items():
            given[name] = group(**{each.name: given.pop(each.name) for each in fields(group)})
        command(**given)

    def options() -> Iterator[Parameter]:
        for name, parameter in signature(command).parameters.items():
            if name in groups:
                yield from _options_of(groups[name])
            else:
                yield parameter.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY)

    ungrouped.__signature__ = Signature(list(options()))  # type: ignore[attr-defined]
    ungrouped.__annotations__ = {each.name: each.annotation for each in options()}
    return ungrouped


def _options_of(group: Any) -> Iterator[Parameter]:
    """Yield the fields of a group as parameters of a command."""
    hints = get_type_hints(group, include_extras=True)
    for each in fields(group):
        yield Parameter(each.name, Parameter.KEYWORD_ONLY, default=each.default, annotation=hints[each.name])
