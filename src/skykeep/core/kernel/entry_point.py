"""Kernels called by the address of their code.

What a kernel calls by name becomes part of it: Numba optimises and emits it once more there, and again in
every kernel above. What is called once a raid is called by address instead: it is compiled by itself, in any
order and in any process. The types that it takes belong to the type of the address, so a call with others is
refused, and a caller that was compiled for others is not taken from the cache.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from numba.core import config, types
from numba.core.errors import TypingError
from numba.extending import NativeValue, intrinsic, models, register_model, typeof_impl, unbox

from .by_address import kind_of
from .jit import compile_as_annotated, executable

__all__ = ["EntryPoint", "code_address", "enter", "entry_point"]


class _EntryKind(types.Type):
    """The type of an entry point: what its kernel takes and returns."""

    def __init__(self, kinds: tuple[Any, ...], returned: Any) -> None:
        self.kinds, self.returned = kinds, returned
        super().__init__(name=f"EntryPoint({', '.join(map(str, kinds))} -> {returned})")


class EntryPoint:
    """Address of a kernel's code (0 before it is compiled), and the types that it takes and returns."""

    def __init__(self, kernel: Callable[..., Any]) -> None:
        self.kernel: Any = kernel
        self.address = 0
        self.numba_kind: Any = None  # asked for at every call from Python, so made once
        if hasattr(kernel, "py_func"):
            hints = get_type_hints(kernel.py_func)
            returned = kind_of(hints.pop("return"))
            self.numba_kind = _EntryKind(tuple(kind_of(hint) for hint in hints.values()), returned)


@cache
def entry_point(kernel: Callable[..., Any]) -> EntryPoint:
    """Return the entry point of a kernel, compiled for the arguments in its annotations, once in a process.

    Raises
    ------
    TypeError
        If the kernel does not return what its annotation says.
    """
    entry = EntryPoint(kernel)
    if entry.numba_kind is not None:
        entry.address = code_address(entry.kernel.py_func)
    return entry


def code_address(function: Callable[..., Any]) -> int:
    """Return the address of the code of a function, compiled as it is annotated; the code stays as long as
    the process."""
    code = compile_as_annotated(executable(function, wrap=False))
    address: int = code.library.get_pointer_to_function(code.fndesc.llvm_func_name)
    return address


if TYPE_CHECKING or config.DISABLE_JIT:

    def enter(entry: EntryPoint, arguments: tuple[Any, ...]) -> Any:
        """Call the kernel of an entry point with arguments of the types that it takes."""
        return entry.kernel(*arguments)

else:

    @register_model(_EntryKind)
    class _EntryModel(models.PrimitiveModel):
        """An address is a whole number."""

        def __init__(self, manager: Any, kind: Any) -> None:
            super().__init__(manager, kind, manager.lookup(types.intp).get_value_type())

    @typeof_impl.register(EntryPoint)
    def _type_of_entry(entry: EntryPoint, _context: Any) -> _EntryKind:
        return entry.numba_kind

    @unbox(_EntryKind)
    def _unbox_entry(_kind_of_entry: Any, entry: Any, from_python: Any) -> NativeValue:
        address = from_python.pyapi.object_getattr_string(entry, "address")
        native = from_python.unbox(types.intp, address)
        from_python.pyapi.decref(address)
        return native

    @intrinsic
    def enter(_typing: Any, entry: Any, arguments: Any) -> Any:
        """Build what the function of this name above says."""
        given = tuple(types.unliteral(kind) for kind in arguments)
        if given != entry.kinds:
            raise TypingError(f"{entry} was given {given}")

        def build(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
            parts = [
                context.cast(builder, builder.extract_value(values[1], place), kind, given[place])
                for place, kind in enumerate(arguments)
            ]
            code = context.call_conv.get_function_type(entry.returned, given).as_pointer()
            start = builder.inttoptr(values[0], code)
            _, value = context.call_conv.call_function(builder, start, entry.returned, given, parts)
            return value

        return entry.returned(entry, arguments), build
