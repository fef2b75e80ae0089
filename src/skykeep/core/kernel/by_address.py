"""How compiled kernels see tables: rows by their address, and a set of tables by the address of the set.

An array is a dozen numbers to a compiler, counts from its end where an index is negative, and holds a count
of references. Here a table is an address and its lengths, and a named tuple of tables is the address of
those: a call that hands on a whole world and a whole raid hands on two addresses. The notation stays that of
numpy, so the same code runs where nothing is compiled. Nothing checks that an index is within a table.
"""

from __future__ import annotations

import hashlib
import operator
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import numpy as np
from numba import njit
from numba.core import cgutils, config, types
from numba.core.errors import TypingError
from numba.core.typing.templates import (
    AbstractTemplate,
    AttributeTemplate,
    infer_getattr,
    infer_global,
    signature,
)
from numba.extending import intrinsic, lower_builtin, lower_getattr_generic, models, register_model
from numba.np import numpy_support

from .records import Record, TableHint

__all__ = ["by_address", "from_python", "kind_of", "lasting"]

Tables = TypeVar("Tables")

_BYTES: Any = cgutils.voidptr_t
_tuple: Any = types.BaseTuple.from_types
_unliteral: Any = types.unliteral
_NUMBERS: dict[Any, Any] = {
    int: types.int64,
    float: types.float64,
    bool: types.boolean,
    np.uint64: types.uint64,
    type(None): types.none,
}


_LASTING: set[type] = set()


def lasting(named: type[Tables]) -> type[Tables]:
    """Declare of a named tuple that nothing in it is changed while kernels work on it: class decorator.

    The addresses and numbers in the tuple are meant, not the rows of its tables. Code reads them once and
    keeps them, where it would read them again after every write to a table.
    """
    _LASTING.add(named)
    return named


class TableKind(types.Type):
    """The type of a table in kernels: what its rows are, and by how many numbers they are found."""

    def __init__(self, item: Any, axes: int) -> None:
        self.item, self.axes = item, axes
        super().__init__(name=_short_name("Table", item, axes))


class SetKind(types.Type):
    """The type of a named tuple of tables in kernels, by address."""

    def __init__(self, named: type, kinds: tuple[Any, ...]) -> None:
        self.named, self.kinds = named, kinds
        self.lasting = named in _LASTING
        self.places: dict[str, int] = {name: place for place, name in enumerate(named._fields)}  # type: ignore[attr-defined]
        super().__init__(name=_short_name(named.__name__, *self.places, *kinds))


def _short_name(name: str, *parts: Any) -> str:
    """Return a name that tells a type from all others.

    It becomes part of the name of every function that takes the type, in every call of it: written out, with
    all fields of all tables, handling names took a quarter of the time of compiling.
    """
    whole = ", ".join(str(part) for part in parts)
    return f"{name}_{hashlib.sha256(whole.encode()).hexdigest()[:16]}"


@cache
def kind_of(hint: Any) -> Any:
    """Return the type in kernels of what an annotation says.

    Raises
    ------
    TypeError
        If kernels know no such thing.
    """
    if hint in _NUMBERS:
        return _NUMBERS[hint]
    if isinstance(hint, TableHint):
        return TableKind(_item_kind(hint.item), hint.axes)
    if isinstance(hint, type) and issubclass(hint, Record):
        return _item_kind(hint)
    if hasattr(hint, "_fields"):
        return SetKind(hint, tuple(kind_of(part) for part in get_type_hints(hint).values()))
    if getattr(hint, "__origin__", None) is tuple:
        return _tuple([kind_of(part) for part in hint.__args__])
    raise TypeError(f"{hint} is neither a number nor a record nor tables nor a tuple of them")


def _item_kind(item: Any) -> Any:
    """Return the type of one row: a record or a number."""
    if item in _NUMBERS:
        return _NUMBERS[item]
    return numpy_support.from_dtype(item.dtype)


def _kind_by_address(held: Any) -> Any:
    """Return the type of what a kernel is handed for a value that Python holds."""
    kind: Any = held  # numba's own types are not typed
    if isinstance(held, types.Array):
        if kind.layout != "C":
            raise TypingError(f"{kind} cannot be handed by address: it must be C-contiguous")
        return TableKind(kind.dtype, kind.ndim)
    if isinstance(held, types.BaseNamedTuple):
        return SetKind(kind.instance_class, tuple(_kind_by_address(part) for part in kind))
    if isinstance(held, types.BaseTuple):
        return _tuple([_kind_by_address(part) for part in kind])
    return _unliteral(kind)


if TYPE_CHECKING or config.DISABLE_JIT:

    def by_address(tables: Tables) -> Tables:
        """Return tables as kernels see them: an array, a named tuple of arrays, or a tuple of both.

        What is handed on must outlive its use, and not be grown meanwhile.
        """
        return tables

    def from_python(kernel: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function for Python that hands its arguments to a kernel by address."""
        return kernel

else:

    @register_model(TableKind)
    class _TableModel(models.StructModel):
        """The address of the first row, and the length of each axis."""

        def __init__(self, manager, kind):
            lengths = [(f"length_{axis}", types.intp) for axis in range(kind.axes)]
            super().__init__(manager, kind, [("first", types.voidptr), *lengths])

    @register_model(SetKind)
    class _SetModel(models.PrimitiveModel):
        """An address."""

        def __init__(self, manager, kind):
            super().__init__(manager, kind, _BYTES)

    def _struct_of(context, kind):
        """Return what lies at the address of a set: its tables and numbers, one after the other."""
        return context.get_value_type(_tuple(kind.kinds))

    def _as_if_from_elsewhere(builder, there):
        """Return an address that no optimiser takes for that of what was just written: reads that count as of
        something that never changes are then never moved before the writing."""
        place = cgutils.alloca_once(builder, _BYTES)
        builder.store_atomic(builder.bitcast(there, _BYTES), place, "seq_cst", 8)
        return builder.load_atomic(place, "seq_cst", 8)

    def _hand(context, builder, kind, value):
        """Build what is handed for a value of a type."""
        handed = _kind_by_address(kind)
        if isinstance(kind, types.Array):
            array = context.make_array(kind)(context, builder, value)
            table = cgutils.create_struct_proxy(handed)(context, builder)
            table.first = builder.bitcast(array.data, _BYTES)
            for axis, length in enumerate(cgutils.unpack_tuple(builder, array.shape)):
                setattr(table, f"length_{axis}", length)
            return table._getvalue()
        if isinstance(kind, types.BaseTuple):
            parts = [
                _hand(context, builder, part, builder.extract_value(value, place))
                for place, part in enumerate(kind)
            ]
            if not isinstance(kind, types.BaseNamedTuple):
                return context.make_tuple(builder, handed, parts)
            there = cgutils.alloca_once(builder, _struct_of(context, handed))
            for place, part in enumerate(parts):
                builder.store(part, cgutils.gep_inbounds(builder, there, 0, place))
            if handed.lasting:
                return _as_if_from_elsewhere(builder, there)
            return builder.bitcast(there, _BYTES)
        return context.cast(builder, value, kind, handed)

    @intrinsic
    def by_address(_typing, tables):
        """Build what the function of this name above says; a set lies in the frame of the caller."""

        def build(context, builder, sig, arguments):
            return _hand(context, builder, sig.args[0], arguments[0])

        return _kind_by_address(tables)(tables), build

    def from_python(kernel):
        """Return the function that is described above; it is compiled when it is called."""

        @njit(nogil=True, error_model="numpy")
        def call(*arguments):
            return kernel(*by_address(arguments))

        return call

    @infer_getattr
    class _SetAttribute(AttributeTemplate):
        key = SetKind

        def generic_resolve(self, kind, name):
            return kind.kinds[kind.places[name]] if name in kind.places else None

    @lower_getattr_generic(SetKind)
    def _read_part(context, builder, kind, there, name):
        whole = builder.bitcast(there, _struct_of(context, kind).as_pointer())
        found = builder.load(cgutils.gep_inbounds(builder, whole, 0, kind.places[name]))
        if kind.lasting:
            found.set_metadata("invariant.load", builder.module.add_metadata([]))
        return found

    @infer_global(operator.getitem)
    class _ReadItem(AbstractTemplate):
        def generic(self, arguments, named):
            table, index = arguments
            if isinstance(table, TableKind) and not named:
                numbers = index if isinstance(index, types.BaseTuple) else (index,)
                if all(isinstance(number, types.Integer) for number in numbers):
                    left = table.axes - len(numbers)
                    found = TableKind(table.item, left) if left > 0 else table.item
                    return signature(found, table, index) if left >= 0 else None
            return None

    @infer_global(operator.setitem)
    class _WriteItem(AbstractTemplate):
        def generic(self, arguments, named):
            table, index, _value = arguments
            if isinstance(table, TableKind) and not isinstance(table.item, types.Record) and not named:
                numbers = index if isinstance(index, types.BaseTuple) else (index,)
                if len(numbers) == table.axes and all(isinstance(each, types.Integer) for each in numbers):
                    return signature(types.none, table, index, table.item)
            return None

    @infer_global(len)
    class _Length(AbstractTemplate):
        def generic(self, arguments, named):
            (table,) = arguments
            return signature(types.intp, table) if isinstance(table, TableKind) and not named else None

    def _lengths(table, axes):
        return [getattr(table, f"length_{axis}") for axis in range(axes)]

    def _address(context, builder, kind, table, index):
        """Return the address of a row, or of the first row of some, and how many axes are left."""
        index_kind, value = index
        if isinstance(index_kind, types.BaseTuple):
            numbers = [
                context.cast(builder, builder.extract_value(value, place), part, types.intp)
                for place, part in enumerate(index_kind)
            ]
        else:
            numbers = [context.cast(builder, value, index_kind, types.intp)]
        place = numbers[0]
        lengths = _lengths(table, kind.axes)
        for axis in range(1, kind.axes):
            place = builder.mul(place, lengths[axis])
            if axis < len(numbers):
                place = builder.add(place, numbers[axis])
        item = context.get_data_type(kind.item)
        first = builder.bitcast(table.first, item.as_pointer())
        return builder.gep(first, [place]), kind.axes - len(numbers)

    def _read_item(context, builder, sig, arguments):
        kind, index_kind = sig.args
        table = cgutils.create_struct_proxy(kind)(context, builder, value=arguments[0])
        there, left = _address(context, builder, kind, table, (index_kind, arguments[1]))
        if left == 0:
            return context.unpack_value(builder, kind.item, there)
        part = cgutils.create_struct_proxy(sig.return_type)(context, builder)
        part.first = builder.bitcast(there, _BYTES)
        for axis, length in enumerate(_lengths(table, kind.axes)[kind.axes - left :]):
            setattr(part, f"length_{axis}", length)
        return part._getvalue()

    def _write_item(context, builder, sig, arguments):
        kind, index_kind, _ = sig.args
        table = cgutils.create_struct_proxy(kind)(context, builder, value=arguments[0])
        there, _ = _address(context, builder, kind, table, (index_kind, arguments[1]))
        context.pack_value(builder, kind.item, arguments[2], there)

    for _index in (types.Integer, types.BaseTuple):
        lower_builtin(operator.getitem, TableKind, _index)(_read_item)
        lower_builtin(operator.setitem, TableKind, _index, types.Any)(_write_item)

    @lower_builtin(len, TableKind)
    def _length(context, builder, sig, arguments):
        return cgutils.create_struct_proxy(sig.args[0])(context, builder, value=arguments[0]).length_0
