"""Kernels that are compiled when another one first calls them.

What most raids never need, radar effects, rules of doctrine, a log, would be compiled for all of them, and
makes the code round it slower. A kernel on demand is called like any other. In compiled code its address
lies in a cell of its own; the first call finds none there and asks Python to compile the kernel, or to read
it from the folder of compiled code.
"""

from __future__ import annotations

import _thread
import ctypes
import os
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast, get_type_hints

from llvmlite import binding, ir
from numba.core import cgutils, config, types
from numba.core.errors import TypingError
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin

from .by_address import kind_of
from .entry_point import code_address

__all__ = ["compile_on_demand", "is_compiled", "kernel_on_demand", "kernels_on_demand"]

P = ParamSpec("P")
R = TypeVar("R")

# numba and llvmlite say nothing of the types of what is used here
_add_symbol: Any = binding.add_symbol
_register_global: Any = infer_global
_lower: Any = lower_builtin
_any_number_of: Any = types.VarArg
_function_kind: Any = types.Function
_unliteral: Any = types.unliteral
_signature: Any = signature
_config: Any = config
_declare_function: Any = cgutils.get_or_insert_function
_Callback = ctypes.CFUNCTYPE(None)
_ADDRESS_BITS = 64
_INTERRUPT_AGAIN_S = 0.05
_CANNOT_COMPILE = 70
"""Exit code of a process that cannot go on: compiled code waits for a kernel that does not compile."""


class _OnDemand:
    """A kernel on demand: the cell that holds the address of its code, and what compiles it.

    Both must live as long as code that may call it, which is as long as the process.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.name = f"{function.__module__}.{function.__qualname__}"
        self.function = function
        self.lock = threading.Lock()
        self.cell = ctypes.c_int64(0)
        self.callback = _Callback(self.fill_cell)
        callback_address = ctypes.cast(self.callback, ctypes.c_void_p).value
        _add_symbol(self.cell_symbol, ctypes.addressof(self.cell))
        _add_symbol(self.callback_symbol, callback_address)

    def __call__(self, *_arguments: Any) -> Any:
        """Refuse a call from Python."""
        raise TypeError(f"{self.name} can be called by kernels only")

    @property
    def cell_symbol(self) -> str:
        """Name under which compiled code finds the cell."""
        return f"{self.name}.cell"

    @property
    def callback_symbol(self) -> str:
        """Name under which compiled code finds what fills the cell."""
        return f"{self.name}.fill"

    @property
    def kinds(self) -> tuple[tuple[Any, ...], Any]:
        """Types that the kernel takes, and the one that it returns."""
        hints = get_type_hints(self.function)
        returned = kind_of(hints.pop("return"))
        return tuple(kind_of(hint) for hint in hints.values()), returned

    def fill_cell(self) -> None:
        """Compile the kernel unless that is done; compiled code calls this and cannot be told of an error.

        A thread of its own compiles: Ctrl-C strikes the main thread only, where it would be lost between the
        lines of compiled code. It strikes again once that has returned.
        """
        worker = threading.Thread(target=self.compile, name=self.name)
        worker.start()
        while worker.is_alive():
            try:
                worker.join()
            except KeyboardInterrupt:
                again = threading.Timer(_INTERRUPT_AGAIN_S, _thread.interrupt_main)
                again.daemon = True
                worker.join()
                again.start()

    def compile(self) -> None:
        """Compile the kernel and put its address into the cell; end the process if that cannot be done."""
        try:
            with self.lock:
                if self.cell.value == 0:
                    self.cell.value = code_address(self.function)
        except BaseException:
            sys.stderr.write(f"the kernel {self.name} does not compile:\n{traceback.format_exc()}")
            os._exit(_CANNOT_COMPILE)


_KERNELS: dict[str, _OnDemand] = {}


def kernels_on_demand() -> tuple[str, ...]:
    """Return the names of all that were declared, by module and name."""
    return tuple(_KERNELS)


def is_compiled(name: str) -> bool:
    """Whether one of them has been compiled, or read from the folder of compiled code, in this process."""
    return _KERNELS[name].cell.value != 0


def compile_on_demand(name: str) -> None:
    """Compile one of them now, in this process and into the folder of compiled code, if anything is."""
    if not _config.DISABLE_JIT:
        _KERNELS[name].compile()


def kernel_on_demand() -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator like :func:`~.jit.kernel` for what is compiled when another kernel first calls it.

    The call costs one look at a cell and an address; nothing of it becomes part of its caller. Python cannot
    call it.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        if _config.DISABLE_JIT:
            return function
        on_demand = _OnDemand(function)
        _KERNELS[on_demand.name] = on_demand
        _let_kernels_call(on_demand)
        return cast("Callable[P, R]", on_demand)

    return decorate


def _let_kernels_call(on_demand: _OnDemand) -> None:
    """Tell Numba what a call of a kernel on demand is: the types that it takes and returns, and its code."""

    class _Types(AbstractTemplate):
        key = on_demand

        def generic(self, arguments: Any, named: Any) -> Any:
            kinds, returned = on_demand.kinds
            given = tuple(_unliteral(kind) for kind in arguments)
            if named or given != kinds:
                raise TypingError(f"{on_demand.name} takes {kinds} and was given {given}")
            return _signature(returned, *kinds)

    _register_global(on_demand, _function_kind(_Types))

    @_lower(on_demand, _any_number_of(types.Any))
    def _build(context: Any, builder: Any, _called: Any, values: Any) -> Any:
        kinds, returned = on_demand.kinds
        code = context.call_conv.get_function_type(returned, kinds).as_pointer()
        start = builder.inttoptr(_filled_address(builder, on_demand), code)
        _, value = context.call_conv.call_function(builder, start, returned, kinds, values)
        return value


def _filled_address(builder: Any, on_demand: _OnDemand) -> Any:
    """Build the address in the cell, which is filled first where it is empty."""
    number = ir.IntType(_ADDRESS_BITS)
    module = builder.module
    cell = module.globals.get(on_demand.cell_symbol) or ir.GlobalVariable(
        module, number, on_demand.cell_symbol
    )
    nothing = ir.FunctionType(ir.VoidType(), [])
    fill = _declare_function(module, nothing, on_demand.callback_symbol)
    found = builder.load(cell)
    empty = builder.icmp_unsigned("==", found, number(0))
    before = builder.block
    with builder.if_then(empty, likely=False):
        builder.call(fill, [])
        filled = builder.load(cell)
        filling = builder.block
    address = builder.phi(number)
    address.add_incoming(found, before)
    address.add_incoming(filled, filling)
    return address
