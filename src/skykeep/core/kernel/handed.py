"""Sets of tables handed from Python to kernels.

Numba would take a named tuple of tables apart table by table, each with code of its own: for the hundred
tables of a raid that takes seconds to compile and is as much code as the raid. Here one short function takes
any table apart, and what is handed on is the address of a set.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from llvmlite import ir
from numba.core import cgutils, config, types
from numba.extending import NativeValue, typeof_impl, unbox
from numba.np import numpy_support

from .by_address import SetKind, TableKind, kind_of

__all__ = ["handed"]

Tables = TypeVar("Tables")

_array: Any = np.ndarray
_dtype, _axes, _flags = _array.dtype.__get__, _array.ndim.__get__, _array.flags.__get__
"""What a table is; by its own attributes, among which a recarray looks for fields, it takes several times as
long."""
_NUMBERS = (int, float, np.integer, np.floating)


class Handed:
    """A named tuple of tables on its way to a kernel, found to be what its annotations say."""

    def __init__(self, tables: Any) -> None:
        named: Any = type(tables)
        expected = _expected(named)
        expected.check(tables)
        self.tables = tables
        self.numba_kind = expected.kind


class _Expected:
    """What kernels take a named tuple of tables for."""

    def __init__(self, named: Any) -> None:
        self.kind: SetKind = kind_of(named)
        self.tables: list[tuple[int, int, Any]] = []
        self.rows: list[tuple[int, Any]] = []
        self.numbers: list[int] = []
        self.sets: list[tuple[int, _Expected]] = []
        for place, part in enumerate(self.kind.kinds):
            if isinstance(part, TableKind):
                self.tables.append((place, part.axes, numpy_support.as_dtype(part.item)))
            elif isinstance(part, SetKind):
                self.sets.append((place, _expected(part.named)))
            elif isinstance(part, types.Record):
                self.rows.append((place, numpy_support.as_dtype(part)))
            elif isinstance(part, types.Number):
                self.numbers.append(place)

    def check(self, tables: Any) -> None:
        """Refuse tables that are not what they are taken for: nothing else would."""
        for place, axes, memory in self.tables:
            table = tables[place]
            if _dtype(table) != memory or _axes(table) != axes or not _flags(table).c_contiguous:
                self._refuse(place, f"C-contiguous {memory} with {axes} axes", table)
        for place, memory in self.rows:
            if tables[place].dtype != memory:
                self._refuse(place, f"a row of {memory}", tables[place])
        for place in self.numbers:
            if not isinstance(tables[place], _NUMBERS):
                self._refuse(place, "a number", tables[place])
        for place, expected in self.sets:
            expected.check(tables[place])

    def _refuse(self, place: int, wanted: str, given: Any) -> None:
        """Say what is wrong with a table or row."""
        name = f"{self.kind.named.__name__}.{list(self.kind.places)[place]}"
        if isinstance(given, np.ndarray):
            raise TypeError(
                f"{name} must be {wanted}, not {given.dtype} {given.shape} strides {given.strides}"
            )
        raise TypeError(f"{name} must be {wanted}, not {given!r}")


_expected = cache(_Expected)


if TYPE_CHECKING or config.DISABLE_JIT:

    def handed(tables: Tables) -> Tables:
        """Return a named tuple of tables as it is handed to kernels that Python calls.

        What is handed already stays as it is: one that is handed often need not be looked at each time.

        Raises
        ------
        TypeError
            If a table is not what the annotation in the named tuple says, or has gaps.
        """
        return tables

else:

    def handed(tables):
        """Do what the function of this name above says."""
        return tables if isinstance(tables, Handed) else Handed(tables)

    @typeof_impl.register(Handed)
    def _type_of_handed(given, _context):
        return given.numba_kind

    @unbox(SetKind)
    def _unbox_handed(kind, given, native):
        """Build the address of a set from what Python holds."""
        tables = native.pyapi.object_getattr_string(given, "tables")
        failed = cgutils.alloca_once_value(native.builder, cgutils.false_bit)
        there = _build_set(kind, tables, native, failed)
        native.pyapi.decref(tables)  # which the caller holds on to
        return NativeValue(there, is_error=native.builder.load(failed))

    def _build_set(kind, tables, native, failed):
        """Build a set in the frame of what calls the kernel, and return its address."""
        builder, context = native.builder, native.context
        there = cgutils.alloca_once(builder, context.get_value_type(types.BaseTuple.from_types(kind.kinds)))
        for place, part in enumerate(kind.kinds):
            given = native.pyapi.tuple_getitem(tables, place)
            to = cgutils.gep_inbounds(builder, there, 0, place)
            if isinstance(part, TableKind):
                to = builder.bitcast(to, cgutils.voidptr_t)
                wrong = builder.call(_table_taker(part.axes, native), (given, to))
            elif isinstance(part, SetKind):
                builder.store(_build_set(part, given, native, failed), to)
                continue
            else:
                found = native.unbox(part, given)
                builder.store(found.value, to)
                wrong = found.is_error
            with builder.if_then(wrong, likely=False):
                builder.store(cgutils.true_bit, failed)
        return builder.bitcast(there, cgutils.voidptr_t)

    def _table_taker(axes, native):
        """Return the function that takes a table apart, address and lengths, and says whether it cannot."""
        module = native.builder.module
        name = f"take_table_{axes}"
        if name in module.globals:
            return module.globals[name]
        shape = ir.FunctionType(ir.IntType(1), (native.pyapi.pyobj, cgutils.voidptr_t))
        taker = ir.Function(module, shape, name)
        taker.linkage = "internal"
        builder = ir.IRBuilder(taker.append_basic_block())
        array = native.context.make_array(types.Array(types.uint8, axes, "C"))(native.context, builder)
        found = builder.bitcast(array._getpointer(), cgutils.voidptr_t)
        wrong = builder.call(_adaptor(module), (taker.args[0], found))
        words = (builder.ptrtoint(array.data, ir.IntType(64)), *cgutils.unpack_tuple(builder, array.shape))
        to = builder.bitcast(taker.args[1], ir.IntType(64).as_pointer())
        for place, word in enumerate(words):
            builder.store(word, cgutils.gep(builder, to, place))
        builder.ret(cgutils.is_not_null(builder, wrong))
        return taker

    def _adaptor(module):
        """Return the function of Numba that takes an array apart and counts no reference, also for kernels
        that make arrays and count those: Numba's own way to it refuses there. Who calls holds on to the
        tables."""
        shape = ir.FunctionType(ir.IntType(32), (cgutils.voidptr_t, cgutils.voidptr_t))
        return cgutils.get_or_insert_function(module, shape, "numba_adapt_ndarray")
