"""Packed columns by address: what the kernels of raids are handed instead of arrays.

An array is a dozen numbers to a compiler, and every index into it may count from the end and goes by sizes
that are known only as it runs. A column of rows is one address: it costs nothing to hand on, and with the
number of places in a row known as it is compiled, a place is read in one instruction. Kernels that work on
arrays do not check an index either; those that work on addresses have no length to check it by, so the
numbers of rows come with them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from numba import njit
from numba.core import config, types
from numba.core.errors import TypingError
from numba.extending import intrinsic

__all__ = ["FLOATS", "WHOLES", "address", "by_address", "row"]

FLOATS, WHOLES = "CPointer(float64)", "CPointer(int64)"
"""Columns in the signatures of kernels."""

if TYPE_CHECKING or config.DISABLE_JIT:
    Columns = TypeVar("Columns")

    def address(columns: Columns) -> Columns:
        """Return C-contiguous columns by address; of a tuple, each array in it."""
        if isinstance(columns, tuple):
            parts = (address(part) for part in columns)
            if hasattr(columns, "_make"):
                return cast(Columns, columns._make(parts))
            return cast(Columns, tuple(parts))
        if not isinstance(columns, np.ndarray):
            return columns
        if not columns.flags.c_contiguous:
            raise TypingError("an array with gaps cannot be handed by address: it must be C-contiguous")
        return cast(Columns, columns.reshape(-1))

    def row(columns: Columns, number: int, places: int) -> Columns:
        """Return row ``number`` of columns with ``places`` in each row; nothing checks that there is one.

        Only where kernels are not compiled (``NUMBA_DISABLE_JIT=1``) a place before the first or behind the
        last of the whole column raises an error.
        """
        if number < 0:
            raise IndexError(f"row {number} of a column")
        return cast(Columns, cast(Any, columns)[number * places :])

else:

    def _by_address(kind: Any) -> Any:
        """Return the type of what a kernel is handed for an array, or for a tuple that may hold some."""
        if isinstance(kind, types.Array):
            if kind.layout != "C":
                raise TypingError(f"{kind} cannot be handed by address: it must be C-contiguous")
            return types.CPointer(kind.dtype)
        if isinstance(kind, types.BaseTuple):
            return types.BaseTuple.from_types([_by_address(part) for part in kind], pyclass=_class_of(kind))
        return kind

    def _class_of(kind: Any) -> Any:
        """Return the class of which the values of a tuple type are."""
        return kind.instance_class if isinstance(kind, types.BaseNamedTuple) else tuple

    def _hand(context: Any, builder: Any, kind: Any, value: Any) -> Any:
        """Build what is handed for a value of a type."""
        if isinstance(kind, types.Array):
            return context.make_array(kind)(context, builder, value).data
        if isinstance(kind, types.BaseTuple):
            parts = [
                _hand(context, builder, part, builder.extract_value(value, place))
                for place, part in enumerate(kind)
            ]
            return context.make_tuple(builder, _by_address(kind), parts)
        return value

    @intrinsic
    def address(_typing: Any, columns: Any) -> Any:
        """Build what the function of this name above says."""

        def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return _hand(context, builder, signature.args[0], arguments[0])

        return _by_address(columns)(columns), build

    @intrinsic
    def row(_typing: Any, columns: Any, _number: Any, _places: Any) -> Any:
        """Build what the function of this name above says."""

        def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            first, number, places = arguments
            return builder.gep(first, [builder.mul(number, places)])

        return columns(columns, types.intp, types.intp), build


def by_address(kernel: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function for Python that hands its arrays, also those in tuples, to a kernel by address.

    Arrays must be C-contiguous and outlive the call. It is compiled when it is called.
    """

    @njit(nogil=True, error_model="numpy")
    def call(*arguments: Any) -> Any:
        return kernel(*address(arguments))

    return call
