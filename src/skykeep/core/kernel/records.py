"""Descriptions of what kernels work on: one class for each entity, with the type and the unit of each field.

From a description come the memory of its rows, the types that kernels are compiled for, and what type
checkers know. A field more is a line more here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, get_origin, get_type_hints, overload

import numpy as np
import numpy.typing as npt

__all__ = ["Cube", "Grid", "Record", "Rows", "Stack", "TableHint", "as_table", "part", "smallest"]

Item = TypeVar("Item")

_MEMORY = {int: np.int64, float: np.float64, bool: np.bool_, np.uint64: np.uint64}
_TAKEN = frozenset(dir(np.record(0))) | frozenset(dir(np.recarray))
"""Names that mean something else for rows that are not compiled, and would silently be read there."""


class Record:
    """Base of the descriptions: annotated fields are ``int``, ``float``, ``bool`` or ``numpy.uint64``."""

    dtype: ClassVar[np.dtype[Any]]

    def __init_subclass__(cls) -> None:
        """Make the memory of a row from the annotations.

        Raises
        ------
        TypeError
            If a field has another type, or a name that rows of numpy take for something else.
        """
        hints = get_type_hints(cls).items()
        fields = {name: kind for name, kind in hints if get_origin(kind) is not ClassVar}
        for name, kind in fields.items():
            if kind not in _MEMORY:
                raise TypeError(f"{cls.__name__}.{name}: {kind} is not a type of a field")
            if name in _TAKEN:
                raise TypeError(f"{cls.__name__}.{name}: rows of numpy have something else of that name")
        cls.dtype = np.dtype([(name, _MEMORY[kind]) for name, kind in fields.items()], align=True)

    @classmethod
    def table(cls, *shape: int) -> Any:
        """Return rows of zeros; fields are read and written by name, ``table["revisit_s"]``."""
        rows = np.zeros(shape, np.dtype((np.record, cls.dtype)))
        return np.ndarray.view(rows, np.recarray)  # recarray's own spends 20 us on what is so already

    @classmethod
    def one(cls) -> Self:
        """Return a single row of zeros."""
        row: Self = cls.table(1)[0]
        return row


@dataclass(frozen=True, slots=True)
class TableHint:
    """An annotation of a table: what its rows are of, and by how many numbers they are found."""

    item: Any
    axes: int


if TYPE_CHECKING:

    class _Table(Generic[Item]):
        """For Python a table is an array: fields of all rows by name, slices, and all that arrays can do."""

        shape: tuple[int, ...]

        def __len__(self) -> int: ...
        def __iter__(self) -> Any: ...
        def __setitem__(self, index: Any, value: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...

    class Rows(_Table[Item]):
        """Rows by number."""

        @overload
        def __getitem__(self, index: int) -> Item: ...
        @overload
        def __getitem__(self, index: Any) -> Any: ...
        def __getitem__(self, index: Any) -> Any:
            """Return a row, or part of the table, or a field of all rows."""

    class Grid(_Table[Item]):
        """Rows by two numbers."""

        @overload
        def __getitem__(self, index: int) -> Rows[Item]: ...
        @overload
        def __getitem__(self, index: tuple[int, int]) -> Item: ...
        @overload
        def __getitem__(self, index: Any) -> Any: ...
        def __getitem__(self, index: Any) -> Any:
            """Return a row, or part of the table, or a field of all rows."""

    class Cube(_Table[Item]):
        """Rows by three numbers."""

        @overload
        def __getitem__(self, index: int) -> Grid[Item]: ...
        @overload
        def __getitem__(self, index: tuple[int, int]) -> Rows[Item]: ...
        @overload
        def __getitem__(self, index: tuple[int, int, int]) -> Item: ...
        @overload
        def __getitem__(self, index: Any) -> Any: ...
        def __getitem__(self, index: Any) -> Any:
            """Return a row, or part of the table, or a field of all rows."""

    class Stack(_Table[Item]):
        """Rows by four numbers."""

        @overload
        def __getitem__(self, index: int) -> Cube[Item]: ...
        @overload
        def __getitem__(self, index: Any) -> Any: ...
        def __getitem__(self, index: Any) -> Any:
            """Return a row, or part of the table, or a field of all rows."""

else:

    class _Axes:
        axes = 0

        def __class_getitem__(cls, item):
            return TableHint(item, cls.axes)

    class Rows(_Axes):
        """Rows by number, ``rows[launcher]``; in kernels nothing checks that there is such a row."""

        axes = 1

    class Grid(_Axes):
        """Rows by two numbers, ``grid[unit, threat]``; ``grid[unit]`` are those of the first."""

        axes = 2

    class Cube(_Axes):
        """Rows by three numbers."""

        axes = 3

    class Stack(_Axes):
        """Rows by four numbers."""

        axes = 4


def as_table(numbers: npt.NDArray[Any]) -> Any:
    """Return an array of numbers as a table that kernels can be handed: the same one if it has no gaps."""
    return np.ascontiguousarray(numbers)


def part(table: Any, index: Any) -> Any:
    """Return ``table[index]`` for a number or a slice, without the search for a field of that name, which
    takes several times as long."""
    return np.ndarray.__getitem__(table, index)


def smallest(hint: Any) -> Any:
    """Return the smallest value of what an annotation in a set of tables says: one row of zeros, or zero."""
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint.one()
    if hasattr(hint, "_fields"):
        return hint(*(smallest(part) for part in get_type_hints(hint).values()))
    if isinstance(hint, type):
        return hint()
    shape = (1,) * hint.axes
    if isinstance(hint.item, type) and issubclass(hint.item, Record):
        return hint.item.table(*shape)
    return np.zeros(shape, _MEMORY[hint.item])
