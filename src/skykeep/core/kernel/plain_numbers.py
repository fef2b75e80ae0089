"""``max``, ``min`` and ``int`` of plain numbers as one or two instructions.

Numba compiles a function of its own, to machine code, for each set of types of each of them.
"""

from __future__ import annotations

import operator
from functools import reduce
from typing import Any

from numba.core import types
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin

__all__ = ["build_plain_numbers"]

# numba says nothing of the types of what is used here
_register_global: Any = infer_global
_lower: Any = lower_builtin
_any_number_of: Any = types.VarArg
_signature: Any = signature
_template: Any = AbstractTemplate

_BEFORE_NUMBA = {"target": "cpu"}
"""Numba asks what is for a processor before what is for any target, as its own is."""


def _are_plain(kinds: tuple[Any, ...]) -> bool:
    """Whether all types are those of whole or real numbers."""
    return all(isinstance(kind, types.Integer | types.Float) for kind in kinds)


class _Extreme(_template):  # type: ignore[misc]
    """The type of the largest or smallest of several numbers: one that holds them all."""

    metadata = _BEFORE_NUMBA

    def generic(self, arguments: Any, named: Any) -> Any:
        if named or len(arguments) < 2 or not _are_plain(arguments):
            return None
        kind = self.context.unify_types(*arguments)
        return None if kind is None else _signature(kind, *(kind for _ in arguments))


class _Whole(_template):  # type: ignore[misc]
    """The type of a number made whole."""

    metadata = _BEFORE_NUMBA

    def generic(self, arguments: Any, named: Any) -> Any:
        if named or len(arguments) != 1 or not _are_plain(arguments):
            return None
        (kind,) = arguments
        return _signature(kind if isinstance(kind, types.Integer) else types.intp, kind)


def _build_extreme(is_beyond: Any) -> Any:
    """Return what builds the first of several numbers that no other is beyond, as Python finds it: a NaN is
    beyond nothing."""

    def build(context: Any, builder: Any, called: Any, values: Any) -> Any:
        kind = called.return_type
        compare = context.get_function(is_beyond, _signature(types.boolean, kind, kind))
        return reduce(
            lambda found, value: builder.select(compare(builder, (value, found)), value, found), values
        )

    return build


def _build_whole(context: Any, builder: Any, called: Any, values: Any) -> Any:
    """Build the whole part of a number."""
    return context.cast(builder, values[0], called.args[0], called.return_type)


def build_plain_numbers() -> None:
    """Let Numba know of them."""
    for function, beyond in ((max, operator.gt), (min, operator.lt)):
        _register_global(function)(type(f"_{function.__name__}", (_Extreme,), {}))
        _lower(function, _any_number_of(types.Any))(_build_extreme(beyond))
    _register_global(int)(_Whole)
    for kind in (types.Integer, types.Float):
        _lower(int, kind)(_build_whole)
