"""Tables cut out of a column of numbers, as large as what is at hand: kernels allocate nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numba.core import cgutils, config, types
from numba.extending import intrinsic

from .by_address import TableKind
from .records import Grid, Rows

__all__ = ["carve_grid", "carve_rows"]

if TYPE_CHECKING or config.DISABLE_JIT:

    def carve_rows(numbers: Rows[Any], first: int, count: int) -> Rows[Any]:
        """Return ``count`` numbers of a column from ``first`` on; nothing checks that there are so many."""
        return numbers[first : first + count]  # type: ignore[no-any-return]  # a slice is a table, too

    def carve_grid(numbers: Rows[Any], first: int, rows: int, columns: int) -> Grid[Any]:
        """Return a grid of numbers of a column from ``first`` on, row by row."""
        part: Any = numbers[first : first + rows * columns]
        return part.reshape(rows, columns)  # type: ignore[no-any-return]  # as above

else:

    def _build_part(axes):
        """Return what builds a table of some axes from a column, a place in it and its lengths."""

        def build(context, builder, sig, arguments):
            kind = sig.args[0]
            column = cgutils.create_struct_proxy(kind)(context, builder, value=arguments[0])
            item = context.get_data_type(kind.item)
            start = builder.gep(builder.bitcast(column.first, item.as_pointer()), [arguments[1]])
            part = cgutils.create_struct_proxy(sig.return_type)(context, builder)
            part.first = builder.bitcast(start, cgutils.voidptr_t)
            for axis in range(axes):
                setattr(part, f"length_{axis}", arguments[2 + axis])
            return part._getvalue()

        return build

    @intrinsic
    def carve_rows(_typing, numbers, _first, _count):
        """Build what the function of this name above says."""
        return TableKind(numbers.item, 1)(numbers, types.int64, types.int64), _build_part(1)

    @intrinsic
    def carve_grid(_typing, numbers, _first, _rows, _columns):
        """Build what the function of this name above says."""
        found = TableKind(numbers.item, 2)
        return found(numbers, types.int64, types.int64, types.int64), _build_part(2)
